/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_change -- one change of a dossier: read, judged, written with its sealed event.  Every use case that changes
 * a dossier after reception is built on these steps, inside a transaction of its own:
 *
 *     TRY(db_tx_begin(db, &tx));
 *     TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
 *     ... whatever else this use case checks and writes ...
 *     return dossier_change_close(&change, &(struct change_record){ ... }, tx, out);
 *
 * A use case that must look before it is judged takes the steps that these two are made of.  The row is always the fold
 * of the events (domain/dossier_history), never patched. */
#ifndef APP_DOSSIER_CHANGE_H
#define APP_DOSSIER_CHANGE_H

#include "app/dossier_log.h"
#include "app/dossier_reading.h"

struct dossier_change {
    struct db *db;
    struct arena *arena;
    struct actor actor;
    struct moment now; /* never before what happened last, whatever the machine's clock does */
    struct dossier_log log;
    struct dossier_reading reading;
    enum dossier_event event;
    struct str reason; /* null: none */
    struct dossier_verdict verdict;
    int64_t chosen_id;
};

/* What goes into the row and the event beside what follows from the rules.  Null or no moment: as it stands. */
struct change_record {
    struct str draft;          /* the draft result */
    struct str facts;          /* JSON with sorted keys: sealed with the event; null: none */
    struct moment extended_to; /* with GRANT_EXTENSION */
    int64_t holder_id;         /* with CORRECT: who has it in the unit it goes to; 0: as the rules say */
};

/* What a change came to, for whoever asked for it. */
struct change_outcome {
    enum dossier_refusal refusal; /* with ST_FORBIDDEN and ST_INVALID: why */
    enum dossier_state state;
    int64_t version;
    int64_t dossier_id;
};

/*     ST_NOT_FOUND  no such dossier in the actor's office
 *     ST_CONFLICT   someone else changed it since `seen_version`; reload and decide again */
enum status dossier_change_begin(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                 struct str code, int64_t seen_version, struct dossier_change *out) MUST_CHECK;

/* May it be?  `reason` may be null, `chosen_id` 0.  The verdict stays in change->verdict.
 *     ST_FORBIDDEN  the move exists, but not for this person
 *     ST_INVALID    no such move from the present state, or something it needs is missing
 *     ST_TOO_LARGE  more than REASON_CHARS_MAX of words */
enum status dossier_change_judge(struct dossier_change *change, enum dossier_event event, struct str reason,
                                 int64_t chosen_id) MUST_CHECK;

/* Writes row and event; `change->reading` is then the dossier as it stands afterwards, its version one more.
 *     ST_CONFLICT   someone else wrote at the same time */
enum status dossier_change_write(struct dossier_change *change, const struct change_record *record) MUST_CHECK;

struct change_outcome dossier_change_outcome(const struct dossier_change *change);

/* What is asked for. */
struct change_wish {
    struct str code;
    int64_t seen_version; /* the dossier as the actor last saw it */
    enum dossier_event event;
    struct str reason; /* null: none */
    int64_t chosen_id; /* who shall hold it; 0: nobody chosen */
};

/* dossier_change_begin() and dossier_change_judge(); *out_outcome tells whoever asked how things are, also when it
 * fails. */
enum status dossier_change_open(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                const struct change_wish *wish, struct dossier_change *out,
                                struct change_outcome *out_outcome) MUST_CHECK;

/* dossier_change_write(), and commits. */
enum status dossier_change_close(struct dossier_change *change, const struct change_record *record, struct db_tx *tx,
                                 struct change_outcome *out_outcome) MUST_CHECK;

#endif
