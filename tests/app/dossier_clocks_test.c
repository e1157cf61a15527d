/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_clocks.h"

#include "app/dossier_consultation.h"
#include "app/outage_book.h"
#include "support/test_dossier.h"

static struct test_centre centre;
static struct actor director;
static struct intake_received received;

/* With the specialist since Wednesday, 27 August 2025, 10:00; an outside body asked at 14:00 answers on Thursday at
 * 09:00, and the province's system is down on Thursday from 09:30 to 10:00. */
static void begin(struct test_db *test)
{
    struct consultation_request asked = { .limit = { TERM_WORKING_DAY, 2 },
                                          .body = STR("Chi nhánh VPĐK"),
                                          .question = STR("Thửa đất có tranh chấp không?") };
    struct outage_entry outage = { STR("Cổng dịch vụ công"), test_moment("2025-08-28 09:30"),
                                   test_moment("2025-08-28 10:00"), STR("Thông báo 15/TB-STTTT") };
    struct change_outcome outcome;
    enum consultation_fault fault;
    enum outage_fault outage_fault;

    centre = test_centre_found(test);
    director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    asked.code = received.code;
    asked.seen_version = received.version;
    CHECK_OK(dossier_consultation_ask(test->db, test->arena, centre.specialist, test_moment("2025-08-27 14:00"), &asked,
                                      &outcome, &fault));
    CHECK_OK(dossier_consultation_reply(test->db, test->arena, centre.specialist, test_moment("2025-08-28 09:00"),
                                        received.code, outcome.version, STR("Không."), &outcome));
    CHECK_OK(outage_book_add(test->db, test->arena, director, test_moment("2025-08-28 10:30"), &outage, &outage_fault));
}

static struct dossier_reading read_at(const char *now)
{
    struct dossier_reading reading;

    CHECK_OK(dossier_reading_of(centre.test->db, centre.test->arena, centre.office_id, received.code, test_moment(now),
                                &reading));
    return reading;
}

static void clocks_know_opinions_and_what_the_office_settled(void **state)
{
    struct test_db *test = *state;
    struct dossier_clocks clocks;
    const struct clock *asked;

    begin(test);
    struct dossier_reading reading = read_at("2025-08-28 10:30");

    CHECK_OK(
        dossier_clocks_of(test->db, test->arena, centre.office_id, &reading, test_moment("2025-08-28 10:30"), &clocks));
    asked = clocks_find(clocks.clocks, CLOCK_OF_CONSULTATION);
    CHECK(asked != NULL);
    CHECK_STR(asked->body, "Chi nhánh VPĐK");
    CHECK_INT(asked->phase, CLOCK_KEPT);
    CHECK_INT(clocks_find(clocks.clocks, CLOCK_OF_HANDLING)->due_at.ms, test_moment("2025-09-03 17:30").ms);
}

static const struct CMUnitTest tests[] = {
    test_db_each(clocks_know_opinions_and_what_the_office_settled),
};
TEST_DB_MAIN(tests)
