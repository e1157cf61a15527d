/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_assignment.h"

#include "app/dossier_opening.h"
#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received first, second, third;
static struct assignment_result *results;

/* Three dossiers with the first specialist since 27 August, 10:00; each is version 2. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    first = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    second = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:01");
    third = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:02");
}

static enum status assign(struct actor actor, const struct assignment_item *items, size_t count, const char *reason)
{
    struct assignment assignment = { .items = { items, count }, .reason = str_of(reason) };

    return dossier_assignment_apply(centre.test->db, centre.test->arena, actor, test_moment("2025-08-27 11:00"),
                                    &assignment, &results);
}

static int64_t held_by(struct actor actor)
{
    return test_db_number(centre.test,
                          arena_printf(centre.test->arena, "SELECT COUNT(*) FROM dossier WHERE holder_id = %lld",
                                       (long long)actor.account_id)
                              .at);
}

static void each_dossier_is_moved_by_an_event_of_its_own(void **state)
{
    struct test_db *test = *state;

    begin(test);
    const struct assignment_item items[] = { { first.code, 2, centre.colleague.account_id },
                                             { third.code, 2, centre.colleague.account_id } };

    CHECK_OK(assign(centre.head, items, 2, "Chia lại việc"));
    CHECK_INT(results[0].verdict, ASSIGNMENT_MOVED);
    CHECK_INT(results[1].verdict, ASSIGNMENT_MOVED);
    CHECK_INT(results[1].version, 3);
    CHECK_INT(results[1].dossier_id, third.dossier_id);
    CHECK_INT(held_by(centre.colleague), 2);
    CHECK_INT(held_by(centre.specialist), 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event WHERE event = 'reassign' AND reason = 'Chia "
                                   "lại việc'"),
              2);
    test_office_check(centre.test);
}

/* Version seen, person, right and existence are judged for each alone. */
static void one_that_cannot_be_moved_holds_up_no_other(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, second.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 10:30");
    const struct assignment_item items[] = {
        { first.code, 1, centre.colleague.account_id },                   /* seen before it was forwarded */
        { second.code, 3, centre.colleague.account_id },                  /* waits for a signature */
        { STR("H55.12.07-250827-0099"), 1, centre.colleague.account_id }, /* nobody received it */
        { third.code, 2, centre.specialist.account_id },                  /* is with that person */
        { third.code, 2, centre.counter.account_id },                     /* of another unit */
        { third.code, 2, 12345 },                                         /* nobody */
        { third.code, 2, centre.colleague.account_id },                   /* fine */
        { third.code, 2, centre.colleague.account_id },                   /* twice */
    };

    CHECK_OK(assign(centre.head, items, 8, "Chia lại việc"));
    CHECK_INT(results[0].verdict, ASSIGNMENT_CHANGED);
    CHECK_INT(results[1].verdict, ASSIGNMENT_REFUSED);
    CHECK_INT(results[1].refusal, MOVE_NEEDS_PERSON);
    CHECK_INT(results[2].verdict, ASSIGNMENT_GONE);
    CHECK_INT(results[3].verdict, ASSIGNMENT_HELD);
    CHECK_INT(results[4].refusal, MOVE_NEEDS_PERSON);
    CHECK_INT(results[5].refusal, MOVE_NEEDS_PERSON);
    CHECK_INT(results[6].verdict, ASSIGNMENT_MOVED);
    CHECK_INT(results[7].verdict, ASSIGNMENT_CHANGED);
    CHECK_INT(held_by(centre.colleague), 1);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM dossier_event WHERE event = 'reassign'"), 1);
    test_office_check(centre.test);
}

static void only_a_head_moves_the_dossiers_of_the_unit(void **state)
{
    struct test_db *test = *state;

    begin(test);
    struct actor other = test_office_person(test, centre.office_id, "truongkt", ROLE_UNIT_HEAD, "KT");
    struct actor director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    const struct assignment_item items[] = { { first.code, 2, centre.colleague.account_id } };

    CHECK_OK(assign(centre.colleague, items, 1, "x"));
    CHECK_INT(results[0].refusal, MOVE_NOT_YOUR_ROLE);
    CHECK_OK(assign(other, items, 1, "x"));
    CHECK_INT(results[0].refusal, MOVE_NOT_YOURS);
    CHECK_OK(assign(director, items, 1, "x"));
    CHECK_INT(results[0].refusal, MOVE_NOT_YOURS);
    CHECK_INT(held_by(centre.colleague), 0);
    CHECK_OK(assign(centre.leader, items, 1, "x"));
    CHECK_INT(results[0].verdict, ASSIGNMENT_MOVED);
}

