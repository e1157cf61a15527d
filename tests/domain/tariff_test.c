/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/tariff.h"
#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

static struct arena *arena;
static struct catalogue_faults faults;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(16 * 1024 * 1024);
    faults = (struct catalogue_faults){ .arena = arena };
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct tariff_price page_prices[] = { { { NULL, 0 }, 1, 2000 }, { { NULL, 0 }, 3, 1000 } };
static struct tariff_price residence_prices[2];

/* Certified copies: TT 226/2016/TT-BTC. */
static struct tariff copies(void)
{
    return (struct tariff){
        .code = STR("chung-thuc-ban-sao"),
        .name = STR("Phí chứng thực bản sao từ bản chính"),
        .unit = TARIFF_PAGE,
        .setter = STR("law"),
        .certainty = STR("verified"),
        .legal_basis = STR("226/2016/TT-BTC"),
        .cap_vnd = 200000,
        .effective_from = test_date("2025-07-01"),
        .prices = page_prices,
        .price_count = 2,
    };
}

/* Residence: less when asked for online. */
static struct tariff residence(void)
{
    struct tariff made = copies();

    residence_prices[0] = (struct tariff_price){ STR("counter"), 1, 20000 };
    residence_prices[1] = (struct tariff_price){ STR("online"), 1, 10000 };
    made.code = STR("dang-ky-thuong-tru");
    made.unit = TARIFF_CASE;
    made.cap_vnd = 0;
    made.prices = residence_prices;
    return made;
}

static struct fee_exemption exemption(int64_t percent)
{
    return (struct fee_exemption){
        .code = STR("ho-ngheo"),
        .name = STR("Người thuộc hộ nghèo"),
        .percent = percent,
        .evidence = STR("Giấy chứng nhận hộ nghèo"),
        .legal_basis = STR("97/2015/QH13"),
        .certainty = STR("likely"),
        .effective_from = test_date("2025-07-01"),
        .effective_to = test_date("2026-12-31"),
        .tariffs = STR("dang-ky-thuong-tru chung-thuc-ban-sao"),
    };
}

static int64_t amount_of_copies(int64_t pages, int64_t count)
{
    struct tariff tariff = copies();

    return tariff_amount(&tariff, STR("counter"), pages, count, 0);
}

/* ---- Amounts --------------------------------------------------------------------------------------------------- */

static void certified_copies_cost_by_page_with_a_cap_for_each(void **state)
{
    (void)state;
    CHECK_INT(amount_of_copies(1, 1), 2000);
    CHECK_INT(amount_of_copies(2, 1), 4000);
    CHECK_INT(amount_of_copies(3, 1), 5000);
    CHECK_INT(amount_of_copies(5, 1), 7000);
    CHECK_INT(amount_of_copies(197, 1), 199000);
    CHECK_INT(amount_of_copies(198, 1), 200000);
    CHECK_INT(amount_of_copies(199, 1), 200000);
    CHECK_INT(amount_of_copies(300, 1), 200000);
    CHECK_INT(amount_of_copies(2, 3), 12000);
    CHECK_INT(amount_of_copies(300, 2), 400000);
    CHECK_INT(amount_of_copies(5, 0), 0);
}

static void a_channel_has_its_own_price(void **state)
{
    struct tariff tariff = residence();

    (void)state;
    CHECK_INT(tariff_amount(&tariff, STR("counter"), 1, 1, 0), 20000);
    CHECK_INT(tariff_amount(&tariff, STR("online"), 1, 1, 0), 10000);
    CHECK_INT(tariff_amount(&tariff, STR("online"), 1, 3, 0), 30000);
    CHECK(tariff_is_open(&tariff, STR("post"))); /* nothing is known of it */
    residence_prices[0].channel = (struct str){ NULL, 0 };
    CHECK_INT(tariff_amount(&tariff, STR("post"), 1, 1, 0), 20000); /* as everywhere else */
    CHECK_INT(tariff_amount(&tariff, STR("online"), 1, 1, 0), 10000);
}

static void an_open_tariff_costs_what_was_typed(void **state)
{
    struct tariff tariff = residence();

    (void)state;
    tariff.price_count = 0;
    CHECK(tariff_is_open(&tariff, STR("counter")));
    CHECK_INT(tariff_amount(&tariff, STR("counter"), 1, 2, 75000), 150000);
    tariff.unit = TARIFF_PAGE;
    tariff.cap_vnd = 100000;
    CHECK_INT(tariff_amount(&tariff, STR("counter"), 3, 2, 20000), 120000);
    CHECK_INT(tariff_amount(&tariff, STR("counter"), 30, 2, 20000), 200000);
}

