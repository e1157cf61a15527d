/* SPDX-License-Identifier: Apache-2.0 */
/* calendar -- when an office works: hours of the day by season, holidays, days worked in exchange.
 *
 * The plain week is Monday to Friday.  Both lists belong to the caller and are sorted: sessions by (from_on,
 * opens_minute), days by `on`, each once; calendar_fault() tells what is wrong with a list that came from outside.
 * Without sessions the office works 07:30-11:30 and 13:30-17:30; before the first season its hours hold too.
 *
 * Working time is counted in whole minutes: a moment stands for the minute it lies in, so that an interval gives the
 * same sum however it is cut.  A session of 07:30-11:30 owns the 240 minutes that begin in it. */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include "domain/date.h"

struct calendar_session {
    struct date from_on; /* the season holds until the next one starts */
    int opens_minute, closes_minute;
};

struct calendar_day {
    struct date on;
    bool is_working;     /* false: holiday; true: worked in exchange for one */
    bool is_provisional; /* computed from the law; no official notice yet */
    struct str note;
};

struct calendar_sessions {
    const struct calendar_session *at;
    size_t count;
};

struct calendar_days {
    const struct calendar_day *at;
    size_t count;
};

struct calendar {
    struct calendar_sessions sessions;
    struct calendar_days days;
};

/* Why the lists cannot be a calendar, in Vietnamese; "" when they can. */
struct str calendar_fault(const struct calendar *calendar);

/* The day's own entry; NULL on a day of the plain week. */
const struct calendar_day *calendar_day_entry(const struct calendar *calendar, struct date date);
/* The hours of the season `date` lies in, whether or not that day is worked. */
struct calendar_sessions calendar_hours(const struct calendar *calendar, struct date date);

bool calendar_is_working(const struct calendar *calendar, struct date date);
struct date calendar_working_day_from(const struct calendar *calendar, struct date date); /* that day or the next */
struct date calendar_next_working_day(const struct calendar *calendar, struct date date);
struct date calendar_previous_working_day(const struct calendar *calendar, struct date date);
/* The n-th working day after `date`, which itself never counts; n below 0 goes back; 0 is `date`. */
struct date calendar_add_working_days(const struct calendar *calendar, struct date date, int working_days);
/* Working days after `from` up to and with `to`; negative when `to` is earlier.  No page asks for it: the working days
 * of a year and a month, and every term in days, are tested by counting them. */
int calendar_working_days_between(const struct calendar *calendar, struct date from, struct date to);

/* First and last minute of office hours, as if the day were worked. */
struct moment calendar_opening(const struct calendar *calendar, struct date date);
struct moment calendar_closing(const struct calendar *calendar, struct date date);
int calendar_day_minutes(const struct calendar *calendar, struct date date); /* 0 on a day off */

/* Inside a session of a working day, its closing minute included. */
bool calendar_is_working_moment(const struct calendar *calendar, struct moment moment);
/* Working minutes from one moment to the other; negative when `to` is earlier. */
int64_t calendar_minutes_between(const struct calendar *calendar, struct moment from, struct moment to);
/* Forward: the earliest working moment with `minutes` of working time since `moment`.  Backward (minutes < 0): the
 * latest one with that much until `moment`.  0: the first working moment from `moment` on.  Stops at the calendar's
 * end when there is not that much time. */
struct moment calendar_add_minutes(const struct calendar *calendar, struct moment moment, int64_t minutes);

#endif
