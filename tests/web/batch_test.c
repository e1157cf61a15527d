/* SPDX-License-Identifier: Apache-2.0 */
#include "web/batch.h"

#include "support/test_clock.h"
#include "support/test_dossier.h"
#include "support/test_site.h"
#include "web/limits.h"

#include <stdio.h>

/* A batch whose owner looks at the database, over another connection, whenever something is settled. */
struct bench {
    struct test_site *site;
    struct test_db *test;
    struct batch *batch;
    struct write_lock *lock;
    struct metrics_slot *slot;
    int meanwhile, answered, settled;
    int64_t rows_when_first_settled;
    bool gives_lock_back; /* in meanwhile() */
};

static int64_t rows(struct bench *bench)
{
    return test_db_number(bench->test, "SELECT COUNT(*) FROM serial");
}

static void meanwhile(void *context)
{
    struct bench *bench = context;

    bench->meanwhile++;
    if (bench->gives_lock_back && bench->meanwhile == 3)
        write_lock_give(bench->lock);
}

static void answered(void *context, struct held *held)
{
    (void)held;
    ((struct bench *)context)->answered++;
}

static void settled(void *context, struct held *held)
{
    struct bench *bench = context;

    (void)held;
    if (bench->settled++ == 0)
        bench->rows_when_first_settled = rows(bench);
}

static struct bench *open_bench_at(void **state, struct str source)
{
    struct test_db *test = *state;
    struct bench *bench = arena_new(test->arena, struct bench);

    *bench = (struct bench){ .site = test_site_open(test), .test = test, .lock = write_lock_create() };
    bench->slot = &metrics_shared()->slots[0];
    *bench->slot = (struct metrics_slot){ 0 };
    bench->batch = batch_create(source, bench->lock, &bench->site->site, bench->slot,
                                &(struct batch_owner){ { answered, settled, bench }, meanwhile });
    return bench;
}

static struct bench *open_bench(void **state)
{
    return open_bench_at(state, ((struct test_db *)*state)->source);
}

static void close_bench(struct bench *bench)
{
    batch_destroy(bench->batch);
    write_lock_destroy(bench->lock);
    test_site_close(bench->site);
}

/* ---- Handlers of the tests ---------------------------------------------------------------------- */

static enum status put(struct request *request, const char *kind)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "INSERT INTO serial (office_id, serial_kind, period, last_number) VALUES (%lld, '%s', '%.*s', 1)",
             (long long)request->office.office_id, kind, STR_ARG(request->number));
    return test_db_try(request->db, sql);
}

static enum status act_save(struct request *request, struct response *response)
{
    TRY(put(request, "test"));
    response->code = 303;
    return ST_OK;
}

static enum status act_save_and_refuse(struct request *request, struct response *response)
{
    TRY(act_save(request, response));
    return ST_CONFLICT;
}

static enum status act_save_twice(struct request *request, struct response *response)
{
    TRY(act_save(request, response));
    return act_save(request, response);
}

static enum status act_end_sessions(struct request *request, struct response *response)
{
    request_ends_sessions(request);
    return act_save(request, response);
}

static const struct route save = { METHOD_POST, { "/t", 2 }, act_save, "act_save", PERM_PUBLIC };
static const struct route refuse = { METHOD_POST, { "/t", 2 }, act_save_and_refuse, "act_refuse", PERM_PUBLIC };
static const struct route twice = { METHOD_POST, { "/t", 2 }, act_save_twice, "act_twice", PERM_PUBLIC };
static const struct route ends = { METHOD_POST, { "/t", 2 }, act_end_sessions, "act_ends", PERM_PUBLIC };

static struct held *hold(struct bench *bench, const struct route *route, int number)
{
    struct arena *arena = bench->test->arena;
    struct held *held = arena_new(arena, struct held);

    held->exchange = arena_new(arena, struct exchange);
    held->kind = EXCHANGE_CHANGES;
    exchange_init(held->exchange, arena, arena_alloc(arena, 64), 64);
    held->exchange->route = route;
    held->exchange->request.path = STR("/t");
    held->exchange->request.method = METHOD_POST;
    held->exchange->request.office.office_id = bench->site->office_id;
    held->exchange->request.number = arena_printf(arena, "%d", number);
    held->exchange->request.now = bench->site->now;
    batch_add(bench->batch, held);
    return held;
}

