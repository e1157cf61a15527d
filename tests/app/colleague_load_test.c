/* SPDX-License-Identifier: Apache-2.0 */
#include "app/colleague_load.h"

#include "support/test_dossier.h"

static struct test_centre centre;

static struct colleagues people_at(const char *at)
{
    struct colleagues people;

    CHECK_OK(colleague_load_of(centre.test->db, centre.test->arena, centre.office_id, centre.specialist.unit_id,
                               test_moment(at), &people));
    return people;
}

/* The first specialist has one overdue, one due today, one due on the 23rd; the second one waits for the citizen. */
static void a_load_is_what_is_open_and_how_urgent_it_is(void **state)
{
    centre = test_centre_found(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-17 08:00");
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:01");
    struct intake_received asked =
        test_dossier_receive(&centre, "1.004873", centre.colleague.account_id, "2025-09-18 08:02");

    test_dossier_move(&centre, centre.colleague, asked.code, 2, EVENT_ASK_FEE, 0, "2025-09-18 08:10");
    struct colleagues people = people_at("2025-09-18 10:00");

    CHECK_INT(people.count, 3);
    CHECK(people.at[0].account_id == centre.colleague.account_id); /* has least of those who usually handle */
    CHECK(people.at[2].account_id == centre.head.account_id);
    const struct colleague *busy = colleague_load_find(people, centre.specialist.account_id);

    CHECK_INT(busy->dossiers, 3);
    CHECK_INT(busy->overdue, 1);
    CHECK_INT(busy->due_today, 1);
    const struct colleague *waiting = colleague_load_find(people, centre.colleague.account_id);

    CHECK_INT(waiting->dossiers, 1);
    CHECK_INT(waiting->overdue + waiting->due_today, 0);
    CHECK(colleague_load_find(people, centre.counter.account_id) == NULL);
}

static void what_is_decided_burdens_nobody(void **state)
{
    centre = test_centre_found(*state);
    struct intake_received done =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");

    test_dossier_finish(&centre, done, "2025-09-18 09:00");
    CHECK_INT(colleague_load_find(people_at("2025-09-18 10:00"), centre.specialist.account_id)->dossiers, 0);
}

/* Who cannot hold dossiers, or does not work here any more, is not among them. */
static void only_people_who_can_hold_dossiers_are_listed(void **state)
{
    centre = test_centre_found(*state);
    test_office_person(*state, centre.office_id, "quantri", ROLE_ADMINISTRATOR, "VP");
    test_office_person(*state, centre.office_id, "kiemtra", ROLE_INSPECTOR, "VP");
    test_db_run(*state, "UPDATE account SET is_active = 0 WHERE login = 'chuyenvien2'");
    struct colleagues people = people_at("2025-09-18 10:00");

    CHECK_INT(people.count, 2);
    CHECK(colleague_load_find(people, centre.colleague.account_id) == NULL);
}

/* Duty leaders before the chairman, in the order of their accounts however much each has to do. */
static void those_who_sign_come_in_an_order_that_stays(void **state)
{
    struct test_db *test = *state;
    struct colleagues leaders;

    centre = test_centre_found(test);
    struct actor chairman = test_office_person(test, centre.office_id, "chutich", ROLE_CHAIRMAN, "VP");
    struct actor second = test_office_person(test, centre.office_id, "phochutich2", ROLE_DUTY_LEADER, "VP");

    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    test_db_run(
        test, arena_printf(test->arena, "UPDATE dossier SET holder_id = %lld", (long long)centre.leader.account_id).at);
    CHECK_OK(
        colleague_load_leaders(test->db, test->arena, centre.office_id, test_moment("2025-09-18 10:00"), &leaders));
    CHECK_INT(leaders.count, 3);
    CHECK(leaders.at[0].account_id == centre.leader.account_id);
    CHECK(leaders.at[1].account_id == second.account_id);
    CHECK(leaders.at[2].account_id == chairman.account_id);
    CHECK_INT(leaders.at[0].dossiers, 1);
    CHECK_INT(leaders.at[1].dossiers, 0);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_load_is_what_is_open_and_how_urgent_it_is),
    test_db_each(what_is_decided_burdens_nobody),
    test_db_each(only_people_who_can_hold_dossiers_are_listed),
    test_db_each(those_who_sign_come_in_an_order_that_stays),
};
TEST_DB_MAIN(tests)
