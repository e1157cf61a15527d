/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_ledger.h"

#include "support/test_dossier.h"

static struct test_life life;

static void begin(struct test_db *test)
{
    life = test_life_begin(test);
}

/* 330 minutes of Wednesday and 180 of Thursday until 10:30. */
static void the_ledger_names_everybody(void **state)
{
    struct test_db *test = *state;
    struct dossier_ledger ledger;

    begin(test);
    struct dossier_reading reading = test_life_read_at(&life, "2025-08-28 10:30");

    CHECK_OK(dossier_ledger_of(test->db, test->arena, life.centre.office_id, &reading, test_moment("2025-08-28 10:30"),
                               &ledger));
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
    test_dossier_finish(&life.centre,
                        (struct intake_received){ .code = life.received.code, .version = life.received.version + 2 },
                        "2025-08-28 11:00");
    struct dossier_reading reading = test_life_read_at(&life, "2025-08-28 12:00");

    CHECK_OK(dossier_handovers_of(test->db, test->arena, life.centre.office_id, &reading,
                                  test_moment("2025-08-28 12:00"), &rows));
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
