/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_acceptance -- what came by itself is looked at by an officer and accepted: its papers are checked as at the
 * counter, its content is fixed anew, its clock starts and its receipt is given out (NĐ 118/2025 Art 17). */
#ifndef APP_DOSSIER_ACCEPTANCE_H
#define APP_DOSSIER_ACCEPTANCE_H

#include "app/dossier_change.h"
#include "app/dossier_intake.h"

struct acceptance_request {
    struct str code;
    int64_t seen_version;          /* the dossier as the actor last saw it */
    struct intake_typed typed;     /* procedure and channel are those it came with, whatever stands here */
    const struct fees_typed *fees; /* what is to be paid; NULL: not said, what was set before stays */
    int64_t forward_to_id; /* who handles it; 0: it stays at the counter, unless papers had been asked for before */
};

/*     ST_NOT_FOUND  no such dossier in the actor's office
 *     ST_INVALID    something is wrong: see *faults, or out->refusal when that is empty
 *     ST_FORBIDDEN  the actor may not receive
 *     ST_CONFLICT   someone else changed it; reload and decide again */
enum status dossier_acceptance_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct acceptance_request *request, struct intake_faults *faults,
                                     struct change_outcome *out) MUST_CHECK;

#endif
