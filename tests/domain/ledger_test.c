/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/ledger.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

enum { COUNTER = 1, SPECIALIST = 2, LEADER = 3, LONGEST = 40 };

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

static struct dossier_entry entry(enum dossier_event event, int64_t actor_id, int64_t holder_id, const char *at)
{
    return (struct dossier_entry){ event, actor_id, holder_id, test_moment(at) };
}

static struct ledger_case case_of(const struct dossier_entry *entries, size_t count, const char *now)
{
    return (struct ledger_case){ .calendar = test_calendar(), .whole = { entries, count }, .now = test_moment(now) };
}

static void check_part(struct ledger_part part, enum ledger_owner owner, int64_t account_id, int64_t minutes,
                       const char *until)
{
    char text[17];

    CHECK_INT(part.owner, owner);
    CHECK_INT(part.account_id, account_id);
    CHECK_INT(part.minutes, minutes);
    CHECK_STR(moment_format_sortable(part.until, text), until);
}

/* ---- By hand ------------------------------------------------------------------------------------- */

/* 27/8/2025 08:00 to 28/8 10:45: 450 minutes of Wednesday and 195 of Thursday. */
static void every_minute_has_one_owner(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:30"),
        entry(EVENT_ASK_SUPPLEMENT, SPECIALIST, SPECIALIST, "2025-08-27 09:30"),
        entry(EVENT_SUPPLEMENT, COUNTER, SPECIALIST, "2025-08-27 14:00"),
        entry(EVENT_CONSULT, SPECIALIST, SPECIALIST, "2025-08-27 14:30"),
        entry(EVENT_CONSULT_REPLY, SPECIALIST, SPECIALIST, "2025-08-28 09:30"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-08-28 10:00"),
        entry(EVENT_APPROVE, LEADER, COUNTER, "2025-08-28 10:45"),
    };
    const struct ledger_wait asked[] = { { LEDGER_BODY, STR("Chi nhánh VPĐK"), test_moment("2025-08-27 14:30"),
                                           test_moment("2025-08-28 09:30") } };
    const struct ledger_outage outages[] = { { STR("Hệ thống của tỉnh"), test_moment("2025-08-28 10:15"),
                                               test_moment("2025-08-28 10:30") } };
    struct ledger_case given = case_of(entries, 8, "2025-12-01 08:00"); /* closed: later time is nobody's */
    (void)state;

    given.waits = asked;
    given.wait_count = 1;
    given.outages = outages;
    given.outage_count = 1;
    struct ledger ledger = ledger_of(arena, &given);

    CHECK_INT(ledger.minutes, 645);
    CHECK_INT(ledger.parts.count, 9);
    check_part(ledger.parts.at[0], LEDGER_OFFICER, COUNTER, 30, "2025-08-27 08:30");
    check_part(ledger.parts.at[1], LEDGER_OFFICER, SPECIALIST, 60, "2025-08-27 09:30");
    check_part(ledger.parts.at[2], LEDGER_CITIZEN, 0, 150, "2025-08-27 14:00");
    check_part(ledger.parts.at[3], LEDGER_OFFICER, SPECIALIST, 30, "2025-08-27 14:30");
    check_part(ledger.parts.at[4], LEDGER_BODY, 0, 300, "2025-08-28 09:30");
    CHECK_STR(ledger.parts.at[4].name, "Chi nhánh VPĐK");
    check_part(ledger.parts.at[5], LEDGER_OFFICER, SPECIALIST, 30, "2025-08-28 10:00");
    check_part(ledger.parts.at[6], LEDGER_LEADER, LEADER, 15, "2025-08-28 10:15");
    check_part(ledger.parts.at[7], LEDGER_SYSTEM, 0, 15, "2025-08-28 10:30");
    check_part(ledger.parts.at[8], LEDGER_LEADER, LEADER, 15, "2025-08-28 10:45");

    CHECK_INT(ledger.sums.count, 6);
    CHECK_INT(ledger.sums.at[0].minutes, 30);  /* the counter */
    CHECK_INT(ledger.sums.at[1].minutes, 120); /* the specialist */
    CHECK_INT(ledger.sums.at[2].minutes, 150); /* the citizen */
    CHECK_INT(ledger.sums.at[3].minutes, 300); /* the body asked */
    CHECK_INT(ledger.sums.at[4].minutes, 30);  /* the leader */
    CHECK_INT(ledger.sums.at[5].minutes, 15);  /* the system */
}

