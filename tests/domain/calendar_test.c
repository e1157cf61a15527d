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

/* ---- Long spans --------------------------------------------------------------------------------- */

/* A day that lies up to fourteen years before or after the two years random calendars speak of. */
static struct date day_of_decades(void)
{
    return (struct date){ 739252 + test_random_in(-14 * 365, 16 * 365) };
}

static int day_minutes_from_lists(const struct calendar *calendar, struct date date)
{
    struct date season = { 0 };
    int sum = 0;

    if (!is_worked_day(calendar, date))
        return 0;
    if (calendar->sessions.count == 0)
        return 480;
    for (size_t i = 0; i < calendar->sessions.count; i++)
        if (i == 0 || calendar->sessions.at[i].from_on.day <= date.day)
            season = calendar->sessions.at[i].from_on;
    for (size_t i = 0; i < calendar->sessions.count; i++)
        if (calendar->sessions.at[i].from_on.day == season.day)
            sum += calendar->sessions.at[i].closes_minute - calendar->sessions.at[i].opens_minute;
    return sum;
}

static void long_spans_give_what_their_days_give_one_by_one(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        const struct calendar *calendar = test_calendar_random();
        struct date from = day_of_decades(), to = { from.day + test_random_in(0, case_ % 10 == 0 ? 11000 : 400) };
        int64_t minutes = 0;
        int days = 0;

        for (struct date date = from; date.day < to.day; date.day++) {
            minutes += day_minutes_from_lists(calendar, date);
            days += is_worked_day(calendar, (struct date){ date.day + 1 });
        }
        CHECK_INT(calendar_working_days_between(calendar, from, to), days);
        CHECK_INT(calendar_working_days_between(calendar, to, from), -days);
        CHECK_INT(calendar_minutes_between(calendar, moment_of(from, 0), moment_of(to, 0)), minutes);
        CHECK_INT(calendar_minutes_between(calendar, moment_of(to, 0), moment_of(from, 0)), -minutes);
    }
}

static void the_nth_working_day_is_the_one_found_by_walking(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        const struct calendar *calendar = test_calendar_random();
        struct date date = day_of_decades(), walked = date;
        int n = test_random_in(-1500, 1500), step = n < 0 ? -1 : 1;

        for (int left = n; left != 0; left -= step)
            do
                walked.day += step;
            while (!is_worked_day(calendar, walked));
        CHECK_INT(calendar_add_working_days(calendar, date, n).day, walked.day);
    }
}

/* Found by walking: the day on which so many working minutes are full, and how many of them are that day's. */
static struct date walk_minutes(const struct calendar *calendar, struct date date, int64_t *minutes)
{
    for (; *minutes > day_minutes_from_lists(calendar, date); date.day++)
        *minutes -= day_minutes_from_lists(calendar, date);
    return date;
}

static void minutes_added_over_years_end_on_the_day_found_by_walking(void **state)
{
    (void)state;
    FOR_ALL(2000) {
        const struct calendar *calendar = test_calendar_random();
        struct date date = day_of_decades();
        int64_t minutes = test_random_in(1, 900000), rest = minutes;
        struct date walked = walk_minutes(calendar, date, &rest);
        struct moment later = calendar_add_minutes(calendar, moment_of(date, 0), minutes);
        struct moment earlier = calendar_add_minutes(calendar, later, -minutes);

        CHECK_INT(moment_date(later).day, walked.day);
        CHECK_INT(calendar_minutes_between(calendar, moment_of(walked, 0), later), rest);
        /* back at the first worked minute since then */
        CHECK_INT(earlier.ms, calendar_add_minutes(calendar, moment_of(date, 0), 0).ms);
    }
}

