/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  The history of a dossier is a list of runs: the first begins with acceptance, each other one with a
 * supplement that starts the term again.  A run is counted in days, unless its unit is the hour or the clock stood
 * within it; then it is counted in working minutes, as deadline_after() does. */
#include "domain/deadline_days.h"

struct wait {
    struct moment from, to;
};

struct run {
    struct moment started_at, counts_from;
    struct moment stopped_at; /* no moment: ran until the due instant */
    struct moment due_at;     /* as it was when the clock stopped */
    struct moment ends_at;    /* due or stopped */
    struct wait *waits;
    size_t wait_count;
    bool is_first, is_last, is_in_minutes;
    int count;
};

struct sheet {
    struct arena *arena;
    const struct deadline_case *given;
    struct deadline_day *days;
    struct deadline_days out;
};

static struct str clock_words(struct arena *arena, int minutes)
{
    if (minutes % 60 == 0)
        return arena_printf(arena, "%d giờ", minutes / 60);
    if (minutes < 60)
        return arena_printf(arena, "%d phút", minutes);
    return arena_printf(arena, "%d giờ %d phút", minutes / 60, minutes % 60);
}

/* Why a day is off, or why a weekend is worked. */
static struct str entry_words(struct arena *arena, const struct calendar_day *entry)
{
    if (entry == NULL)
        return STR("Nghỉ cuối tuần");

    bool says_so = entry->is_working || str_starts_with(entry->note, STR("Nghỉ "));
    return arena_printf(arena, "%s%.*s%s", says_so ? "" : "Nghỉ: ", STR_ARG(entry->note),
                        entry->is_provisional ? " (dự kiến)" : "");
}

/* "Ngày làm việc thứ 3", with what is odd about the day, if anything. */
static struct str numbered(const struct sheet *sheet, const char *what, int number, const struct deadline_day *day)
{
    const struct calendar_day *entry = calendar_day_entry(sheet->given->calendar, day->on);
    struct str words = arena_printf(sheet->arena, "%s %d", what, number);

    if (entry == NULL && !day->is_off)
        return words;
    return arena_printf(sheet->arena, "%.*s (%.*s)", STR_ARG(words), STR_ARG(entry_words(sheet->arena, entry)));
}

static bool is_on(struct moment moment, struct date date)
{
    return moment_is_given(moment) && moment_date(moment).day == date.day;
}

static struct str first_day_words(const struct run *run)
{
    if (!is_on(run->counts_from, moment_date(run->started_at)))
        return STR("Tiếp nhận muộn hoặc vào ngày nghỉ, coi như nhận vào đầu ngày làm việc kế tiếp");
    return run->is_first ? STR("Ngày tiếp nhận, không tính") : STR("Nhận đủ bổ sung, tính lại từ đầu");
}

static void count_day(struct deadline_day *day, struct run *run)
{
    day->is_counted = true;
    run->count++;
}

static void tell_working_day(const struct sheet *sheet, struct run *run, struct deadline_day *day)
{
    if (day->is_off)
        return;
    count_day(day, run);
    day->effect = numbered(sheet, "Ngày làm việc thứ", run->count, day);
}

static void tell_calendar_day(const struct sheet *sheet, struct run *run, struct deadline_day *day)
{
    if (run->count < sheet->given->term.amount) {
        count_day(day, run);
        day->effect = numbered(sheet, "Ngày thứ", run->count, day);
    } else if (!day->is_off) {
        day->effect = STR("Ngày cuối là ngày nghỉ, lùi đến ngày làm việc này");
    }
}

static void tell_same_day(struct run *run, struct deadline_day *day)
{
    if (day->is_off)
        return;
    if (!is_on(run->due_at, day->on)) {
        day->effect = STR("Tiếp nhận muộn trong ngày, trả vào ngày làm việc kế tiếp");
        return;
    }
    count_day(day, run);
    day->effect =
        is_on(run->started_at, day->on) ? STR("Trả kết quả trong ngày") : STR("Ngày làm việc kế tiếp, hạn trả");
}

static void tell_in_days(const struct sheet *sheet, struct run *run, struct deadline_day *day)
{
    if (sheet->given->term.unit == TERM_SAME_DAY) {
        tell_same_day(run, day);
    } else if (is_on(run->started_at, day->on)) {
        day->effect = first_day_words(run);
    } else if (is_on(run->counts_from, day->on)) {
        day->effect = STR("Coi là ngày tiếp nhận, không tính");
    } else if (day->on.day > moment_date(run->counts_from).day) {
        if (sheet->given->term.unit == TERM_CALENDAR_DAY)
            tell_calendar_day(sheet, run, day);
        else
            tell_working_day(sheet, run, day);
    }
}

/* Working minutes of the day between two moments. */
static int minutes_of_day(const struct sheet *sheet, struct date date, struct moment from, struct moment to)
{
    from = moment_later(from, moment_of(date, 0));
    to = moment_earlier(to, moment_of(date, MINUTES_PER_DAY));
    return from.ms < to.ms ? (int)calendar_minutes_between(sheet->given->calendar, from, to) : 0;
}

static int waited_on(const struct sheet *sheet, const struct run *run, struct date date)
{
    int sum = 0;

    for (size_t i = 0; i < run->wait_count; i++)
        sum += minutes_of_day(sheet, date, moment_later(run->waits[i].from, run->counts_from),
                              moment_earlier(run->waits[i].to, run->ends_at));
    return sum;
}

