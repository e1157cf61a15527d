/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/deadline.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

static void moment_is(struct moment moment, const char *expected)
{
    char text[17];

    CHECK_STR(moment_format_sortable(moment, text), expected);
}

static struct term term_of_text(const char *text)
{
    struct term term = { 0 };

    CHECK_INT(term_parse(str_of(text), &term), TERM_GOOD);
    return term;
}

/* ---- Due instants ------------------------------------------------------------------------------- */

static void due_instants_match_the_printed_examples(void **state)
{
    static const struct {
        const char *accepted_at, *term, *due_at;
    } examples[] = {
        { "2025-08-27 10:00", "5wd", "2025-09-05 17:30" },      /* D1: 28, 29/8, 3, 4, 5/9 */
        { "2026-08-20 09:00", "3wd", "2026-08-24 17:30" },      /* D2: Saturday 22 is worked */
        { "2026-08-27 09:00", "3wd", "2026-09-04 17:30" },      /* D3 */
        { "2026-02-09 09:00", "10wd", "2026-03-02 17:30" },     /* D4: Tết */
        { "2026-08-28 15:05", "same-day", "2026-09-03 17:30" }, /* D5 */
        { "2026-08-26 09:00", "7d", "2026-09-03 17:30" },       /* D6: 2/9 is off */
        { "2025-04-15 09:00", "15d", "2025-05-05 17:30" },      /* D7 */
        { "2026-01-20 09:00", "30d", "2026-02-23 17:30" },      /* D8 */
        { "2026-02-13 16:00", "8h", "2026-02-23 16:00" },       /* D9 */
        { "2025-08-30 20:00", "8h", "2025-09-03 17:30" },       /* D10: received on a Saturday night */
        { "2026-01-09 14:30", "8h", "2026-01-10 14:30" },       /* D11: Saturday 10 is worked */
        { "2025-12-31 09:00", "5wd", "2026-01-09 17:30" },      /* D12 */
        { "2025-12-31 09:00", "6wd", "2026-01-10 17:30" },
        { "2025-04-25 09:00", "3wd", "2025-04-29 17:30" }, /* D13 */
        { "2026-04-24 09:00", "2wd", "2026-04-29 17:30" }, /* D14 */
        { "2026-11-23 09:00", "2wd", "2026-11-26 17:30" }, /* D15: 24/11 */
        { "2025-12-01 08:00", "5wd", "2025-12-08 17:30" }, /* D16 before the supplement */
        { "2025-08-30 20:00", "1wd", "2025-09-03 17:30" }, /* days after a Saturday */
        { "2025-08-29 23:00", "1wd", "2025-09-03 17:30" },
        { "2025-08-27 05:00", "1d", "2025-08-28 17:30" },
        { "2025-08-26 10:00", "1h", "2025-08-26 11:00" },
        { "2025-08-26 11:15", "1h", "2025-08-26 14:15" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        moment_is(deadline_due(test_calendar(), term_of_text(examples[i].term), test_moment(examples[i].accepted_at)),
                  examples[i].due_at);
}

static void a_same_day_dossier_waits_for_the_next_day_after_three(void **state)
{
    static const struct {
        const char *accepted_at;
        int until_minute;
        const char *due_at;
    } examples[] = {
        { "2025-08-27 07:30", 0, "2025-08-27 17:30" },
        { "2025-08-27 15:00", 0, "2025-08-27 17:30" },
        { "2025-08-27 15:01", 0, "2025-08-28 17:30" },
        { "2025-08-27 05:00", 0, "2025-08-27 17:30" },
        { "2025-08-29 15:01", 0, "2025-09-03 17:30" },
        { "2025-08-30 09:00", 0, "2025-09-03 17:30" },
        { "2025-04-25 16:00", 0, "2025-04-26 17:30" },
        { "2025-08-27 10:31", 10 * 60 + 30, "2025-08-28 17:30" },
        { "2025-08-27 10:30", 10 * 60 + 30, "2025-08-27 17:30" },
        { "2025-08-27 16:00", 16 * 60, "2025-08-27 17:30" },
        { "2025-08-27 07:30", 60, "2025-08-27 17:30" }, /* who comes at the opening is never late */
        { "2025-08-27 07:31", 60, "2025-08-28 17:30" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        moment_is(deadline_due_by(test_calendar(),
                                  (struct deadline_rules){ .same_day_until_minute = examples[i].until_minute },
                                  (struct term){ TERM_SAME_DAY, 1 }, test_moment(examples[i].accepted_at)),
                  examples[i].due_at);
}

static void a_same_day_dossier_received_after_closing_waits_for_the_next_day(void **state)
{
    static const struct calendar_session mornings[] = { { { 1 }, 7 * 60 + 30, 11 * 60 + 30 } };
    const struct calendar calendar = { .sessions = { mornings, 1 } };
    const struct term same_day = { TERM_SAME_DAY, 1 };

    (void)state;
    moment_is(deadline_due(&calendar, same_day, test_moment("2025-08-26 11:30")), "2025-08-26 11:30");
    moment_is(deadline_due(&calendar, same_day, test_moment("2025-08-26 11:31")), "2025-08-27 11:30");
    moment_is(deadline_due(&calendar, same_day, test_moment("2025-08-26 14:00")), "2025-08-27 11:30");
    moment_is(deadline_due_by(test_calendar(), (struct deadline_rules){ .same_day_until_minute = 20 * 60 }, same_day,
                              test_moment("2025-08-26 18:00")),
              "2025-08-27 17:30");
}

/* D3 under a local rule: what comes after 15:00 is received the next working day. */
static void a_late_receipt_may_count_from_the_next_opening(void **state)
{
    static const struct {
        const char *accepted_at, *term, *due_at;
    } examples[] = {
        { "2026-08-27 15:30", "3wd", "2026-09-07 17:30" },      { "2026-08-27 15:00", "3wd", "2026-09-04 17:30" },
        { "2026-08-28 15:30", "1wd", "2026-09-04 17:30" }, /* received on 3/9 */
        { "2026-08-29 09:00", "1wd", "2026-09-04 17:30" }, /* a Saturday counts alike */
        { "2026-08-25 15:30", "7d", "2026-09-03 17:30" },       { "2026-08-27 15:30", "2h", "2026-08-28 09:30" },
        { "2026-08-27 15:30", "same-day", "2026-08-28 17:30" },
    };
    const struct deadline_rules rules = { .received_until_minute = 15 * 60 };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        moment_is(deadline_due_by(test_calendar(), rules, term_of_text(examples[i].term),
                                  test_moment(examples[i].accepted_at)),
                  examples[i].due_at);
}

static void rolling_days_end_at_the_clock_of_receipt(void **state)
{
    const struct deadline_rules rules = { .working_day_end = DEADLINE_ENDS_AT_CLOCK };

    (void)state;
    moment_is(deadline_due_by(test_calendar(), rules, term_of_text("5wd"), test_moment("2025-08-27 10:00")),
              "2025-09-05 10:00"); /* D1, rolling */
    moment_is(deadline_due_by(test_calendar(), rules, term_of_text("1wd"), test_moment("2025-08-30 10:00")),
              "2025-09-03 17:30");
    moment_is(deadline_due_by(test_calendar(), rules, term_of_text("7d"), test_moment("2026-08-26 09:00")),
              "2026-09-03 17:30");
}

static struct term random_term(void)
{
    switch (test_random_in(0, 3)) {
    case 0:
        return (struct term){ TERM_WORKING_DAY, test_random_in(1, 40) };
    case 1:
        return (struct term){ TERM_CALENDAR_DAY, test_random_in(1, 60) };
    case 2:
        return (struct term){ TERM_WORKING_HOUR, test_random_in(1, 100) };
    default:
        return (struct term){ TERM_SAME_DAY, 1 };
    }
}

static struct deadline_rules random_rules(void)
{
    return (struct deadline_rules){
        .same_day_until_minute = test_random_in(0, 2) * test_random_in(0, 1439),
        .received_until_minute = test_random_in(0, 1) * test_random_in(0, 1439),
        .working_day_end = test_random_in(0, 1) == 0 ? DEADLINE_ENDS_AT_CLOSING : DEADLINE_ENDS_AT_CLOCK,
    };
}

static struct moment whole_minute(struct moment moment)
{
    return moment_of(moment_date(moment), moment_minute(moment));
}

static void a_due_instant_is_a_working_moment_and_not_before_receipt(void **state)
{
    (void)state;
    FOR_ALL(10000) {
        const struct calendar *calendar = test_calendar_random();
        struct moment accepted_at = test_moment_random();
        struct term term = random_term();
        struct moment due_at = deadline_due_by(calendar, (struct deadline_rules){ 0 }, term, accepted_at);

        CHECK(calendar_is_working_moment(calendar, due_at));
        CHECK(due_at.ms >= whole_minute(accepted_at).ms);
        due_at = deadline_due_by(calendar, random_rules(), term, accepted_at);
        CHECK(calendar_is_working_moment(calendar, due_at));
        CHECK(due_at.ms >= whole_minute(accepted_at).ms);
    }
}

static void a_term_is_used_up_exactly(void **state)
{
    (void)state;
    FOR_ALL(10000) {
        const struct calendar *calendar = test_calendar_random();
        struct moment accepted_at = test_moment_random();
        struct date received_on = moment_date(accepted_at);
        int amount = test_random_in(1, 40);
        struct moment days = deadline_due(calendar, (struct term){ TERM_WORKING_DAY, amount }, accepted_at);
        struct moment hours = deadline_due(calendar, (struct term){ TERM_WORKING_HOUR, amount }, accepted_at);
        struct moment rolling =
            deadline_due_by(calendar, (struct deadline_rules){ .working_day_end = DEADLINE_ENDS_AT_CLOCK },
                            (struct term){ TERM_WORKING_DAY, amount }, accepted_at);
        struct date last_on =
            moment_date(deadline_due(calendar, (struct term){ TERM_CALENDAR_DAY, amount }, accepted_at));

        CHECK_INT(calendar_working_days_between(calendar, received_on, moment_date(days)), amount);
        CHECK_INT(days.ms, calendar_closing(calendar, moment_date(days)).ms);
        CHECK_INT(calendar_minutes_between(calendar, accepted_at, hours), amount * 60);
        CHECK_INT(calendar_minutes_between(calendar, accepted_at, rolling), amount * 480);
        CHECK(last_on.day >= received_on.day + amount); /* and nothing but days off lies between */
        CHECK_INT(calendar_working_days_between(calendar, (struct date){ received_on.day + amount - 1 }, last_on), 1);
    }
}

static void a_later_receipt_is_never_due_earlier(void **state)
{
    (void)state;
    FOR_ALL(10000) {
        const struct calendar *calendar = test_calendar_random();
        struct deadline_rules rules = random_rules();
        struct term term = random_term();
        struct moment first = test_moment_random(), second = first;

        second.ms += test_random_in_i64(0, (int64_t)5 * 86400000);
        CHECK(deadline_due_by(calendar, rules, term, first).ms <= deadline_due_by(calendar, rules, term, second).ms);
    }
}

static void a_longer_term_is_never_due_earlier(void **state)
{
    (void)state;
    FOR_ALL(10000) {
        const struct calendar *calendar = test_calendar_random();
        struct deadline_rules rules = random_rules();
        struct moment accepted_at = test_moment_random();
        struct term term = random_term(), longer = term;

        longer.amount += test_random_in(0, 10);
        CHECK(deadline_due_by(calendar, rules, term, accepted_at).ms <=
              deadline_due_by(calendar, rules, longer, accepted_at).ms);
    }
}

/* ---- Events ------------------------------------------------------------------------------------- */

static struct deadline after(const char *accepted_at, const char *term, const struct deadline_event *events,
                             size_t count)
{
    return deadline_after(&(struct deadline_case){
        .calendar = test_calendar(),
        .term = term_of_text(term),
        .accepted_at = test_moment(accepted_at),
        .events = { events, count },
    });
}

/* D16: 5 working days from Monday 08:00, asked on Wednesday 10:00, complete on Tuesday 14:00. */
static void a_supplement_starts_the_term_again_or_lets_it_go_on(void **state)
{
    struct deadline_event events[] = {
        { DEADLINE_STOPS, test_moment("2025-12-03 10:00") },
        { DEADLINE_STARTS_AGAIN, test_moment("2025-12-09 14:00") },
    };

    (void)state;
    moment_is(after("2025-12-01 08:00", "5wd", events, 0).due_at, "2025-12-08 17:30");
    moment_is(after("2025-12-01 08:00", "5wd", events, 2).due_at, "2025-12-16 17:30");
    moment_is(after("2025-12-01 08:00", "5wd", events, 2).started_at, "2025-12-09 14:00");
    events[1].kind = DEADLINE_GOES_ON;
    moment_is(after("2025-12-01 08:00", "5wd", events, 2).due_at, "2025-12-12 10:00"); /* 18 h used, 22 h left */
    CHECK_INT(after("2025-12-01 08:00", "5wd", events, 2).waited_minutes, 34 * 60);
}

static void while_the_clock_stands_the_due_instant_is_the_old_one(void **state)
{
    const struct deadline_event stop = { DEADLINE_STOPS, test_moment("2025-12-03 10:00") };
    struct deadline deadline = after("2025-12-01 08:00", "5wd", &stop, 1);

    (void)state;
    moment_is(deadline.due_at, "2025-12-08 17:30");
    moment_is(deadline.stopped_at, "2025-12-03 10:00");
    CHECK(!moment_is_given(after("2025-12-01 08:00", "5wd", &stop, 0).stopped_at));
}

static void waiting_moves_other_terms_by_the_minutes_waited(void **state)
{
    const struct deadline_event events[] = {
        { DEADLINE_STOPS, test_moment("2025-08-28 09:00") },
        { DEADLINE_GOES_ON, test_moment("2025-08-28 15:30") }, /* 4 h 30 */
    };

    (void)state;
    moment_is(after("2025-08-27 10:00", "16h", events, 2).due_at, "2025-08-29 16:30");
    moment_is(after("2025-08-27 10:00", "7d", events, 2).due_at, "2025-09-04 14:00");
    moment_is(after("2025-08-27 10:00", "same-day", events, 2).due_at, "2025-08-28 14:00");
}

static void a_short_wait_never_makes_it_due_earlier(void **state)
{
    const struct deadline_event events[] = {
        { DEADLINE_STOPS, test_moment("2025-12-03 10:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-03 10:01") },
        { DEADLINE_STOPS, test_moment("2025-12-03 12:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-03 13:00") }, /* no working minute */
    };

    (void)state;
    moment_is(after("2025-12-01 08:00", "5wd", events, 2).due_at, "2025-12-08 17:30");
    moment_is(after("2025-12-01 08:00", "5wd", events, 4).due_at, "2025-12-08 17:30");
    CHECK_INT(after("2025-12-01 08:00", "5wd", events, 4).waited_minutes, 1);
}

static void events_that_change_nothing_are_passed_over(void **state)
{
    const struct deadline_event stray[] = {
        { DEADLINE_GOES_ON, test_moment("2025-12-02 10:00") },
        { DEADLINE_STARTS_AGAIN, test_moment("2025-12-02 11:00") },
        { DEADLINE_STOPS, test_moment("2025-12-03 10:00") },
        { DEADLINE_STOPS, test_moment("2025-12-05 10:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-09 14:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-10 14:00") },
    };
    const struct deadline_event backwards[] = {
        { DEADLINE_STOPS, test_moment("2025-12-03 10:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-02 10:00") },
    };

    (void)state;
    moment_is(after("2025-12-01 08:00", "5wd", stray, 6).due_at, "2025-12-12 10:00");
    moment_is(after("2025-12-01 08:00", "5wd", stray, 2).due_at, "2025-12-08 17:30");
    moment_is(after("2025-12-01 08:00", "5wd", backwards, 2).due_at, "2025-12-08 17:30");
    CHECK_INT(after("2025-12-01 08:00", "5wd", backwards, 2).waited_minutes, 0);
}

static void a_new_start_forgets_what_was_waited_before(void **state)
{
    const struct deadline_event events[] = {
        { DEADLINE_STOPS, test_moment("2025-12-01 10:00") },
        { DEADLINE_GOES_ON, test_moment("2025-12-02 10:00") },
        { DEADLINE_STOPS, test_moment("2025-12-03 10:00") },
        { DEADLINE_STARTS_AGAIN, test_moment("2025-12-09 14:00") },
    };

    (void)state;
    moment_is(after("2025-12-01 08:00", "5wd", events, 4).due_at, "2025-12-16 17:30");
    CHECK_INT(after("2025-12-01 08:00", "5wd", events, 4).waited_minutes, 0);
}

static struct deadline_case random_case(const struct calendar *calendar)
{
    return (struct deadline_case){
        .calendar = calendar,
        .term = random_term(),
        .accepted_at = test_moment_random(),
    };
}

static struct moment some_time_after(struct moment moment)
{
    moment.ms += test_random_in_i64(0, (int64_t)10 * 86400000);
    return moment;
}

static void waiting_moves_a_rolling_term_by_exactly_the_minutes_waited(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        struct deadline_case given = random_case(test_calendar_random());
        struct deadline_event events[2] = { { DEADLINE_STOPS, some_time_after(given.accepted_at) },
                                            { DEADLINE_GOES_ON, { 0 } } };

        given.rules.working_day_end = DEADLINE_ENDS_AT_CLOCK;
        events[1].at = some_time_after(events[0].at);

        struct deadline plain = deadline_after(&given);
        given.events = (struct deadline_events){ events, 2 };
        struct deadline waited = deadline_after(&given);
        int64_t minutes = calendar_minutes_between(given.calendar, events[0].at, events[1].at);

        if (plain.due_at.ms > given.accepted_at.ms) /* a same-day receipt after closing has no minutes to move */
            CHECK_INT(calendar_minutes_between(given.calendar, plain.due_at, waited.due_at), minutes);
        CHECK_INT(waited.waited_minutes, minutes);
        CHECK(calendar_is_working_moment(given.calendar, waited.due_at));
    }
}

static void waiting_never_brings_a_deadline_forward(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        struct deadline_case given = random_case(test_calendar_random());
        struct deadline_event events[2] = { { DEADLINE_STOPS, some_time_after(given.accepted_at) },
                                            { DEADLINE_GOES_ON, { 0 } } };

        given.rules = random_rules();
        events[1].at = some_time_after(events[0].at);

        struct moment plain = deadline_after(&given).due_at;
        given.events = (struct deadline_events){ events, 2 };
        struct moment waited = deadline_after(&given).due_at;
        events[1].at = some_time_after(events[1].at);
        struct moment waited_longer = deadline_after(&given).due_at;

        CHECK(plain.ms <= waited.ms && waited.ms <= waited_longer.ms);
    }
}

static void a_wait_cut_in_two_is_the_same_wait(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        struct deadline_case given = random_case(test_calendar_random());
        struct moment from = some_time_after(given.accepted_at), cut = some_time_after(from), to = some_time_after(cut);
        const struct deadline_event whole[] = { { DEADLINE_STOPS, from }, { DEADLINE_GOES_ON, to } };
        const struct deadline_event halves[] = {
            { DEADLINE_STOPS, from },
            { DEADLINE_GOES_ON, cut },
            { DEADLINE_STOPS, cut },
            { DEADLINE_GOES_ON, to },
        };

        given.events = (struct deadline_events){ whole, 2 };
        struct deadline once = deadline_after(&given);
        given.events = (struct deadline_events){ halves, 4 };
        struct deadline twice = deadline_after(&given);

        CHECK_INT(once.due_at.ms, twice.due_at.ms);
        CHECK_INT(once.waited_minutes, twice.waited_minutes);
    }
}

static void a_new_start_is_a_new_receipt(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        struct deadline_case given = random_case(test_calendar_random());
        struct moment from = some_time_after(given.accepted_at), to = some_time_after(from);
        const struct deadline_event events[] = { { DEADLINE_STOPS, from }, { DEADLINE_STARTS_AGAIN, to } };

        given.rules = random_rules();
        given.events = (struct deadline_events){ events, 2 };
        CHECK_INT(deadline_after(&given).due_at.ms, deadline_due_by(given.calendar, given.rules, given.term, to).ms);
    }
}

