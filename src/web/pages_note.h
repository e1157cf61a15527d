/* SPDX-License-Identifier: Apache-2.0 */
/* Internal notes of a dossier. */
#ifndef WEB_PAGES_NOTE_H
#define WEB_PAGES_NOTE_H

#include "web/page_parts.h"

struct note_row {
    struct str author_name, author_unit, text;
    struct moment written_at;
};

struct note_rows {
    const struct note_row *at;
    size_t count;
};

/* The form that writes one more. */
struct note_form {
    struct str href; /* empty: this person only reads */
    struct str csrf_token;
    struct form_text text;
};

/* The part of a dossier's page. */
struct note_part {
    struct note_rows rows; /* the newest */
    struct str more_href;  /* to all of them; empty: these are all */
    struct note_form form;
};

struct notes_page {
    struct layout layout;
    struct form_errors errors;
    struct str code, dossier_href, procedure_name;
    struct note_rows rows;
    struct pager pager;
    struct note_form form;
};

#endif
