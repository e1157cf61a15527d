/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/clocks.h"

#include "base/buf.h"
#include "support/check.h"
#include "support/property.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

#include <stdio.h>

enum { GOLDEN_BYTES_MAX = 64 * 1024, LONGEST = 12 };

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_create(8 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct dossier_entry entry(enum dossier_event event, const char *at)
{
    return (struct dossier_entry){ .event = event, .actor_id = 1, .holder_id = 1, .at = test_moment(at) };
}

/* As a dossier of `days` working days stands at a moment. */
static struct clocks_case case_of(int days, const struct dossier_entry *entries, size_t count, const char *now)
{
    struct dossier_timing timing = { test_calendar(), { TERM_WORKING_DAY, days }, WAITING_RESTARTS };
    struct dossier_history effective = { entries, count };

    return (struct clocks_case){
        .handling = dossier_clock_case(arena, timing, effective),
        .effective = effective,
        .now = test_moment(now),
    };
}

static struct clocks clocks_at(const struct dossier_entry *entries, size_t count, const char *now)
{
    struct clocks_case given = case_of(5, entries, count, now);

    return clocks_of(arena, &given);
}

static struct clock the(struct clocks clocks, enum clock_kind kind)
{
    const struct clock *found = clocks_find(clocks, kind);

    CHECK(found != NULL);
    return *found;
}

static void check_due(struct clock clock, const char *due)
{
    char text[17];

    CHECK_STR(moment_format_sortable(clock.due_at, text), due);
}

static void check(struct clocks clocks, enum clock_kind kind, const char *due, enum clock_phase phase, int64_t minutes)
{
    struct clock clock = the(clocks, kind);

    check_due(clock, due);
    CHECK_INT(clock.phase, phase);
    CHECK_INT(clock.minutes, minutes);
}

/* ---- One clock after the other ------------------------------------------------------------------- */

/* Vectors D9 and D11; the last one comes at 23:59 on the eve of Tết. */
static void what_is_submitted_is_answered_within_eight_working_hours(void **state)
{
    const struct dossier_entry friday[] = { entry(EVENT_SUBMIT, "2026-02-13 16:00") };
    const struct dossier_entry before_make_up_day[] = { entry(EVENT_SUBMIT, "2026-01-09 14:30") };
    const struct dossier_entry eve[] = { entry(EVENT_SUBMIT, "2026-02-16 23:59") };
    (void)state;

    check(clocks_at(friday, 1, "2026-02-13 16:30"), CLOCK_OF_ACCEPTANCE, "2026-02-23 16:00", CLOCK_GOING, 450);
    check(clocks_at(before_make_up_day, 1, "2026-01-10 15:00"), CLOCK_OF_ACCEPTANCE, "2026-01-10 14:30", CLOCK_OVER,
          30);
    check(clocks_at(eve, 1, "2026-02-17 08:00"), CLOCK_OF_ACCEPTANCE, "2026-02-23 17:30", CLOCK_GOING, 480);
    CHECK_INT(clocks_at(eve, 1, "2026-02-17 08:00").count, 1); /* nothing else runs before it is accepted */
}

static void any_answer_ends_the_clock_of_acceptance(void **state)
{
    const struct dossier_entry accepted[] = { entry(EVENT_SUBMIT, "2025-08-27 08:00"),
                                              entry(EVENT_ACCEPT, "2025-08-27 10:00") };
    const struct dossier_entry rejected[] = { entry(EVENT_SUBMIT, "2025-08-27 08:00"),
                                              entry(EVENT_REJECT, "2025-08-28 09:00") };
    const struct dossier_entry asked[] = { entry(EVENT_SUBMIT, "2025-08-27 08:00"),
                                           entry(EVENT_ASK_SUPPLEMENT, "2025-08-28 07:45") };
    (void)state;

    check(clocks_at(accepted, 2, "2025-09-27 10:00"), CLOCK_OF_ACCEPTANCE, "2025-08-28 08:00", CLOCK_KEPT, 360);
    check(clocks_at(rejected, 2, "2025-09-27 10:00"), CLOCK_OF_ACCEPTANCE, "2025-08-28 08:00", CLOCK_BROKEN, 60);
    check(clocks_at(asked, 2, "2025-09-27 10:00"), CLOCK_OF_ACCEPTANCE, "2025-08-28 08:00", CLOCK_KEPT, 15);
}

/* Received at 15:00 it goes the same day, a minute later in the first hour of the next working day. */
static void a_dossier_is_forwarded_the_same_day_or_the_next_morning(void **state)
{
    static const struct {
        const char *received, *due;
    } vectors[] = {
        { "2025-08-27 07:00", "2025-08-27 17:30" }, /* before the office opens */
        { "2025-08-27 15:00", "2025-08-27 17:30" }, { "2025-08-27 15:01", "2025-08-28 08:30" },
        { "2025-08-29 15:30", "2025-09-03 08:30" }, /* Friday before National Day */
        { "2026-01-09 16:00", "2026-01-10 08:30" }, /* Saturday, worked in exchange */
        { "2026-02-13 15:05", "2026-02-23 08:30" }, /* Tết */
        { "2025-08-30 09:00", "2025-09-03 08:30" }, /* on a day off */
    };
    (void)state;

    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, vectors[i].received) };

        check_due(the(clocks_at(entries, 1, vectors[i].received), CLOCK_OF_FORWARDING), vectors[i].due);
    }
}

