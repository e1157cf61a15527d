/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_control_slip.h"

#include "app/dossier_consultation.h"
#include "app/form_issue.h"
#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

/* Received on Wednesday, 27/8/2025, at 10:00, forwarded at once; the term of 3 working days ends on 3/9 at 17:30. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status issue(struct actor actor, int64_t seen_version, const char *at, struct form_kept *out)
{
    struct test_db *test = centre.test;
    struct change_outcome outcome;
    int64_t form_id;

    TRY(dossier_control_slip_issue(test->db, test->arena, actor, test_moment(at), received.code, seen_version, &outcome,
                                   &form_id));
    return form_issue_load(test->db, test->arena, centre.office_id, form_id, out);
}

static const struct str *row(const struct form_kept *slip, size_t number)
{
    return &slip->content.rows.cells[number * form_cells(FORM_CONTROL)];
}

static void each_hand_over_is_a_row(void **state)
{
    struct form_kept slip;

    begin(*state);
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-28 09:00");
    CHECK_OK(issue(centre.counter, 3, "2025-08-28 09:30", &slip));
    CHECK_INT(slip.content.kind, FORM_CONTROL);
    CHECK_INT(slip.content.number, 1);
    CHECK_INT(slip.content.version, 1);
    CHECK_INT(slip.content.rows.count, 3);
    CHECK_STR(row(&slip, 0)[0], "Người nộp hồ sơ");
    CHECK_STR(row(&slip, 0)[4], "quay1");
    CHECK_STR(row(&slip, 1)[3], "quay1");
    CHECK_STR(row(&slip, 1)[4], "chuyenvien1");
    CHECK_STR(row(&slip, 2)[2], "09 giờ 00 phút, ngày 28/08/2025");
    CHECK_STR(row(&slip, 2)[4], "lanhdao");
    CHECK_STR(row(&slip, 2)[6], "Trình dự thảo kết quả");
    CHECK_INT(test_db_number(centre.test, "SELECT version FROM dossier"), 4);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM dossier_event WHERE event = 'control-slip'"), 1);
}

static void nothing_new_makes_no_new_slip(void **state)
{
    struct form_kept first, again;

    begin(*state);
    CHECK_OK(issue(centre.counter, 2, "2025-08-28 09:30", &first));
    CHECK_OK(issue(centre.counter, 3, "2025-08-28 10:30", &again));
    CHECK(first.form_id == again.form_id);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '06'"), 1);
}

static void a_later_slip_is_the_next_version_of_the_same_number(void **state)
{
    struct form_kept first, second;

    begin(*state);
    CHECK_OK(issue(centre.counter, 2, "2025-08-28 09:30", &first));
    test_dossier_move(&centre, centre.specialist, received.code, 3, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-28 10:00");
    CHECK_OK(issue(centre.counter, 4, "2025-08-28 10:30", &second));
    CHECK_INT(second.content.number, 1);
    CHECK_INT(second.content.version, 2);
    CHECK_INT(second.content.rows.count, 3);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '06' AND voided_at > 0"),
              1);
    test_office_check(centre.test);
}

static void who_was_asked_is_named_as_helping(void **state)
{
    static const char *const bodies[] = { "Sở Tư pháp", "Công an tỉnh", "Sở Tư pháp" };
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum consultation_fault fault;
    struct form_kept slip;

    begin(test);
    for (int i = 0; i < 3; i++) {
        struct consultation_request request = {
            received.code, 2 + i, 0, str_of(bodies[i]), { TERM_WORKING_DAY, 1 }, STR("Có tên trong sổ không?")
        };

        CHECK_OK(dossier_consultation_ask(test->db, test->arena, centre.specialist, test_moment("2025-08-27 14:00"),
                                          &request, &outcome, &fault));
    }
    CHECK_OK(issue(centre.counter, 5, "2025-08-28 09:30", &slip));
    CHECK_STR(slip.content.texts[FORM_TEXT_helping_units], "Sở Tư pháp, Công an tỉnh");
}

static void others_and_stale_pages_get_none(void **state)
{
    struct form_kept slip;

    begin(*state);
    CHECK_STATUS(issue(centre.specialist, 2, "2025-08-28 09:30", &slip), ST_FORBIDDEN);
    CHECK_STATUS(issue(centre.leader, 2, "2025-08-28 09:30", &slip), ST_FORBIDDEN);
    CHECK_STATUS(issue(centre.counter, 1, "2025-08-28 09:30", &slip), ST_CONFLICT);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '06'"), 0);
}

/* Held after the end too, with every seal in order. */
static void a_finished_dossier_has_one_too_and_the_log_stays_whole(void **state)
{
    struct form_kept slip;

    begin(*state);
    test_dossier_finish(&centre, received, "2025-08-28 09:00");
    CHECK_OK(issue(centre.counter, 5, "2025-08-29 09:30", &slip));
    CHECK_STR(row(&slip, slip.content.rows.count - 1)[1], "Người nộp hồ sơ");
    test_office_check(centre.test);
}

static enum status an_issue(struct test_db *test)
{
    struct change_outcome outcome;
    int64_t form_id;

    return dossier_control_slip_issue(test->db, test->arena, centre.counter, test_moment("2025-08-28 09:30"),
                                      received.code, 2, &outcome, &form_id);
}

static void a_failing_statement_leaves_nothing(void **state)
{
    struct test_db *test = *state;

    begin(test);
    CHECK(test_db_fail_each_statement(test, an_issue) > 5);
    CHECK_INT(test_db_number(test, "SELECT version FROM dossier"), 3);
    CHECK_INT(test_db_number(test, "SELECT number FROM form_issue WHERE form_kind = '06'"), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(each_hand_over_is_a_row),
    test_db_each(nothing_new_makes_no_new_slip),
    test_db_each(a_later_slip_is_the_next_version_of_the_same_number),
    test_db_each(who_was_asked_is_named_as_helping),
    test_db_each(others_and_stale_pages_get_none),
    test_db_each(a_finished_dossier_has_one_too_and_the_log_stays_whole),
    test_db_each(a_failing_statement_leaves_nothing),
};
TEST_DB_MAIN(tests)
