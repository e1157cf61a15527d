/* SPDX-License-Identifier: Apache-2.0 */
/* lunar -- the Vietnamese lunar calendar, as far as holidays need it.
 *
 * Between 2000 and 2100 a lunar date has one civil day.  The years are a table of whole numbers (lunar_years.def), so
 * that no result hangs on the rounding of a sine. */
#ifndef DOMAIN_LUNAR_H
#define DOMAIN_LUNAR_H

#include "domain/date.h"

enum { LUNAR_FIRST_YEAR = 2000, LUNAR_LAST_YEAR = 2100 };

struct lunar {
    int year, month, day; /* 1..12, 1..30 */
    bool is_leap;         /* the second month of that number */
};

/* False outside the table, for a month the year has not, and for day 30 of a short month. */
bool lunar_to_date(struct lunar lunar, struct date *out);

#endif
