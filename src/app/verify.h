/* SPDX-License-Identifier: Apache-2.0 */
/* verify -- proves that the database is what the sealed events say.
 *
 * 1. Every office's chain: numbers without a gap, each seal right, each row naming the seal before it, the end as
 *    noted.
 * 2. Every dossier: what was received carries its seal, and state, holder, clock and the rest equal the replay of its
 *    events; the due instant is computed again, that of a closed dossier by the calendar of then.
 *
 * It only reads, in pieces, and stops at the first fault.  On a DB_READ_ONLY connection others may go on writing: each
 * piece is one view of the data. */
#ifndef APP_VERIFY_H
#define APP_VERIFY_H

#include "base/arena.h"
#include "store/db.h"

/* What was looked at, and the first bad row. */
struct verify_result {
    int64_t offices, events, dossiers;
    bool is_sound;
    struct str fault; /* "dossier_event 123…: seal is not that of its row"; null when sound */
};

/* Tells how far it is, for the person who waits. */
typedef void verify_progress(void *context, int64_t events, int64_t dossiers);

/* ST_OK also when a fault was found: see *out.  `progress` may be NULL. */
enum status verify_all(struct db *db, struct arena *arena, verify_progress *progress, void *context,
                       struct verify_result *out) MUST_CHECK;

#endif
