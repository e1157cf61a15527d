/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/words.h"

#include "support/check.h"
#include "support/test_clock.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void days_are_padded_as_the_decree_says(void **state)
{
    static const struct {
        const char *day, *words;
    } examples[] = {
        { "2025-09-18", "ngày 18 tháng 9 năm 2025" },  { "2026-02-05", "ngày 05 tháng 02 năm 2026" },
        { "2026-01-31", "ngày 31 tháng 01 năm 2026" }, { "2026-03-01", "ngày 01 tháng 3 năm 2026" },
        { "2025-12-10", "ngày 10 tháng 12 năm 2025" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(day_in_words(arena, test_date(examples[i].day)), examples[i].words);
}

static void moments_are_hour_minute_and_day(void **state)
{
    (void)state;
    CHECK_STR(moment_in_words(arena, test_moment("2025-09-05 17:30")), "17 giờ 30 phút, ngày 05 tháng 9 năm 2025");
    CHECK_STR(moment_in_words(arena, test_moment("2025-09-05 07:05")), "07 giờ 05 phút, ngày 05 tháng 9 năm 2025");
    CHECK_STR(moment_in_words(arena, (struct moment){ 0 }), "");
}

static void money_is_grouped_by_three(void **state)
{
    (void)state;
    CHECK_STR(money_in_words(arena, 8000), "8.000 đồng");
    CHECK_STR(money_in_words(arena, 200000), "200.000 đồng");
    CHECK_STR(money_in_words(arena, 1234567), "1.234.567 đồng");
    CHECK_STR(money_in_words(arena, 5), "5 đồng");
}

static void a_fee_is_a_sum_nothing_or_a_note(void **state)
{
    (void)state;
    CHECK_STR(fee_in_words(arena, 15000, STR("")), "15.000 đồng");
    CHECK_STR(fee_in_words(arena, 0, STR("")), "Không mất phí");
    CHECK_STR(fee_in_words(arena, -1, STR("2.000 đồng/trang")), "2.000 đồng/trang");
    CHECK_STR(fee_in_words(arena, -1, STR("")), "Theo quy định");
}

static void time_is_told_in_hours_and_minutes(void **state)
{
    char words[40];
    (void)state;

    CHECK_STR(hours_in_words(0, words), "0 phút");
    CHECK_STR(hours_in_words(45, words), "45 phút");
    CHECK_STR(hours_in_words(60, words), "1 giờ");
    CHECK_STR(hours_in_words(90, words), "1 giờ 30 phút");
    CHECK_STR(hours_in_words(INT64_MAX, words), "153722867280912930 giờ 7 phút");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_padded_as_the_decree_says), cmocka_unit_test(moments_are_hour_minute_and_day),
        cmocka_unit_test(money_is_grouped_by_three),          cmocka_unit_test(a_fee_is_a_sum_nothing_or_a_note),
        cmocka_unit_test(time_is_told_in_hours_and_minutes),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
