/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_intake -- a dossier comes in (directive 1b-check; NĐ 118/2025 Art 17): it is received, or it waits to be
 * looked at, or it is not complete and everything wanting is asked for once, or it is refused.
 *
 * What was typed is checked whole; a dossier is written only when nothing is wrong.  The due instant is computed
 * from the procedure's version, the calendar and the moment of reception; nobody can give one. */
#ifndef APP_DOSSIER_INTAKE_H
#define APP_DOSSIER_INTAKE_H

#include "domain/account.h"
#include "domain/intake.h"
#include "domain/payment.h"
#include "store/db.h"

struct intake_request {
    struct intake_typed typed;
    enum intake_decision decision; /* only what is received has a receipt, and a clock that runs */
    struct str reason;             /* with INTAKE_ASK, beside the list of what is wanting; with INTAKE_REJECT */
    struct str refusal;            /* with INTAKE_REJECT: a name of refusal_reasons.def */
    struct str legal_basis;        /* with INTAKE_REJECT: the instrument it rests on */
    const struct fees_typed *fees; /* what is to be paid; NULL: not said, it is set later */
    int64_t forward_to_id;         /* who handles it; 0: it stays with the officer who received it */
    struct str idempotency_key;    /* the same key and content again gives the same dossier; null: none */
};

struct intake_received {
    int64_t dossier_id;
    struct str code;
    int64_t version;
    bool is_repeat; /* the key had been used for this very dossier before */
};

/* Brings a dossier in at `now`.
 *     ST_INVALID    something is wrong: see *faults; nothing was written
 *     ST_FORBIDDEN  the actor may not receive
 *     ST_CONFLICT   the idempotency key was used for other content */
enum status dossier_intake_receive(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                   const struct intake_request *request, struct intake_faults *faults,
                                   struct intake_received *out) MUST_CHECK;

#endif