static void what_was_taken_back_keeps_who_really_had_it(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_TAKE_BACK, COUNTER, COUNTER, "2025-08-27 08:25"),
    };
    struct ledger_case given = case_of(entries, 3, "2025-08-27 09:00");
    struct ledger ledger = ledger_of(arena, &given);
    (void)state;

    CHECK_INT(ledger.minutes, 60);
    CHECK_INT(ledger.parts.count, 3);
    check_part(ledger.parts.at[0], LEDGER_OFFICER, COUNTER, 10, "2025-08-27 08:10");
    check_part(ledger.parts.at[1], LEDGER_OFFICER, SPECIALIST, 15, "2025-08-27 08:25");
    check_part(ledger.parts.at[2], LEDGER_OFFICER, COUNTER, 35, "2025-08-27 09:00");
    CHECK_INT(ledger.sums.at[0].minutes, 45);
}

/* A decision signed and undone: the counter had it in between, and the ledger goes on. */
static void a_decision_taken_back_does_not_end_the_ledger(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-08-27 09:00"),
        entry(EVENT_APPROVE, LEADER, COUNTER, "2025-08-27 09:30"),
        entry(EVENT_TAKE_BACK, LEADER, LEADER, "2025-08-27 09:32"),
    };
    struct ledger_case given = case_of(entries, 5, "2025-08-27 10:00");
    struct ledger ledger = ledger_of(arena, &given);
    (void)state;

    CHECK_INT(ledger.minutes, 120);
    check_part(ledger.parts.at[3], LEDGER_OFFICER, COUNTER, 2, "2025-08-27 09:32");
    check_part(ledger.parts.at[4], LEDGER_LEADER, LEADER, 28, "2025-08-27 10:00");
}

/* Sent to the leader with the question still open: the leader has it. */
static void an_opinion_is_waited_for_only_by_whoever_works_on_it(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:30"),
        entry(EVENT_CONSULT, SPECIALIST, SPECIALIST, "2025-08-27 09:00"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-08-27 10:00"),
    };
    const struct ledger_wait asked[] = { { LEDGER_BODY, STR("Công an xã"), test_moment("2025-08-27 09:00"), { 0 } } };
    struct ledger_case given = case_of(entries, 4, "2025-08-27 11:00");
    (void)state;

    given.waits = asked;
    given.wait_count = 1;
    struct ledger ledger = ledger_of(arena, &given);

    check_part(ledger.parts.at[2], LEDGER_BODY, 0, 60, "2025-08-27 10:00");
    check_part(ledger.parts.at[3], LEDGER_LEADER, LEADER, 60, "2025-08-27 11:00");
}

static void an_outage_that_lasts_counts_until_now(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00") };
    const struct ledger_outage outages[] = { { STR("CSDL dân cư"), test_moment("2025-08-26 08:00"), { 0 } } };
    struct ledger_case given = case_of(entries, 1, "2025-08-27 09:00");
    (void)state;

    given.outages = outages;
    given.outage_count = 1;
    struct ledger ledger = ledger_of(arena, &given);

    CHECK_INT(ledger.parts.count, 1);
    check_part(ledger.parts.at[0], LEDGER_SYSTEM, 0, 60, "2025-08-27 09:00");
}

static void a_night_belongs_to_nobody(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 18:00"),
                                             entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-28 07:00") };
    struct ledger_case given = case_of(entries, 2, "2025-08-28 08:00");
    struct ledger_case before_opening = case_of(entries, 2, "2025-08-28 07:10");
    (void)state;

    CHECK_INT(ledger_of(arena, &given).parts.count, 1);
    check_part(ledger_of(arena, &given).parts.at[0], LEDGER_OFFICER, SPECIALIST, 30, "2025-08-28 08:00");
    CHECK_INT(ledger_of(arena, &before_opening).parts.count, 0);
    CHECK_INT(ledger_of(arena, &before_opening).minutes, 0);
}

/* ---- Mẫu 06 -------------------------------------------------------------------------------------- */

