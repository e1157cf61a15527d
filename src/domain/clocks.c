/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/clocks.h"

#include "base/put.h"

#include <assert.h>

enum { ALL_PERCENT = 100 };

static const struct {
    struct str label;
    enum clock_actor actor;
} kinds[CLOCK_KIND_COUNT] = {
#define CLOCK(name, word, who, source, label) { STR_INIT(label), CLOCK_BY_##who },
#include "domain/clock_kinds.def"
#undef CLOCK
};

enum run { RUNS, STANDS };

static const struct {
    enum clock_kind kind;
    enum dossier_state state;
    enum run run;
} whiles[] = {
#define WHILE(kind, state, run) { CLOCK_OF_##kind, DOSSIER_##state, run },
#include "domain/clock_states.def"
#undef WHILE
};

bool clock_is_in(enum clock_kind kind, enum dossier_state state, bool *out_stands)
{
    for (size_t i = 0; i < sizeof whiles / sizeof *whiles; i++)
        if (whiles[i].kind == kind && whiles[i].state == state) {
            *out_stands = whiles[i].run == STANDS;
            return true;
        }
    return false;
}

/* ---- The time a clock's states were lived in ----------------------------------------------------- */

/* What is made of several stays: the first, the last, or all of them as one. */
enum stays { FIRST_STAY, LAST_STAY, ALL_STAYS };

struct stay {
    bool is_found;
    struct moment begins_at, stands_since, ended_at;
    enum dossier_event ended_by; /* with ended_at */
};

static void enter(struct stay *stay, enum stays stays, struct moment at)
{
    if (!stay->is_found || stays == LAST_STAY)
        *stay = (struct stay){ .is_found = true, .begins_at = at };
    stay->ended_at = (struct moment){ 0 };
}

static void leave(struct stay *stay, const struct dossier_entry *entry)
{
    stay->ended_at = entry->at;
    stay->ended_by = entry->event;
    stay->stands_since = (struct moment){ 0 };
}

/* What happened before `since` did not count: the term began anew then. */
static struct stay stay_of(struct dossier_history effective, enum clock_kind kind, enum stays stays,
                           struct moment since)
{
    struct stay stay = { .is_found = false };
    enum dossier_state state = DOSSIER_SUBMITTED;
    bool was_in = false;

    for (size_t i = 0; i < effective.count; i++) {
        const struct dossier_entry *entry = &effective.at[i];
        bool stands = false;

        if (i == 0)
            state = entry->event == EVENT_RECEIVE ? DOSSIER_RECEIVED : DOSSIER_SUBMITTED;
        else
            (void)dossier_step(state, entry->event, &state);
        bool is_in = entry->at.ms >= since.ms && clock_is_in(kind, state, &stands);

        if (is_in && !was_in && (stays != FIRST_STAY || !stay.is_found))
            enter(&stay, stays, entry->at);
        else if (!is_in && was_in && !moment_is_given(stay.ended_at))
            leave(&stay, entry);
        if (is_in && !stands)
            stay.stands_since = (struct moment){ 0 };
        else if (is_in && !moment_is_given(stay.stands_since))
            stay.stands_since = entry->at;
        was_in = is_in;
    }
    return stay;
}

/* ---- Building the list --------------------------------------------------------------------------- */

struct builder {
    const struct clocks_case *given;
    struct deadline deadline;
    struct dossier_standing standing;
    struct clock *at;
    size_t count;
};

static int rule_on(const struct builder *builder, enum clock_rule rule, struct moment begins_at)
{
    return clock_rule_on(builder->given->settings, rule, moment_date(begins_at));
}

static enum clock_phase phase_of(const struct clock *clock, bool is_over)
{
    if (moment_is_given(clock->ended_at))
        return is_over ? CLOCK_BROKEN : CLOCK_KEPT;
    if (moment_is_given(clock->stands_since))
        return CLOCK_STANDING;
    if (!is_over)
        return CLOCK_GOING;
    return clock->kind == CLOCK_OF_RETURN ? CLOCK_LAPSED : CLOCK_OVER;
}

