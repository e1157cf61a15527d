/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_ending -- a dossier that ends without a result: refused before reception (Mẫu 03), stopped or withdrawn
 * (Mẫu 05).
 *
 * NĐ 118/2025 Art 17, TT 03/2025 Art 7.  A refusal rests on a reason of law and names its basis; a machine that did not
 * work is none.  Stopping and withdrawing are possible only while no decision is signed (domain/dossier_moves.def). */
#ifndef APP_DOSSIER_ENDING_H
#define APP_DOSSIER_ENDING_H

#include "app/dossier_change.h"
#include "app/form_issue.h"
#include "domain/ending.h"

struct ending_request {
    struct str code;
    int64_t seen_version;
    enum dossier_event event;      /* REJECT, STOP or WITHDRAW */
    struct ending_grounds grounds; /* judged by domain/ending */
    struct str settlement;         /* with STOP and WITHDRAW: what becomes of money paid; null: nothing was paid */
};

/* Ends it and issues the form.
 *     ST_INVALID  *out_fault, or no such move now (outcome) */
enum status dossier_ending_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                 const struct ending_request *request, struct change_outcome *out,
                                 enum ending_fault *out_fault, struct form_issued *out_form) MUST_CHECK;

/* What the log keeps with such an event; a reception that is refused at once ends the same way. */
struct str dossier_ending_facts(struct arena *arena, enum dossier_event event, const struct ending_grounds *grounds,
                                const struct form_issued *form);

#endif
