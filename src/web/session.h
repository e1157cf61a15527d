/* SPDX-License-Identifier: Apache-2.0 */
/* session -- who is asking: the browser's cookie or a bearer token, looked up once and remembered for a moment.
 *
 * A worker remembers people for LIMIT_SESSION_CACHE_SECONDS at most, and forgets all of them at once when the shared
 * generation grows, which it does when a request that ends sessions has become durable. */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H

#include "web/request.h"

#define SESSION_COOKIE "motcua_session"

struct caller {
    struct user user;
    struct str session_hash; /* null for a token */
    bool is_touch_due;       /* the session was last noted as alive a while ago */
    bool may_change;         /* false for a token of scope "read" */
};

struct sessions;

struct sessions *sessions_create(const int64_t *generation);
void sessions_destroy(struct sessions *sessions);

/* The cookie's person, the token's.
 *     ST_UNAUTHENTICATED  unknown, ended, revoked or closed
 *     and what the database may answer */
enum status sessions_of_cookie(struct sessions *sessions, struct db *db, struct arena *arena, struct str secret,
                               struct moment now, struct caller *out) MUST_CHECK;
enum status sessions_of_token(struct sessions *sessions, struct db *db, struct arena *arena, struct str token,
                              struct moment now, struct caller *out) MUST_CHECK;

/* The session was noted as alive: not due again before it is read anew. */
void sessions_touched(struct sessions *sessions, struct str session_hash);

/* Set-Cookie values. */
struct str session_cookie(struct arena *arena, struct str secret, bool is_secure);
struct str session_cookie_gone(struct arena *arena, bool is_secure);

#endif
