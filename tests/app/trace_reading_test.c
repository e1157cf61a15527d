/* SPDX-License-Identifier: Apache-2.0 */
#include "app/trace_reading.h"

#include "support/test_clock.h"
#include "support/test_office.h"

#include <string.h>

static struct actor director, chairman, clerk;

static void begin(struct test_db *test)
{
    int64_t office_id = test_office_found(test);

    director = test_office_person(test, office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    chairman = test_office_person(test, office_id, "chutich", ROLE_CHAIRMAN, "LD");
    clerk = test_office_person(test, office_id, "quay1", ROLE_COUNTER, "TTPVHCC");
}

static enum status ask(struct test_db *test, struct actor actor, const char *login, const char *reason)
{
    return trace_reading_begin(test->db, test->arena, actor, test_moment("2025-09-18 10:00"), str_of(login),
                               str_of(reason));
}

static struct moment until(struct test_db *test, struct actor actor, int64_t account_id, const char *now)
{
    struct moment until = { -1 };

    CHECK_OK(trace_reading_until(test->db, test->arena, actor, test_moment(now), account_id, &until));
    return until;
}

static void a_reason_opens_it_for_an_hour_and_stays_written(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK_INT(until(test, director, clerk.account_id, "2025-09-18 10:00").ms, 0);
    CHECK_OK(ask(test, director, "quay1", "  Đơn số 12 "));
    CHECK_INT(until(test, director, clerk.account_id, "2025-09-18 10:59").ms, test_moment("2025-09-18 11:00").ms);
    CHECK_INT(until(test, director, clerk.account_id, "2025-09-18 11:00").ms, 0);
    CHECK_STR(test_db_text(test, "SELECT note FROM account_event WHERE event = 'traces-read'"), "Đơn số 12");
    CHECK_INT(test_db_number(test, "SELECT actor_id FROM account_event WHERE event = 'traces-read'"),
              director.account_id);
}

static void it_opens_for_nobody_else_and_of_nobody_else(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK_OK(ask(test, director, "quay1", "Đơn số 12"));
    CHECK_INT(until(test, chairman, clerk.account_id, "2025-09-18 10:00").ms, 0);
    CHECK_INT(until(test, director, chairman.account_id, "2025-09-18 10:00").ms, 0);
}

static void without_right_reason_or_account_nothing_is_written(void **state)
{
    struct test_db *test = *state;
    begin(test);
    char long_reason[502];

    memset(long_reason, 'a', 501);
    long_reason[501] = '\0';
    CHECK_STATUS(ask(test, clerk, "giamdoc", "Tò mò"), ST_FORBIDDEN);
    CHECK_STATUS(ask(test, director, "quay1", "  "), ST_INVALID);
    CHECK_STATUS(ask(test, director, "quay1", long_reason), ST_INVALID);
    CHECK_STATUS(ask(test, director, "quay9", "Đơn số 12"), ST_NOT_FOUND);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM account_event WHERE event = 'traces-read'"), 0);
    CHECK_OK(ask(test, director, "quay1", long_reason + 1));
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_reason_opens_it_for_an_hour_and_stays_written),
    test_db_each(it_opens_for_nobody_else_and_of_nobody_else),
    test_db_each(without_right_reason_or_account_nothing_is_written),
};

TEST_DB_MAIN(tests)
