/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/dossier.h"

#include "base/buf.h"
#include "domain/dossier_clock.h"
#include "support/check.h"
#include "support/property.h"

#include <stdio.h>

enum {
    GOLDEN_BYTES_MAX = 64 * 1024,
    HOLDER = 1,
    OTHER = 2,
    ANSWERABLE = 3,
    UNIT = 10,
    OTHER_UNIT = 11,
    COUNTER_UNIT = 12,
    ASKED_UNIT = 13
};

static struct actor actor_of(int64_t account_id, enum role role, int64_t unit_id)
{
    return (struct actor){ .account_id = account_id, .office_id = 1, .unit_id = unit_id, .role = role };
}

static struct dossier_position at(enum dossier_state state)
{
    return (struct dossier_position){ .state = state, .holder_id = HOLDER, .unit_id = UNIT };
}

static const struct actor specialist = { HOLDER, 1, UNIT, ROLE_SPECIALIST };
static const struct actor leader = { OTHER, 1, OTHER_UNIT, ROLE_DUTY_LEADER };
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

/* A dossier on which whatever an event needs has come true. */
static struct dossier_position ready_for(enum dossier_state state, enum dossier_event event)
{
    struct dossier_position position = at(state);

    position.holder_unit_id = COUNTER_UNIT;
    position.answerable_id = ANSWERABLE;
    position.is_late = event == EVENT_EXPLAIN || event == EVENT_MEASURE;
    position.is_explained = event == EVENT_MEASURE;
    position.is_choice_due = event == EVENT_CONFIRM_FINISH;
    position.is_consulting = event == EVENT_CONSULT_REPLY;
    position.asked_unit_id = ASKED_UNIT;
    position.open_legs = event == EVENT_LEG_DONE;
    position.is_fee_open = event == EVENT_ASK_FEE;
    position.supplements = event == EVENT_ALLOW_SUPPLEMENT;
    if (event == EVENT_GRANT_EXTENSION || event == EVENT_REFUSE_EXTENSION)
        position.extension = EXTENSION_ASKED;
    return position;
}

static const struct {
    const char *name;
    struct actor actor;
} people[] = {
    { "holder", { HOLDER, 1, UNIT, ROLE_SPECIALIST } },
    { "answerable", { ANSWERABLE, 1, UNIT, ROLE_SPECIALIST } },
    { "counter", { OTHER, 1, COUNTER_UNIT, ROLE_COUNTER } },
    { "head", { OTHER, 1, UNIT, ROLE_UNIT_HEAD } },
    { "holder's-head", { OTHER, 1, COUNTER_UNIT, ROLE_DIRECTOR } },
    { "leader", { OTHER, 1, OTHER_UNIT, ROLE_DUTY_LEADER } },
    { "asked", { OTHER, 1, ASKED_UNIT, ROLE_POLICE } },
    { "others", { OTHER, 1, UNIT, ROLE_SPECIALIST } },
};

static const char *holder_word(enum dossier_next_holder holder)
{
    static const char *const names[] = { "actor", "chosen", "keep", "proposed", "received", "nobody" };

    return names[holder];
}

/* What the clock of its handling does: from the deadline's own table. */
static const char *clock_word(enum dossier_state from, enum dossier_event event, enum dossier_state to)
{
    struct arena *arena = arena_create(1 << 16);
    const struct dossier_entry entries[] = { { EVENT_RECEIVE, 1, 1, { 1000 } }, { event, 1, 1, { 2000 } } };
    struct dossier_timing timing = { .term = { TERM_WORKING_DAY, 5 } };
    struct deadline_case clock = dossier_clock_case(arena, timing, (struct dossier_history){ entries, 2 });
    const char *words[] = { "stops", "goes on", "by procedure" };
    const char *word = clock.events.count == 0 ? "" : words[clock.events.at[0].kind];

    if (event == EVENT_ACCEPT)
        word = "starts";
    else if (dossier_state_clock(to) == CLOCK_ENDED && dossier_state_clock(from) != CLOCK_ENDED)
        word = "ends";
    arena_destroy(arena);
    return word;
}

