/* SPDX-License-Identifier: Apache-2.0 */
#include "app/payment_desk.h"

#include "app/office_admin.h"
#include "app/verify.h"
#include "support/test_dossier.h"

#include <stdio.h>

/* Two tariffs for "1.004873": copies by page, usual; and one of the council, open.  One exemption. */
static struct test_centre found(struct test_db *test)
{
    struct test_centre centre = test_centre_found(test);
    char script[4096];

    snprintf(
        script, sizeof script,
        "INSERT INTO tariff (tariff_id, office_id, tariff_code, name, tariff_unit, setter, certainty, legal_basis, "
        "cap_vnd, effective_from_on) VALUES "
        "(801, %lld, 'ban-sao', 'Phí bản sao', 'page', 'law', 'verified', '226/2016/TT-BTC', 200000, '2025-07-01'), "
        "(802, %lld, 'ho-tich', 'Lệ phí hộ tịch', 'case', 'provincial-council', 'verified', '97/2015/QH13', 0, "
        "'2025-07-01');"
        "INSERT INTO tariff_price (tariff_id, position, channel, from_unit, price_vnd) VALUES "
        "(801, 1, NULL, 1, 2000), (801, 2, NULL, 3, 1000);"
        "INSERT INTO fee_exemption (fee_exemption_id, office_id, exemption_code, name, percent, evidence, "
        "legal_basis, certainty, effective_from_on, tariffs) VALUES "
        "(811, %lld, 'ho-ngheo', 'Hộ nghèo', 100, 'Giấy chứng nhận', '97/2015/QH13', 'likely', '2025-07-01', "
        "'ban-sao');"
        "UPDATE procedure_version SET tariffs = 'ban-sao ho-tich' WHERE procedure_version_id = 902;",
        (long long)centre.office_id, (long long)centre.office_id, (long long)centre.office_id);
    test_db_run(test, script);
    return centre;
}

static struct fees_typed copies(struct test_db *test, const char *pages, const char *count)
{
    struct fee_typed *line = arena_new(test->arena, struct fee_typed);

    *line = (struct fee_typed){ .tariff_code = STR("ban-sao"), .pages = str_of(pages), .count = str_of(count) };
    return (struct fees_typed){ .lines = line, .line_count = 1 };
}

static enum status set(const struct test_centre *centre, struct actor actor, struct intake_received dossier,
                       int64_t version, struct fees_typed typed, struct payment_outcome *out)
{
    struct intake_faults faults;

    return payment_desk_set(centre->test->db, centre->test->arena, actor, test_moment("2025-09-18 10:00"), dossier.code,
                            version, &typed, &faults, out);
}

static enum status take(const struct test_centre *centre, struct actor actor, struct intake_received dossier,
                        int64_t version, int64_t shown_vnd, const char *key, const char *at,
                        struct payment_outcome *out)
{
    struct payment_taking taking = { .code = dossier.code,
                                     .seen_version = version,
                                     .shown_vnd = shown_vnd,
                                     .method = STR("transfer"),
                                     .reference = STR("FT25261000123"),
                                     .key = str_of(key) };

    return payment_desk_take(centre->test->db, centre->test->arena, actor, test_moment(at), &taking, out);
}

static enum status refund(const struct test_centre *centre, struct intake_received dossier, int64_t version,
                          int64_t payment_id, const char *reason, struct payment_outcome *out)
{
    return payment_desk_refund(centre->test->db, centre->test->arena, centre->counter, test_moment("2025-09-19 08:00"),
                               dossier.code, version, payment_id, str_of(reason), out);
}

static struct fee_account account_of(struct test_db *test, struct intake_received dossier)
{
    struct fee_account account;

    CHECK_OK(payment_desk_account(test->db, test->arena, dossier.dossier_id, &account));
    return account;
}

/* ---- Setting ---------------------------------------------------------------------------------------------------- */

