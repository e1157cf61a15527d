/* SPDX-License-Identifier: Apache-2.0 */
/* intake_form -- what a citizen takes away from a reception that did not happen: the one slip of everything that is
 * wanting (Mẫu 02), or the refusal on a reason of law (Mẫu 03). */
#ifndef APP_INTAKE_FORM_H
#define APP_INTAKE_FORM_H

#include "app/form_issue.h"
#include "domain/account.h"
#include "domain/ending.h"
#include "domain/intake.h"

struct intake_form_order {
    struct actor actor;
    struct moment now;
    int64_t dossier_id;
    enum intake_decision decision; /* INTAKE_ASK or INTAKE_REJECT */
    const struct intake *intake;
    struct ending_grounds
        grounds; /* its words are the officer's own; they alone matter, and may be empty, when asking */
};

enum status intake_form_issue(struct db *db, struct arena *arena, const struct intake_form_order *order,
                              struct form_issued *out) MUST_CHECK;

#endif
