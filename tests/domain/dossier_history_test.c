/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/dossier_history.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

enum { COUNTER = 1, SPECIALIST = 2, LEADER = 3, COLLEAGUE = 4, LONGEST = 40 };

static struct dossier_history of(const struct dossier_entry *entries, size_t count)
{
    return (struct dossier_history){ entries, count };
}

static struct dossier_entry entry(enum dossier_event event, int64_t actor_id, int64_t holder_id, const char *at)
{
    return (struct dossier_entry){ event, actor_id, holder_id, test_moment(at) };
}

static struct dossier_standing standing_after(const struct dossier_entry *entries, size_t count)
{
    struct dossier_entry room[LONGEST];

    return dossier_standing(dossier_history_effective(of(entries, count), room));
}

/* ---- Taking back -------------------------------------------------------------------------------- */

static void what_was_taken_back_did_not_happen(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_ASK_SUPPLEMENT, SPECIALIST, SPECIALIST, "2025-08-27 09:00"),
        entry(EVENT_TAKE_BACK, SPECIALIST, SPECIALIST, "2025-08-27 09:01"),
    };
    struct dossier_standing standing = standing_after(entries, 4);
    (void)state;

    CHECK(standing.is_legal);
    CHECK_INT(standing.state, DOSSIER_PROCESSING);
    CHECK_INT(standing.holder_id, SPECIALIST);
    CHECK_INT(standing.supplements, 0);
    CHECK(standing.held_since.ms == test_moment("2025-08-27 08:10").ms);
    CHECK_INT(standing_after(entries, 3).supplements, 1);
}

static void taking_back_twice_goes_two_steps_back(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-08-27 09:00"),
        entry(EVENT_TAKE_BACK, SPECIALIST, SPECIALIST, "2025-08-27 09:01"),
        entry(EVENT_TAKE_BACK, COUNTER, COUNTER, "2025-08-27 09:02"),
    };
    struct dossier_standing standing = standing_after(entries, 5);
    (void)state;

    CHECK(standing.is_legal);
    CHECK_INT(standing.state, DOSSIER_RECEIVED);
    CHECK_INT(standing.holder_id, COUNTER);
}

static void a_correction_is_counted_and_nobody_takes_it_back(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_CONFIRM_FINISH, SPECIALIST, SPECIALIST, "2025-08-27 09:00"),
        entry(EVENT_CORRECT, COUNTER, COLLEAGUE, "2025-08-27 09:01"),
    };
    struct dossier_standing standing = standing_after(entries, 4);
    (void)state;

    CHECK(standing.is_legal);
    CHECK_INT(standing.state, DOSSIER_PROCESSING);
    CHECK_INT(standing.holder_id, COLLEAGUE);
    CHECK_INT(standing.corrections, 1);
    CHECK_INT(standing_after(entries, 3).corrections, 0);
    CHECK(standing_after(entries, 3).is_choice_made);
    CHECK(!standing.is_choice_made); /* somebody else has it, and its term may be another */
    CHECK_INT(dossier_sender(of(entries, 3), true, test_moment("2025-08-27 09:01")), SPECIALIST);
    CHECK_INT(dossier_sender(of(entries, 4), false, test_moment("2025-08-27 09:02")), 0);
}

static void a_decision_taken_back_is_open_again(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-08-27 09:00"),
        entry(EVENT_APPROVE, LEADER, COUNTER, "2025-08-27 09:30"),
        entry(EVENT_TAKE_BACK, LEADER, LEADER, "2025-08-27 09:31"),
    };
    (void)state;

    CHECK(standing_after(entries, 4).closed_at.ms == test_moment("2025-08-27 09:30").ms);
    CHECK_INT(standing_after(entries, 5).state, DOSSIER_APPROVAL);
    CHECK(!moment_is_given(standing_after(entries, 5).closed_at));
}

