/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_processing -- the plain moves of a dossier after reception, those that need no more than a reason, a person
 * or a draft: forward, propose, send back, approve, take back, hand over, explain, and so on (domain/dossier_moves.def
 * and dossier_acts.def say who may do what when).  What needs more has a use case of its own. */
#ifndef APP_DOSSIER_PROCESSING_H
#define APP_DOSSIER_PROCESSING_H

#include "app/dossier_change.h"

enum { DRAFT_CHARS_MAX = 20000 };

struct move_request {
    struct str code;
    int64_t seen_version; /* the dossier as the actor last saw it */
    enum dossier_event event;
    struct str reason; /* null: none */
    struct str draft;  /* with PROPOSE: the draft result; null: as it stands */
    int64_t chosen_id; /* who shall hold it, where the move asks; 0: nobody chosen */
};

/* Is this one of the plain moves? */
bool dossier_processing_has(enum dossier_event event);

/* Applies one move at `now`; everything or nothing.
 *     ST_NOT_FOUND  no such dossier in the actor's office
 *     ST_FORBIDDEN  the move exists, but not for this person
 *     ST_INVALID    no such move from the present state, or words or a person are missing
 *     ST_CONFLICT   someone else moved it first; reload and decide again */
enum status dossier_processing_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct move_request *request, struct change_outcome *out) MUST_CHECK;

#endif
