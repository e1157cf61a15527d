/* SPDX-License-Identifier: Apache-2.0 */
/* What citizens were told, or shall be: for who looks after the lines, and on a dossier's page. */
#ifndef WEB_PAGES_MESSAGE_H
#define WEB_PAGES_MESSAGE_H

#include "web/page_parts.h"

struct message_row {
    struct str href; /* empty: not for this person */
    struct str label, transport_label, recipient, code;
    struct tag state;
    struct str time_label; /* what `time` is of: "Gửi lúc", "Sẽ gửi lúc" … */
    struct moment time;
};

struct message_rows {
    const struct message_row *at;
    size_t count;
};

struct message_list_page {
    struct layout layout;
    struct texts closed; /* what cannot be sent, and which setting says how */
    struct links tabs;
    struct message_rows rows;
    struct pager pager;
};

struct message_page {
    struct layout layout;
    struct form_errors errors;
    struct message_row message;
    struct str dossier_href; /* empty: not for this person */
    struct str subject, body, last_answer, decided_by_name;
    int64_t attempts;
    struct moment created_at, claimed_at, decided_at;
    bool can_read; /* else nothing of the citizen's is here */
    bool can_decide, is_in_doubt;
    struct str action_href;
};

#endif