static void each_change_of_hands_is_a_row_with_its_result(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-12-01 07:30"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-12-01 15:00"), /* its part ended at 14:18 */
        entry(EVENT_CONFIRM_FINISH, SPECIALIST, SPECIALIST, "2025-12-04 09:00"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-12-05 15:00"), /* until 15:54 */
        entry(EVENT_APPROVE, LEADER, COUNTER, "2025-12-08 09:00"),
        entry(EVENT_HAND_OVER, COUNTER, 0, "2025-12-09 09:00"),
    };
    struct dossier_history whole = { entries, 6 };
    struct dossier_timing timing = { test_calendar(), { TERM_WORKING_DAY, 5 }, WAITING_RESTARTS };
    struct clocks_case given = { .handling = dossier_clock_case(arena, timing, whole),
                                 .effective = whole,
                                 .now = test_moment("2025-12-09 10:00") };
    struct ledger_handovers rows = ledger_handovers(arena, whole, clocks_of(arena, &given));
    (void)state;

    CHECK_INT(rows.count, 5);
    CHECK_INT(rows.at[0].giver_id, 0);
    CHECK_INT(rows.at[0].receiver_id, COUNTER);
    CHECK(!rows.at[0].has_result);
    CHECK(rows.at[1].has_result);
    CHECK_INT(rows.at[1].result, LATE);
    CHECK_INT(rows.at[2].event, EVENT_PROPOSE);
    CHECK_INT(rows.at[2].result, ON_TIME); /* on its last day */
    CHECK_INT(rows.at[3].giver_id, LEADER);
    CHECK_INT(rows.at[3].result, ON_TIME);
    CHECK_INT(rows.at[4].receiver_id, 0);
    CHECK(rows.at[4].has_result);
    CHECK_INT(rows.at[4].result, EARLY); /* until the 11th */
}

/* ---- Properties ---------------------------------------------------------------------------------- */

struct life {
    struct dossier_entry entries[LONGEST];
    size_t count;
    struct ledger_wait asked[4];
    struct ledger_outage outages[4];
    struct ledger_case given;
};

static struct moment after(struct moment at, int64_t most_ms)
{
    return (struct moment){ at.ms + test_random_in_i64(0, most_ms) };
}

/* Legal steps at random moments, some of them taken back; opinions and outages anywhere in between. */
static void live(struct life *life)
{
    enum dossier_state states[LONGEST] = { DOSSIER_RECEIVED };
    size_t depth = 0;

    *life = (struct life){ .count = 1 };
    life->entries[0] = (struct dossier_entry){ EVENT_RECEIVE, 1, 1, test_moment_random() };
    for (int tries = 0; tries < 200 && life->count < LONGEST; tries++) {
        enum dossier_event event = (enum dossier_event)test_random_in(0, EVENT_COUNT - 1);
        enum dossier_state next = states[depth];

        if (depth > 0 && test_random_in(0, 9) == 0)
            event = EVENT_TAKE_BACK, depth--;
        else if (event != EVENT_TAKE_BACK && dossier_step(states[depth], event, &next))
            states[++depth] = next;
        else
            continue;
        life->entries[life->count] = (struct dossier_entry){ event, 1, test_random_in(0, 4),
                                                             after(life->entries[life->count - 1].at, 90000000) };
        life->count++;
    }
    struct moment first = life->entries[0].at;
    int64_t length_ms = life->entries[life->count - 1].at.ms - first.ms + 1;

    for (int i = 0; i < 4; i++) {
        struct moment from = { first.ms - 40000000 + test_random_in_i64(0, length_ms + 40000000) };
        bool is_open = test_random_in(0, 3) == 0;

        life->asked[i].owner = i < 2 ? LEDGER_BODY : LEDGER_PARTNER;
        life->asked[i].body = i % 2 == 0 ? STR("Công an xã") : STR("Phòng Kinh tế");
        life->asked[i].from = after(first, length_ms);
        life->asked[i].until = is_open ? (struct moment){ 0 } : after(life->asked[i].from, length_ms);
        life->outages[i] = (struct ledger_outage){ STR("Hệ thống của tỉnh"), from, after(from, length_ms / 5) };
    }
    life->given = (struct ledger_case){ .calendar = test_calendar_random(),
                                        .whole = { life->entries, life->count },
                                        .waits = life->asked,
                                        .wait_count = (size_t)test_random_in(0, 4),
                                        .outages = life->outages,
                                        .outage_count = (size_t)test_random_in(0, 4),
                                        .now = after(life->entries[life->count - 1].at, 400000000) };
}

