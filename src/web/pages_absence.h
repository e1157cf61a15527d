/* SPDX-License-Identifier: Apache-2.0 */
/* Absences: who is away, and whose hands the dossiers are in meanwhile. */
#ifndef WEB_PAGES_ABSENCE_H
#define WEB_PAGES_ABSENCE_H

#include "web/pages_assignment.h"

struct absence_row {
    struct str full_name, title, unit_name, href;
    struct date from_on, to_on;
    struct tag state;
    int64_t dossiers; /* open, in the absent person's hands still */
};

struct absence_rows {
    const struct absence_row *at;
    size_t count;
};

/* All absences, and the form that enters one. */
struct absence_list_page {
    struct layout layout;
    struct form_errors errors;
    struct absence_rows rows;
    struct pager pager;
    struct form_choose person;
    struct form_input from, to;
};

/* An open dossier of whoever is away, and who shall take it. */
struct handover_row {
    struct str code, href, procedure_name, box_name, box_value; /* box: a hidden field, "CODE:VERSION" */
    struct tag state;
    struct time_left time_left;
    struct form_choose taker;
};

struct handover_rows {
    const struct handover_row *at;
    size_t count;
};

/* A colleague, before and after the proposal. */
struct load_row {
    struct str full_name, title, away; /* away: until when; empty: here */
    int64_t dossiers, due_today, overdue, after;
};

struct load_rows {
    const struct load_row *at;
    size_t count;
};

/* What was handed over and is not back. */
struct out_row {
    struct str code, href, procedure_name, taker_name, where, box_name, box_value; /* box_value: empty: stays there */
    struct tag state;
};

struct out_rows {
    const struct out_row *at;
    size_t count;
};

struct absence_page {
    struct layout layout;
    struct form_errors errors;
    struct absence_row absence;
    struct str opened_by_name, ended_by_name, href;
    struct moment opened_at, ended_at;
    bool is_running, is_chief, can_end;
    int64_t moved, returned, left; /* left: open dossiers beyond those shown */
    struct handover_rows handovers;
    struct load_rows loads;
    struct out_rows out;
    bool has_comebacks; /* some of those can go back */
    struct pager pager;
};

#endif
