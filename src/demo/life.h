/* SPDX-License-Identifier: Apache-2.0 */
/* life -- what will happen to one made-up dossier and when: always in office hours, always in an order that
 * domain/dossier allows. */
#ifndef DEMO_LIFE_H
#define DEMO_LIFE_H

#include "demo/procedures.h"
#include "domain/calendar.h"
#include "domain/dossier.h"

enum fate {
    FATE_SMOOTH,        /* decided before its limit, at the first attempt */
    FATE_SENT_BACK,     /* … at the second: the leader sent the draft back once */
    FATE_WAITING,       /* papers were asked for, and nobody brings them */
    FATE_LATE_FINISHED, /* decided after its limit */
    FATE_LATE_OPEN      /* past its limit, and still with the specialist or the leader */
};

enum { LIFE_STEPS_MAX = 8 };

struct life_step {
    enum dossier_event event;
    struct moment at;
};

struct life {
    struct request_drawn request;
    struct moment received_at;
    bool is_forwarded_at_once; /* otherwise the first step forwards it */
    struct life_step steps[LIFE_STEPS_MAX];
    size_t step_count;
};

/* What all lives have in common. */
struct life_frame {
    const struct calendar *calendar;
    const struct procedures_offered *procedures;
    int64_t seed;
    struct moment until;       /* the end of the demonstration's last day */
    struct moment resolved_by; /* what was received before is also decided before, if it is not late or waiting */
};

struct life life_make(const struct life_frame *frame, int64_t number, struct moment received_at, enum fate fate);

#endif
