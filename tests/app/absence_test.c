/* SPDX-License-Identifier: Apache-2.0 */
#include "app/absence.h"

#include "app/account_admin.h"
#include "app/dossier_opening.h"
#include "app/verify.h"
#include "queries_read.h"
#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received first, second, third;
static struct assignment_result *results;
static enum absence_fault fault;
static int64_t absence_id;

/* Three dossiers with the first specialist since Wednesday, 27 August 2025; each is version 2. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    first = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    second = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:01");
    third = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:02");
}

static struct date day_of(const char *iso)
{
    struct date date = { 0 };

    CHECK(iso == NULL || date_parse_iso(str_of(iso), &date));
    return date;
}

static enum status open_for(struct actor by, int64_t account_id, const char *from, const char *to)
{
    struct absence_request request = { account_id, { day_of(from), day_of(to) } };

    return absence_open(centre.test->db, centre.test->arena, by, test_moment("2025-08-27 11:00"), &request, &absence_id,
                        &fault);
}

/* The specialist is away from Thursday to Friday, as the head enters. */
static void begin_away(struct test_db *test)
{
    begin(test);
    CHECK_OK(open_for(centre.head, centre.specialist.account_id, "2025-08-28", "2025-08-29"));
}

static enum status hand_over(struct actor by, const struct assignment_item *items, size_t count)
{
    return absence_hand_over(centre.test->db, centre.test->arena, by, test_moment("2025-08-27 14:00"), absence_id,
                             (struct assignment_items){ items, count }, &results);
}

static void hand_over_all(void)
{
    const struct assignment_item items[] = { { first.code, 2, centre.colleague.account_id },
                                             { second.code, 2, centre.colleague.account_id },
                                             { third.code, 2, centre.head.account_id } };

    CHECK_OK(hand_over(centre.head, items, 3));
    for (int i = 0; i < 3; i++)
        CHECK_INT(results[i].verdict, ASSIGNMENT_MOVED);
}

static enum status take_back(struct actor by, const struct assignment_item *items, size_t count)
{
    return absence_take_back(centre.test->db, centre.test->arena, by, test_moment("2025-09-03 08:00"), absence_id,
                             (struct assignment_items){ items, count }, &results);
}

static int64_t held_by(struct actor actor)
{
    return test_db_number(centre.test,
                          arena_printf(centre.test->arena, "SELECT COUNT(*) FROM dossier WHERE holder_id = %lld",
                                       (long long)actor.account_id)
                              .at);
}

/* ---- Entering ------------------------------------------------------------------------------------ */

static void the_person_or_a_chief_enters_it(void **state)
{
    begin(*state);
    struct actor other_head = test_office_person(centre.test, centre.office_id, "truongkt", ROLE_UNIT_HEAD, "KT");

    CHECK_STATUS(open_for(centre.colleague, centre.specialist.account_id, "2025-08-28", NULL), ST_FORBIDDEN);
    CHECK_STATUS(open_for(other_head, centre.specialist.account_id, "2025-08-28", NULL), ST_FORBIDDEN);
    CHECK_STATUS(open_for(centre.counter, centre.specialist.account_id, "2025-08-28", NULL), ST_FORBIDDEN);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM absence"), 0);
    CHECK_OK(open_for(centre.specialist, centre.specialist.account_id, "2025-08-28", NULL));
    CHECK_OK(open_for(centre.head, centre.colleague.account_id, "2025-08-28", "2025-08-29"));
    CHECK_OK(open_for(centre.leader, centre.head.account_id, "2025-08-28", "2025-08-29"));
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM absence"), 3);
    CHECK_STR(test_db_text(centre.test, "SELECT from_on FROM absence WHERE to_on IS NULL"), "2025-08-28");
}

static void one_absence_runs_at_a_time(void **state)
{
    begin_away(*state);
    CHECK_STATUS(open_for(centre.specialist, centre.specialist.account_id, "2025-09-10", NULL), ST_INVALID);
    CHECK_INT(fault, ABSENCE_RUNNING);
    CHECK_OK(absence_end(centre.test->db, centre.test->arena, centre.specialist, test_moment("2025-09-03 08:00"),
                         absence_id));
    CHECK_OK(open_for(centre.specialist, centre.specialist.account_id, "2025-09-10", NULL));
}

