/* SPDX-License-Identifier: Apache-2.0 */
/* intake_fault -- what is wrong at reception, each thing at its place; all of them at once (directive 1b-once begins at
 * our own form). */
#ifndef DOMAIN_INTAKE_FAULT_H
#define DOMAIN_INTAKE_FAULT_H

#include "base/arena.h"

enum intake_fault_kind {
#define FAULT(name, text) INTAKE_##name,
#include "domain/intake_faults.def"
#undef FAULT
    INTAKE_FAULT_COUNT,
    INTAKE_NO_FAULT = INTAKE_FAULT_COUNT
};

enum { INTAKE_FAULTS_MAX = 160 }; /* fields, persons, questions, papers and fee lines together */

/* One thing that is wrong; `place` is the field's name, "paper_3" for the paper at position 3, "answer_chung-sinh" for
 * a question, "owner_name" for the owner's name. */
struct intake_fault {
    struct str place, label;
    enum intake_fault_kind kind;
};

struct intake_faults {
    struct intake_fault at[INTAKE_FAULTS_MAX];
    size_t count;
};

struct str intake_fault_text(enum intake_fault_kind kind);

/* Nothing is added for INTAKE_NO_FAULT, nor when there is no more room. */
void intake_fault_add(struct intake_faults *faults, struct str place, struct str label, enum intake_fault_kind kind);

#endif
