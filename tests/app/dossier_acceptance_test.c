/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_acceptance.h"

#include "app/form_issue.h"
#include "app/verify.h"
#include "support/test_dossier.h"

#include <inttypes.h>

static struct test_centre centre;

/* Thursday 18/09/2025; offices open 7:30-11:30 and 13:30-17:30. */
static struct intake_received submit(enum intake_decision decision, const char *at)
{
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received = { 0 };
    struct intake_faults faults;

    request.decision = decision;
    request.reason = STR("Thiếu chữ ký");
    request.typed.fields[INTAKE_channel] = STR("online");
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter, test_moment(at), &request,
                                    &faults, &received));
    return received;
}

static enum status accept_as(struct actor actor, struct intake_received received, int64_t seen_version,
                             int64_t forward_to_id, const char *at, struct intake_faults *faults)
{
    struct acceptance_request request = { .code = received.code,
                                          .seen_version = seen_version,
                                          .typed = test_intake(&centre, "1.001193").typed,
                                          .forward_to_id = forward_to_id };
    struct change_outcome outcome;

    return dossier_acceptance_apply(centre.test->db, centre.test->arena, actor, test_moment(at), &request, faults,
                                    &outcome);
}

static void check_is_sound(void)
{
    struct verify_result result;

    CHECK_OK(verify_all(centre.test->db, centre.test->arena, NULL, NULL, &result));
    if (!result.is_sound)
        print_error("%.*s\n", STR_ARG(result.fault));
    CHECK(result.is_sound);
}

static struct str text_of(const char *column)
{
    return test_db_text(centre.test, arena_printf(centre.test->arena, "SELECT %s FROM dossier", column).at);
}

static int64_t number_of(const char *column)
{
    return test_db_number(centre.test, arena_printf(centre.test->arena, "SELECT %s FROM dossier", column).at);
}

static void what_is_submitted_waits_eight_working_hours_and_promises_nothing(void **state)
{
    centre = test_centre_found(*state);
    submit(INTAKE_SUBMIT, "2025-09-18 16:30");

    CHECK_STR(text_of("state"), "submitted");
    CHECK_INT(number_of("due_at"), test_moment("2025-09-19 16:30").ms);
    CHECK_INT(number_of("promised_at"), DEADLINE_NEVER.ms);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM form_issue"), 0);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM month_count"), 0);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM dossier_paper WHERE paper_verdict = 'unchecked'"), 2);
    check_is_sound();
}

static void acceptance_starts_the_clock_and_gives_the_receipt(void **state)
{
    centre = test_centre_found(*state);
    struct intake_received received = submit(INTAKE_SUBMIT, "2025-09-18 16:30");
    struct intake_faults faults;

    CHECK_OK(accept_as(centre.counter, received, 1, centre.specialist.account_id, "2025-09-19 08:00", &faults));
    CHECK_STR(text_of("state"), "processing");
    CHECK_INT(number_of("version"), 3);
    CHECK_INT(number_of("holder_id"), centre.specialist.account_id);
    CHECK_INT(number_of("received_at"), test_moment("2025-09-19 08:00").ms);
    CHECK_INT(number_of("due_at"), test_moment("2025-09-19 17:30").ms);
    CHECK_INT(number_of("promised_at"), test_moment("2025-09-19 17:30").ms);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '01'"), 1);
    CHECK_INT(test_db_number(centre.test, "SELECT received FROM month_count"), 1);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM dossier_paper WHERE paper_verdict = 'ok'"), 2);
    check_is_sound();
    test_db_run(centre.test, "UPDATE dossier_paper SET paper_verdict = 'unchecked';");
    struct verify_result result;

    CHECK_OK(verify_all(centre.test->db, centre.test->arena, NULL, NULL, &result));
    CHECK(!result.is_sound); /* what was accepted is what was sealed */
}

