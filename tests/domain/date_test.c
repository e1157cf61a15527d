/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/date.h"

#include "support/check.h"
#include "support/property.h"

#include <string.h>

enum { LAST_DAY = 3652059 };

static struct date day_of(int year, int month, int day)
{
    struct date date = { 0 };

    CHECK(date_of_civil((struct civil){ year, month, day }, &date));
    return date;
}

static void known_days_have_their_number_and_weekday(void **state)
{
    static const struct {
        int year, month, day, number;
        enum weekday weekday;
    } examples[] = {
        { 1, 1, 1, 1, MONDAY },           { 1600, 12, 31, 584388, SUNDAY },   { 1900, 3, 1, 693655, THURSDAY },
        { 1945, 9, 2, 710276, SUNDAY },   { 1970, 1, 1, 719163, THURSDAY },   { 1975, 4, 30, 721108, WEDNESDAY },
        { 2000, 2, 29, 730179, TUESDAY }, { 2025, 8, 27, 739490, WEDNESDAY }, { 9999, 12, 31, LAST_DAY, FRIDAY },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct date date = day_of(examples[i].year, examples[i].month, examples[i].day);

        CHECK_INT(date.day, examples[i].number);
        CHECK_INT(date_weekday(date), examples[i].weekday);
    }
}

static void every_day_of_the_calendar_comes_back_and_follows_the_one_before(void **state)
{
    struct civil before = { 0, 12, 31 };

    (void)state;
    for (int number = 1; number <= LAST_DAY; number++) {
        struct civil civil = date_civil((struct date){ number });
        struct date back = { 0 };
        bool is_next_day = civil.year == before.year && civil.month == before.month && civil.day == before.day + 1;
        bool is_next_month = civil.year == before.year && civil.month == before.month + 1 && civil.day == 1;
        bool is_next_year = civil.year == before.year + 1 && civil.month == 1 && civil.day == 1 && before.day == 31;

        if (!date_of_civil(civil, &back) || back.day != number || !(is_next_day || is_next_month || is_next_year) ||
            (int)date_weekday(back) != (number - 1) % 7)
            fail_msg("day %d is %d-%d-%d", number, civil.year, civil.month, civil.day);
        before = civil;
    }
    CHECK_INT(before.year, 9999);
}

static void four_centuries_of_dates_read_back_from_both_spellings(void **state)
{
    (void)state;
    for (int number = day_of(1800, 1, 1).day; number < day_of(2200, 1, 1).day; number++) {
        struct date iso = { 0 }, vietnamese = { 0 };
        char text[11];

        if (!date_parse_iso(date_format_iso((struct date){ number }, text), &iso) || iso.day != number ||
            !date_parse_vietnamese(date_format((struct date){ number }, text), &vietnamese) || vietnamese.day != number)
            fail_msg("day %d prints as %s", number, text);
    }
}

static void days_that_do_not_exist_are_refused(void **state)
{
    static const struct civil examples[] = {
        { 2025, 2, 29 }, { 2025, 2, 31 }, { 1900, 2, 29 }, { 2100, 2, 29 }, { 2025, 4, 31 },
        { 2025, 13, 1 }, { 2025, 0, 1 },  { 2025, 1, 0 },  { 2025, 1, 32 }, { 0, 1, 1 },
        { 10000, 1, 1 }, { -1, 1, 1 },    { 2025, 1, -1 }, { 2025, -1, 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct date date = { 42 };

        CHECK(!date_of_civil(examples[i], &date));
        CHECK_INT(date.day, 42);
    }
    CHECK_INT(day_of(2000, 2, 29).day + 1, day_of(2000, 3, 1).day);
    CHECK_INT(day_of(2024, 2, 29).day + 1, day_of(2024, 3, 1).day);
}

static void only_the_iso_spelling_is_iso(void **state)
{
    static const char *const wrong[] = {
        "",           "2025",        "2025-9-18",  "2025-09-18 ", " 2025-09-18", "2025/09/18",
        "2025-02-31", "2025-00-10",  "2025-13-10", "0000-01-01",  "20250918",    "2025-09-1x",
        "18/09/2025", "2025-09-18T", "-025-09-18", "2025-09-018", "+2025-09-18", "2025-09--8",
    };
    struct date date = { 42 };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!date_parse_iso(str_of(wrong[i]), &date));
        CHECK_INT(date.day, 42);
    }
    CHECK(!date_parse_iso((struct str){ NULL, 0 }, &date));
    CHECK(date_parse_iso(STR("2025-09-18"), &date));
    CHECK_INT(date.day, day_of(2025, 9, 18).day);
}

