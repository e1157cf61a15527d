/* SPDX-License-Identifier: Apache-2.0 */
/* trace -- who looked at whose dossier, for those who watch over it. */
#ifndef WEB_TRACE_H
#define WEB_TRACE_H

#include "web/pages_trace.h"
#include "web/request.h"

/* To who looked at a dossier of a unit; empty: this person may not see that. */
struct str trace_href(const struct request *request, struct str code, int64_t unit_id);

#endif