static void forwarding_late_stays_visible(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-08-27 14:00"),
                                             entry(EVENT_FORWARD, "2025-08-28 08:00") };
    (void)state;

    check(clocks_at(entries, 2, "2025-08-28 10:00"), CLOCK_OF_FORWARDING, "2025-08-27 17:30", CLOCK_BROKEN, 30);
}

/* Vectors D1 and D2: 5 days from 27/8/2025, 3 from 20/8/2026 over a Saturday worked in exchange. */
static void the_whole_is_due_as_its_term_says(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-08-27 10:00") };
    const struct dossier_entry august[] = { entry(EVENT_RECEIVE, "2026-08-20 10:00") };
    struct clocks_case given = case_of(3, august, 1, "2026-08-20 10:00");
    (void)state;

    check(clocks_at(entries, 1, "2025-09-05 16:30"), CLOCK_OF_HANDLING, "2025-09-05 17:30", CLOCK_GOING, 60);
    check(clocks_at(entries, 1, "2025-09-09 09:00"), CLOCK_OF_HANDLING, "2025-09-05 17:30", CLOCK_OVER, 570);
    check_due(the(clocks_of(arena, &given), CLOCK_OF_HANDLING), "2026-08-24 17:30");
}

/* Six days of 480 minutes from Monday, 1/12/2025, 07:30: a tenth is 288, a fifth 576. */
static void the_steps_divide_the_whole(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-12-01 07:30"),
                                             entry(EVENT_FORWARD, "2025-12-01 15:00"),
                                             entry(EVENT_PROPOSE, "2025-12-05 16:54"),
                                             entry(EVENT_SEND_BACK, "2025-12-08 08:00"),
                                             entry(EVENT_PROPOSE, "2025-12-08 09:00") };
    struct clocks at_first = clocks_at(entries, 1, "2025-12-01 07:30");
    struct clocks proposed = clocks_at(entries, 3, "2025-12-08 08:00");
    struct clocks again = clocks_at(entries, 4, "2025-12-08 08:30");
    (void)state;

    check(at_first, CLOCK_OF_STEP_RECEIVED, "2025-12-01 14:18", CLOCK_GOING, 288);
    check_due(the(at_first, CLOCK_OF_STEP_PROCESSING), "2025-12-05 15:54");
    CHECK_INT(the(at_first, CLOCK_OF_STEP_PROCESSING).phase, CLOCK_AHEAD);
    CHECK_INT(the(at_first, CLOCK_OF_STEP_PROCESSING).limit_minutes, 2880 - 288 - 576);
    check_due(the(at_first, CLOCK_OF_STEP_APPROVAL), "2025-12-08 17:30");
    CHECK_INT(the(at_first, CLOCK_OF_STEP_APPROVAL).limit_minutes, 576);

    check(proposed, CLOCK_OF_STEP_RECEIVED, "2025-12-01 14:18", CLOCK_BROKEN, 42);
    check(proposed, CLOCK_OF_STEP_PROCESSING, "2025-12-05 15:54", CLOCK_BROKEN, 60);
    check(proposed, CLOCK_OF_STEP_APPROVAL, "2025-12-08 17:30", CLOCK_GOING, 450);
    check(again, CLOCK_OF_STEP_PROCESSING, "2025-12-05 15:54", CLOCK_OVER, 156); /* sent back: it runs on */
    CHECK_INT(the(clocks_at(entries, 5, "2025-12-08 09:00"), CLOCK_OF_STEP_PROCESSING).phase, CLOCK_BROKEN);
}

