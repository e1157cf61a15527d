/* SPDX-License-Identifier: Apache-2.0 */
/* alert_watch -- looks at a dossier when one of its clocks asks for it, or when something happened to it, and tells
 * whom domain/alerts names.  Each dossier has at most one row that says when it is to be looked at next, so a look
 * costs the same however many dossiers there are, and looking twice tells nothing twice.
 *
 * Called again and again by a process beside the server (cli/watch); `motcua watch` does it once. */
#ifndef APP_ALERT_WATCH_H
#define APP_ALERT_WATCH_H

#include "domain/account.h"
#include "domain/date.h"
#include "store/db.h"

/* A piece holds the write lock for a millisecond or two: officers who save meanwhile do not feel it. */
enum {
    ALERT_FILL_AT_ONCE = 500, /* dossiers passed over when the watch begins in an office */
    ALERT_EVENTS_AT_ONCE = 25,
    ALERT_LOOKS_AT_ONCE = 1,
    ALERT_PIECE_BYTES_MAX = 16 * 1024 * 1024
};

/* What a piece of work came to. */
struct alert_work {
    int64_t events; /* read; when the watch begins: dossiers passed over */
    int64_t looks;
    int64_t raised, ended;
};

/* One bounded piece for one office; all zero: nothing is due.  Each piece is a transaction or two.
 *     ST_BUSY …  of the database; nothing of the piece was written */
enum status alert_watch_step(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                             struct alert_work *out) MUST_CHECK;

/* A piece for each office. */
enum status alert_watch_round(struct db *db, struct arena *arena, struct moment now, struct alert_work *out) MUST_CHECK;

/* A person has seen what was raised up to `until`. */
enum status alert_watch_seen(struct db *db, struct actor actor, struct moment until, struct moment now) MUST_CHECK;

#endif
