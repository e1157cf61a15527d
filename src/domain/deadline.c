/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/deadline.h"

#include "base/put.h"

/* Working minutes are counted to the minute; so is what comes after what. */
static bool is_after(struct moment a, struct moment b)
{
    return moment_of(moment_date(a), moment_minute(a)).ms > b.ms;
}

/* A local rule may count what comes late in the day, or on a day off, as received at the next opening. */
static struct moment received_at(const struct calendar *calendar, struct deadline_rules rules,
                                 struct moment accepted_at)
{
    struct date date = moment_date(accepted_at);

    if (rules.received_until_minute == 0)
        return accepted_at;
    if (calendar_is_working(calendar, date) && moment_minute(accepted_at) <= rules.received_until_minute)
        return accepted_at;
    return calendar_opening(calendar, calendar_next_working_day(calendar, date));
}

/* Never before the opening, nor after closing: who comes then cannot be served on the day any more. */
static struct date same_day_due_on(const struct calendar *calendar, struct deadline_rules rules,
                                   struct moment accepted_at)
{
    int until_minute = rules.same_day_until_minute == 0 ? DEADLINE_SAME_DAY_UNTIL : rules.same_day_until_minute;
    struct date date = moment_date(accepted_at);
    struct moment until = moment_later(moment_of(date, until_minute), calendar_opening(calendar, date));

    until = moment_earlier(until, calendar_closing(calendar, date));
    if (calendar_is_working(calendar, date) && !is_after(accepted_at, until))
        return date;
    return calendar_next_working_day(calendar, date);
}

struct moment deadline_due_by(const struct calendar *calendar, struct deadline_rules rules, struct term term,
                              struct moment accepted_at)
{
    struct moment start = received_at(calendar, rules, accepted_at);
    struct date date = moment_date(start);

    switch (term.unit) {
    case TERM_WORKING_DAY:
        if (rules.working_day_end == DEADLINE_ENDS_AT_CLOCK)
            return calendar_add_minutes(calendar, start, (int64_t)term.amount * DEADLINE_MINUTES_PER_DAY);
        date = calendar_add_working_days(calendar, date, term.amount);
        break;
    case TERM_CALENDAR_DAY:
        date = calendar_working_day_from(calendar, date_add(date, term.amount));
        break;
    case TERM_WORKING_HOUR:
        return calendar_add_minutes(calendar, start, (int64_t)term.amount * 60);
    case TERM_SAME_DAY:
        date = same_day_due_on(calendar, rules, start);
        break;
    case TERM_UNIT_COUNT:
        break;
    }
    return calendar_closing(calendar, date);
}

struct moment deadline_due(const struct calendar *calendar, struct term term, struct moment accepted_at)
{
    return deadline_due_by(calendar, (struct deadline_rules){ 0 }, term, accepted_at);
}

struct moment deadline_counts_from(const struct deadline_case *given, struct moment started_at)
{
    return received_at(given->calendar, given->rules, started_at);
}

static struct moment due_without_waiting(const struct deadline_case *given, struct moment started_at)
{
    return deadline_due_by(given->calendar, given->rules, given->term, started_at);
}

int64_t deadline_term_minutes(const struct deadline_case *given, struct moment started_at)
{
    if (given->term.unit == TERM_WORKING_DAY)
        return (int64_t)given->term.amount * DEADLINE_MINUTES_PER_DAY;
    return calendar_minutes_between(given->calendar, deadline_counts_from(given, started_at),
                                    due_without_waiting(given, started_at));
}

static struct moment due_after_waiting(const struct deadline_case *given, struct deadline deadline)
{
    struct moment plain = due_without_waiting(given, deadline.started_at);

    if (deadline.waited_minutes == 0)
        return plain;

    int64_t minutes = deadline_term_minutes(given, deadline.started_at) + deadline.waited_minutes;
    struct moment start = deadline_counts_from(given, deadline.started_at);
    return moment_later(plain, calendar_add_minutes(given->calendar, start, minutes));
}

static struct deadline started(struct moment at)
{
    return (struct deadline){ .started_at = at };
}

/* Waiting before the term has begun (a late receipt that counts from the next opening) delays nothing. */
static int64_t waited(const struct deadline_case *given, struct deadline deadline, struct moment until)
{
    struct moment start = deadline_counts_from(given, deadline.started_at);
    int64_t minutes = calendar_minutes_between(given->calendar, moment_later(start, deadline.stopped_at), until);

    return minutes > 0 ? minutes : 0;
}

