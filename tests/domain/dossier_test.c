/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/dossier.h"

#include "base/buf.h"
#include "support/check.h"
#include "support/property.h"

#include <stdio.h>

enum { GOLDEN_BYTES_MAX = 64 * 1024, HOLDER = 1, OTHER = 2, UNIT = 10, OTHER_UNIT = 11 };

static struct actor actor_of(int64_t account_id, enum role role, int64_t unit_id)
{
    return (struct actor){ .account_id = account_id, .office_id = 1, .unit_id = unit_id, .role = role };
}

static struct dossier_position at(enum dossier_state state)
{
    return (struct dossier_position){ .state = state, .holder_id = HOLDER, .unit_id = UNIT };
}

static const struct actor specialist = { HOLDER, 1, UNIT, ROLE_SPECIALIST };
static const struct actor counter = { OTHER, 1, OTHER_UNIT, ROLE_COUNTER };

/* ---- The reviewed table ------------------------------------------------------------------------- */

static struct str read_golden(struct arena *arena)
{
    char *bytes = arena_alloc(arena, GOLDEN_BYTES_MAX);
    FILE *file = fopen(GOLDEN_FOLDER "/moves.md", "r");

    CHECK(file != NULL);
    size_t len = fread(bytes, 1, GOLDEN_BYTES_MAX - 1, file);
    fclose(file);
    return (struct str){ bytes, len };
}

/* Who of the four kinds of people may: the holder, a counter officer, the unit's head, an outsider. */
static struct str who_may(struct arena *arena, enum dossier_state state, enum dossier_event event)
{
    const struct {
        const char *name;
        struct actor actor;
    } people[] = {
        { "holder", actor_of(HOLDER, ROLE_SPECIALIST, UNIT) },
        { "counter", actor_of(OTHER, ROLE_COUNTER, OTHER_UNIT) },
        { "head", actor_of(OTHER, ROLE_UNIT_HEAD, UNIT) },
        { "others", actor_of(OTHER, ROLE_SPECIALIST, UNIT) },
    };
    struct str names = STR("");

    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        if (dossier_move(at(state), event, people[i].actor).refusal == MOVE_ALLOWED)
            names = arena_printf(arena, "%.*s%s%s", STR_ARG(names), names.len > 0 ? " " : "", people[i].name);
    return names;
}

static const char *holder_word(enum dossier_next_holder holder)
{
    static const char *const names[] = { "actor", "chosen", "keep", "proposed", "received", "nobody" };

    return names[holder];
}

static struct dossier_verdict verdict_of_anybody(enum dossier_state state, enum dossier_event event)
{
    static const enum role roles[] = { ROLE_SPECIALIST, ROLE_COUNTER, ROLE_UNIT_HEAD };
    struct dossier_verdict verdict = { MOVE_NO_SUCH_STEP, state, NEXT_KEEP };

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        verdict = dossier_move(at(state), event, actor_of(HOLDER, roles[i], UNIT));
        if (verdict.refusal == MOVE_ALLOWED)
            break;
    }
    return verdict;
}

/* The table was approved by people: whoever changes dossier_moves.def changes it there too, and has it read. */
static void moves_are_those_of_the_reviewed_table(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    struct buf buf = buf_new(arena, GOLDEN_BYTES_MAX);
    struct str golden = read_golden(arena);
    (void)state;

    for (enum dossier_state from = 0; from < DOSSIER_STATE_COUNT; from++)
        for (enum dossier_event event = 0; event < EVENT_COUNT; event++) {
            struct dossier_verdict verdict = verdict_of_anybody(from, event);

            if (verdict.refusal == MOVE_ALLOWED)
                buf_printf(&buf, "| %.*s | %.*s | %.*s | %.*s | %s |\n", STR_ARG(dossier_state_name(from)),
                           STR_ARG(dossier_event_name(event)), STR_ARG(dossier_state_name(verdict.next)),
                           STR_ARG(who_may(arena, from, event)), holder_word(verdict.holder));
        }
    while (golden.len > 0 && !str_starts_with(golden, STR("| submitted")))
        golden = str_from(golden, 1);
    CHECK_STR(golden, arena_c_string(arena, buf_str(&buf)));
    arena_destroy(arena);
}

/* ---- Rules -------------------------------------------------------------------------------------- */

static void states_carry_the_national_codes(void **state)
{
    static const struct {
        enum dossier_state state;
        int code;
    } codes[] = {
        { DOSSIER_SUBMITTED, 1 }, { DOSSIER_RECEIVED, 2 },   { DOSSIER_REJECTED, 3 },     { DOSSIER_PROCESSING, 4 },
        { DOSSIER_APPROVAL, 4 },  { DOSSIER_SUPPLEMENT, 5 }, { DOSSIER_FEE_DUE, 6 },      { DOSSIER_WITHDRAWN, 7 },
        { DOSSIER_STOPPED, 8 },   { DOSSIER_DECIDED, 9 },    { DOSSIER_HANDED_OVER, 10 },
    };
    (void)state;

    CHECK_INT(sizeof codes / sizeof *codes, DOSSIER_STATE_COUNT);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        CHECK_INT(dossier_state_code(codes[i].state), codes[i].code);
}