static void the_term_begun_anew_is_divided_anew(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, "2025-12-01 08:00"),
        entry(EVENT_FORWARD, "2025-12-01 08:05"),
        entry(EVENT_ASK_SUPPLEMENT, "2025-12-03 10:00"),
        entry(EVENT_SUPPLEMENT, "2025-12-09 14:00"),
    };
    struct clocks clocks = clocks_at(entries, 4, "2025-12-09 14:00");
    (void)state;

    /* 9/12 from 14:00: 210 minutes, and five days: 2610; a fifth is 522 before 16/12 17:30. */
    check_due(the(clocks, CLOCK_OF_STEP_PROCESSING), "2025-12-15 16:48");
    CHECK(clocks_find(clocks, CLOCK_OF_STEP_RECEIVED) == NULL);
}

static void mau_02_is_late_after_three_working_days(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-08-27 10:00"),
                                             entry(EVENT_FORWARD, "2025-08-27 10:30"),
                                             entry(EVENT_ASK_SUPPLEMENT, "2025-09-04 09:00") };
    struct clocks_case short_term = case_of(2, entries, 2, "2025-08-28 08:00");
    (void)state;

    check(clocks_at(entries, 2, "2025-09-03 17:00"), CLOCK_OF_RETURN, "2025-09-03 17:30", CLOCK_GOING, 30);
    check(clocks_at(entries, 2, "2025-09-04 08:00"), CLOCK_OF_RETURN, "2025-09-03 17:30", CLOCK_LAPSED, 30);
    check(clocks_at(entries, 3, "2025-09-04 10:00"), CLOCK_OF_RETURN, "2025-09-03 17:30", CLOCK_BROKEN, 90);
    check_due(the(clocks_of(arena, &short_term), CLOCK_OF_RETURN), "2025-08-29 17:30"); /* never past the term */
}

static void nothing_is_returned_once_it_was_asked_before_or_proposed(void **state)
{
    const struct dossier_entry asked_before[] = { entry(EVENT_SUBMIT, "2025-08-27 10:00"),
                                                  entry(EVENT_ASK_SUPPLEMENT, "2025-08-27 10:30"),
                                                  entry(EVENT_ACCEPT, "2025-08-28 09:00") };
    const struct dossier_entry proposed[] = { entry(EVENT_RECEIVE, "2025-08-27 10:00"),
                                              entry(EVENT_FORWARD, "2025-08-27 10:30"),
                                              entry(EVENT_PROPOSE, "2025-08-28 09:00") };
    (void)state;

    CHECK(clocks_find(clocks_at(asked_before, 3, "2025-08-28 10:00"), CLOCK_OF_RETURN) == NULL);
    CHECK(clocks_find(clocks_at(proposed, 3, "2025-08-28 10:00"), CLOCK_OF_RETURN) == NULL);
}

