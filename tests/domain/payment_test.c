/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/payment.h"
#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

static struct arena *arena;
static struct fee_bill bill;
static struct intake_faults faults;

/* Three tariffs of one procedure: copies by page, a certificate by case, and one whose price the office types. */
static struct tariff_price page_prices[] = { { { NULL, 0 }, 1, 2000 }, { { NULL, 0 }, 3, 1000 } };
static struct tariff_price case_prices[] = { { { NULL, 0 }, 1, 10000 } };
static struct tariff tariffs[3];
static struct fee_rule rules[3];
static struct fee_exemption exemption_rows[3];
static struct fee_exemptions exemptions = { exemption_rows, 3, 3 };

static struct tariff tariff(const char *code, enum tariff_unit unit, const struct tariff_price *prices, size_t count)
{
    return (struct tariff){
        .code = str_of(code),
        .name = str_of(code),
        .unit = unit,
        .effective_from = test_date("2025-07-01"),
        .prices = prices,
        .price_count = count,
    };
}

static struct fee_exemption exemption(const char *code, int64_t percent, const char *on)
{
    return (struct fee_exemption){ .code = str_of(code),
                                   .name = str_of(code),
                                   .percent = percent,
                                   .tariffs = str_of(on),
                                   .effective_from = test_date("2025-07-01") };
}

static int begin(void **state)
{
    (void)state;
    arena = arena_create(64 * 1024 * 1024);
    tariffs[0] = tariff("ban-sao", TARIFF_PAGE, page_prices, 2);
    tariffs[0].cap_vnd = 200000;
    tariffs[1] = tariff("chu-ky", TARIFF_CASE, case_prices, 1);
    tariffs[2] = tariff("ho-tich", TARIFF_CASE, NULL, 0);
    for (size_t i = 0; i < 3; i++)
        rules[i] = (struct fee_rule){ &tariffs[i], false };
    exemption_rows[0] = exemption("cao-tuoi", 50, "ban-sao chu-ky");
    exemption_rows[1] = exemption("ho-ngheo", 100, "ban-sao");
    exemption_rows[2] = exemption("cong-dan-so", 100, "chu-ky");
    exemption_rows[2].channel = STR("online");
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void compute_through(const char *channel, const struct fee_typed *lines, size_t line_count,
                            const struct str *claims, size_t claim_count, const char *evidence)
{
    struct fees_typed typed = { lines, line_count, claims, claim_count, str_of(evidence) };

    faults.count = 0;
    payment_compute(arena, rules, 3, &exemptions, &typed, str_of(channel), test_date("2025-09-18"), &bill, &faults);
}

static void compute(const struct fee_typed *lines, size_t line_count)
{
    compute_through("counter", lines, line_count, NULL, 0, NULL);
}

static struct fee_typed pages_and_copies(const char *pages, const char *count)
{
    return (struct fee_typed){ .tariff_code = STR("ban-sao"), .pages = str_of(pages), .count = str_of(count) };
}

static void check_fault(const char *place, enum intake_fault_kind kind)
{
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, place);
    CHECK_INT(faults.at[0].kind, kind);
}

/* ---- Computing ------------------------------------------------------------------------------------------------- */

static void quantities_become_lines_and_a_sum(void **state)
{
    struct fee_typed typed[] = { pages_and_copies("5", "3"), { .tariff_code = STR("chu-ky"), .count = STR(" 2 ") } };

    (void)state;
    compute(typed, 2);
    CHECK_INT(faults.count, 0);
    CHECK_INT(bill.count, 2);
    CHECK_INT(bill.lines[0].pages, 5);
    CHECK_INT(bill.lines[0].count, 3);
    CHECK_INT(bill.lines[0].due_vnd, 21000);
    CHECK_INT(bill.lines[1].due_vnd, 20000);
    CHECK_INT(bill.lines[1].pages, 1);
    CHECK_INT(bill.due_vnd, 41000);
    CHECK_INT(bill.reduction_vnd, 0);
    CHECK_INT(bill.lines[0].state, FEE_UNPAID);
    CHECK(bill.lines[0].exemption == NULL);
}

