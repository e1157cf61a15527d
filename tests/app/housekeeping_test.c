/* SPDX-License-Identifier: Apache-2.0 */
#include "app/housekeeping.h"

#include "app/throttle.h"
#include "base/random.h"
#include "support/test_clock.h"
#include "support/test_office.h"

#include <inttypes.h>
#include <stdio.h>

static struct test_db *test;
static int64_t account_id;
static struct moment now;

static void begin(void **state)
{
    test = *state;
    account_id = test_office_person(test, test_office_found(test), "lan.nt", ROLE_COUNTER, "TTPVHCC").account_id;
    now = test_moment("2025-09-18 10:00");
}

static void session_ending(int number, int64_t at_ms)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "INSERT INTO session (session_hash, account_id, csrf_token, created_at, seen_at, expires_at) "
             "VALUES ('s%d', %" PRId64 ", 'c', 1, 1, %" PRId64 ")",
             number, account_id, at_ms);
    test_db_run(test, sql);
}

static void throttle_until(int number, int64_t at_ms)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "INSERT INTO login_throttle (throttle_key, failures, retry_at) VALUES ('login:1:%d', 9, %" PRId64 ")",
             number, at_ms);
    test_db_run(test, sql);
}

static void key_kept(int number, int64_t at_ms)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "INSERT INTO idempotency (dossier_id, account_id, idempotency_key, request_hash) "
             "VALUES (%" PRId64 ", %" PRId64 ", 'k%d', 'h')",
             random_id_least((struct moment){ at_ms }), account_id, number);
    test_db_run(test, sql);
}

static void what_means_nothing_any_more_goes_and_the_rest_stays(void **state)
{
    const int64_t hour = 3600000, days_7 = 7 * 24 * hour;
    struct housekeeping gone;

    begin(state);
    session_ending(1, now.ms);
    session_ending(2, now.ms + 1);
    throttle_until(1, now.ms - hour);
    throttle_until(2, now.ms - hour + 1);
    key_kept(1, now.ms - days_7 - 1);
    key_kept(2, now.ms - days_7);
    CHECK_OK(housekeeping_step(test->db, now, &gone));
    CHECK_INT(gone.sessions, 1);
    CHECK_INT(gone.throttles, 1);
    CHECK_INT(gone.repeats, 1);
    CHECK(!gone.has_more);
    CHECK_STR(test_db_text(test, "SELECT session_hash FROM session"), "s2");
    CHECK_STR(test_db_text(test, "SELECT throttle_key FROM login_throttle"), "login:1:2");
    CHECK_STR(test_db_text(test, "SELECT idempotency_key FROM idempotency"), "k2");
}

static void much_goes_piece_by_piece_the_oldest_first(void **state)
{
    struct housekeeping gone;

    begin(state);
    for (int i = 0; i < 501; i++)
        key_kept(i, now.ms - 8 * 24 * 3600000LL + i);
    CHECK_OK(housekeeping_step(test->db, now, &gone));
    CHECK_INT(gone.repeats, 500);
    CHECK(gone.has_more);
    CHECK_STR(test_db_text(test, "SELECT idempotency_key FROM idempotency"), "k500");
    CHECK_OK(housekeeping_step(test->db, now, &gone));
    CHECK_INT(gone.repeats, 1);
    CHECK(!gone.has_more);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM idempotency"), 0);
}

static enum status step(struct test_db *each)
{
    struct housekeeping gone;

    return housekeeping_step(each->db, now, &gone);
}

static void a_piece_that_fails_leaves_everything(void **state)
{
    begin(state);
    session_ending(1, 1);
    throttle_until(1, 1);
    key_kept(1, now.ms - 8 * 24 * 3600000LL);
    CHECK_INT(test_db_fail_each_statement(test, step), 5); /* begin, three kinds, commit */
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_means_nothing_any_more_goes_and_the_rest_stays),
    test_db_each(much_goes_piece_by_piece_the_oldest_first),
    test_db_each(a_piece_that_fails_leaves_everything),
};

TEST_DB_MAIN(tests)