static void days_are_read_as_people_write_them(void **state)
{
    static const char *const right[] = { "18/9/2025", "18/09/2025", "18-09-2025", "18-9-2025" };
    static const char *const wrong[] = {
        "",           "18/9",       "18/9/25",     "31/02/2025", "18/9-2025",  "18.9.2025",
        "9/18/2025",  "018/9/2025", "18/09/2025 ", "18//2025",   "/9/2025",    "18/9/",
        "18/9/02025", "18",         "18/009/2025", "18 /9/2025", "2025-09-18", "18/9/2025/1",
    };
    struct date date = { 42 };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!date_parse_vietnamese(str_of(wrong[i]), &date));
        CHECK_INT(date.day, 42);
    }
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        CHECK(date_parse_vietnamese(str_of(right[i]), &date));
        CHECK_INT(date.day, day_of(2025, 9, 18).day);
    }
    CHECK(date_parse_vietnamese(STR("1/2/2025"), &date));
    CHECK_INT(date.day, day_of(2025, 2, 1).day);
}

static void no_date_is_an_empty_text_and_stays_no_date(void **state)
{
    struct date none = { 0 };
    char text[17] = "untouched";

    (void)state;
    CHECK(!date_is_given(none));
    CHECK(date_is_given((struct date){ 1 }));
    CHECK_STR(date_format(none, text), "");
    CHECK_STR(date_format_iso(none, text), "");
    CHECK_STR(text, "");
    CHECK_INT(date_add(none, 5).day, 0);
    CHECK(!moment_is_given((struct moment){ 0 }));
    CHECK_STR(moment_format((struct moment){ 0 }, text), "");
    CHECK_STR(moment_format_sortable((struct moment){ 0 }, text), "");
}

static void sums_stop_at_the_ends_of_the_calendar(void **state)
{
    (void)state;
    CHECK_INT(date_add(day_of(2025, 12, 31), 1).day, day_of(2026, 1, 1).day);
    CHECK_INT(date_add(day_of(2025, 3, 1), -1).day, day_of(2025, 2, 28).day);
    CHECK_INT(date_add(day_of(9999, 12, 31), 1).day, LAST_DAY);
    CHECK_INT(date_add(day_of(2025, 1, 1), INT32_MAX).day, LAST_DAY);
    CHECK_INT(date_add(day_of(2025, 1, 1), INT32_MIN).day, 1);
}

static void moments_are_shown_by_the_clock_of_viet_nam(void **state)
{
    struct moment moment = { 1756263600000 }; /* 2025-08-27T03:00:00Z */
    char text[17];

    (void)state;
    CHECK_INT(moment_date(moment).day, day_of(2025, 8, 27).day);
    CHECK_INT(moment_minute(moment), 600);
    CHECK_STR(moment_format(moment, text), "10:00 27/08/2025");
    CHECK_STR(moment_format_sortable(moment, text), "2025-08-27 10:00");
    CHECK_INT(moment_of(day_of(2025, 8, 27), 600).ms, moment.ms);
    CHECK_INT(moment_of(day_of(2025, 8, 26), 600 + MINUTES_PER_DAY).ms, moment.ms);
    CHECK_INT(moment_of(day_of(2025, 8, 28), 600 - MINUTES_PER_DAY).ms, moment.ms);
    CHECK_INT(moment_of(day_of(1970, 1, 1), 7 * 60).ms, 0);
    CHECK_STR(moment_format((struct moment){ 1756263600000 + 59999 }, text), "10:00 27/08/2025");
    CHECK_STR(moment_format((struct moment){ 1756227600000 }, text), "00:00 27/08/2025");
    CHECK_STR(moment_format((struct moment){ 1756227599999 }, text), "23:59 26/08/2025");
    CHECK_STR(moment_format((struct moment){ -1 }, text), "06:59 01/01/1970");
    CHECK_STR(moment_format((struct moment){ -25200001 }, text), "23:59 31/12/1969");
    CHECK_STR(moment_format((struct moment){ -25200000 - 86400000 }, text), "00:00 31/12/1969");
}

