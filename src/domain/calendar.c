/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  Nothing here walks day by day, so that ten years cost hardly more than ten days: a list of dossiers asks for
 * each of its rows.  The worked days of a span are those of its plain weeks, by arithmetic, corrected by the entries
 * that lie in it; its minutes are that for each season, times the season's minutes a day.
 *
 * To find the day that has so much before it, jump as far as is surely not too far: n working days take at least n
 * days.  What is left shrinks with each jump, and the last one lands on a worked day, since all its days are. */
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

/* Index of the first entry on or after `day`; days.count when there is none. */
static size_t first_entry_from(struct calendar_days days, int32_t day)
{
    size_t low = 0, high = days.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (days.at[middle].on.day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct calendar_day *calendar_day_entry(const struct calendar *calendar, struct date date)
{
    size_t i = first_entry_from(calendar->days, date.day);

    return i < calendar->days.count && is_same_day(calendar->days.at[i].on, date) ? &calendar->days.at[i] : NULL;
}

/* Index of the first session of a season that starts after `day`; sessions.count when there is none. */
static size_t first_session_after(struct calendar_sessions sessions, int32_t day)
{
    size_t low = 0, high = sessions.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sessions.at[middle].from_on.day <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct calendar_sessions calendar_hours(const struct calendar *calendar, struct date date)
{
    struct calendar_sessions all = calendar->sessions;
    size_t first, end;

    if (all.count == 0)
        return (struct calendar_sessions){ usual_hours, sizeof usual_hours / sizeof *usual_hours };
    end = first_session_after(all, date.day);
    if (end == 0) /* before the first season */
        end = first_session_after(all, all.at[0].from_on.day);
    for (first = end - 1; first > 0 && is_same_day(all.at[first - 1].from_on, all.at[first].from_on);)
        first--;
    return (struct calendar_sessions){ all.at + first, end - first };
}

static bool is_plain_working(struct date date)
{
    return date_weekday(date) < SATURDAY;
}

bool calendar_is_working(const struct calendar *calendar, struct date date)
{
    const struct calendar_day *entry = calendar_day_entry(calendar, date);

    return entry != NULL ? entry->is_working : is_plain_working(date);
}

/* Mondays to Fridays from day 1, a Monday, up to and with `day`. */
static int plain_days_until(int32_t day)
{
    int rest = day % 7;

    return day / 7 * 5 + (rest < 5 ? rest : 5);
}

/* Working days from `first` to `last`, both included; 0 when `last` is earlier. */
static int worked_days(const struct calendar *calendar, int32_t first, int32_t last)
{
    struct calendar_days days = calendar->days;

    if (last < first)
        return 0;
    int count = plain_days_until(last) - plain_days_until(first - 1);

    for (size_t i = first_entry_from(days, first); i < days.count && days.at[i].on.day <= last; i++)
        count += days.at[i].is_working - is_plain_working(days.at[i].on);
    return count;
}

static struct date worked_day_after(const struct calendar *calendar, struct date date, int working_days)
{
    while (working_days > 0) {
        struct date next = date_add(date, working_days);

        if (is_same_day(next, date))
            break;
        working_days -= worked_days(calendar, date.day + 1, next.day);
        date = next;
    }
    return date;
}

static struct date worked_day_before(const struct calendar *calendar, struct date date, int working_days)
{
    while (working_days > 0) {
        struct date next = date_add(date, -working_days);

        if (is_same_day(next, date))
            break;
        working_days -= worked_days(calendar, next.day, date.day - 1);
        date = next;
    }
    return date;
}

struct date calendar_working_day_from(const struct calendar *calendar, struct date date)
{
    return calendar_is_working(calendar, date) ? date : worked_day_after(calendar, date, 1);
}

struct date calendar_next_working_day(const struct calendar *calendar, struct date date)
{
    return worked_day_after(calendar, date, 1);
}

struct date calendar_previous_working_day(const struct calendar *calendar, struct date date)
{
    return worked_day_before(calendar, date, 1);
}

struct date calendar_add_working_days(const struct calendar *calendar, struct date date, int working_days)
{
    if (working_days >= 0)
        return worked_day_after(calendar, date, working_days);
    return worked_day_before(calendar, date, working_days < -INT32_MAX ? INT32_MAX : -working_days);
}

int calendar_working_days_between(const struct calendar *calendar, struct date from, struct date to)
{
    return worked_days(calendar, from.day + 1, to.day) - worked_days(calendar, to.day + 1, from.day);
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

/* Minutes of a worked day with these hours before its `minute`. */
static int minutes_within(int minute, struct calendar_sessions hours)
{
    int sum = 0;

    for (size_t i = 0; i < hours.count; i++)
        sum += minute_within(minute, hours.at[i]);
    return sum;
}

/* Working minutes of the day before its `minute`. */
static int minutes_until(const struct calendar *calendar, struct date date, int minute)
{
    return calendar_is_working(calendar, date) ? minutes_within(minute, calendar_hours(calendar, date)) : 0;
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

/* The day on which the season of `date` is over; past the calendar's end for the last one. */
static int32_t next_season(const struct calendar *calendar, struct date date)
{
    struct calendar_sessions all = calendar->sessions;
    struct calendar_sessions hours = calendar_hours(calendar, date);

    if (all.count == 0 || hours.at + hours.count == all.at + all.count)
        return INT32_MAX;
    return hours.at[hours.count].from_on.day;
}

/* Working minutes of the days from `from` on that come before `to`. */
static int64_t minutes_of_days(const struct calendar *calendar, struct date from, struct date to)
{
    int64_t sum = 0;

    while (from.day < to.day) {
        int32_t end = next_season(calendar, from);

        if (end > to.day)
            end = to.day;
        sum += (int64_t)worked_days(calendar, from.day, end - 1) *
               minutes_within(MINUTES_PER_DAY, calendar_hours(calendar, from));
        from.day = end;
    }
    return sum;
}

int64_t calendar_minutes_between(const struct calendar *calendar, struct moment from, struct moment to)
{
    struct date first = moment_date(from), last = moment_date(to);

    if (to.ms < from.ms)
        return -calendar_minutes_between(calendar, to, from);
    return minutes_of_days(calendar, first, last) + minutes_until(calendar, last, moment_minute(to)) -
           minutes_until(calendar, first, moment_minute(from));
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

/* Of the season that works longest. */
static int longest_day_minutes(const struct calendar *calendar)
{
    int longest = 1;

    for (int32_t day = 1; day < INT32_MAX; day = next_season(calendar, (struct date){ day })) {
        int minutes = minutes_within(MINUTES_PER_DAY, calendar_hours(calendar, (struct date){ day }));

        longest = minutes > longest ? minutes : longest;
    }
    return longest;
}

/* How many days may be jumped over at once when they must not have more than `minutes`; at least one. */
static int safe_jump(int64_t minutes, int longest)
{
    return minutes < longest ? 1 : (int)(minutes / longest < INT32_MAX ? minutes / longest : INT32_MAX);
}

static struct moment minutes_later(const struct calendar *calendar, struct moment moment, int64_t minutes)
{
    struct date date = moment_date(moment);
    int longest = longest_day_minutes(calendar);

    minutes += minutes_until(calendar, date, moment_minute(moment)); /* counted from the day's opening */
    while (minutes > calendar_day_minutes(calendar, date)) {
        struct date next = date_add(date, safe_jump(minutes - 1, longest));

        if (is_same_day(next, date))
            return calendar_closing(calendar, date);
        minutes -= minutes_of_days(calendar, date, next);
        date = next;
    }
    return moment_after(calendar, date, minutes);
}

static struct moment minutes_earlier(const struct calendar *calendar, struct moment moment, int64_t minutes)
{
    struct date date = moment_date(moment);
    int longest = longest_day_minutes(calendar);
    int64_t left = minutes_until(calendar, date, moment_minute(moment)) - minutes; /* before the day's opening if < 0 */

    while (left < 0) {
        struct date previous = date_add(date, -safe_jump(-left, longest));

        if (is_same_day(previous, date))
            return calendar_opening(calendar, date);
        left += minutes_of_days(calendar, previous, date);
        date = previous;
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
