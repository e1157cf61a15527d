/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/calendar.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

static void moment_is(struct moment moment, const char *expected)
{
    char text[17];

    CHECK_STR(moment_format_sortable(moment, text), expected);
}

static void date_is(struct date date, const char *expected)
{
    char text[11];

    CHECK_STR(date_format_iso(date, text), expected);
}

/* ---- Days --------------------------------------------------------------------------------------- */

static void months_have_as_many_working_days_as_announced(void **state)
{
    static const struct {
        int year, sum, months[12];
    } years[] = {
        { 2025, 250, { 17, 20, 21, 21, 20, 21, 23, 21, 20, 23, 20, 23 } },
        { 2026, 249, { 21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23 } },
    };

    (void)state;
    for (size_t y = 0; y < 2; y++) {
        int sum = 0;

        for (int month = 1; month <= 12; month++) {
            struct date first, next;

            CHECK(date_of_civil((struct civil){ years[y].year, month, 1 }, &first));
            CHECK(date_of_civil((struct civil){ years[y].year + month / 12, month % 12 + 1, 1 }, &next));
            int days = calendar_working_days_between(test_calendar(), date_add(first, -1), date_add(next, -1));
            CHECK_INT(days, years[y].months[month - 1]);
            sum += days;
        }
        CHECK_INT(sum, years[y].sum);
    }
}

static void a_days_own_entry_comes_before_the_plain_week(void **state)
{
    const struct calendar *calendar = test_calendar();

    (void)state;
    CHECK(calendar_is_working(calendar, test_date("2025-04-26")));  /* Saturday worked in exchange */
    CHECK(!calendar_is_working(calendar, test_date("2025-05-02"))); /* the Friday it was exchanged for */
    CHECK(!calendar_is_working(calendar, test_date("2025-04-27"))); /* a plain Sunday */
    CHECK(calendar_is_working(calendar, test_date("2025-04-28")));  /* a plain Monday */
    CHECK(calendar_day_entry(calendar, test_date("2025-04-28")) == NULL);
    CHECK_STR(calendar_day_entry(calendar, test_date("2025-04-26"))->note, "Làm bù");
    CHECK(calendar_day_entry(calendar, test_date("2025-01-01")) != NULL);
    CHECK(calendar_day_entry(calendar, test_date("2026-11-24")) != NULL);
    CHECK(calendar_day_entry(&(struct calendar){ 0 }, test_date("2026-11-24")) == NULL);
    CHECK(calendar_is_working(&(struct calendar){ 0 }, test_date("2026-11-24")));
}

static void neighbours_skip_days_off(void **state)
{
    const struct calendar *calendar = test_calendar();

    (void)state;
    date_is(calendar_next_working_day(calendar, test_date("2025-08-29")), "2025-09-03");
    date_is(calendar_previous_working_day(calendar, test_date("2025-09-03")), "2025-08-29");
    date_is(calendar_next_working_day(calendar, test_date("2025-04-25")), "2025-04-26");
    date_is(calendar_previous_working_day(calendar, test_date("2025-04-28")), "2025-04-26");
    date_is(calendar_working_day_from(calendar, test_date("2025-08-29")), "2025-08-29");
    date_is(calendar_working_day_from(calendar, test_date("2025-08-30")), "2025-09-03");
    date_is(calendar_add_working_days(calendar, test_date("2026-02-13"), 1), "2026-02-23");
    date_is(calendar_add_working_days(calendar, test_date("2026-02-23"), -1), "2026-02-13");
    date_is(calendar_add_working_days(calendar, test_date("2026-02-15"), 0), "2026-02-15");
    date_is(calendar_add_working_days(calendar, test_date("2025-08-27"), 5), "2025-09-05");
    CHECK_INT(calendar_working_days_between(calendar, test_date("2025-08-27"), test_date("2025-09-05")), 5);
    CHECK_INT(calendar_working_days_between(calendar, test_date("2025-09-05"), test_date("2025-08-27")), -5);
    CHECK_INT(calendar_working_days_between(calendar, test_date("2025-08-30"), test_date("2025-09-02")), 0);
}

