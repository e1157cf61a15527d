/* SPDX-License-Identifier: Apache-2.0 */
/* The officers' pages about dossiers, and the figures made of them. */
#ifndef WEB_PAGES_DOSSIER_H
#define WEB_PAGES_DOSSIER_H

#include "web/page_parts.h"
#include "web/pages_clock.h"
#include "web/pages_consultation.h"
#include "web/pages_message.h"
#include "web/pages_note.h"
#include "web/pages_payment.h"
#include "web/pages_timeline.h"

/* ---- Reception ---------------------------------------------------------------------------------- */

struct procedure_row {
    struct str code, name, field, href;
    struct str term; /* "trong ngày", "5 ngày làm việc" */
};

struct procedure_rows {
    const struct procedure_row *at;
    size_t count;
};

struct intake_choose_page {
    struct layout layout;
    struct str href; /* of this page: the search form's address */
    struct str query;
    struct procedure_rows rows;
    bool is_search; /* rows answer `query`; else they are the ones received most */
};

struct paper_field {
    int64_t position;
    struct str id;              /* "paper_3": of the box, and the name of its radios */
    struct str name, condition; /* condition: when it applies; may be empty */
    struct str wanted;          /* "1 bản chính", as the catalogue asks */
    struct str form_code;
    struct str when;     /* "bi-bo-roi=no chung-sinh=yes": for the script that shows it as answers come */
    struct str database; /* where it is looked up before it is asked for; empty: nowhere */
    bool is_required;
    bool is_idle; /* does not apply, as far as is answered: not shown */
    struct str error;
    struct form_choices verdicts;
    struct str kind_name; /* "paper_3_kind" */
    struct form_choices kinds;
    struct str quantity_name, quantity;
    struct str note_name, note;
    int64_t note_max_length;
    struct str fault_name; /* "paper_3_fault" */
    struct form_choices faults;
    struct str lookup_name; /* "paper_3_lookup" */
    struct form_choices lookups;
};

struct paper_fields {
    const struct paper_field *at;
    size_t count;
    bool is_open; /* questions are still to be answered before the list is whole */
};

/* One question, Có or Không. */
struct question_field {
    struct str key, text, usual; /* usual: "yes" or "no" */
    struct str name;             /* of its radios */
    struct str error_id, error;
    bool is_idle; /* nothing turns on it as far as is answered */
    struct form_choices choices;
};

struct question_fields {
    const struct question_field *at;
    size_t count;
};

/* An owner or submitter who is not the applicant. */
struct person_block {
    struct str label;
    bool is_open;
    struct form_inputs inputs;
    struct form_choose gender;
};

struct intake_page {
    struct layout layout;
    bool is_acceptance; /* of a dossier that came by itself */
    int64_t version;    /* of that one */
    struct str list_notice;
    struct links alike; /* the same person, the same procedure: open, or handed back not long ago */
    struct form_choose card_for;
    struct person_block owner, submitter;
    struct question_field for_another;
    struct form_text reason;
    struct form_choose refusal;
    struct form_input legal_basis;
    bool is_not_received; /* what is asked of a dossier that is not received has an error */
    struct str action_href, back_href;
    struct str procedure_code, procedure_name, term, fee, result;
    struct str idempotency_key;
    struct form_errors errors;
    struct texts warnings;  /* odd but possible */
    bool asks_confirmation; /* there are warnings nobody has answered yet: the button says "vẫn tiếp tục" */
    struct str card_text;   /* what was pasted, when the server could not read it */
    struct str card_error, card_notice;
    struct form_choose channel;
    struct form_inputs applicant; /* họ tên, số định danh, ngày sinh */
    struct form_choose gender;
    struct form_inputs contact; /* nơi thường trú, điện thoại, thư điện tử */
    struct form_text summary;
    struct question_fields questions;
    struct paper_fields papers;
    struct fee_block fees;
    struct form_choose forward_to; /* who will handle it */
};

/* One thing that a correction changes; empty: nothing. */
struct change_row {
    struct str label, before, after;
};

struct change_rows {
    const struct change_row *at;
    size_t count;
};

struct correct_page {
    struct layout layout;
    struct str code, dossier_href, action_href;
    struct form_choose other_procedure;
    struct str refusal; /* why it cannot be corrected now; empty: it can */
    struct str procedure_error;
    struct intake_page intake; /* the form of reception */
    bool is_other_procedure;
    bool is_confirming;
    struct change_rows changes; /* when confirming */
    struct str confirmed;       /* names them */
    bool is_late_by_it;         /* by the other term it is overdue */
    struct moment received_at;
    struct fee_summary fees;
};

struct received_page {
    struct layout layout;
    struct str code, procedure_name, applicant, due_words, holder_name;
    struct str receipt_href, dossier_href, intake_href;
    struct texts missing; /* papers still to come, if any */
    bool is_repeat;       /* the form had been sent before: this is that dossier */
};

/* ---- One dossier -------------------------------------------------------------------------------- */

/* A line of the due instant's arithmetic. */
struct due_day {
    struct str day, effect; /* "thứ Năm 28/08/2025", "Ngày làm việc thứ 1" */
    bool is_off, is_due;
};

struct due_days {
    const struct due_day *at;
    size_t count;
};

