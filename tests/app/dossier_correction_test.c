/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_correction.h"

#include "app/dossier_extension.h"
#include "app/form_issue.h"
#include "app/message_outbox.h"
#include "app/payment_desk.h"
#include "app/verify.h"
#include "support/test_dossier.h"

#include <inttypes.h>

static struct test_centre centre;
static struct intake_received received;
static struct intake_faults faults;
static struct correction_outcome outcome;
static struct actor other_specialist; /* of KT, which handles "2.000100" */

/* "1.001193" is of VP and of the same day, "1.004873" of VP and 3 working days; "2.000100" is of KT and 5 working days,
 * in force since 2025-07-01 and another version since 2025-09-22; "3.000001" began only on 2025-09-22. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    other_specialist = test_office_person(test, centre.office_id, "kinhte1", ROLE_SPECIALIST, "KT");
    int64_t unit_id = test_office_unit(test, centre.office_id, "KT");

    test_db_run(
        test,
        arena_printf(
            test->arena,
            "INSERT INTO procedure_version (procedure_version_id, office_id, procedure_code, name, field, unit_id, "
            "result, legal_basis, certainty, effective_from_on, effective_to_on, is_same_day, name_fold) VALUES "
            "(911, %" PRId64 ", '2.000100', 'Đăng ký hộ kinh doanh', 'Hộ kinh doanh', %" PRId64 ", 'Giấy chứng nhận', "
            "'01/2021/NĐ-CP', 'verified', '2025-07-01', '2025-09-21', 0, 'dang ky ho kinh doanh'), "
            "(912, %" PRId64 ", '2.000100', 'Đăng ký hộ kinh doanh', 'Hộ kinh doanh', %" PRId64 ", 'Giấy chứng nhận', "
            "'168/2025/NĐ-CP', 'verified', '2025-09-22', NULL, 0, 'dang ky ho kinh doanh'), "
            "(913, %" PRId64 ", '3.000001', 'Thủ tục mới', 'Hộ tịch', %" PRId64 ", 'Giấy', '1/2025/NĐ-CP', 'verified', "
            "'2025-09-22', NULL, 0, 'thu tuc moi');"
            "INSERT INTO procedure_term (procedure_version_id, channel, term_amount, term_unit, fee_vnd) VALUES "
            "(911, 'counter', 5, 'working-day', 100000), (912, 'counter', 2, 'working-day', 100000), "
            "(913, 'counter', 2, 'working-day', 0);"
            "INSERT INTO procedure_paper (procedure_version_id, position, name, paper_kind, quantity, is_required) "
            "VALUES (911, 1, 'Giấy đề nghị', 'form', 1, 1), (912, 1, 'Giấy đề nghị', 'form', 1, 1);",
            centre.office_id, unit_id, centre.office_id, unit_id, centre.office_id, unit_id)
            .at);
}

/* Thursday 18/09/2025, 10:00; offices open 7:30-11:30 and 13:30-17:30. */
static void begin_received(struct test_db *test, const char *procedure_code, bool is_forwarded)
{
    begin(test);
    received = test_dossier_receive(&centre, procedure_code, is_forwarded ? centre.specialist.account_id : 0,
                                    "2025-09-18 10:00");
}

static struct correction_request request_for(const char *procedure_code)
{
    return (struct correction_request){ .code = received.code,
                                        .seen_version = received.version,
                                        .typed = test_intake(&centre, procedure_code).typed,
                                        .reason = STR("Gõ nhầm khi tiếp nhận") };
}

static enum status correct_as(struct actor actor, const struct correction_request *request, const char *at)
{
    return dossier_correction_apply(centre.test->db, centre.test->arena, actor, test_moment(at), request, &faults,
                                    &outcome);
}

static enum status correct(const struct correction_request *request, const char *at)
{
    return correct_as(centre.counter, request, at);
}

static struct str verify_fault(void)
{
    struct verify_result result;

    CHECK_OK(verify_all(centre.test->db, centre.test->arena, NULL, NULL, &result));
    return result.fault;
}

static struct str text_of(const char *column)
{
    return test_db_text(centre.test, arena_printf(centre.test->arena, "SELECT %s FROM dossier", column).at);
}

static int64_t number_of(const char *column)
{
    return test_db_number(centre.test, arena_printf(centre.test->arena, "SELECT %s FROM dossier", column).at);
}

