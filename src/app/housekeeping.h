/* SPDX-License-Identifier: Apache-2.0 */
/* housekeeping -- rows that mean nothing any more go: sessions past their end, failed log-ins whose wait ended long
 * ago, and the keys by which a sending is known again.
 *
 * Done beside the requests, by a process of the server that wakes up now and then, in pieces so small that nobody's
 * change waits long for one. */
#ifndef APP_HOUSEKEEPING_H
#define APP_HOUSEKEEPING_H

#include "domain/date.h"
#include "store/db.h"

enum {
    HOUSEKEEPING_ROWS_AT_ONCE = 500,                  /* of each kind */
    INTAKE_REPEAT_MEMORY_MS = 7 * 24 * 60 * 60 * 1000 /* the same key makes another dossier after that */
};

/* How many rows went. */
struct housekeeping {
    int64_t sessions, throttles, repeats;
    bool has_more; /* one kind had more than may go at once */
};

/* One piece, in one transaction.
 *     ST_BUSY …  of the database; nothing went */
enum status housekeeping_step(struct db *db, struct moment now, struct housekeeping *out) MUST_CHECK;

#endif
