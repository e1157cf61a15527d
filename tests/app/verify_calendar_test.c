/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_calendar.h"

#include "app/dossier_reading.h"
#include "app/working_time.h"
#include "support/test_dossier.h"

static struct test_centre centre;
static struct dossier_reading reading;

/* Received on Wednesday, 27 August 2025 for three working days: due on Tuesday, 2 September by a calendar without
 * holidays, on Wednesday the 3rd with the 2nd off (version 2 of the calendar).  Times are those of Việt Nam. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    test_db_run(test, "DELETE FROM calendar_day;"
                      "INSERT INTO calendar_change (office_id, calendar_version, changed_at, actor_id, source) "
                      "SELECT office_id, 1, 0, NULL, 'x' FROM office;"
                      "UPDATE office SET calendar_version = 2;"
                      "INSERT INTO calendar_day SELECT office_id, '2025-09-01', 0, 0, 'x' FROM office;");
    working_time_forget();
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");

    CHECK_OK(dossier_reading_of(test->db, test->arena, centre.office_id, received.code, test_moment("2025-08-27 11:00"),
                                &reading));
}

static struct str fault_of(struct test_db *test, const char *facts)
{
    struct dossier_entry entries[3] = { reading.whole.at[0],
                                        reading.whole.at[1],
                                        { EVENT_RECALCULATE, 1, 2, test_moment("2025-08-27 11:00") } };
    struct str sealed[3] = { STR("{}"), STR("{}"), str_of(facts) }, fault;

    CHECK_OK(verify_calendar(test->db, test->arena, centre.office_id, reading.timing,
                             (struct dossier_history){ entries, 3 }, sealed, &fault));
    return fault;
}

/* Three working days are 28 and 29 August and 1 or 2 September, 17:30. */
static void both_instants_are_worked_out_again(void **state)
{
    begin(*state);
    CHECK_STR(fault_of(*state, "{\"calendar\":2,\"from\":1756722600000,\"to\":1756809000000}"), NULL);
}

static void an_instant_that_no_calendar_gives_is_a_fault(void **state)
{
    static const char *const wrong[] = {
        "{\"calendar\":2,\"from\":1756722600000,\"to\":1756895400000}", /* a day too late */
        "{\"calendar\":2,\"from\":1756809000000,\"to\":1756809000000}", /* it was not due then */
        "{\"calendar\":3,\"from\":1756722600000,\"to\":1756809000000}", /* the office never had it */
        "{\"calendar\":1,\"from\":1756722600000,\"to\":1756722600000}", /* nothing before the first one */
        "{\"calendar\":2,\"from\":1756722600000}",
        "{}",
        "",
    };

    begin(*state);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_STR(fault_of(*state, wrong[i]), "a due instant did not move as its calendars say");
}

static const struct CMUnitTest tests[] = {
    test_db_each(both_instants_are_worked_out_again),
    test_db_each(an_instant_that_no_calendar_gives_is_a_fault),
};
TEST_DB_MAIN(tests)
