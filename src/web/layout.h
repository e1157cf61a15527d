/* SPDX-License-Identifier: Apache-2.0 */
/* layout -- the frame of every page, filled from the request: whose office, who is signed in, which menu (menu.def). */
#ifndef WEB_LAYOUT_H
#define WEB_LAYOUT_H

#include "web/pages.h"
#include "web/request.h"

/* `title` is unique among pages: the browser's tab shows it. */
struct layout layout_of(const struct request *request, struct str title);

#endif
