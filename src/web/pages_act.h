/* SPDX-License-Identifier: Apache-2.0 */
/* What is done to a dossier on a page of its own: the one supplement, the extension, an explanation, an ending. */
#ifndef WEB_PAGES_ACT_H
#define WEB_PAGES_ACT_H

#include "web/page_parts.h"

struct act_fact {
    struct str label, value;
};

struct act_facts {
    const struct act_fact *at;
    size_t count;
};

struct form_texts {
    const struct form_text *at;
    size_t count;
};

struct act_page {
    struct layout layout;
    struct form_errors errors;
    struct str heading, code, procedure_name, applicant, dossier_href, action_href;
    struct str warning; /* what this means, before it is done; may be empty */
    struct str button;
    bool is_warning;
    int64_t version;
    struct act_facts facts; /* what was asked, what is being decided */
    struct form_choose choose;
    struct form_texts texts;
    struct form_inputs inputs;
};

/* ---- The one supplement ------------------------------------------------------------------------- */

struct supplement_paper {
    int64_t position;
    struct str name, wanted, condition; /* as the catalogue asks */
    struct tag verdict;                 /* as it was found at reception */
    struct str check_name, note_name, note;
    bool is_chosen;
};

struct supplement_papers {
    const struct supplement_paper *at;
    size_t count;
};

struct supplement_page {
    struct layout layout;
    struct form_errors errors;
    struct str code, procedure_name, applicant, dossier_href, action_href;
    int64_t version;
    bool is_confirming;   /* everything stands once more: "this is the only time" */
    bool is_again;        /* a leader allowed a second time: it will count as the officer's fault */
    struct str return_by; /* until when the return is in time; empty before reception */
    bool is_late_return;
    struct texts items; /* what the slip will say */
    struct supplement_papers papers;
    struct form_texts others; /* corrections and papers that no line of the catalogue names */
    struct form_text reason;
};

#endif
