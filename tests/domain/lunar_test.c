/* SPDX-License-Identifier: Apache-2.0 */
/* The table of years is checked against the sky: mean elements and the largest periodic terms of sun and moon
 * (J. Meeus, Astronomical Formulae for Calculators, ch. 18 and 32), good to a few minutes of time. */
#include "domain/lunar.h"

#include "support/check.h"
#include "support/test_clock.h"

#include <math.h>

static const double RADIANS = 3.14159265358979323846 / 180;

enum { JULIAN_DAY_0 = 1721425 }; /* of the day before 0001-01-01 */

static double sine(double degrees)
{
    return sin(degrees * RADIANS);
}

/* The day (UTC+7) of the k-th new moon after 1900-01-01. */
static int new_moon_day(int k)
{
    double t = k / 1236.85, t2 = t * t, t3 = t2 * t;
    double sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
    double moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
    double node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
    double mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3 +
                  0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t2);
    double shift = (0.1734 - 0.000393 * t) * sine(sun) + 0.0021 * sine(2 * sun) - 0.4068 * sine(moon) +
                   0.0161 * sine(2 * moon) - 0.0004 * sine(3 * moon) + 0.0104 * sine(2 * node) -
                   0.0051 * sine(sun + moon) - 0.0074 * sine(sun - moon) + 0.0004 * sine(2 * node + sun) -
                   0.0004 * sine(2 * node - sun) - 0.0006 * sine(2 * node + moon) + 0.0010 * sine(2 * node - moon) +
                   0.0005 * sine(2 * moon + sun);
    double clock_drift = -0.000278 + 0.000265 * t + 0.000262 * t2;

    return (int)floor(mean + shift - clock_drift + 0.5 + 7.0 / 24) - JULIAN_DAY_0;
}

/* Which twelfth of its path the sun stands in when the day begins; 9 begins with the winter solstice. */
static int sun_twelfth(int day)
{
    double t = (day + JULIAN_DAY_0 - 2451545.5 - 7.0 / 24) / 36525, t2 = t * t;
    double anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2;
    double length = 280.46645 + 36000.76983 * t + 0.0003032 * t2 +
                    (1.914600 - 0.004817 * t - 0.000014 * t2) * sine(anomaly) +
                    (0.019993 - 0.000101 * t) * sine(2 * anomaly) + 0.000290 * sine(3 * anomaly);

    return (int)floor(fmod(length, 360) / 30);
}

/* The k of the month with the winter solstice of `year`: the eleventh. */
static int eleventh_month(int year)
{
    struct date last = { 0 };

    CHECK(date_of_civil((struct civil){ year, 12, 31 }, &last));

    int k = (int)floor((last.day + JULIAN_DAY_0 - 2415021) / 29.530588853);
    return sun_twelfth(new_moon_day(k)) >= 9 ? k - 1 : k;
}

/* The month of a solstice year (counted from its eleventh month, 0) that has no name of its own; 0: none.  It is the
 * first in which the sun enters no new twelfth. */
static int unnamed_month(int first, int next)
{
    if (next - first == 12)
        return 0;
    for (int i = 1; i < 13; i++)
        if (sun_twelfth(new_moon_day(first + i)) == sun_twelfth(new_moon_day(first + i + 1)))
            return i;
    return 0;
}

/* The months of the table that begin within a minute of midnight, where the short series falls on the other side. */
static bool is_too_close_to_midnight(struct lunar lunar)
{
    return (lunar.year == 2072 && lunar.month == 11) || (lunar.year == 2085 && lunar.month == 9);
}

static void check_months_from_solstice(int year)
{
    int first = eleventh_month(year), next = eleventh_month(year + 1), leap = unnamed_month(first, next);
    struct lunar lunar = { .year = year, .month = 10, .day = 1 };

    for (int i = 0; i < next - first; i++) {
        struct date begins = { 0 };

        lunar.is_leap = i != 0 && i == leap;
        if (!lunar.is_leap)
            lunar.month = lunar.month % 12 + 1;
        lunar.year = lunar.month < 11 ? year + 1 : year;
        if (is_too_close_to_midnight(lunar) || lunar.year < LUNAR_FIRST_YEAR || lunar.year > LUNAR_LAST_YEAR)
            continue;
        CHECK(lunar_to_date(lunar, &begins));
        if (begins.day != new_moon_day(first + i))
            fail_msg("month %d of %d begins on day %d, the moon says %d", lunar.month, lunar.year, begins.day,
                     new_moon_day(first + i));
    }
}