static void add(struct builder *builder, struct clock clock)
{
    const struct calendar *calendar = builder->given->handling.calendar;
    struct moment seen_at = builder->given->now;

    if (moment_is_given(clock.stands_since))
        seen_at = clock.stands_since;
    if (moment_is_given(clock.ended_at))
        seen_at = clock.ended_at;
    struct deadline_state state = deadline_state(calendar, (struct deadline){ .due_at = clock.due_at }, seen_at);
    int64_t limit = calendar_minutes_between(calendar, clock.begins_at, clock.due_at);

    clock.minutes = state.minutes;
    clock.limit_minutes = limit > 0 ? limit : 0;
    clock.phase = phase_of(&clock, state.phase == DEADLINE_OVERDUE);
    builder->at[builder->count++] = clock;
}

static struct clock clock_of(enum clock_kind kind, struct stay stay, struct moment due_at)
{
    return (struct clock){
        .kind = kind,
        .begins_at = stay.begins_at,
        .due_at = due_at,
        .stands_since = stay.stands_since,
        .ended_at = stay.ended_at,
    };
}

/* So many working days after a stay began. */
static void add_days(struct builder *builder, enum clock_kind kind, enum clock_rule rule, struct stay stay)
{
    if (!stay.is_found)
        return;
    struct term term = { TERM_WORKING_DAY, rule_on(builder, rule, stay.begins_at) };

    add(builder, clock_of(kind, stay, deadline_due(builder->given->handling.calendar, term, stay.begins_at)));
}

static struct stay stay_in(const struct builder *builder, enum clock_kind kind, enum stays stays)
{
    return stay_of(builder->given->effective, kind, stays, (struct moment){ 0 });
}

static void add_acceptance(struct builder *builder)
{
    struct stay stay = stay_in(builder, CLOCK_OF_ACCEPTANCE, FIRST_STAY);

    if (stay.is_found)
        add(builder,
            clock_of(CLOCK_OF_ACCEPTANCE, stay,
                     deadline_due(builder->given->handling.calendar, dossier_acceptance_term(), stay.begins_at)));
}

/* NĐ 309/2026 Art 18(2): the same day, or the start of the next working day. */
static struct moment forwarding_due(const struct builder *builder, struct moment at)
{
    const struct calendar *calendar = builder->given->handling.calendar;
    struct date date = moment_date(at);
    int until_minute = rule_on(builder, CLOCK_RULE_FORWARD_UNTIL, at);
    struct moment until = moment_earlier(moment_of(date, until_minute), calendar_closing(calendar, date));

    if (calendar_is_working(calendar, date) && moment_of(date, moment_minute(at)).ms <= until.ms)
        return calendar_closing(calendar, date);
    date = calendar_next_working_day(calendar, date);
    return calendar_add_minutes(calendar, calendar_opening(calendar, date),
                                rule_on(builder, CLOCK_RULE_FORWARD_MORNING, at));
}

static void add_forwarding(struct builder *builder)
{
    struct stay stay = stay_in(builder, CLOCK_OF_FORWARDING, FIRST_STAY);

    if (stay.is_found)
        add(builder, clock_of(CLOCK_OF_FORWARDING, stay, forwarding_due(builder, stay.begins_at)));
}

/* ---- The whole, and its parts -------------------------------------------------------------------- */

static void add_handling(struct builder *builder)
{
    struct stay stay = stay_in(builder, CLOCK_OF_HANDLING, ALL_STAYS);

    stay.begins_at = builder->deadline.started_at;
    add(builder, clock_of(CLOCK_OF_HANDLING, stay, builder->deadline.due_at));
}

/* Where the parts meet.  What was waited for the citizen lies in the handler's part, for nobody else asks. */
static void meet(const struct builder *builder, struct moment meets[4])
{
    const struct deadline_case *handling = &builder->given->handling;
    const struct deadline *deadline = &builder->deadline;
    struct moment begins_at = deadline_counts_from(handling, deadline->started_at);
    int64_t minutes =
        calendar_minutes_between(handling->calendar, begins_at, deadline->due_at) - deadline->waited_minutes;
    int64_t received = minutes * rule_on(builder, CLOCK_RULE_SHARE_RECEIVED, begins_at) / ALL_PERCENT;
    int64_t approval = minutes * rule_on(builder, CLOCK_RULE_SHARE_APPROVAL, begins_at) / ALL_PERCENT;
    bool is_anew = deadline->started_at.ms != handling->accepted_at.ms; /* then the counter's part is done */

    meets[0] = begins_at;
    meets[1] = is_anew || received == 0 ? begins_at : calendar_add_minutes(handling->calendar, begins_at, received);
    meets[2] = approval == 0 ? deadline->due_at : calendar_add_minutes(handling->calendar, deadline->due_at, -approval);
    meets[3] = deadline->due_at;
}

