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

static enum status open_change(struct test_db *test, struct actor actor, int64_t seen_version, const char *at,
                               struct dossier_change *out)
{
    return dossier_change_begin(test->db, test->arena, actor, test_moment(at), received.code, seen_version, out);
}

static void a_dossier_seen_before_somebody_changed_it_is_a_conflict(void **state)
{
    struct test_db *test = *state;
    struct dossier_change change;
    begin(test);

    CHECK_STATUS(open_change(test, centre.specialist, 1, "2025-08-27 11:00", &change), ST_CONFLICT);
    CHECK_INT(change.reading.dossier.version, 2);
    CHECK_OK(open_change(test, centre.specialist, 2, "2025-08-27 11:00", &change));
}

static void two_who_read_the_same_version_do_not_both_write(void **state)
{
    struct test_db *test = *state;
    struct dossier_change first, second;
    struct change_record nothing = { .draft = { NULL, 0 } };
    begin(test);

    CHECK_OK(open_change(test, centre.specialist, 2, "2025-08-27 11:00", &first));
    CHECK_OK(open_change(test, centre.counter, 2, "2025-08-27 11:00", &second));
    CHECK_OK(dossier_change_judge(&first, EVENT_ASK_SUPPLEMENT, STR("thiếu tờ khai"), 0));
    CHECK_OK(dossier_change_judge(&second, EVENT_WITHDRAW, STR("xin rút"), 0));
    CHECK_OK(dossier_change_write(&first, &nothing));
    CHECK_STATUS(dossier_change_write(&second, &nothing), ST_CONFLICT);
    CHECK_STR(test_db_text(test, "SELECT state FROM dossier"), "supplement");
}

static void a_change_gives_the_dossier_as_it_stands_afterwards(void **state)
{
    struct test_db *test = *state;
    struct dossier_change change;
    begin(test);

    CHECK_OK(open_change(test, centre.specialist, 2, "2025-08-27 11:00", &change));
    CHECK_OK(dossier_change_judge(&change, EVENT_PROPOSE, STR(""), centre.leader.account_id));
    CHECK_OK(dossier_change_write(&change, &(struct change_record){ .draft = STR("dự thảo") }));
    struct change_outcome outcome = dossier_change_outcome(&change);

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

    CHECK_OK(open_change(test, centre.specialist, 2, "2025-08-27 11:00", &change));
    CHECK_OK(dossier_change_judge(&change, EVENT_ASK_SUPPLEMENT, STR("thiếu"), 0));
    CHECK_OK(dossier_change_write(&change, &(struct change_record){ .facts = STR("{\"items\":2}") }));
    CHECK_STR(test_db_text(test, "SELECT facts FROM dossier_event WHERE event = 'ask-supplement'"), "{\"items\":2}");
}

static void a_refusal_says_why_and_writes_nothing(void **state)
{
    struct test_db *test = *state;
    struct dossier_change change;
    begin(test);

    CHECK_OK(open_change(test, centre.colleague, 2, "2025-08-27 11:00", &change));
    CHECK_STATUS(dossier_change_judge(&change, EVENT_PROPOSE, STR(""), centre.leader.account_id), ST_FORBIDDEN);
    CHECK_INT(dossier_change_outcome(&change).refusal, MOVE_NOT_YOURS);
    CHECK_INT(test_db_number(test, "SELECT version FROM dossier"), 2);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_dossier_seen_before_somebody_changed_it_is_a_conflict),
    test_db_each(two_who_read_the_same_version_do_not_both_write),
    test_db_each(a_change_gives_the_dossier_as_it_stands_afterwards),
    test_db_each(facts_are_sealed_with_the_event),
    test_db_each(a_refusal_says_why_and_writes_nothing),
};
TEST_DB_MAIN(tests)