/* ---- How it stands ------------------------------------------------------------------------------ */

static void state_and_words_match_the_printed_examples(void **state)
{
    static const struct {
        const char *now, *words;
        enum deadline_phase phase;
        int minutes;
    } examples[] = {
        { "2025-09-05 11:10", "còn 4 giờ 20 phút", DEADLINE_RUNNING, 260 },
        { "2025-09-05 09:10", "còn 6 giờ 20 phút", DEADLINE_RUNNING, 380 },
        { "2025-09-05 07:30", "còn 1 ngày", DEADLINE_RUNNING, 480 },
        { "2025-09-03 14:30", "còn 2 ngày 3 giờ", DEADLINE_RUNNING, 1140 },
        { "2025-08-31 14:30", "còn 3 ngày", DEADLINE_RUNNING, 1440 },
        { "2025-09-03 07:31", "còn 2 ngày 7 giờ 59 phút", DEADLINE_RUNNING, 1439 },
        { "2025-09-05 17:29", "còn 1 phút", DEADLINE_RUNNING, 1 },
        { "2025-09-05 17:30", "đến hạn", DEADLINE_RUNNING, 0 },
        { "2025-09-05 17:31", "vừa quá hạn", DEADLINE_OVERDUE, 0 },
        { "2025-09-06 10:00", "vừa quá hạn", DEADLINE_OVERDUE, 0 },
        { "2025-09-08 07:31", "quá hạn 1 phút", DEADLINE_OVERDUE, 1 },
        { "2025-09-09 09:00", "quá hạn 1 ngày 1 giờ 30 phút", DEADLINE_OVERDUE, 570 }, /* D18 */
    };
    struct deadline deadline = after("2025-08-27 10:00", "5wd", NULL, 0);

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct deadline_state stands = deadline_state(test_calendar(), deadline, test_moment(examples[i].now));
        char words[80];

        CHECK_INT(stands.phase, examples[i].phase);
        CHECK_INT(stands.minutes, examples[i].minutes);
        CHECK_STR(deadline_words(stands, words), examples[i].words);
    }
}

