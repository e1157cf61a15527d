/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_law.h"

#include "app/dossier_lateness.h"
#include "app/dossier_supplement.h"
#include "app/verify.h"
#include "support/test_dossier.h"

static struct test_centre centre;

static struct str fault_now(struct test_db *test)
{
    struct verify_result result;

    CHECK_OK(verify_all(test->db, test->arena, NULL, NULL, &result));
    return result.fault;
}

/* What each of the scripts does to a table is found; the table is put back after it. */
static void check_edits(struct test_db *test, const char *table, const char *const *scripts, size_t count,
                        const char *expected)
{
    struct arena *arena = test->arena;

    for (size_t i = 0; i < count; i++) {
        test_db_run(test, arena_c_string(arena, arena_printf(arena,
                                                             "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS "
                                                             "SELECT * FROM %s",
                                                             table)));
        test_db_run(test, scripts[i]);
        CHECK_STR(fault_now(test), expected);
        test_db_run(test, arena_c_string(arena, arena_printf(arena, "DELETE FROM %s; INSERT INTO %s SELECT * FROM kept",
                                                             table, table)));
    }
    CHECK_STR(fault_now(test), NULL);
}

/* A same-day dossier, explained the day after, and the head's measure. */
static struct intake_received explain(struct test_db *test)
{
    struct change_outcome outcome;
    struct intake_received received =
        test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");
    struct explanation_request request = { received.code, 2, LATE_COORDINATION, STR("Chờ Công an xã xác minh") };

    CHECK_OK(dossier_lateness_explain(test->db, test->arena, centre.specialist, test_moment("2025-08-28 08:00"),
                                      &request, &outcome));
    CHECK_OK(dossier_lateness_measure(test->db, test->arena, centre.head, test_moment("2025-08-28 09:00"),
                                      received.code, 3, STR("Nhắc nhở"), &outcome));
    return received;
}

static void an_edited_explanation_is_a_fault(void **state)
{
    static const char *const edits[] = {
        "UPDATE lateness SET explanation = 'Do người dân'",
        "UPDATE lateness SET late_cause = 'citizen'",
        "UPDATE lateness SET explained_at = explained_at - 60000",
        "UPDATE lateness SET explained_by_id = measured_by_id",
        "UPDATE lateness SET measure = 'Khen'",
        "UPDATE lateness SET measure = NULL, measured_by_id = NULL, measured_at = NULL",
        "DELETE FROM lateness",
    };

    centre = test_centre_found(*state);
    explain(*state);
    check_edits(*state, "lateness", edits, sizeof edits / sizeof *edits,
                "dossier H55.12.07-250827-0001: why it was late is not what was sealed");
}

static void an_explanation_taken_back_is_sound_without_its_row(void **state)
{
    struct test_db *test = *state;
    centre = test_centre_found(test);
    struct intake_received received = explain(test);

    test_dossier_move(&centre, centre.head, received.code, 4, EVENT_TAKE_BACK, 0, "2025-08-28 09:01");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM lateness WHERE measure IS NULL"), 1);
    CHECK_STR(fault_now(test), NULL);
}

static const struct str items[] = { STR_INIT("Tờ khai: chưa ký") };

static void ask(struct test_db *test, struct str code, int64_t version, const char *at)
{
    struct supplement_request request = { code, version, items, 1, STR("Thiếu") };
    struct change_outcome outcome;
    struct form_issued slip;

    CHECK_OK(
        dossier_supplement_ask(test->db, test->arena, centre.specialist, test_moment(at), &request, &outcome, &slip));
}

/* Asked twice, the second time with a leader's word. */
static void ask_twice(struct test_db *test)
{
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    struct allowance_request allowance = { received.code, 4, STR("Phát hiện giấy tờ giả"), STR("Điều 19 NĐ 61/2018") };
    struct change_outcome outcome;
    enum ending_fault fault;

    ask(test, received.code, 2, "2025-08-28 09:00");
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_SUPPLEMENT, 0, "2025-09-09 14:00");
    CHECK_OK(dossier_supplement_allow(test->db, test->arena, centre.leader, test_moment("2025-09-10 08:00"), &allowance,
                                      &outcome, &fault));
    ask(test, received.code, 5, "2025-09-10 09:00");
}

static void an_edited_or_removed_fault_of_an_officer_is_a_fault(void **state)
{
    static const char *const edits[] = {
        "UPDATE officer_fault SET account_id = allowed_by_id",
        "UPDATE officer_fault SET allowed_by_id = account_id",
        "UPDATE officer_fault SET reason = 'Không'",
        "UPDATE officer_fault SET legal_basis = 'Điều 1'",
        "UPDATE officer_fault SET supplement = 3",
        "UPDATE officer_fault SET occurred_at = occurred_at - 60000",
        "DELETE FROM officer_fault",
    };

    centre = test_centre_found(*state);
    ask_twice(*state);
    check_edits(*state, "officer_fault", edits, sizeof edits / sizeof *edits,
                "dossier H55.12.07-250827-0001: the officers' faults are not what was sealed");
}

static void rows_of_which_no_event_speaks_are_a_fault(void **state)
{
    static const char *const explanations[] = {
        "INSERT INTO lateness (dossier_id, office_id, late_cause, explanation, explained_by_id, explained_at) "
        "SELECT dossier_id, office_id, 'officer', 'X', received_by_id, received_at FROM dossier"
    };
    static const char *const faults[] = {
        "INSERT INTO officer_fault (dossier_id, supplement, office_id, account_id, allowed_by_id, occurred_at, reason, "
        "legal_basis) SELECT dossier_id, 2, office_id, received_by_id, received_by_id, received_at, 'X', '1' "
        "FROM dossier"
    };
    const char *expected = "dossier H55.12.07-250827-0001: it has a fault or an explanation that no event speaks of";

    centre = test_centre_found(*state);
    test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 11:00");
    check_edits(*state, "lateness", explanations, 1, expected);
    check_edits(*state, "officer_fault", faults, 1, expected);
}

static const struct CMUnitTest tests[] = {
    test_db_each(an_edited_explanation_is_a_fault),
    test_db_each(an_explanation_taken_back_is_sound_without_its_row),
    test_db_each(an_edited_or_removed_fault_of_an_officer_is_a_fault),
    test_db_each(rows_of_which_no_event_speaks_are_a_fault),
};
TEST_DB_MAIN(tests)
