/* SPDX-License-Identifier: Apache-2.0 */
#include "app/working_time.h"

#include "support/test_clock.h"
#include "support/test_office.h"

static const struct calendar *calendar_of(struct test_db *test, int64_t office_id)
{
    const struct calendar *calendar = NULL;

    CHECK_OK(working_time_of(test->db, test->arena, office_id, &calendar));
    return calendar;
}

static void a_new_office_works_by_the_official_calendar(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);

    working_time_forget();
    const struct calendar *calendar = calendar_of(test, office_id);

    CHECK(!calendar_is_working(calendar, test_date("2025-09-01")));
    CHECK(!calendar_is_working(calendar, test_date("2025-09-02")));
    CHECK(calendar_is_working(calendar, test_date("2025-09-03")));
    CHECK(calendar_is_working(calendar, test_date("2026-08-22"))); /* a Saturday worked in exchange */
    CHECK_INT(calendar_day_minutes(calendar, test_date("2025-09-03")), 480);
}

static void a_new_version_is_noticed_and_an_old_one_kept(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);

    working_time_forget();
    CHECK(calendar_is_working(calendar_of(test, office_id), test_date("2025-09-04")));
    test_db_run(test, "INSERT INTO calendar_day (office_id, day_on, is_working, is_provisional, note) "
                      "SELECT office_id, '2025-09-04', 0, 0, 'Nghỉ bão' FROM office;");
    CHECK(calendar_is_working(calendar_of(test, office_id), test_date("2025-09-04"))); /* not announced: still kept */
    test_db_run(test, "UPDATE office SET calendar_version = calendar_version + 1;");
    CHECK(!calendar_is_working(calendar_of(test, office_id), test_date("2025-09-04")));
}

static void no_office_no_calendar(void **state)
{
    struct test_db *test = *state;
    const struct calendar *calendar;

    CHECK_STATUS(working_time_of(test->db, test->arena, 4711, &calendar), ST_NOT_FOUND);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_new_office_works_by_the_official_calendar),
    test_db_each(a_new_version_is_noticed_and_an_old_one_kept),
    test_db_each(no_office_no_calendar),
};
TEST_DB_MAIN(tests)
