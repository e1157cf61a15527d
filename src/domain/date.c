/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  A day is a number, so that "three days later" is an addition.  Civil dates come from counting years that
 * begin in March: the leap day is then the last day of its year, and every formula is plain division.  Moments are
 * machine time; the wall clock of Việt Nam is seven hours ahead of it, always.
 * Nothing here leaves 0001-01-01 .. 9999-12-31: sums past either end stop there. */
#include "domain/date.h"

#include "base/put.h"

enum {
    LAST_DAY = 3652059,    /* 9999-12-31 */
    EPOCH_DAY = 719163,    /* 1970-01-01 */
    MARCH_DAY = 305,       /* what 0001-01-01 = 1 lacks to the count of days since 0000-03-01 */
    DAYS_PER_ERA = 146097, /* 400 years */
    MS_PER_MINUTE = 60 * 1000,
};

static const int64_t MS_PER_DAY = (int64_t)MINUTES_PER_DAY * MS_PER_MINUTE;
static const int64_t MS_AHEAD = (int64_t)7 * 60 * MS_PER_MINUTE; /* UTC+7 */

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static int64_t floor_div(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

static struct date date_within(int64_t day)
{
    return (struct date){ day < 1 ? 1 : day > LAST_DAY ? LAST_DAY : (int32_t)day };
}

bool date_is_given(struct date date)
{
    return date.day != 0;
}

bool date_of_civil(struct civil civil, struct date *out)
{
    if (civil.year < 1 || civil.year > 9999 || civil.month < 1 || civil.month > 12)
        return false;
    if (civil.day < 1 || civil.day > days_in_month(civil.year, civil.month))
        return false;

    int year = civil.month > 2 ? civil.year : civil.year - 1;
    int month = civil.month > 2 ? civil.month - 3 : civil.month + 9; /* March = 0 */
    int day_of_year = (153 * month + 2) / 5 + civil.day - 1;

    out->day = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - MARCH_DAY;
    return true;
}

struct civil date_civil(struct date date)
{
    int days = date.day + MARCH_DAY; /* since 0000-03-01 = 0 */
    int era = days / DAYS_PER_ERA;
    int day_of_era = days % DAYS_PER_ERA;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153; /* March = 0 */

    return (struct civil){
        .year = era * 400 + year_of_era + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

enum weekday date_weekday(struct date date)
{
    return (enum weekday)((date.day + 6) % 7); /* 0001-01-01 was a Monday */
}

struct date date_add(struct date date, int days)
{
    return date_is_given(date) ? date_within((int64_t)date.day + days) : date;
}

/* Reads `least` to `most` digits off the front of *text. */
static bool take_number(struct str *text, size_t least, size_t most, int *out)
{
    size_t len = 0;
    int number = 0;

    while (len < text->len && len < most && text->at[len] >= '0' && text->at[len] <= '9')
        number = number * 10 + (text->at[len++] - '0');
    if (len < least)
        return false;
    *text = str_from(*text, len);
    *out = number;
    return true;
}

static bool take_char(struct str *text, char c)
{
    if (text->len == 0 || text->at[0] != c)
        return false;
    *text = str_from(*text, 1);
    return true;
}

static bool take_iso_date(struct str *text, struct date *out)
{
    struct civil civil = { 0, 0, 0 };

    return take_number(text, 4, 4, &civil.year) && take_char(text, '-') && take_number(text, 2, 2, &civil.month) &&
           take_char(text, '-') && take_number(text, 2, 2, &civil.day) && date_of_civil(civil, out);
}

bool date_parse_iso(struct str text, struct date *out)
{
    struct date date;

    if (!take_iso_date(&text, &date) || text.len != 0)
        return false;
    *out = date;
    return true;
}

bool date_parse_vietnamese(struct str text, struct date *out)
{
    struct civil civil = { 0, 0, 0 };

    if (!take_number(&text, 1, 2, &civil.day) || text.len == 0)
        return false;

    char separator = text.at[0];
    if (separator != '/' && separator != '-')
        return false;
    if (!take_char(&text, separator) || !take_number(&text, 1, 2, &civil.month) || !take_char(&text, separator))
        return false;
    if (!take_number(&text, 4, 4, &civil.year) || text.len != 0)
        return false;
    return date_of_civil(civil, out);
}

static char *put_iso_date(char *out, struct date date)
{
    struct civil civil = date_civil(date);

    out = put_char(put_digits(out, civil.year, 4), '-');
    out = put_char(put_digits(out, civil.month, 2), '-');
    return put_digits(out, civil.day, 2);
}

static char *put_vietnamese_date(char *out, struct date date)
{
    struct civil civil = date_civil(date);

    out = put_char(put_digits(out, civil.day, 2), '/');
    out = put_char(put_digits(out, civil.month, 2), '/');
    return put_digits(out, civil.year, 4);
}

static char *put_clock(char *out, int minute)
{
    return put_digits(put_char(put_digits(out, minute / 60, 2), ':'), minute % 60, 2);
}

/* A time of day that is all of the text, each number of `least` to two digits. */
static bool parse_clock(struct str text, size_t least, int *out)
{
    int hour, minute;

    if (!take_number(&text, least, 2, &hour) || !take_char(&text, ':') || !take_number(&text, least, 2, &minute))
        return false;
    if (text.len != 0 || hour > 23 || minute > 59)
        return false;
    *out = hour * 60 + minute;
    return true;
}

bool minute_parse(struct str text, int *out)
{
    return parse_clock(text, 1, out);
}

struct str minute_format(int minute, char out[6])
{
    return put_end(out, put_clock(out, minute));
}

struct str date_format_iso(struct date date, char out[11])
{
    return put_end(out, date_is_given(date) ? put_iso_date(out, date) : out);
}

struct str date_format(struct date date, char out[11])
{
    return put_end(out, date_is_given(date) ? put_vietnamese_date(out, date) : out);
}

/* Moments far outside the calendar would overflow below; no clock shows them. */
static int64_t wall_ms(struct moment moment)
{
    const int64_t limit = MS_PER_DAY * LAST_DAY;

    return (moment.ms < -limit ? -limit : moment.ms > limit ? limit : moment.ms) + MS_AHEAD;
}

struct date moment_date(struct moment moment)
{
    return date_within(floor_div(wall_ms(moment), MS_PER_DAY) + EPOCH_DAY);
}

int moment_minute(struct moment moment)
{
    int64_t ms = wall_ms(moment);

    return (int)((ms - floor_div(ms, MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE);
}

struct moment moment_of(struct date date, int minute)
{
    return (struct moment){ (date.day - EPOCH_DAY) * MS_PER_DAY + (int64_t)minute * MS_PER_MINUTE - MS_AHEAD };
}

bool moment_is_given(struct moment moment)
{
    return moment.ms != 0;
}

struct moment moment_earlier(struct moment a, struct moment b)
{
    return a.ms < b.ms ? a : b;
}

struct moment moment_later(struct moment a, struct moment b)
{
    return a.ms > b.ms ? a : b;
}

struct str moment_format(struct moment moment, char out[17])
{
    if (!moment_is_given(moment))
        return put_end(out, out);

    char *end = put_char(put_clock(out, moment_minute(moment)), ' ');
    return put_end(out, put_vietnamese_date(end, moment_date(moment)));
}

bool moment_parse(struct str text, struct moment *out)
{
    struct date date;
    int minute;

    if (!take_iso_date(&text, &date) || (!take_char(&text, ' ') && !take_char(&text, 'T')) ||
        !parse_clock(text, 2, &minute))
        return false;
    *out = moment_of(date, minute);
    return true;
}

struct str moment_format_sortable(struct moment moment, char out[17])
{
    if (!moment_is_given(moment))
        return put_end(out, out);

    char *end = put_char(put_iso_date(out, moment_date(moment)), ' ');
    return put_end(out, put_clock(end, moment_minute(moment)));
}
