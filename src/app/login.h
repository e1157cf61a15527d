/* SPDX-License-Identifier: Apache-2.0 */
/* login -- coming in with a name and a password, and the session that stands for it afterwards.
 *
 * A session's secret lives in the browser's cookie; the database knows its hash alone.  It ends SESSION_IDLE_MS after
 * the last touch and SESSION_LONGEST_MS after signing in, whatever comes first. */
#ifndef APP_LOGIN_H
#define APP_LOGIN_H

#include "domain/account.h"
#include "store/db.h"

enum {
    SESSION_IDLE_MS = 60 * 60 * 1000,
    SESSION_LONGEST_MS = 12 * 60 * 60 * 1000,
    SESSION_TOUCH_MS = 5 * 60 * 1000, /* a younger touch is not worth a write */
    SESSION_SECRET_CHARS = 43
};

struct login_attempt {
    int64_t office_id;
    struct str login, password;
    struct str code;    /* of the second factor; empty when none was typed */
    struct str address; /* of the client */
};

enum login_outcome {
    LOGIN_DONE,
    LOGIN_WRONG,       /* unknown name or wrong password: nobody outside learns which */
    LOGIN_CODE_NEEDED, /* the password is right, the second factor is missing */
    LOGIN_CODE_WRONG,  /* … or wrong, or used already */
    LOGIN_DISABLED,    /* the password is right, the account is closed */
    LOGIN_THROTTLED    /* not even looked at: too many failures, try again from retry_at on */
};

struct login_verdict {
    enum login_outcome outcome;
    struct str session_secret; /* for the cookie; LOGIN_DONE only */
    int64_t account_id;        /* LOGIN_DONE only */
    struct moment retry_at;    /* LOGIN_THROTTLED only */
};

/* Anything but LOGIN_DONE is an answer, not a failure: the count of failures is in the database when it returns ST_OK,
 * and must not be undone by the caller. */
enum status login_try(struct db *db, struct arena *arena, const struct login_attempt *attempt, struct moment now,
                      struct login_verdict *out) MUST_CHECK;

/* The person at this moment behind a session. */
struct session {
    struct actor actor;
    struct str login, full_name, title, unit_name, csrf_token;
    struct str session_hash;
    bool is_touch_due; /* call login_touch() when there is a writing connection */
};

/* Reads only.
 *     ST_UNAUTHENTICATED  no such session, or it ended, or the account was closed */
enum status login_session(struct db *db, struct arena *arena, struct str secret, struct moment now, struct session *out)
    MUST_CHECK;

enum status login_touch(struct db *db, struct str session_hash, struct moment now) MUST_CHECK;
enum status login_end(struct db *db, struct str session_hash) MUST_CHECK; /* also when it is gone already */

#endif
