/* SPDX-License-Identifier: Apache-2.0 */
/* access -- the one place where a route's permission is asked for. */
#ifndef WEB_ACCESS_H
#define WEB_ACCESS_H

#include "web/router.h"
#include "web/session.h"

/*     ST_UNAUTHENTICATED  a stranger at a door that needs somebody known
 *     ST_FORBIDDEN        somebody known, without the right; or a token that may only read */
enum status access_check(const struct route *route, const struct caller *caller) MUST_CHECK;

/* An address of this site, and of nothing else: "/dossiers?page=2", never "//elsewhere" or "/\elsewhere". */
bool access_is_local(struct str address);

#endif
