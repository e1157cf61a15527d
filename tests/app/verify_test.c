/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify.h"

#include "app/dossier_extension.h"
#include "support/test_dossier.h"

static struct test_centre centre;

/* Two finished dossiers and two open ones, one of which waits for papers. */
static void begin(struct test_db *test)
{
    struct intake_received waiting;

    centre = test_centre_found(test);
    for (int i = 0; i < 2; i++)
        test_dossier_finish(&centre,
                            test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00"),
                            "2025-08-27 14:00");
    test_dossier_receive(&centre, "1.004873", 0, "2025-08-28 08:00");
    waiting = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-28 08:30");
    test_dossier_move(&centre, centre.specialist, waiting.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:00");
}

static struct verify_result verify(struct test_db *test)
{
    struct verify_result result;

    CHECK_OK(verify_all(test->db, test->arena, NULL, NULL, &result));
    return result;
}

static void an_untouched_database_is_sound(void **state)
{
    struct test_db *test = *state;
    begin(test);
    struct verify_result result = verify(test);

    CHECK(result.is_sound);
    CHECK_INT(result.offices, 1);
    CHECK_INT(result.dossiers, 4);
    CHECK_INT(result.events, 14);
}

static void an_empty_office_is_sound(void **state)
{
    struct test_db *test = *state;
    test_centre_found(test);

    CHECK(verify(test).is_sound);
}

/* Each edit is one a person with the database's password could make by hand; what it says names the row. */
static const struct {
    const char *edit, *says;
} edits[] = {
    { "UPDATE dossier_event SET reason = 'khác' WHERE chain_number = 3;", "(number 3)" },
    { "UPDATE dossier_event SET occurred_at = occurred_at - 1 WHERE chain_number = 5;", "(number 5)" },
    { "UPDATE dossier_event SET actor_id = holder_id WHERE chain_number = 4;", "(number 4)" },
    { "UPDATE dossier_event SET facts = '{}' WHERE chain_number = 1;", "(number 1)" },
    { "UPDATE event_chain SET chain_number = 13;", "event_chain" },
    { "UPDATE dossier SET due_at = due_at + 86400000 WHERE code = 'H55.12.07-250828-0001';", "250828-0001: due_at" },
    { "UPDATE dossier SET state = 'decided' WHERE code = 'H55.12.07-250828-0001';", "250828-0001: state" },
    { "UPDATE dossier SET punctuality = 'on-time' WHERE code = 'H55.12.07-250827-0001';", "250827-0001: punctuality" },
    { "UPDATE dossier SET closed_at = closed_at - 60000 WHERE code = 'H55.12.07-250827-0002';",
      "250827-0002: closed_at" },
    { "UPDATE dossier SET draft_result = 'Đã sửa' WHERE code = 'H55.12.07-250827-0002';", "250827-0002: draft_result" },
    { "UPDATE dossier SET holder_id = received_by_id WHERE code = 'H55.12.07-250828-0002';", "250828-0002: holder_id" },
    { "UPDATE dossier SET applicant = 'Người Khác' WHERE code = 'H55.12.07-250828-0002';",
      "250828-0002: what was received" },
    { "UPDATE dossier SET promised_at = promised_at + 1 WHERE code = 'H55.12.07-250828-0002';",
      "250828-0002: what was received" },
    { "UPDATE dossier_paper SET paper_verdict = 'faulty' WHERE position = 2 AND dossier_id IN (SELECT dossier_id FROM "
      "dossier "
      "WHERE code = 'H55.12.07-250827-0001');",
      "250827-0001: what was received" },
    { "UPDATE dossier SET extended_to_at = 1757322000000 WHERE code = 'H55.12.07-250828-0001';",
      "250828-0001: extended_to_at" },
    { "UPDATE dossier SET allowances = 1 WHERE code = 'H55.12.07-250828-0002';", "250828-0002: allowances" },
    { "UPDATE dossier SET is_choice_made = 1 WHERE code = 'H55.12.07-250828-0001';", "250828-0001: is_choice_made" },
    { "UPDATE dossier SET supplements = 0 WHERE code = 'H55.12.07-250828-0002';", "250828-0002: supplements" },
};

/* Asked twice, extended, taken back, explained, answered and stopped: all of it is what the events say. */
static void a_dossier_that_met_every_rule_is_sound(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum extension_fault fault;
    struct form_issued form;
    centre = test_centre_found(test);
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    struct extension_request extension = { received.code, 8, STR("chờ xác minh"), test_moment("2025-09-05 16:00") };

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-27 11:00");
    test_dossier_move(&centre, centre.specialist, received.code, 3, EVENT_TAKE_BACK, 0, "2025-08-27 11:01");
    test_dossier_move(&centre, centre.specialist, received.code, 4, EVENT_ASK_SUPPLEMENT, 0, "2025-08-27 11:10");
    test_dossier_move(&centre, centre.counter, received.code, 5, EVENT_SUPPLEMENT, 0, "2025-08-28 08:00");
    test_dossier_move(&centre, centre.leader, received.code, 6, EVENT_ALLOW_SUPPLEMENT, 0, "2025-08-28 09:00");
    test_dossier_move(&centre, centre.specialist, received.code, 7, EVENT_CONFIRM_FINISH, 0, "2025-09-04 09:00");
    CHECK_OK(dossier_extension_ask(test->db, test->arena, centre.specialist, test_moment("2025-09-04 10:00"),
                                   &extension, &outcome, &fault));
    CHECK_OK(dossier_extension_grant(test->db, test->arena, centre.head, test_moment("2025-09-04 11:00"), received.code,
                                     9, &outcome, &fault, &form));
    CHECK(verify(test).is_sound);
    test_dossier_move(&centre, centre.specialist, received.code, 10, EVENT_EXPLAIN, 0, "2025-09-08 08:00");
    test_dossier_move(&centre, centre.head, received.code, 11, EVENT_MEASURE, 0, "2025-09-08 09:00");
    test_dossier_move(&centre, centre.specialist, received.code, 12, EVENT_STOP, 0, "2025-09-08 10:00");
    struct verify_result result = verify(test);

    CHECK(result.is_sound);
}

static void each_edit_by_hand_is_named(void **state)
{
    struct test_db *test = *state;
    begin(test);

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;

        CHECK_OK(db_tx_begin(test->db, &tx)); /* undone at the end of the round */
        test_db_run(test, edits[i].edit);
        struct verify_result result = verify(test);

        CHECK(!result.is_sound);
        if (!str_contains(result.fault, str_of(edits[i].says)))
            CHECK_STR(result.fault, edits[i].says);
    }
    CHECK(verify(test).is_sound);
}