static void the_first_event_stays(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_TAKE_BACK, COUNTER, COUNTER, "2025-08-27 08:01"),
    };
    (void)state;

    CHECK(!standing_after(entries, 2).is_legal);
    CHECK_INT(dossier_sender(of(entries, 1), false, test_moment("2025-08-27 08:01")), 0);
}

static void two_minutes_are_given_to_whoever_did_it(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-08-27 09:00"),
        entry(EVENT_APPROVE, LEADER, COUNTER, "2025-08-27 09:30"),
    };
    struct dossier_history whole = of(entries, 4);
    struct moment after = test_moment("2025-08-27 09:32");
    (void)state;

    CHECK_INT(dossier_sender(whole, true, after), LEADER);
    after.ms++;
    CHECK_INT(dossier_sender(whole, true, after), 0);
    CHECK_INT(dossier_sender(whole, false, after), 0); /* a signed decision is not merely passed on */
}

static void what_was_sent_comes_back_until_it_is_opened(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
    };
    (void)state;

    CHECK_INT(dossier_sender(of(entries, 2), false, test_moment("2025-09-05 08:00")), COUNTER);
    CHECK_INT(dossier_sender(of(entries, 2), true, test_moment("2025-09-05 08:00")), 0);
}

static void nobody_takes_back_what_another_acted_upon(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_REASSIGN, LEADER, COLLEAGUE, "2025-08-27 08:11"),
        entry(EVENT_TAKE_BACK, LEADER, SPECIALIST, "2025-08-27 08:11"),
    };
    (void)state;

    CHECK_INT(dossier_sender(of(entries, 3), false, test_moment("2025-08-27 08:11")), LEADER);
    CHECK_INT(dossier_sender(of(entries, 4), false, test_moment("2025-08-27 08:11")), 0);
}

/* ---- The fold ----------------------------------------------------------------------------------- */

static void an_online_dossier_is_counted_from_its_acceptance(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_SUBMIT, COUNTER, COUNTER, "2025-08-26 20:00"),
        entry(EVENT_ASK_SUPPLEMENT, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_ACCEPT, COUNTER, SPECIALIST, "2025-08-29 10:00"),
    };
    struct dossier_standing standing = standing_after(entries, 3);
    (void)state;

    CHECK(standing.is_legal);
    CHECK(!moment_is_given(standing_after(entries, 2).accepted_at));
    CHECK(standing.submitted_at.ms == test_moment("2025-08-26 20:00").ms);
    CHECK(standing.accepted_at.ms == test_moment("2025-08-29 10:00").ms);
    CHECK_INT(standing.state, DOSSIER_PROCESSING);
    CHECK_INT(standing.supplements, 1); /* asked before reception counts as the one time too */
}

static void a_history_that_skips_a_step_is_not_legal(void **state)
{
    const struct dossier_entry skips[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_APPROVE, LEADER, COUNTER, "2025-08-27 09:30"),
    };
    const struct dossier_entry again[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:01"),
    };
    const struct dossier_entry headless[] = { entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:00") };
    (void)state;

    CHECK(!standing_after(skips, 2).is_legal);
    CHECK(!standing_after(again, 2).is_legal);
    CHECK(!standing_after(headless, 1).is_legal);
    CHECK(!standing_after(NULL, 0).is_legal);
}

static void a_choice_holds_until_the_term_or_the_holder_is_another(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_CONFIRM_FINISH, SPECIALIST, SPECIALIST, "2025-09-04 08:10"),
        entry(EVENT_REASSIGN, LEADER, COLLEAGUE, "2025-09-04 09:00"),
    };
    (void)state;

    CHECK(!standing_after(entries, 2).is_choice_made);
    CHECK(standing_after(entries, 3).is_choice_made);
    CHECK(!standing_after(entries, 4).is_choice_made);
}

