/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_cooperation.h"

#include "app/dossier_consultation.h"
#include "app/verify.h"
#include "support/test_dossier.h"

static struct test_centre centre;

/* The police of the commune were asked, and answered. */
static void begin(struct test_db *test)
{
    struct change_outcome outcome;
    enum consultation_fault fault;

    centre = test_centre_found(test);
    struct actor police = test_office_person(test, centre.office_id, "congan1", ROLE_POLICE, "CA");
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    struct consultation_request request = { received.code, received.version,         police.unit_id,
                                            STR(""),       { TERM_WORKING_HOUR, 4 }, STR("Có tên trong sổ không?") };

    CHECK_OK(dossier_consultation_ask(test->db, test->arena, centre.specialist, test_moment("2025-08-27 10:30"),
                                      &request, &outcome, &fault));
    CHECK_OK(dossier_consultation_reply(test->db, test->arena, police, test_moment("2025-08-27 11:00"), received.code,
                                        3, STR("Có."), &outcome));
}

static struct str fault_after(struct test_db *test, const char *script)
{
    struct verify_result result;

    test_db_run(test, script);
    CHECK_OK(verify_all(test->db, test->arena, NULL, NULL, &result));
    return result.fault;
}

static void a_row_that_says_what_was_sealed_is_sound(void **state)
{
    begin(*state);
    CHECK_STR(fault_after(*state, "UPDATE consultation SET reply = reply"), NULL);
}

static void an_edited_opinion_is_a_fault(void **state)
{
    static const char *const edits[] = {
        "UPDATE consultation SET reply = 'Không.'",
        "UPDATE consultation SET question = 'Có nhà không?'",
        "UPDATE consultation SET due_at = due_at + 60000",
        "UPDATE consultation SET replied_at = replied_at - 60000",
        "UPDATE consultation SET unit_id = NULL",
        "UPDATE consultation SET body = 'Công an tỉnh'",
        "UPDATE consultation SET reply = NULL, replied_at = NULL, replied_by_id = NULL",
        "DELETE FROM consultation",
    };

    begin(*state);
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        test_db_run(*state, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM consultation");
        CHECK_STR(fault_after(*state, edits[i]),
                  "dossier H55.12.07-250827-0001: the opinions asked are not what was sealed");
        test_db_run(*state, "DELETE FROM consultation; INSERT INTO consultation SELECT * FROM kept");
    }
}

static void an_opinion_nobody_asked_for_is_a_fault(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 11:00");
    CHECK_STR(fault_after(*state, "INSERT INTO consultation (dossier_id, number, office_id, body, question, asked_at, "
                                  "asked_by_id, due_at) SELECT dossier_id, 1, office_id, 'X', 'Y', received_at, "
                                  "received_by_id, received_at FROM dossier WHERE code LIKE '%-0002'"),
              "dossier H55.12.07-250827-0002: it has an opinion that no event asked for");
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_row_that_says_what_was_sealed_is_sound),
    test_db_each(an_edited_opinion_is_a_fault),
    test_db_each(an_opinion_nobody_asked_for_is_a_fault),
};
TEST_DB_MAIN(tests)