static void seconds_do_not_make_a_dossier_late(void **state)
{
    struct deadline deadline = after("2025-08-27 10:00", "5wd", NULL, 0);
    struct moment now = { deadline.due_at.ms + 59999 };
    static const struct term five_days = { TERM_WORKING_DAY, 5 };

    (void)state;
    CHECK_INT(deadline_state(test_calendar(), deadline, now).phase, DEADLINE_RUNNING);
    CHECK_INT(deadline_punctuality(five_days, deadline.due_at, now), ON_TIME);
    now.ms++;
    CHECK_INT(deadline_state(test_calendar(), deadline, now).phase, DEADLINE_OVERDUE);
    CHECK_INT(deadline_punctuality(five_days, deadline.due_at, now), LATE);
}

static void a_standing_clock_does_not_run_out(void **state)
{
    const struct deadline_event stop = { DEADLINE_STOPS, test_moment("2025-12-05 10:00") };
    const struct deadline_event late_stop = { DEADLINE_STOPS, test_moment("2025-12-09 08:30") };
    struct deadline_state stands =
        deadline_state(test_calendar(), after("2025-12-01 08:00", "5wd", &stop, 1), test_moment("2026-06-01 10:00"));
    char words[80];

    (void)state;
    CHECK_INT(stands.phase, DEADLINE_STANDING);
    CHECK_INT(stands.minutes, 5 * 60 + 30 + 480);
    CHECK_STR(deadline_words(stands, words), "tạm dừng");
    stands = deadline_state(test_calendar(), after("2025-12-01 08:00", "5wd", &late_stop, 1),
                            test_moment("2026-06-01 10:00"));
    CHECK_INT(stands.phase, DEADLINE_OVERDUE); /* it was late before it stopped */
    CHECK_INT(stands.minutes, 60);
    stands =
        deadline_state(test_calendar(), (struct deadline){ .due_at = DEADLINE_NEVER }, test_moment("2025-12-01 08:00"));
    CHECK_INT(stands.phase, DEADLINE_STANDING);
    moment_is(DEADLINE_NEVER, "9999-12-31 23:59");
}

