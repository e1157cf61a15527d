/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/dossier.h"

enum who { WHO_HOLDER, WHO_COUNTER, WHO_HEAD, WHO_CHIEF, WHO_LEADER, WHO_ANSWERABLE, WHO_ASKED, WHO_SYSTEM };

/* Sets of states, for dossier_acts.def. */
#define IN(state) (1u << DOSSIER_##state)
enum {
    WHERE_HANDLED = IN(PROCESSING),
    WHERE_WORKED = IN(RECEIVED) | IN(PROCESSING) | IN(APPROVAL),
    WHERE_ACCEPTED = WHERE_WORKED | IN(SUPPLEMENT) | IN(FEE_DUE),
    WHERE_UNDECIDED = WHERE_ACCEPTED | IN(SUBMITTED) | IN(ASKED),
    WHERE_OPEN = WHERE_UNDECIDED | IN(DECIDED),
    WHERE_EVER = (1u << DOSSIER_STATE_COUNT) - 1,
    WHERE_ADMITTED = WHERE_EVER & ~(IN(SUBMITTED) | IN(ASKED) | IN(REJECTED)),
    WHERE_COUNTER_HAS_IT = IN(SUBMITTED) | IN(ASKED) | IN(RECEIVED) | IN(DECIDED)
};

enum reason { REASON_PLAIN, REASON_REASONED };

enum form { FORM_NONE, FORM_F01, FORM_F02, FORM_F03, FORM_F04, FORM_F05, FORM_F06 };

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
    enum form form;
} events[] = {
#define EVENT(name, stored, reason, form, label) { STR_INIT(stored), STR_INIT(label), REASON_##reason, FORM_##form },
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

static const struct act {
    enum dossier_event event;
    unsigned where;
    enum who who;
    enum dossier_next_holder holder;
} acts[] = {
#define ACT(event, where, who, holder) { EVENT_##event, WHERE_##where, WHO_##who, NEXT_##holder },
#include "domain/dossier_acts.def"
#undef ACT
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

int dossier_event_form(enum dossier_event event)
{
    return (int)events[event].form;
}

static bool is_in(enum dossier_state state, unsigned where)
{
    return (where & (1u << state)) != 0;
}

/* A row of either table, found for one state. */
struct step {
    enum dossier_state to;
    enum who who;
    enum dossier_next_holder holder;
};

static bool find_step(enum dossier_state from, enum dossier_event event, struct step *out)
{
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i].from == from && moves[i].event == event) {
            *out = (struct step){ moves[i].to, moves[i].who, moves[i].holder };
            return true;
        }
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (acts[i].event == event && is_in(from, acts[i].where)) {
            *out = (struct step){ from, acts[i].who, acts[i].holder };
            return true;
        }
    return false;
}

/* ---- Who ---------------------------------------------------------------------------------------- */

static enum dossier_refusal yours(bool is_yours)
{
    return is_yours ? MOVE_ALLOWED : MOVE_NOT_YOURS;
}

static bool is_leader(enum role role)
{
    return role == ROLE_DUTY_LEADER || role == ROLE_CHAIRMAN;
}

static bool heads(struct actor actor, int64_t unit_id)
{
    return (actor.role == ROLE_UNIT_HEAD || actor.role == ROLE_DIRECTOR) && actor.unit_id == unit_id;
}

static enum dossier_refusal judge_head(struct actor actor, bool heads_it)
{
    if (is_leader(actor.role) || heads_it)
        return MOVE_ALLOWED;
    return actor.role == ROLE_UNIT_HEAD || actor.role == ROLE_DIRECTOR ? MOVE_NOT_YOURS : MOVE_NOT_YOUR_ROLE;
}

static enum dossier_refusal judge_asked(struct dossier_position position, struct actor actor)
{
    if (position.asked_unit_id == 0)
        return yours(actor.account_id == position.holder_id);
    if (!role_may(actor.role, PERM_DOSSIER_COOPERATE))
        return MOVE_NOT_YOUR_ROLE;
    return yours(actor.unit_id == position.asked_unit_id);
}

static enum dossier_refusal judge_actor(enum who who, struct dossier_position position, struct actor actor)
{
    bool is_head = heads(actor, position.unit_id);

    switch (who) {
    case WHO_HOLDER:
        return yours(actor.account_id == position.holder_id);
    case WHO_COUNTER:
        return role_may(actor.role, PERM_DOSSIER_RECEIVE) ? MOVE_ALLOWED : MOVE_NOT_YOUR_ROLE;
    case WHO_HEAD:
        return judge_head(actor, is_head);
    case WHO_CHIEF:
        return judge_head(actor, is_head || heads(actor, position.holder_unit_id));
    case WHO_LEADER:
        return is_leader(actor.role) ? MOVE_ALLOWED : MOVE_NOT_YOUR_ROLE;
    case WHO_ANSWERABLE:
        if (position.answerable_id == 0)
            return judge_head(actor, is_head);
        return yours(actor.account_id == position.answerable_id);
    case WHO_ASKED:
        return judge_asked(position, actor);
    case WHO_SYSTEM:
        return MOVE_NOT_YOUR_ROLE;
    }
    return MOVE_NOT_YOURS;
}

/* ---- When --------------------------------------------------------------------------------------- */

static enum dossier_refusal needed(bool is_needed)
{
    return is_needed ? MOVE_ALLOWED : MOVE_NOT_NEEDED;
}

static enum dossier_refusal judge_asking(struct dossier_position position)
{
    return position.supplements <= position.allowances ? MOVE_ALLOWED : MOVE_ONCE_ONLY;
}

static enum dossier_refusal judge_extension(struct dossier_position position)
{
    if (position.extension == EXTENSION_GRANTED)
        return MOVE_ONCE_ONLY;
    return needed(position.extension != EXTENSION_ASKED);
}