static void what_is_not_asked_for_is_no_line_unless_it_is_usual(void **state)
{
    struct fee_typed none = pages_and_copies(NULL, "0");

    (void)state;
    compute(NULL, 0);
    CHECK_INT(bill.count, 0);
    CHECK_INT(bill.due_vnd, 0);
    rules[0].is_usual = true;
    compute(NULL, 0);
    CHECK_INT(bill.count, 1);
    CHECK_INT(bill.due_vnd, 2000); /* one page, one copy */
    compute(&none, 1);
    CHECK_INT(bill.count, 0);
    rules[0].is_usual = false;
}

static void numbers_out_of_bounds_are_said_at_their_place(void **state)
{
    static const struct {
        const char *pages, *count, *place;
        enum intake_fault_kind kind;
    } examples[] = {
        { "0", "1", "fee_1_pages", INTAKE_NOT_PAGES },
        { "2001", "1", "fee_1_pages", INTAKE_NOT_PAGES },
        { "-5", "1", "fee_1_pages", INTAKE_NOT_PAGES },
        { "năm", "1", "fee_1_pages", INTAKE_NOT_PAGES },
        { "1", "501", "fee_1_count", INTAKE_NOT_A_COUNT },
        { "1", "-1", "fee_1_count", INTAKE_NOT_A_COUNT },
        { "1", "2.5", "fee_1_count", INTAKE_NOT_A_COUNT },
        { "1", "99999999999999999999", "fee_1_count", INTAKE_NOT_A_COUNT },
    };

    (void)state;
    rules[0].is_usual = true;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct fee_typed typed = pages_and_copies(examples[i].pages, examples[i].count);

        compute(&typed, 1);
        check_fault(examples[i].place, examples[i].kind);
    }
    rules[0].is_usual = false;
    struct fee_typed most = pages_and_copies("2000", "500");
    compute(&most, 1);
    CHECK_INT(faults.count, 0);
    CHECK_INT(bill.due_vnd, 100000000);
}

static void an_open_tariff_asks_for_price_and_decision(void **state)
{
    struct fee_typed typed = { .tariff_code = STR("ho-tich"), .count = STR("2") };

    (void)state;
    compute(&typed, 1);
    CHECK_INT(faults.count, 2);
    CHECK_STR(faults.at[0].place, "fee_3_price");
    CHECK_STR(faults.at[1].place, "fee_3_decision");
    CHECK_INT(faults.at[1].kind, INTAKE_NEEDS_DECISION);
    typed.price = STR("75.000");
    typed.decision = STR(" 12/2024/NQ-HĐND ");
    compute(&typed, 1);
    CHECK_INT(faults.count, 0);
    CHECK_INT(bill.lines[0].price_vnd, 75000);
    CHECK_INT(bill.due_vnd, 150000);
    CHECK_STR(bill.lines[0].decision, "12/2024/NQ-HĐND");
    typed.price = STR("1 000 000");
    compute(&typed, 1);
    CHECK_INT(bill.due_vnd, 2000000);
}

static void a_price_with_a_broken_part_is_refused(void **state)
{
    static const char *const prices[] = { "10.5", "0,5", "75.00", "-1", "1000000001", "75k", "1.0000" };

    (void)state;
    for (size_t i = 0; i < sizeof prices / sizeof *prices; i++) {
        struct fee_typed typed = {
            .tariff_code = STR("ho-tich"), .count = STR("1"), .price = str_of(prices[i]), .decision = STR("NQ")
        };

        compute(&typed, 1);
        check_fault("fee_3_price", INTAKE_NOT_A_PRICE);
    }
}

/* ---- Exemptions ------------------------------------------------------------------------------------------------ */

static void of_two_benefits_the_higher_one_counts_line_by_line(void **state)
{
    struct fee_typed typed[] = { pages_and_copies("5", "1"), { .tariff_code = STR("chu-ky"), .count = STR("1") } };
    struct str claims[] = { STR("cao-tuoi"), STR("ho-ngheo") };

    (void)state;
    compute_through("counter", typed, 2, claims, 2, "Giấy chứng nhận hộ nghèo số 12");
    CHECK_INT(faults.count, 0);
    CHECK_STR(bill.lines[0].exemption->code, "ho-ngheo");
    CHECK_INT(bill.lines[0].due_vnd, 0);
    CHECK_INT(bill.lines[0].state, FEE_WAIVED);
    CHECK_STR(bill.lines[1].exemption->code, "cao-tuoi");
    CHECK_INT(bill.lines[1].reduction_vnd, 5000);
    CHECK_INT(bill.lines[1].due_vnd, 5000);
    CHECK_INT(bill.lines[1].state, FEE_UNPAID);
    CHECK_INT(bill.base_vnd, 17000);
    CHECK_INT(bill.reduction_vnd, 12000);
    CHECK_INT(bill.due_vnd, 5000);
    CHECK_STR(bill.evidence, "Giấy chứng nhận hộ nghèo số 12");
}

