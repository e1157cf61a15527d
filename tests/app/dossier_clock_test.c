/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_clock.h"

#include "support/check.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

static const struct term five_days = { TERM_WORKING_DAY, 5 };

static struct deadline after(struct arena *arena, const struct clock_event *events, size_t count)
{
    struct deadline_case clock = dossier_clock_case(arena, test_calendar(), five_days, events, count);

    return deadline_after(&clock);
}

/* Vector D16 of the domain: 5 working days from 1/12/2025 08:00, asked 3/12 10:00, complete 9/12 14:00. */
static void asking_for_papers_gives_the_whole_term_anew(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    const struct clock_event events[] = {
        { EVENT_RECEIVE, test_moment("2025-12-01 08:00") },
        { EVENT_FORWARD, test_moment("2025-12-01 08:05") },
        { EVENT_ASK_SUPPLEMENT, test_moment("2025-12-03 10:00") },
        { EVENT_SUPPLEMENT, test_moment("2025-12-09 14:00") },
    };
    (void)state;

    CHECK(dossier_clock_due(after(arena, events, 2)).ms == test_moment("2025-12-08 17:30").ms);
    CHECK(dossier_clock_due(after(arena, events, 3)).ms == DEADLINE_NEVER.ms);
    CHECK(dossier_clock_due(after(arena, events, 4)).ms == test_moment("2025-12-16 17:30").ms);
    arena_destroy(arena);
}

/* The same vector read as a pause: 18 of 40 hours used up, 22 left. */
static void waiting_for_a_fee_is_subtracted(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    const struct clock_event events[] = {
        { EVENT_RECEIVE, test_moment("2025-12-01 08:00") },
        { EVENT_ASK_FEE, test_moment("2025-12-03 10:00") },
        { EVENT_PAY_FEE, test_moment("2025-12-09 14:00") },
    };
    (void)state;

    CHECK(dossier_clock_due(after(arena, events, 3)).ms == test_moment("2025-12-12 10:00").ms);
    arena_destroy(arena);
}

static void what_officers_do_among_themselves_moves_nothing(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    struct clock_event events[EVENT_COUNT] = { { EVENT_RECEIVE, test_moment("2025-12-01 08:00") } };
    static const enum dossier_event among[] = { EVENT_FORWARD,  EVENT_PROPOSE, EVENT_SEND_BACK,
                                                EVENT_REASSIGN, EVENT_APPROVE, EVENT_HAND_OVER };
    (void)state;

    for (size_t i = 0; i < sizeof among / sizeof *among; i++)
        events[i + 1] = (struct clock_event){ among[i], test_moment("2025-12-02 08:00") };
    CHECK(dossier_clock_due(after(arena, events, 7)).ms == test_moment("2025-12-08 17:30").ms);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asking_for_papers_gives_the_whole_term_anew),
        cmocka_unit_test(waiting_for_a_fee_is_subtracted),
        cmocka_unit_test(what_officers_do_among_themselves_moves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
