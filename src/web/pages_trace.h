/* SPDX-License-Identifier: Apache-2.0 */
/* Who looked at whose dossier. */
#ifndef WEB_PAGES_TRACE_H
#define WEB_PAGES_TRACE_H

#include "web/page_parts.h"

/* One person and one dossier on one day. */
struct trace_row {
    struct str day;               /* "thứ Năm, 18/09/2025" */
    struct str label, href, fact; /* the person with role and unit, or the dossier with its procedure */
    struct str times;             /* "08:15, 10:02": the first look in each hour */
    int64_t hours;                /* how many those are */
};

struct trace_rows {
    const struct trace_row *at;
    size_t count;
};

struct trace_table {
    struct str caption, label_title, fact_title;
    struct trace_rows rows;
    struct pager pager;
};

struct dossier_trace_page {
    struct layout layout;
    struct str code, dossier_href, procedure_name;
    struct trace_table traces;
};

/* Everybody of the office, to choose whose looks to see. */
struct trace_person {
    struct str name, role_label, unit_name, href;
    bool is_active;
};

struct trace_persons {
    const struct trace_person *at;
    size_t count;
};

struct traces_page {
    struct layout layout;
    struct trace_persons persons;
};

struct officer_trace_page {
    struct layout layout;
    struct form_errors errors;
    struct str name, role_label, unit_name, href;
    struct form_text reason; /* asked for before anything is shown */
    struct moment until;     /* given: a reason was, and what follows is shown until then */
    struct trace_table traces;
};

#endif
