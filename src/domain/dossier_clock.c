/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/dossier_clock.h"

#include <assert.h>

enum effect { EFFECT_STOPS, EFFECT_GOES_ON, EFFECT_WAITED };

static const struct {
    enum dossier_event event;
    enum effect effect;
} effects[] = {
#define EFFECT(event, effect) { EVENT_##event, EFFECT_##effect },
#include "domain/dossier_clock_effects.def"
#undef EFFECT
};

struct term dossier_acceptance_term(void)
{
    return (struct term){ TERM_WORKING_HOUR, 8 };
}

static enum deadline_event_kind kind_of(enum effect effect, enum waiting_rule waiting)
{
    switch (effect) {
    case EFFECT_STOPS:
        return DEADLINE_STOPS;
    case EFFECT_GOES_ON:
        return DEADLINE_GOES_ON;
    case EFFECT_WAITED:
        break;
    }
    return waiting == WAITING_RESTARTS ? DEADLINE_STARTS_AGAIN : DEADLINE_GOES_ON;
}

static bool deadline_event_of(const struct dossier_entry *entry, enum waiting_rule waiting, struct deadline_event *out)
{
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
        if (effects[i].event == entry->event) {
            *out = (struct deadline_event){ kind_of(effects[i].effect, waiting), entry->at };
            return true;
        }
    return false;
}

/* Where the dossier was accepted; 0 also when it was not yet. */
static size_t first_counted(struct dossier_history effective, bool *out_is_accepted)
{
    *out_is_accepted = effective.at[0].event == EVENT_RECEIVE;
    for (size_t i = 1; i < effective.count; i++)
        if (effective.at[i].event == EVENT_ACCEPT) {
            *out_is_accepted = true;
            return i;
        }
    return 0;
}

struct deadline_case dossier_clock_case(struct arena *arena, struct dossier_timing timing,
                                        struct dossier_history effective)
{
    struct deadline_event *events = arena_array(arena, struct deadline_event, effective.count);
    size_t count = 0;
    bool is_accepted;

    assert(effective.count > 0);
    size_t first = first_counted(effective, &is_accepted);

    for (size_t i = first + 1; i < effective.count; i++)
        count += deadline_event_of(&effective.at[i], timing.waiting, &events[count]);
    return (struct deadline_case){
        .calendar = timing.calendar,
        .term = is_accepted ? timing.term : dossier_acceptance_term(),
        .accepted_at = effective.at[first].at,
        .events = { events, count },
    };
}

struct moment dossier_clock_due(struct deadline deadline)
{
    return moment_is_given(deadline.stopped_at) ? DEADLINE_NEVER : deadline.due_at;
}