static void fees_are_computed_written_and_sealed(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 09:00");
    struct payment_outcome outcome;

    CHECK_OK(set(&centre, centre.counter, dossier, 2, copies(test, "5", "3"), &outcome));
    CHECK_INT(outcome.change.version, 3);
    CHECK_INT(outcome.change.state, DOSSIER_PROCESSING);
    struct fee_account account = account_of(test, dossier);
    CHECK_INT(account.lines.count, 1);
    CHECK_STR(account.lines.at[0].name, "Phí bản sao");
    CHECK_INT(account.lines.at[0].pages, 5);
    CHECK_INT(account.lines.at[0].quantity, 3);
    CHECK_STR(account.lines.at[0].legal_basis, "226/2016/TT-BTC");
    CHECK_INT(account.open_vnd, 21000);
    CHECK_INT(account.standing, FEE_UNPAID);
    CHECK_STR(test_db_text(test, "SELECT event FROM dossier_event WHERE version = 3"), "fee-set");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE holder_id IS NOT NULL AND state = 'processing'"),
              1);
    test_office_check(test);
}

static void open_lines_are_set_anew_with_exemption_and_evidence(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct fees_typed typed = copies(test, "5", "1");
    struct str claim = STR("ho-ngheo");
    struct payment_outcome outcome;

    CHECK_OK(set(&centre, centre.counter, dossier, 1, typed, &outcome));
    typed.claims = &claim;
    typed.claim_count = 1;
    CHECK_STATUS(set(&centre, centre.counter, dossier, 2, typed, &outcome), ST_INVALID); /* no evidence */
    typed.evidence = STR("Giấy chứng nhận hộ nghèo số 12");
    CHECK_OK(set(&centre, centre.counter, dossier, 2, typed, &outcome));
    struct fee_account account = account_of(test, dossier);
    CHECK_INT(account.lines.count, 1);
    CHECK_INT(account.due_vnd, 0);
    CHECK_INT(account.reduction_vnd, 7000);
    CHECK_INT(account.standing, FEE_WAIVED);
    CHECK_STR(account.lines.at[0].exemption_code, "ho-ngheo");
    CHECK_STR(account.lines.at[0].exemption_basis, "97/2015/QH13");
    CHECK_STR(account.lines.at[0].evidence, "Giấy chứng nhận hộ nghèo số 12");
    CHECK_INT(account.lines.at[0].set_by_id, centre.counter.account_id);
    CHECK_STATUS(take(&centre, centre.counter, dossier, 3, 0, "k1", "2025-09-18 11:00", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, PAYMENT_NOTHING_DUE);
    test_office_check(test);
}

static void only_the_counter_sets_fees_and_a_fault_writes_nothing(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 09:00");
    struct payment_outcome outcome;
    struct str before = test_db_fingerprint(test);

    CHECK_STATUS(set(&centre, centre.specialist, dossier, 2, copies(test, "5", "1"), &outcome), ST_FORBIDDEN);
    CHECK_STATUS(set(&centre, centre.counter, dossier, 2, copies(test, "0", "1"), &outcome), ST_INVALID);
    CHECK_STATUS(set(&centre, centre.counter, dossier, 1, copies(test, "5", "1"), &outcome), ST_CONFLICT);
    CHECK_STATUS(take(&centre, centre.specialist, dossier, 2, 7000, "k1", "2025-09-18 11:00", &outcome), ST_FORBIDDEN);
    CHECK(str_equal(test_db_fingerprint(test), before));
}

/* ---- Taking ----------------------------------------------------------------------------------------------------- */

static void money_is_taken_once_with_a_receipt(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct payment_outcome first, again;

    CHECK_OK(set(&centre, centre.counter, dossier, 1, copies(test, "5", "1"), &first));
    CHECK_STATUS(take(&centre, centre.counter, dossier, 2, 6000, "k1", "2025-09-18 11:00", &first), ST_INVALID);
    CHECK_INT(first.refusal, PAYMENT_SUM_CHANGED);
    CHECK_OK(take(&centre, centre.counter, dossier, 2, 7000, "k1", "2025-09-18 11:00", &first));
    CHECK(!first.is_repeat);
    CHECK_INT(first.change.version, 3);
    CHECK_OK(take(&centre, centre.counter, dossier, 2, 7000, "k1", "2025-09-18 11:01", &again)); /* sent twice */
    CHECK(again.is_repeat);
    CHECK_INT(again.payment_id, first.payment_id);
    CHECK_STATUS(take(&centre, centre.counter, dossier, 3, 7000, "k2", "2025-09-18 11:02", &again), ST_INVALID);
    CHECK_INT(again.refusal, PAYMENT_NOTHING_DUE);
    struct fee_account account = account_of(test, dossier);
    CHECK_INT(account.payments.count, 1);
    CHECK_INT(account.payments.at[0].amount_vnd, 7000);
    CHECK_STR(account.payments.at[0].receipt_year, "2025");
    CHECK_INT(account.payments.at[0].receipt_number, 1);
    CHECK_STR(account.payments.at[0].reference, "FT25261000123");
    CHECK_STR(account.payments.at[0].received_by, "quay1");
    CHECK_INT(account.standing, FEE_PAID);
    CHECK_INT(account.open_vnd, 0);
    test_office_check(test);
}

static void a_paid_line_stays_when_more_is_asked_for(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct payment_outcome outcome;

    CHECK_OK(set(&centre, centre.counter, dossier, 1, copies(test, "5", "1"), &outcome));
    CHECK_OK(take(&centre, centre.counter, dossier, 2, 7000, "k1", "2025-09-18 11:00", &outcome));
    CHECK_OK(set(&centre, centre.counter, dossier, 3, copies(test, "2", "1"), &outcome));
    struct fee_account account = account_of(test, dossier);
    CHECK_INT(account.lines.count, 2);
    CHECK_STR(account.lines.at[0].fee_state, "paid");
    CHECK_INT(account.lines.at[0].due_vnd, 7000);
    CHECK_INT(account.open_vnd, 4000);
    CHECK_INT(account.due_vnd, 11000);
    CHECK_OK(take(&centre, centre.counter, dossier, 4, 4000, "k2", "2025-09-18 11:05", &outcome));
    CHECK_INT(account_of(test, dossier).payments.at[1].receipt_number, 2);
    test_office_check(test);
}

static void receipt_numbers_begin_anew_each_year(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct payment_outcome outcome;

    CHECK_OK(set(&centre, centre.counter, dossier, 1, copies(test, "1", "1"), &outcome));
    CHECK_OK(take(&centre, centre.counter, dossier, 2, 2000, "k1", "2025-12-31 16:59", &outcome));
    CHECK_OK(set(&centre, centre.counter, dossier, 3, copies(test, "1", "1"), &outcome));
    CHECK_OK(take(&centre, centre.counter, dossier, 4, 2000, "k2", "2026-01-02 07:30", &outcome));
    struct fee_account account = account_of(test, dossier);
    CHECK_STR(account.payments.at[1].receipt_year, "2026");
    CHECK_INT(account.payments.at[1].receipt_number, 1);
}

static void paying_lets_a_waiting_dossier_go_on(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 09:00");
    struct move_request plain = { .code = dossier.code, .seen_version = 4, .event = EVENT_PAY_FEE };
    struct payment_outcome outcome;
    struct change_outcome moved;

    test_dossier_move(&centre, centre.specialist, dossier.code, 2, EVENT_ASK_FEE, 0, "2025-09-18 09:30");
    CHECK_OK(set(&centre, centre.counter, dossier, 3, copies(test, "5", "1"), &outcome));
    CHECK_STATUS(dossier_processing_apply(test->db, test->arena, centre.counter, test_moment("2025-09-18 10:30"),
                                          &plain, &moved),
                 ST_INVALID);
    CHECK_INT(moved.refusal, MOVE_NEEDS_PAYMENT);
    CHECK_OK(take(&centre, centre.counter, dossier, 4, 7000, "k1", "2025-09-18 11:00", &outcome));
    CHECK_INT(outcome.change.state, DOSSIER_PROCESSING);
    CHECK_STR(test_db_text(test, "SELECT event FROM dossier_event WHERE version = 5"), "pay-fee");
    struct move_request again = {
        .code = dossier.code, .seen_version = 5, .event = EVENT_ASK_FEE, .reason = STR("Nộp phí")
    };
    CHECK_STATUS(dossier_processing_apply(test->db, test->arena, centre.specialist, test_moment("2025-09-18 11:30"),
                                          &again, &moved),
                 ST_INVALID);
    CHECK_INT(moved.refusal, MOVE_NO_FEE); /* all is paid */
    test_office_check(test);
}

static void money_taken_cannot_be_taken_back_with_a_click(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct move_request back = { .code = dossier.code, .seen_version = 2, .event = EVENT_TAKE_BACK };
    struct payment_outcome outcome;
    struct change_outcome moved;

    CHECK_OK(set(&centre, centre.counter, dossier, 1, copies(test, "5", "1"), &outcome));
    CHECK_STATUS(
        dossier_processing_apply(test->db, test->arena, centre.counter, test_moment("2025-09-18 10:00"), &back, &moved),
        ST_INVALID);
    CHECK_INT(moved.refusal, MOVE_TOO_LATE);
}

/* ---- Giving back ------------------------------------------------------------------------------------------------ */

static void money_goes_back_with_a_reason_once(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct payment_outcome outcome;

    CHECK_OK(set(&centre, centre.counter, dossier, 1, copies(test, "5", "1"), &outcome));
    CHECK_OK(take(&centre, centre.counter, dossier, 2, 7000, "k1", "2025-09-18 11:00", &outcome));
    int64_t payment_id = outcome.payment_id;
    test_dossier_move(&centre, centre.counter, dossier.code, 3, EVENT_WITHDRAW, 0, "2025-09-18 14:00");
    CHECK_STATUS(refund(&centre, dossier, 4, payment_id, " ", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, PAYMENT_NO_REASON);
    CHECK_STATUS(refund(&centre, dossier, 4, payment_id + 1, "rút hồ sơ", &outcome), ST_NOT_FOUND);
    CHECK_OK(refund(&centre, dossier, 4, payment_id, "Công dân rút hồ sơ", &outcome));
    CHECK_INT(outcome.change.state, DOSSIER_WITHDRAWN);
    CHECK_STATUS(refund(&centre, dossier, 5, payment_id, "lần nữa", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, PAYMENT_NOT_PAID);
    struct fee_account account = account_of(test, dossier);
    CHECK_INT(account.standing, FEE_REFUNDED);
    CHECK_STR(account.payments.at[0].refund_reason, "Công dân rút hồ sơ");
    CHECK_STR(account.payments.at[0].refunded_by, "quay1");
    CHECK_STATUS(set(&centre, centre.counter, dossier, 5, copies(test, "5", "1"), &outcome), ST_INVALID); /* ended */
    test_office_check(test);
}

static void money_may_go_back_after_the_result_was_handed_over(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 09:00");
    struct payment_outcome outcome;

    CHECK_OK(set(&centre, centre.counter, dossier, 2, copies(test, "5", "1"), &outcome));
    CHECK_OK(take(&centre, centre.counter, dossier, 3, 7000, "k1", "2025-09-18 10:00", &outcome));
    int64_t payment_id = outcome.payment_id;
    dossier.version = 4;
    test_dossier_finish(&centre, dossier, "2025-09-18 11:00");
    int64_t handed_over_ms = test_db_number(test, "SELECT handed_over_at FROM dossier");
    CHECK_OK(refund(&centre, dossier, 7, payment_id, "Thu thừa", &outcome));
    CHECK_INT(test_db_number(test, "SELECT handed_over_at FROM dossier"), handed_over_ms);
    CHECK_INT(handed_over_ms, test_moment("2025-09-18 11:00").ms);
    test_office_check(test);
}

/* ---- Proof ------------------------------------------------------------------------------------------------------ */

static void an_edit_of_fees_or_money_is_found(void **state)
{
    static const char *const edits[] = {
        "UPDATE dossier_fee SET due_vnd = 1000, base_vnd = 1000",
        "UPDATE dossier_fee SET evidence = 'sổ hộ nghèo'",
        "UPDATE dossier_fee SET fee_state = 'waived'",
        "UPDATE payment SET amount_vnd = 5000",
        "UPDATE payment SET payment_method = 'cash'",
        "DELETE FROM dossier_fee",
    };
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct payment_outcome outcome;

    CHECK_OK(set(&centre, centre.counter, dossier, 1, copies(test, "5", "1"), &outcome));
    CHECK_OK(take(&centre, centre.counter, dossier, 2, 7000, "k1", "2025-09-18 11:00", &outcome));
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
        struct verify_result result;

        CHECK_OK(db_tx_begin(test->db, &tx));
        CHECK_OK(test_db_try(test->db, edits[i]));
        CHECK_OK(verify_all(test->db, test->arena, NULL, NULL, &result));
        CHECK(!result.is_sound);
        CHECK(str_ends_with(result.fault, STR("its fees are not what was sealed")));
    }
    test_office_check(test);
}

static void fees_written_past_the_log_are_found(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct intake_received dossier = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 09:00");
    struct verify_result result;
    char script[600];

    snprintf(
        script, sizeof script,
        "INSERT INTO dossier_fee (dossier_id, position, office_id, tariff_code, name, tariff_unit, pages, quantity, "
        "price_vnd, legal_basis, base_vnd, reduction_vnd, due_vnd, fee_state, set_by_id, set_at) VALUES "
        "(%lld, 1, %lld, 'x', 'x', 'case', 1, 1, 0, 'x', 1000, 0, 1000, 'unpaid', %lld, 1);",
        (long long)dossier.dossier_id, (long long)centre.office_id, (long long)centre.counter.account_id);
    test_db_run(test, script);
    CHECK_OK(verify_all(test->db, test->arena, NULL, NULL, &result));
    CHECK(!result.is_sound);
    CHECK(str_ends_with(result.fault, STR("it has fees that no event speaks of")));
}

/* ---- Broken off ------------------------------------------------------------------------------------------------- */

static struct test_centre broken_centre;
static struct intake_received broken_dossier;

static enum status take_broken(struct test_db *test)
{
    struct payment_outcome outcome;

    (void)test;
    return take(&broken_centre, broken_centre.counter, broken_dossier, 2, 7000, "k1", "2025-09-18 11:00", &outcome);
}

static void taking_is_whole_or_nothing(void **state)
{
    struct test_db *test = *state;
    struct payment_outcome outcome;

    broken_centre = found(test);
    broken_dossier = test_dossier_receive(&broken_centre, "1.004873", 0, "2025-09-18 09:00");
    CHECK_OK(set(&broken_centre, broken_centre.counter, broken_dossier, 1, copies(test, "5", "1"), &outcome));
    CHECK(test_db_fail_each_statement(test, take_broken) > 8);
    CHECK_INT(account_of(test, broken_dossier).payments.at[0].receipt_number, 1); /* no number was lost */
}

/* ---- Transfers -------------------------------------------------------------------------------------------------- */

static void a_transfer_is_offered_when_the_office_has_an_account(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = found(test);
    struct str text;

    CHECK_OK(payment_desk_transfer(test->db, test->arena, centre.office_id, STR("H55-260115-0007"), 8000, &text));
    CHECK_STR(text, NULL);
    test_db_run(test, "UPDATE office SET bank_bin = '970436', bank_account = '1017595600'");
    CHECK_OK(payment_desk_transfer(test->db, test->arena, centre.office_id, STR("H55-260115-0007"), 8000, &text));
    CHECK_STR(text, "00020101021238540010A00000072701240006970436011010175956000208QRIBFTTA5303704540480005802VN"
                    "62190815H55 260115 00076304DE2D");
    CHECK_OK(payment_desk_transfer(test->db, test->arena, centre.office_id, STR("H55-260115-0007"), 0, &text));
    CHECK_STR(text, NULL);
}

static const struct CMUnitTest tests[] = {
    test_db_each(fees_are_computed_written_and_sealed),
    test_db_each(open_lines_are_set_anew_with_exemption_and_evidence),
    test_db_each(only_the_counter_sets_fees_and_a_fault_writes_nothing),
    test_db_each(money_is_taken_once_with_a_receipt),
    test_db_each(a_paid_line_stays_when_more_is_asked_for),
    test_db_each(receipt_numbers_begin_anew_each_year),
    test_db_each(paying_lets_a_waiting_dossier_go_on),
    test_db_each(money_taken_cannot_be_taken_back_with_a_click),
    test_db_each(money_goes_back_with_a_reason_once),
    test_db_each(money_may_go_back_after_the_result_was_handed_over),
    test_db_each(an_edit_of_fees_or_money_is_found),
    test_db_each(fees_written_past_the_log_are_found),
    test_db_each(taking_is_whole_or_nothing),
    test_db_each(a_transfer_is_offered_when_the_office_has_an_account),
};
TEST_DB_MAIN(tests)
