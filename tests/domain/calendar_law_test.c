/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/calendar_law.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(4 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

struct expected_day {
    const char *on, *note;
};

static void year_is(int year, const struct expected_day *expected, size_t count)
{
    struct calendar_days days = calendar_from_law(arena, year);

    CHECK_INT(days.count, count);
    for (size_t i = 0; i < count; i++) {
        char text[11];

        CHECK_STR(date_format_iso(days.at[i].on, text), expected[i].on);
        CHECK_STR(days.at[i].note, expected[i].note);
        CHECK(!days.at[i].is_working);
        CHECK(days.at[i].is_provisional);
    }
}

/* Tết 2027 takes a weekend, and so does 1 May. */
static void holidays_on_a_weekend_are_made_up_for(void **state)
{
    static const struct expected_day expected[] = {
        { "2027-01-01", "Tết Dương lịch" },
        { "2027-02-05", "Tết Nguyên đán" },
        { "2027-02-08", "Tết Nguyên đán" },
        { "2027-02-09", "Tết Nguyên đán" },
        { "2027-02-10", "Nghỉ bù Tết Nguyên đán" },
        { "2027-02-11", "Nghỉ bù Tết Nguyên đán" },
        { "2027-04-16", "Giỗ Tổ Hùng Vương" },
        { "2027-04-30", "Ngày Chiến thắng 30/4" },
        { "2027-05-03", "Nghỉ bù Ngày Quốc tế Lao động 1/5" },
        { "2027-09-02", "Quốc khánh" },
        { "2027-09-03", "Quốc khánh" },
        { "2027-11-24", "Ngày Văn hóa Việt Nam 24/11" },
    };

    (void)state;
    year_is(2027, expected, sizeof expected / sizeof *expected);
}

/* 29/4/2023 (10/3 lunar) was a Saturday, 30/4 a Sunday, and the year's notice gave 1, 2 and 3 May; it gave 2 January
 * and 4 September as here, too.  Its Tết was chosen otherwise (two days before, three after). */
static void holidays_that_crowd_a_weekend_are_made_up_for_one_by_one(void **state)
{
    static const struct expected_day expected[] = {
        { "2023-01-02", "Nghỉ bù Tết Dương lịch" },
        { "2023-01-23", "Tết Nguyên đán" },
        { "2023-01-24", "Tết Nguyên đán" },
        { "2023-01-25", "Tết Nguyên đán" },
        { "2023-01-26", "Nghỉ bù Tết Nguyên đán" },
        { "2023-01-27", "Nghỉ bù Tết Nguyên đán" },
        { "2023-05-01", "Ngày Quốc tế Lao động 1/5" },
        { "2023-05-02", "Nghỉ bù Giỗ Tổ Hùng Vương" },
        { "2023-05-03", "Nghỉ bù Ngày Chiến thắng 30/4" },
        { "2023-09-01", "Quốc khánh" },
        { "2023-09-04", "Nghỉ bù Quốc khánh" },
    };

    (void)state;
    year_is(2023, expected, sizeof expected / sizeof *expected);
}

static void the_day_beside_national_day_lengthens_the_weekend(void **state)
{
    static const struct {
        int year;
        const char *first, *second;
    } examples[] = {
        { 2030, "2030-09-02", "2030-09-03" }, /* Monday, Tuesday */
        { 2025, "2025-09-01", "2025-09-02" }, /* Tuesday: the Monday before */
        { 2026, "2026-09-01", "2026-09-02" }, /* Wednesday */
        { 2027, "2027-09-02", "2027-09-03" }, /* Thursday: the Friday after */
        { 2022, "2022-09-01", "2022-09-02" }, /* Friday: the Thursday before */
        { 2028, "2028-09-01", "2028-09-04" }, /* Saturday: Friday, and Monday made up */
        { 2029, "2029-09-03", "2029-09-04" }, /* Sunday: Monday, and Tuesday made up */
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct calendar calendar = { .days = calendar_from_law(arena, examples[i].year) };
        struct date first = test_date(examples[i].first), second = test_date(examples[i].second);
        struct date august, october;

        CHECK(date_of_civil((struct civil){ examples[i].year, 8, 20 }, &august));
        CHECK(date_of_civil((struct civil){ examples[i].year, 9, 20 }, &october));
        for (struct date date = august; date.day < october.day; date = date_add(date, 1))
            if ((calendar_day_entry(&calendar, date) != NULL) != (date.day == first.day || date.day == second.day))
                fail_msg("%d: day %d", examples[i].year, date.day);
    }
}

/* In 2030 2/9 is a Monday and in 2029 a Sunday: nothing is made up for that was not on the weekend. */
static void the_day_beside_national_day_is_chosen_off_the_weekend(void **state)
{
    struct calendar monday = { .days = calendar_from_law(arena, 2030) };
    struct calendar sunday = { .days = calendar_from_law(arena, 2029) };

    (void)state;
    CHECK_STR(calendar_day_entry(&monday, test_date("2030-09-02"))->note, "Quốc khánh");
    CHECK_STR(calendar_day_entry(&monday, test_date("2030-09-03"))->note, "Quốc khánh");
    CHECK_STR(calendar_day_entry(&sunday, test_date("2029-09-03"))->note, "Quốc khánh");
    CHECK_STR(calendar_day_entry(&sunday, test_date("2029-09-04"))->note, "Nghỉ bù Quốc khánh");
}

static void the_culture_day_is_off_from_2026(void **state)
{
    struct calendar before = { .days = calendar_from_law(arena, 2025) };
    struct calendar after = { .days = calendar_from_law(arena, 2026) };

    (void)state;
    CHECK(calendar_is_working(&before, test_date("2025-11-24")));
    CHECK(!calendar_is_working(&after, test_date("2026-11-24")));
}

static void every_year_has_its_days_on_weekdays_and_in_order(void **state)
{
    (void)state;
    for (int year = 2021; year <= 2100; year++) {
        struct calendar calendar = { .days = calendar_from_law(arena, year) };

        CHECK_STR(calendar_fault(&calendar), "");
        CHECK(calendar.days.count == 11 + (year >= 2026) || calendar.days.count == 10 + (year >= 2026));
        for (size_t i = 0; i < calendar.days.count; i++) {
            CHECK(date_weekday(calendar.days.at[i].on) < SATURDAY);
            CHECK_INT(date_civil(calendar.days.at[i].on).year, year);
        }
        arena_reset(arena);
    }
}

static void without_a_lunar_table_the_civil_holidays_remain(void **state)
{
    (void)state;
    CHECK_INT(calendar_from_law(arena, 2101).count, 6);
    CHECK_INT(calendar_from_law(arena, 0).count, 0);
    CHECK_INT(calendar_from_law(arena, 10000).count, 0);
}

static void a_notice_replaces_the_law_of_its_year_alone(void **state)
{
    const struct calendar_day known[] = {
        { .on = test_date("2027-01-01"), .note = STR("theo thông báo") },
        { .on = test_date("2028-01-03"), .is_provisional = true, .note = STR("đã nhập trước") },
    };
    struct calendar_days both = calendar_with_law(arena, (struct calendar_days){ known, 2 }, 2027, 2028);
    struct calendar calendar = { .days = both };

    (void)state;
    CHECK_STR(calendar_fault(&calendar), "");
    CHECK(calendar_is_official(both, 2027));
    CHECK(!calendar_is_official(both, 2028));
    CHECK(!calendar_is_official(both, 2029));
    CHECK(calendar_is_working(&calendar, test_date("2027-09-02"))); /* the notice does not say so */
    CHECK(!calendar_is_working(&calendar, test_date("2028-05-01")));
    CHECK_STR(calendar_day_entry(&calendar, test_date("2028-01-03"))->note, "đã nhập trước");
    CHECK_INT(both.count, 1 + calendar_from_law(arena, 2028).count);
    CHECK_INT(calendar_with_law(arena, both, 2030, 2029).count, both.count);
    CHECK_INT(calendar_with_law(arena, both, 2029, 2029).count, both.count + 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holidays_on_a_weekend_are_made_up_for),
        cmocka_unit_test(holidays_that_crowd_a_weekend_are_made_up_for_one_by_one),
        cmocka_unit_test(the_day_beside_national_day_lengthens_the_weekend),
        cmocka_unit_test(the_day_beside_national_day_is_chosen_off_the_weekend),
        cmocka_unit_test(the_culture_day_is_off_from_2026),
        cmocka_unit_test(every_year_has_its_days_on_weekdays_and_in_order),
        cmocka_unit_test(without_a_lunar_table_the_civil_holidays_remain),
        cmocka_unit_test(a_notice_replaces_the_law_of_its_year_alone),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
