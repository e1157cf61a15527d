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

enum {
    ALERT_PUT_OFF_MS = 60 * 60 * 1000, /* a dossier that could not be looked at; an event brings it back at once */
    ALERT_CODE_ROOM = 80
};

struct alert_failure {
    enum status status;
    int64_t office_id;
    char code[ALERT_CODE_ROOM]; /* of the dossier; empty: the whole office */
};

/* What a piece of work came to. */
struct alert_work {
    int64_t events; /* read; when the watch begins: dossiers passed over */
    int64_t looks;
    int64_t raised, ended;
    int64_t failures;
    struct alert_failure failure; /* the last of them */
};

void alert_work_add(struct alert_work *all, const struct alert_work *work);

/* One bounded piece for one office; no events and no looks: nothing is due.  Each piece is a transaction or two.  A
 * dossier that cannot be looked at is put off, so that it stops no other, and is a failure of `out`.
 *     ST_BUSY …  of the database; `out` has what was written before */
enum status alert_watch_step(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                             struct alert_work *out) MUST_CHECK;

/* A piece for each office; one that fails stops no other.
 *     ST_BUSY …  of the last office that failed, or of the database; `out->failure` says which */
enum status alert_watch_round(struct db *db, struct arena *arena, struct moment now, struct alert_work *out) MUST_CHECK;

/* A person has seen what was raised up to `until`. */
enum status alert_watch_seen(struct db *db, struct actor actor, struct moment until, struct moment now) MUST_CHECK;

#endif