static void days_that_cannot_be_and_people_who_hold_nothing_are_refused(void **state)
{
    begin(*state);
    struct actor inspector = test_office_person(centre.test, centre.office_id, "kiemtra", ROLE_INSPECTOR, "VP");

    CHECK_STATUS(open_for(centre.head, centre.specialist.account_id, "2025-08-29", "2025-08-28"), ST_INVALID);
    CHECK_INT(fault, ABSENCE_BAD_SPAN);
    CHECK_STATUS(open_for(centre.head, centre.specialist.account_id, "2025-08-20", "2025-08-26"), ST_INVALID);
    CHECK_INT(fault, ABSENCE_BAD_SPAN);
    CHECK_STATUS(open_for(centre.head, inspector.account_id, "2025-08-28", NULL), ST_INVALID);
    CHECK_INT(fault, ABSENCE_NO_PERSON);
    CHECK_STATUS(open_for(centre.head, 12345, "2025-08-28", NULL), ST_INVALID);
    CHECK_INT(fault, ABSENCE_NO_PERSON);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM absence"), 0);
}

/* ---- Handing over -------------------------------------------------------------------------------- */

static void dossiers_go_to_several_and_each_event_names_the_absence(void **state)
{
    struct test_db *test = *state;

    begin_away(test);
    hand_over_all();
    CHECK_INT(held_by(centre.specialist), 0);
    CHECK_INT(held_by(centre.colleague), 2);
    CHECK_INT(held_by(centre.head), 1);
    struct str facts = arena_printf(test->arena, "{\"absence\":%lld}", (long long)absence_id);

    CHECK_STR(test_db_text(test, "SELECT MIN(facts) FROM dossier_event WHERE event = 'reassign'"),
              arena_c_string(test->arena, facts));
    CHECK_STR(test_db_text(test, "SELECT MAX(reason) FROM dossier_event WHERE event = 'reassign'"),
              "Bàn giao khi chuyenvien1 vắng mặt từ 28/08/2025 đến 29/08/2025");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM absence_item WHERE number = 3 AND returned_at IS NULL"), 3);
    test_office_check(centre.test);
}

static void a_hand_over_that_no_event_tells_of_is_a_fault(void **state)
{
    static const char *const edits[] = {
        "UPDATE absence_item SET taker_id = (SELECT account_id FROM account WHERE login = 'quay1')",
        "UPDATE absence_item SET number = number - 1",
    };
    struct verify_result result;

    begin_away(*state);
    hand_over_all();
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        test_db_run(centre.test, edits[i]);
        CHECK_OK(verify_all(centre.test->db, centre.test->arena, NULL, NULL, &result));
        CHECK(str_contains(result.fault, STR("it was handed over in an absence, and no event says so")));
    }
}

static void only_what_the_absent_person_holds_is_handed_over(void **state)
{
    begin_away(*state);
    struct intake_received other =
        test_dossier_receive(&centre, "1.004873", centre.colleague.account_id, "2025-08-27 10:03");
    const struct assignment_item items[] = { { other.code, 2, centre.head.account_id },
                                             { first.code, 1, centre.colleague.account_id },
                                             { second.code, 2, centre.specialist.account_id },
                                             { third.code, 2, centre.colleague.account_id } };

    CHECK_OK(hand_over(centre.head, items, 4));
    CHECK_INT(results[0].verdict, ASSIGNMENT_CHANGED);
    CHECK_INT(results[1].verdict, ASSIGNMENT_CHANGED);
    CHECK_INT(results[2].verdict, ASSIGNMENT_HELD);
    CHECK_INT(results[3].verdict, ASSIGNMENT_MOVED);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM absence_item"), 1);
    test_office_check(centre.test);
}

static void only_a_chief_hands_over_and_only_while_it_runs(void **state)
{
    begin_away(*state);
    struct actor other_head = test_office_person(centre.test, centre.office_id, "truongkt", ROLE_UNIT_HEAD, "KT");
    const struct assignment_item items[] = { { first.code, 2, centre.colleague.account_id } };

    CHECK_STATUS(hand_over(centre.specialist, items, 1), ST_FORBIDDEN);
    CHECK_STATUS(hand_over(other_head, items, 1), ST_FORBIDDEN);
    CHECK_STATUS(hand_over(centre.head, items, 0), ST_INVALID);
    struct actor stranger = centre.head;

    stranger.office_id++;
    CHECK_STATUS(hand_over(stranger, items, 1), ST_NOT_FOUND);
    CHECK_OK(
        absence_end(centre.test->db, centre.test->arena, centre.head, test_moment("2025-08-27 13:00"), absence_id));
    CHECK_STATUS(hand_over(centre.head, items, 1), ST_CONFLICT);
    CHECK_INT(held_by(centre.specialist), 3);
}

