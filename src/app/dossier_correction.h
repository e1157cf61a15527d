/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_correction -- a mistaken reception is put right, with a reason: procedure, channel, people, answers, papers.
 *
 * The dossier is checked as at the counter and its content sealed anew, with what stood there before; the receipt
 * gets the next version, the one before is void, and so is what still waits to tell the citizen of it.  When it came
 * stays as it was: another procedure is looked up as it was in force that day, and its term counts from the same
 * start.  What is promised moves only with procedure or channel.  Whoever is about to sign sends it back first
 * (domain/dossier).  While the counter has it any procedure may be chosen; once it was forwarded
 *     - a procedure of another unit needs somebody of that unit who handles it from now on;
 *     - what was handed to the bodies of an interlinked procedure keeps it, and nothing becomes interlinked.
 * The month's counts follow procedure and channel.  Fees that were set or paid stay; they are set anew at the desk
 * (app/payment_desk).  Nobody takes a correction back: it is corrected once more. */
#ifndef APP_DOSSIER_CORRECTION_H
#define APP_DOSSIER_CORRECTION_H

#include "app/dossier_change.h"
#include "domain/intake_difference.h"

struct correction_request {
    struct str code;
    int64_t seen_version; /* the dossier as the actor last saw it */
    struct intake_typed typed;
    struct str reason;
    int64_t handler_id; /* who handles it, when it goes to another unit; 0: nobody chosen */
};

/* What it comes to; everything but `change` is good only when nothing is wrong. */
struct correction_outcome {
    struct change_outcome change;
    struct intake_differences differences;
    struct moment due_before, due;           /* DEADLINE_NEVER: the citizen has the dossier */
    struct moment promised_before, promised; /* on the receipt, but for an extension */
    struct moment extended_to;               /* what an extension promises, later than that; 0: nothing */
    struct moment ended_extension_to;        /* of one that the new receipt puts an end to; 0: of none */
};

/* What it would change; writes nothing.
 *     ST_NOT_FOUND  no such dossier in the actor's office
 *     ST_INVALID    something is wrong: see *faults, or out->change.refusal when that is empty
 *     ST_FORBIDDEN  the actor may not receive
 *     ST_CONFLICT   someone else changed it; reload and decide again */
enum status dossier_correction_review(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                      const struct correction_request *request, struct intake_faults *faults,
                                      struct correction_outcome *out) MUST_CHECK;

/* Changes it; the same outcomes. */
enum status dossier_correction_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct correction_request *request, struct intake_faults *faults,
                                     struct correction_outcome *out) MUST_CHECK;

/* Must somebody be chosen who handles it from now on, when it becomes one of the new unit? */
bool dossier_correction_needs_handler(enum dossier_state state, int64_t unit_id, int64_t new_unit_id);

#endif