/* Counting goes by minutes where deadline_after() counts them. */
static bool is_in_minutes(const struct sheet *sheet, const struct run *run)
{
    enum term_unit unit = sheet->given->term.unit;

    for (size_t i = 0; i < run->wait_count; i++) {
        struct moment from = moment_later(run->waits[i].from, run->counts_from);

        if (calendar_minutes_between(sheet->given->calendar, from, run->waits[i].to) > 0)
            return true;
    }
    return unit == TERM_WORKING_HOUR ||
           (unit == TERM_WORKING_DAY && sheet->given->rules.working_day_end == DEADLINE_ENDS_AT_CLOCK);
}

static void tell_in_minutes(const struct sheet *sheet, struct run *run, struct deadline_day *day)
{
    int term = (int)deadline_term_minutes(sheet->given, run->started_at);
    int waited = waited_on(sheet, run, day->on);
    int used = minutes_of_day(sheet, day->on, run->counts_from, run->ends_at) - waited;

    if (used > term - run->count)
        used = term - run->count;
    run->count += used;
    day->is_counted = used > 0;
    if (used > 0)
        day->effect = arena_printf(sheet->arena, "Tính %.*s (cộng %.*s)%s", STR_ARG(clock_words(sheet->arena, used)),
                                   STR_ARG(clock_words(sheet->arena, run->count)),
                                   waited > 0 || is_on(run->stopped_at, day->on) ? ", còn lại chờ công dân" : "");
    else if (waited > 0)
        day->effect = STR("Chờ công dân, không tính");
    else if (is_on(run->due_at, day->on))
        day->effect = STR("Không sớm hơn hạn ban đầu");
    else if (is_on(run->started_at, day->on))
        day->effect = STR("Tiếp nhận ngoài giờ làm việc, không tính");
    else if (!day->is_off)
        day->effect = STR("Không tính");
}

static void tell_standing(const struct run *run, struct deadline_day *day)
{
    day->effect = is_on(run->stopped_at, day->on) ? STR("Yêu cầu công dân bổ sung, đồng hồ dừng") : STR("Chờ công dân");
}

static bool stands_on(const struct run *run, struct date date)
{
    return moment_is_given(run->stopped_at) && date.day >= moment_date(run->stopped_at).day;
}

static void add_day(struct sheet *sheet, struct run *run, struct date date)
{
    const struct calendar_day *entry = calendar_day_entry(sheet->given->calendar, date);
    struct deadline_day day = {
        .on = date,
        .is_off = !calendar_is_working(sheet->given->calendar, date),
        .is_due = run->is_last && !moment_is_given(run->stopped_at) && is_on(run->ends_at, date),
        .is_provisional = entry != NULL && entry->is_provisional,
    };

    if (sheet->out.count == DEADLINE_DAYS_MAX) {
        sheet->out.is_cut = true;
        return;
    }
    if (day.is_off)
        day.effect = entry_words(sheet->arena, entry);
    if (!day.is_off && date.day > moment_date(run->due_at).day)
        day.effect = STR("Quá hạn");
    else if (run->is_in_minutes)
        tell_in_minutes(sheet, run, &day);
    else if (!stands_on(run, date))
        tell_in_days(sheet, run, &day);
    if (stands_on(run, date) && !day.is_counted)
        tell_standing(run, &day);
    day.count = run->count;
    sheet->days[sheet->out.count++] = day;
}

/* Days of the run up to `last_on`. */
static void add_run(struct sheet *sheet, struct run *run, struct date last_on)
{
    run->counts_from = deadline_counts_from(sheet->given, run->started_at);
    run->is_in_minutes = is_in_minutes(sheet, run);
    sheet->out.is_in_minutes = run->is_in_minutes;
    for (struct date date = moment_date(run->started_at); date.day <= last_on.day && !sheet->out.is_cut;
         date = date_add(date, 1))
        add_day(sheet, run, date);
}

static struct run run_from(const struct sheet *sheet, struct moment started_at, bool is_first)
{
    return (struct run){
        .started_at = started_at,
        .is_first = is_first,
        .waits = arena_array(sheet->arena, struct wait, sheet->given->events.count + 1),
    };
}

/* The deadline as it was after the first `count` events. */
static struct deadline deadline_before(const struct deadline_case *given, size_t count)
{
    struct deadline_case until = *given;

    until.events.count = count;
    return deadline_after(&until);
}

static void apply(struct sheet *sheet, struct run *run, size_t number)
{
    struct deadline_event event = sheet->given->events.at[number];
    bool is_standing = moment_is_given(run->stopped_at);

    if (event.kind == DEADLINE_STOPS && !is_standing)
        run->stopped_at = event.at;
    if (event.kind == DEADLINE_GOES_ON && is_standing) {
        run->waits[run->wait_count++] = (struct wait){ run->stopped_at, event.at };
        run->stopped_at = (struct moment){ 0 };
    }
    if (event.kind == DEADLINE_STARTS_AGAIN && is_standing) {
        run->ends_at = run->stopped_at;
        run->due_at = deadline_before(sheet->given, number).due_at;
        add_run(sheet, run, date_add(moment_date(event.at), -1));
        *run = run_from(sheet, event.at, false);
    }
}

struct deadline_days deadline_days(struct arena *arena, const struct deadline_case *given)
{
    struct sheet sheet = { arena, given, arena_array(arena, struct deadline_day, DEADLINE_DAYS_MAX), { .count = 0 } };
    struct run run = run_from(&sheet, given->accepted_at, true);

    for (size_t i = 0; i < given->events.count; i++)
        apply(&sheet, &run, i);
    run.is_last = true;
    run.due_at = deadline_after(given).due_at;
    run.ends_at = moment_is_given(run.stopped_at) ? run.stopped_at : run.due_at;
    add_run(&sheet, &run, moment_date(run.ends_at));
    sheet.out.at = sheet.days;
    return sheet.out;
}