static int64_t count_of(const char *column, const char *procedure_code)
{
    return test_db_number(centre.test, arena_printf(centre.test->arena,
                                                    "SELECT COALESCE(SUM(%s), 0) FROM month_count WHERE month = "
                                                    "'2025-09' AND procedure_code = '%s'",
                                                    column, procedure_code)
                                           .at);
}

static void check_nothing_changed(void)
{
    CHECK_INT(number_of("version"), received.version);
    CHECK_INT(number_of("receipt_version"), 1);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM form_issue"), 1);
    CHECK_STR(verify_fault(), NULL);
}

/* ---- Names and papers --------------------------------------------------------------------------- */

static void a_name_and_a_paper_are_put_right(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.001193");
    struct paper_typed papers[] = { { .position = 1, .verdict = STR("ok") },
                                    { .position = 2, .verdict = STR("ok"), .quantity = STR("2") } };

    request.typed.papers = papers;
    request.typed.fields[INTAKE_applicant] = STR("Nguyễn Thị Mầu");
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_INT(outcome.change.version, 3);
    CHECK_INT(outcome.differences.count, 2);
    CHECK_STR(text_of("applicant"), "Nguyễn Thị Mầu");
    CHECK_STR(text_of("applicant_fold"), "nguyen thi mau");
    CHECK_STR(text_of("state"), "processing");
    CHECK_INT(number_of("holder_id"), centre.specialist.account_id);
    CHECK_INT(number_of("received_at"), test_moment("2025-09-18 10:00").ms);
    CHECK_INT(number_of("due_at"), test_moment("2025-09-18 17:30").ms);
    CHECK_INT(number_of("promised_at"), test_moment("2025-09-18 17:30").ms);
    CHECK_INT(number_of("receipt_version"), 2);
    CHECK_INT(test_db_number(centre.test, "SELECT quantity FROM dossier_paper WHERE position = 2"), 2);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM dossier_paper"), 2);
    CHECK_INT(count_of("received", "1.001193"), 1);
    CHECK_STR(verify_fault(), NULL);
}

static void the_log_keeps_what_stood_there_before(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.001193");
    const struct json *facts, *change;
    struct str text;

    request.typed.fields[INTAKE_phone] = STR("0912 345 678");
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_STR(test_db_text(centre.test, "SELECT reason FROM dossier_event WHERE event = 'correct'"),
              "Gõ nhầm khi tiếp nhận");
    CHECK_OK(json_parse(centre.test->arena,
                        test_db_text(centre.test, "SELECT facts FROM dossier_event WHERE event = 'correct'"), 10000,
                        &facts, NULL));
    CHECK_INT(json_count(json_get(facts, "changes")), 1);
    change = json_item(json_get(facts, "changes"), 0);
    CHECK(json_get_str(change, "name", &text));
    CHECK_STR(text, "phone");
    CHECK(json_get_str(change, "label", &text));
    CHECK_STR(text, "Số điện thoại");
    CHECK(json_get_str(change, "before", &text));
    CHECK_STR(text, "");
    CHECK(json_get_str(change, "after", &text));
    CHECK_STR(text, "0912345678");
}

static void what_was_corrected_cannot_be_edited_behind_its_back(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.001193");

    request.typed.fields[INTAKE_applicant] = STR("Nguyễn Thị Mầu");
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_STR(verify_fault(), NULL);
    test_db_run(*state, "UPDATE dossier SET applicant = 'Nguyễn Thị Mẫu';"); /* as it was before */
    CHECK(str_contains(verify_fault(), STR("what was received is not what was sealed")));
    test_db_run(*state, "UPDATE dossier SET applicant = 'Nguyễn Thị Mầu', receipt_version = 1;");
    CHECK(str_contains(verify_fault(), STR("receipt_version is not what its events say")));
}

static void the_receipt_gets_another_version_and_the_first_is_void(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.001193");
    struct form_kept first, second;

    request.typed.fields[INTAKE_applicant] = STR("Nguyễn Thị Mầu");
    CHECK_OK(form_issue_newest(centre.test->db, centre.test->arena, centre.office_id, received.dossier_id, FORM_RECEIPT,
                               &first));
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_OK(form_issue_newest(centre.test->db, centre.test->arena, centre.office_id, received.dossier_id, FORM_RECEIPT,
                               &second));
    CHECK_OK(form_issue_load(centre.test->db, centre.test->arena, centre.office_id, first.form_id, &first));
    CHECK_INT(first.voided_at.ms, test_moment("2025-09-18 11:00").ms);
    CHECK_STR(first.void_reason, "Gõ nhầm khi tiếp nhận");
    CHECK_INT(first.replaced_by, 2);
    CHECK_INT(second.content.version, 2);
    CHECK_INT(second.content.number, first.content.number);
    CHECK(!moment_is_given(second.voided_at));
}

