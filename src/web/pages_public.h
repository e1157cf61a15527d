/* SPDX-License-Identifier: Apache-2.0 */
/* What people without an account see, and what anybody sees when something is wrong. */
#ifndef WEB_PAGES_PUBLIC_H
#define WEB_PAGES_PUBLIC_H

#include "web/page_parts.h"
#include "web/pages_account.h"
#include "web/pages_clock.h"
#include "web/pages_payment.h"
#include "web/pages_timeline.h"

struct home_page {
    struct layout layout;
    struct str office_hours; /* "7:30–11:30 và 13:30–17:30"; empty: not shown */
};

struct error_page {
    struct layout layout;
    struct str heading, message; /* one plain sentence each */
    struct str advice;           /* what to do now; may be empty */
    struct link way_out;         /* empty href: the home page */
    struct str request_number;   /* to tell the administrator; may be empty */
};

/* A form that could not be taken now (busy, stale, signed out): everything that was typed comes along and can be sent
 * again with one press. */
struct typed_field {
    struct str name, value;
};

struct typed_fields {
    const struct typed_field *at;
    size_t count;
};

struct retry_page {
    struct layout layout;
    struct str heading, message;
    struct str action_href;
    struct typed_fields fields; /* all of them, as they were sent */
    struct typed_fields shown;  /* what a person typed, in a person's words */
    struct str csrf_token;
    bool asks_sign_in; /* the session had ended: signing in carries the fields along, under other names */
    struct sign_in_form sign_in;
    struct str name_prefix; /* of the fields' names; empty: none */
    struct str kept_action; /* where they go in the end; empty: action_href */
};

struct lookup_page {
    struct layout layout;
    struct form_errors errors;
    struct form_input code, last_digits;
};

/* A stop on the drawn line; `look` is one of done, now, next. */
struct progress_step {
    struct str name, fact;
    struct str look, look_label; /* "Đã xong", "Đang ở đây", "Sắp tới": for those who cannot see the drawing */
    bool is_done, is_now;
};

struct progress_steps {
    const struct progress_step *at;
    size_t count;
};

struct status_page {
    struct layout layout;
    struct str code, procedure_name, channel_label;
    struct str applicant;          /* hidden in part: "Nguyễn T. M." */
    struct str now;                /* "Hồ sơ đang được xử lý" */
    struct str where, holder_name; /* unit and person; empty once closed */
    struct str next;               /* what comes next, one sentence */
    struct str request;            /* what the citizen must do now, with the reason; empty: nothing */
    bool is_finished, is_waiting;  /* the result is there; the citizen has to act */
    struct moment received_at, due_at;
    struct str promised_words; /* "17:30 thứ Sáu, 05/09/2025": an extension's, else the term's */
    struct str due_words;      /* by law, beside an extension's; empty: they are one */
    int64_t receipt_version;   /* in force, when another one was given out before; 0: there was only one */
    struct str receipt_words;  /* what it promises; empty: an extension holds */
    struct time_left time_left;
    struct clock_public clocks;
    struct progress_steps steps;
    struct public_timeline timeline;
    struct str open_fee; /* "8.000 đồng"; empty: nothing is to be paid */
    struct transfer transfer;
    struct moment seen_at;
};

#endif