static void amounts_never_fall_with_pages_or_copies_and_keep_the_cap(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        int pages = test_random_in(1, TARIFF_PAGES_MAX - 1), count = test_random_in(0, TARIFF_COUNT_MAX - 1);
        int64_t amount = amount_of_copies(pages, count);

        CHECK(amount >= 0);
        CHECK(amount <= 200000 * (int64_t)count);
        CHECK(amount_of_copies(pages + 1, count) >= amount);
        CHECK_INT(amount_of_copies(pages, count + 1), amount + amount_of_copies(pages, 1));
    }
}

/* Against the plainest way to say it: page by page. */
static void bands_are_what_adding_page_by_page_gives(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        struct tariff_price prices[3] = { { { NULL, 0 }, 1, test_random_in(0, 9000) },
                                          { { NULL, 0 }, test_random_in(2, 5), test_random_in(0, 9000) },
                                          { { NULL, 0 }, test_random_in(6, 9), test_random_in(0, 9000) } };
        struct tariff tariff = copies();
        int pages = test_random_in(1, 40);
        int64_t sum = 0;

        tariff.prices = prices;
        tariff.price_count = (size_t)test_random_in(1, 3);
        tariff.cap_vnd = 0;
        for (int page = 1; page <= pages; page++) {
            int64_t price = 0;
            for (size_t i = 0; i < tariff.price_count; i++)
                price = prices[i].from_unit <= page ? prices[i].price_vnd : price;
            sum += price;
        }
        CHECK_INT(tariff_amount(&tariff, STR("counter"), pages, 1, 0), sum);
    }
}

/* ---- Exemptions ------------------------------------------------------------------------------------------------ */

static void an_exemption_has_its_tariffs_channel_and_days(void **state)
{
    struct fee_exemption all = exemption(100);

    (void)state;
    CHECK(fee_exemption_applies(&all, STR("chung-thuc-ban-sao"), STR("counter"), test_date("2025-07-01")));
    CHECK(fee_exemption_applies(&all, STR("dang-ky-thuong-tru"), STR("online"), test_date("2026-12-31")));
    CHECK(!fee_exemption_applies(&all, STR("chung-thuc"), STR("counter"), test_date("2025-07-01")));
    CHECK(!fee_exemption_applies(&all, STR("chung-thuc-ban-sao"), STR("counter"), test_date("2025-06-30")));
    CHECK(!fee_exemption_applies(&all, STR("chung-thuc-ban-sao"), STR("counter"), test_date("2027-01-01")));
    all.channel = STR("online");
    CHECK(!fee_exemption_applies(&all, STR("chung-thuc-ban-sao"), STR("counter"), test_date("2025-07-01")));
    CHECK(fee_exemption_applies(&all, STR("chung-thuc-ban-sao"), STR("online"), test_date("2025-07-01")));
}

static void a_broken_dong_is_the_citizens(void **state)
{
    struct fee_exemption half = exemption(50), all = exemption(100);

    (void)state;
    CHECK_INT(fee_exemption_reduction(&half, 25000), 12500);
    CHECK_INT(fee_exemption_reduction(&half, 7001), 3501);
    CHECK_INT(fee_exemption_reduction(&half, 0), 0);
    CHECK_INT(fee_exemption_reduction(&all, 7001), 7001);
}

static void an_exemption_takes_something_off_and_never_too_much(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        int64_t amount = test_random_in_i64(0, 1000000000000000);
        struct fee_exemption some = exemption(test_random_in(1, 100));
        int64_t reduction = fee_exemption_reduction(&some, amount);

        CHECK(reduction >= 0 && reduction <= amount);
        CHECK(amount == 0 || reduction > 0);
    }
}

/* ---- Rules of the data ----------------------------------------------------------------------------------------- */

static void check_one_fault(const struct tariff *tariff, const char *reason)
{
    faults.count = 0;
    tariff_check(tariff, &faults);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].reason, reason);
}

static void each_broken_rule_of_a_tariff_is_said(void **state)
{
    struct tariff good = copies(), bad = good;
    struct tariff_price rows[] = { { { NULL, 0 }, 1, 2000 }, { { NULL, 0 }, 1, 1000 } };

    (void)state;
    faults.count = 0;
    tariff_check(&good, &faults);
    CHECK_INT(faults.count, 0);
    bad.code = STR("Chứng thực");
    check_one_fault(&bad, "not a code like chung-thuc-ban-sao: 'Chứng thực'");
    bad = good;
    bad.name = STR(" Phí");
    check_one_fault(&bad, "missing, empty or with blanks around it");
    bad = good;
    bad.setter = STR("minister");
    check_one_fault(&bad, "not law, provincial-council or by-value: 'minister'");
    bad = good;
    bad.certainty = STR("sure");
    check_one_fault(&bad, "not verified, likely or unsure: 'sure'");
    bad = good;
    bad.unit = TARIFF_CASE;
    check_one_fault(&bad, "only what is counted in pages has a cap for each copy");
    bad = good;
    bad.prices = rows;
    check_one_fault(&bad, "the rows of a channel begin with unit 1 and rise");
    bad = good;
    bad.price_count = 0;
    check_one_fault(&bad, "none, though the law sets it");
    bad.setter = STR("provincial-council");
    faults.count = 0;
    tariff_check(&bad, &faults);
    CHECK_INT(faults.count, 0);
    bad = good;
    bad.effective_to = test_date("2025-06-30");
    check_one_fault(&bad, "before effective_from");
}