static void people_and_answers_are_replaced_whole(void **state)
{
    begin_received(*state, "1.001193", false);
    struct correction_request request = request_for("1.001193");
    struct answer_typed answers[] = { { STR_INIT("nop-thay"), STR_INIT("yes") } };
    struct person_typed *submitter = &request.typed.persons[PERSON_SUBMITTER];

    request.typed.answers = answers;
    request.typed.answer_count = 1;
    submitter->is_given = true;
    submitter->fields[PERSON_name] = STR("Trần Văn Mẫu");
    submitter->fields[PERSON_identity_number] = STR("097085004321");
    submitter->fields[PERSON_authorisation] = STR("Giấy ủy quyền 12/2025");
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_STR(test_db_text(*state, "SELECT full_name FROM dossier_person"), "Trần Văn Mẫu");
    CHECK_STR(text_of("answers"), "nop-thay=yes");
    CHECK_STR(verify_fault(), NULL);
    request = request_for("1.001193");
    request.seen_version = 2;
    CHECK_OK(correct(&request, "2025-09-18 11:10")); /* once more, back to what it was */
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM dossier_person"), 0);
    CHECK_INT(number_of("receipt_version"), 3);
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM form_issue WHERE voided_at IS NULL"), 1);
    CHECK_STR(verify_fault(), NULL);
}

static void the_citizen_is_told_at_the_new_number_and_not_at_the_wrong_one(void **state)
{
    struct message_transports open = { .is_open = { [MESSAGE_SMS] = true } };
    struct intake_request wrong;

    begin(*state);
    CHECK_OK(message_outbox_set_transports(centre.test->db, centre.test->arena, open, test_moment("2025-09-18 09:30")));
    wrong = test_intake(&centre, "1.001193");
    wrong.typed.fields[INTAKE_phone] = STR("0912345679");
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                    test_moment("2025-09-18 10:00"), &wrong, &faults, &received));
    struct correction_request request = request_for("1.001193");

    request.typed.fields[INTAKE_phone] = STR("0912345678");
    CHECK_OK(correct(&request, "2025-09-18 10:01"));
    CHECK_INT(test_db_number(*state, "SELECT COUNT(*) FROM message"), 2);
    CHECK_STR(test_db_text(*state, "SELECT state FROM message WHERE message_kind = 'received'"), "cancelled");
    CHECK_STR(test_db_text(*state, "SELECT recipient FROM message WHERE state = 'waiting'"), "0912345678");
    CHECK(str_starts_with(test_db_text(*state, "SELECT body FROM message WHERE message_kind = 'corrected'"),
                          STR("Giay tiep nhan ho so H55.12.07-")));
}

/* ---- Procedure and channel ---------------------------------------------------------------------- */

static void another_procedure_has_its_own_term_from_the_same_start(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.004873");

    CHECK_OK(correct(&request, "2025-09-19 08:00"));
    CHECK_INT(number_of("procedure_version_id"), 902);
    CHECK_INT(number_of("holder_id"), centre.specialist.account_id); /* the same unit: the same officer */
    CHECK_INT(number_of("received_at"), test_moment("2025-09-18 10:00").ms);
    CHECK_INT(number_of("due_at"), test_moment("2025-09-23 17:30").ms);
    CHECK_INT(number_of("promised_at"), test_moment("2025-09-23 17:30").ms);
    CHECK_INT(outcome.due_before.ms, test_moment("2025-09-18 17:30").ms);
    CHECK_INT(outcome.due.ms, test_moment("2025-09-23 17:30").ms);
    CHECK_INT(outcome.promised_before.ms, test_moment("2025-09-18 17:30").ms);
    CHECK_INT(count_of("received", "1.001193"), 0);
    CHECK_INT(count_of("received", "1.004873"), 1);
    CHECK_STR(verify_fault(), NULL);
    received.version = 3;
    test_dossier_finish(&centre, received, "2025-09-23 10:00");
    CHECK_INT(count_of("finished_early + finished_on_time", "1.004873"), 1);
    CHECK_INT(count_of("finished_early + finished_on_time + finished_late", "1.001193"), 0);
    CHECK_STR(verify_fault(), NULL);
}

