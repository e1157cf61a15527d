/* SPDX-License-Identifier: Apache-2.0 */
/* layout -- the frame of every page, filled from the request: whose office, who is signed in, which menu (menu.def). */
#ifndef WEB_LAYOUT_H
#define WEB_LAYOUT_H

#include "web/pages.h"
#include "web/request.h"

/* `title` is unique among pages: the browser's tab shows it. */
struct layout layout_of(const struct request *request, struct str title);

/* The menu as if `path` had been asked for: a form that comes back stands where it was opened. */
void layout_stand_at(struct layout *layout, const struct request *request, struct str path);

#endif
