/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/dossier.h"

enum who { WHO_HOLDER, WHO_COUNTER, WHO_HEAD };

enum reason { REASON_PLAIN, REASON_REASONED };

static const struct {
    struct str name, label;
    int code;
    enum dossier_clock clock;
} states[] = {
#define STATE(name, stored, code, clock, label) { STR_INIT(stored), STR_INIT(label), (code), CLOCK_##clock },
#include "domain/dossier_states.def"
#undef STATE
};

static const struct {
    struct str name, label;
    enum reason reason;
} events[] = {
#define EVENT(name, stored, reason, label) { STR_INIT(stored), STR_INIT(label), REASON_##reason },
#include "domain/dossier_events.def"
#undef EVENT
};

static const struct move {
    enum dossier_state from;
    enum dossier_event event;
    enum dossier_state to;
    enum who who;
    enum dossier_next_holder holder;
} moves[] = {
#define MOVE(from, event, to, who, holder) { DOSSIER_##from, EVENT_##event, DOSSIER_##to, WHO_##who, NEXT_##holder },
#include "domain/dossier_moves.def"
#undef MOVE
};

struct str dossier_state_name(enum dossier_state state)
{
    return states[state].name;
}

struct str dossier_state_label(enum dossier_state state)
{
    return states[state].label;
}

int dossier_state_code(enum dossier_state state)
{
    return states[state].code;
}

enum dossier_clock dossier_state_clock(enum dossier_state state)
{
    return states[state].clock;
}

bool dossier_state_parse(struct str stored, enum dossier_state *out)
{
    for (enum dossier_state state = 0; state < DOSSIER_STATE_COUNT; state++)
        if (str_equal(stored, states[state].name)) {
            *out = state;
            return true;
        }
    return false;
}

struct str dossier_event_name(enum dossier_event event)
{
    return events[event].name;
}

struct str dossier_event_label(enum dossier_event event)
{
    return events[event].label;
}

bool dossier_event_needs_reason(enum dossier_event event)
{
    return events[event].reason == REASON_REASONED;
}

bool dossier_event_parse(struct str stored, enum dossier_event *out)
{
    for (enum dossier_event event = 0; event < EVENT_COUNT; event++)
        if (str_equal(stored, events[event].name)) {
            *out = event;
            return true;
        }
    return false;
}

static const struct move *find_move(enum dossier_state from, enum dossier_event event)
{
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].from == from && moves[i].event == event)
            return &moves[i];
    return NULL;
}

static enum dossier_refusal judge_actor(enum who who, struct dossier_position position, struct actor actor)
{
    switch (who) {
    case WHO_HOLDER:
        return actor.account_id == position.holder_id ? MOVE_ALLOWED : MOVE_NOT_YOURS;
    case WHO_COUNTER:
        return role_may(actor.role, PERM_DOSSIER_RECEIVE) ? MOVE_ALLOWED : MOVE_NOT_YOUR_ROLE;
    case WHO_HEAD:
        if (actor.role != ROLE_UNIT_HEAD)
            return MOVE_NOT_YOUR_ROLE;
        return actor.unit_id == position.unit_id ? MOVE_ALLOWED : MOVE_NOT_YOURS;
    }
    return MOVE_NOT_YOURS;
}

static struct dossier_verdict refuse(struct dossier_position position, enum dossier_refusal refusal)
{
    return (struct dossier_verdict){ refusal, position.state, NEXT_KEEP };
}

struct dossier_verdict dossier_move(struct dossier_position position, enum dossier_event event, struct actor actor)
{
    const struct move *move = find_move(position.state, event);

    if (move == NULL)
        return refuse(position, MOVE_NO_SUCH_STEP);
    enum dossier_refusal refusal = judge_actor(move->who, position, actor);

    if (refusal != MOVE_ALLOWED)
        return refuse(position, refusal);
    if (event == EVENT_ASK_SUPPLEMENT && position.supplements > 0)
        return refuse(position, MOVE_ONCE_ONLY);
    return (struct dossier_verdict){ MOVE_ALLOWED, move->to, move->holder };
}

struct dossier_verdict dossier_move_given(struct dossier_position position, enum dossier_event event,
                                          struct actor actor, struct str reason, enum role chosen_role,
                                          int64_t chosen_unit_id)
{
    struct dossier_verdict verdict = dossier_move(position, event, actor);

    if (verdict.refusal != MOVE_ALLOWED)
        return verdict;
    if (dossier_event_needs_reason(event) && str_is_empty(str_trim(reason)))
        return refuse(position, MOVE_NEEDS_REASON);
    if (verdict.holder == NEXT_CHOSEN && !dossier_can_be_chosen(event, position.unit_id, chosen_role, chosen_unit_id))
        return refuse(position, MOVE_NEEDS_PERSON);
    return verdict;
}

bool dossier_step(enum dossier_state from, enum dossier_event event, enum dossier_state *out)
{
    const struct move *move = find_move(from, event);

    if (move == NULL)
        return false;
    *out = move->to;
    return true;
}

bool dossier_can_be_chosen(enum dossier_event event, int64_t unit_id, enum role role, int64_t persons_unit_id)
{
    bool is_of_unit = unit_id == persons_unit_id;

    if (event == EVENT_PROPOSE)
        return role == ROLE_DUTY_LEADER || role == ROLE_CHAIRMAN || (role == ROLE_UNIT_HEAD && is_of_unit);
    return is_of_unit && (role == ROLE_SPECIALIST || role == ROLE_UNIT_HEAD || role == ROLE_COUNTER);
}
