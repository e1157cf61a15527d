/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_forms.h"

#include "app/verify.h"
#include "support/test_dossier.h"

static struct test_centre centre;
static int64_t dossier_id;

static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    dossier_id = test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 10:00").dossier_id;
}

/* "" when it is sound. */
static struct str fault_of(struct test_db *test)
{
    struct str facts[] = { test_db_text(test, "SELECT facts FROM dossier_event WHERE version = 1"), STR("{}") }, fault;
    struct dossier_entry entries[] = { { .event = EVENT_RECEIVE }, { .event = EVENT_FORWARD } };

    CHECK_OK(verify_forms(test->db, test->arena, dossier_id, (struct dossier_history){ entries, 2 }, facts, &fault));
    return fault.at == NULL ? STR("") : fault;
}

static void a_form_given_out_is_the_one_that_was_sealed(void **state)
{
    begin(*state);
    CHECK_STR(fault_of(*state), "");
}

static void each_edit_by_hand_is_found(void **state)
{
    static const char *const edits[] = {
        "UPDATE form_issue SET content = REPLACE(content, 'Nguyễn', 'Trần');",
        "UPDATE form_issue SET content_hash = REPLACE(content_hash, 'a', 'b');",
        "UPDATE form_issue SET number = 2;",
        "UPDATE form_issue SET version = 2;",
        "UPDATE form_issue SET year = 2024;",
        "UPDATE form_issue SET form_kind = '03';",
        "DELETE FROM form_issue;",
        "INSERT INTO form_issue SELECT form_id + 1, office_id, form_kind, year, number, version + 1, dossier_id, "
        "issued_at, "
        "issued_by_id, content, content_hash, voided_at, void_reason FROM form_issue;",
        "UPDATE form_issue SET voided_at = issued_at + 1, void_reason = 'sai';",
    };
    struct test_db *test = *state;
    begin(test);

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
        CHECK_OK(db_tx_begin(test->db, &tx));
        CHECK_OK(test_db_try(test->db, edits[i]));
        CHECK(str_contains(fault_of(test), STR("sealed")));
    }
    CHECK_STR(fault_of(test), "");
}

static struct str fault_of_all(struct test_db *test)
{
    struct verify_result result;

    CHECK_OK(verify_all(test->db, test->arena, NULL, NULL, &result));
    return result.is_sound ? STR("") : result.fault;
}

static void a_slip_is_in_force_unless_its_event_was_taken_back(void **state)
{
    struct test_db *test = *state;
    begin(test);
    struct str code = test_db_text(test, "SELECT code FROM dossier");

    test_dossier_move(&centre, centre.counter, code, 1, EVENT_FORWARD, centre.specialist.account_id,
                      "2025-08-27 10:05");
    test_dossier_move(&centre, centre.specialist, code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:00");
    test_dossier_move(&centre, centre.specialist, code, 3, EVENT_TAKE_BACK, 0, "2025-08-28 09:01");
    test_dossier_move(&centre, centre.specialist, code, 4, EVENT_ASK_SUPPLEMENT, 0, "2025-08-28 09:30");
    CHECK_STR(fault_of_all(test), "");
    test_db_run(test, "UPDATE form_issue SET voided_at = NULL WHERE form_kind = '02' AND number = 1;");
    CHECK(str_contains(fault_of_all(test), STR("a form is in force, or not, against what was sealed")));
    test_db_run(test, "UPDATE form_issue SET voided_at = issued_at WHERE form_kind = '02' AND number = 1;");
    CHECK_STR(fault_of_all(test), "");
    test_db_run(test, "UPDATE form_issue SET voided_at = issued_at WHERE form_kind = '02' AND number = 2;");
    CHECK(str_contains(fault_of_all(test), STR("a form is in force, or not, against what was sealed")));
}

static void a_fact_is_looked_up_by_its_key(void **state)
{
    struct test_db *test = *state;

    CHECK(verify_fact(test->arena, STR("{\"content\":\"ab\",\"form\":{}}"), "content", STR("ab")));
    CHECK(!verify_fact(test->arena, STR("{\"content\":\"ab\"}"), "content", STR("abc")));
    CHECK(!verify_fact(test->arena, STR("{\"content\":1}"), "content", STR("1")));
    CHECK(!verify_fact(test->arena, STR("{}"), "content", STR("")));
    CHECK(!verify_fact(test->arena, STR("not JSON"), "content", STR("")));
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_form_given_out_is_the_one_that_was_sealed),
    test_db_each(each_edit_by_hand_is_found),
    test_db_each(a_slip_is_in_force_unless_its_event_was_taken_back),
    test_db_each(a_fact_is_looked_up_by_its_key),
};
TEST_DB_MAIN(tests)