static void put_row(struct buf *out, enum dossier_state from, enum dossier_event event)
{
    struct dossier_verdict allowed = { .refusal = MOVE_NO_SUCH_STEP };
    const char *form[] = { "", "01", "02", "03", "04", "05", "06" };
    const char *between = "";
    struct buf who = buf_new(out->arena, 200);

    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        struct dossier_verdict verdict = dossier_move(ready_for(from, event), event, people[i].actor);

        if (verdict.refusal != MOVE_ALLOWED)
            continue;
        allowed = verdict;
        buf_printf(&who, "%s%s", between, people[i].name);
        between = " ";
    }
    if (event == EVENT_TAKE_BACK || allowed.refusal != MOVE_ALLOWED)
        return;
    buf_printf(out, "| %.*s | %.*s | %.*s | %.*s | %s | %s | %s |\n", STR_ARG(dossier_state_name(from)),
               STR_ARG(dossier_event_name(event)), STR_ARG(dossier_state_name(allowed.next)), STR_ARG(buf_str(&who)),
               holder_word(allowed.holder), form[dossier_event_form(event)], clock_word(from, event, allowed.next));
}

/* The table was approved by people: whoever changes dossier_moves.def or dossier_acts.def changes it there too, and has
 * it read. */
static void moves_are_those_of_the_reviewed_table(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    struct buf buf = buf_new(arena, GOLDEN_BYTES_MAX);
    struct str golden = read_golden(arena);
    (void)state;

    for (enum dossier_state from = 0; from < DOSSIER_STATE_COUNT; from++)
        for (enum dossier_event event = 0; event < EVENT_COUNT; event++)
            put_row(&buf, from, event);
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
        { DOSSIER_SUBMITTED, 1 },  { DOSSIER_ASKED, 5 },    { DOSSIER_RECEIVED, 2 },   { DOSSIER_REJECTED, 3 },
        { DOSSIER_PROCESSING, 4 }, { DOSSIER_APPROVAL, 4 }, { DOSSIER_SUPPLEMENT, 5 }, { DOSSIER_FEE_DUE, 6 },
        { DOSSIER_WITHDRAWN, 7 },  { DOSSIER_STOPPED, 8 },  { DOSSIER_DECIDED, 9 },    { DOSSIER_HANDED_OVER, 10 },
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

static void what_waits_to_be_signed_is_not_corrected(void **state)
{
    (void)state;
    CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_CORRECT, counter).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(at(DOSSIER_APPROVAL), EVENT_CORRECT, counter).refusal, MOVE_NEEDS_SENDING_BACK);
    CHECK_INT(dossier_move(at(DOSSIER_DECIDED), EVENT_CORRECT, counter).refusal, MOVE_NO_SUCH_STEP);
    CHECK_INT(dossier_move(at(DOSSIER_SUBMITTED), EVENT_CORRECT, counter).refusal, MOVE_NO_SUCH_STEP);
    CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_CORRECT, specialist).refusal, MOVE_NOT_YOUR_ROLE);
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
    CHECK_INT(dossier_move(asked, EVENT_ALLOW_SUPPLEMENT, leader).refusal, MOVE_NOT_NEEDED);
    asked.supplements = 1;
    CHECK_INT(dossier_move(asked, EVENT_ASK_SUPPLEMENT, specialist).refusal, MOVE_ONCE_ONLY);
    CHECK_INT(dossier_move(asked, EVENT_PROPOSE, specialist).refusal, MOVE_ALLOWED);
}

static void a_second_time_needs_a_leaders_word(void **state)
{
    struct dossier_position asked = at(DOSSIER_PROCESSING);
    (void)state;

    asked.supplements = 1;
    CHECK_INT(dossier_move(asked, EVENT_ALLOW_SUPPLEMENT, leader).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(asked, EVENT_ALLOW_SUPPLEMENT, specialist).refusal, MOVE_NOT_YOUR_ROLE);
    CHECK_INT(dossier_move(asked, EVENT_ALLOW_SUPPLEMENT, actor_of(OTHER, ROLE_UNIT_HEAD, UNIT)).refusal,
              MOVE_NOT_YOUR_ROLE);
    asked.allowances = 1;
    CHECK_INT(dossier_move(asked, EVENT_ASK_SUPPLEMENT, specialist).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(asked, EVENT_ALLOW_SUPPLEMENT, leader).refusal, MOVE_NOT_NEEDED);
    asked.supplements = 2;
    CHECK_INT(dossier_move(asked, EVENT_ASK_SUPPLEMENT, specialist).refusal, MOVE_ONCE_ONLY);
}

