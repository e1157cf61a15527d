/* SPDX-License-Identifier: Apache-2.0 */
/* Giving dossiers to others: which ones, to whom, and what came of each. */
#ifndef WEB_PAGES_ASSIGNMENT_H
#define WEB_PAGES_ASSIGNMENT_H

#include "web/pages_work.h"

/* A dossier with a box before it. */
struct assign_row {
    struct work_row work;
    struct str id, value; /* of the box; its name is its id */
    bool is_chosen;
};

struct assign_rows {
    const struct assign_row *at;
    size_t count;
};

struct assign_page {
    struct layout layout;
    struct form_errors errors;
    struct links tabs; /* the unit, and each of its people */
    struct str heading;
    struct assign_rows rows;
    struct str rows_error;
    struct pager pager;
    struct form_choose people; /* each with what they have to do */
    struct form_text reason;
    struct str from, after; /* where the list stands */
};

struct assigned_row {
    struct str code, href, why; /* why it was not moved; empty: it was */
    struct tag outcome;
};

struct assigned_rows {
    const struct assigned_row *at;
    size_t count;
};

struct assigned_page {
    struct layout layout;
    struct str heading, sentence, back_href, back_label;
    struct assigned_rows rows;
};

#endif
