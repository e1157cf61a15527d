/* SPDX-License-Identifier: Apache-2.0 */
/* date -- civil days of the Gregorian calendar, and moments as the wall clock of Việt Nam shows them.
 *
 * `day` counts from 0001-01-01 = 1; 0 means "no date" (SQL NULL).  A moment of 0 ms means "no moment".
 * Việt Nam is UTC+7 all year. */
#ifndef DOMAIN_DATE_H
#define DOMAIN_DATE_H

#include "base/clock.h"
#include "base/str.h"

struct date {
    int32_t day;
};

struct civil {
    int year, month, day; /* 1..9999, 1..12, 1..31 */
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

enum { MINUTES_PER_DAY = 24 * 60 };

bool date_is_given(struct date date);
bool date_of_civil(struct civil civil, struct date *out); /* false for 31/02, month 13, year 0 … */
struct civil date_civil(struct date date);
enum weekday date_weekday(struct date date);
struct date date_add(struct date date, int days);

bool date_parse_iso(struct str text, struct date *out);        /* 2025-09-18, nothing else */
bool date_parse_vietnamese(struct str text, struct date *out); /* 18/9/2025, 18/09/2025, 18-09-2025 */
struct str date_format_iso(struct date date, char out[11]);    /* "" for no date */
struct str date_format(struct date date, char out[11]);        /* 18/09/2025, as offices write it; "" for no date */

bool minute_parse(struct str text, int *out);      /* "8:30", "08:30": whole minutes after midnight, 0..1439 */
struct str minute_format(int minute, char out[6]); /* "08:30" */

struct date moment_date(struct moment moment);         /* the day in Việt Nam */
int moment_minute(struct moment moment);               /* whole minutes after that day's midnight, 0..1439 */
struct moment moment_of(struct date date, int minute); /* minute may pass 1439 */
bool moment_is_given(struct moment moment);
struct moment moment_earlier(struct moment a, struct moment b); /* of the two */
struct moment moment_later(struct moment a, struct moment b);
/* "10:00 27/08/2025"; "" for no moment */
struct str moment_format(struct moment moment, char out[17]);
/* "2025-08-27 10:00" or "2025-08-27T10:00", Vietnamese wall clock */
bool moment_parse(struct str text, struct moment *out);
struct str moment_format_sortable(struct moment moment, char out[17]); /* "2025-09-05 17:30" */

#endif
