/* SPDX-License-Identifier: Apache-2.0 */
/* intake_difference -- what a correction changes of a reception, one thing at a time and in words: what the officer
 * confirms, and what the sealed log keeps. */
#ifndef DOMAIN_INTAKE_DIFFERENCE_H
#define DOMAIN_INTAKE_DIFFERENCE_H

#include "domain/intake.h"

/* A reception as it was written down. */
struct intake_side {
    const struct intake *intake;
    struct checklist_questions questions; /* of its procedure's version */
    struct str procedure_name;
};

struct intake_difference {
    struct str name;          /* of a field or of a person's role; "answer", "paper" */
    struct str label;         /* "Họ và tên"; the question; the paper's name */
    struct str before, after; /* in words; "" for nothing */
};

struct intake_differences {
    const struct intake_difference *at;
    size_t count;
};

/* In the order of the form: the fields, the people, the questions, the papers.  Papers are the same when their names
 * are; of several with one name, the first is held against the first. */
struct intake_differences intake_differences(struct arena *arena, struct intake_side before, struct intake_side after);

/* Does it tell numbers and addresses of people, which not everybody may see? */
bool intake_difference_is_personal(struct str name);

#endif
