/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/lunar.h"

static const struct {
    int first_day;  /* days from 1 January to the first of the first month */
    int leap_month; /* 0: none */
    struct str lengths;
} years[] = {
#define LUNAR_YEAR(year, first_day, leap_month, lengths) \
    [-LUNAR_FIRST_YEAR + (year)] = { (first_day), (leap_month), STR_INIT(lengths) },
#include "domain/lunar_years.def"
#undef LUNAR_YEAR
};

static int month_length(struct str lengths, int index)
{
    return lengths.at[index] == '1' ? 30 : 29;
}

bool lunar_to_date(struct lunar lunar, struct date *out)
{
    struct date date;

    if (lunar.year < LUNAR_FIRST_YEAR || lunar.year > LUNAR_LAST_YEAR || lunar.month < 1 || lunar.month > 12)
        return false;

    int leap_month = years[lunar.year - LUNAR_FIRST_YEAR].leap_month;
    struct str lengths = years[lunar.year - LUNAR_FIRST_YEAR].lengths;
    bool is_after_leap = leap_month != 0 && (lunar.month > leap_month || lunar.is_leap);
    int index = lunar.month - 1 + is_after_leap;

    if ((lunar.is_leap && lunar.month != leap_month) || lunar.day < 1 || lunar.day > month_length(lengths, index))
        return false;
    if (!date_of_civil((struct civil){ lunar.year, 1, 1 }, &date))
        return false;

    int days = years[lunar.year - LUNAR_FIRST_YEAR].first_day + lunar.day - 1;
    for (int i = 0; i < index; i++)
        days += month_length(lengths, i);
    *out = date_add(date, days);
    return true;
}
