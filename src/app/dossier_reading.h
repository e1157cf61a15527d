/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_reading -- a dossier as the rules see it: what stands in its row, what its events amount to, how its clock
 * is, and the position that domain/dossier judges moves by.  Pages that offer moves and use cases that make them read
 * the same. */
#ifndef APP_DOSSIER_READING_H
#define APP_DOSSIER_READING_H

#include "domain/dossier_clock.h"
#include "queries_read.h"
#include "store/db.h"

struct dossier_reading {
    struct sql_dossier_to_move_row dossier;
    struct dossier_history whole, effective;        /* both arrays have room for one more entry */
    struct sql_consultations_of_dossier_rows asked; /* opinions, oldest first */
    struct dossier_standing standing;
    struct dossier_timing timing;    /* once closed: by the calendar it was closed under */
    const struct calendar *calendar; /* of the office, as it is now */
    struct deadline_case clock;
    struct deadline deadline;
    struct dossier_position position;
};

/* Reads the dossier called `code` as it stands at `now`.
 *     ST_NOT_FOUND  no such dossier in the office */
enum status dossier_reading_of(struct db *db, struct arena *arena, int64_t office_id, struct str code,
                               struct moment now, struct dossier_reading *out) MUST_CHECK;

/* The same of a dossier whose history was read already; its array has room for one more entry. */
enum status dossier_reading_given(struct db *db, struct arena *arena, int64_t office_id, struct str code,
                                  struct dossier_history whole, struct moment now, struct dossier_reading *out)
    MUST_CHECK;

/* All that happened to a dossier; the array has room for one more entry. */
enum status dossier_reading_history(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history *out)
    MUST_CHECK;

/* The same of each of `ids`, which may name a dossier twice, into the place it has there; read at once.
 *     ST_CORRUPT  to one of them nothing happened */
enum status dossier_reading_histories(struct db *db, struct arena *arena, const int64_t *ids, size_t count,
                                      struct dossier_history *out) MUST_CHECK;

/* Works out effective history, standing and clock anew from `whole`: after an entry was added to it. */
void dossier_reading_refresh(struct arena *arena, struct dossier_reading *reading);

#endif
