/* SPDX-License-Identifier: Apache-2.0 */
/* Opinions asked on dossiers: by the holder, and to be answered by the unit asked. */
#ifndef WEB_PAGES_CONSULTATION_H
#define WEB_PAGES_CONSULTATION_H

#include "web/page_parts.h"

struct consultation_row {
    int64_t number;
    struct str code, procedure_name; /* of the dossier, in lists of several */
    struct str body, question, asked_by_name, reply, replied_by_name;
    struct moment asked_at, due_at, replied_at;
    struct time_left time_left; /* while the answer is waited for */
    struct tag state;
    struct str href; /* to where it is answered by this person; empty: not by them */
};

struct consultation_rows {
    const struct consultation_row *at;
    size_t count;
};

/* What a dossier's page says of them. */
struct consultation_summary {
    struct consultation_rows rows;
    struct str
        href; /* to all of them, and to the form that asks; empty: nothing was asked and this person cannot ask */
    bool can_ask;
};

/* All opinions asked on a dossier, and the form that asks one more. */
struct consultations_page {
    struct layout layout;
    struct form_errors errors;
    struct str code, dossier_href, procedure_name, action_href;
    struct str kept_words; /* typed into a form that is gone because the dossier went on; null: none */
    struct consultation_rows rows;
    bool can_ask;
    int64_t version;
    struct form_choose unit, time_unit;
    struct form_input body, amount;
    struct texts bodies; /* asked before: offered while typing */
    struct form_text question;
};

/* What a unit is asked. */
struct consulted_list_page {
    struct layout layout;
    struct consultation_rows rows;
    struct pager pager;
};

/* One question, and the form that answers it. */
struct consulted_page {
    struct layout layout;
    struct form_errors errors;
    struct str code, dossier_href; /* dossier_href: empty when this person may not read dossiers */
    struct consultation_row asked;
    struct str asked_by_unit, action_href;
    struct str kept_words; /* typed, but somebody answered first, or the dossier went on; null: none */
    bool can_answer;
    struct form_text reply;
};

/* ---- Interlinked procedures --------------------------------------------------------------------- */

/* What one body does on the dossier. */
struct leg_lane {
    int64_t position;
    struct str body, what, term; /* term: "2 ngày làm việc" */
    bool is_lead;                /* of a stage with several */
    struct moment started_at, due_at, done_at;
    struct str started_by, done_by; /* with their units */
    struct tag state;
    struct time_left time_left; /* while it is at work */
    struct str done_href;       /* where its result is written down; empty: not by this person, or not now */
};

struct leg_lanes {
    const struct leg_lane *at;
    size_t count;
};

struct leg_stage {
    int64_t number;
    bool is_parallel;
    struct leg_lanes lanes;
};

struct leg_stages {
    const struct leg_stage *at;
    size_t count;
};

/* The part of a dossier's page; no stages: not interlinked. */
struct leg_part {
    struct leg_stages stages;
    struct str csrf_token;
    int64_t version;
};

#endif
