/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_clock.h"

#include <assert.h>

static bool event_of_clock(enum dossier_event event, enum deadline_event_kind *out)
{
    switch (event) {
    case EVENT_ASK_SUPPLEMENT:
    case EVENT_ASK_FEE:
        *out = DEADLINE_STOPS;
        return true;
    case EVENT_SUPPLEMENT:
        *out = DEADLINE_STARTS_AGAIN;
        return true;
    case EVENT_PAY_FEE:
        *out = DEADLINE_GOES_ON;
        return true;
    case EVENT_RECEIVE:
    case EVENT_FORWARD:
    case EVENT_PROPOSE:
    case EVENT_SEND_BACK:
    case EVENT_APPROVE:
    case EVENT_HAND_OVER:
    case EVENT_REASSIGN:
    case EVENT_ACCEPT:
    case EVENT_REJECT:
    case EVENT_STOP:
    case EVENT_WITHDRAW:
    case EVENT_COUNT:
        break;
    }
    return false;
}

struct deadline_case dossier_clock_case(struct arena *arena, const struct calendar *calendar, struct term term,
                                        const struct clock_event *events, size_t count)
{
    struct deadline_event *clock_events = arena_array(arena, struct deadline_event, count);
    size_t clock_count = 0;

    assert(count > 0);
    for (size_t i = 0; i < count; i++)
        if (event_of_clock(events[i].event, &clock_events[clock_count].kind))
            clock_events[clock_count++].at = events[i].at;
    return (struct deadline_case){
        .calendar = calendar,
        .term = term,
        .accepted_at = events[0].at,
        .events = { clock_events, clock_count },
    };
}

struct moment dossier_clock_due(struct deadline deadline)
{
    return moment_is_given(deadline.stopped_at) ? DEADLINE_NEVER : deadline.due_at;
}