/* Vector D17: due on Friday, 5/9, the apology must be out by Thursday. */
static void the_choice_is_due_a_working_day_before_the_term_ends(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-08-27 10:00"),
                                             entry(EVENT_FORWARD, "2025-08-27 10:30"),
                                             entry(EVENT_CONFIRM_FINISH, "2025-09-04 10:00") };
    struct clocks_case one_day = case_of(1, entries, 2, "2025-08-27 11:00");
    (void)state;

    check(clocks_at(entries, 2, "2025-09-04 16:30"), CLOCK_OF_CHOICE, "2025-09-04 17:30", CLOCK_GOING, 60);
    check(clocks_at(entries, 2, "2025-09-05 08:00"), CLOCK_OF_CHOICE, "2025-09-04 17:30", CLOCK_OVER, 30);
    check(clocks_at(entries, 3, "2025-09-05 08:00"), CLOCK_OF_CHOICE, "2025-09-04 17:30", CLOCK_KEPT, 330);
    CHECK(clocks_find(clocks_of(arena, &one_day), CLOCK_OF_CHOICE) == NULL);
}

static void a_new_appointment_has_a_clock_of_its_own(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-08-27 10:00"),
                                             entry(EVENT_FORWARD, "2025-08-27 10:30"),
                                             entry(EVENT_ASK_EXTENSION, "2025-09-04 10:00"),
                                             entry(EVENT_GRANT_EXTENSION, "2025-09-04 11:00") };
    struct clocks_case given = case_of(5, entries, 4, "2025-09-08 16:00");
    (void)state;

    given.extended_to = test_moment("2025-09-08 17:30");
    check(clocks_of(arena, &given), CLOCK_OF_PROMISE, "2025-09-08 17:30", CLOCK_GOING, 90);
    check(clocks_of(arena, &given), CLOCK_OF_HANDLING, "2025-09-05 17:30", CLOCK_OVER, 390); /* the law's own stays */
    CHECK(clocks_find(clocks_at(entries, 3, "2025-09-04 10:30"), CLOCK_OF_PROMISE) == NULL);
}

/* Fifteen working days after 3/12/2025: 4, 5, 8-12, 15-19, 22, 23, 24. */
static void the_citizen_is_waited_for_while_all_else_stands(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-12-01 08:00"),
                                             entry(EVENT_FORWARD, "2025-12-01 08:05"),
                                             entry(EVENT_ASK_SUPPLEMENT, "2025-12-03 10:00") };
    struct clocks clocks = clocks_at(entries, 3, "2025-12-24 16:30");
    (void)state;

    check(clocks, CLOCK_OF_SUPPLEMENT_WAIT, "2025-12-24 17:30", CLOCK_GOING, 60);
    check(clocks, CLOCK_OF_HANDLING, "2025-12-08 17:30", CLOCK_STANDING, 1770); /* 90 + 240 + 3 x 480 */
    CHECK_INT(the(clocks, CLOCK_OF_STEP_PROCESSING).phase, CLOCK_STANDING);
    CHECK_INT(the(clocks, CLOCK_OF_CHOICE).phase, CLOCK_STANDING);
    check(clocks_at(entries, 3, "2025-12-25 08:00"), CLOCK_OF_SUPPLEMENT_WAIT, "2025-12-24 17:30", CLOCK_OVER, 30);
}

/* Vector D16. */
static void while_papers_are_waited_for_both_due_instants_are_told(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-12-01 08:00"),
                                             entry(EVENT_FORWARD, "2025-12-01 08:05"),
                                             entry(EVENT_ASK_SUPPLEMENT, "2025-12-03 10:00") };
    struct clocks_case waiting = case_of(5, entries, 3, "2025-12-09 14:00");
    struct clocks_case running = case_of(5, entries, 2, "2025-12-02 14:00");
    struct clock_outlook outlook = clocks_outlook(arena, &waiting);
    char text[17];
    (void)state;

    CHECK(outlook.is_waiting);
    CHECK_STR(moment_format_sortable(outlook.if_restarts, text), "2025-12-16 17:30");
    CHECK_STR(moment_format_sortable(outlook.if_pauses, text), "2025-12-12 10:00");
    CHECK(!clocks_outlook(arena, &running).is_waiting);
}

