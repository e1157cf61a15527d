/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_history.h"

#include "app/working_time.h"
#include "support/test_dossier.h"

/* Version 1 had Thursday, 18 September 2025 as a day off, version 2 Friday the 19th; now neither is one. */
static int64_t office_with_past(struct test_db *test)
{
    int64_t office_id = test_office_found(test);

    working_time_forget();
    test_db_run(test, "INSERT INTO calendar_change (office_id, calendar_version, changed_at, source) "
                      "SELECT office_id, 1, 1, 'a' FROM office;"
                      "INSERT INTO calendar_change (office_id, calendar_version, changed_at, source) "
                      "SELECT office_id, 2, 2, 'b' FROM office;"
                      "INSERT INTO calendar_day_past SELECT office_id, 1, '2025-09-18', 0, 0, 'Nghỉ' FROM office;"
                      "INSERT INTO calendar_day_past SELECT office_id, 2, '2025-09-19', 0, 0, 'Nghỉ' FROM office;"
                      "UPDATE office SET calendar_version = 3;");
    return office_id;
}

/* Is Thursday, is Friday a day off by the calendar found for two working days from Wednesday the 17th? */
static void check_found(struct test_db *test, const char *due, const char *punctuality, bool is_thursday_off,
                        bool is_friday_off)
{
    int64_t office_id = test_db_number(test, "SELECT office_id FROM office");
    struct closed_clock closed = { test_moment(due), test_moment("2025-09-19 10:00"), str_of(punctuality) };
    struct deadline_case clock = { .term = { TERM_WORKING_DAY, 2 }, .accepted_at = test_moment("2025-09-17 09:00") };

    CHECK_OK(working_time_of(test->db, test->arena, office_id, &clock.calendar));
    CHECK_OK(calendar_history_find(test->db, test->arena, office_id, &closed, &clock));
    CHECK_INT(calendar_is_working(clock.calendar, test_date("2025-09-18")), !is_thursday_off);
    CHECK_INT(calendar_is_working(clock.calendar, test_date("2025-09-19")), !is_friday_off);
}

static void the_newest_calendar_that_fits_is_found(void **state)
{
    struct test_db *test = *state;

    office_with_past(test);
    check_found(test, "2025-09-19 17:30", "on-time", false, false);
    check_found(test, "2025-09-22 17:30", "early", false, true);
}

static void where_none_fits_the_present_one_stays(void **state)
{
    struct test_db *test = *state;

    office_with_past(test);
    check_found(test, "2025-09-23 17:30", "early", false, false);
    check_found(test, "2025-09-22 17:30", "late", false, false);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_newest_calendar_that_fits_is_found),
    test_db_each(where_none_fits_the_present_one_stays),
};

TEST_DB_MAIN(tests)