static void a_late_dossier_does_not_end_unexplained(void **state)
{
    struct dossier_position late = at(DOSSIER_APPROVAL);
    struct dossier_position stopping = at(DOSSIER_PROCESSING);
    struct actor head = actor_of(OTHER, ROLE_UNIT_HEAD, UNIT), officer = actor_of(ANSWERABLE, ROLE_SPECIALIST, UNIT);
    (void)state;

    late.is_late = stopping.is_late = true;
    late.answerable_id = ANSWERABLE;
    CHECK_INT(dossier_move(late, EVENT_APPROVE, specialist).refusal, MOVE_NEEDS_EXPLANATION);
    CHECK_INT(dossier_move(stopping, EVENT_STOP, specialist).refusal, MOVE_NEEDS_EXPLANATION);
    CHECK_INT(dossier_move(late, EVENT_SEND_BACK, specialist).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(late, EVENT_WITHDRAW, counter).refusal, MOVE_ALLOWED); /* that is the citizen's to say */
    CHECK_INT(dossier_move(late, EVENT_EXPLAIN, officer).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(late, EVENT_EXPLAIN, head).refusal, MOVE_NOT_YOURS);
    CHECK_INT(dossier_move(late, EVENT_MEASURE, head).refusal, MOVE_NEEDS_EXPLANATION);
    late.is_explained = true;
    CHECK_INT(dossier_move(late, EVENT_EXPLAIN, officer).refusal, MOVE_NOT_NEEDED);
    CHECK_INT(dossier_move(late, EVENT_APPROVE, specialist).refusal, MOVE_NEEDS_MEASURE);
    CHECK_INT(dossier_move(late, EVENT_MEASURE, officer).refusal, MOVE_NOT_YOUR_ROLE);
    CHECK_INT(dossier_move(late, EVENT_MEASURE, head).refusal, MOVE_ALLOWED);
    late.is_measured = true;
    CHECK_INT(dossier_move(late, EVENT_APPROVE, specialist).refusal, MOVE_ALLOWED);
}

static void the_head_explains_for_an_officer_who_has_left(void **state)
{
    struct dossier_position late = at(DOSSIER_PROCESSING);
    (void)state;

    late.is_late = true;
    CHECK_INT(dossier_move(late, EVENT_EXPLAIN, actor_of(OTHER, ROLE_UNIT_HEAD, UNIT)).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(late, EVENT_EXPLAIN, actor_of(OTHER, ROLE_UNIT_HEAD, OTHER_UNIT)).refusal, MOVE_NOT_YOURS);
    CHECK_INT(dossier_move(late, EVENT_EXPLAIN, specialist).refusal, MOVE_NOT_YOUR_ROLE);
}

static void one_new_appointment_is_granted_at_most(void **state)
{
    struct dossier_position position = at(DOSSIER_PROCESSING);
    struct actor head = actor_of(OTHER, ROLE_UNIT_HEAD, UNIT);
    (void)state;

    CHECK_INT(dossier_move(position, EVENT_ASK_EXTENSION, specialist).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(position, EVENT_GRANT_EXTENSION, head).refusal, MOVE_NOT_NEEDED);
    position.extension = EXTENSION_ASKED;
    CHECK_INT(dossier_move(position, EVENT_ASK_EXTENSION, specialist).refusal, MOVE_NOT_NEEDED);
    CHECK_INT(dossier_move(position, EVENT_GRANT_EXTENSION, head).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(position, EVENT_GRANT_EXTENSION, specialist).refusal, MOVE_NOT_YOUR_ROLE);
    position.extension = EXTENSION_REFUSED;
    CHECK_INT(dossier_move(position, EVENT_ASK_EXTENSION, specialist).refusal, MOVE_ALLOWED);
    position.extension = EXTENSION_GRANTED;
    CHECK_INT(dossier_move(position, EVENT_ASK_EXTENSION, specialist).refusal, MOVE_ONCE_ONLY);
}

