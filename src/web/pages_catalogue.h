/* SPDX-License-Identifier: Apache-2.0 */
/* The public catalogue: the list of procedures, and one procedure. */
#ifndef WEB_PAGES_CATALOGUE_H
#define WEB_PAGES_CATALOGUE_H

#include "web/page_parts.h"
#include "web/pages_dossier.h"

struct catalogue_row {
    struct str name, href, code, field;
    struct str term;  /* at the counter: "5 ngày làm việc" */
    struct tag doubt; /* how sure the facts are; no label when they were checked */
};

struct catalogue_rows {
    const struct catalogue_row *at;
    size_t count;
};

struct catalogue_field {
    struct str name, id, href; /* id: "linh-vuc-3"; href leads there on the page */
    struct catalogue_rows rows;
};

struct catalogue_fields {
    const struct catalogue_field *at;
    size_t count;
};

struct catalogue_page {
    struct layout layout;
    struct str query; /* as typed */
    bool is_search;   /* `found` answers the query; else `fields` hold everything */
    struct catalogue_rows found;
    struct catalogue_fields fields;
    struct str summary; /* "179 thủ tục trong 56 lĩnh vực", "12 thủ tục khớp" */
};

struct procedure_channel {
    struct str name, where, term, fee;
};

struct procedure_channels {
    const struct procedure_channel *at;
    size_t count;
};

struct procedure_page_paper {
    struct str name;
    struct str wanted;    /* "1 bản chính" */
    struct str condition; /* when it applies; may be empty */
    struct str form_code; /* may be empty */
};

struct procedure_page_papers {
    const struct procedure_page_paper *at;
    size_t count;
};

struct personal_paper {
    struct str name, wanted;
    struct str form_code, condition; /* may be empty */
    struct str database;             /* where the counter looks first; may be empty */
};

struct personal_papers {
    const struct personal_paper *at;
    size_t count;
};

/* What one person needs, as answered. */
struct personal_list {
    struct question_fields questions;
    bool is_made; /* something was answered */
    bool is_open; /* but not all that decides about a paper */
    struct personal_papers needed, optional;
    struct str qr_url, code; /* code: what the QR brings, in digits, to be typed where no scanner is */
};

struct procedure_page {
    struct layout layout;
    struct personal_list list;
    struct str code, name, field;
    struct str not_in_force; /* why it cannot be used now, one sentence; empty: it is in force */
    struct link replaced_by; /* empty href: by nothing */
    struct str to_come;      /* "Từ 01/07/2026 áp dụng quy định mới."; may be empty */
    struct str receive_href; /* for those who receive dossiers; may be empty */
    struct procedure_channels channels;
    struct str term_note, fee_note; /* may be empty */
    struct procedure_page_papers always, by_case;
    struct str unit_name; /* who handles it */
    struct str result;
    struct texts result_codes, legal_basis;
    struct str decision; /* may be empty */
    struct tag certainty;
    struct str source, source_href; /* may be empty */
    struct date effective_from_on;
    struct str effective_to; /* "đến 31/12/2026"; may be empty */
};

#endif
