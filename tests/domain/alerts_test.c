/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/alerts.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_create(8 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/* Due on Friday, 5/9/2025, 17:30, unless it begins elsewhere. */
static struct clock clock_of(enum clock_kind kind, enum clock_phase phase)
{
    return (struct clock){ .kind = kind,
                           .phase = phase,
                           .begins_at = test_moment("2025-08-27 10:00"),
                           .due_at = test_moment("2025-09-05 17:30") };
}

static struct clocks_case at(const char *now)
{
    return (struct clocks_case){ .handling = { .calendar = test_calendar() }, .now = test_moment(now) };
}

static struct alerts alerts_of(struct clock clock, const char *now)
{
    struct clock *copy = arena_new(arena, struct clock);
    struct clocks_case given = at(now);

    *copy = clock;
    return alerts_due(arena, &given, (struct clocks){ copy, 1 });
}

static void check_next(struct clock clock, const char *now, const char *next)
{
    struct clocks_case given = at(now);
    char text[17];

    CHECK_STR(moment_format_sortable(alerts_next(&given, (struct clocks){ &clock, 1 }), text), next);
}

/* A working day before Friday, 17:30, is Friday, 07:30. */
static void the_holder_is_warned_a_working_day_before(void **state)
{
    struct clock handling = clock_of(CLOCK_OF_HANDLING, CLOCK_GOING);
    (void)state;

    CHECK_INT(alerts_of(handling, "2025-09-05 07:29").count, 0);
    CHECK_INT(alerts_of(handling, "2025-09-05 07:30").count, 1);
    CHECK_INT(alerts_of(handling, "2025-09-05 07:30").at[0].rule, ALERT_HANDLING_SOON);
    CHECK_INT(alerts_of(handling, "2025-09-05 17:30").count, 1);
}

static void overdue_is_told_to_holder_and_head_then_to_the_director(void **state)
{
    struct clock handling = clock_of(CLOCK_OF_HANDLING, CLOCK_OVER);
    struct alerts first = alerts_of(handling, "2025-09-05 17:31");
    struct alerts day_later = alerts_of(handling, "2025-09-08 17:30");
    (void)state;

    CHECK_INT(first.count, 2);
    CHECK_INT(first.at[0].rule, ALERT_HANDLING_OVER);
    CHECK_INT(first.at[1].rule, ALERT_HANDLING_OVER_HEAD);
    CHECK(first.at[0].due_at.ms == test_moment("2025-09-05 17:30").ms);
    CHECK_INT(alerts_of(handling, "2025-09-08 17:29").count, 2);
    CHECK_INT(day_later.count, 3);
    CHECK_INT(day_later.at[2].rule, ALERT_HANDLING_OVER_DIRECTOR);
    CHECK_INT(alert_rule_recipient(ALERT_HANDLING_OVER_DIRECTOR), ALERT_TO_DIRECTOR);
}

/* As for an opinion: holder and head at once, the director a working day later; each is told whose leg it is. */
static void a_leg_that_is_over_is_told_to_holder_and_head_then_to_the_director(void **state)
{
    struct clock leg = clock_of(CLOCK_OF_LEG, CLOCK_OVER);
    (void)state;

    leg.body = STR("Công an xã");
    struct alerts first = alerts_of(leg, "2025-09-05 17:31"), day_later = alerts_of(leg, "2025-09-08 17:30");

    CHECK_INT(first.count, 2);
    CHECK_INT(first.at[0].rule, ALERT_LEG_OVER);
    CHECK_INT(first.at[1].rule, ALERT_LEG_OVER_HEAD);
    CHECK_STR(first.at[0].body, "Công an xã");
    CHECK_STR(first.at[1].body, "Công an xã");
    CHECK_INT(alerts_of(leg, "2025-09-08 17:29").count, 2);
    CHECK_INT(day_later.count, 3);
    CHECK_INT(day_later.at[2].rule, ALERT_LEG_OVER_DIRECTOR);
    CHECK_INT(alert_rule_recipient(ALERT_LEG_OVER), ALERT_TO_HOLDER);
    CHECK_INT(alert_rule_recipient(ALERT_LEG_OVER_HEAD), ALERT_TO_HEAD);
    CHECK_INT(alert_rule_recipient(ALERT_LEG_OVER_DIRECTOR), ALERT_TO_DIRECTOR);
    CHECK_INT(alerts_of(clock_of(CLOCK_OF_LEG, CLOCK_GOING), "2025-09-05 17:30").count, 0);
    check_next(clock_of(CLOCK_OF_LEG, CLOCK_GOING), "2025-08-27 10:00", "2025-09-05 17:31");
}

/* The choice was due on Thursday, 4/9, the whole term on Friday, 5/9, at 17:30. */
static struct clocks silent(enum clock_phase choice, enum clock_phase term)
{
    struct clock *clocks = arena_array(arena, struct clock, 2);

    clocks[0] = clock_of(CLOCK_OF_HANDLING, term);
    clocks[1] = clock_of(CLOCK_OF_CHOICE, choice);
    clocks[1].due_at = test_moment("2025-09-04 17:30");
    return (struct clocks){ clocks, 2 };
}

static bool tells(struct alerts alerts, enum alert_rule rule)
{
    for (size_t i = 0; i < alerts.count; i++)
        if (alerts.at[i].rule == rule)
            return true;
    return false;
}

/* Nobody chose to finish or to apologise: the head hears of it at once, and head and director when the term passes. */
static void silence_is_told_to_the_head_and_when_the_term_passes_to_the_director_too(void **state)
{
    struct clocks_case before = at("2025-09-04 17:31"), passed = at("2025-09-05 17:31");
    struct alerts first = alerts_due(arena, &before, silent(CLOCK_OVER, CLOCK_GOING));
    struct alerts then = alerts_due(arena, &passed, silent(CLOCK_OVER, CLOCK_OVER));
    (void)state;

    CHECK(tells(first, ALERT_CHOICE_SILENT));
    CHECK(!tells(first, ALERT_CHOICE_PASSED));
    CHECK(!tells(first, ALERT_CHOICE_PASSED_DIRECTOR));
    CHECK(!tells(then, ALERT_CHOICE_SILENT)); /* it says more now */
    CHECK(tells(then, ALERT_CHOICE_PASSED));
    CHECK(tells(then, ALERT_CHOICE_PASSED_DIRECTOR));
    CHECK_INT(alert_rule_recipient(ALERT_CHOICE_SILENT), ALERT_TO_HEAD);
    CHECK_INT(alert_rule_recipient(ALERT_CHOICE_PASSED), ALERT_TO_HEAD);
    CHECK_INT(alert_rule_recipient(ALERT_CHOICE_PASSED_DIRECTOR), ALERT_TO_DIRECTOR);
    CHECK(!tells(alerts_due(arena, &passed, silent(CLOCK_KEPT, CLOCK_OVER)), ALERT_CHOICE_PASSED)); /* it was made */
}

static void the_office_settles_how_long_before(void **state)
{
    const struct clock_setting settings[] = {
        { CLOCK_RULE_WARN_HANDLING, test_date("2025-08-27"), 60 },
        { CLOCK_RULE_ESCALATE_DIRECTOR, test_date("2025-08-28"), 60 }, /* after this clock began */
    };
    struct clock handling = clock_of(CLOCK_OF_HANDLING, CLOCK_GOING);
    struct clocks_case early = at("2025-09-05 16:29"), soon = at("2025-09-05 16:30"), over = at("2025-09-08 09:00");
    (void)state;

    early.settings = soon.settings = over.settings = (struct clock_settings){ settings, 2 };
    CHECK_INT(alerts_due(arena, &early, (struct clocks){ &handling, 1 }).count, 0);
    CHECK_INT(alerts_due(arena, &soon, (struct clocks){ &handling, 1 }).count, 1);
    handling.phase = CLOCK_OVER;
    CHECK(!tells(alerts_due(arena, &over, (struct clocks){ &handling, 1 }), ALERT_HANDLING_OVER_DIRECTOR));
}

static void nobody_is_told_of_what_stands_has_ended_or_lapsed(void **state)
{
    static const enum clock_phase quiet[] = { CLOCK_AHEAD, CLOCK_STANDING, CLOCK_LAPSED, CLOCK_KEPT, CLOCK_BROKEN };
    (void)state;

    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
        for (enum clock_kind kind = 0; kind < CLOCK_KIND_COUNT; kind++) {
            CHECK_INT(alerts_of(clock_of(kind, quiet[i]), "2025-12-05 08:00").count, 0);
            check_next(clock_of(kind, quiet[i]), "2025-08-27 10:00", "");
        }
}

/* Received with less than a working day to go: the warning would only repeat the work list. */
static void a_warning_that_would_come_before_the_clock_is_not_given(void **state)
{
    struct clock handling = clock_of(CLOCK_OF_HANDLING, CLOCK_GOING);
    (void)state;

    handling.begins_at = test_moment("2025-09-05 09:00");
    CHECK_INT(alerts_of(handling, "2025-09-05 16:00").count, 0);
}

static void the_next_look_is_at_the_next_instant_that_matters(void **state)
{
    (void)state;
    check_next(clock_of(CLOCK_OF_HANDLING, CLOCK_GOING), "2025-08-27 10:00", "2025-09-05 07:30");
    check_next(clock_of(CLOCK_OF_HANDLING, CLOCK_GOING), "2025-09-05 07:30", "2025-09-05 17:31");
    check_next(clock_of(CLOCK_OF_HANDLING, CLOCK_OVER), "2025-09-05 17:31", "2025-09-08 17:30");
    check_next(clock_of(CLOCK_OF_HANDLING, CLOCK_OVER), "2025-09-08 17:30", "");
    check_next(clock_of(CLOCK_OF_RETURN, CLOCK_GOING), "2025-09-05 16:00", "2025-09-05 17:31");
}

static void rules_read_back(void **state)
{
    (void)state;
    for (enum alert_rule rule = 0; rule < ALERT_RULE_COUNT; rule++) {
        enum alert_rule read = ALERT_RULE_COUNT;

        CHECK(alert_rule_parse(alert_rule_name(rule), &read));
        CHECK_INT(read, rule);
    }
    CHECK(!alert_rule_parse(STR("no-such-rule"), &(enum alert_rule){ 0 }));
    CHECK_INT(alert_rule_clock(ALERT_CHOICE_SILENT), CLOCK_OF_CHOICE);
    CHECK_INT(alert_rule_when(ALERT_HANDLING_SOON), ALERT_BEFORE);
    CHECK_INT(alert_rule_when(ALERT_CHOICE_PASSED), ALERT_AT_TERM);
}

/* Between two looks nothing changes: looking only at alerts_next() misses nothing. */
static void nothing_is_told_between_two_looks(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        const struct calendar *calendar = test_calendar_random();
        struct moment begins_at = test_moment_random();
        struct dossier_entry entries[] = { { EVENT_RECEIVE, 1, 1, begins_at } };
        struct dossier_timing timing = { calendar, { TERM_WORKING_DAY, test_random_in(1, 20) }, WAITING_RESTARTS };
        struct clocks_case given = { .effective = { entries, 1 }, .now = begins_at };

        given.handling = dossier_clock_case(arena, timing, given.effective);
        given.now.ms += test_random_in_i64(0, INT64_C(40) * 24 * 3600 * 1000);
        struct alerts at_first = alerts_due(arena, &given, clocks_of(arena, &given));
        struct moment next = alerts_next(&given, clocks_of(arena, &given));

        if (!moment_is_given(next))
            next = (struct moment){ given.now.ms + INT64_C(90) * 24 * 3600 * 1000 };
        given.now.ms += test_random_in_i64(0, next.ms - given.now.ms - 1);
        struct alerts later = alerts_due(arena, &given, clocks_of(arena, &given));

        CHECK_INT(later.count, at_first.count);
        for (size_t i = 0; i < later.count; i++)
            CHECK_INT(later.at[i].rule, at_first.at[i].rule);
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_holder_is_warned_a_working_day_before),
        cmocka_unit_test(overdue_is_told_to_holder_and_head_then_to_the_director),
        cmocka_unit_test(a_leg_that_is_over_is_told_to_holder_and_head_then_to_the_director),
        cmocka_unit_test(silence_is_told_to_the_head_and_when_the_term_passes_to_the_director_too),
        cmocka_unit_test(the_office_settles_how_long_before),
        cmocka_unit_test(nobody_is_told_of_what_stands_has_ended_or_lapsed),
        cmocka_unit_test(a_warning_that_would_come_before_the_clock_is_not_given),
        cmocka_unit_test(the_next_look_is_at_the_next_instant_that_matters),
        cmocka_unit_test(rules_read_back),
        cmocka_unit_test(nothing_is_told_between_two_looks),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
