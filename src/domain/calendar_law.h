/* SPDX-License-Identifier: Apache-2.0 */
/* calendar_law -- the days off of a year as the law alone gives them, until the official notice is known.
 *
 * Labour Code 45/2019/QH14, Art 112.1: 1/1; five days of Tết; 10/3 lunar; 30/4; 1/5; 2/9 and the day before or after
 * it.  From 2026 also 24/11 (NQ 28/2026/QH16).  Art 111.3: a holiday on a weekly day off is made up for on the next
 * working day.  What Art 112.3 leaves to the Prime Minister is chosen as in past notices: Tết takes the last day of
 * the old lunar year and the first four of the new one; beside 2/9 stands the day that lengthens the weekend.  Days
 * moved to build a bridge, and the Saturdays worked for them, are never law: only a notice brings them. */
#ifndef DOMAIN_CALENDAR_LAW_H
#define DOMAIN_CALENDAR_LAW_H

#include "base/arena.h"
#include "domain/calendar.h"

/* The working days of the plain week that the law makes holidays, provisional, sorted.  A year without lunar table
 * (lunar.h) lacks Tết and 10/3. */
struct calendar_days calendar_from_law(struct arena *arena, int year);

/* `known`, and for each year of first..last in which it has no official day, the days of the law that it does not
 * mention. */
struct calendar_days calendar_with_law(struct arena *arena, struct calendar_days known, int first_year, int last_year);

/* Has the year a notice, i.e. any entry that is not provisional? */
bool calendar_is_official(struct calendar_days days, int year);

#endif