static void names_read_back(void **state)
{
    enum dossier_state read_state = 0;
    enum dossier_event read_event = 0;
    (void)state;

    for (enum dossier_state each = 0; each < DOSSIER_STATE_COUNT; each++) {
        CHECK(dossier_state_parse(dossier_state_name(each), &read_state));
        CHECK_INT(read_state, each);
    }
    for (enum dossier_event each = 0; each < EVENT_COUNT; each++) {
        CHECK(dossier_event_parse(dossier_event_name(each), &read_event));
        CHECK_INT(read_event, each);
    }
    CHECK(!dossier_state_parse(STR("Processing"), &read_state));
    CHECK(!dossier_state_parse(STR(""), &read_state));
    CHECK(!dossier_event_parse(STR("approve "), &read_event));
}

static void the_clock_stops_only_while_the_citizen_has_the_dossier(void **state)
{
    (void)state;
    CHECK_INT(dossier_state_clock(DOSSIER_RECEIVED), CLOCK_RUNS);
    CHECK_INT(dossier_state_clock(DOSSIER_PROCESSING), CLOCK_RUNS);
    CHECK_INT(dossier_state_clock(DOSSIER_APPROVAL), CLOCK_RUNS);
    CHECK_INT(dossier_state_clock(DOSSIER_SUPPLEMENT), CLOCK_STOPPED);
    CHECK_INT(dossier_state_clock(DOSSIER_FEE_DUE), CLOCK_STOPPED);
    CHECK_INT(dossier_state_clock(DOSSIER_DECIDED), CLOCK_ENDED);
    CHECK_INT(dossier_state_clock(DOSSIER_WITHDRAWN), CLOCK_ENDED);
}

static void only_the_holder_proposes(void **state)
{
    (void)state;
    CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_PROPOSE, specialist).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_PROPOSE, actor_of(OTHER, ROLE_SPECIALIST, UNIT)).refusal,
              MOVE_NOT_YOURS);
    CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_PROPOSE, actor_of(OTHER, ROLE_CHAIRMAN, UNIT)).refusal,
              MOVE_NOT_YOURS);
}

static void only_the_head_of_its_unit_reassigns_a_dossier(void **state)
{
    (void)state;
    CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_REASSIGN, actor_of(OTHER, ROLE_UNIT_HEAD, UNIT)).refusal,
              MOVE_ALLOWED);
    CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_REASSIGN, actor_of(OTHER, ROLE_UNIT_HEAD, OTHER_UNIT)).refusal,
              MOVE_NOT_YOURS);
    CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_REASSIGN, specialist).refusal, MOVE_NOT_YOUR_ROLE);
}

static void an_administrator_moves_nothing(void **state)
{
    (void)state;
    for (enum dossier_state from = 0; from < DOSSIER_STATE_COUNT; from++)
        for (enum dossier_event event = 0; event < EVENT_COUNT; event++)
            CHECK(dossier_move(at(from), event, actor_of(OTHER, ROLE_ADMINISTRATOR, UNIT)).refusal != MOVE_ALLOWED);
}

static void papers_are_asked_for_one_single_time(void **state)
{
    struct dossier_position asked = at(DOSSIER_PROCESSING);
    (void)state;

    CHECK_INT(dossier_move(asked, EVENT_ASK_SUPPLEMENT, specialist).refusal, MOVE_ALLOWED);
    asked.supplements = 1;
    CHECK_INT(dossier_move(asked, EVENT_ASK_SUPPLEMENT, specialist).refusal, MOVE_ONCE_ONLY);
    CHECK_INT(dossier_move(asked, EVENT_PROPOSE, specialist).refusal, MOVE_ALLOWED);
}

static void a_reason_is_words_and_not_blanks(void **state)
{
    struct dossier_position position = at(DOSSIER_PROCESSING);
    (void)state;

    CHECK_INT(dossier_move_given(position, EVENT_STOP, specialist, STR("Người nộp đề nghị"), ROLE_NONE, 0).refusal,
              MOVE_ALLOWED);
    CHECK_INT(dossier_move_given(position, EVENT_STOP, specialist, STR("  \n\t"), ROLE_NONE, 0).refusal,
              MOVE_NEEDS_REASON);
    CHECK_INT(dossier_move_given(position, EVENT_STOP, specialist, (struct str){ 0 }, ROLE_NONE, 0).refusal,
              MOVE_NEEDS_REASON);
}