static void what_comes_back_stays_so_until_its_holder_acts(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-08-27 09:00"),
        entry(EVENT_SEND_BACK, LEADER, SPECIALIST, "2025-08-27 10:00"),
        entry(EVENT_FEE_SET, COUNTER, SPECIALIST, "2025-08-27 10:30"),
        entry(EVENT_ASK_SUPPLEMENT, SPECIALIST, SPECIALIST, "2025-08-27 11:00"),
        entry(EVENT_SUPPLEMENT, COUNTER, SPECIALIST, "2025-08-28 08:00"),
        entry(EVENT_REASSIGN, LEADER, COLLEAGUE, "2025-08-28 09:00"),
    };
    (void)state;

    CHECK(!moment_is_given(standing_after(entries, 3).came_back_at));
    CHECK(standing_after(entries, 4).came_back_at.ms == test_moment("2025-08-27 10:00").ms);
    CHECK(standing_after(entries, 5).came_back_at.ms == test_moment("2025-08-27 10:00").ms);
    CHECK(!moment_is_given(standing_after(entries, 6).came_back_at));
    CHECK(standing_after(entries, 7).came_back_at.ms == test_moment("2025-08-28 08:00").ms);
    CHECK(!moment_is_given(standing_after(entries, 8).came_back_at));
}

static void places_name_what_was_not_taken_back(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_TAKE_BACK, COUNTER, COUNTER, "2025-08-27 08:11"),
        entry(EVENT_FORWARD, COUNTER, COLLEAGUE, "2025-08-27 08:12"),
    };
    size_t places[4];
    (void)state;

    CHECK_INT(dossier_history_places((struct dossier_history){ entries, 4 }, places), 2);
    CHECK_INT(places[0], 0);
    CHECK_INT(places[1], 3);
}

static void consultations_are_counted_until_answered(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_CONSULT, SPECIALIST, SPECIALIST, "2025-08-27 09:00"),
        entry(EVENT_CONSULT, SPECIALIST, SPECIALIST, "2025-08-27 09:05"),
        entry(EVENT_CONSULT_REPLY, SPECIALIST, SPECIALIST, "2025-08-28 09:05"),
    };
    (void)state;

    CHECK_INT(standing_after(entries, 4).consultations, 2);
    CHECK_INT(standing_after(entries, 5).consultations, 1);
}

static void the_holder_at_a_moment_is_whoever_had_it_then(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
        entry(EVENT_FORWARD, COUNTER, SPECIALIST, "2025-08-27 08:10"),
        entry(EVENT_PROPOSE, SPECIALIST, LEADER, "2025-08-27 09:00"),
    };
    struct dossier_history whole = of(entries, 3);
    (void)state;

    CHECK_INT(dossier_holder_at(whole, test_moment("2025-08-27 07:59")), 0);
    CHECK_INT(dossier_holder_at(whole, test_moment("2025-08-27 08:09")), COUNTER);
    CHECK_INT(dossier_holder_at(whole, test_moment("2025-08-27 08:59")), SPECIALIST);
    CHECK_INT(dossier_holder_at(whole, test_moment("2025-09-27 08:59")), LEADER);
}

static void money_receipts_and_slips_are_never_taken_back_with_a_click(void **state)
{
    static const enum dossier_event final[] = { EVENT_ACCEPT,       EVENT_FEE_SET, EVENT_FEE_PAID,
                                                EVENT_FEE_REFUNDED, EVENT_PAY_FEE, EVENT_CONTROL_SLIP };
    (void)state;

    for (size_t i = 0; i < sizeof final / sizeof *final; i++) {
        const struct dossier_entry entries[] = {
            entry(EVENT_RECEIVE, COUNTER, COUNTER, "2025-08-27 08:00"),
            entry(final[i], COUNTER, COUNTER, "2025-08-27 08:01"),
        };

        CHECK_INT(dossier_sender(of(entries, 2), true, test_moment("2025-08-27 08:01")), 0);
    }
}

/* ---- Shape -------------------------------------------------------------------------------------- */

