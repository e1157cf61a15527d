/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/dossier_clock.h"

#include "support/check.h"
#include "support/test_calendar.h"
#include "support/test_clock.h"

static struct deadline after(struct arena *arena, enum waiting_rule waiting, const struct dossier_entry *entries,
                             size_t count)
{
    struct dossier_timing timing = { test_calendar(), { TERM_WORKING_DAY, 5 }, waiting };
    struct deadline_case clock = dossier_clock_case(arena, timing, (struct dossier_history){ entries, count });

    return deadline_after(&clock);
}

static struct dossier_entry entry(enum dossier_event event, const char *at)
{
    return (struct dossier_entry){ .event = event, .at = test_moment(at) };
}

static void check_due(enum waiting_rule waiting, const struct dossier_entry *entries, size_t count, const char *due)
{
    struct arena *arena = arena_create(1 << 20);
    char text[17];

    CHECK_STR(moment_format_sortable(dossier_clock_due(after(arena, waiting, entries, count)), text), due);
    arena_destroy(arena);
}

/* Vector D16 of the domain: 5 working days from 1/12/2025 08:00, asked 3/12 10:00, complete 9/12 14:00. */
static void papers_give_the_whole_term_anew_or_let_it_go_on(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, "2025-12-01 08:00"),
        entry(EVENT_FORWARD, "2025-12-01 08:05"),
        entry(EVENT_ASK_SUPPLEMENT, "2025-12-03 10:00"),
        entry(EVENT_SUPPLEMENT, "2025-12-09 14:00"),
    };
    (void)state;

    check_due(WAITING_RESTARTS, entries, 2, "2025-12-08 17:30");
    check_due(WAITING_RESTARTS, entries, 3, "9999-12-31 23:59");
    check_due(WAITING_RESTARTS, entries, 4, "2025-12-16 17:30");
    check_due(WAITING_PAUSES, entries, 3, "9999-12-31 23:59");
    check_due(WAITING_PAUSES, entries, 4, "2025-12-12 10:00");
}

/* The same vector read as a pause, whatever the procedure says of papers: 18 of 40 hours used up, 22 left. */
static void waiting_for_a_fee_is_subtracted(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_RECEIVE, "2025-12-01 08:00"),
        entry(EVENT_ASK_FEE, "2025-12-03 10:00"),
        entry(EVENT_PAY_FEE, "2025-12-09 14:00"),
    };
    (void)state;

    check_due(WAITING_RESTARTS, entries, 3, "2025-12-12 10:00");
    check_due(WAITING_PAUSES, entries, 3, "2025-12-12 10:00");
}

static void what_officers_do_among_themselves_moves_nothing(void **state)
{
    static const enum dossier_event among[] = { EVENT_FORWARD,        EVENT_PROPOSE,         EVENT_SEND_BACK,
                                                EVENT_REASSIGN,       EVENT_CORRECT,         EVENT_CONSULT,
                                                EVENT_CONFIRM_FINISH, EVENT_GRANT_EXTENSION, EVENT_APPROVE,
                                                EVENT_HAND_OVER };
    struct dossier_entry entries[EVENT_COUNT] = { entry(EVENT_RECEIVE, "2025-12-01 08:00") };
    size_t count = 1;
    (void)state;

    for (size_t i = 0; i < sizeof among / sizeof *among; i++)
        entries[count++] = entry(among[i], "2025-12-02 08:00");
    check_due(WAITING_RESTARTS, entries, count, "2025-12-08 17:30");
}

/* Vector D10: 8 working hours from a Saturday evening end at the close of the next working day but one. */
static void what_was_submitted_is_to_be_answered_within_eight_working_hours(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_SUBMIT, "2025-08-30 20:00"),
        entry(EVENT_ACCEPT, "2025-09-03 09:00"),
    };
    (void)state;

    check_due(WAITING_RESTARTS, entries, 1, "2025-09-03 17:30");
    check_due(WAITING_RESTARTS, entries, 2, "2025-09-10 17:30"); /* 5 working days after 3/9 */
}

static void what_was_asked_before_reception_does_not_touch_the_term(void **state)
{
    const struct dossier_entry entries[] = {
        entry(EVENT_SUBMIT, "2025-08-30 20:00"),
        entry(EVENT_ASK_SUPPLEMENT, "2025-09-03 08:00"),
        entry(EVENT_ACCEPT, "2025-09-10 09:00"),
    };
    (void)state;

    check_due(WAITING_RESTARTS, entries, 2, "9999-12-31 23:59");
    check_due(WAITING_RESTARTS, entries, 3, "2025-09-17 17:30");
}

/* Submitted at 23:59 on the eve of Tết 2026: the office opens again on 23/2. */
static void the_eve_of_tet_counts_from_the_first_working_hour(void **state)
{
    const struct dossier_entry entries[] = { entry(EVENT_SUBMIT, "2026-02-16 23:59") };
    (void)state;

    check_due(WAITING_RESTARTS, entries, 1, "2026-02-23 17:30");
}

static void waiting_rules_read_back(void **state)
{
    enum waiting_rule rule = WAITING_PAUSES;
    (void)state;

    CHECK(waiting_rule_parse(STR("restart"), &rule));
    CHECK_INT(rule, WAITING_RESTARTS);
    CHECK(waiting_rule_parse(waiting_rule_name(WAITING_PAUSES), &rule));
    CHECK_INT(rule, WAITING_PAUSES);
    CHECK(!waiting_rule_parse(STR("stop"), &rule));
    CHECK(!waiting_rule_parse((struct str){ NULL, 0 }, &rule));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(papers_give_the_whole_term_anew_or_let_it_go_on),
        cmocka_unit_test(waiting_for_a_fee_is_subtracted),
        cmocka_unit_test(what_officers_do_among_themselves_moves_nothing),
        cmocka_unit_test(what_was_submitted_is_to_be_answered_within_eight_working_hours),
        cmocka_unit_test(what_was_asked_before_reception_does_not_touch_the_term),
        cmocka_unit_test(the_eve_of_tet_counts_from_the_first_working_hour),
        cmocka_unit_test(waiting_rules_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
