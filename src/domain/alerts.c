/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/alerts.h"

enum { MINUTE_MS = 60 * 1000 };

static const struct {
    struct str name;
    enum clock_kind kind;
    int minutes;
    enum alert_recipient recipient;
} rules[ALERT_RULE_COUNT] = {
#define ALERT(name, stored, clock, minutes, to) { STR_INIT(stored), CLOCK_OF_##clock, (minutes), ALERT_TO_##to },
#include "domain/alert_rules.def"
#undef ALERT
};

static bool is_running(const struct clock *clock)
{
    return clock->phase == CLOCK_GOING || clock->phase == CLOCK_OVER;
}

static struct moment tells_at(const struct calendar *calendar, enum alert_rule rule, const struct clock *clock)
{
    if (rules[rule].minutes == 0)
        return (struct moment){ clock->due_at.ms + MINUTE_MS };
    return calendar_add_minutes(calendar, clock->due_at, rules[rule].minutes);
}

/* The clock began with less time than the warning leaves. */
static bool comes_too_early(struct moment tells_at, const struct clock *clock)
{
    return tells_at.ms <= clock->begins_at.ms;
}

static bool is_due(const struct calendar *calendar, enum alert_rule rule, const struct clock *clock, struct moment now)
{
    struct moment at = tells_at(calendar, rule, clock);

    if (rules[rule].minutes >= 0)
        return clock->phase == CLOCK_OVER && now.ms >= at.ms;
    return clock->phase == CLOCK_GOING && now.ms >= at.ms && !comes_too_early(at, clock);
}

struct alerts alerts_due(struct arena *arena, const struct calendar *calendar, struct clocks clocks, struct moment now)
{
    struct alert *alerts = arena_array(arena, struct alert, clocks.count * ALERT_RULE_COUNT);
    size_t count = 0;

    for (size_t i = 0; i < clocks.count; i++)
        for (enum alert_rule rule = 0; rule < ALERT_RULE_COUNT; rule++)
            if (rules[rule].kind == clocks.at[i].kind && is_due(calendar, rule, &clocks.at[i], now))
                alerts[count++] = (struct alert){ rule, clocks.at[i].due_at, clocks.at[i].body };
    return (struct alerts){ alerts, count };
}

static void note_earlier(struct moment *next, struct moment at, struct moment now)
{
    if (at.ms > now.ms && (!moment_is_given(*next) || at.ms < next->ms))
        *next = at;
}

struct moment alerts_next(const struct calendar *calendar, struct clocks clocks, struct moment now)
{
    struct moment next = { 0 };

    for (size_t i = 0; i < clocks.count; i++) {
        const struct clock *clock = &clocks.at[i];

        if (!is_running(clock))
            continue;
        for (enum alert_rule rule = 0; rule < ALERT_RULE_COUNT; rule++)
            if (rules[rule].kind == clock->kind)
                note_earlier(&next, tells_at(calendar, rule, clock), now);
        note_earlier(&next, (struct moment){ clock->due_at.ms + MINUTE_MS }, now); /* where warnings end */
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

int alert_rule_minutes(enum alert_rule rule)
{
    return rules[rule].minutes;
}

enum alert_recipient alert_rule_recipient(enum alert_rule rule)
{
    return rules[rule].recipient;
}