struct deadline deadline_after(const struct deadline_case *given)
{
    struct deadline deadline = started(given->accepted_at);

    for (size_t i = 0; i < given->events.count; i++) {
        struct deadline_event event = given->events.at[i];
        bool is_standing = moment_is_given(deadline.stopped_at);

        switch (event.kind) {
        case DEADLINE_STOPS:
            if (!is_standing)
                deadline.stopped_at = event.at;
            break;
        case DEADLINE_GOES_ON:
            if (is_standing)
                deadline.waited_minutes += waited(given, deadline, event.at);
            deadline.stopped_at = (struct moment){ 0 };
            break;
        case DEADLINE_STARTS_AGAIN:
            if (is_standing)
                deadline = started(event.at);
            break;
        }
    }
    deadline.due_at = due_after_waiting(given, deadline);
    return deadline;
}

struct deadline_state deadline_state(const struct calendar *calendar, struct deadline deadline, struct moment now)
{
    bool is_standing = moment_is_given(deadline.stopped_at);
    struct moment seen_at = is_standing ? deadline.stopped_at : now;

    if (deadline.due_at.ms >= DEADLINE_NEVER.ms)
        return (struct deadline_state){ DEADLINE_STANDING, 0 };
    if (is_after(seen_at, deadline.due_at))
        return (struct deadline_state){ DEADLINE_OVERDUE,
                                        calendar_minutes_between(calendar, deadline.due_at, seen_at) };
    return (struct deadline_state){ is_standing ? DEADLINE_STANDING : DEADLINE_RUNNING,
                                    calendar_minutes_between(calendar, seen_at, deadline.due_at) };
}

/* "2 ngày 3 giờ": parts that are 0 are left out, unless all are. */
static char *put_working_time(char *out, int64_t minutes)
{
    const struct {
        int64_t amount;
        struct str unit;
    } parts[] = {
        { minutes / DEADLINE_MINUTES_PER_DAY, STR(" ngày") },
        { minutes % DEADLINE_MINUTES_PER_DAY / 60, STR(" giờ") },
        { minutes % 60, STR(" phút") },
    };
    char *end = out;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].amount == 0)
            continue;
        if (end != out)
            end = put_char(end, ' ');
        end = put_str(put_number(end, parts[i].amount), parts[i].unit);
    }
    return end != out ? end : put_str(out, STR("0 phút"));
}

struct str deadline_words(struct deadline_state state, char out[80])
{
    char *end = out;

    switch (state.phase) {
    case DEADLINE_STANDING:
        return put_end(out, put_str(out, STR("tạm dừng")));
    case DEADLINE_RUNNING:
        if (state.minutes == 0)
            return put_end(out, put_str(out, STR("đến hạn")));
        end = put_str(out, STR("còn "));
        break;
    case DEADLINE_OVERDUE:
        if (state.minutes == 0)
            return put_end(out, put_str(out, STR("vừa quá hạn")));
        end = put_str(out, STR("quá hạn "));
        break;
    }
    return put_end(out, put_working_time(end, state.minutes));
}

enum punctuality deadline_punctuality(struct term term, struct moment due_at, struct moment ended_at)
{
    bool is_counted_in_days = term.unit == TERM_WORKING_DAY || term.unit == TERM_CALENDAR_DAY;

    if (is_after(ended_at, due_at))
        return LATE;
    if (is_counted_in_days)
        return moment_date(ended_at).day < moment_date(due_at).day ? EARLY : ON_TIME;
    return is_after(due_at, ended_at) ? EARLY : ON_TIME;
}

struct str punctuality_name(enum punctuality punctuality)
{
    switch (punctuality) {
    case EARLY:
        return STR("early");
    case ON_TIME:
        return STR("on-time");
    case LATE:
        return STR("late");
    }
    return STR("");
}

bool punctuality_parse(struct str stored, enum punctuality *out)
{
    for (enum punctuality each = EARLY; each <= LATE; each++)
        if (str_equal(stored, punctuality_name(each))) {
            *out = each;
            return true;
        }
    return false;
}

struct str punctuality_label(enum punctuality punctuality)
{
    switch (punctuality) {
    case EARLY:
        return STR("trước hạn");
    case ON_TIME:
        return STR("đúng hạn");
    case LATE:
        return STR("quá hạn");
    }
    return STR("");
}

struct date deadline_apology_by(const struct calendar *calendar, struct moment due_at)
{
    return calendar_previous_working_day(calendar, moment_date(due_at));
}
