/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_admin.h"

#include "support/test_clock.h"
#include "support/test_office.h"

static void the_years_ahead_are_five_and_provisional_without_a_notice(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);

    test_db_run(test, "DELETE FROM calendar_day");
    CHECK_OK(calendar_admin_start(test->db, test->arena, office_id, test_moment("2026-03-02 08:00")));
    CHECK_STR(test_db_text(test, "SELECT MIN(day_on) FROM calendar_day"), "2025-01-01");
    /* 24/11/2031 is a Monday, and the last holiday of that year */
    CHECK_STR(test_db_text(test, "SELECT MAX(day_on) FROM calendar_day"), "2031-11-24");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM calendar_day WHERE is_provisional = 1 AND day_on < '2027'"),
              0);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM calendar_day WHERE is_provisional = 0 AND day_on > '2027'"),
              0);
}

static void days_are_never_given_twice(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct str before = test_db_fingerprint(test);

    CHECK_STATUS(calendar_admin_start(test->db, test->arena, office_id, test_moment("2026-03-02 08:00")), ST_EXISTS);
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_years_ahead_are_five_and_provisional_without_a_notice),
    test_db_each(days_are_never_given_twice),
};

TEST_DB_MAIN(tests)