static void a_dossier_goes_only_to_somebody_who_can_hold_it(void **state)
{
    static const struct {
        enum dossier_event event;
        enum role role;
        int64_t unit_id;
        bool can;
    } people[] = {
        { EVENT_FORWARD, ROLE_SPECIALIST, UNIT, true },
        { EVENT_FORWARD, ROLE_UNIT_HEAD, UNIT, true },
        { EVENT_FORWARD, ROLE_COUNTER, UNIT, true }, /* of the centre, for what the centre handles itself */
        { EVENT_FORWARD, ROLE_COUNTER, OTHER_UNIT, false },
        { EVENT_FORWARD, ROLE_SPECIALIST, OTHER_UNIT, false },
        { EVENT_REASSIGN, ROLE_UNIT_HEAD, OTHER_UNIT, false },
        { EVENT_FORWARD, ROLE_CHAIRMAN, UNIT, false },
        { EVENT_FORWARD, ROLE_NONE, UNIT, false },
        { EVENT_REASSIGN, ROLE_SPECIALIST, UNIT, true },
        { EVENT_PROPOSE, ROLE_DUTY_LEADER, OTHER_UNIT, true },
        { EVENT_PROPOSE, ROLE_CHAIRMAN, OTHER_UNIT, true },
        { EVENT_PROPOSE, ROLE_UNIT_HEAD, UNIT, true },
        { EVENT_PROPOSE, ROLE_UNIT_HEAD, OTHER_UNIT, false },
        { EVENT_PROPOSE, ROLE_SPECIALIST, UNIT, false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        CHECK_INT(dossier_can_be_chosen(people[i].event, UNIT, people[i].role, people[i].unit_id), people[i].can);
    CHECK_INT(dossier_move_given(at(DOSSIER_RECEIVED), EVENT_FORWARD, counter, STR(""), ROLE_NONE, 0).refusal,
              MOVE_NEEDS_PERSON);
}

/* ---- Shape -------------------------------------------------------------------------------------- */

static void a_closed_dossier_has_no_way_out_but_hand_over(void **state)
{
    enum dossier_state next = 0;
    (void)state;

    for (enum dossier_state from = 0; from < DOSSIER_STATE_COUNT; from++) {
        if (dossier_state_clock(from) != CLOCK_ENDED)
            continue;
        for (enum dossier_event event = 0; event < EVENT_COUNT; event++)
            if (dossier_step(from, event, &next))
                CHECK(from == DOSSIER_DECIDED && next == DOSSIER_HANDED_OVER);
    }
}

static void a_life_at_random_ends_in_a_closed_state(void **state)
{
    (void)state;
    FOR_ALL(5000) {
        enum dossier_state at_state = DOSSIER_RECEIVED;
        int moves = 0;

        for (int tries = 0; tries < 2000; tries++)
            moves += dossier_step(at_state, (enum dossier_event)test_random_in(0, EVENT_COUNT - 1), &at_state);
        CHECK(moves > 0);
        CHECK_INT(dossier_state_clock(at_state), CLOCK_ENDED);
    }
}

static void a_refusal_never_changes_the_state(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        struct dossier_position position = { (enum dossier_state)test_random_in(0, DOSSIER_STATE_COUNT - 1),
                                             test_random_in(1, 3), test_random_in(UNIT, OTHER_UNIT),
                                             test_random_in(0, 2) };
        struct actor actor = actor_of(test_random_in(1, 3), (enum role)test_random_in(ROLE_NONE, ROLE_COUNT - 1),
                                      test_random_in(UNIT, OTHER_UNIT));
        enum dossier_event event = (enum dossier_event)test_random_in(0, EVENT_COUNT - 1);
        struct dossier_verdict verdict = dossier_move(position, event, actor);
        enum dossier_state next = position.state;

        if (verdict.refusal != MOVE_ALLOWED)
            CHECK_INT(verdict.next, position.state);
        else
            CHECK(dossier_step(position.state, event, &next) && next == verdict.next);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_are_those_of_the_reviewed_table),
        cmocka_unit_test(states_carry_the_national_codes),
        cmocka_unit_test(names_read_back),
        cmocka_unit_test(the_clock_stops_only_while_the_citizen_has_the_dossier),
        cmocka_unit_test(only_the_holder_proposes),
        cmocka_unit_test(only_the_head_of_its_unit_reassigns_a_dossier),
        cmocka_unit_test(an_administrator_moves_nothing),
        cmocka_unit_test(papers_are_asked_for_one_single_time),
        cmocka_unit_test(a_reason_is_words_and_not_blanks),
        cmocka_unit_test(a_dossier_goes_only_to_somebody_who_can_hold_it),
        cmocka_unit_test(a_closed_dossier_has_no_way_out_but_hand_over),
        cmocka_unit_test(a_life_at_random_ends_in_a_closed_state),
        cmocka_unit_test(a_refusal_never_changes_the_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