static void what_is_to_be_paid_is_set_with_the_acceptance_and_stands_on_the_receipt(void **state)
{
    centre = test_centre_found(*state);
    struct intake_received received = submit(INTAKE_SUBMIT, "2025-09-18 16:30");
    struct fee_typed copies = { .tariff_code = STR("ban-sao"), .pages = STR("1"), .count = STR("3") };
    struct fees_typed fees = { .lines = &copies, .line_count = 1 };
    struct acceptance_request request = { .code = received.code,
                                          .seen_version = 1,
                                          .typed = test_intake(&centre, "1.001193").typed,
                                          .fees = &fees,
                                          .forward_to_id = centre.specialist.account_id };
    struct intake_faults faults;
    struct change_outcome outcome;
    struct form_kept receipt;

    test_db_run(*state,
                arena_printf(centre.test->arena,
                             "INSERT INTO tariff (tariff_id, office_id, tariff_code, name, tariff_unit, setter, "
                             "certainty, legal_basis, cap_vnd, effective_from_on) VALUES (801, %" PRId64 ", 'ban-sao', "
                             "'Phí bản sao', 'page', 'law', 'verified', '226/2016/TT-BTC', 200000, '2025-07-01');"
                             "INSERT INTO tariff_price (tariff_id, position, channel, from_unit, price_vnd) VALUES "
                             "(801, 1, NULL, 1, 2000);"
                             "UPDATE procedure_version SET tariffs = 'ban-sao' WHERE procedure_code = '1.001193';",
                             centre.office_id)
                    .at);
    copies.pages = STR("nhiều");
    CHECK_STATUS(dossier_acceptance_apply(centre.test->db, centre.test->arena, centre.counter,
                                          test_moment("2025-09-19 08:00"), &request, &faults, &outcome),
                 ST_INVALID);
    CHECK_STR(text_of("state"), "submitted");
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM dossier_fee"), 0);

    copies = (struct fee_typed){ .tariff_code = STR("ban-sao"), .pages = STR("2"), .count = STR("3") };
    CHECK_OK(dossier_acceptance_apply(centre.test->db, centre.test->arena, centre.counter,
                                      test_moment("2025-09-19 08:00"), &request, &faults, &outcome));
    CHECK_STR(test_db_text(centre.test, "SELECT event FROM dossier_event WHERE version = 2"), "fee-set");
    CHECK_STR(test_db_text(centre.test, "SELECT event FROM dossier_event WHERE version = 3"), "accept");
    CHECK_STR(text_of("state"), "processing");
    CHECK_INT(test_db_number(centre.test, "SELECT SUM(due_vnd) FROM dossier_fee"), 12000);
    CHECK_OK(form_issue_newest(centre.test->db, centre.test->arena, centre.office_id, outcome.dossier_id, FORM_RECEIPT,
                               &receipt));
    CHECK(str_contains(receipt.content.texts[FORM_TEXT_fee], STR("12.000")));
    check_is_sound();
}

static void what_is_not_complete_is_not_accepted(void **state)
{
    centre = test_centre_found(*state);
    struct intake_received received = submit(INTAKE_SUBMIT, "2025-09-18 16:30");
    struct acceptance_request request = { .code = received.code, .seen_version = 1 };
    struct intake_faults faults;
    struct change_outcome outcome;

    request.typed = test_intake(&centre, "1.001193").typed;
    request.typed.paper_count = 1;
    CHECK_INT(dossier_acceptance_apply(centre.test->db, centre.test->arena, centre.counter,
                                       test_moment("2025-09-19 08:00"), &request, &faults, &outcome),
              ST_INVALID);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, "paper_2");
    CHECK_STR(text_of("state"), "submitted");
    CHECK_INT(accept_as(centre.specialist, received, 1, 0, "2025-09-19 08:00", &faults), ST_FORBIDDEN);
    CHECK_INT(accept_as(centre.counter, received, 7, 0, "2025-09-19 08:00", &faults), ST_CONFLICT);
    check_is_sound();
}

