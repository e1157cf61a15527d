/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_supplement.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

/* Received on Wednesday 27/8/2025 at 10:00; the return is in time until 3/9 at 17:30 (28/8, 29/8, 3/9). */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status ask(struct test_db *test, int64_t seen_version, const struct str *items, size_t count,
                       const char *reason, const char *at, struct change_outcome *out)
{
    struct supplement_request request = { received.code, seen_version, items, count, str_of(reason) };
    struct form_issued slip;

    return dossier_supplement_ask(test->db, test->arena, centre.specialist, test_moment(at), &request, out, &slip);
}

static enum ending_fault fault;

static enum status allow(struct test_db *test, struct actor actor, int64_t seen_version, const char *basis,
                         struct change_outcome *out)
{
    struct allowance_request request = { received.code, seen_version, STR("Phát hiện giấy tờ giả"), str_of(basis) };

    return dossier_supplement_allow(test->db, test->arena, actor, test_moment("2025-09-10 08:00"), &request, out,
                                    &fault);
}

static const struct str two_items[] = { STR_INIT("Tờ khai: chưa ký"), STR_INIT("Giấy chứng sinh: thiếu bản chính") };

static void everything_is_asked_for_on_one_slip(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test);

    CHECK_OK(ask(test, 2, two_items, 2, "Hồ sơ chưa đủ", "2025-08-28 09:00", &outcome));
    CHECK_INT(outcome.state, DOSSIER_SUPPLEMENT);
    struct form_kept slip;

    CHECK_OK(form_issue_newest(test->db, test->arena, centre.office_id, outcome.dossier_id, FORM_SUPPLEMENT, &slip));
    CHECK_INT(slip.content.number, 1);
    CHECK_INT(slip.content.rows.count, 2);
    CHECK_STR(slip.content.rows.cells[0], "Tờ khai: chưa ký");
    CHECK_STR(slip.content.rows.cells[1], "Giấy chứng sinh: thiếu bản chính");
    CHECK(str_contains(test_db_text(test, "SELECT facts FROM dossier_event WHERE event = 'ask-supplement'"),
                       STR("\"form\":{\"form\":\"02\",\"hash\":\"")));
}

static void a_slip_that_says_nothing_is_not_issued(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    const struct str blank[] = { STR("Tờ khai"), STR("  ") };
    struct str many[SUPPLEMENT_ITEMS_MAX + 1];
    char words[SUPPLEMENT_ITEM_CHARS_MAX + 2] = { 0 };
    begin(test);

    for (int i = 0; i < SUPPLEMENT_ITEMS_MAX + 1; i++)
        many[i] = STR("Tờ khai");
    for (int i = 0; i < SUPPLEMENT_ITEM_CHARS_MAX + 1; i++)
        words[i] = 'a';
    const struct str too_long[] = { str_of(words) };

    CHECK_STATUS(ask(test, 2, NULL, 0, "Thiếu", "2025-08-28 09:00", &outcome), ST_INVALID);
    CHECK_STATUS(ask(test, 2, blank, 2, "Thiếu", "2025-08-28 09:00", &outcome), ST_INVALID);
    CHECK_STATUS(ask(test, 2, many, SUPPLEMENT_ITEMS_MAX + 1, "Thiếu", "2025-08-28 09:00", &outcome), ST_TOO_LARGE);
    CHECK_STATUS(ask(test, 2, too_long, 1, "Thiếu", "2025-08-28 09:00", &outcome), ST_TOO_LARGE);
    CHECK_STATUS(ask(test, 2, two_items, 2, " ", "2025-08-28 09:00", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_REASON);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '02'"), 0);
    CHECK_INT(test_db_number(test, "SELECT version FROM dossier"), 2);
}

static void a_second_time_is_refused(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test);

    CHECK_OK(ask(test, 2, two_items, 2, "Thiếu", "2025-08-28 09:00", &outcome));
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_SUPPLEMENT, 0, "2025-09-09 14:00");
    CHECK_STATUS(ask(test, 4, two_items, 2, "Còn thiếu", "2025-09-09 15:00", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_ONCE_ONLY);
}

