/* SPDX-License-Identifier: Apache-2.0 */
#include "app/absence_plan.h"

#include "app/absence.h"
#include "support/test_dossier.h"

static struct test_centre centre;
static struct absence_plan plan;

static void make_for(struct actor who, const char *at)
{
    CHECK_OK(absence_plan_make(centre.test->db, centre.test->arena, centre.office_id, who.account_id, who.unit_id,
                               test_moment(at), &plan));
}

static int64_t taker(size_t row)
{
    return plan.taker[row] == ABSENCE_NOBODY ? 0 : plan.people.at[plan.taker[row]].account_id;
}

/* The colleague has one, the head none; among equals the specialist comes first. */
static void the_proposal_evens_the_loads(void **state)
{
    centre = test_centre_found(*state);
    for (int i = 0; i < 4; i++)
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    test_dossier_receive(&centre, "1.004873", centre.colleague.account_id, "2025-08-27 10:01");
    make_for(centre.specialist, "2025-08-27 11:00");
    CHECK_INT(plan.dossiers.count, 4);
    CHECK_INT(plan.people.count, 2);
    CHECK(taker(0) == centre.head.account_id);      /* 1 1 */
    CHECK(taker(1) == centre.colleague.account_id); /* 2 1 */
    CHECK(taker(2) == centre.head.account_id);      /* 2 2 */
    CHECK(taker(3) == centre.colleague.account_id); /* 3 2 */
}

static void whoever_is_away_too_is_not_proposed_but_can_be_chosen(void **state)
{
    struct absence_request request;
    enum absence_fault fault;
    int64_t absence_id;

    centre = test_centre_found(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
    request = (struct absence_request){ centre.colleague.account_id,
                                        { moment_date(test_moment("2025-08-27 08:00")), { 0 } } };
    CHECK_OK(absence_open(centre.test->db, centre.test->arena, centre.head, test_moment("2025-08-27 08:00"), &request,
                          &absence_id, &fault));
    make_for(centre.specialist, "2025-08-27 11:00");
    CHECK(taker(0) == centre.head.account_id);
    CHECK_INT(plan.may_take[0], 3);
    const struct colleague *away = colleague_load_find(plan.people, centre.colleague.account_id);

    CHECK(away->is_absent);
    CHECK(away == &plan.people.at[1]); /* stands last */
    make_for(centre.specialist, "2025-08-26 11:00");
    CHECK(!colleague_load_find(plan.people, centre.colleague.account_id)->is_absent); /* not yet */
}

/* What waits for a signature goes to who signs, the rest stays in the unit. */
static void a_head_who_is_away_leaves_signatures_to_the_leaders(void **state)
{
    centre = test_centre_found(*state);
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.head.account_id,
                      "2025-08-27 10:30");
    make_for(centre.head, "2025-08-27 11:00");
    CHECK_INT(plan.dossiers.count, 1);
    CHECK_INT(plan.people.count, 3);
    CHECK(taker(0) == centre.leader.account_id);
    CHECK_INT(plan.may_take[0], 1);
}

static void who_holds_nothing_needs_no_proposal(void **state)
{
    centre = test_centre_found(*state);
    make_for(centre.specialist, "2025-08-27 11:00");
    CHECK_INT(plan.dossiers.count, 0);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_proposal_evens_the_loads),
    test_db_each(whoever_is_away_too_is_not_proposed_but_can_be_chosen),
    test_db_each(a_head_who_is_away_leaves_signatures_to_the_leaders),
    test_db_each(who_holds_nothing_needs_no_proposal),
};
TEST_DB_MAIN(tests)