static void the_day_after_n_working_days_is_worked_and_n_away(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        const struct calendar *calendar = test_calendar_random();
        struct date date = moment_date(test_moment_random());
        int n = test_random_in(-40, 40);
        struct date there = calendar_add_working_days(calendar, date, n);

        CHECK(n == 0 || calendar_is_working(calendar, there));
        CHECK_INT(calendar_working_days_between(calendar, date, there),
                  n >= 0 || calendar_is_working(calendar, date) ? n : n + 1);
    }
}

static void days_between_add_up_wherever_the_interval_is_cut(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        const struct calendar *calendar = test_calendar_random();
        struct date a = moment_date(test_moment_random()), b = moment_date(test_moment_random()),
                    c = moment_date(test_moment_random());

        CHECK_INT(calendar_working_days_between(calendar, a, b) + calendar_working_days_between(calendar, b, c),
                  calendar_working_days_between(calendar, a, c));
    }
}

/* ---- Hours -------------------------------------------------------------------------------------- */

static const struct calendar_session two_seasons[] = {
    { { 739342 }, 7 * 60, 11 * 60 }, /* 2025-04-01 */
    { { 739342 }, 13 * 60, 17 * 60 },
    { { 739556 }, 8 * 60, 12 * 60 }, /* 2025-11-01 */
    { { 739556 }, 13 * 60, 16 * 60 + 30 },
};

static const struct calendar seasonal = { .sessions = { two_seasons, 4 } };

static void hours_follow_the_season(void **state)
{
    const struct calendar plain = { 0 };

    (void)state;
    CHECK_INT(test_date("2025-04-01").day, 739342);
    CHECK_INT(test_date("2025-11-01").day, 739556);
    moment_is(calendar_opening(&plain, test_date("2025-08-27")), "2025-08-27 07:30");
    moment_is(calendar_closing(&plain, test_date("2025-08-27")), "2025-08-27 17:30");
    CHECK_INT(calendar_day_minutes(&plain, test_date("2025-08-27")), 480);
    CHECK_INT(calendar_day_minutes(&plain, test_date("2025-08-30")), 0);
    moment_is(calendar_closing(&seasonal, test_date("2025-10-31")), "2025-10-31 17:00");
    moment_is(calendar_opening(&seasonal, test_date("2025-11-01")), "2025-11-01 08:00");
    moment_is(calendar_closing(&seasonal, test_date("2025-11-01")), "2025-11-01 16:30"); /* a Saturday: as if */
    moment_is(calendar_closing(&seasonal, test_date("2030-01-01")), "2030-01-01 16:30");
    moment_is(calendar_opening(&seasonal, test_date("2025-01-01")), "2025-01-01 07:00"); /* before the first */
    CHECK_INT(calendar_day_minutes(&seasonal, test_date("2025-11-03")), 450);
    CHECK_INT(calendar_hours(&seasonal, test_date("2025-11-03")).count, 2);
}

