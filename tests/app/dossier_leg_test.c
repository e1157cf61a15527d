/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_leg.h"

#include "app/dossier_ledger.h"
#include "app/verify.h"
#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;
static struct change_outcome outcome;

/* "1.004873" takes three working days: the office one, then police and insurance two each, at once. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    test_db_run(test, "INSERT INTO procedure_leg (procedure_version_id, position, stage, body, what, term_amount, "
                      "term_unit) VALUES (902, 1, 1, 'Văn phòng', 'Khai sinh', 1, 'working-day'), "
                      "(902, 2, 2, 'Công an xã', 'Thường trú', 2, 'working-day'), "
                      "(902, 3, 2, 'Bảo hiểm xã hội', 'Thẻ bảo hiểm', 2, 'working-day')");
}

/* Received and forwarded at once, on Wednesday, 27 August 2025, 10:00. */
static void begin_forwarded(struct test_db *test)
{
    begin(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status done(struct actor actor, int64_t version, int64_t position, const char *at)
{
    return dossier_leg_done(centre.test->db, centre.test->arena, actor, test_moment(at), received.code, version,
                            position, &outcome);
}

static int64_t number_of(const char *column, int position)
{
    return test_db_number(centre.test,
                          arena_printf(centre.test->arena,
                                       "SELECT COALESCE(%s, 0) FROM dossier_leg WHERE position = %d", column, position)
                              .at);
}

static void stages_follow_each_other_each_with_its_own_limit(void **state)
{
    begin_forwarded(*state);
    CHECK_INT(number_of("started_at", 1), test_moment("2025-08-27 10:00").ms);
    CHECK_INT(number_of("due_at", 1), test_moment("2025-08-28 17:30").ms);
    CHECK_INT(number_of("started_at", 2), 0);
    test_office_check(centre.test);
    CHECK_OK(done(centre.specialist, 2, 1, "2025-08-27 16:00"));
    CHECK_STR(test_db_text(*state, "SELECT punctuality FROM dossier_leg WHERE position = 1"), "early");
    CHECK_INT(number_of("started_at", 2), test_moment("2025-08-27 16:00").ms);
    CHECK_INT(number_of("started_at", 3), test_moment("2025-08-27 16:00").ms);
    CHECK_INT(number_of("due_at", 2), test_moment("2025-08-29 17:30").ms);
    test_office_check(centre.test);
    CHECK_OK(done(centre.specialist, 3, 3, "2025-08-29 17:00"));
    CHECK_STR(test_db_text(*state, "SELECT punctuality FROM dossier_leg WHERE position = 3"), "on-time");
    CHECK_OK(done(centre.specialist, 4, 2, "2025-09-03 08:00"));
    CHECK_STR(test_db_text(*state, "SELECT punctuality FROM dossier_leg WHERE position = 2"), "late");
    CHECK_INT(number_of("done_at", 2), test_moment("2025-09-03 08:00").ms);
    test_office_check(centre.test);
}

static void it_is_proposed_only_when_everybody_is_done(void **state)
{
    struct move_request request = { .event = EVENT_PROPOSE, .draft = STR("Dự thảo") };

    begin_forwarded(*state);
    request.code = received.code;
    request.seen_version = 2;
    request.chosen_id = centre.leader.account_id;
    CHECK_STATUS(dossier_processing_apply(centre.test->db, centre.test->arena, centre.specialist,
                                          test_moment("2025-08-27 11:00"), &request, &outcome),
                 ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_LEGS);
    CHECK_OK(done(centre.specialist, 2, 1, "2025-08-27 11:00"));
    CHECK_OK(done(centre.specialist, 3, 2, "2025-08-27 12:00"));
    CHECK_OK(done(centre.specialist, 4, 3, "2025-08-27 13:00"));
    test_dossier_move(&centre, centre.specialist, received.code, 5, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 14:00");
    test_dossier_move(&centre, centre.leader, received.code, 6, EVENT_APPROVE, 0, "2025-08-27 15:00");
    test_office_check(centre.test);
    /* one dossier in the figures, however many bodies worked on it */
    CHECK_INT(test_db_number(*state, "SELECT SUM(received) FROM month_count"), 1);
    CHECK_INT(test_db_number(*state, "SELECT SUM(finished_early) FROM month_count"), 1);
}

static void what_is_not_there_or_not_yet_begun_is_refused(void **state)
{
    begin_forwarded(*state);
    struct str before = test_db_fingerprint(centre.test);

    CHECK_STATUS(done(centre.specialist, 2, 4, "2025-08-27 11:00"), ST_NOT_FOUND);
    CHECK_STATUS(done(centre.specialist, 2, 2, "2025-08-27 11:00"), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NOT_NEEDED);
    CHECK_STATUS(done(centre.colleague, 2, 1, "2025-08-27 11:00"), ST_FORBIDDEN);
    CHECK_STATUS(done(centre.specialist, 1, 1, "2025-08-27 11:00"), ST_CONFLICT);
    CHECK(str_equal(test_db_fingerprint(centre.test), before));
    CHECK_OK(done(centre.specialist, 2, 1, "2025-08-27 11:00"));
    CHECK_STATUS(done(centre.specialist, 3, 1, "2025-08-27 11:01"), ST_INVALID);
}

static void taking_back_gives_the_legs_as_they_stood(void **state)
{
    begin(*state);
    received = test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 10:00");
    test_dossier_move(&centre, centre.counter, received.code, 1, EVENT_FORWARD, centre.specialist.account_id,
                      "2025-08-27 10:01");
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier_leg"), 3);
    test_dossier_move(&centre, centre.counter, received.code, 2, EVENT_TAKE_BACK, 0, "2025-08-27 10:02");
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier_leg"), 0);
    test_office_check(centre.test);
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_FORWARD, centre.specialist.account_id,
                      "2025-08-27 10:03");
    CHECK_OK(done(centre.specialist, 4, 1, "2025-08-27 10:04"));
    test_dossier_move(&centre, centre.specialist, received.code, 5, EVENT_TAKE_BACK, 0, "2025-08-27 10:05");
    CHECK_INT(number_of("done_at", 1), 0);
    CHECK_INT(number_of("started_at", 1), test_moment("2025-08-27 10:03").ms);
    CHECK_INT(number_of("started_at", 2), 0);
    test_office_check(centre.test);
}

static void an_edited_leg_is_a_fault(void **state)
{
    static const char *const edits[] = {
        "UPDATE dossier_leg SET due_at = due_at + 60000 WHERE position = 1",
        "UPDATE dossier_leg SET body = 'Công an tỉnh' WHERE position = 2",
        "UPDATE dossier_leg SET punctuality = 'early' WHERE position = 2",
        "DELETE FROM dossier_leg",
    };
    struct verify_result result;

    begin_forwarded(*state);
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        test_db_run(*state, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM dossier_leg");
        test_db_run(*state, edits[i]);
        CHECK_OK(verify_all(centre.test->db, centre.test->arena, NULL, NULL, &result));
        CHECK_STR(result.fault, "dossier H55.12.07-250827-0001: what other bodies do on it is not what was sealed");
        test_db_run(*state, "DELETE FROM dossier_leg; INSERT INTO dossier_leg SELECT * FROM kept");
    }
    test_office_check(centre.test);
}

static enum status done_once(struct test_db *test)
{
    (void)test;
    return done(centre.specialist, 2, 1, "2025-08-27 11:00");
}

static void a_failing_statement_hands_nothing_over(void **state)
{
    begin_forwarded(*state);
    CHECK(test_db_fail_each_statement(*state, done_once) > 8);
    CHECK_INT(number_of("started_at", 3), test_moment("2025-08-27 11:00").ms);
}

/* The office's own leg until 16:00 is its officer's; then both bodies work, and the first of them is named. */
static void what_another_body_takes_is_its_own_time_and_a_row_of_the_control_slip(void **state)
{
    struct moment now = test_moment("2025-08-29 10:00");
    struct dossier_reading reading;
    struct dossier_handovers passed;
    struct dossier_ledger ledger;

    begin(*state);
    test_db_run(*state, "UPDATE procedure_leg SET body = (SELECT u.name FROM unit u JOIN procedure_version p ON "
                        "p.unit_id = u.unit_id WHERE p.procedure_version_id = 902) WHERE position = 1");
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    CHECK_OK(done(centre.specialist, 2, 1, "2025-08-27 16:00"));
    CHECK_OK(done(centre.specialist, 3, 2, "2025-08-28 10:00"));
    CHECK_OK(dossier_reading_of(centre.test->db, centre.test->arena, centre.office_id, received.code, now, &reading));
    CHECK_OK(dossier_ledger_of(centre.test->db, centre.test->arena, centre.office_id, &reading, now, &ledger));
    CHECK_INT(ledger.ledger.minutes, 960); /* 330, 480 and 150 of the three days */
    CHECK_STR(dossier_ledger_words(centre.test->arena, &ledger),
              "Trong 16 giờ làm việc: chuyenvien1 giữ hồ sơ 4 giờ; chờ phần việc của Công an xã 4 giờ; chờ phần "
              "việc của Bảo hiểm xã hội 8 giờ.");

    CHECK_OK(dossier_handovers_of(centre.test->db, centre.test->arena, centre.office_id, &reading, now, &passed));
    CHECK_INT(passed.count, 5);
    CHECK_STR(passed.at[2].to_unit, "Công an xã");
    CHECK_STR(passed.at[2].giver, "chuyenvien1");
    CHECK_STR(passed.at[2].note, "Thường trú");
    CHECK_STR(passed.at[3].to_unit, "Bảo hiểm xã hội");
    CHECK_STR(passed.at[4].from_unit, "Công an xã");
    CHECK_STR(passed.at[4].receiver, "chuyenvien1");
    CHECK_STR(passed.at[4].result, "trước hạn");
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_another_body_takes_is_its_own_time_and_a_row_of_the_control_slip),
    test_db_each(stages_follow_each_other_each_with_its_own_limit),
    test_db_each(it_is_proposed_only_when_everybody_is_done),
    test_db_each(what_is_not_there_or_not_yet_begun_is_refused),
    test_db_each(taking_back_gives_the_legs_as_they_stood),
    test_db_each(an_edited_leg_is_a_fault),
    test_db_each(a_failing_statement_hands_nothing_over),
};
TEST_DB_MAIN(tests)
