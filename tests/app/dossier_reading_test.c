/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_reading.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

/* Received on 27/8/2025 at 10:00 and forwarded; 3 working days end on 3/9 at 17:30. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static struct dossier_position position_at(struct test_db *test, const char *at)
{
    struct dossier_reading reading;

    CHECK_OK(dossier_reading_of(test->db, test->arena, centre.office_id, received.code, test_moment(at), &reading));
    return reading.position;
}

static void a_fresh_dossier_asks_for_nothing(void **state)
{
    struct test_db *test = *state;
    begin(test);
    struct dossier_position position = position_at(test, "2025-08-27 11:00");

    CHECK_INT(position.state, DOSSIER_PROCESSING);
    CHECK(position.holder_id == centre.specialist.account_id);
    CHECK(position.holder_unit_id == centre.specialist.unit_id && position.unit_id == centre.specialist.unit_id);
    CHECK(!position.is_late && !position.is_choice_due && !position.is_consulting);
    CHECK_INT(position.answerable_id, 0);
}

static void the_holder_must_choose_in_the_last_two_working_days(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK(!position_at(test, "2025-08-28 17:29").is_choice_due);
    CHECK(position_at(test, "2025-08-28 17:30").is_choice_due); /* 29/8, and 3/9 after the holidays, are left */
    CHECK(position_at(test, "2025-09-03 17:30").is_choice_due);
    CHECK(!position_at(test, "2025-09-04 07:31").is_choice_due);
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_CONFIRM_FINISH, 0, "2025-09-03 08:00");
    CHECK(!position_at(test, "2025-09-03 09:00").is_choice_due);
}

static void what_is_done_within_the_day_leaves_nothing_to_choose(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");

    CHECK(!position_at(test, "2025-08-27 11:00").is_choice_due);
    CHECK(!position_at(test, "2025-08-27 17:00").is_choice_due);
}

static void money_may_be_asked_for_where_the_procedure_names_a_fee(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK(position_at(test, "2025-08-27 11:00").is_fee_open); /* 15.000 đồng, not set yet */
    received = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");
    CHECK(!position_at(test, "2025-08-27 11:00").is_fee_open); /* free */
}

static void whoever_held_it_when_it_fell_due_answers_for_it(void **state)
{
    struct test_db *test = *state;
    begin(test);

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-04 08:00");
    CHECK(position_at(test, "2025-09-04 09:00").is_late);
    CHECK(position_at(test, "2025-09-04 09:00").answerable_id == centre.specialist.account_id);
    test_db_run(test, "UPDATE account SET is_active = 0 WHERE login = 'chuyenvien1'");
    CHECK_INT(position_at(test, "2025-09-04 09:00").answerable_id, 0);
}

static void a_procedure_may_let_the_term_go_on(void **state)
{
    struct test_db *test = *state;
    struct dossier_reading reading;
    begin(test);

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:00");
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_SUPPLEMENT, 0, "2025-09-09 14:00");
    test_db_run(test, "UPDATE procedure_version SET waiting_rule = 'pause'");
    CHECK_OK(dossier_reading_of(test->db, test->arena, centre.office_id, received.code, test_moment("2025-09-09 15:00"),
                                &reading));
    /* 10:00 to 17:30 on 27/8 (330 minutes) and 90 minutes on 28/8 are used: 1020 of 1440 are left */
    CHECK(reading.deadline.due_at.ms == test_moment("2025-09-11 15:00").ms);
    test_db_run(test, "UPDATE procedure_version SET waiting_rule = 'sometimes'");
    CHECK_STATUS(dossier_reading_of(test->db, test->arena, centre.office_id, received.code,
                                    test_moment("2025-09-09 15:00"), &reading),
                 ST_CORRUPT);
}

static void histories_of_several_are_each_its_own(void **state)
{
    struct test_db *test = *state;
    struct dossier_history wholes[3];
    begin(test);
    struct intake_received second =
        test_dossier_receive(&centre, "1.004873", centre.colleague.account_id, "2025-08-27 10:05");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_FEE, 0, "2025-08-27 11:00");
    const int64_t ids[] = { second.dossier_id, received.dossier_id, second.dossier_id };

    CHECK_OK(dossier_reading_histories(test->db, test->arena, ids, 3, wholes));
    CHECK_INT(wholes[0].count, 2);
    CHECK_INT(wholes[0].at[0].event, EVENT_RECEIVE);
    CHECK_INT(wholes[0].at[1].event, EVENT_FORWARD);
    CHECK(wholes[0].at[1].holder_id == centre.colleague.account_id);
    CHECK_INT(wholes[0].at[1].at.ms, test_moment("2025-08-27 10:05").ms);
    CHECK_INT(wholes[1].count, 3);
    CHECK(wholes[1].at[1].holder_id == centre.specialist.account_id);
    CHECK_INT(wholes[1].at[2].event, EVENT_ASK_FEE);
    CHECK(wholes[1].at[2].actor_id == centre.specialist.account_id);
    CHECK_INT(wholes[2].count, 2);
    const int64_t unknown[] = { received.dossier_id, received.dossier_id + 1 };

    CHECK_STATUS(dossier_reading_histories(test->db, test->arena, unknown, 2, wholes), ST_CORRUPT);
}

static void an_unknown_code_is_not_found(void **state)
{
    struct test_db *test = *state;
    struct dossier_reading reading;
    begin(test);

    CHECK_STATUS(dossier_reading_of(test->db, test->arena, centre.office_id, STR("H55.12.07-250827-9999"),
                                    test_moment("2025-08-27 11:00"), &reading),
                 ST_NOT_FOUND);
    CHECK_STATUS(dossier_reading_of(test->db, test->arena, centre.office_id + 1, received.code,
                                    test_moment("2025-08-27 11:00"), &reading),
                 ST_NOT_FOUND);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_fresh_dossier_asks_for_nothing),
    test_db_each(the_holder_must_choose_in_the_last_two_working_days),
    test_db_each(what_is_done_within_the_day_leaves_nothing_to_choose),
    test_db_each(money_may_be_asked_for_where_the_procedure_names_a_fee),
    test_db_each(whoever_held_it_when_it_fell_due_answers_for_it),
    test_db_each(a_procedure_may_let_the_term_go_on),
    test_db_each(histories_of_several_are_each_its_own),
    test_db_each(an_unknown_code_is_not_found),
};
TEST_DB_MAIN(tests)