static void early_is_a_day_before_and_late_is_after_the_instant(void **state)
{
    static const struct {
        const char *due_at, *ended_at;
        enum punctuality punctuality;
    } examples[] = {
        { "2025-09-05 17:30", "2025-09-04 23:59", EARLY },   { "2025-09-05 17:30", "2025-09-05 00:00", ON_TIME },
        { "2025-09-05 17:30", "2025-09-05 17:30", ON_TIME }, { "2025-09-05 17:30", "2025-09-05 17:31", LATE },
        { "2025-09-05 17:30", "2025-09-06 08:00", LATE }, /* a Saturday: no working minute, but late */
        { "2025-09-05 10:00", "2025-09-05 16:00", LATE },    { "2025-09-05 17:30", "2025-09-09 09:00", LATE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_INT(deadline_punctuality((struct term){ TERM_WORKING_DAY, 5 }, test_moment(examples[i].due_at),
                                       test_moment(examples[i].ended_at)),
                  examples[i].punctuality);
    CHECK_STR(punctuality_name(EARLY), "early");
    CHECK_STR(punctuality_name(ON_TIME), "on-time");
    CHECK_STR(punctuality_name(LATE), "late");
    enum punctuality read = EARLY;
    CHECK(punctuality_parse(STR("late"), &read));
    CHECK_INT(read, LATE);
    CHECK(!punctuality_parse(STR("quá hạn"), &read));
    CHECK_STR(punctuality_label(EARLY), "trước hạn");
    CHECK_STR(punctuality_label(ON_TIME), "đúng hạn");
    CHECK_STR(punctuality_label(LATE), "quá hạn");
}

static void a_term_within_the_day_is_early_before_its_instant(void **state)
{
    static const struct {
        enum term_unit unit;
        const char *ended_at;
        enum punctuality punctuality;
    } examples[] = {
        { TERM_SAME_DAY, "2025-09-05 09:00", EARLY },     { TERM_SAME_DAY, "2025-09-05 17:29", EARLY },
        { TERM_SAME_DAY, "2025-09-05 17:30", ON_TIME },   { TERM_SAME_DAY, "2025-09-05 17:31", LATE },
        { TERM_WORKING_HOUR, "2025-09-05 17:29", EARLY }, { TERM_WORKING_HOUR, "2025-09-05 17:31", LATE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_INT(deadline_punctuality((struct term){ examples[i].unit, 1 }, test_moment("2025-09-05 17:30"),
                                       test_moment(examples[i].ended_at)),
                  examples[i].punctuality);
}

static void an_apology_goes_out_a_working_day_before(void **state)
{
    char text[11];

    (void)state;
    CHECK_STR(date_format(deadline_apology_by(test_calendar(), test_moment("2025-09-05 17:30")), text),
              "04/09/2025"); /* D17 */
    CHECK_STR(date_format(deadline_apology_by(test_calendar(), test_moment("2025-09-03 17:30")), text), "29/08/2025");
    CHECK_STR(date_format(deadline_apology_by(test_calendar(), test_moment("2025-04-28 17:30")), text), "26/04/2025");
}

static void what_is_left_and_what_is_gone_make_the_term(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        const struct calendar *calendar = test_calendar_random();
        struct deadline deadline = deadline_after(&(struct deadline_case){
            .calendar = calendar, .term = random_term(), .accepted_at = test_moment_random() });
        struct moment now = some_time_after(deadline.started_at);
        struct deadline_state stands = deadline_state(calendar, deadline, now);
        int64_t left = stands.phase == DEADLINE_OVERDUE ? -stands.minutes : stands.minutes;

        CHECK(stands.minutes >= 0);
        CHECK_INT(stands.phase == DEADLINE_OVERDUE, whole_minute(now).ms > deadline.due_at.ms);
        CHECK_INT(calendar_minutes_between(calendar, deadline.started_at, now) + left,
                  calendar_minutes_between(calendar, deadline.started_at, deadline.due_at));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(due_instants_match_the_printed_examples),
        cmocka_unit_test(a_same_day_dossier_waits_for_the_next_day_after_three),
        cmocka_unit_test(a_same_day_dossier_received_after_closing_waits_for_the_next_day),
        cmocka_unit_test(a_late_receipt_may_count_from_the_next_opening),
        cmocka_unit_test(rolling_days_end_at_the_clock_of_receipt),
        cmocka_unit_test(a_due_instant_is_a_working_moment_and_not_before_receipt),
        cmocka_unit_test(a_term_is_used_up_exactly),
        cmocka_unit_test(a_later_receipt_is_never_due_earlier),
        cmocka_unit_test(a_longer_term_is_never_due_earlier),
        cmocka_unit_test(a_supplement_starts_the_term_again_or_lets_it_go_on),
        cmocka_unit_test(while_the_clock_stands_the_due_instant_is_the_old_one),
        cmocka_unit_test(waiting_moves_other_terms_by_the_minutes_waited),
        cmocka_unit_test(a_short_wait_never_makes_it_due_earlier),
        cmocka_unit_test(events_that_change_nothing_are_passed_over),
        cmocka_unit_test(a_new_start_forgets_what_was_waited_before),
        cmocka_unit_test(waiting_moves_a_rolling_term_by_exactly_the_minutes_waited),
        cmocka_unit_test(waiting_never_brings_a_deadline_forward),
        cmocka_unit_test(a_wait_cut_in_two_is_the_same_wait),
        cmocka_unit_test(a_new_start_is_a_new_receipt),
        cmocka_unit_test(state_and_words_match_the_printed_examples),
        cmocka_unit_test(seconds_do_not_make_a_dossier_late),
        cmocka_unit_test(a_standing_clock_does_not_run_out),
        cmocka_unit_test(early_is_a_day_before_and_late_is_after_the_instant),
        cmocka_unit_test(a_term_within_the_day_is_early_before_its_instant),
        cmocka_unit_test(an_apology_goes_out_a_working_day_before),
        cmocka_unit_test(what_is_left_and_what_is_gone_make_the_term),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
