/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/alerts.h"

enum { MINUTE_MS = 60 * 1000 };

/* As alert_rules.def says when: the rule that has the minutes stands beside it. */
#define BEFORE(rule) ALERT_BEFORE, CLOCK_RULE_##rule
#define AFTER(rule) ALERT_AFTER, CLOCK_RULE_##rule
#define AT_ONCE ALERT_AT_ONCE, CLOCK_RULE_COUNT
#define AT_TERM ALERT_AT_TERM, CLOCK_RULE_COUNT
#define UNTIL_TERM ALERT_UNTIL_TERM, CLOCK_RULE_COUNT

static const struct {
    struct str name;
    enum clock_kind kind;
    enum alert_when when;
    enum clock_rule minutes; /* none: CLOCK_RULE_COUNT */
    enum alert_recipient recipient;
} rules[ALERT_RULE_COUNT] = {
#define ALERT(name, stored, clock, when, to) { STR_INIT(stored), CLOCK_OF_##clock, when, ALERT_TO_##to },
#include "domain/alert_rules.def"
#undef ALERT
};

static bool is_running(const struct clock *clock)
{
    return clock->phase == CLOCK_GOING || clock->phase == CLOCK_OVER;
}

static struct moment minute_after(struct moment at)
{
    return (struct moment){ at.ms + MINUTE_MS };
}

/* No moment: there is no term yet. */
static struct moment term_is_over_at(struct clocks clocks)
{
    const struct clock *term = clocks_find(clocks, CLOCK_OF_HANDLING);

    return term == NULL ? (struct moment){ 0 } : minute_after(term->due_at);
}

static struct moment tells_at(const struct clocks_case *given, enum alert_rule rule, struct clocks clocks,
                              const struct clock *clock)
{
    const struct calendar *calendar = given->handling.calendar;
    int minutes = 0;

    if (rules[rule].minutes != CLOCK_RULE_COUNT)
        minutes = clock_rule_on(given->settings, rules[rule].minutes, moment_date(clock->begins_at));
    switch (rules[rule].when) {
    case ALERT_BEFORE:
        return calendar_add_minutes(calendar, clock->due_at, -minutes);
    case ALERT_AFTER:
        return calendar_add_minutes(calendar, clock->due_at, minutes);
    case ALERT_AT_TERM:
        return term_is_over_at(clocks);
    case ALERT_AT_ONCE:
    case ALERT_UNTIL_TERM:
        break;
    }
    return minute_after(clock->due_at);
}

/* The clock began with less time than the warning leaves. */
static bool comes_too_early(struct moment tells_at, const struct clock *clock)
{
    return tells_at.ms <= clock->begins_at.ms;
}

static bool is_due(const struct clocks_case *given, enum alert_rule rule, struct clocks clocks,
                   const struct clock *clock)
{
    struct moment at = tells_at(given, rule, clocks, clock);
    bool has_come = moment_is_given(at) && given->now.ms >= at.ms;

    if (rules[rule].when == ALERT_BEFORE)
        return has_come && clock->phase == CLOCK_GOING && !comes_too_early(at, clock);
    if (rules[rule].when == ALERT_UNTIL_TERM && given->now.ms >= term_is_over_at(clocks).ms)
        return false;
    return has_come && clock->phase == CLOCK_OVER;
}

static struct alert alert_of(enum alert_rule rule, const struct clock *clock)
{
    return (struct alert){ rule, clock->due_at, clock->body.at != NULL ? clock->body : STR("") };
}

struct alerts alerts_due(struct arena *arena, const struct clocks_case *given, struct clocks clocks)
{
    struct alert *alerts = arena_array(arena, struct alert, clocks.count * ALERT_RULE_COUNT);
    size_t count = 0;

    for (size_t i = 0; i < clocks.count; i++)
        for (enum alert_rule rule = 0; rule < ALERT_RULE_COUNT; rule++)
            if (rules[rule].kind == clocks.at[i].kind && is_due(given, rule, clocks, &clocks.at[i]))
                alerts[count++] = alert_of(rule, &clocks.at[i]);
    return (struct alerts){ alerts, count };
}

static void note_earlier(struct moment *next, struct moment at, struct moment now)
{
    if (at.ms > now.ms && (!moment_is_given(*next) || at.ms < next->ms))
        *next = at;
}

struct moment alerts_next(const struct clocks_case *given, struct clocks clocks)
{
    struct moment next = { 0 };

    for (size_t i = 0; i < clocks.count; i++) {
        const struct clock *clock = &clocks.at[i];

        if (!is_running(clock))
            continue;
        for (enum alert_rule rule = 0; rule < ALERT_RULE_COUNT; rule++)
            if (rules[rule].kind == clock->kind)
                note_earlier(&next, tells_at(given, rule, clocks, clock), given->now);
        note_earlier(&next, minute_after(clock->due_at), given->now); /* where warnings end */
    }
    return next;
}

struct str alert_rule_name(enum alert_rule rule)
{
    return rules[rule].name;
}

bool alert_rule_parse(struct str stored, enum alert_rule *out)
{
    for (enum alert_rule rule = 0; rule < ALERT_RULE_COUNT; rule++)
        if (str_equal(stored, rules[rule].name)) {
            *out = rule;
            return true;
        }
    return false;
}

enum clock_kind alert_rule_clock(enum alert_rule rule)
{
    return rules[rule].kind;
}

enum alert_when alert_rule_when(enum alert_rule rule)
{
    return rules[rule].when;
}

enum alert_recipient alert_rule_recipient(enum alert_rule rule)
{
    return rules[rule].recipient;
}