/* "1.004873" is due on 23/09 at 17:30; the head grants until 25/09 at 16:00. */
static void extend(struct test_db *test)
{
    struct change_outcome change;
    enum extension_fault fault;
    struct form_issued apology;

    begin_received(test, "1.004873", true);
    struct extension_request request = { received.code, 2, STR("Chờ xác minh"), test_moment("2025-09-25 16:00") };
    CHECK_OK(dossier_extension_ask(test->db, test->arena, centre.specialist, test_moment("2025-09-22 08:00"), &request,
                                   &change, &fault));
    CHECK_OK(dossier_extension_grant(test->db, test->arena, centre.head, test_moment("2025-09-22 09:00"), received.code,
                                     3, &change, &fault, &apology));
    received.version = 4;
}

static void an_appointment_that_was_granted_falls_when_the_right_term_is_longer(void **state)
{
    struct test_db *test = *state;
    struct correction_request request;
    extend(test);

    test_db_run(test, "UPDATE procedure_term SET term_amount = 5, term_unit = 'working-day' WHERE "
                      "procedure_version_id = 901 AND channel = 'counter'");
    request = request_for("1.001193");
    CHECK_OK(correct(&request, "2025-09-22 10:00"));
    CHECK_INT(test_db_number(test, "SELECT promised_at FROM dossier"), test_moment("2025-09-25 17:30").ms);
    CHECK_INT(test_db_number(test, "SELECT COALESCE(extended_to_at, 0) FROM dossier"), 0);
    CHECK_INT(outcome.extended_to.ms, 0);
    CHECK_INT(outcome.ended_extension_to.ms, test_moment("2025-09-25 16:00").ms);
    CHECK(!str_contains(test_db_text(test, "SELECT content FROM form_issue WHERE form_kind = '01' AND version = 2"),
                        STR("ngày hẹn mới")));
    CHECK_INT(test_db_number(test, "SELECT is_choice_made FROM dossier"), 1); /* one extension is all there is */
    CHECK_STR(verify_fault(), NULL);
}

static void an_appointment_that_was_granted_stays_when_the_right_term_is_shorter(void **state)
{
    struct test_db *test = *state;
    struct correction_request request;
    extend(test);

    request = request_for("1.001193"); /* of the same day */
    CHECK_OK(correct(&request, "2025-09-22 10:00"));
    CHECK_INT(test_db_number(test, "SELECT due_at FROM dossier"), test_moment("2025-09-18 17:30").ms);
    CHECK_INT(test_db_number(test, "SELECT extended_to_at FROM dossier"), test_moment("2025-09-25 16:00").ms);
    CHECK_INT(outcome.extended_to.ms, test_moment("2025-09-25 16:00").ms);
    CHECK_INT(outcome.ended_extension_to.ms, 0);
    CHECK(str_contains(
        test_db_text(test, "SELECT content FROM form_issue WHERE form_kind = '01' AND version = 2"),
        STR("16 giờ 00 phút, ngày 25 tháng 9 năm 2025 (ngày hẹn mới theo Mẫu 04; hạn theo quy định: 17 giờ "
            "30 phút, ngày 18 tháng 9 năm 2025)")));
    CHECK_STR(verify_fault(), NULL);
}

static void a_procedure_of_another_unit_needs_its_handler(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("2.000100");

    CHECK_STATUS(correct(&request, "2025-09-18 11:00"), ST_INVALID);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, "forward_to");
    CHECK_INT(faults.at[0].kind, INTAKE_MISSING);
    request.handler_id = centre.colleague.account_id; /* of the old unit */
    CHECK_STATUS(correct(&request, "2025-09-18 11:00"), ST_INVALID);
    CHECK_INT(faults.at[0].kind, INTAKE_NOT_A_PERSON);
    check_nothing_changed();
    request.handler_id = other_specialist.account_id;
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_INT(number_of("holder_id"), other_specialist.account_id);
    CHECK_INT(number_of("held_since_at"), test_moment("2025-09-18 11:00").ms);
    CHECK_INT(number_of("unit_id"), test_office_unit(*state, centre.office_id, "KT"));
    CHECK_INT(number_of("due_at"), test_moment("2025-09-25 17:30").ms);
    CHECK_STR(verify_fault(), NULL);
}

