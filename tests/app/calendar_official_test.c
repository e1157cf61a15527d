/* SPDX-License-Identifier: Apache-2.0 */
/* The data file is held against the same two years written down a second time (support/test_calendar.c). */
#include "app/calendar_official.h"
#include "domain/calendar_law.h"

#include "support/check.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(4 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void the_programs_calendar_has_the_announced_days_and_no_others(void **state)
{
    const struct calendar official = { .days = calendar_official(arena) };
    const struct calendar *announced = test_calendar();

    (void)state;
    CHECK_INT(official.days.count, announced->days.count);
    for (size_t i = 0; i < official.days.count; i++) {
        CHECK_INT(official.days.at[i].on.day, announced->days.at[i].on.day);
        CHECK_INT(official.days.at[i].is_working, announced->days.at[i].is_working);
        CHECK(!official.days.at[i].is_provisional);
        CHECK(!str_is_empty(official.days.at[i].note));
    }
}

static void a_year_of_the_program_has_as_many_working_days_as_announced(void **state)
{
    const struct calendar official = { .days = calendar_official(arena) };

    (void)state;
    CHECK_INT(calendar_working_days_between(&official, test_date("2024-12-31"), test_date("2025-12-31")), 250);
    CHECK_INT(calendar_working_days_between(&official, test_date("2025-12-31"), test_date("2026-12-31")), 249);
}

static void years_with_a_notice_are_not_touched_by_the_law(void **state)
{
    struct calendar_days official = calendar_official(arena);

    (void)state;
    CHECK(calendar_is_official(official, CALENDAR_OFFICIAL_FROM) && calendar_is_official(official, 2026));
    CHECK_INT(calendar_with_law(arena, official, CALENDAR_OFFICIAL_FROM, 2026).count, official.count);
    CHECK(calendar_with_law(arena, official, CALENDAR_OFFICIAL_FROM, 2027).count > official.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_programs_calendar_has_the_announced_days_and_no_others),
        cmocka_unit_test(a_year_of_the_program_has_as_many_working_days_as_announced),
        cmocka_unit_test(years_with_a_notice_are_not_touched_by_the_law),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
