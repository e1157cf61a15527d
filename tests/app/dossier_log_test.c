/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_log.h"

#include "support/test_dossier.h"

static void events_of_an_office_form_one_chain(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = test_centre_found(test);

    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");
    test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 10:05");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event"), 3);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event a JOIN dossier_event b ON b.chain_number = "
                                   "a.chain_number + 1 AND b.previous_hash = a.event_hash"),
              2);
    CHECK_STR(test_db_text(test, "SELECT previous_hash FROM dossier_event WHERE chain_number = 1"),
              seal_of_nothing().at);
    CHECK_INT(test_db_number(test, "SELECT chain_number FROM event_chain"), 3);
    CHECK_INT(test_db_number(test,
                             "SELECT COUNT(*) FROM event_chain c JOIN dossier_event e ON e.event_hash = c.event_hash "
                             "AND e.chain_number = 3"),
              1);
}

static void each_event_leaves_word_in_the_outbox(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = test_centre_found(test);

    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM outbox o JOIN dossier_event e ON e.event_id = o.event_id"), 2);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM outbox WHERE sent_at IS NOT NULL"), 0);
}

static void an_office_without_a_chain_is_told(void **state)
{
    struct test_db *test = *state;
    struct dossier_log log;

    CHECK_STATUS(dossier_log_open(test->db, test->arena, 4711, &log), ST_NOT_FOUND);
}

static const struct CMUnitTest tests[] = {
    test_db_each(events_of_an_office_form_one_chain),
    test_db_each(each_event_leaves_word_in_the_outbox),
    test_db_each(an_office_without_a_chain_is_told),
};
TEST_DB_MAIN(tests)