static void while_the_counter_has_it_nobody_is_chosen(void **state)
{
    begin_received(*state, "1.001193", false);
    struct correction_request request = request_for("2.000100");

    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_INT(number_of("holder_id"), centre.counter.account_id);
    CHECK_STR(text_of("state"), "received");
    test_dossier_move(&centre, centre.counter, received.code, 2, EVENT_FORWARD, other_specialist.account_id,
                      "2025-09-18 11:05");
    CHECK_STR(verify_fault(), NULL);
}

static void the_version_is_the_one_in_force_when_it_came(void **state)
{
    begin_received(*state, "1.001193", false);
    struct correction_request request = request_for("2.000100");

    CHECK_OK(correct(&request, "2025-09-23 08:00")); /* another version is in force by now */
    CHECK_INT(number_of("procedure_version_id"), 911);
    CHECK_INT(number_of("due_at"), test_moment("2025-09-25 17:30").ms);
    request = request_for("3.000001");
    request.seen_version = 2;
    CHECK_STATUS(correct(&request, "2025-09-23 09:00"), ST_INVALID);
    CHECK_STR(faults.at[faults.count - 1].place, "procedure_code");
    CHECK_INT(faults.at[faults.count - 1].kind, INTAKE_NOT_IN_FORCE_THEN);
}

static void another_channel_is_counted_as_such(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.001193");

    request.typed.fields[INTAKE_channel] = STR("online");
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_STR(text_of("channel"), "online");
    CHECK_INT(test_db_number(*state, "SELECT received FROM month_count WHERE channel = 'counter'"), 0);
    CHECK_INT(test_db_number(*state, "SELECT received FROM month_count WHERE channel = 'online'"), 1);
    CHECK_STR(verify_fault(), NULL);
    request.typed.fields[INTAKE_channel] = STR("post"); /* this procedure does not come by post */
    request.seen_version = 3;
    CHECK_STATUS(correct(&request, "2025-09-18 11:05"), ST_INVALID);
    CHECK_INT(faults.at[0].kind, INTAKE_NOT_IN_FORCE_THEN);
}

static void faults_of_officers_are_counted_with_the_procedure(void **state)
{
    begin_received(*state, "1.004873", true);
    struct correction_request request = request_for("1.001193");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-09-18 11:00");
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_SUPPLEMENT, 0, "2025-09-19 08:00");
    test_dossier_move(&centre, centre.leader, received.code, 4, EVENT_ALLOW_SUPPLEMENT, 0, "2025-09-19 09:00");
    test_dossier_move(&centre, centre.specialist, received.code, 5, EVENT_ASK_SUPPLEMENT, 0, "2025-09-19 10:00");
    CHECK_INT(count_of("officer_faults", "1.004873"), 1);
    request.seen_version = 6;
    CHECK_OK(correct(&request, "2025-09-19 11:00"));
    CHECK_INT(count_of("officer_faults", "1.004873"), 0);
    CHECK_INT(count_of("officer_faults", "1.001193"), 1);
    CHECK_STR(text_of("state"), "supplement"); /* the citizen still has it: nothing is due */
    CHECK_INT(number_of("due_at"), DEADLINE_NEVER.ms);
    CHECK_INT(number_of("promised_at"), test_moment("2025-09-18 17:30").ms);
    CHECK_STR(verify_fault(), NULL);
}

static void fees_that_were_set_stay(void **state)
{
    struct fee_typed copies = { .tariff_code = STR("ban-sao"), .pages = STR("1"), .count = STR("3") };
    struct fees_typed fees = { .lines = &copies, .line_count = 1 };
    struct payment_outcome set;
    struct fee_account account;

    begin_received(*state, "1.004873", true);
    test_db_run(*state,
                arena_printf(centre.test->arena,
                             "INSERT INTO tariff (tariff_id, office_id, tariff_code, name, tariff_unit, setter, "
                             "certainty, legal_basis, cap_vnd, effective_from_on) VALUES (801, %" PRId64 ", 'ban-sao', "
                             "'Phí bản sao', 'page', 'law', 'verified', '226/2016/TT-BTC', 200000, '2025-07-01');"
                             "INSERT INTO tariff_price (tariff_id, position, channel, from_unit, price_vnd) VALUES "
                             "(801, 1, NULL, 1, 2000);"
                             "UPDATE procedure_version SET tariffs = 'ban-sao' WHERE procedure_version_id = 902;",
                             centre.office_id)
                    .at);
    CHECK_OK(payment_desk_set(centre.test->db, centre.test->arena, centre.counter, test_moment("2025-09-18 10:30"),
                              received.code, 2, &fees, &faults, &set));
    struct correction_request request = request_for("1.001193"); /* which has no such fee */

    request.seen_version = 3;
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_OK(payment_desk_account(centre.test->db, centre.test->arena, received.dossier_id, &account));
    CHECK_INT(account.lines.count, 1);
    CHECK_INT(account.open_vnd, 6000);
    CHECK_STR(verify_fault(), NULL);
}