static void moments_are_read_with_a_blank_or_a_t(void **state)
{
    static const char *const wrong[] = {
        "",
        "2025-08-27",
        "2025-08-27 ",
        "2025-08-27 10",
        "2025-08-27 24:00",
        "2025-08-27 10:60",
        "2025-08-27 1:00",
        "2025-08-27  10:00",
        "2025-08-27 10:00:00",
        "2025-02-31 10:00",
        "2025-08-27_10:00",
        "2025-08-27T10:00Z",
        "2025-08-27 10.00",
        "2025-08-27 10:",
        "2025-08-27 10:0",
        "2025-08-27 -1:00",
    };
    struct moment moment = { 42 };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!moment_parse(str_of(wrong[i]), &moment));
        CHECK_INT(moment.ms, 42);
    }
    CHECK(moment_parse(STR("2025-08-27 10:00"), &moment));
    CHECK_INT(moment.ms, 1756263600000);
    moment.ms = 0;
    CHECK(moment_parse(STR("2025-08-27T10:00"), &moment));
    CHECK_INT(moment.ms, 1756263600000);
}

static void a_time_of_day_is_read_as_people_write_it(void **state)
{
    static const char *const wrong[] = { "",       ":",      "8",     "8:",   ":30",    "24:00", "10:60",
                                         "008:30", "08:300", "-1:00", "8.30", "08:30 ", "8h30",  "8:30:00" };
    char text[6];
    int minute = 42;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!minute_parse(str_of(wrong[i]), &minute));
        CHECK_INT(minute, 42);
    }
    CHECK(minute_parse(STR("08:30"), &minute) && minute == 510);
    CHECK(minute_parse(STR("8:30"), &minute) && minute == 510);
    CHECK(minute_parse(STR("0:0"), &minute) && minute == 0);
    CHECK(minute_parse(STR("23:59"), &minute) && minute == 1439);
    CHECK_STR(minute_format(0, text), "00:00");
    CHECK_STR(minute_format(510, text), "08:30");
    CHECK_STR(minute_format(1439, text), "23:59");
}

static void a_moment_falls_in_the_minute_it_names(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        struct moment moment = { test_random_in_i64(-62135596800000 + 86400000, 253402214400000) };
        struct moment minute = moment_of(moment_date(moment), moment_minute(moment)), read = { 0 };
        char text[17];

        CHECK(minute.ms <= moment.ms && moment.ms < minute.ms + 60000);
        CHECK(moment_parse(moment_format_sortable(moment, text), &read) || !moment_is_given(moment));
        CHECK_INT(read.ms, minute.ms);
    }
}

static void no_machine_time_is_outside_the_calendar(void **state)
{
    static const int64_t extremes[] = { INT64_MIN, INT64_MIN + 1, INT64_MAX, INT64_MAX - 1 };

    (void)state;
    for (size_t i = 0; i < sizeof extremes / sizeof *extremes; i++) {
        struct moment moment = { extremes[i] };

        CHECK_INT(moment_date(moment).day, extremes[i] < 0 ? 1 : LAST_DAY);
        CHECK(moment_minute(moment) >= 0 && moment_minute(moment) < MINUTES_PER_DAY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_their_number_and_weekday),
        cmocka_unit_test(every_day_of_the_calendar_comes_back_and_follows_the_one_before),
        cmocka_unit_test(four_centuries_of_dates_read_back_from_both_spellings),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(only_the_iso_spelling_is_iso),
        cmocka_unit_test(days_are_read_as_people_write_them),
        cmocka_unit_test(no_date_is_an_empty_text_and_stays_no_date),
        cmocka_unit_test(sums_stop_at_the_ends_of_the_calendar),
        cmocka_unit_test(moments_are_shown_by_the_clock_of_viet_nam),
        cmocka_unit_test(moments_are_read_with_a_blank_or_a_t),
        cmocka_unit_test(a_time_of_day_is_read_as_people_write_it),
        cmocka_unit_test(a_moment_falls_in_the_minute_it_names),
        cmocka_unit_test(no_machine_time_is_outside_the_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