/* A late dossier does not end without its officer's explanation and the head's measure. */
static enum dossier_refusal judge_ending(struct dossier_position position)
{
    if (!position.is_late)
        return MOVE_ALLOWED;
    if (!position.is_explained)
        return MOVE_NEEDS_EXPLANATION;
    return position.is_measured ? MOVE_ALLOWED : MOVE_NEEDS_MEASURE;
}

static enum dossier_refusal judge_measure(struct dossier_position position)
{
    if (!position.is_late || position.is_measured)
        return MOVE_NOT_NEEDED;
    return position.is_explained ? MOVE_ALLOWED : MOVE_NEEDS_EXPLANATION;
}

static enum dossier_refusal judge_time(struct dossier_position position, enum dossier_event event)
{
    switch (event) {
    case EVENT_ASK_SUPPLEMENT:
        return judge_asking(position);
    case EVENT_ALLOW_SUPPLEMENT:
        return needed(position.supplements > position.allowances);
    case EVENT_APPROVE:
    case EVENT_STOP:
        return judge_ending(position);
    case EVENT_EXPLAIN:
        return needed(position.is_late && !position.is_explained);
    case EVENT_MEASURE:
        return judge_measure(position);
    case EVENT_CONFIRM_FINISH:
        return needed(position.is_choice_due);
    case EVENT_ASK_EXTENSION:
        return judge_extension(position);
    case EVENT_GRANT_EXTENSION:
    case EVENT_REFUSE_EXTENSION:
        return needed(position.extension == EXTENSION_ASKED);
    case EVENT_ASK_FEE:
        return position.is_fee_open ? MOVE_ALLOWED : MOVE_NO_FEE;
    case EVENT_CONSULT_REPLY:
        return needed(position.is_consulting);
    case EVENT_PROPOSE:
        return position.open_legs == 0 ? MOVE_ALLOWED : MOVE_NEEDS_LEGS;
    case EVENT_LEG_DONE:
        return needed(position.open_legs > 0);
    case EVENT_CORRECT:
        return position.state == DOSSIER_APPROVAL ? MOVE_NEEDS_SENDING_BACK : MOVE_ALLOWED;
    case EVENT_SUBMIT:
    case EVENT_RECEIVE:
    case EVENT_FORWARD:
    case EVENT_SEND_BACK:
    case EVENT_HAND_OVER:
    case EVENT_SUPPLEMENT:
    case EVENT_PAY_FEE:
    case EVENT_FEE_SET:
    case EVENT_FEE_PAID:
    case EVENT_FEE_REFUNDED:
    case EVENT_REASSIGN:
    case EVENT_ACCEPT:
    case EVENT_REJECT:
    case EVENT_WITHDRAW:
    case EVENT_TAKE_BACK:
    case EVENT_CONSULT:
    case EVENT_CONTROL_SLIP:
    case EVENT_RECALCULATE:
    case EVENT_COUNT:
        break;
    }
    return MOVE_ALLOWED;
}

/* ---- Verdicts ----------------------------------------------------------------------------------- */

static struct dossier_verdict stays(struct dossier_position position, enum dossier_refusal refusal)
{
    return (struct dossier_verdict){ refusal, position.state, NEXT_KEEP };
}

struct dossier_verdict dossier_move(struct dossier_position position, enum dossier_event event, struct actor actor)
{
    struct step step;

    if (event == EVENT_TAKE_BACK)
        return stays(position, actor.account_id == position.sender_id ? MOVE_ALLOWED : MOVE_TOO_LATE);
    if (!find_step(position.state, event, &step))
        return stays(position, MOVE_NO_SUCH_STEP);
    enum dossier_refusal refusal = judge_actor(step.who, position, actor);

    if (refusal == MOVE_ALLOWED)
        refusal = judge_time(position, event);
    if (refusal != MOVE_ALLOWED)
        return stays(position, refusal);
    return (struct dossier_verdict){ MOVE_ALLOWED, step.to, step.holder };
}

struct dossier_verdict dossier_move_given(struct dossier_position position, enum dossier_event event,
                                          struct actor actor, struct str reason, enum role chosen_role,
                                          int64_t chosen_unit_id)
{
    struct dossier_verdict verdict = dossier_move(position, event, actor);

    if (verdict.refusal != MOVE_ALLOWED)
        return verdict;
    if (dossier_event_needs_reason(event) && str_is_empty(str_trim(reason)))
        return stays(position, MOVE_NEEDS_REASON);
    if (verdict.holder == NEXT_CHOSEN && !dossier_can_be_chosen(position, event, chosen_role, chosen_unit_id))
        return stays(position, MOVE_NEEDS_PERSON);
    return verdict;
}

bool dossier_step(enum dossier_state from, enum dossier_event event, enum dossier_state *out)
{
    struct step step;

    if (!find_step(from, event, &step))
        return false;
    *out = step.to;
    return true;
}

bool dossier_can_be_chosen(struct dossier_position position, enum dossier_event event, enum role role,
                           int64_t persons_unit_id)
{
    bool is_of_unit = position.unit_id == persons_unit_id;

    if (event == EVENT_PROPOSE || (event == EVENT_REASSIGN && position.state == DOSSIER_APPROVAL))
        return is_leader(role) || (role == ROLE_UNIT_HEAD && is_of_unit);
    if (event == EVENT_REASSIGN && is_in(position.state, WHERE_COUNTER_HAS_IT))
        return (role == ROLE_COUNTER || role == ROLE_DIRECTOR) && persons_unit_id == position.holder_unit_id;
    return is_of_unit && (role == ROLE_SPECIALIST || role == ROLE_UNIT_HEAD || role == ROLE_COUNTER);
}
