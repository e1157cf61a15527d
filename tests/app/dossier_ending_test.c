/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_ending.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status end(struct test_db *test, struct actor actor, struct ending_request request,
                       struct change_outcome *out, enum ending_fault *out_fault)
{
    struct form_issued form;

    request.code = received.code;
    return dossier_ending_apply(test->db, test->arena, actor, test_moment("2025-08-28 09:00"), &request, out, out_fault,
                                &form);
}

static void a_stop_rests_on_the_law_and_issues_its_notice(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum ending_fault fault;
    struct form_kept notice;
    struct ending_request stop = { .seen_version = 2,
                                   .event = EVENT_STOP,
                                   .grounds.words = STR("Đất đang tranh chấp") };
    begin(test);

    CHECK_STATUS(end(test, centre.specialist, stop, &outcome, &fault), ST_INVALID);
    CHECK_INT(fault, ENDING_NO_BASIS);
    stop.grounds.legal_basis = STR("Điều 7 Thông tư 03/2025/TT-VPCP");
    CHECK_OK(end(test, centre.specialist, stop, &outcome, &fault));
    CHECK_INT(outcome.state, DOSSIER_STOPPED);
    CHECK_OK(form_issue_newest(test->db, test->arena, centre.office_id, outcome.dossier_id, FORM_STOP, &notice));
    CHECK_STR(notice.content.texts[FORM_TEXT_reason], "Đất đang tranh chấp");
    CHECK_STR(notice.content.texts[FORM_TEXT_stage], "Đang xử lý");
    CHECK_STR(notice.content.texts[FORM_TEXT_settlement], "không phát sinh");
}

static void a_machine_is_no_reason(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum ending_fault fault;
    struct ending_request stop = { .seen_version = 2,
                                   .event = EVENT_STOP,
                                   .grounds.words = STR("Do lỗi hệ thống dịch vụ công"),
                                   .grounds.legal_basis = STR("NĐ 118/2025") };
    begin(test);

    CHECK_STATUS(end(test, centre.specialist, stop, &outcome, &fault), ST_INVALID);
    CHECK_INT(fault, ENDING_BLAMES_A_MACHINE);
    CHECK_INT(test_db_number(test, "SELECT version FROM dossier"), 2);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '05'"), 0);
}

static void a_citizen_withdraws_without_a_law_while_nothing_is_signed(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum ending_fault fault;
    struct ending_request withdraw = { .seen_version = 2,
                                       .event = EVENT_WITHDRAW,
                                       .grounds.words = STR("Không còn nhu cầu"),
                                       .settlement = STR("hoàn trả 15.000 đồng") };
    begin(test);

    CHECK_OK(end(test, centre.counter, withdraw, &outcome, &fault));
    CHECK_INT(outcome.state, DOSSIER_WITHDRAWN);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '05'"), 1);
}

static void a_signed_decision_can_be_neither_withdrawn_nor_stopped(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    enum ending_fault fault;
    struct ending_request withdraw = { .seen_version = 4, .event = EVENT_WITHDRAW, .grounds.words = STR("Xin rút") };
    struct ending_request stop = {
        .seen_version = 4, .event = EVENT_STOP, .grounds.words = STR("Dừng"), .grounds.legal_basis = STR("NĐ 118/2025")
    };
    begin(test);

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
    test_dossier_move(&centre, centre.leader, received.code, 3, EVENT_APPROVE, 0, "2025-08-27 11:10");
    CHECK_STATUS(end(test, centre.counter, withdraw, &outcome, &fault), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NO_SUCH_STEP);
    CHECK_STATUS(end(test, centre.specialist, stop, &outcome, &fault), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NO_SUCH_STEP);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '05'"), 0);
}

static struct ending_request plain_stop(void)
{
    return (struct ending_request){ .seen_version = 2,
                                    .event = EVENT_STOP,
                                    .grounds.words = STR("Đất đang tranh chấp"),
                                    .grounds.legal_basis = STR("Điều 7 Thông tư 03/2025/TT-VPCP") };
}

static enum status stop_once(struct test_db *test)
{
    struct change_outcome outcome;
    enum ending_fault fault;

    return end(test, centre.specialist, plain_stop(), &outcome, &fault);
}

static void a_failing_statement_leaves_nothing_half_written(void **state)
{
    struct test_db *test = *state;
    begin(test);

    CHECK(test_db_fail_each_statement(test, stop_once) > 8);
    CHECK_INT(test_db_number(test, "SELECT number FROM form_issue WHERE form_kind = '05'"), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_stop_rests_on_the_law_and_issues_its_notice),
    test_db_each(a_machine_is_no_reason),
    test_db_each(a_citizen_withdraws_without_a_law_while_nothing_is_signed),
    test_db_each(a_signed_decision_can_be_neither_withdrawn_nor_stopped),
    test_db_each(a_failing_statement_leaves_nothing_half_written),
};
TEST_DB_MAIN(tests)