static void a_vanished_event_is_missed(void **state)
{
    struct test_db *test = *state;
    begin(test);

    test_db_run(test, "DELETE FROM dossier_event WHERE chain_number = 6;");
    CHECK(str_contains(verify(test).fault, STR("number 7 follows 5")));
}

static void a_cut_off_end_is_missed(void **state)
{
    struct test_db *test = *state;
    begin(test);

    test_db_run(test, "DELETE FROM dossier_event WHERE chain_number = 14;");
    CHECK(str_contains(verify(test).fault, STR("the last event is 13")));
}

/* Somebody goes on working: with each word of progress a dossier comes, and the next one is forwarded. */
static void work_on(void *context, int64_t events, int64_t dossiers)
{
    struct test_db *writer = context;
    struct test_centre desk = centre;

    (void)events;
    (void)dossiers;
    desk.test = writer;
    struct intake_received received = test_dossier_receive(&desk, "1.001193", 0, "2025-08-29 08:00");

    test_dossier_move(&desk, desk.counter, received.code, 1, EVENT_FORWARD, desk.specialist.account_id,
                      "2025-08-29 08:01");
}

static void work_that_goes_on_is_no_fault(void **state)
{
    struct test_db *test = *state;
    struct test_db writer = *test;
    struct verify_result result;

    begin(test);
    CHECK_OK(verify_all(test_db_connect(test, DB_READ_ONLY), test->arena, work_on, &writer, &result));
    CHECK_STR(result.fault, NULL);
    CHECK(test_db_number(test, "SELECT COUNT(*) FROM dossier") > 4);
}

static const struct CMUnitTest tests[] = {
    test_db_each(an_untouched_database_is_sound),
    test_db_each(an_empty_office_is_sound),
    test_db_each(a_dossier_that_met_every_rule_is_sound),
    test_db_each(each_edit_by_hand_is_named),
    test_db_each(a_vanished_event_is_missed),
    test_db_each(a_cut_off_end_is_missed),
    test_db_each(work_that_goes_on_is_no_fault),
};
TEST_DB_MAIN(tests)
