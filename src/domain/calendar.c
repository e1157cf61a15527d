/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  Days are looked at one after the other.  A term is a few weeks, so a loop that can be checked on paper beats
 * arithmetic on whole weeks.  Every loop moves at least a day each turn and date_add() stops at the ends of the
 * calendar, so each of them ends whatever the lists hold. */
#include "domain/calendar.h"

static const struct calendar_session usual_hours[] = {
    { { 1 }, 7 * 60 + 30, 11 * 60 + 30 },
    { { 1 }, 13 * 60 + 30, 17 * 60 + 30 },
};

/* More than all days of the calendar have together. */
static const int64_t MOST_MINUTES = (int64_t)10000 * 366 * MINUTES_PER_DAY;

static bool is_same_day(struct date a, struct date b)
{
    return a.day == b.day;
}

static struct str sessions_fault(struct calendar_sessions sessions)
{
    for (size_t i = 0; i < sessions.count; i++) {
        struct calendar_session this = sessions.at[i];

        if (!date_is_given(this.from_on))
            return STR("buổi làm việc không có ngày áp dụng");
        if (this.opens_minute < 0 || this.closes_minute > MINUTES_PER_DAY || this.opens_minute >= this.closes_minute)
            return STR("giờ đóng phải sau giờ mở trong cùng ngày");
        if (i == 0)
            continue;

        struct calendar_session before = sessions.at[i - 1];
        if (before.from_on.day > this.from_on.day)
            return STR("buổi làm việc không theo thứ tự ngày áp dụng");
        if (is_same_day(before.from_on, this.from_on) && before.closes_minute > this.opens_minute)
            return STR("hai buổi làm việc chồng giờ nhau");
    }
    return STR("");
}

struct str calendar_fault(const struct calendar *calendar)
{
    struct calendar_days days = calendar->days;

    for (size_t i = 0; i < days.count; i++) {
        if (!date_is_given(days.at[i].on))
            return STR("dòng lịch không có ngày");
        if (i > 0 && days.at[i - 1].on.day >= days.at[i].on.day)
            return STR("ngày trong lịch trùng nhau hoặc không theo thứ tự");
    }
    return sessions_fault(calendar->sessions);
}