static void add_steps(struct builder *builder)
{
    bool is_closed = moment_is_given(builder->standing.closed_at);
    struct moment meets[4];

    meet(builder, meets);
    for (int step = 0; step < 3; step++) {
        enum clock_kind kind = CLOCK_OF_STEP_RECEIVED + (enum clock_kind)step;
        struct stay stay = stay_of(builder->given->effective, kind, ALL_STAYS, builder->deadline.started_at);

        if (stay.is_found) {
            add(builder, clock_of(kind, stay, meets[step + 1]));
        } else if (!is_closed && meets[step].ms < meets[step + 1].ms) {
            struct stay planned = { .begins_at = meets[step] };

            add(builder, clock_of(kind, planned, meets[step + 1]));
            builder->at[builder->count - 1].phase = CLOCK_AHEAD;
        }
    }
}

/* Mẫu 02 is put out within so many days, and never after the term: only once in a dossier's life. */
static void add_return(struct builder *builder)
{
    struct stay stay = stay_in(builder, CLOCK_OF_RETURN, FIRST_STAY);
    bool is_asked = moment_is_given(stay.ended_at) && stay.ended_by == EVENT_ASK_SUPPLEMENT;

    if (builder->standing.supplements > 0 ? !is_asked : moment_is_given(stay.ended_at))
        return;
    struct term term = { TERM_WORKING_DAY, rule_on(builder, CLOCK_RULE_RETURN, stay.begins_at) };
    struct deadline_case handling = builder->given->handling;

    handling.events.count = 0;
    add(builder, clock_of(CLOCK_OF_RETURN, stay,
                          moment_earlier(deadline_due(handling.calendar, term, stay.begins_at),
                                         deadline_after(&handling).due_at)));
}

/* ---- Late means explained ------------------------------------------------------------------------ */

static struct moment last_of(struct dossier_history effective, enum dossier_event one, enum dossier_event other)
{
    for (size_t i = effective.count; i > 0; i--)
        if (effective.at[i - 1].event == one || effective.at[i - 1].event == other)
            return effective.at[i - 1].at;
    return (struct moment){ 0 };
}

/* Nothing is to be chosen where no working day comes before the due day. */
static void add_choice(struct builder *builder)
{
    const struct calendar *calendar = builder->given->handling.calendar;
    struct stay stay = stay_in(builder, CLOCK_OF_CHOICE, ALL_STAYS);

    stay.begins_at = builder->deadline.started_at;
    if (builder->standing.is_choice_made)
        stay.ended_at = last_of(builder->given->effective, EVENT_CONFIRM_FINISH, EVENT_ASK_EXTENSION);
    else if (moment_is_given(stay.ended_at))
        return;
    struct moment due_at = calendar_closing(calendar, deadline_apology_by(calendar, builder->deadline.due_at));

    if (calendar_minutes_between(calendar, stay.begins_at, due_at) > 0 &&
        deadline_term_minutes(&builder->given->handling, stay.begins_at) > DEADLINE_MINUTES_PER_DAY)
        add(builder, clock_of(CLOCK_OF_CHOICE, stay, due_at));
}

static void add_promise(struct builder *builder)
{
    struct stay stay = stay_in(builder, CLOCK_OF_PROMISE, ALL_STAYS);

    if (builder->standing.extension != EXTENSION_GRANTED || !moment_is_given(builder->given->extended_to))
        return;
    stay.begins_at = last_of(builder->given->effective, EVENT_GRANT_EXTENSION, EVENT_GRANT_EXTENSION);
    add(builder, clock_of(CLOCK_OF_PROMISE, stay, builder->given->extended_to));
}

/* ---- Others -------------------------------------------------------------------------------------- */

static void add_tasks(struct builder *builder, enum clock_kind kind, struct clock_tasks tasks)
{
    for (size_t i = 0; i < tasks.count; i++) {
        struct moment ended_at = tasks.at[i].done_at;

        if (!moment_is_given(ended_at))
            ended_at = builder->standing.closed_at;
        add(builder, (struct clock){ .kind = kind,
                                     .body = tasks.at[i].body,
                                     .begins_at = tasks.at[i].given_at,
                                     .due_at = tasks.at[i].due_at,
                                     .ended_at = ended_at });
    }
}