static void the_parts_sum_to_the_whole_and_never_overlap(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        struct life life;
        int64_t parts = 0, sums = 0;

        live(&life);
        struct ledger ledger = ledger_of(arena, &life.given);

        for (size_t i = 0; i < ledger.parts.count; i++) {
            const struct ledger_part *part = &ledger.parts.at[i];

            CHECK(part->minutes > 0);
            CHECK(part->from.ms >= (i == 0 ? ledger.from : ledger.parts.at[i - 1].until).ms);
            CHECK(part->until.ms <= ledger.until.ms);
            CHECK_INT(part->minutes, calendar_minutes_between(life.given.calendar, part->from, part->until));
            CHECK((part->account_id != 0) == (part->owner == LEDGER_OFFICER || part->owner == LEDGER_LEADER));
            parts += part->minutes;
        }
        for (size_t i = 0; i < ledger.sums.count; i++)
            sums += ledger.sums.at[i].minutes;
        CHECK_INT(parts, calendar_minutes_between(life.given.calendar, ledger.from, ledger.until));
        CHECK_INT(sums, parts);
        arena_reset(arena);
    }
}

/* As an outage cut in two at any moment tells the same, so does a whole told in two sittings. */
static void however_it_is_cut_it_says_the_same(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        struct life life;

        live(&life);
        life.given.outage_count = 1;
        struct ledger whole = ledger_of(arena, &life.given);

        life.outages[1] = life.outages[0];
        life.outages[0].until = after(life.outages[0].from, life.outages[0].until.ms - life.outages[0].from.ms);
        life.outages[1].from = life.outages[0].until;
        life.given.outage_count = 2;
        struct ledger cut = ledger_of(arena, &life.given);

        CHECK_INT(cut.parts.count, whole.parts.count);
        for (size_t i = 0; i < cut.parts.count; i++) {
            CHECK_INT(cut.parts.at[i].minutes, whole.parts.at[i].minutes);
            CHECK_INT(cut.parts.at[i].owner, whole.parts.at[i].owner);
            CHECK_INT(cut.parts.at[i].account_id, whole.parts.at[i].account_id);
        }
        arena_reset(arena);
    }
}

/* Nobody's minutes shrink by what happens later. */
static void what_was_told_once_stays_told(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        struct life life;

        live(&life);
        size_t seen = (size_t)test_random_in(1, (int)life.count);
        struct dossier_history until_then = { life.entries, seen };
        struct dossier_entry room[LONGEST];
        struct ledger late = ledger_of(arena, &life.given);

        if (moment_is_given(dossier_standing(dossier_history_effective(until_then, room)).closed_at))
            continue;
        struct ledger_case then = life.given;

        then.whole = until_then;
        then.now = life.entries[seen - 1].at;
        for (size_t i = 0; i < 4; i++)
            if (life.asked[i].until.ms > then.now.ms)
                life.asked[i].until = (struct moment){ 0 };
        struct ledger early = ledger_of(arena, &then);

        for (size_t i = 0; i < early.parts.count && early.until.ms <= late.until.ms; i++) {
            const struct ledger_part *part = &early.parts.at[i];

            CHECK(i < late.parts.count);
            CHECK(part->from.ms == late.parts.at[i].from.ms);
            CHECK_INT(part->owner, late.parts.at[i].owner);
            CHECK_INT(part->account_id, late.parts.at[i].account_id);
            CHECK(part->minutes <= late.parts.at[i].minutes);
        }
        arena_reset(arena);
    }
}

static void owners_have_words(void **state)
{
    (void)state;
    CHECK_STR(ledger_owner_name(LEDGER_BODY), "body");
    CHECK_STR(ledger_owner_label(LEDGER_SYSTEM), "Hệ thống của tỉnh");
    CHECK_STR(ledger_owner_because(LEDGER_LEADER), "chờ ký");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_minute_has_one_owner),
        cmocka_unit_test(what_was_taken_back_keeps_who_really_had_it),
        cmocka_unit_test(a_decision_taken_back_does_not_end_the_ledger),
        cmocka_unit_test(an_opinion_is_waited_for_only_by_whoever_works_on_it),
        cmocka_unit_test(an_outage_that_lasts_counts_until_now),
        cmocka_unit_test(a_night_belongs_to_nobody),
        cmocka_unit_test(each_change_of_hands_is_a_row_with_its_result),
        cmocka_unit_test(the_parts_sum_to_the_whole_and_never_overlap),
        cmocka_unit_test(however_it_is_cut_it_says_the_same),
        cmocka_unit_test(what_was_told_once_stays_told),
        cmocka_unit_test(owners_have_words),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
