/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_lateness.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

/* A same-day dossier, late from the evening of 27/8/2025 on. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status explain(struct test_db *test, struct actor actor, const char *words, const char *at,
                           struct change_outcome *out)
{
    struct explanation_request request = { received.code, 2, LATE_COORDINATION, str_of(words) };

    return dossier_lateness_explain(test->db, test->arena, actor, test_moment(at), &request, out);
}

static void an_explanation_names_its_cause_and_its_officer(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test);

    CHECK_STATUS(explain(test, centre.head, "Chờ Công an xã xác minh", "2025-08-27 17:30", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NOT_NEEDED);
    CHECK_STATUS(explain(test, centre.specialist, " ", "2025-08-28 08:00", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_REASON);
    CHECK_OK(explain(test, centre.specialist, "Chờ Công an xã xác minh", "2025-08-28 08:00", &outcome));
    CHECK_STR(test_db_text(test, "SELECT late_cause FROM lateness"), "coordination");
    CHECK_STR(test_db_text(test, "SELECT explanation FROM lateness"), "Chờ Công an xã xác minh");
    CHECK(test_db_number(test, "SELECT explained_by_id FROM lateness") == centre.specialist.account_id);
    CHECK_STR(test_db_text(test, "SELECT facts FROM dossier_event WHERE event = 'explain'"),
              "{\"cause\":\"coordination\"}");
}

static void the_head_says_what_follows(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    struct moment later = test_moment("2025-08-28 09:00");
    begin(test);

    CHECK_STATUS(dossier_lateness_measure(test->db, test->arena, centre.head, later, received.code, 2, STR("nhắc nhở"),
                                          &outcome),
                 ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_NEEDS_EXPLANATION);
    CHECK_OK(explain(test, centre.specialist, "Chờ xác minh", "2025-08-28 08:00", &outcome));
    CHECK_OK(dossier_lateness_measure(test->db, test->arena, centre.head, later, received.code, 3, STR("nhắc nhở"),
                                      &outcome));
    CHECK_STR(test_db_text(test, "SELECT measure FROM lateness"), "nhắc nhở");
}

static void an_explanation_taken_back_is_gone_and_may_be_given_anew(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;
    begin(test);

    CHECK_OK(explain(test, centre.specialist, "Nhầm", "2025-08-28 08:00", &outcome));
    test_dossier_move(&centre, centre.specialist, received.code, 3, EVENT_TAKE_BACK, 0, "2025-08-28 08:01");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM lateness"), 0);
    test_dossier_move(&centre, centre.specialist, received.code, 4, EVENT_EXPLAIN, 0, "2025-08-28 08:05");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM lateness"), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(an_explanation_names_its_cause_and_its_officer),
    test_db_each(the_head_says_what_follows),
    test_db_each(an_explanation_taken_back_is_gone_and_may_be_given_anew),
};
TEST_DB_MAIN(tests)
