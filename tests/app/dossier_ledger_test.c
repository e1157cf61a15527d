/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_ledger.h"

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

/* 330 minutes of Wednesday and 180 of Thursday until 10:30. */
static void the_ledger_names_everybody(void **state)
{
    struct test_db *test = *state;
    struct dossier_ledger ledger;

    begin(test);
    struct dossier_reading reading = read_at("2025-08-28 10:30");

    CHECK_OK(
        dossier_ledger_of(test->db, test->arena, centre.office_id, &reading, test_moment("2025-08-28 10:30"), &ledger));
    CHECK_INT(ledger.ledger.minutes, 510);
    CHECK_STR(dossier_ledger_owner(&ledger, &ledger.ledger.parts.at[0]), "chuyenvien1");
    CHECK_STR(dossier_ledger_words(test->arena, &ledger),
              "Trong 8 giờ 30 phút làm việc: chuyenvien1 giữ hồ sơ 3 giờ; chờ trả lời ý kiến của Chi nhánh VPĐK 5 giờ; "
              "Cổng dịch vụ công ngừng hoạt động 30 phút.");
}

static void the_control_slip_has_a_row_for_each_passing(void **state)
{
    struct test_db *test = *state;
    struct dossier_handovers rows;

    begin(test);
    test_dossier_finish(&centre, (struct intake_received){ .code = received.code, .version = received.version + 2 },
                        "2025-08-28 11:00");
    struct dossier_reading reading = read_at("2025-08-28 12:00");

    CHECK_OK(dossier_handovers_of(test->db, test->arena, centre.office_id, &reading, test_moment("2025-08-28 12:00"),
                                  &rows));
    CHECK_INT(rows.count, 5);
    CHECK_STR(rows.at[0].from_unit, "Người nộp hồ sơ");
    CHECK_STR(rows.at[0].receiver, "quay1");
    CHECK_STR(rows.at[0].result, NULL);
    CHECK_STR(rows.at[1].giver, "quay1");
    CHECK_STR(rows.at[1].receiver, "chuyenvien1");
    CHECK_STR(rows.at[1].result, "đúng hạn");
    CHECK_STR(rows.at[2].receiver, "lanhdao");
    CHECK_STR(rows.at[2].result, "trước hạn");
    CHECK_STR(rows.at[4].to_unit, "Người nộp hồ sơ");
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_ledger_names_everybody),
    test_db_each(the_control_slip_has_a_row_for_each_passing),
};
TEST_DB_MAIN(tests)