static void only_the_sender_takes_back(void **state)
{
    struct dossier_position position = at(DOSSIER_DECIDED);
    (void)state;

    CHECK_INT(dossier_move(position, EVENT_TAKE_BACK, specialist).refusal, MOVE_TOO_LATE);
    position.sender_id = OTHER;
    CHECK_INT(dossier_move(position, EVENT_TAKE_BACK, specialist).refusal, MOVE_TOO_LATE);
    CHECK_INT(dossier_move(position, EVENT_TAKE_BACK, leader).refusal, MOVE_ALLOWED);
}

static void what_an_outside_body_answered_is_the_holders_to_write(void **state)
{
    struct dossier_position position = at(DOSSIER_APPROVAL);
    (void)state;

    position.is_consulting = true;
    CHECK_INT(dossier_move(position, EVENT_CONSULT_REPLY, specialist).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(position, EVENT_CONSULT_REPLY, leader).refusal, MOVE_NOT_YOURS);
    position.asked_unit_id = ASKED_UNIT;
    CHECK_INT(dossier_move(position, EVENT_CONSULT_REPLY, specialist).refusal, MOVE_NOT_YOURS);
    CHECK_INT(dossier_move(position, EVENT_CONSULT_REPLY, actor_of(OTHER, ROLE_INSPECTOR, ASKED_UNIT)).refusal,
              MOVE_NOT_YOUR_ROLE);
    CHECK_INT(dossier_move(position, EVENT_CONSULT_REPLY, actor_of(OTHER, ROLE_POLICE, ASKED_UNIT)).refusal,
              MOVE_ALLOWED);
}

static void the_draft_waits_until_every_body_is_done(void **state)
{
    struct dossier_position position = at(DOSSIER_PROCESSING);
    (void)state;

    CHECK_INT(dossier_move(position, EVENT_LEG_DONE, specialist).refusal, MOVE_NOT_NEEDED);
    position.open_legs = 1;
    CHECK_INT(dossier_move(position, EVENT_PROPOSE, specialist).refusal, MOVE_NEEDS_LEGS);
    CHECK_INT(dossier_move(position, EVENT_LEG_DONE, specialist).refusal, MOVE_ALLOWED);
    CHECK_INT(dossier_move(position, EVENT_STOP, specialist).refusal, MOVE_ALLOWED);
}

static void money_is_asked_for_only_where_some_is_to_be_paid(void **state)
{
    struct dossier_position position = at(DOSSIER_PROCESSING);
    (void)state;

    CHECK_INT(dossier_move(position, EVENT_ASK_FEE, specialist).refusal, MOVE_NO_FEE);
    position.is_fee_open = true;
    CHECK_INT(dossier_move(position, EVENT_ASK_FEE, specialist).refusal, MOVE_ALLOWED);
}