static void the_director_moves_what_the_counter_has(void **state)
{
    struct test_db *test = *state;

    begin(test);
    struct actor director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    struct actor counter = test_office_person(test, centre.office_id, "quay2", ROLE_COUNTER, "TTPVHCC");
    struct intake_received kept = test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 10:05");
    const struct assignment_item items[] = { { kept.code, kept.version, counter.account_id } };

    CHECK_OK(assign(director, items, 1, "Quầy 1 nghỉ"));
    CHECK_INT(results[0].verdict, ASSIGNMENT_MOVED);
    CHECK_INT(held_by(counter), 1);
    test_office_check(centre.test);
}

static void what_was_moved_is_unopened_and_can_be_taken_back_until_it_is_opened(void **state)
{
    begin(*state);
    const struct assignment_item items[] = { { first.code, 2, centre.colleague.account_id },
                                             { second.code, 2, centre.colleague.account_id } };

    CHECK_OK(assign(centre.head, items, 2, "Chia lại việc"));
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM dossier WHERE opened_at IS NULL"), 3);
    test_dossier_move(&centre, centre.head, first.code, 3, EVENT_TAKE_BACK, 0, "2025-08-27 15:00");
    CHECK_INT(held_by(centre.specialist), 2);
    CHECK_INT(held_by(centre.colleague), 1);
    test_office_check(centre.test);
}

static void a_wish_without_dossiers_or_reason_moves_nothing(void **state)
{
    struct assignment_item many[ASSIGNMENT_MAX + 1];
    char words[REASON_CHARS_MAX + 2];

    begin(*state);
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        many[i] = (struct assignment_item){ first.code, 2, centre.colleague.account_id };
    for (size_t i = 0; i < sizeof words - 1; i++)
        words[i] = 'x';
    words[sizeof words - 1] = '\0';
    struct str before = test_db_fingerprint(centre.test);

    CHECK_STATUS(assign(centre.head, many, 0, "x"), ST_INVALID);
    CHECK_STATUS(assign(centre.head, many, 1, "  "), ST_INVALID);
    CHECK_STATUS(assign(centre.head, many, 1, NULL), ST_INVALID);
    CHECK_STATUS(assign(centre.head, many, 1, words), ST_TOO_LARGE);
    CHECK_STATUS(assign(centre.head, many, ASSIGNMENT_MAX + 1, "x"), ST_TOO_LARGE);
    CHECK(str_equal(test_db_fingerprint(centre.test), before));
}

static enum status assign_two(struct test_db *test)
{
    const struct assignment_item items[] = { { first.code, 2, centre.colleague.account_id },
                                             { second.code, 2, centre.colleague.account_id } };

    (void)test;
    return assign(centre.head, items, 2, "x");
}

static void trouble_in_the_middle_leaves_all_as_it_was(void **state)
{
    begin(*state);
    CHECK(test_db_fail_each_statement(*state, assign_two) > 10);
    CHECK_INT(held_by(centre.colleague), 2);
    test_office_check(centre.test);
}

static const struct CMUnitTest tests[] = {
    test_db_each(each_dossier_is_moved_by_an_event_of_its_own),
    test_db_each(one_that_cannot_be_moved_holds_up_no_other),
    test_db_each(only_a_head_moves_the_dossiers_of_the_unit),
    test_db_each(the_director_moves_what_the_counter_has),
    test_db_each(what_was_moved_is_unopened_and_can_be_taken_back_until_it_is_opened),
    test_db_each(a_wish_without_dossiers_or_reason_moves_nothing),
    test_db_each(trouble_in_the_middle_leaves_all_as_it_was),
};
TEST_DB_MAIN(tests)
