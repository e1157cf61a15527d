/* SPDX-License-Identifier: Apache-2.0 */
/* What happened to a dossier, on its own page and on the citizen's. */
#ifndef WEB_PAGES_TIMELINE_H
#define WEB_PAGES_TIMELINE_H

#include "web/page_parts.h"

struct public_event {
    struct str sentence;
    struct moment at;
};

struct public_events {
    const struct public_event *at;
    size_t count;
};

struct public_timeline {
    struct public_events events; /* newest first */
    struct str asking;           /* "Đang hỏi ý kiến Công an xã, hẹn trả lời …"; empty: nobody */
    struct str apology;          /* the new appointment, when there is one */
    struct str recalculated;     /* the calendar changed: what the receipt still says */
};

struct event_row {
    struct str label, actor_name, holder_name, reason;
    struct moment occurred_at;
    struct texts facts; /* "Hạn trả lời: …" */
    struct link form;   /* given out with it; empty href: none */
    bool is_taken_back;
};

struct event_rows {
    const struct event_row *at;
    size_t count;
};

struct staff_timeline {
    struct event_rows events; /* newest first */
    struct str recalculated;  /* as above */
};

#endif
