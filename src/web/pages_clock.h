/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks, the ledger of minutes, alerts, and what the director settles about them. */
#ifndef WEB_PAGES_CLOCK_H
#define WEB_PAGES_CLOCK_H

#include "web/page_parts.h"

/* ---- A dossier's clocks ------------------------------------------------------------------------- */

struct clock_row {
    struct str label, who; /* "Chuyển cho đơn vị xử lý", "Bộ phận tiếp nhận" */
    struct time_left time_left;
    struct str due_words;
    int64_t used_width; /* of the time it has, in parts of 100 */
};

struct clock_rows {
    const struct clock_row *at;
    size_t count;
};

struct clock_block {
    struct clock_rows running, ended;
    struct str if_restarts, if_pauses; /* while papers are waited for: what would be due if they came now */
    bool does_restart;                 /* which of the two binds */
};

/* The term of the whole dossier, for the citizen. */
struct clock_bar {
    struct str words; /* "Đã qua 1 giờ 30 phút trong 24 giờ làm việc"; empty: it does not run */
    struct str look;  /* as in struct time_left */
    int64_t used_width;
};

struct clock_public {
    struct clock_bar whole;
    struct clock_block others; /* what the citizen and the office owe each other */
    struct str if_now;         /* while papers are waited for: what would be due if they came now */
};

/* ---- Who was told ------------------------------------------------------------------------------- */

struct alert_row {
    struct str label, code, href, procedure_name, holder_name, due_words;
    struct str told; /* "Nhắc lúc 08:00 …", "Báo Trần Văn A lúc …, chưa xem" */
    struct tag tag;
    bool is_new; /* mine, and not seen yet */
};

struct alert_rows {
    const struct alert_row *at;
    size_t count;
};

/* ---- The ledger of minutes ---------------------------------------------------------------------- */

struct ledger_event {
    struct str label, actor_name;
    struct moment occurred_at;
};

struct ledger_events {
    const struct ledger_event *at;
    size_t count;
};

struct ledger_row {
    struct str id;                   /* "part-3" */
    struct str owner, because, time; /* "Trần Văn Ví Dụ", "giữ hồ sơ", "1 giờ 30 phút" */
    struct str look;                 /* officer, leader, body, citizen, system */
    struct moment from, until;
    int64_t x, width; /* in parts of 1000 */
    struct ledger_events events;
};

struct ledger_rows {
    const struct ledger_row *at;
    size_t count;
};

struct ledger_sum {
    struct str owner, because, time, share, look; /* share: "35 %" */
};

struct ledger_sums {
    const struct ledger_sum *at;
    size_t count;
};

/* The bar alone, on the dossier's page. */
struct ledger_bar {
    struct str href; /* to the whole of it */
    struct ledger_rows parts;
    struct ledger_sums sums;
};

struct ledger_page {
    struct layout layout;
    struct str code, dossier_href, procedure_name;
    struct str whole;     /* "8 giờ 30 phút" */
    struct str words;     /* the same as one sentence */
    struct str slip_href; /* gives out Mẫu 06; empty: not by this person */
    int64_t version;      /* of the dossier */
    struct moment from, until;
    struct ledger_sums sums;
    struct ledger_rows parts;
    struct alert_rows told;
};

/* ---- Alerts ------------------------------------------------------------------------------------- */

struct alerts_page {
    struct layout layout;
    struct links tabs; /* của tôi, đơn vị, cả xã; empty: only one's own */
    struct alert_rows rows;
    struct pager pager;
    bool has_unseen; /* of one's own */
    int64_t until;   /* what is on the page was raised up to then */
    bool can_manage; /* the book of outages and the limits */
};

/* ---- Outages ------------------------------------------------------------------------------------ */

struct outage_row {
    struct str system, evidence, reported_by_name, end_href, cancel_href;
    struct moment from, until, reported_at;
    bool is_open;
};

struct outage_rows {
    const struct outage_row *at;
    size_t count;
};

struct outages_page {
    struct layout layout;
    struct form_errors errors;
    struct outage_rows rows;
    struct form_inputs inputs;
    struct form_text evidence;
};

/* ---- Limits ------------------------------------------------------------------------------------- */

struct clock_limit_row {
    struct str label, present, usual;
};

struct clock_limit_rows {
    const struct clock_limit_row *at;
    size_t count;
};

struct clock_change_row {
    struct str label, value, reason, set_by_name;
    struct date from_on;
    struct moment set_at;
};

struct clock_change_rows {
    const struct clock_change_row *at;
    size_t count;
};

struct clock_limits_page {
    struct layout layout;
    struct form_errors errors;
    struct clock_limit_rows limits;
    struct clock_change_rows changes;
    struct form_choose rule;
    struct form_inputs inputs;
    struct form_text reason;
};

#endif