static void every_month_begins_with_the_new_moon_and_is_named_by_the_sun(void **state)
{
    (void)state;
    for (int year = LUNAR_FIRST_YEAR - 1; year <= LUNAR_LAST_YEAR; year++)
        check_months_from_solstice(year);
}

static void new_year_and_ancestors_day_fall_as_printed(void **state)
{
    static const struct {
        int year;
        const char *new_year, *ancestors_day;
    } examples[] = {
        { 2025, "2025-01-29", "2025-04-07" },
        { 2026, "2026-02-17", "2026-04-26" },
        { 2027, "2027-02-06", "2027-04-16" },
        { 2028, "2028-01-26", "2028-04-04" },
        { 2029, "2029-02-13", "2029-04-23" },
        { 2030, "2030-02-02", "2030-04-12" },
        { 2031, "2031-01-23", "2031-04-01" },
        /* Before: by the calendars of those years.  2007 is a year in which Beijing was a day later. */
        { 2000, "2000-02-05", "2000-04-14" },
        { 2007, "2007-02-17", "2007-04-26" },
        { 2024, "2024-02-10", "2024-04-18" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct date date = { 0 };

        CHECK(lunar_to_date((struct lunar){ .year = examples[i].year, .month = 1, .day = 1 }, &date));
        CHECK_INT(date.day, test_date(examples[i].new_year).day);
        CHECK(lunar_to_date((struct lunar){ .year = examples[i].year, .month = 3, .day = 10 }, &date));
        CHECK_INT(date.day, test_date(examples[i].ancestors_day).day);
    }
}

static void new_year_is_the_morrow_of_the_last_day_of_the_year_before(void **state)
{
    (void)state;
    for (int year = LUNAR_FIRST_YEAR; year < LUNAR_LAST_YEAR; year++) {
        struct date last = { 0 }, first = { 0 };

        CHECK(lunar_to_date((struct lunar){ .year = year, .month = 12, .day = 30 }, &last) ||
              lunar_to_date((struct lunar){ .year = year, .month = 12, .day = 29 }, &last));
        CHECK(lunar_to_date((struct lunar){ .year = year + 1, .month = 1, .day = 1 }, &first));
        CHECK_INT(first.day, last.day + 1);
    }
}

static void leap_months_follow_the_month_they_repeat(void **state)
{
    static const struct {
        int year, month;
        const char *begins, *leap_begins;
    } examples[] = {
        { 2025, 6, "2025-06-25", "2025-07-25" },
        { 2028, 5, "2028-05-24", "2028-06-23" },
        { 2031, 3, "2031-03-23", "2031-04-21" },
        { 2033, 11, "2033-11-22", "2033-12-22" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct lunar lunar = { .year = examples[i].year, .month = examples[i].month, .day = 1 };
        struct date date = { 0 };

        CHECK(lunar_to_date(lunar, &date));
        CHECK_INT(date.day, test_date(examples[i].begins).day);
        lunar.is_leap = true;
        CHECK(lunar_to_date(lunar, &date));
        CHECK_INT(date.day, test_date(examples[i].leap_begins).day);
    }
}

static void lunar_dates_that_do_not_exist_are_refused(void **state)
{
    static const struct lunar examples[] = {
        { 1999, 1, 1, false }, { 2101, 1, 1, false },  { 2025, 0, 1, false },  { 2025, 13, 1, false },
        { 2025, 1, 0, false }, { 2025, 1, 31, false }, { 2025, 2, 30, false }, { 2025, 5, 1, true },
        { 2026, 6, 1, true },  { 2025, 6, 30, true },  { 2025, -1, 1, false }, { 2025, 1, -1, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct date date = { 42 };

        CHECK(!lunar_to_date(examples[i], &date));
        CHECK_INT(date.day, 42);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_year_and_ancestors_day_fall_as_printed),
        cmocka_unit_test(every_month_begins_with_the_new_moon_and_is_named_by_the_sun),
        cmocka_unit_test(new_year_is_the_morrow_of_the_last_day_of_the_year_before),
        cmocka_unit_test(leap_months_follow_the_month_they_repeat),
        cmocka_unit_test(lunar_dates_that_do_not_exist_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
