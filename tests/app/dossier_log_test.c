/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_log.h"

#include "queries_read.h"
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

/* Whoever tells other systems remembers the last number done, and reads on from there. */
static void who_has_read_up_to_a_number_finds_what_came_after(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = test_centre_found(test);
    struct sql_alert_events_rows events;

    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");
    test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 10:05");
    CHECK_OK(sql_alert_events(test->db, test->arena, centre.office_id, 1, 10, &events));
    CHECK_INT(events.count, 2);
    CHECK_INT(events.at[0].chain_number, 2);
    CHECK_INT(events.at[1].chain_number, 3);
}

static void an_office_without_a_chain_is_told(void **state)
{
    struct test_db *test = *state;
    struct dossier_log log;

    CHECK_STATUS(dossier_log_open(test->db, test->arena, 4711, &log), ST_NOT_FOUND);
}

static const struct CMUnitTest tests[] = {
    test_db_each(events_of_an_office_form_one_chain),
    test_db_each(who_has_read_up_to_a_number_finds_what_came_after),
    test_db_each(an_office_without_a_chain_is_told),
};
TEST_DB_MAIN(tests)