static void each_opinion_has_a_clock_with_a_name(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-08-27 10:00"),
                                             entry(EVENT_FORWARD, "2025-08-27 10:30"),
                                             entry(EVENT_CONSULT, "2025-08-27 11:00"),
                                             entry(EVENT_CONSULT, "2025-08-27 11:10") };
    const struct clock_task asked[] = {
        { STR("Công an xã"), test_moment("2025-08-27 11:00"), test_moment("2025-08-28 17:30"),
          test_moment("2025-08-29 08:00") },
        { STR("Chi nhánh VPĐK"), test_moment("2025-08-27 11:10"), test_moment("2025-08-29 17:30"), { 0 } },
    };
    struct clocks_case given = case_of(5, entries, 4, "2025-08-29 16:30");
    struct clock first, second;
    (void)state;

    given.consultations = (struct clock_tasks){ asked, 2 };
    struct clocks clocks = clocks_of(arena, &given);

    first = *clocks_find(clocks, CLOCK_OF_CONSULTATION);
    second = *(clocks_find(clocks, CLOCK_OF_CONSULTATION) + 1);
    CHECK_STR(first.body, "Công an xã");
    CHECK_INT(first.phase, CLOCK_BROKEN);
    CHECK_INT(first.minutes, 30);
    CHECK_STR(second.body, "Chi nhánh VPĐK");
    CHECK_INT(second.phase, CLOCK_GOING);
    CHECK_INT(second.minutes, 60);
}

/* Of two bodies at work at once one is 30 minutes over, the other came back in time; what came after the end is no
 * longer waited for. */
static void each_leg_has_a_clock_with_a_name(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-08-27 10:00"),
                                             entry(EVENT_FORWARD, "2025-08-27 10:30"),
                                             entry(EVENT_LEG_DONE, "2025-08-28 17:00"),
                                             entry(EVENT_WITHDRAW, "2025-08-29 08:30") };
    const struct clock_task legs[] = {
        { STR("Công an xã"), test_moment("2025-08-27 10:30"), test_moment("2025-08-28 17:30"), { 0 } },
        { STR("Bảo hiểm xã hội"), test_moment("2025-08-27 10:30"), test_moment("2025-08-28 17:30"),
          test_moment("2025-08-28 17:00") },
    };
    struct clocks_case given = case_of(5, entries, 3, "2025-08-29 08:00");
    (void)state;

    given.legs = (struct clock_tasks){ legs, 2 };
    const struct clock *leg = clocks_find(clocks_of(arena, &given), CLOCK_OF_LEG);

    CHECK_STR(leg[0].body, "Công an xã");
    CHECK_INT(leg[0].phase, CLOCK_OVER);
    CHECK_INT(leg[0].minutes, 30);
    CHECK_STR(leg[1].body, "Bảo hiểm xã hội");
    CHECK_INT(leg[1].kind, CLOCK_OF_LEG);
    CHECK_INT(leg[1].phase, CLOCK_KEPT);
    CHECK_INT(leg[1].minutes, 30);
    given = case_of(5, entries, 4, "2025-12-05 08:00");
    given.legs = (struct clock_tasks){ legs, 2 };
    leg = clocks_find(clocks_of(arena, &given), CLOCK_OF_LEG);
    CHECK_INT(leg[0].phase, CLOCK_BROKEN);
    CHECK_INT(leg[0].minutes, 60);
}