static void each_broken_rule_of_an_exemption_is_said(void **state)
{
    static const struct {
        int64_t percent;
        const char *tariffs, *channel, *reason;
    } examples[] = {
        { 0, "chung-thuc-ban-sao", NULL, "0 is not from 1 to 100" },
        { 101, "chung-thuc-ban-sao", NULL, "101 is not from 1 to 100" },
        { 50, NULL, NULL, "not from 1 to 60 codes" },
        { 50, "chung-thuc-ban-sao  x", NULL, "not a code" },
        { 50, "chung-thuc-ban-sao", "kiosk", "not counter, online or post: 'kiosk'" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct fee_exemption bad = exemption(examples[i].percent);

        bad.tariffs = str_of(examples[i].tariffs);
        bad.channel = str_of(examples[i].channel);
        faults.count = 0;
        fee_exemption_check(&bad, &faults);
        CHECK_INT(faults.count, 1);
        CHECK_STR(faults.at[0].reason, examples[i].reason);
    }
}

static void versions_do_not_overlap_and_exemptions_name_what_is_there(void **state)
{
    struct tariff versions[] = { copies(), copies() };
    struct fee_exemption exemptions[] = { exemption(100) };
    struct tariffs all = { versions, 2, 2 };
    struct fee_exemptions some = { exemptions, 1, 1 };

    (void)state;
    versions[0].place = STR("tariffs[0]");
    versions[0].effective_to = test_date("2026-12-31");
    versions[1].effective_from = test_date("2027-01-01");
    faults.count = 0;
    tariff_check_versions(&all, &some, &faults);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].reason, "no tariff 'dang-ky-thuong-tru' in these files");
    versions[1].effective_from = test_date("2026-12-31");
    some.count = 0;
    faults.count = 0;
    tariff_check_versions(&all, &some, &faults);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].reason, "in force at the same time as tariffs[0]");
}

static void what_may_be_corrected_does_not_make_a_tariff_another(void **state)
{
    struct tariff a = copies(), b = copies();

    (void)state;
    b.certainty = STR("unsure");
    b.note = STR("ghi chú");
    b.effective_to = test_date("2030-01-01");
    CHECK(tariff_equal(&a, &b));
    b.cap_vnd = 300000;
    CHECK(!tariff_equal(&a, &b));
    b = copies();
    b.price_count = 1;
    CHECK(!tariff_equal(&a, &b));
}

static void words_of_units_and_setters(void **state)
{
    enum tariff_unit unit;

    (void)state;
    CHECK(tariff_unit_parse(STR("page"), &unit));
    CHECK_INT(unit, TARIFF_PAGE);
    CHECK(!tariff_unit_parse(STR("metre"), &unit));
    CHECK_STR(tariff_unit_name(TARIFF_CASE), "case");
    CHECK_STR(tariff_unit_words(TARIFF_CASE), "trường hợp");
    CHECK_STR(tariff_setter_label(STR("provincial-council")), "HĐND cấp tỉnh quy định");
    CHECK(!tariff_code_is_valid(STR("")));
    CHECK(!tariff_code_is_valid(STR("-a")));
    CHECK(!tariff_code_is_valid(STR("a--b")));
    CHECK(!tariff_code_is_valid(STR("a-")));
    CHECK(tariff_code_is_valid(STR("a-1")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(certified_copies_cost_by_page_with_a_cap_for_each),
        cmocka_unit_test(a_channel_has_its_own_price),
        cmocka_unit_test(an_open_tariff_costs_what_was_typed),
        cmocka_unit_test(amounts_never_fall_with_pages_or_copies_and_keep_the_cap),
        cmocka_unit_test(bands_are_what_adding_page_by_page_gives),
        cmocka_unit_test(an_exemption_has_its_tariffs_channel_and_days),
        cmocka_unit_test(a_broken_dong_is_the_citizens),
        cmocka_unit_test(an_exemption_takes_something_off_and_never_too_much),
        cmocka_unit_test(each_broken_rule_of_a_tariff_is_said),
        cmocka_unit_test(each_broken_rule_of_an_exemption_is_said),
        cmocka_unit_test(versions_do_not_overlap_and_exemptions_name_what_is_there),
        cmocka_unit_test(what_may_be_corrected_does_not_make_a_tariff_another),
        cmocka_unit_test(words_of_units_and_setters),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
