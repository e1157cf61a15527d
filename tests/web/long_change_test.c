/* SPDX-License-Identifier: Apache-2.0 */
#include "web/long_change.h"

#include "support/test_clock.h"
#include "support/test_site.h"

#include <stdio.h>

static struct test_site *site;
static struct write_lock *lock;
static struct metrics *metrics;

static void begin(struct test_db *test)
{
    site = test_site_open(test);
    lock = write_lock_create();
    metrics = metrics_shared();
}

static void end(struct long_change *change)
{
    long_change_destroy(change);
    write_lock_destroy(lock);
    test_site_close(site);
}

/* ---- Handlers of the tests ---------------------------------------------------------------------- */

static enum status act_save(struct request *request, struct response *response)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    char sql[200];

    snprintf(sql, sizeof sql,
             "INSERT INTO serial (office_id, serial_kind, period, last_number) VALUES (%lld, 'test', '%.*s', 1)",
             (long long)request->office.office_id, STR_ARG(request->number));
    TRY(db_tx_begin(request->db, &tx));
    TRY(test_db_try(request->db, sql));
    response->code = 303;
    return db_tx_commit(tx);
}

static enum status act_save_and_end_sessions(struct request *request, struct response *response)
{
    request_ends_sessions(request);
    return act_save(request, response);
}

static enum status act_refuse(struct request *request, struct response *response)
{
    (void)response;
    request_ends_sessions(request);
    return ST_CONFLICT;
}

static enum status act_lose(struct request *request, struct response *response)
{
    (void)request;
    (void)response;
    return ST_UNAVAILABLE;
}

static const struct route save = { METHOD_POST, { "/t", 2 }, act_save, "act_save", PERM_PUBLIC };
static const struct route ends = { METHOD_POST, { "/t", 2 }, act_save_and_end_sessions, "act_ends", PERM_PUBLIC };
static const struct route refuse = { METHOD_POST, { "/t", 2 }, act_refuse, "act_refuse", PERM_PUBLIC };
static const struct route lose = { METHOD_POST, { "/t", 2 }, act_lose, "act_lose", PERM_PUBLIC };

static int run(struct long_change *change, const struct route *route, const char *number)
{
    struct arena *arena = site->test->arena;
    struct exchange *exchange = arena_new(arena, struct exchange);

    exchange_init(exchange, arena, arena_alloc(arena, 64), 64);
    exchange->route = route;
    exchange->request.path = STR("/t");
    exchange->request.method = METHOD_POST;
    exchange->request.office.office_id = site->office_id;
    exchange->request.number = str_of(number);
    exchange->request.now = site->now;
    long_change_run(change, exchange);
    return exchange->response.code;
}

static int64_t rows(void)
{
    return test_db_number(site->test, "SELECT COUNT(*) FROM serial WHERE serial_kind = 'test'");
}

/* ---- Tests -------------------------------------------------------------------------------------- */

static void what_a_change_commits_itself_is_there_and_counted(void **state)
{
    begin(*state);
    struct long_change *change = long_change_create(site->test->source, lock, metrics);
    int64_t commits = metrics->commit_generation, sessions = metrics->session_generation;

    CHECK_INT(run(change, &save, "1"), 303);
    CHECK_INT(rows(), 1);
    CHECK_INT(metrics->commit_generation, commits + 1);
    CHECK_INT(metrics->session_generation, sessions);
    CHECK_INT(run(change, &ends, "2"), 303);
    CHECK_INT(rows(), 2);
    CHECK_INT(metrics->session_generation, sessions + 1);
    end(change);
}

/* What it may have committed before it failed is to be seen; nobody's session ends by a refusal. */
static void a_refusal_is_the_answer_and_ends_no_session(void **state)
{
    begin(*state);
    struct long_change *change = long_change_create(site->test->source, lock, metrics);
    int64_t commits = metrics->commit_generation, sessions = metrics->session_generation;

    CHECK_INT(run(change, &refuse, "1"), 409);
    CHECK_INT(rows(), 0);
    CHECK_INT(metrics->commit_generation, commits + 1);
    CHECK_INT(metrics->session_generation, sessions);
    end(change);
}

static void a_lost_connection_is_opened_anew_by_the_next_change(void **state)
{
    begin(*state);
    struct long_change *change = long_change_create(site->test->source, lock, metrics);

    CHECK_INT(run(change, &save, "1"), 303);
    CHECK_INT(run(change, &lose, "2"), 503);
    CHECK_INT(run(change, &save, "3"), 303);
    CHECK_INT(rows(), 2);
    end(change);
}

static void without_a_database_nothing_is_saved_and_it_is_said(void **state)
{
    begin(*state);
    struct long_change *change = long_change_create(STR("sqlite:/nowhere/at/all.db"), lock, metrics);
    int64_t commits = metrics->commit_generation;

    CHECK_INT(run(change, &save, "1"), 503);
    CHECK_INT(run(change, &save, "2"), 503); /* and again: it may be back any time */
    CHECK_INT(rows(), 0);
    CHECK_INT(metrics->commit_generation, commits);
    end(change);
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_a_change_commits_itself_is_there_and_counted),
    test_db_each(a_refusal_is_the_answer_and_ends_no_session),
    test_db_each(a_lost_connection_is_opened_anew_by_the_next_change),
    test_db_each(without_a_database_nothing_is_saved_and_it_is_said),
};

TEST_DB_MAIN(tests)
