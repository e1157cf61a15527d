/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake_fault.h"

static const struct str texts[] = {
#define FAULT(name, text) STR_INIT(text),
#include "domain/intake_faults.def"
#undef FAULT
};

struct str intake_fault_text(enum intake_fault_kind kind)
{
    return kind < INTAKE_FAULT_COUNT ? texts[kind] : STR("");
}

void intake_fault_add(struct intake_faults *faults, struct str place, struct str label, enum intake_fault_kind kind)
{
    if (kind != INTAKE_NO_FAULT && faults->count < INTAKE_FAULTS_MAX)
        faults->at[faults->count++] = (struct intake_fault){ place, label, kind };
}
