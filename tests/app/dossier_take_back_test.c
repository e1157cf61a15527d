/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_take_back.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static void a_slip_taken_back_at_once_is_void_and_was_not_the_one_time(void **state)
{
    struct test_db *test = *state;
    begin(test);

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:00");
    test_dossier_move(&centre, centre.specialist, received.code, 3, EVENT_TAKE_BACK, 0, "2025-08-28 09:02");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '02' AND voided_at IS NULL"), 0);
    CHECK_INT(test_db_number(test, "SELECT supplements FROM dossier"), 0);
    CHECK(test_db_number(test, "SELECT due_at FROM dossier") == test_moment("2025-09-03 17:30").ms);
    test_dossier_move(&centre, centre.specialist, received.code, 4, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:30");
    CHECK_INT(test_db_number(test, "SELECT number FROM form_issue WHERE form_kind = '02' AND voided_at IS NULL"), 2);
}

static void a_fault_taken_back_at_once_is_not_counted(void **state)
{
    struct test_db *test = *state;
    begin(test);

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:00");
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_SUPPLEMENT, 0, "2025-08-28 14:00");
    test_dossier_move(&centre, centre.leader, received.code, 4, EVENT_ALLOW_SUPPLEMENT, 0, "2025-08-28 15:00");
    test_dossier_move(&centre, centre.specialist, received.code, 5, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 15:10");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM officer_fault"), 1);
    test_dossier_move(&centre, centre.specialist, received.code, 6, EVENT_TAKE_BACK, 0, "2025-08-28 15:11");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM officer_fault"), 0);
    CHECK_INT(test_db_number(test, "SELECT SUM(officer_faults) FROM month_count"), 0);
}

static void a_withdrawal_taken_back_at_once_leaves_the_dossier_open(void **state)
{
    struct test_db *test = *state;
    begin(test);

    test_dossier_move(&centre, centre.counter, received.code, 2, EVENT_WITHDRAW, 0, "2025-08-28 09:00");
    CHECK_INT(test_db_number(test, "SELECT SUM(refused) FROM month_count"), 1);
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_TAKE_BACK, 0, "2025-08-28 09:01");
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "processing");
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
    CHECK_INT(test_db_number(test, "SELECT SUM(refused) FROM month_count"), 0);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '05' AND voided_at IS NULL"), 0);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_slip_taken_back_at_once_is_void_and_was_not_the_one_time),
    test_db_each(a_fault_taken_back_at_once_is_not_counted),
    test_db_each(a_withdrawal_taken_back_at_once_leaves_the_dossier_open),
};
TEST_DB_MAIN(tests)
