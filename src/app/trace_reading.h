/* SPDX-License-Identifier: Apache-2.0 */
/* trace_reading -- seeing what an officer looked at is itself written down: in the officer's account, with the reason,
 * before anything is shown.  It holds for an hour. */
#ifndef APP_TRACE_READING_H
#define APP_TRACE_READING_H

#include "domain/account.h"
#include "store/db.h"

enum { TRACE_READING_MS = 60 * 60 * 1000, TRACE_REASON_CHARS_MAX = 500 };

/*     ST_NOT_FOUND  no such account in the actor's office
 *     ST_FORBIDDEN  the actor may not
 *     ST_INVALID    no reason, or one that is too long */
enum status trace_reading_begin(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                struct str login, struct str reason) MUST_CHECK;

/* Until when the actor may read what an account looked at; 0: a reason must be given first. */
enum status trace_reading_until(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                int64_t account_id, struct moment *out) MUST_CHECK;

#endif