/* ---- When it cannot be -------------------------------------------------------------------------- */

static void everything_that_is_wrong_is_said_at_once(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.001193");

    request.reason = STR("  ");
    request.typed.fields[INTAKE_applicant] = STR("");
    request.typed.paper_count = 1;
    CHECK_STATUS(correct(&request, "2025-09-18 11:00"), ST_INVALID);
    CHECK_INT(faults.count, 3);
    CHECK_STR(faults.at[0].place, "reason");
    CHECK_STR(faults.at[1].place, "applicant");
    CHECK_STR(faults.at[2].place, "paper_2");
    check_nothing_changed();
}

static void nothing_corrected_is_no_correction(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.001193");

    CHECK_STATUS(correct(&request, "2025-09-18 11:00"), ST_INVALID);
    CHECK_INT(faults.at[0].kind, INTAKE_NOTHING_CORRECTED);
    check_nothing_changed();
}

static void a_look_at_what_it_would_change_writes_nothing(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.004873");
    struct str before = test_db_fingerprint(*state);

    CHECK_OK(dossier_correction_review(centre.test->db, centre.test->arena, centre.counter,
                                       test_moment("2025-09-18 11:00"), &request, &faults, &outcome));
    CHECK_INT(outcome.differences.count, 2); /* the procedure, and a paper it does not ask for */
    CHECK_INT(outcome.due.ms, test_moment("2025-09-23 17:30").ms);
    CHECK_STR(test_db_fingerprint(*state), arena_c_string(centre.test->arena, before));
}

static void only_the_counter_corrects_and_only_what_it_saw(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.004873");

    CHECK_STATUS(correct_as(centre.specialist, &request, "2025-09-18 11:00"), ST_FORBIDDEN);
    CHECK_INT(outcome.change.refusal, MOVE_NOT_YOUR_ROLE);
    CHECK_STATUS(correct_as(centre.leader, &request, "2025-09-18 11:00"), ST_FORBIDDEN);
    request.seen_version = 1;
    CHECK_STATUS(correct(&request, "2025-09-18 11:00"), ST_CONFLICT);
    request = request_for("1.004873");
    request.code = STR("H55.12.07-250918-9999");
    CHECK_STATUS(correct(&request, "2025-09-18 11:00"), ST_NOT_FOUND);
    check_nothing_changed();
}

static void what_waits_to_be_signed_is_sent_back_first(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.004873");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-18 11:00");
    request.seen_version = 3;
    CHECK_STATUS(correct(&request, "2025-09-18 11:05"), ST_INVALID);
    CHECK_INT(outcome.change.refusal, MOVE_NEEDS_SENDING_BACK);
    test_dossier_move(&centre, centre.leader, received.code, 3, EVENT_SEND_BACK, 0, "2025-09-18 11:10");
    request.seen_version = 4;
    CHECK_OK(correct(&request, "2025-09-18 11:15"));
    CHECK_STR(verify_fault(), NULL);
}

static void what_is_signed_or_not_yet_received_is_not_corrected(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.004873");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-18 11:00");
    test_dossier_move(&centre, centre.leader, received.code, 3, EVENT_APPROVE, 0, "2025-09-18 11:05");
    request.seen_version = 4;
    CHECK_STATUS(correct(&request, "2025-09-18 11:10"), ST_INVALID);
    CHECK_INT(outcome.change.refusal, MOVE_NO_SUCH_STEP);
    struct intake_request submitted = test_intake(&centre, "1.001193");
    struct intake_faults none;

    submitted.decision = INTAKE_SUBMIT;
    submitted.typed.fields[INTAKE_channel] = STR("online");
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                    test_moment("2025-09-18 14:00"), &submitted, &none, &received));
    request = request_for("1.004873");
    CHECK_STATUS(correct(&request, "2025-09-18 14:10"), ST_INVALID);
    CHECK_INT(outcome.change.refusal, MOVE_NO_SUCH_STEP);
    CHECK_STR(verify_fault(), NULL);
}