/* ---- Tests -------------------------------------------------------------------------------------- */

static void what_is_let_go_is_durable_and_shares_one_commit(void **state)
{
    struct bench *bench = open_bench(state);
    struct held *first = hold(bench, &save, 1);
    struct held *second = hold(bench, &save, 2);

    CHECK(!batch_is_empty(bench->batch));
    batch_run(bench->batch);
    CHECK(batch_is_empty(bench->batch));
    CHECK_INT(bench->settled, 2);
    CHECK_INT(bench->rows_when_first_settled, 2);
    CHECK_INT(first->exchange->response.code, 303);
    CHECK_INT(second->exchange->response.code, 303);
    CHECK_INT(bench->slot->commits, 1);
    CHECK_INT(bench->slot->batch_sum, 2);
    close_bench(bench);
}

static void a_refused_change_is_undone_alone(void **state)
{
    struct bench *bench = open_bench(state);
    struct held *good = hold(bench, &save, 1);
    struct held *bad = hold(bench, &refuse, 2);
    struct held *broken = hold(bench, &twice, 3);
    struct held *last = hold(bench, &save, 4);

    batch_run(bench->batch);
    CHECK_INT(rows(bench), 2);
    CHECK_INT(good->exchange->response.code, 303);
    CHECK_INT(bad->exchange->response.code, 409);
    CHECK_INT(broken->exchange->response.code, 409);
    CHECK_INT(last->exchange->response.code, 303);
    CHECK_INT(bench->slot->commits, 1);
    close_bench(bench);
}

static void more_than_one_commit_may_hold_go_in_several(void **state)
{
    struct bench *bench = open_bench(state);

    for (int i = 0; i <= LIMIT_BATCH; i++)
        hold(bench, &save, i);
    batch_run(bench->batch);
    CHECK(!batch_is_empty(bench->batch));
    CHECK_INT(bench->settled, LIMIT_BATCH);
    batch_run(bench->batch);
    CHECK(batch_is_empty(bench->batch));
    CHECK_INT(rows(bench), LIMIT_BATCH + 1);
    CHECK_INT(bench->slot->commits, 2);
    close_bench(bench);
}

static void reads_are_served_while_another_process_has_the_lock(void **state)
{
    struct bench *bench = open_bench(state);

    write_lock_take(bench->lock);
    bench->gives_lock_back = true;
    hold(bench, &save, 1);
    batch_run(bench->batch);
    CHECK_INT(bench->meanwhile, 3);
    CHECK_INT(rows(bench), 1);
    CHECK(write_lock_try(bench->lock, 0)); /* given back */
    write_lock_give(bench->lock);
    close_bench(bench);
}

static void nothing_is_said_to_be_saved_when_the_database_is_held(void **state)
{
    struct bench *bench = open_bench(state);
    struct db *other = test_db_connect(bench->test, DB_READ_WRITE);
    struct db_tx *tx = NULL;

    CHECK_OK(db_tx_begin(other, &tx));
    struct held *held = hold(bench, &save, 1);

    batch_run(bench->batch);
    CHECK_INT(bench->settled, 1);
    CHECK_INT(held->exchange->response.code, 503);
    db_tx_end_at(&tx);
    CHECK_INT(rows(bench), 0);
    CHECK(write_lock_try(bench->lock, 0));
    write_lock_give(bench->lock);
    close_bench(bench);
}

static void a_database_that_cannot_be_opened_refuses_all(void **state)
{
    struct bench *bench = open_bench_at(state, STR("sqlite:/nowhere/at/all.db"));
    struct held *first = hold(bench, &save, 1);
    struct held *second = hold(bench, &save, 2);

    batch_run(bench->batch);
    CHECK(batch_is_empty(bench->batch));
    CHECK_INT(first->exchange->response.code, 503);
    CHECK_INT(second->exchange->response.code, 503);
    CHECK_INT(bench->answered, 2);
    CHECK_INT(bench->settled, 2);
    close_bench(bench);
}

