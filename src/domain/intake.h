/* SPDX-License-Identifier: Apache-2.0 */
/* intake -- reception: what was typed becomes values, or a list of everything that is wrong with it.
 *
 * An odd but possible identity number is a warning, never a fault.  Which papers are needed follows from the answers
 * (domain/checklist); a needed paper that nobody looked at, or that is not good, stops a reception, and so does a
 * question that decides about one.  Sources: NĐ 118/2025 Art 17; directive 1b-check. */
#ifndef DOMAIN_INTAKE_H
#define DOMAIN_INTAKE_H

#include "domain/checklist.h"
#include "domain/intake_fault.h"
#include "domain/intake_paper.h"
#include "domain/intake_person.h"

enum intake_field {
#define FIELD(name, longest, needed, label) INTAKE_##name,
#include "domain/intake_fields.def"
#undef FIELD
    INTAKE_FIELD_COUNT
};

/* What a version of a procedure asks. */
struct intake_rules {
    struct checklist_questions questions;
    const struct paper_rule *papers;
    size_t paper_count;
};

struct answer_typed {
    struct str key, value; /* value: "yes", "no"; empty: not answered */
};

struct intake_typed {
    struct str fields[INTAKE_FIELD_COUNT]; /* null: not given */
    const struct answer_typed *answers;
    size_t answer_count;
    const struct paper_typed *papers;
    size_t paper_count;
    struct person_typed persons[PERSON_ROLE_COUNT];
};

struct intake {
    struct str procedure_code, channel, applicant, identity_number, gender, address, phone, email, summary;
    struct date born_on;
    struct checklist_answers answers;
    struct intake_paper *papers; /* those that apply, or that came by themselves */
    size_t paper_count;
    struct intake_person persons[PERSON_ROLE_COUNT];
};

struct str intake_field_name(enum intake_field field);
struct str intake_field_label(enum intake_field field);
int intake_field_longest(enum intake_field field); /* in characters */
bool intake_field_parse(struct str name, enum intake_field *out);
bool channel_is_known(struct str channel);
struct str channel_label(struct str channel);

/* The answers as far as they can be read.  Who brings the dossier is the applicant unless something else is said;
 * `faults` (may be NULL) gets what is no answer. */
struct checklist_answers intake_answers(struct arena *arena, const struct intake_typed *typed,
                                        struct checklist_questions questions, struct intake_faults *faults);

/* Checks everything but the procedure's existence.  Fills *out and *faults; the values are good only when no fault was
 * found.  `today` bounds birth days. */
void intake_check(struct arena *arena, const struct intake_typed *typed, const struct intake_rules *rules,
                  enum intake_decision decision, struct date today, struct intake *out, struct intake_faults *faults);

/* "Giấy chứng sinh (chưa có); Tờ khai (không đạt: không đúng mẫu quy định …)": everything that is wanting. */
struct str intake_wanting(struct arena *arena, const struct intake *intake);

/* The same one by one, as Mẫu 02 lists them; `out` has room for as many as there are papers. */
size_t intake_wanting_items(struct arena *arena, const struct intake *intake, struct str *out);

/* What the citizen is asked for: everything that is wanting, then the officer's own words; no longer than a reason may
 * be (a long list is cut, and stands in full with the papers). */
struct str intake_request_words(struct arena *arena, const struct intake *intake, struct str words);

#endif
