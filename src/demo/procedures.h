/* SPDX-License-Identifier: Apache-2.0 */
/* procedures -- what people come for, as often as procedure_mix.def says, under the office's own catalogue. */
#ifndef DEMO_PROCEDURES_H
#define DEMO_PROCEDURES_H

#include "demo/dice.h"
#include "domain/catalogue.h"
#include "domain/term.h"
#include "store/db.h"

struct offered_term {
    struct str channel;
    struct term term;
};

struct offered_paper {
    int64_t position;
    bool is_required;
    bool has_database;
    struct checklist_answers when;
};

/* One version of a procedure. */
struct offered {
    struct date from, to;
    int64_t unit_id;
    struct str code, result, summary;
    const struct offered_term *terms;
    size_t term_count;
    struct checklist_questions questions;
    const struct offered_paper *papers;
    size_t paper_count;
};

struct procedures_offered {
    const struct offered_versions *at; /* row by row of procedure_mix.def */
};

enum status procedures_load(struct db *db, struct arena *arena, int64_t office_id, struct procedures_offered *out)
    MUST_CHECK;

/* What somebody asks for, and how, on a day. */
struct request_drawn {
    const struct offered *procedure;
    const struct offered_term *term;
};

struct request_drawn procedures_draw(const struct procedures_offered *procedures, struct date on, struct dice *dice);

/* What is done while the citizen waits: nothing else fits the last hour of a period. */
struct request_drawn procedures_quickest(const struct procedures_offered *procedures, struct date on);

#endif
