/* SPDX-License-Identifier: Apache-2.0 */
/* intake -- reception: what was typed becomes values, or a list of everything that is wrong with it.
 *
 * Every fault is found at once (directive 1b-once begins at our own form).  An odd but possible identity number is a
 * warning, never a fault.  Sources: NĐ 118/2025 Art 17; directive 1b-check: paper by paper. */
#ifndef DOMAIN_INTAKE_H
#define DOMAIN_INTAKE_H

#include "base/arena.h"
#include "domain/date.h"

enum intake_field {
#define FIELD(name, longest, needed, label) INTAKE_##name,
#include "domain/intake_fields.def"
#undef FIELD
    INTAKE_FIELD_COUNT
};

enum intake_fault_kind {
#define FAULT(name, text) INTAKE_##name,
#include "domain/intake_faults.def"
#undef FAULT
    INTAKE_FAULT_COUNT
};

enum { INTAKE_PAPERS_MAX = 40, INTAKE_NOTE_MAX = 300, INTAKE_FEE_FAULTS_MAX = 42 };

enum paper_verdict {
    PAPER_UNCHECKED,
    PAPER_OK,
    PAPER_FAULTY,
    PAPER_MISSING,
    PAPER_NOT_APPLICABLE,
    PAPER_LOOKED_UP,
    PAPER_VERDICT_COUNT
};

/* A paper the procedure asks for. */
struct paper_rule {
    int64_t position;
    struct str name, paper_kind;
    bool is_required;
};

/* What was typed about it; all text. */
struct paper_typed {
    int64_t position;
    struct str verdict, paper_kind, quantity, note;
};

struct intake_typed {
    struct str fields[INTAKE_FIELD_COUNT]; /* null: not given */
    const struct paper_typed *papers;
    size_t paper_count;
};

struct intake_paper {
    int64_t position;
    struct str name, paper_kind;
    int64_t quantity;
    bool is_required;
    enum paper_verdict verdict;
    struct str note; /* null: none */
};

struct intake {
    struct str procedure_code, channel, applicant, identity_number, gender, address, phone, email, summary;
    struct date born_on;
    struct intake_paper *papers;
    size_t paper_count;
};

/* One thing that is wrong; `place` is the field's name, or "paper_3" for the paper at position 3. */
struct intake_fault {
    struct str place, label;
    enum intake_fault_kind kind;
};

struct intake_faults {
    struct intake_fault at[INTAKE_FIELD_COUNT + INTAKE_PAPERS_MAX + INTAKE_FEE_FAULTS_MAX + 2];
    size_t count;
};

struct str intake_field_name(enum intake_field field);
struct str intake_field_label(enum intake_field field);
int intake_field_longest(enum intake_field field); /* in characters */
bool intake_field_parse(struct str name, enum intake_field *out);
struct str intake_fault_text(enum intake_fault_kind kind);
struct str paper_verdict_name(enum paper_verdict verdict);
struct str paper_verdict_label(enum paper_verdict verdict);
bool paper_verdict_parse(struct str stored, enum paper_verdict *out);
bool paper_kind_is_known(struct str kind);
struct str paper_kind_label(struct str kind); /* "bản chính" …; the kind itself when unknown */
bool channel_is_known(struct str channel);
struct str channel_label(struct str channel);

void intake_fault_add(struct intake_faults *faults, struct str place, struct str label, enum intake_fault_kind kind);

/* Checks everything but the procedure's existence.  Fills *out and *faults; the values are good only when no fault was
 * found.  `today` bounds birth days. */
void intake_check(struct arena *arena, const struct intake_typed *typed, const struct paper_rule *rules,
                  size_t rule_count, struct date today, struct intake *out, struct intake_faults *faults);

#endif