struct clocks clocks_of(struct arena *arena, const struct clocks_case *given)
{
    struct builder builder = {
        .given = given,
        .deadline = deadline_after(&given->handling),
        .standing = dossier_standing(given->effective),
        .at = arena_array(arena, struct clock, CLOCK_KIND_COUNT + given->consultations.count + given->legs.count),
    };

    assert(given->effective.count > 0);
    add_acceptance(&builder);
    add_forwarding(&builder);
    if (moment_is_given(builder.standing.accepted_at)) {
        add_handling(&builder);
        add_steps(&builder);
        add_return(&builder);
        add_choice(&builder);
        add_promise(&builder);
    }
    add_days(&builder, CLOCK_OF_SUPPLEMENT_WAIT, CLOCK_RULE_SUPPLEMENT_WAIT,
             stay_in(&builder, CLOCK_OF_SUPPLEMENT_WAIT, LAST_STAY));
    add_days(&builder, CLOCK_OF_FEE_WAIT, CLOCK_RULE_FEE_WAIT, stay_in(&builder, CLOCK_OF_FEE_WAIT, LAST_STAY));
    add_tasks(&builder, CLOCK_OF_CONSULTATION, given->consultations);
    add_tasks(&builder, CLOCK_OF_LEG, given->legs);
    add_days(&builder, CLOCK_OF_HAND_OVER, CLOCK_RULE_HAND_OVER, stay_in(&builder, CLOCK_OF_HAND_OVER, LAST_STAY));
    return (struct clocks){ builder.at, builder.count };
}

const struct clock *clocks_find(struct clocks clocks, enum clock_kind kind)
{
    for (size_t i = 0; i < clocks.count; i++)
        if (clocks.at[i].kind == kind)
            return &clocks.at[i];
    return NULL;
}

/* ---- What would be, if papers came now ----------------------------------------------------------- */

static struct moment due_if(struct arena *arena, const struct clocks_case *given, enum deadline_event_kind kind)
{
    struct deadline_case handling = given->handling;
    size_t count = handling.events.count;
    struct deadline_event *events = arena_array(arena, struct deadline_event, count + 1);

    for (size_t i = 0; i < count; i++)
        events[i] = handling.events.at[i];
    events[count] = (struct deadline_event){ kind, given->now };
    handling.events = (struct deadline_events){ events, count + 1 };
    return deadline_after(&handling).due_at;
}

struct clock_outlook clocks_outlook(struct arena *arena, const struct clocks_case *given)
{
    if (dossier_standing(given->effective).state != DOSSIER_SUPPLEMENT)
        return (struct clock_outlook){ .is_waiting = false };
    return (struct clock_outlook){ true, due_if(arena, given, DEADLINE_STARTS_AGAIN),
                                   due_if(arena, given, DEADLINE_GOES_ON) };
}

/* ---- Words --------------------------------------------------------------------------------------- */

struct str clock_kind_label(enum clock_kind kind)
{
    return kinds[kind].label;
}

enum clock_actor clock_kind_actor(enum clock_kind kind)
{
    return kinds[kind].actor;
}

static struct str words_of_time(const struct clock *clock, enum deadline_phase phase, char out[80])
{
    return deadline_words((struct deadline_state){ phase, clock->minutes }, out);
}

struct str clock_words(const struct clock *clock, char out[100])
{
    char time[80];
    struct str words = { NULL, 0 };

    switch (clock->phase) {
    case CLOCK_AHEAD:
        words = STR("chưa đến lượt");
        break;
    case CLOCK_GOING:
        words = words_of_time(clock, DEADLINE_RUNNING, time);
        break;
    case CLOCK_STANDING:
        words = words_of_time(clock, DEADLINE_STANDING, time);
        break;
    case CLOCK_OVER:
        words = words_of_time(clock, DEADLINE_OVERDUE, time);
        break;
    case CLOCK_LAPSED:
        words = STR("đã hết thời gian");
        break;
    case CLOCK_KEPT:
        words = STR("xong trong hạn");
        break;
    case CLOCK_BROKEN:
        return put_end(out, put_str(put_str(out, STR("xong, ")), words_of_time(clock, DEADLINE_OVERDUE, time)));
    }
    return put_end(out, put_str(out, words));
}