/* ---- Coming back --------------------------------------------------------------------------------- */

/* The colleague has opened one and asked an opinion on the other; the head's was withdrawn by the citizen. */
static void what_was_left_alone_comes_back_and_the_rest_stays(void **state)
{
    begin_away(*state);
    hand_over_all();
    CHECK_OK(dossier_opening_record(centre.test->db, centre.test->arena, centre.colleague, first.dossier_id,
                                    test_moment("2025-08-28 08:00")));
    test_dossier_move(&centre, centre.colleague, second.code, 3, EVENT_ASK_FEE, 0, "2025-08-28 09:00");
    test_dossier_move(&centre, centre.counter, third.code, 3, EVENT_WITHDRAW, 0, "2025-08-28 09:30");
    const struct assignment_item items[] = { { first.code, 3, 0 }, { second.code, 4, 0 }, { third.code, 4, 0 } };

    CHECK_OK(take_back(centre.head, items, 3));
    CHECK_INT(results[0].verdict, ASSIGNMENT_MOVED);
    CHECK_INT(results[1].verdict, ASSIGNMENT_CHANGED);
    CHECK_INT(results[2].verdict, ASSIGNMENT_CHANGED);
    CHECK_INT(held_by(centre.specialist), 1);
    CHECK_INT(held_by(centre.colleague), 1);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM absence WHERE ended_at IS NOT NULL"), 1);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM absence_item WHERE returned_at IS NOT NULL"), 1);
    CHECK_STR(test_db_text(centre.test, "SELECT reason FROM dossier_event WHERE version = 4 AND event = 'reassign'"),
              "chuyenvien1 đã trở lại, nhận lại hồ sơ");
    test_office_check(centre.test);
    CHECK_OK(take_back(centre.head, items, 1)); /* pressed again */
    CHECK_INT(results[0].verdict, ASSIGNMENT_CHANGED);
    CHECK_INT(held_by(centre.specialist), 1);
}

static void only_a_chief_takes_back(void **state)
{
    begin_away(*state);
    hand_over_all();
    const struct assignment_item items[] = { { first.code, 3, 0 } };

    CHECK_STATUS(take_back(centre.specialist, items, 1), ST_FORBIDDEN);
    CHECK_INT(held_by(centre.specialist), 0);
    CHECK_OK(take_back(centre.leader, items, 1));
    CHECK_INT(held_by(centre.specialist), 1);
}

static void a_dossier_of_another_absence_does_not_come_back_by_this_one(void **state)
{
    begin_away(*state);
    int64_t of_specialist = absence_id;

    hand_over_all();
    CHECK_OK(open_for(centre.head, centre.colleague.account_id, "2025-08-28", NULL));
    const struct assignment_item items[] = { { first.code, 3, 0 } };

    CHECK_OK(take_back(centre.head, items, 1));
    CHECK_INT(results[0].verdict, ASSIGNMENT_CHANGED);
    absence_id = of_specialist;
    const struct assignment_item unknown[] = { { STR("H55.12.07-250827-0099"), 1, 0 } };

    CHECK_OK(take_back(centre.head, unknown, 1));
    CHECK_INT(results[0].verdict, ASSIGNMENT_CHANGED);
    CHECK_INT(held_by(centre.specialist), 0);
}

static void the_person_ends_the_own_absence_and_nobody_else_does(void **state)
{
    struct test_db *test = *state;

    begin_away(test);
    CHECK_STATUS(absence_end(test->db, test->arena, centre.colleague, test_moment("2025-08-28 08:00"), absence_id),
                 ST_FORBIDDEN);
    CHECK_STATUS(absence_end(test->db, test->arena, centre.specialist, test_moment("2025-08-28 08:00"), 12345),
                 ST_NOT_FOUND);
    CHECK_OK(absence_end(test->db, test->arena, centre.specialist, test_moment("2025-08-28 08:00"), absence_id));
    CHECK_STATUS(absence_end(test->db, test->arena, centre.specialist, test_moment("2025-08-28 08:01"), absence_id),
                 ST_CONFLICT);
}

/* ---- Leaving for good ---------------------------------------------------------------------------- */

static enum status close_account(void)
{
    return account_admin_disable(centre.test->db, centre.test->arena, test_office_console(centre.office_id),
                                 centre.specialist.account_id, 1, test_moment("2025-08-27 16:00"));
}