const struct calendar_day *calendar_day_entry(const struct calendar *calendar, struct date date)
{
    size_t low = 0, high = calendar->days.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (is_same_day(calendar->days.at[middle].on, date))
            return &calendar->days.at[middle];
        if (calendar->days.at[middle].on.day < date.day)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct calendar_sessions calendar_hours(const struct calendar *calendar, struct date date)
{
    struct calendar_sessions all = calendar->sessions;
    size_t first = 0, end;

    if (all.count == 0)
        return (struct calendar_sessions){ usual_hours, sizeof usual_hours / sizeof *usual_hours };
    for (size_t i = 1; i < all.count; i++)
        if (all.at[i].from_on.day <= date.day && !is_same_day(all.at[i].from_on, all.at[first].from_on))
            first = i;
    for (end = first + 1; end < all.count && is_same_day(all.at[end].from_on, all.at[first].from_on);)
        end++;
    return (struct calendar_sessions){ all.at + first, end - first };
}

bool calendar_is_working(const struct calendar *calendar, struct date date)
{
    const struct calendar_day *entry = calendar_day_entry(calendar, date);

    return entry != NULL ? entry->is_working : date_weekday(date) < SATURDAY;
}

/* The next working day in the direction of `step`; the last day of all when there is none. */
static struct date working_day_beyond(const struct calendar *calendar, struct date date, int step)
{
    for (;;) {
        struct date next = date_add(date, step);

        if (is_same_day(next, date) || calendar_is_working(calendar, next))
            return next;
        date = next;
    }
}

struct date calendar_working_day_from(const struct calendar *calendar, struct date date)
{
    return calendar_is_working(calendar, date) ? date : working_day_beyond(calendar, date, 1);
}

struct date calendar_next_working_day(const struct calendar *calendar, struct date date)
{
    return working_day_beyond(calendar, date, 1);
}

struct date calendar_previous_working_day(const struct calendar *calendar, struct date date)
{
    return working_day_beyond(calendar, date, -1);
}

struct date calendar_add_working_days(const struct calendar *calendar, struct date date, int working_days)
{
    int step = working_days < 0 ? -1 : 1;

    for (; working_days != 0; working_days -= step) {
        struct date next = working_day_beyond(calendar, date, step);

        if (is_same_day(next, date))
            return date;
        date = next;
    }
    return date;
}

int calendar_working_days_between(const struct calendar *calendar, struct date from, struct date to)
{
    int count = 0;

    if (to.day < from.day)
        return -calendar_working_days_between(calendar, to, from);
    while (from.day < to.day) {
        from = date_add(from, 1);
        count += calendar_is_working(calendar, from);
    }
    return count;
}

struct moment calendar_opening(const struct calendar *calendar, struct date date)
{
    return moment_of(date, calendar_hours(calendar, date).at[0].opens_minute);
}

struct moment calendar_closing(const struct calendar *calendar, struct date date)
{
    struct calendar_sessions hours = calendar_hours(calendar, date);

    return moment_of(date, hours.at[hours.count - 1].closes_minute);
}

static int minute_within(int minute, struct calendar_session session)
{
    if (minute <= session.opens_minute)
        return 0;
    return (minute < session.closes_minute ? minute : session.closes_minute) - session.opens_minute;
}

/* Working minutes of the day before its `minute`. */
static int minutes_until(const struct calendar *calendar, struct date date, int minute)
{
    struct calendar_sessions hours = calendar_hours(calendar, date);
    int sum = 0;

    if (!calendar_is_working(calendar, date))
        return 0;
    for (size_t i = 0; i < hours.count; i++)
        sum += minute_within(minute, hours.at[i]);
    return sum;
}

int calendar_day_minutes(const struct calendar *calendar, struct date date)
{
    return minutes_until(calendar, date, MINUTES_PER_DAY);
}

bool calendar_is_working_moment(const struct calendar *calendar, struct moment moment)
{
    struct date date = moment_date(moment);
    struct calendar_sessions hours = calendar_hours(calendar, date);
    int minute = moment_minute(moment);

    if (!calendar_is_working(calendar, date))
        return false;
    for (size_t i = 0; i < hours.count; i++)
        if (hours.at[i].opens_minute <= minute && minute <= hours.at[i].closes_minute)
            return true;
    return false;
}

int64_t calendar_minutes_between(const struct calendar *calendar, struct moment from, struct moment to)
{
    struct date date = moment_date(from), last = moment_date(to);

    if (to.ms < from.ms)
        return -calendar_minutes_between(calendar, to, from);

    int64_t sum = minutes_until(calendar, last, moment_minute(to)) - minutes_until(calendar, date, moment_minute(from));
    for (; date.day < last.day; date = date_add(date, 1))
        sum += calendar_day_minutes(calendar, date);
    return sum;
}

/* The first minute of a working day that has `minutes` of working time behind it; the day has that much.
 * With 0 that is the opening, not midnight. */
static struct moment moment_after(const struct calendar *calendar, struct date date, int64_t minutes)
{
    struct calendar_sessions hours = calendar_hours(calendar, date);
    size_t i = 0;

    for (; i + 1 < hours.count; i++) {
        int length = hours.at[i].closes_minute - hours.at[i].opens_minute;

        if (minutes <= length)
            break;
        minutes -= length;
    }
    return moment_of(date, hours.at[i].opens_minute + (int)minutes);
}

/* The last minute of a working day that has `minutes` of working time before it; the day has that much. */
static struct moment moment_before(const struct calendar *calendar, struct date date, int64_t minutes)
{
    struct calendar_sessions hours = calendar_hours(calendar, date);
    size_t i = 0;

    for (; i + 1 < hours.count; i++) {
        int length = hours.at[i].closes_minute - hours.at[i].opens_minute;

        if (minutes < length)
            break;
        minutes -= length;
    }
    return moment_of(date, hours.at[i].opens_minute + (int)minutes);
}

static struct moment working_moment_from(const struct calendar *calendar, struct moment moment)
{
    struct date date = moment_date(moment);
    int minute = moment_minute(moment);

    if (calendar_is_working(calendar, date)) {
        struct calendar_sessions hours = calendar_hours(calendar, date);

        for (size_t i = 0; i < hours.count; i++)
            if (minute <= hours.at[i].closes_minute)
                return moment_of(date, minute < hours.at[i].opens_minute ? hours.at[i].opens_minute : minute);
    }
    return calendar_opening(calendar, calendar_next_working_day(calendar, date));
}

static struct moment minutes_later(const struct calendar *calendar, struct moment moment, int64_t minutes)
{
    struct date date = moment_date(moment);

    minutes += minutes_until(calendar, date, moment_minute(moment)); /* counted from the day's opening */
    for (;;) {
        int today = calendar_day_minutes(calendar, date);
        struct date next = date_add(date, 1);

        if (minutes <= today)
            return moment_after(calendar, date, minutes);
        if (is_same_day(next, date))
            return calendar_closing(calendar, date);
        minutes -= today;
        date = next;
    }
}

static struct moment minutes_earlier(const struct calendar *calendar, struct moment moment, int64_t minutes)
{
    struct date date = moment_date(moment);
    int64_t left = minutes_until(calendar, date, moment_minute(moment)) - minutes; /* before the day's opening if < 0 */

    while (left < 0) {
        struct date previous = date_add(date, -1);

        if (is_same_day(previous, date))
            return calendar_opening(calendar, date);
        date = previous;
        left += calendar_day_minutes(calendar, date);
    }
    return moment_before(calendar, date, left);
}

struct moment calendar_add_minutes(const struct calendar *calendar, struct moment moment, int64_t minutes)
{
    if (minutes == 0)
        return working_moment_from(calendar, moment);
    if (minutes > MOST_MINUTES || minutes < -MOST_MINUTES)
        minutes = minutes > 0 ? MOST_MINUTES : -MOST_MINUTES;
    return minutes > 0 ? minutes_later(calendar, moment, minutes) : minutes_earlier(calendar, moment, -minutes);
}