static void a_leader_allows_it_on_a_legal_basis_and_it_counts_as_the_officers_fault(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test);

    CHECK_OK(ask(test, 2, two_items, 2, "Thiếu", "2025-08-28 09:00", &outcome));
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_SUPPLEMENT, 0, "2025-09-09 14:00");
    CHECK_STATUS(allow(test, centre.specialist, 4, "Điều 19 NĐ 61/2018", &outcome), ST_FORBIDDEN);
    CHECK_INT(fault, ENDING_FINE); /* who it is not for hears nothing of the basis */
    CHECK_STATUS(allow(test, centre.leader, 4, "theo quy định", &outcome), ST_INVALID);
    CHECK_INT(fault, ENDING_NO_BASIS);
    CHECK_OK(allow(test, centre.leader, 4, "Điều 19 NĐ 61/2018", &outcome));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM officer_fault"), 0); /* allowed, not yet done */
    CHECK_OK(ask(test, 5, two_items, 1, "Còn thiếu", "2025-09-10 09:00", &outcome));
    CHECK_INT(test_db_number(test, "SELECT supplement FROM officer_fault"), 2);
    CHECK(test_db_number(test, "SELECT account_id FROM officer_fault") == centre.specialist.account_id);
    CHECK(test_db_number(test, "SELECT allowed_by_id FROM officer_fault") == centre.leader.account_id);
    CHECK_STR(test_db_text(test, "SELECT legal_basis FROM officer_fault"), "Điều 19 NĐ 61/2018");
    CHECK_INT(test_db_number(test, "SELECT SUM(officer_faults) FROM month_count"), 1);
    CHECK_INT(test_db_number(test, "SELECT allowances FROM dossier"), 1);
    CHECK_INT(test_db_number(test, "SELECT number FROM form_issue WHERE form_kind = '02' ORDER BY number DESC LIMIT 1"),
              2);
    test_dossier_move(&centre, centre.counter, received.code, 6, EVENT_SUPPLEMENT, 0, "2025-09-10 14:00");
    CHECK_STATUS(ask(test, 7, two_items, 1, "Còn nữa", "2025-09-10 15:00", &outcome), ST_INVALID);
}

static void a_return_within_three_working_days_is_in_time(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    struct dossier_reading reading;
    struct moment now = test_moment("2025-08-28 09:00"), return_by;
    begin(test);

    CHECK_OK(dossier_reading_of(test->db, test->arena, centre.office_id, received.code, now, &reading));
    CHECK_OK(dossier_supplement_return_by(test->db, test->arena, centre.office_id, &reading, now, &return_by));
    CHECK_INT(return_by.ms, test_moment("2025-09-03 17:30").ms);
    CHECK_OK(ask(test, 2, two_items, 2, "Thiếu", "2025-09-03 17:30", &outcome));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event WHERE facts LIKE '%is_late_return%'"), 0);
}

static void the_minute_after_is_too_late(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test);

    CHECK_OK(ask(test, 2, two_items, 2, "Thiếu", "2025-09-03 17:31", &outcome));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event WHERE facts LIKE '%\"is_late_return\":true%'"),
              1);
}

/* Registered by the evening of the day it came: nobody has three days to find a paper missing. */
static void a_return_is_never_in_time_after_the_term(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test);

    received = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");
    CHECK_OK(ask(test, 2, two_items, 2, "Thiếu", "2025-08-28 09:00", &outcome));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event WHERE facts LIKE '%\"is_late_return\":true%'"),
              1);
}

static enum status ask_once(struct test_db *test)
{
    struct change_outcome outcome;

    return ask(test, 2, two_items, 2, "Thiếu", "2025-08-28 09:00", &outcome);
}

static void a_failing_statement_leaves_no_number_used_up(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK(test_db_fail_each_statement(test, ask_once) > 8);
    CHECK_INT(test_db_number(test, "SELECT number FROM form_issue WHERE form_kind = '02'"), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(everything_is_asked_for_on_one_slip),
    test_db_each(a_slip_that_says_nothing_is_not_issued),
    test_db_each(a_second_time_is_refused),
    test_db_each(a_leader_allows_it_on_a_legal_basis_and_it_counts_as_the_officers_fault),
    test_db_each(a_return_within_three_working_days_is_in_time),
    test_db_each(the_minute_after_is_too_late),
    test_db_each(a_return_is_never_in_time_after_the_term),
    test_db_each(a_failing_statement_leaves_no_number_used_up),
};
TEST_DB_MAIN(tests)