static void nobody_goes_with_dossiers_in_hand(void **state)
{
    struct departure departure = { 0 };
    int64_t held;

    begin(*state);
    CHECK_OK(absence_held(centre.test->db, centre.test->arena, centre.specialist.account_id, &held));
    CHECK_INT(held, 3);
    CHECK_STATUS(close_account(), ST_INVALID);
    departure = (struct departure){ .account_id = centre.specialist.account_id, .to_id = centre.colleague.account_id };
    CHECK_STATUS(absence_depart(centre.test->db, centre.test->arena, centre.colleague, test_moment("2025-08-27 15:00"),
                                &departure),
                 ST_FORBIDDEN);
    CHECK_OK(
        absence_depart(centre.test->db, centre.test->arena, centre.head, test_moment("2025-08-27 15:00"), &departure));
    CHECK_INT(departure.moved, 3);
    CHECK_INT(held_by(centre.colleague), 3);
    CHECK_OK(close_account());
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM absence WHERE to_on IS NULL"), 1);
    test_office_check(centre.test);
}

/* One waits for a signature, which the colleague cannot give. */
static void a_departure_is_whole_or_not_at_all(void **state)
{
    struct departure departure = { 0 };

    begin(*state);
    test_dossier_move(&centre, centre.specialist, second.code, 2, EVENT_PROPOSE, centre.head.account_id,
                      "2025-08-27 10:30");
    struct str before = test_db_fingerprint(centre.test);

    departure = (struct departure){ .account_id = centre.head.account_id, .to_id = centre.colleague.account_id };
    CHECK_STATUS(
        absence_depart(centre.test->db, centre.test->arena, centre.leader, test_moment("2025-08-27 15:00"), &departure),
        ST_INVALID);
    CHECK_STR(departure.code, arena_c_string(centre.test->arena, second.code));
    CHECK_INT(departure.why.refusal, MOVE_NEEDS_PERSON);
    CHECK(str_equal(test_db_fingerprint(centre.test), before));
}

/* A result that waits for its citizen is handed over by anybody at the counter. */
static void a_result_that_waits_for_the_citizen_holds_nobody(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, first.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 10:30");
    test_dossier_move(&centre, centre.leader, first.code, 3, EVENT_APPROVE, 0, "2025-08-27 10:40");
    CHECK_OK(account_admin_disable(centre.test->db, centre.test->arena, test_office_console(centre.office_id),
                                   centre.counter.account_id, 1, test_moment("2025-08-27 16:00")));
}

static enum status hand_over_one(struct test_db *test)
{
    const struct assignment_item items[] = { { first.code, 2, centre.colleague.account_id } };

    (void)test;
    return hand_over(centre.head, items, 1);
}

static void trouble_while_handing_over_leaves_all_as_it_was(void **state)
{
    begin_away(*state);
    CHECK(test_db_fail_each_statement(*state, hand_over_one) > 10);
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM absence_item"), 1);
    test_office_check(centre.test);
}

static enum status take_one_back(struct test_db *test)
{
    const struct assignment_item items[] = { { first.code, 3, 0 } };

    (void)test;
    return take_back(centre.head, items, 1);
}

static void trouble_while_taking_back_leaves_all_as_it_was(void **state)
{
    begin_away(*state);
    hand_over_all();
    CHECK(test_db_fail_each_statement(*state, take_one_back) > 10);
    CHECK_INT(held_by(centre.specialist), 1);
    test_office_check(centre.test);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_person_or_a_chief_enters_it),
    test_db_each(one_absence_runs_at_a_time),
    test_db_each(days_that_cannot_be_and_people_who_hold_nothing_are_refused),
    test_db_each(dossiers_go_to_several_and_each_event_names_the_absence),
    test_db_each(a_hand_over_that_no_event_tells_of_is_a_fault),
    test_db_each(only_what_the_absent_person_holds_is_handed_over),
    test_db_each(only_a_chief_hands_over_and_only_while_it_runs),
    test_db_each(what_was_left_alone_comes_back_and_the_rest_stays),
    test_db_each(only_a_chief_takes_back),
    test_db_each(a_dossier_of_another_absence_does_not_come_back_by_this_one),
    test_db_each(the_person_ends_the_own_absence_and_nobody_else_does),
    test_db_each(nobody_goes_with_dossiers_in_hand),
    test_db_each(a_departure_is_whole_or_not_at_all),
    test_db_each(a_result_that_waits_for_the_citizen_holds_nobody),
    test_db_each(trouble_while_handing_over_leaves_all_as_it_was),
    test_db_each(trouble_while_taking_back_leaves_all_as_it_was),
};
TEST_DB_MAIN(tests)