static void interlinked_procedures_are_not_exchanged_once_forwarded(void **state)
{
    begin(*state);
    test_db_run(*state, "INSERT INTO procedure_leg (procedure_version_id, position, stage, body, what, term_amount, "
                        "term_unit) VALUES (902, 1, 1, 'Công an xã', 'Thường trú', 2, 'working-day')");
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 10:00");
    struct correction_request request = request_for("1.001193");

    CHECK_STATUS(correct(&request, "2025-09-18 11:00"), ST_INVALID);
    CHECK_INT(faults.at[0].kind, INTAKE_HAS_LEGS);
    request = request_for("1.004873");
    request.typed.fields[INTAKE_applicant] = STR("Nguyễn Thị Mầu"); /* a name can be put right all the same */
    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_STR(verify_fault(), NULL);
    received = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 11:10");
    request = request_for("1.004873");
    CHECK_STATUS(correct(&request, "2025-09-18 11:20"), ST_INVALID);
    CHECK_INT(faults.at[0].kind, INTAKE_BECOMES_INTERLINKED);
}

static void a_correction_is_not_taken_back(void **state)
{
    begin_received(*state, "1.001193", true);
    struct correction_request request = request_for("1.004873");
    struct move_request back = { .code = received.code, .seen_version = 3, .event = EVENT_TAKE_BACK };
    struct change_outcome moved;

    CHECK_OK(correct(&request, "2025-09-18 11:00"));
    CHECK_STATUS(dossier_processing_apply(centre.test->db, centre.test->arena, centre.counter,
                                          test_moment("2025-09-18 11:01"), &back, &moved),
                 ST_INVALID);
    CHECK_INT(moved.refusal, MOVE_TOO_LATE);
    CHECK_STR(verify_fault(), NULL);
}

static enum status corrected(struct test_db *test)
{
    struct correction_request request = request_for("1.004873");
    (void)test;

    return correct(&request, "2025-09-18 11:00");
}

static void it_is_written_whole_or_not_at_all(void **state)
{
    begin_received(*state, "1.001193", true);
    CHECK(test_db_fail_each_statement(*state, corrected) > 20);
    CHECK_STR(verify_fault(), NULL);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_name_and_a_paper_are_put_right),
    test_db_each(the_log_keeps_what_stood_there_before),
    test_db_each(what_was_corrected_cannot_be_edited_behind_its_back),
    test_db_each(the_receipt_gets_another_version_and_the_first_is_void),
    test_db_each(people_and_answers_are_replaced_whole),
    test_db_each(the_citizen_is_told_at_the_new_number_and_not_at_the_wrong_one),
    test_db_each(another_procedure_has_its_own_term_from_the_same_start),
    test_db_each(an_appointment_that_was_granted_falls_when_the_right_term_is_longer),
    test_db_each(an_appointment_that_was_granted_stays_when_the_right_term_is_shorter),
    test_db_each(a_procedure_of_another_unit_needs_its_handler),
    test_db_each(while_the_counter_has_it_nobody_is_chosen),
    test_db_each(the_version_is_the_one_in_force_when_it_came),
    test_db_each(another_channel_is_counted_as_such),
    test_db_each(faults_of_officers_are_counted_with_the_procedure),
    test_db_each(fees_that_were_set_stay),
    test_db_each(everything_that_is_wrong_is_said_at_once),
    test_db_each(nothing_corrected_is_no_correction),
    test_db_each(a_look_at_what_it_would_change_writes_nothing),
    test_db_each(only_the_counter_corrects_and_only_what_it_saw),
    test_db_each(what_waits_to_be_signed_is_sent_back_first),
    test_db_each(what_is_signed_or_not_yet_received_is_not_corrected),
    test_db_each(interlinked_procedures_are_not_exchanged_once_forwarded),
    test_db_each(a_correction_is_not_taken_back),
    test_db_each(it_is_written_whole_or_not_at_all),
};
TEST_DB_MAIN(tests)