/* A life at random: legal steps, some of them taken back. */
static size_t live(struct dossier_entry *entries)
{
    enum dossier_state states[LONGEST] = { DOSSIER_RECEIVED };
    size_t depth = 0, count = 1;

    entries[0] = entry(EVENT_RECEIVE, COUNTER, 1, "2025-08-27 08:00");
    for (int tries = 0; tries < 200 && count < LONGEST; tries++) {
        enum dossier_event event = (enum dossier_event)test_random_in(0, EVENT_COUNT - 1);
        enum dossier_state next = states[depth];

        if (depth > 0 && test_random_in(0, 9) == 0)
            event = EVENT_TAKE_BACK, depth--;
        else if (event != EVENT_TAKE_BACK && dossier_step(states[depth], event, &next))
            states[++depth] = next;
        else
            continue;
        entries[count] = (struct dossier_entry){
            event, 1, (int64_t)count + 1, { entries[count - 1].at.ms + test_random_in(0, 90000000) }
        };
        count++;
    }
    return count;
}

static void taking_back_the_last_step_gives_what_stood_before_it(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        struct dossier_entry entries[LONGEST + 1];
        size_t count = live(entries);
        struct dossier_entry room[LONGEST + 1];
        struct dossier_history before = dossier_history_effective(of(entries, count), room);

        CHECK(dossier_standing(before).is_legal);
        if (before.count < 2)
            continue;
        struct dossier_standing expected = dossier_standing(of(before.at, before.count - 1));

        entries[count] = (struct dossier_entry){ EVENT_TAKE_BACK, 1, expected.holder_id, entries[count - 1].at };
        struct dossier_entry room_after[LONGEST + 1];
        struct dossier_standing standing =
            dossier_standing(dossier_history_effective(of(entries, count + 1), room_after));

        CHECK_INT(standing.state, expected.state);
        CHECK_INT(standing.holder_id, expected.holder_id);
        CHECK_INT(standing.supplements, expected.supplements);
        CHECK(standing.closed_at.ms == expected.closed_at.ms);
    }
}

static void a_closed_dossier_says_when_it_closed(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        struct dossier_entry entries[LONGEST + 1];
        struct dossier_standing standing = standing_after(entries, live(entries));

        CHECK_INT(moment_is_given(standing.closed_at), dossier_state_clock(standing.state) == CLOCK_ENDED);
        CHECK_INT(moment_is_given(standing.handed_over_at), standing.state == DOSSIER_HANDED_OVER);
        CHECK(standing.supplements >= 0 && standing.consultations >= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_taken_back_did_not_happen),
        cmocka_unit_test(taking_back_twice_goes_two_steps_back),
        cmocka_unit_test(a_correction_is_counted_and_nobody_takes_it_back),
        cmocka_unit_test(a_decision_taken_back_is_open_again),
        cmocka_unit_test(the_first_event_stays),
        cmocka_unit_test(two_minutes_are_given_to_whoever_did_it),
        cmocka_unit_test(what_was_sent_comes_back_until_it_is_opened),
        cmocka_unit_test(nobody_takes_back_what_another_acted_upon),
        cmocka_unit_test(an_online_dossier_is_counted_from_its_acceptance),
        cmocka_unit_test(a_history_that_skips_a_step_is_not_legal),
        cmocka_unit_test(a_choice_holds_until_the_term_or_the_holder_is_another),
        cmocka_unit_test(what_comes_back_stays_so_until_its_holder_acts),
        cmocka_unit_test(places_name_what_was_not_taken_back),
        cmocka_unit_test(consultations_are_counted_until_answered),
        cmocka_unit_test(the_holder_at_a_moment_is_whoever_had_it_then),
        cmocka_unit_test(money_receipts_and_slips_are_never_taken_back_with_a_click),
        cmocka_unit_test(taking_back_the_last_step_gives_what_stood_before_it),
        cmocka_unit_test(a_closed_dossier_says_when_it_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