static void an_exemption_needs_evidence_and_a_line_to_help(void **state)
{
    struct fee_typed typed[] = { { .tariff_code = STR("chu-ky"), .count = STR("1") } };
    struct str old = STR("cao-tuoi"), poor = STR("ho-ngheo"), digital = STR("cong-dan-so"), unknown = STR("than-quen");

    (void)state;
    compute_through("counter", typed, 1, &old, 1, "  ");
    check_fault("exemption_evidence", INTAKE_NEEDS_EVIDENCE);
    compute_through("counter", typed, 1, &poor, 1, "sổ hộ nghèo");
    check_fault("exemptions", INTAKE_EXEMPTION_IDLE);
    compute_through("counter", typed, 1, &digital, 1, "VNeID");
    check_fault("exemptions", INTAKE_EXEMPTION_IDLE);
    compute_through("counter", typed, 1, &unknown, 1, "giấy");
    check_fault("exemptions", INTAKE_NOT_AN_EXEMPTION);
    compute_through("online", typed, 1, &digital, 1, "VNeID");
    CHECK_INT(faults.count, 0);
    CHECK_INT(bill.due_vnd, 0);
}

static void an_exemption_past_its_last_day_is_none(void **state)
{
    struct fee_typed typed[] = { { .tariff_code = STR("chu-ky"), .count = STR("1") } };
    struct str old = STR("cao-tuoi");

    (void)state;
    exemption_rows[0].effective_to = test_date("2025-09-17");
    compute_through("counter", typed, 1, &old, 1, "căn cước");
    check_fault("exemptions", INTAKE_NOT_AN_EXEMPTION);
    exemption_rows[0].effective_to = (struct date){ 0 };
}

static void bills_add_up_and_exemptions_never_raise_them(void **state)
{
    struct str claims[2] = { STR("cao-tuoi"), STR("ho-ngheo") };

    (void)state;
    FOR_ALL(5000) {
        struct fee_typed typed[3] = {
            pages_and_copies(arena_printf(arena, "%d", test_random_in(1, 400)).at,
                             arena_printf(arena, "%d", test_random_in(0, 50)).at),
            { .tariff_code = STR("chu-ky"), .count = arena_printf(arena, "%d", test_random_in(1, 50)) },
            { .tariff_code = STR("ho-tich"),
              .count = arena_printf(arena, "%d", test_random_in(0, 5)),
              .price = arena_printf(arena, "%d", test_random_in(0, 900000)),
              .decision = STR("NQ") },
        };
        int64_t base = 0, reduction = 0, due = 0;

        compute(typed, 3);
        int64_t full = bill.due_vnd;
        compute_through("counter", typed, 3, claims, (size_t)test_random_in(0, 1), "giấy");
        for (size_t i = 0; i < bill.count; i++) {
            CHECK(bill.lines[i].due_vnd >= 0);
            CHECK_INT(bill.lines[i].reduction_vnd + bill.lines[i].due_vnd, bill.lines[i].base_vnd);
            base += bill.lines[i].base_vnd;
            reduction += bill.lines[i].reduction_vnd;
            due += bill.lines[i].due_vnd;
        }
        CHECK_INT(faults.count, 0);
        CHECK_INT(base, full);
        CHECK_INT(bill.base_vnd, base);
        CHECK_INT(bill.reduction_vnd, reduction);
        CHECK_INT(bill.due_vnd, due);
        CHECK(due <= full);
        arena_reset(arena);
    }
}

/* ---- Standing -------------------------------------------------------------------------------------------------- */