/* Signed on Friday, 29/8: the 3rd, 4th and 5th of September. */
static void a_result_is_handed_over_within_three_working_days(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, "2025-08-27 10:00"),   entry(EVENT_FORWARD, "2025-08-27 10:30"),
        entry(EVENT_PROPOSE, "2025-08-28 09:00"),   entry(EVENT_APPROVE, "2025-08-29 09:00"),
        entry(EVENT_HAND_OVER, "2025-09-08 08:00"),
    };
    (void)state;

    check(clocks_at(entries, 4, "2025-09-05 16:30"), CLOCK_OF_HAND_OVER, "2025-09-05 17:30", CLOCK_GOING, 60);
    check(clocks_at(entries, 4, "2025-09-05 16:30"), CLOCK_OF_HANDLING, "2025-09-05 17:30", CLOCK_KEPT, 1830);
    check(clocks_at(entries, 5, "2025-12-05 16:30"), CLOCK_OF_HAND_OVER, "2025-09-05 17:30", CLOCK_BROKEN, 30);
}

static void an_office_settles_its_limits_from_a_day_on(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, "2025-08-27 10:00") };
    const struct clock_setting settings[] = { { CLOCK_RULE_RETURN, test_date("2025-08-27"), 2 },
                                              { CLOCK_RULE_FORWARD_UNTIL, test_date("2025-08-28"), 9 * 60 } };
    struct clocks_case given = case_of(5, entries, 1, "2025-08-27 10:00");
    (void)state;

    given.settings = (struct clock_settings){ settings, 2 };
    check_due(the(clocks_of(arena, &given), CLOCK_OF_RETURN), "2025-08-29 17:30");
    check_due(the(clocks_of(arena, &given), CLOCK_OF_FORWARDING), "2025-08-27 17:30"); /* a day too early for it */
}

static void clocks_are_put_in_words(void **state)
{
    static const struct {
        enum clock_phase phase;
        const char *words;
    } vectors[] = {
        { CLOCK_AHEAD, "chưa đến lượt" },
        { CLOCK_GOING, "còn 1 ngày 1 giờ" },
        { CLOCK_STANDING, "tạm dừng" },
        { CLOCK_OVER, "quá hạn 1 ngày 1 giờ" },
        { CLOCK_LAPSED, "đã hết thời gian" },
        { CLOCK_KEPT, "xong trong hạn" },
        { CLOCK_BROKEN, "xong, quá hạn 1 ngày 1 giờ" },
    };
    char words[100];
    (void)state;

    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        CHECK_STR(clock_words(&(struct clock){ .phase = vectors[i].phase, .minutes = 540 }, words), vectors[i].words);
}

static void a_supplement_is_waited_for_from_the_citizen(void **state)
{
    (void)state;
    CHECK_INT(clock_kind_actor(CLOCK_OF_SUPPLEMENT_WAIT), CLOCK_BY_CITIZEN);
}

/* ---- Properties ---------------------------------------------------------------------------------- */

/* Received at a random moment, with random shares, by a random calendar. */
static struct clocks_case random_case(struct dossier_entry *entries, struct clock_setting *settings)
{
    struct moment at = test_moment_random();
    struct dossier_timing timing = { test_calendar_random(),
                                     { TERM_WORKING_DAY, test_random_in(1, 30) },
                                     WAITING_RESTARTS };

    entries[0] = (struct dossier_entry){ EVENT_RECEIVE, 1, 1, at };
    settings[0] = (struct clock_setting){ CLOCK_RULE_SHARE_RECEIVED, moment_date(at), test_random_in(0, 45) };
    settings[1] = (struct clock_setting){ CLOCK_RULE_SHARE_APPROVAL, moment_date(at), test_random_in(0, 45) };

    struct dossier_history effective = { entries, 1 };

    return (struct clocks_case){ .handling = dossier_clock_case(arena, timing, effective),
                                 .effective = effective,
                                 .settings = { settings, 2 },
                                 .now = at };
}

