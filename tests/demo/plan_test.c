/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/plan.h"

#include "support/check.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

enum { ARENA_BYTES_MAX = 64 * 1024 * 1024, FATES = FATE_LATE_OPEN + 1 };

/* What a plan comes to. */
struct sum {
    int64_t dossiers, days, fates[FATES];
    int64_t in_july, in_august, in_september;
    int64_t busiest, quietest; /* days */
    struct moment first_at, last_at;
};

static void end_day(struct sum *sum, int64_t of_day)
{
    if (sum->days == 0)
        return;
    sum->busiest = of_day > sum->busiest ? of_day : sum->busiest;
    sum->quietest = sum->quietest == 0 || of_day < sum->quietest ? of_day : sum->quietest;
}

static struct sum sum_up(struct plan_wish wish)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    struct sum sum = { 0 };
    struct date day = { 0 };
    struct moment at;
    enum fate fate;
    struct plan plan;
    int64_t number, of_day = 0;

    plan_begin(arena, test_calendar(), wish, &plan);
    while (plan_next(&plan, &number, &at, &fate)) {
        CHECK_INT(number, sum.dossiers);
        CHECK(at.ms >= sum.last_at.ms);
        CHECK(calendar_is_working_moment(test_calendar(), at));
        if (moment_date(at).day != day.day) {
            end_day(&sum, of_day);
            day = moment_date(at);
            sum.days++;
            of_day = 0;
        }
        of_day++;
        sum.dossiers++;
        sum.fates[fate]++;
        sum.in_july += date_civil(day).month == 7;
        sum.in_august += date_civil(day).month == 8;
        sum.in_september += date_civil(day).month == 9;
        if (sum.dossiers == 1)
            sum.first_at = at;
        sum.last_at = at;
    }
    end_day(&sum, of_day);
    CHECK_INT(sum.dossiers, plan.total);
    arena_destroy(arena);
    return sum;
}

static struct plan_wish until(const char *day)
{
    return (struct plan_wish){ .seed = 1, .until = test_date(day) };
}

static void the_summer_of_2025_has_2382_dossiers_on_56_days(void **state)
{
    (void)state;
    for (int64_t seed = 0; seed < 20; seed++) {
        struct plan_wish wish = until("2025-09-18");

        wish.seed = seed;
        struct sum sum = sum_up(wish);

        CHECK_INT(sum.dossiers, 2382);
        CHECK_INT(sum.days, 56);
        CHECK_INT(sum.in_july + sum.in_august + sum.in_september, 2382);
        CHECK(sum.in_july > sum.in_august && sum.in_august > sum.in_september);
        CHECK(moment_date(sum.first_at).day == test_date("2025-07-01").day);
        CHECK(moment_date(sum.last_at).day == test_date("2025-09-18").day);
        CHECK(sum.quietest >= 25 && sum.busiest <= 75);
        CHECK_INT(sum.fates[FATE_SMOOTH], 2382);
    }
}

static void a_shorter_time_is_the_beginning_of_the_longer_one(void **state)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    struct plan whole, part;
    struct moment at, part_at;
    int64_t number, part_number;
    enum fate fate;

    (void)state;
    plan_begin(arena, test_calendar(), until("2025-09-18"), &whole);
    plan_begin(arena, test_calendar(), until("2025-08-15"), &part);
    while (plan_next(&part, &part_number, &part_at, &fate)) {
        CHECK(plan_next(&whole, &number, &at, &fate));
        CHECK_INT(number, part_number);
        CHECK_INT(at.ms, part_at.ms);
    }
    CHECK(part.total > 1300 && part.total < 1600);
    arena_destroy(arena);
}

static void a_longer_time_goes_on_at_the_pace(void **state)
{
    struct sum sum = sum_up(until("2026-07-31"));

    (void)state;
    CHECK(sum.days > 260 && sum.days < 275); /* 4.8 times as many days */
    CHECK(sum.dossiers > 11000 && sum.dossiers < 11700);
}

static void a_number_is_kept_exactly_however_many_days_there_are(void **state)
{
    static const char *const days[] = { "2025-07-01", "2025-07-05", "2025-09-18", "2026-02-17", "2026-12-31" };
    static const int64_t numbers[] = { 1, 7, 100, 2382, 10007 };

    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct plan_wish wish = until(days[i]);

        wish.dossiers = numbers[i];
        CHECK_INT(sum_up(wish).dossiers, numbers[i]);
    }
}

static void so_many_of_a_hundred_are_late_waiting_or_returned(void **state)
{
    struct plan_wish wish = until("2025-09-18");

    (void)state;
    wish.dossiers = 1000;
    wish.late_percent = 6;
    wish.waiting_percent = 3;
    wish.returned_percent = 10;
    struct sum sum = sum_up(wish);

    CHECK_INT(sum.fates[FATE_WAITING], 30);
    CHECK_INT(sum.fates[FATE_LATE_OPEN], 30);
    CHECK_INT(sum.fates[FATE_LATE_FINISHED], 30);
    CHECK_INT(sum.fates[FATE_SENT_BACK], 100);
    CHECK_INT(sum.fates[FATE_SMOOTH], 810);
}

static void what_is_late_came_lately_but_not_today(void **state)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    struct plan_wish wish = until("2025-09-18");
    struct plan plan;
    struct moment at;
    int64_t number;
    enum fate fate;

    (void)state;
    wish.late_percent = 5;
    plan_begin(arena, test_calendar(), wish, &plan);
    while (plan_next(&plan, &number, &at, &fate))
        if (fate != FATE_SMOOTH)
            CHECK(at.ms > test_moment("2025-09-03 00:00").ms && at.ms < test_moment("2025-09-18 00:00").ms);
    arena_destroy(arena);
}

static void everything_may_be_wished_to_be_bad(void **state)
{
    struct plan_wish wish = until("2025-09-18");

    (void)state;
    wish.dossiers = 560;
    wish.late_percent = 100;
    struct sum sum = sum_up(wish);

    CHECK_INT(sum.dossiers, 560);
    CHECK(sum.fates[FATE_SMOOTH] < 20); /* those of the last day */
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_summer_of_2025_has_2382_dossiers_on_56_days),
        cmocka_unit_test(a_shorter_time_is_the_beginning_of_the_longer_one),
        cmocka_unit_test(a_longer_time_goes_on_at_the_pace),
        cmocka_unit_test(a_number_is_kept_exactly_however_many_days_there_are),
        cmocka_unit_test(so_many_of_a_hundred_are_late_waiting_or_returned),
        cmocka_unit_test(what_is_late_came_lately_but_not_today),
        cmocka_unit_test(everything_may_be_wished_to_be_bad),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
