/* SPDX-License-Identifier: Apache-2.0 */
/* csrf -- a change asked for by a browser must come from a form of ours.
 *
 * Each form carries a token in its field `csrf`: the session's, or for a stranger (signing in) the value of a cookie
 * of its own.  Bearer tokens are never sent by a browser on its own, so they need none. */
#ifndef WEB_CSRF_H
#define WEB_CSRF_H

#include "web/request.h"

#define CSRF_COOKIE "motcua_form"

enum csrf_verdict {
    CSRF_OURS,
    CSRF_STALE,  /* the token is missing or of another session: the form is offered again with the right one */
    CSRF_FOREIGN /* the browser itself says that another site sent it */
};

enum csrf_verdict csrf_check(const struct request *request);

/* The token that forms on this answer must carry; gives a stranger the cookie that goes with it. */
struct str csrf_token(struct request *request, struct response *response);

#endif