static void the_parts_of_the_term_sum_to_the_whole(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        struct dossier_entry entries[1];
        struct clock_setting settings[2];
        struct clocks_case given = random_case(entries, settings);
        struct clocks clocks = clocks_of(arena, &given);
        int64_t sum = 0;

        for (size_t i = 0; i < clocks.count; i++)
            if (clocks.at[i].kind >= CLOCK_OF_STEP_RECEIVED && clocks.at[i].kind <= CLOCK_OF_STEP_APPROVAL)
                sum += clocks.at[i].limit_minutes;
        CHECK_INT(sum, the(clocks, CLOCK_OF_HANDLING).limit_minutes);
        CHECK(the(clocks, CLOCK_OF_STEP_RECEIVED).due_at.ms <= the(clocks, CLOCK_OF_HANDLING).due_at.ms);
        arena_reset(arena);
    }
}

/* Whatever runs loses exactly the working minutes that pass. */
static void time_passes_for_every_clock_alike(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        struct dossier_entry entries[1];
        struct clock_setting settings[2];
        struct clocks_case given = random_case(entries, settings);
        struct clocks before = clocks_of(arena, &given);
        struct moment later = { given.now.ms + test_random_in_i64(0, INT64_C(20) * 24 * 3600 * 1000) };
        int64_t passed = calendar_minutes_between(given.handling.calendar, given.now, later);

        given.now = later;
        struct clocks after = clocks_of(arena, &given);

        CHECK_INT(after.count, before.count);
        for (size_t i = 0; i < before.count; i++) {
            int64_t left = after.at[i].phase == CLOCK_GOING ? after.at[i].minutes : -after.at[i].minutes;

            if (before.at[i].phase == CLOCK_GOING)
                CHECK_INT(left, before.at[i].minutes - passed);
            CHECK(after.at[i].due_at.ms == before.at[i].due_at.ms);
        }
        arena_reset(arena);
    }
}

static void what_changes_no_state_changes_no_clock(void **state)
{
    static const enum dossier_event idle[] = { EVENT_REASSIGN, EVENT_CORRECT, EVENT_FEE_SET, EVENT_FEE_PAID };
    (void)state;

    FOR_ALL(3000) {
        struct dossier_entry entries[2];
        struct clock_setting settings[2];
        struct clocks_case given = random_case(entries, settings);

        entries[1] = entries[0];
        entries[1].event = idle[test_random_in(0, 3)];
        entries[1].at.ms += test_random_in_i64(0, INT64_C(3) * 24 * 3600 * 1000);
        given.now = (struct moment){ entries[1].at.ms + test_random_in_i64(0, INT64_C(9) * 24 * 3600 * 1000) };
        struct clocks without = clocks_of(arena, &given);

        given.effective.count = 2;
        struct clocks with = clocks_of(arena, &given);

        CHECK_INT(with.count, without.count);
        for (size_t i = 0; i < with.count; i++) {
            CHECK_INT(with.at[i].phase, without.at[i].phase);
            CHECK_INT(with.at[i].minutes, without.at[i].minutes);
            CHECK(with.at[i].due_at.ms == without.at[i].due_at.ms);
        }
        arena_reset(arena);
    }
}

/* ---- The reviewed table -------------------------------------------------------------------------- */

static struct str read_golden(void)
{
    char *bytes = arena_alloc(arena, GOLDEN_BYTES_MAX);
    FILE *file = fopen(GOLDEN_FOLDER "/clocks.md", "r");

    CHECK(file != NULL);
    size_t len = fread(bytes, 1, GOLDEN_BYTES_MAX - 1, file);
    fclose(file);
    return (struct str){ bytes, len };
}

enum change { BEGINS, STOPS, GOES_ON, ENDS };

static bool does(enum clock_kind kind, enum dossier_state from, enum dossier_state to, enum change change)
{
    bool stood = false, stands = false;
    bool was_in = clock_is_in(kind, from, &stood), is_in = clock_is_in(kind, to, &stands);

    switch (change) {
    case BEGINS:
        return !was_in && is_in;
    case STOPS:
        return was_in && is_in && !stood && stands;
    case GOES_ON:
        return was_in && is_in && stood && !stands;
    case ENDS:
        return was_in && !is_in;
    }
    return false;
}

