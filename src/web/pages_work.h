/* SPDX-License-Identifier: Apache-2.0 */
/* Everyday work: "Việc của tôi", and the lists it shows the beginnings of. */
#ifndef WEB_PAGES_WORK_H
#define WEB_PAGES_WORK_H

#include "web/page_parts.h"
#include "web/pages_clock.h"

struct work_row {
    struct str code, href, procedure_name, applicant, holder_name;
    struct str beside; /* others whose dossier it is; empty: none */
    struct str sender; /* who passed it to its holder, and when; empty: nobody */
    struct tag state;
    struct time_left time_left;
    struct moment due_at;
    bool is_late, is_soon, is_unopened;
    int64_t version;
    struct str recall_href, csrf_token; /* recall_href: empty when it cannot be taken back */
};

struct work_rows {
    const struct work_row *at;
    size_t count;
};

struct work_table {
    struct str caption;
    struct work_rows rows;
    bool has_recall; /* of what this person sent */
};

/* One whole list. */
struct work_list_page {
    struct layout layout;
    struct str heading;
    struct links tabs; /* của tôi, đơn vị tôi, tất cả, quá hạn, chờ trả */
    struct work_table table;
    struct pager pager;
    struct str intake_href; /* empty: may not receive */
};

/* What the search box found. */
struct search_page {
    struct layout layout;
    struct work_table table;
    struct texts tried;      /* "mã hồ sơ H55…": what was looked for; none: nothing that could be */
    struct str procedure;    /* these are the newest of: "Đăng ký khai sinh (1.001193)"; empty: not by procedure */
    struct links procedures; /* others that may have been meant */
    struct str more;         /* why not everything found stands here, and what helps; empty: everything does */
    bool is_too_long;        /* more was typed than anybody needs */
    bool is_empty;           /* nothing was found */
    bool is_hinted;          /* says what can be typed */
};

/* The beginning of a list on "Việc của tôi". */
struct work_block {
    struct str id, heading;
    struct str more_href; /* to the whole list; empty: this is all of it */
    bool is_alarming;
    struct work_table table;
};

struct work_blocks {
    const struct work_block *at;
    size_t count;
};

/* Something done in the last two minutes, and not touched since. */
struct work_act {
    struct str label, code, href, procedure_name, undo_href, csrf_token;
    int64_t version;
};

struct work_acts {
    const struct work_act *at;
    size_t count;
};

/* Somebody of the unit who is away, or soon will be, and what is to be done about it. */
struct away_row {
    struct str sentence, href;
};

struct away_rows {
    const struct away_row *at;
    size_t count;
};

struct my_work_page {
    struct layout layout;
    struct away_rows away;
    struct str day; /* "thứ Năm, 18/09/2025" */
    struct work_acts acts;
    struct alert_rows alerts;    /* the newest few */
    struct work_blocks own, led; /* led: of the unit or the centre this person answers for */
    struct str led_heading;
    struct str intake_href; /* empty: may not receive */
    bool is_idle;           /* nothing to do at all */
};

#endif