static void asked_in_one_go_it_waits_for_the_citizen_and_then_goes_on(void **state)
{
    centre = test_centre_found(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct paper_typed papers[] = { { .position = 1, .verdict = STR("ok") },
                                    { .position = 2, .verdict = STR("missing") } };
    struct intake_received received;
    struct intake_faults faults;

    request.typed.papers = papers;
    request.decision = INTAKE_ASK;
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                    test_moment("2025-09-18 10:00"), &request, &faults, &received));
    CHECK_INT(received.version, 2);
    CHECK_STR(text_of("state"), "asked");
    CHECK_INT(number_of("supplements"), 1);
    CHECK_INT(number_of("due_at"), DEADLINE_NEVER.ms);
    CHECK_STR(test_db_text(centre.test, "SELECT reason FROM dossier_event WHERE event = 'ask-supplement'"),
              "Giấy chứng sinh (chưa có)");
    check_is_sound();
    CHECK_INT(accept_as(centre.counter, received, 2, 0, "2025-09-22 08:00", &faults), ST_INVALID); /* to whom? */
    CHECK_OK(accept_as(centre.counter, received, 2, centre.specialist.account_id, "2025-09-22 08:00", &faults));
    CHECK_STR(text_of("state"), "processing");
    CHECK_INT(number_of("holder_id"), centre.specialist.account_id);
    CHECK_INT(number_of("due_at"), test_moment("2025-09-22 17:30").ms);
    check_is_sound();
}

static void nothing_wanting_is_nothing_to_ask_for(void **state)
{
    centre = test_centre_found(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;

    request.decision = INTAKE_ASK;
    CHECK_INT(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                     test_moment("2025-09-18 10:00"), &request, &faults, &received),
              ST_INVALID);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, "reason");
    CHECK_INT(faults.at[0].kind, INTAKE_NOTHING_WANTING);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM dossier"), 0);
}

static void a_refusal_in_one_go_ends_it_and_is_counted(void **state)
{
    centre = test_centre_found(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;

    request.decision = INTAKE_REJECT;
    CHECK_INT(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                     test_moment("2025-09-18 10:00"), &request, &faults, &received),
              ST_INVALID);
    CHECK_INT(faults.count, 3); /* no words, none of the reasons of law, no basis */
    CHECK_INT(faults.at[0].kind, INTAKE_NEEDS_LEGAL_REASON);
    CHECK_STR(faults.at[1].place, "refusal");
    CHECK_STR(faults.at[2].place, "legal_basis");
    request.reason = STR("Cha mẹ cư trú ở xã khác");
    request.refusal = STR("not-competent");
    request.legal_basis = STR("Điều 13 Luật Hộ tịch 60/2014/QH13");
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                    test_moment("2025-09-18 10:00"), &request, &faults, &received));
    CHECK_STR(text_of("state"), "rejected");
    CHECK_INT(number_of("COALESCE(holder_id, 0)"), 0);
    CHECK_INT(number_of("closed_at"), test_moment("2025-09-18 10:00").ms);
    CHECK_INT(test_db_number(centre.test, "SELECT refused FROM month_count"), 1);
    CHECK_INT(test_db_number(centre.test, "SELECT received FROM month_count"), 0);
    check_is_sound();
}

static void whoever_submits_online_names_nobody_who_handles_it(void **state)
{
    centre = test_centre_found(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;

    request.decision = INTAKE_SUBMIT;
    request.forward_to_id = centre.specialist.account_id;
    CHECK_INT(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                     test_moment("2025-09-18 10:00"), &request, &faults, &received),
              ST_INVALID);
    CHECK_STR(faults.at[0].place, "forward_to");
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_is_submitted_waits_eight_working_hours_and_promises_nothing),
    test_db_each(acceptance_starts_the_clock_and_gives_the_receipt),
    test_db_each(what_is_to_be_paid_is_set_with_the_acceptance_and_stands_on_the_receipt),
    test_db_each(what_is_not_complete_is_not_accepted),
    test_db_each(asked_in_one_go_it_waits_for_the_citizen_and_then_goes_on),
    test_db_each(nothing_wanting_is_nothing_to_ask_for),
    test_db_each(a_refusal_in_one_go_ends_it_and_is_counted),
    test_db_each(whoever_submits_online_names_nobody_who_handles_it),
};
TEST_DB_MAIN(tests)
