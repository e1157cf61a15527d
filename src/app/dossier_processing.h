/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_processing -- every move of a dossier after reception: forward, propose, send back, approve, ask for papers,
 * hand over, and so on (domain/dossier_moves.def says who may do what when). */
#ifndef APP_DOSSIER_PROCESSING_H
#define APP_DOSSIER_PROCESSING_H

#include "domain/dossier.h"
#include "store/db.h"

enum { REASON_CHARS_MAX = 1000, DRAFT_CHARS_MAX = 20000 };

struct move_request {
    struct str code;
    int64_t seen_version; /* the dossier as the actor last saw it */
    enum dossier_event event;
    struct str reason; /* null: none */
    struct str draft;  /* with PROPOSE: the draft result; null: as it stands */
    int64_t chosen_id; /* who shall hold it, where the move asks; 0: nobody chosen */
};

struct move_outcome {
    enum dossier_refusal refusal; /* with ST_FORBIDDEN and ST_INVALID: why */
    enum dossier_state state;
    int64_t version;
    int64_t dossier_id;
};

/* Applies one move at `now`; everything or nothing.
 *     ST_NOT_FOUND  no such dossier in the actor's office
 *     ST_FORBIDDEN  the move exists, but not for this person
 *     ST_INVALID    no such move from the present state, or words or a person are missing
 *     ST_CONFLICT   someone else moved it first; reload and decide again */
enum status dossier_processing_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct move_request *request, struct move_outcome *out) MUST_CHECK;

#endif
