/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_opening.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

/* Sent to the specialist at 10:00. */
static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status open_it(struct db *db, struct actor actor, const char *at)
{
    return dossier_opening_record(db, centre.test->arena, actor, received.dossier_id, test_moment(at));
}

static enum status recall(struct db *db, const char *at, struct change_outcome *out)
{
    struct move_request request = { .code = received.code, .seen_version = 2, .event = EVENT_TAKE_BACK };

    return dossier_processing_apply(db, centre.test->arena, centre.counter, test_moment(at), &request, out);
}

static int64_t unopened(void)
{
    return test_db_number(centre.test, "SELECT COUNT(*) FROM dossier WHERE opened_at IS NULL");
}

static void the_first_look_of_the_holder_is_kept(void **state)
{
    struct test_db *test = *state;

    begin(test);
    CHECK_INT(unopened(), 1);
    CHECK_OK(open_it(test->db, centre.specialist, "2025-08-27 10:30"));
    CHECK_OK(open_it(test->db, centre.specialist, "2025-08-27 11:00"));
    CHECK(test_db_number(test, "SELECT opened_at FROM dossier") == test_moment("2025-08-27 10:30").ms);
}

static void opening_leaves_version_and_log_alone(void **state)
{
    struct test_db *test = *state;

    begin(test);
    CHECK_OK(open_it(test->db, centre.specialist, "2025-08-27 10:30"));
    CHECK_INT(test_db_number(test, "SELECT version FROM dossier"), 2);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event"), 2);
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
}

static void nobody_else_opens_it(void **state)
{
    struct test_db *test = *state;
    struct actor stranger;

    begin(test);
    stranger = centre.specialist;
    stranger.office_id++;
    CHECK_OK(open_it(test->db, centre.counter, "2025-08-27 10:30"));
    CHECK_OK(open_it(test->db, centre.colleague, "2025-08-27 10:30"));
    CHECK_STATUS(open_it(test->db, stranger, "2025-08-27 10:30"), ST_NOT_FOUND);
    CHECK_INT(unopened(), 1);
}

static void what_was_opened_cannot_be_recalled(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;

    begin(test);
    CHECK_OK(open_it(test->db, centre.specialist, "2025-08-27 10:30"));
    CHECK_STATUS(recall(test->db, "2025-08-27 10:31", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_TOO_LATE);
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
}

/* The page was read before the recall, and is written down after it. */
static void what_was_recalled_is_not_opened_any_more(void **state)
{
    struct test_db *test = *state;
    struct change_outcome outcome;

    begin(test);
    CHECK_OK(recall(test->db, "2025-08-27 10:30", &outcome));
    CHECK_OK(open_it(test->db, centre.specialist, "2025-08-27 10:30"));
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.counter.account_id);
    CHECK(test_db_number(test, "SELECT opened_at FROM dossier") ==
          test_moment("2025-08-27 10:30").ms); /* the sender's own */
    test_dossier_move(&centre, centre.counter, received.code, 3, EVENT_FORWARD, centre.colleague.account_id,
                      "2025-08-27 10:40");
    CHECK_OK(open_it(test->db, centre.specialist, "2025-08-27 10:41"));
    CHECK_INT(unopened(), 1);
}

/* Both are under way over connections of their own: whoever came first is waited for, and wins alone. */
static void a_recall_under_way_holds_the_opening_up(void **state)
{
    struct test_db *test = *state;
    struct db *other = test_db_connect(test, DB_READ_WRITE);
    struct db_tx *tx = NULL;
    struct change_outcome outcome;

    begin(test);
    CHECK_OK(db_tx_begin(test->db, &tx));
    CHECK_OK(recall(test->db, "2025-08-27 10:30", &outcome));
    CHECK_STATUS(open_it(other, centre.specialist, "2025-08-27 10:30"), ST_BUSY);
    CHECK_OK(db_tx_commit(tx));
    CHECK_OK(open_it(other, centre.specialist, "2025-08-27 10:31"));
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.counter.account_id);
    CHECK(test_db_number(test, "SELECT opened_at FROM dossier") == test_moment("2025-08-27 10:30").ms);
}

static void an_opening_under_way_holds_the_recall_up(void **state)
{
    struct test_db *test = *state;
    struct db *other = test_db_connect(test, DB_READ_WRITE);
    struct db_tx *tx = NULL;
    struct change_outcome outcome;

    begin(test);
    CHECK_OK(db_tx_begin(other, &tx));
    CHECK_OK(open_it(other, centre.specialist, "2025-08-27 10:30"));
    CHECK_STATUS(recall(test->db, "2025-08-27 10:30", &outcome), ST_BUSY);
    CHECK_OK(db_tx_commit(tx));
    CHECK_STATUS(recall(test->db, "2025-08-27 10:31", &outcome), ST_INVALID);
    CHECK_INT(outcome.refusal, MOVE_TOO_LATE);
    CHECK(test_db_number(test, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_first_look_of_the_holder_is_kept),
    test_db_each(opening_leaves_version_and_log_alone),
    test_db_each(nobody_else_opens_it),
    test_db_each(what_was_opened_cannot_be_recalled),
    test_db_each(what_was_recalled_is_not_opened_any_more),
    test_db_postgres(a_recall_under_way_holds_the_opening_up), /* SQLite has one writer at a time anyway */
    test_db_postgres(an_opening_under_way_holds_the_recall_up),
};

TEST_DB_MAIN(tests)