struct paper_row {
    int64_t position, quantity;
    struct str name, kind_label, note;
    struct tag verdict;
};

struct paper_rows {
    const struct paper_row *at;
    size_t count;
};

/* Somebody beside the applicant. */
struct person_row {
    struct str label; /* "Chủ hồ sơ" */
    struct str name, identity_number, phone, address;
    struct str authorisation; /* may be empty */
};

struct person_rows {
    const struct person_row *at;
    size_t count;
};

struct answer_row {
    struct str question, answer;
};

struct answer_rows {
    const struct answer_row *at;
    size_t count;
};

struct content_block {
    struct person_rows persons;
    struct answer_rows answers;
    struct str accept_href; /* to look at what came by itself; empty: nothing to accept, or not for this person */
};

/* Something this person may do now: a form of its own. */
struct action {
    struct str event, label, href, hint;
    struct str page_href; /* it has a page of its own: nothing is asked here */
    struct str csrf_token;
    int64_t version; /* of the dossier that was looked at */
    bool is_main;    /* shown open; the others are folded under "Việc khác" */
    bool is_warning; /* ends the dossier, or takes it from somebody */
    bool has_reason, has_person, has_draft;
    struct form_text reason, draft;
    struct form_choose person;
};

struct actions {
    const struct action *at;
    size_t count;
};

/* A supplement asked for once more, through an officer's fault. */
struct fault_row {
    struct str code, href, procedure_name, officer_name, unit_name, allowed_by_name, reason, legal_basis;
    struct moment occurred_at;
};

struct fault_rows {
    const struct fault_row *at;
    size_t count;
};

/* Which rules were bent, and why. */
struct dossier_law {
    bool has_any, must_choose;
    struct str extension, extension_until, extension_reason, extension_by; /* an empty extension: none was asked for */
    struct str late_cause, explanation, explained_by, measure, measured_by;
    struct fault_rows faults;
    struct str end_missing, end_href, end_label; /* why this person cannot end a late dossier; where that is written */
};

struct dossier_page {
    struct layout layout;
    struct content_block content;
    struct form_errors errors;
    struct str code, procedure_code, procedure_name, procedure_href, result, fee, channel_label;
    struct tag state;
    struct time_left time_left;
    struct str holder_name, holder_unit_name, unit_name, received_by_name;
    struct moment received_at, due_at, promised_at, closed_at;
    struct str due_words, term;
    struct str extended_words; /* what an extension promises; empty: none holds */
    struct due_days days;
    struct str due_note; /* which calendar, how sure it is; may be empty */
    struct str applicant, identity_number, gender_label, address, phone, email, summary, draft_result;
    struct date born_on;
    struct paper_rows papers;
    struct staff_timeline timeline;
    struct str kept_words; /* typed into a form that is gone because the dossier went on */
    struct actions main_actions, more_actions;
    bool asks_fee_first; /* the result can be handed over, and money is still to be paid */
    struct dossier_law law;
    int64_t version;
    struct str receipt_href, forms_href, status_href;
    struct str trace_href; /* empty: this person may not see who looked at it */
    struct fee_summary fees;
    struct consultation_summary consultations;
    struct message_rows messages; /* what the citizen was told */
    struct leg_part legs;
    struct note_part notes; /* for the office alone */
    struct clock_block clocks;
    struct ledger_bar ledger;
};

/* ---- Forms given out ---------------------------------------------------------------------------- */

struct form_issue_row {
    struct str code, title, number, href, issued_by_name, void_reason;
    int64_t version;
    struct moment issued_at;
    struct tag state;
};

struct form_issue_rows {
    const struct form_issue_row *at;
    size_t count;
};

struct dossier_forms_page {
    struct layout layout;
    struct str code, dossier_href, procedure_name;
    struct form_issue_rows rows;
};

/* ---- Figures ------------------------------------------------------------------------------------ */

/* Widths are parts of 100. */
struct month_row {
    struct str label, href;
    int64_t received, early, on_time, late, refused, officer_faults;
    int64_t early_width, on_time_x, on_time_width, late_x, late_width;
};

struct month_rows {
    const struct month_row *at;
    size_t count;
};

struct month_page {
    struct layout layout;
    struct str heading;
    struct links months;
    struct month_row total;
    struct month_rows rows;
    struct str on_time_share; /* "99,7 %" */
    struct str faults_href;
    struct str traces_href; /* which dossiers officers looked at; empty: not for this person */
};

struct faults_page {
    struct layout layout;
    struct str heading, month_href;
    struct fault_rows rows;
    bool is_cut; /* there are more than one page holds */
};

struct book_field {
    struct str name;
    int64_t dossiers;
};

struct book_fields {
    const struct book_field *at;
    size_t count;
};

struct book_page {
    struct layout layout;
    struct form_errors errors;
    struct form_input from, to;
    int64_t total;
    struct links pdf_parts, xlsx_parts;
    struct book_fields fields;
};

struct overdue_row {
    struct str code, href, procedure_name, applicant, unit_name, holder_name, how_late;
    struct tag state;
    struct moment due_at;
};

struct overdue_rows {
    const struct overdue_row *at;
    size_t count;
};

struct overdue_page {
    struct layout layout;
    struct overdue_rows rows;
    struct pager pager;
    struct moment seen_at;
};

#endif