static void decades_are_counted_from_their_weeks_and_entries(void **state)
{
    const struct calendar plain = { 0 };

    (void)state;
    /* 2000-01-03 and 2040-01-02 are Mondays, 2087 weeks apart */
    CHECK_INT(calendar_working_days_between(&plain, test_date("2000-01-03"), test_date("2040-01-02")), 10435);
    CHECK_INT(calendar_minutes_between(&plain, test_moment("2000-01-03 07:30"), test_moment("2040-01-02 07:30")),
              5008800);
    /* the announced years take 26 weekdays off and give 3 Saturdays: 23 days of 480 minutes less */
    CHECK_INT(calendar_working_days_between(test_calendar(), test_date("2000-01-03"), test_date("2040-01-02")), 10412);
    CHECK_INT(
        calendar_minutes_between(test_calendar(), test_moment("2040-01-02 07:30"), test_moment("2000-01-03 07:30")),
        -4997760);
    date_is(calendar_add_working_days(&plain, test_date("2000-01-03"), 10435), "2040-01-02");
    date_is(calendar_add_working_days(&plain, test_date("2040-01-02"), -10435), "2000-01-03");
    date_is(calendar_add_working_days(test_calendar(), test_date("2000-01-03"), 10412), "2040-01-02");
    moment_is(calendar_add_minutes(&plain, test_moment("2000-01-03 07:30"), 5008800), "2039-12-30 17:30");
    moment_is(calendar_add_minutes(&plain, test_moment("2040-01-02 07:30"), -5008800), "2000-01-03 07:30");
    /* all days there are: 521722 weeks and a Monday to Friday, of which the first day does not count */
    CHECK_INT(calendar_working_days_between(&plain, (struct date){ 1 }, (struct date){ 3652059 }), 2608614);
}

static void a_span_is_cut_where_seasons_change(void **state)
{
    (void)state;
    /* before the first season its hours hold: 2024 has 262 weekdays of 480 minutes */
    CHECK_INT(calendar_minutes_between(&seasonal, test_moment("2024-01-01 00:00"), test_moment("2025-01-01 00:00")),
              125760);
    /* Friday and Monday around Saturday, 1 November 2025: 480 and 450 */
    CHECK_INT(calendar_minutes_between(&seasonal, test_moment("2025-10-31 00:00"), test_moment("2025-11-04 00:00")),
              930);
    CHECK_INT(calendar_minutes_between(&seasonal, test_moment("2025-10-31 16:30"), test_moment("2025-11-03 08:10")),
              40);
    /* 2025: 218 weekdays until the end of October, 43 in its last two months */
    CHECK_INT(calendar_minutes_between(&seasonal, test_moment("2025-01-01 00:00"), test_moment("2026-01-01 00:00")),
              123990);
    CHECK_INT(calendar_minutes_between(&seasonal, test_moment("2026-01-01 00:00"), test_moment("2025-01-01 00:00")),
              -123990);
}

static void a_saturday_worked_in_exchange_counts_at_either_end(void **state)
{
    const struct calendar *calendar = test_calendar(); /* Saturday, 26 April 2025, for Friday, 2 May */

    (void)state;
    CHECK_INT(calendar_working_days_between(calendar, test_date("2025-04-25"), test_date("2025-04-26")), 1);
    CHECK_INT(calendar_working_days_between(calendar, test_date("2025-04-26"), test_date("2025-04-27")), 0);
    CHECK_INT(calendar_working_days_between(calendar, test_date("2025-04-20"), test_date("2025-04-27")), 6);
    CHECK_INT(calendar_working_days_between(calendar, test_date("2025-04-27"), test_date("2025-05-04")), 2);
    CHECK_INT(calendar_minutes_between(calendar, test_moment("2025-04-26 16:30"), test_moment("2025-05-05 08:00")),
              60 + 2 * 480 + 30);
    CHECK_INT(calendar_minutes_between(calendar, test_moment("2025-05-05 08:00"), test_moment("2025-04-26 16:30")),
              -1050);
    date_is(calendar_add_working_days(calendar, test_date("2025-04-20"), 6), "2025-04-26");
    date_is(calendar_add_working_days(calendar, test_date("2025-05-03"), -3), "2025-04-26");
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
        cmocka_unit_test(long_spans_give_what_their_days_give_one_by_one),
        cmocka_unit_test(the_nth_working_day_is_the_one_found_by_walking),
        cmocka_unit_test(minutes_added_over_years_end_on_the_day_found_by_walking),
        cmocka_unit_test(decades_are_counted_from_their_weeks_and_entries),
        cmocka_unit_test(a_span_is_cut_where_seasons_change),
        cmocka_unit_test(a_saturday_worked_in_exchange_counts_at_either_end),
        cmocka_unit_test(all_days_off_end_at_the_ends_of_the_calendar),
        cmocka_unit_test(good_lists_have_no_fault),
        cmocka_unit_test(faulty_lists_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