static void workers_forget_people_only_after_a_durable_end_of_sessions(void **state)
{
    struct bench *bench = open_bench(state);
    const int64_t *generation = &metrics_shared()->session_generation;
    int64_t before = *generation;

    hold(bench, &save, 1);
    batch_run(bench->batch);
    CHECK(*generation == before);
    hold(bench, &ends, 2);
    batch_run(bench->batch);
    CHECK(*generation == before + 1);
    hold(bench, &ends, 2); /* the same row again: refused */
    batch_run(bench->batch);
    CHECK(*generation == before + 1);
    close_bench(bench);
}

static void a_page_whose_trace_cannot_be_written_is_not_shown(void **state)
{
    struct bench *bench = open_bench(state);
    struct held *held = hold(bench, &save, 1);

    held->kind = EXCHANGE_READS;
    held->exchange->request.method = METHOD_GET;
    held->exchange->request.user.actor =
        test_office_person(bench->test, bench->site->office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    request_leaves_trace(&held->exchange->request, 12345); /* no such dossier */
    batch_run(bench->batch);
    CHECK_INT(held->exchange->response.code, 400);
    CHECK_INT(bench->answered, 1);
    batch_add(bench->batch, held); /* it was not remembered as written */
    batch_run(bench->batch);
    CHECK_INT(bench->answered, 2);
    CHECK_INT(rows(bench), 0);
    close_bench(bench);
}

/* Somebody who holds a dossier looks at it; `opens` as the page says. */
static struct held *look(struct bench *bench, struct actor actor, int64_t dossier_id, bool opens)
{
    struct held *held = hold(bench, &save, 1);

    held->kind = EXCHANGE_READS;
    held->exchange->request.method = METHOD_GET;
    held->exchange->request.user.actor = actor;
    request_leaves_trace(&held->exchange->request, dossier_id);
    if (opens)
        request_opens_dossier(&held->exchange->request);
    return held;
}

static void a_first_opening_is_written_although_the_trace_of_the_hour_is_known(void **state)
{
    struct bench *bench = open_bench(state);
    struct test_centre centre = test_centre_of(bench->test, bench->site->office_id);
    struct intake_received received =
        test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 09:00");

    look(bench, centre.specialist, received.dossier_id, false);
    batch_run(bench->batch);
    look(bench, centre.specialist, received.dossier_id, true);
    batch_run(bench->batch);
    CHECK(test_db_number(bench->test, "SELECT opened_at FROM dossier") == test_moment("2025-09-18 10:00").ms);
    CHECK_INT(test_db_number(bench->test, "SELECT COUNT(*) FROM access_trace"), 1);
    CHECK_INT(bench->slot->traces, 1);
    CHECK_INT(bench->settled, 2);
    close_bench(bench);
}

static void a_page_that_opens_nothing_leaves_the_dossier_unopened(void **state)
{
    struct bench *bench = open_bench(state);
    struct test_centre centre = test_centre_of(bench->test, bench->site->office_id);
    struct intake_received received =
        test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 09:00");

    look(bench, centre.counter, received.dossier_id, false);
    batch_run(bench->batch);
    CHECK_INT(test_db_number(bench->test, "SELECT COUNT(*) FROM dossier WHERE opened_at IS NULL"), 1);
    close_bench(bench);
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_is_let_go_is_durable_and_shares_one_commit),
    test_db_each(a_refused_change_is_undone_alone),
    test_db_each(more_than_one_commit_may_hold_go_in_several),
    test_db_each(reads_are_served_while_another_process_has_the_lock),
    test_db_sqlite(nothing_is_said_to_be_saved_when_the_database_is_held), /* PostgreSQL lets several write */
    test_db_sqlite(a_database_that_cannot_be_opened_refuses_all),
    test_db_each(workers_forget_people_only_after_a_durable_end_of_sessions),
    test_db_each(a_page_whose_trace_cannot_be_written_is_not_shown),
    test_db_each(a_first_opening_is_written_although_the_trace_of_the_hour_is_known),
    test_db_each(a_page_that_opens_nothing_leaves_the_dossier_unopened),
};

TEST_DB_MAIN(tests)