static void working_moments_lie_inside_sessions(void **state)
{
    static const struct {
        const char *at;
        bool is_working;
    } examples[] = {
        { "2025-08-27 07:29", false }, { "2025-08-27 07:30", true },  { "2025-08-27 11:30", true },
        { "2025-08-27 11:31", false }, { "2025-08-27 13:29", false }, { "2025-08-27 13:30", true },
        { "2025-08-27 17:30", true },  { "2025-08-27 17:31", false }, { "2025-08-30 10:00", false },
        { "2025-04-26 10:00", true },  { "2025-09-02 10:00", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK(calendar_is_working_moment(test_calendar(), test_moment(examples[i].at)) == examples[i].is_working);
}

static void minutes_between_moments_match_the_printed_examples(void **state)
{
    static const struct {
        const char *from, *to;
        int minutes;
    } examples[] = {
        { "2025-08-27 07:30", "2025-08-27 17:30", 480 },
        { "2025-08-27 00:00", "2025-08-28 00:00", 480 },
        { "2025-08-27 10:00", "2025-08-27 14:00", 120 }, /* 90 before noon, 30 after */
        { "2025-08-27 11:30", "2025-08-27 13:30", 0 },
        { "2025-08-27 11:45", "2025-08-27 12:45", 0 },
        { "2025-08-29 17:00", "2025-09-03 08:00", 60 },
        { "2025-08-30 08:00", "2025-09-02 17:00", 0 },
        { "2025-09-05 17:30", "2025-09-09 09:00", 570 },
        { "2025-04-25 17:30", "2025-04-28 07:30", 480 }, /* Saturday 26 is worked */
        { "2026-02-13 16:00", "2026-02-23 16:00", 480 },
        { "2025-12-01 08:00", "2025-12-03 10:00", 1080 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct moment from = test_moment(examples[i].from), to = test_moment(examples[i].to);

        CHECK_INT(calendar_minutes_between(test_calendar(), from, to), examples[i].minutes);
        CHECK_INT(calendar_minutes_between(test_calendar(), to, from), -examples[i].minutes);
    }
}

static void minutes_are_added_forward_and_backward(void **state)
{
    static const struct {
        const char *from;
        int minutes;
        const char *to;
    } examples[] = {
        { "2025-08-27 10:00", 60, "2025-08-27 11:00" },
        { "2025-08-27 10:00", 90, "2025-08-27 11:30" }, /* the earliest: not 13:30 */
        { "2025-08-27 10:00", 91, "2025-08-27 13:31" },
        { "2025-08-27 10:00", 330, "2025-08-27 17:30" }, /* the earliest: not the next morning */
        { "2025-08-27 10:00", 331, "2025-08-28 07:31" },
        { "2025-08-29 17:00", 31, "2025-09-03 07:31" },
        { "2025-08-30 20:00", 480, "2025-09-03 17:30" },
        { "2025-08-27 05:00", 1, "2025-08-27 07:31" },
        { "2025-08-27 12:00", 1, "2025-08-27 13:31" },
        { "2025-08-27 14:00", -30, "2025-08-27 13:30" }, /* the latest: not 11:30 */
        { "2025-08-27 14:00", -31, "2025-08-27 11:29" },
        { "2025-08-28 07:30", -1, "2025-08-27 17:29" },
        { "2025-08-28 08:00", -30, "2025-08-28 07:30" },
        { "2025-09-03 08:00", -31, "2025-08-29 17:29" },
        { "2025-09-02 10:00", -480, "2025-08-29 07:30" },
        { "2025-08-27 05:00", 0, "2025-08-27 07:30" },
        { "2025-08-27 10:00", 0, "2025-08-27 10:00" },
        { "2025-08-27 12:00", 0, "2025-08-27 13:30" },
        { "2025-08-27 11:30", 0, "2025-08-27 11:30" },
        { "2025-08-27 17:30", 0, "2025-08-27 17:30" },
        { "2025-08-27 17:31", 0, "2025-08-28 07:30" },
        { "2025-08-29 18:00", 0, "2025-09-03 07:30" },
        { "2025-08-31 18:00", 0, "2025-09-03 07:30" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        moment_is(calendar_add_minutes(test_calendar(), test_moment(examples[i].from), examples[i].minutes),
                  examples[i].to);
    moment_is(calendar_add_minutes(&seasonal, test_moment("2025-10-31 16:00"), 61), "2025-11-03 08:01");
    /* 100 weeks of 5 days of 8 hours */
    moment_is(calendar_add_minutes(&(struct calendar){ 0 }, test_moment("2025-08-25 07:30"), 240000),
              "2027-07-23 17:30");
    moment_is(calendar_add_minutes(&(struct calendar){ 0 }, test_moment("2027-07-23 17:30"), -240000),
              "2025-08-25 07:30");
}

static void added_minutes_lie_between(void **state)
{
    (void)state;
    FOR_ALL(10000) {
        const struct calendar *calendar = test_calendar_random();
        struct moment from = test_moment_random();
        int64_t minutes = test_random_in(-4000, 4000);
        struct moment to = calendar_add_minutes(calendar, from, minutes);

        CHECK_INT(calendar_minutes_between(calendar, from, to), minutes);
        CHECK(calendar_is_working_moment(calendar, to));
    }
}

static void a_working_moment_is_found_again_from_what_lies_between(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        const struct calendar *calendar = test_calendar_random();
        struct moment from = test_moment_random();
        struct moment to = calendar_add_minutes(calendar, from, test_random_in(1, 3000));
        struct moment earlier = calendar_add_minutes(calendar, from, calendar_minutes_between(calendar, from, to));

        CHECK_INT(earlier.ms, to.ms);
        earlier.ms = to.ms - 60000; /* no earlier minute has as much behind it */
        CHECK(calendar_minutes_between(calendar, from, earlier) < calendar_minutes_between(calendar, from, to));
    }
}

static void minutes_add_up_wherever_the_interval_is_cut(void **state)
{
    (void)state;
    FOR_ALL(10000) {
        const struct calendar *calendar = test_calendar_random();
        struct moment a = test_moment_random(), b = test_moment_random(), c = test_moment_random();

        CHECK_INT(calendar_minutes_between(calendar, a, b) + calendar_minutes_between(calendar, b, c),
                  calendar_minutes_between(calendar, a, c));
    }
}

/* The same question answered from the lists, slowly. */
static bool is_worked_day(const struct calendar *calendar, struct date date)
{
    bool is_working = date.day % 7 != 6 && date.day % 7 != 0; /* day 1 was a Monday */

    for (size_t i = 0; i < calendar->days.count; i++)
        if (calendar->days.at[i].on.day == date.day)
            is_working = calendar->days.at[i].is_working;
    return is_working;
}

static bool is_office_minute(const struct calendar *calendar, struct date date, int minute)
{
    struct date season = { 0 };

    if (!is_worked_day(calendar, date))
        return false;
    if (calendar->sessions.count == 0)
        return (minute >= 450 && minute < 690) || (minute >= 810 && minute < 1050);
    for (size_t i = 0; i < calendar->sessions.count; i++)
        if (i == 0 || calendar->sessions.at[i].from_on.day <= date.day)
            season = calendar->sessions.at[i].from_on;
    for (size_t i = 0; i < calendar->sessions.count; i++) {
        struct calendar_session session = calendar->sessions.at[i];

        if (session.from_on.day == season.day && minute >= session.opens_minute && minute < session.closes_minute)
            return true;
    }
    return false;
}

static void a_week_counted_minute_by_minute_gives_the_same(void **state)
{
    (void)state;
    FOR_ALL(200) {
        const struct calendar *calendar = test_calendar_random();
        struct date date = moment_date(test_moment_random());
        int start = test_random_in(0, MINUTES_PER_DAY), counted = 0;

        for (int minute = start; minute < 7 * MINUTES_PER_DAY; minute++) {
            counted += is_office_minute(calendar, date_add(date, minute / MINUTES_PER_DAY), minute % MINUTES_PER_DAY);
            CHECK_INT(calendar_minutes_between(calendar, moment_of(date, start), moment_of(date, minute + 1)), counted);
        }
    }
}

/* ---- Lists from outside ------------------------------------------------------------------------- */

static void all_days_off_end_at_the_ends_of_the_calendar(void **state)
{
    static const struct calendar_day last_days[] = {
        { .on = { 3652055 } }, { .on = { 3652056 } }, { .on = { 3652057 } },
        { .on = { 3652058 } }, { .on = { 3652059 } },
    };
    const struct calendar calendar = { .days = { last_days, 5 } };

    (void)state;
    CHECK_INT(calendar_next_working_day(&calendar, (struct date){ 3652056 }).day, 3652059);
    CHECK_INT(calendar_add_working_days(&calendar, (struct date){ 3652050 }, INT32_MAX).day, 3652059);
    CHECK_INT(calendar_previous_working_day(&calendar, (struct date){ 1 }).day, 1);
    CHECK_INT(calendar_add_working_days(&calendar, (struct date){ 8 }, INT32_MIN).day, 1);
    moment_is(calendar_add_minutes(&calendar, moment_of((struct date){ 3652040 }, 0), INT64_MAX), "9999-12-31 17:30");
    moment_is(calendar_add_minutes(&calendar, moment_of((struct date){ 8 }, 0), INT64_MIN), "0001-01-01 07:30");
    moment_is(calendar_add_minutes(&calendar, moment_of((struct date){ 3652040 }, 600), INT64_MAX), "9999-12-31 17:30");
    moment_is(calendar_add_minutes(&calendar, moment_of((struct date){ 8 }, 600), INT64_MIN + 1), "0001-01-01 07:30");
}

static void good_lists_have_no_fault(void **state)
{
    static const struct calendar_session all_day[] = { { { 1 }, 0, 720 }, { { 1 }, 720, 1440 } };
    const struct calendar never_closed = { .sessions = { all_day, 2 } };

    (void)state;
    CHECK_STR(calendar_fault(test_calendar()), "");
    CHECK_STR(calendar_fault(&seasonal), "");
    CHECK_STR(calendar_fault(&never_closed), "");
    CHECK_INT(calendar_day_minutes(&never_closed, test_date("2025-08-27")), 1440);
    CHECK_STR(calendar_fault(&(struct calendar){ 0 }), "");
    FOR_ALL(500)
        CHECK_STR(calendar_fault(test_calendar_random()), "");
}

static void faulty_lists_are_told(void **state)
{
    static const struct {
        int days[2];
        struct calendar_session sessions[2];
        const char *fault;
    } examples[] = {
        { { 0, 5 }, { { { 1 }, 1, 2 }, { { 1 }, 3, 4 } }, "dòng lịch không có ngày" },
        { { 5, 5 }, { { { 1 }, 1, 2 }, { { 1 }, 3, 4 } }, "ngày trong lịch trùng nhau hoặc không theo thứ tự" },
        { { 6, 5 }, { { { 1 }, 1, 2 }, { { 1 }, 3, 4 } }, "ngày trong lịch trùng nhau hoặc không theo thứ tự" },
        { { 5, 6 }, { { { 0 }, 1, 2 }, { { 1 }, 3, 4 } }, "buổi làm việc không có ngày áp dụng" },
        { { 5, 6 }, { { { 1 }, 2, 2 }, { { 1 }, 3, 4 } }, "giờ đóng phải sau giờ mở trong cùng ngày" },
        { { 5, 6 }, { { { 1 }, -1, 2 }, { { 1 }, 3, 4 } }, "giờ đóng phải sau giờ mở trong cùng ngày" },
        { { 5, 6 }, { { { 1 }, 1, 2 }, { { 1 }, 3, 1441 } }, "giờ đóng phải sau giờ mở trong cùng ngày" },
        { { 5, 6 }, { { { 1 }, 1, 4 }, { { 1 }, 3, 5 } }, "hai buổi làm việc chồng giờ nhau" },
        { { 5, 6 }, { { { 2 }, 1, 2 }, { { 1 }, 3, 4 } }, "buổi làm việc không theo thứ tự ngày áp dụng" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct calendar_day days[2] = { { .on = { examples[i].days[0] } }, { .on = { examples[i].days[1] } } };
        struct calendar calendar = { .sessions = { examples[i].sessions, 2 }, .days = { days, 2 } };

        CHECK_STR(calendar_fault(&calendar), examples[i].fault);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_have_as_many_working_days_as_announced),
        cmocka_unit_test(a_days_own_entry_comes_before_the_plain_week),
        cmocka_unit_test(neighbours_skip_days_off),
        cmocka_unit_test(the_day_after_n_working_days_is_worked_and_n_away),
        cmocka_unit_test(days_between_add_up_wherever_the_interval_is_cut),
        cmocka_unit_test(hours_follow_the_season),
        cmocka_unit_test(working_moments_lie_inside_sessions),
        cmocka_unit_test(minutes_between_moments_match_the_printed_examples),
        cmocka_unit_test(minutes_are_added_forward_and_backward),
        cmocka_unit_test(added_minutes_lie_between),
        cmocka_unit_test(a_working_moment_is_found_again_from_what_lies_between),
        cmocka_unit_test(minutes_add_up_wherever_the_interval_is_cut),
        cmocka_unit_test(a_week_counted_minute_by_minute_gives_the_same),
        cmocka_unit_test(all_days_off_end_at_the_ends_of_the_calendar),
        cmocka_unit_test(good_lists_have_no_fault),
        cmocka_unit_test(faulty_lists_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