static bool is_done_by(enum clock_kind kind, enum dossier_event event, enum change change)
{
    bool stands;

    if (event == EVENT_SUBMIT || event == EVENT_RECEIVE)
        return change == BEGINS &&
               clock_is_in(kind, event == EVENT_SUBMIT ? DOSSIER_SUBMITTED : DOSSIER_RECEIVED, &stands);
    for (enum dossier_state from = 0; from < DOSSIER_STATE_COUNT; from++) {
        enum dossier_state to = from;

        if (dossier_step(from, event, &to) && to != from && does(kind, from, to, change))
            return true;
    }
    return false;
}

static void put_events(struct buf *buf, enum clock_kind kind, enum change change)
{
    bool is_first = true;

    buf_put_str(buf, STR(" |"));
    for (enum dossier_event event = 0; event < EVENT_COUNT; event++) {
        if (!is_done_by(kind, event, change))
            continue;
        buf_printf(buf, "%s %.*s", is_first ? "" : ",", STR_ARG(dossier_event_name(event)));
        is_first = false;
    }
    if (is_first)
        buf_put_str(buf, STR(" -"));
}

/* What the table of clocks says of each for readers alone: its word, and where its limit is from. */
static const struct {
    const char *word, *source;
} told[CLOCK_KIND_COUNT] = {
#define CLOCK(name, word, who, source, label) { word, source },
#include "domain/clock_kinds.def"
#undef CLOCK
};

static void clocks_are_those_of_the_reviewed_table(void **state)
{
    static const char *const actors[] = { "counter", "holder", "leader", "citizen", "body" };
    struct buf buf = buf_new(arena, GOLDEN_BYTES_MAX);
    struct str golden = read_golden();
    (void)state;

    for (enum clock_kind kind = 0; kind < CLOCK_KIND_COUNT; kind++) {
        buf_printf(&buf, "| %s | %s", told[kind].word, actors[clock_kind_actor(kind)]);
        for (enum change change = BEGINS; change <= ENDS; change++)
            put_events(&buf, kind, change);
        buf_printf(&buf, " | %s |\n", told[kind].source);
    }
    while (golden.len > 0 && !str_starts_with(golden, STR("| acceptance")))
        golden = str_from(golden, 1);
    CHECK_STR(golden, arena_c_string(arena, buf_str(&buf)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_submitted_is_answered_within_eight_working_hours),
        cmocka_unit_test(any_answer_ends_the_clock_of_acceptance),
        cmocka_unit_test(a_dossier_is_forwarded_the_same_day_or_the_next_morning),
        cmocka_unit_test(forwarding_late_stays_visible),
        cmocka_unit_test(the_whole_is_due_as_its_term_says),
        cmocka_unit_test(the_steps_divide_the_whole),
        cmocka_unit_test(the_term_begun_anew_is_divided_anew),
        cmocka_unit_test(mau_02_is_late_after_three_working_days),
        cmocka_unit_test(nothing_is_returned_once_it_was_asked_before_or_proposed),
        cmocka_unit_test(the_choice_is_due_a_working_day_before_the_term_ends),
        cmocka_unit_test(a_new_appointment_has_a_clock_of_its_own),
        cmocka_unit_test(the_citizen_is_waited_for_while_all_else_stands),
        cmocka_unit_test(while_papers_are_waited_for_both_due_instants_are_told),
        cmocka_unit_test(each_opinion_has_a_clock_with_a_name),
        cmocka_unit_test(each_leg_has_a_clock_with_a_name),
        cmocka_unit_test(a_result_is_handed_over_within_three_working_days),
        cmocka_unit_test(an_office_settles_its_limits_from_a_day_on),
        cmocka_unit_test(clocks_are_put_in_words),
        cmocka_unit_test(a_supplement_is_waited_for_from_the_citizen),
        cmocka_unit_test(the_parts_of_the_term_sum_to_the_whole),
        cmocka_unit_test(time_passes_for_every_clock_alike),
        cmocka_unit_test(what_changes_no_state_changes_no_clock),
        cmocka_unit_test(clocks_are_those_of_the_reviewed_table),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
