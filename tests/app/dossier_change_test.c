/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_change.h"

#include "support/test_dossier.h"

static struct test_centre centre;
static struct intake_received received;

static void begin(struct test_db *test)
{
    centre = test_centre_found(test);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-08-27 10:00");
}

static enum status open_change(struct test_db *test, struct actor actor, const struct change_wish *wish, const char *at,
                               struct dossier_change *out)
{
    struct change_outcome outcome;

    return dossier_change_open(test->db, test->arena, actor, test_moment(at), wish, out, &outcome);
}

static struct change_wish wish_for(enum dossier_event event, int64_t seen_version)
{
    return (struct change_wish){ .code = received.code,
                                 .seen_version = seen_version,
                                 .event = event,
                                 .reason = STR("lý do"),
                                 .chosen_id = centre.leader.account_id };
}

static const struct change_record nothing = { .draft = { NULL, 0 } };

static void a_dossier_seen_before_somebody_changed_it_is_a_conflict(void **state)
{
    struct test_db *test = *state;
    struct dossier_change change;
    begin(test);
    struct change_wish stale = wish_for(EVENT_PROPOSE, 1), fresh = wish_for(EVENT_PROPOSE, 2);

    CHECK_STATUS(open_change(test, centre.specialist, &stale, "2025-08-27 11:00", &change), ST_CONFLICT);
    CHECK_INT(change.reading.dossier.version, 2);
    CHECK_OK(open_change(test, centre.specialist, &fresh, "2025-08-27 11:00", &change));
}

static void two_who_read_the_same_version_do_not_both_write(void **state)
{
    struct test_db *test = *state;
    struct dossier_change first, second;
    begin(test);
    struct change_wish ask = wish_for(EVENT_ASK_SUPPLEMENT, 2), withdraw = wish_for(EVENT_WITHDRAW, 2);

    CHECK_OK(open_change(test, centre.specialist, &ask, "2025-08-27 11:00", &first));
    CHECK_OK(open_change(test, centre.counter, &withdraw, "2025-08-27 11:00", &second));
    CHECK_OK(dossier_change_write(&first, &nothing));
    CHECK_STATUS(dossier_change_write(&second, &nothing), ST_CONFLICT);
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "supplement");
}

/* The leader signs in the same second in which the citizen withdraws: whichever is written first stands. */
static void a_decision_and_a_withdrawal_do_not_both_happen(void **state)
{
    struct test_db *test = *state;
    struct dossier_change approval, withdrawal;
    begin(test);
    struct change_wish approve = wish_for(EVENT_APPROVE, 3), withdraw = wish_for(EVENT_WITHDRAW, 3);

    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-08-27 11:00");
    CHECK_OK(open_change(test, centre.leader, &approve, "2025-08-27 11:10", &approval));
    CHECK_OK(open_change(test, centre.counter, &withdraw, "2025-08-27 11:10", &withdrawal));
    CHECK_OK(dossier_change_write(&withdrawal, &nothing));
    CHECK_STATUS(dossier_change_write(&approval, &nothing), ST_CONFLICT);
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "withdrawn");
}

static void a_change_gives_the_dossier_as_it_stands_afterwards(void **state)
{
    struct test_db *test = *state;
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct change_outcome outcome;
    begin(test);
    struct change_wish propose = wish_for(EVENT_PROPOSE, 2);
    struct change_record record = { .draft = STR("dự thảo") };

    CHECK_OK(db_tx_begin(test->db, &tx));
    CHECK_OK(open_change(test, centre.specialist, &propose, "2025-08-27 11:00", &change));
    CHECK_OK(dossier_change_close(&change, &record, tx, &outcome));
    CHECK_INT(outcome.state, DOSSIER_APPROVAL);
    CHECK_INT(outcome.version, 3);
    CHECK(change.reading.dossier.holder_id == centre.leader.account_id);
    CHECK(test_db_number(test, "SELECT sender_id FROM dossier") == centre.specialist.account_id);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE opened_at IS NULL"), 1);
    CHECK_STR(test_db_text(test, "SELECT draft_result FROM dossier"), "dự thảo");
}

static void facts_are_sealed_with_the_event(void **state)
{
    struct test_db *test = *state;
    struct dossier_change change;
    begin(test);
    struct change_wish ask = wish_for(EVENT_ASK_SUPPLEMENT, 2);
    struct change_record record = { .facts = STR("{\"items\":2}") };

    CHECK_OK(open_change(test, centre.specialist, &ask, "2025-08-27 11:00", &change));
    CHECK_OK(dossier_change_write(&change, &record));
    CHECK_STR(test_db_text(test, "SELECT facts FROM dossier_event WHERE event = 'ask-supplement'"), "{\"items\":2}");
}

static void a_refusal_says_why_and_writes_nothing(void **state)
{
    struct test_db *test = *state;
    struct dossier_change change;
    struct change_outcome outcome;
    begin(test);
    struct change_wish propose = wish_for(EVENT_PROPOSE, 2);

    CHECK_STATUS(dossier_change_open(test->db, test->arena, centre.colleague, test_moment("2025-08-27 11:00"), &propose,
                                     &change, &outcome),
                 ST_FORBIDDEN);
    CHECK_INT(outcome.refusal, MOVE_NOT_YOURS);
    CHECK_INT(outcome.version, 2);
    CHECK_INT(test_db_number(test, "SELECT version FROM dossier"), 2);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_dossier_seen_before_somebody_changed_it_is_a_conflict),
    test_db_each(two_who_read_the_same_version_do_not_both_write),
    test_db_each(a_decision_and_a_withdrawal_do_not_both_happen),
    test_db_each(a_change_gives_the_dossier_as_it_stands_afterwards),
    test_db_each(facts_are_sealed_with_the_event),
    test_db_each(a_refusal_says_why_and_writes_nothing),
};
TEST_DB_MAIN(tests)