static void the_standing_of_a_dossier_is_that_of_its_lines(void **state)
{
    (void)state;
    CHECK_INT(payment_standing((enum fee_state[]){ FEE_PAID, FEE_UNPAID, FEE_WAIVED }, 3), FEE_UNPAID);
    CHECK_INT(payment_standing((enum fee_state[]){ FEE_WAIVED, FEE_PAID }, 2), FEE_PAID);
    CHECK_INT(payment_standing((enum fee_state[]){ FEE_PAID, FEE_REFUNDED }, 2), FEE_PAID);
    CHECK_INT(payment_standing((enum fee_state[]){ FEE_WAIVED, FEE_REFUNDED }, 2), FEE_REFUNDED);
    CHECK_INT(payment_standing((enum fee_state[]){ FEE_WAIVED, FEE_WAIVED }, 2), FEE_WAIVED);
    CHECK_INT(payment_standing(NULL, 0), FEE_WAIVED);
}

static void money_is_taken_for_what_is_open_and_was_shown(void **state)
{
    struct str none = { NULL, 0 };

    (void)state;
    CHECK_INT(payment_judge_take(8000, 8000, STR("cash"), none), PAYMENT_ALLOWED);
    CHECK_INT(payment_judge_take(8000, 8000, STR("transfer"), STR("FT25261000123")), PAYMENT_ALLOWED);
    CHECK_INT(payment_judge_take(0, 0, STR("cash"), none), PAYMENT_NOTHING_DUE);
    CHECK_INT(payment_judge_take(8000, 7000, STR("cash"), none), PAYMENT_SUM_CHANGED);
    CHECK_INT(payment_judge_take(8000, 8000, STR("barter"), none), PAYMENT_NO_METHOD);
    CHECK_INT(payment_judge_take(8000, 8000, none, none), PAYMENT_NO_METHOD);
    CHECK_INT(payment_judge_take(8000, 8000, STR("transfer"), STR("  ")), PAYMENT_NO_REFERENCE);
    CHECK_INT(payment_judge_take(8000, 8000, STR("online"), none), PAYMENT_NO_REFERENCE);
    CHECK_INT(payment_judge_take(8000, 8000, STR("cash"),
                                 STR("1234567890123456789012345678901234567890123456789012345678901")),
              PAYMENT_NO_REFERENCE);
}

static void money_goes_back_once_and_with_a_reason(void **state)
{
    (void)state;
    CHECK_INT(payment_judge_refund(false, STR("Công dân rút hồ sơ")), PAYMENT_ALLOWED);
    CHECK_INT(payment_judge_refund(false, STR("  ")), PAYMENT_NO_REASON);
    CHECK_INT(payment_judge_refund(true, STR("Công dân rút hồ sơ")), PAYMENT_NOT_PAID);
}

static void stored_words_are_read_back(void **state)
{
    enum fee_state fee;
    enum payment_method method;

    (void)state;
    for (int i = 0; i < FEE_STATE_COUNT; i++) {
        CHECK(fee_state_parse(fee_state_name((enum fee_state)i), &fee));
        CHECK_INT(fee, i);
    }
    for (int i = 0; i < PAYMENT_METHOD_COUNT; i++) {
        CHECK(payment_method_parse(payment_method_name((enum payment_method)i), &method));
        CHECK_INT(method, i);
    }
    CHECK(!fee_state_parse(STR("owed"), &fee));
    CHECK_STR(fee_state_label(FEE_UNPAID), "Chưa nộp");
    CHECK_STR(payment_method_label(PAYMENT_CASH), "Tiền mặt");
    CHECK_STR(payment_refusal_words(PAYMENT_ALLOWED), NULL);
    CHECK_STR(payment_refusal_words(PAYMENT_NO_METHOD), "Chọn cách nộp tiền.");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantities_become_lines_and_a_sum),
        cmocka_unit_test(what_is_not_asked_for_is_no_line_unless_it_is_usual),
        cmocka_unit_test(numbers_out_of_bounds_are_said_at_their_place),
        cmocka_unit_test(an_open_tariff_asks_for_price_and_decision),
        cmocka_unit_test(a_price_with_a_broken_part_is_refused),
        cmocka_unit_test(of_two_benefits_the_higher_one_counts_line_by_line),
        cmocka_unit_test(an_exemption_needs_evidence_and_a_line_to_help),
        cmocka_unit_test(an_exemption_past_its_last_day_is_none),
        cmocka_unit_test(bills_add_up_and_exemptions_never_raise_them),
        cmocka_unit_test(the_standing_of_a_dossier_is_that_of_its_lines),
        cmocka_unit_test(money_is_taken_for_what_is_open_and_was_shown),
        cmocka_unit_test(money_goes_back_once_and_with_a_reason),
        cmocka_unit_test(stored_words_are_read_back),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