static void no_person_recalculates(void **state)
{
    (void)state;
    for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++)
        CHECK_INT(dossier_move(at(DOSSIER_PROCESSING), EVENT_RECALCULATE, actor_of(HOLDER, role, UNIT)).refusal,
                  MOVE_NOT_YOUR_ROLE);
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
        enum dossier_state state;
        enum dossier_event event;
        enum role role;
        int64_t unit_id;
        bool can;
    } cases[] = {
        { DOSSIER_RECEIVED, EVENT_FORWARD, ROLE_SPECIALIST, UNIT, true },
        { DOSSIER_RECEIVED, EVENT_FORWARD, ROLE_UNIT_HEAD, UNIT, true },
        { DOSSIER_RECEIVED, EVENT_FORWARD, ROLE_COUNTER, UNIT, true }, /* of the centre, for what it handles itself */
        { DOSSIER_RECEIVED, EVENT_FORWARD, ROLE_COUNTER, OTHER_UNIT, false },
        { DOSSIER_RECEIVED, EVENT_FORWARD, ROLE_SPECIALIST, OTHER_UNIT, false },
        { DOSSIER_PROCESSING, EVENT_REASSIGN, ROLE_UNIT_HEAD, OTHER_UNIT, false },
        { DOSSIER_RECEIVED, EVENT_FORWARD, ROLE_CHAIRMAN, UNIT, false },
        { DOSSIER_RECEIVED, EVENT_FORWARD, ROLE_NONE, UNIT, false },
        { DOSSIER_PROCESSING, EVENT_REASSIGN, ROLE_SPECIALIST, UNIT, true },
        { DOSSIER_PROCESSING, EVENT_REASSIGN, ROLE_COUNTER, COUNTER_UNIT, false },
        { DOSSIER_RECEIVED, EVENT_REASSIGN, ROLE_COUNTER, COUNTER_UNIT, true },
        { DOSSIER_RECEIVED, EVENT_REASSIGN, ROLE_SPECIALIST, UNIT, false },
        { DOSSIER_DECIDED, EVENT_REASSIGN, ROLE_COUNTER, COUNTER_UNIT, true },
        { DOSSIER_APPROVAL, EVENT_REASSIGN, ROLE_DUTY_LEADER, OTHER_UNIT, true },
        { DOSSIER_APPROVAL, EVENT_REASSIGN, ROLE_SPECIALIST, UNIT, false },
        { DOSSIER_ASKED, EVENT_ACCEPT, ROLE_SPECIALIST, UNIT, true },
        { DOSSIER_PROCESSING, EVENT_PROPOSE, ROLE_DUTY_LEADER, OTHER_UNIT, true },
        { DOSSIER_PROCESSING, EVENT_PROPOSE, ROLE_CHAIRMAN, OTHER_UNIT, true },
        { DOSSIER_PROCESSING, EVENT_PROPOSE, ROLE_UNIT_HEAD, UNIT, true },
        { DOSSIER_PROCESSING, EVENT_PROPOSE, ROLE_UNIT_HEAD, OTHER_UNIT, false },
        { DOSSIER_PROCESSING, EVENT_PROPOSE, ROLE_SPECIALIST, UNIT, false },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dossier_position position = at(cases[i].state);

        position.holder_unit_id = COUNTER_UNIT;
        CHECK_INT(dossier_can_be_chosen(position, cases[i].event, cases[i].role, cases[i].unit_id), cases[i].can);
    }
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
            if (dossier_step(from, event, &next) && next != from)
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
        struct dossier_position position = { .state = (enum dossier_state)test_random_in(0, DOSSIER_STATE_COUNT - 1),
                                             .holder_id = test_random_in(1, 3),
                                             .sender_id = test_random_in(0, 3),
                                             .unit_id = test_random_in(UNIT, OTHER_UNIT),
                                             .supplements = test_random_in(0, 2),
                                             .is_late = test_random_in(0, 1) };
        struct actor actor = actor_of(test_random_in(1, 3), (enum role)test_random_in(ROLE_NONE, ROLE_COUNT - 1),
                                      test_random_in(UNIT, OTHER_UNIT));
        enum dossier_event event = (enum dossier_event)test_random_in(0, EVENT_COUNT - 1);
        struct dossier_verdict verdict = dossier_move(position, event, actor);
        enum dossier_state next = position.state;

        if (verdict.refusal != MOVE_ALLOWED || event == EVENT_TAKE_BACK)
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
        cmocka_unit_test(what_waits_to_be_signed_is_not_corrected),
        cmocka_unit_test(only_the_holder_proposes),
        cmocka_unit_test(only_the_head_of_its_unit_reassigns_a_dossier),
        cmocka_unit_test(an_administrator_moves_nothing),
        cmocka_unit_test(papers_are_asked_for_one_single_time),
        cmocka_unit_test(a_second_time_needs_a_leaders_word),
        cmocka_unit_test(a_late_dossier_does_not_end_unexplained),
        cmocka_unit_test(the_head_explains_for_an_officer_who_has_left),
        cmocka_unit_test(one_new_appointment_is_granted_at_most),
        cmocka_unit_test(only_the_sender_takes_back),
        cmocka_unit_test(what_an_outside_body_answered_is_the_holders_to_write),
        cmocka_unit_test(the_draft_waits_until_every_body_is_done),
        cmocka_unit_test(no_person_recalculates),
        cmocka_unit_test(a_reason_is_words_and_not_blanks),
        cmocka_unit_test(money_is_asked_for_only_where_some_is_to_be_paid),
        cmocka_unit_test(a_dossier_goes_only_to_somebody_who_can_hold_it),
        cmocka_unit_test(a_closed_dossier_has_no_way_out_but_hand_over),
        cmocka_unit_test(a_life_at_random_ends_in_a_closed_state),
        cmocka_unit_test(a_refusal_never_changes_the_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
