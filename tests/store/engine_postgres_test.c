/* SPDX-License-Identifier: Apache-2.0 */
/* What only a server can do: lose the connection, answer with a SQLSTATE, judge a query's types. */
#include "queries_all.h"
#include "store/engine.h"
#include "support/test_db.h"

#include <stdio.h>
#include <string.h>

static const char make_page[] = "CREATE TABLE page (page_id INTEGER PRIMARY KEY, words TEXT) STRICT";

static const struct db_query insert_page = {
    .name = "insert_page",
    .sqlite = "INSERT INTO page (page_id, words) VALUES (?1, ?2)",
    .postgres = "INSERT INTO page (page_id, words) VALUES ($1, $2)",
    .parameter_count = 2,
    .number = 0,
    .parameter_types = "it",
};

static enum status insert(struct db *db, int64_t id, struct str words)
{
    struct db_stmt *stmt;

    TRY(db_start(db, &insert_page, &stmt));
    db_bind_id(stmt, 1, id);
    db_bind_str(stmt, 2, words);
    while (db_step(stmt))
        continue;
    return db_finish(stmt);
}

static int64_t count_pages(struct test_db *test)
{
    return test_db_number(test, "SELECT count(*) FROM page");
}

/* Ends the server's side of test->db, as a restart of the server would. */
static void cut_connection(struct test_db *test)
{
    struct db *other = test_db_connect(test, DB_READ_WRITE);
    int64_t process = test_db_number(test, "SELECT pg_backend_pid()");
    char sql[80];

    snprintf(sql, sizeof sql, "SELECT pg_terminate_backend(%lld, 5000)", (long long)process);
    CHECK_OK(test_db_try(other, sql));
}

static void every_query_of_the_program_prepares(void **state)
{
    struct test_db *test = *state;

    CHECK(QUERY_COUNT > 0);
    for (int i = 0; i < QUERY_COUNT; i++) {
        struct db_stmt *stmt;
        enum status status = db_start(test->db, queries_all[i], &stmt);

        if (status != ST_OK) {
            print_error("query %s: %s\n", queries_all[i]->name, db_error(test->db));
            fail();
        }
        CHECK_OK(db_finish(stmt));
    }
}

static void each_sqlstate_has_its_status(void **state)
{
    static const struct {
        const char *state;
        enum status status;
    } examples[] = {
        { "23505", ST_EXISTS },      { "23503", ST_INVALID },     { "23502", ST_INVALID },
        { "23514", ST_INVALID },     { "22001", ST_INVALID },     { "40001", ST_BUSY },
        { "40P01", ST_BUSY },        { "55P03", ST_BUSY },        { "57014", ST_BUSY },
        { "53100", ST_FULL },        { "58030", ST_FULL },        { "25006", ST_READ_ONLY },
        { "42501", ST_READ_ONLY },   { "57P01", ST_UNAVAILABLE }, { "08006", ST_UNAVAILABLE },
        { "53300", ST_UNAVAILABLE }, { "XX001", ST_CORRUPT },     { "42P01", ST_CORRUPT },
        { "54000", ST_INVALID },
    };
    struct test_db *test = *state;

    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char sql[120];

        snprintf(sql, sizeof sql, "DO $$ BEGIN RAISE EXCEPTION 'words' USING ERRCODE = '%s'; END $$",
                 examples[i].state);
        CHECK_STATUS(test_db_try(test->db, sql), examples[i].status);
        CHECK_STR(db_error(test->db), "words");
    }
}

static void a_lost_connection_is_made_anew_at_the_next_use(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_page);
    CHECK_OK(insert(test->db, 1, STR("before")));
    cut_connection(test);
    CHECK_STATUS(insert(test->db, 2, STR("lost")), ST_UNAVAILABLE);
    CHECK_OK(insert(test->db, 3, STR("after"))); /* prepared again */
    CHECK_INT(count_pages(test), 2);
}

static void a_connection_lost_in_a_transaction_loses_all_of_it(void **state)
{
    struct test_db *test = *state;
    struct db_tx *outer = NULL, *inner = NULL;

    test_db_run(test, make_page);
    CHECK_OK(db_tx_begin(test->db, &outer));
    CHECK_OK(insert(test->db, 1, STR("lost")));
    CHECK_OK(db_tx_begin(test->db, &inner));
    cut_connection(test);
    CHECK_STATUS(insert(test->db, 2, STR("lost")), ST_UNAVAILABLE);
    CHECK_STATUS(db_tx_commit(inner), ST_UNAVAILABLE);
    db_tx_end_at(&inner);
    CHECK_STATUS(insert(test->db, 3, STR("lost")), ST_UNAVAILABLE);
    CHECK_STATUS(db_tx_commit(outer), ST_UNAVAILABLE);
    db_tx_end_at(&outer);

    CHECK_OK(db_tx_begin(test->db, &outer));
    CHECK_OK(insert(test->db, 4, STR("after")));
    CHECK_OK(db_tx_commit(outer));
    CHECK_INT(test_db_number(test, "SELECT sum(page_id) FROM page"), 4);
}

static void a_connection_lost_before_the_commit_stores_nothing(void **state)
{
    struct test_db *test = *state;
    struct db_tx *tx = NULL;

    test_db_run(test, make_page);
    CHECK_OK(db_tx_begin(test->db, &tx));
    CHECK_OK(insert(test->db, 1, STR("lost")));
    cut_connection(test);
    CHECK_STATUS(db_tx_commit(tx), ST_UNAVAILABLE);
    db_tx_end_at(&tx);
    CHECK_OK(db_tx_begin(test->db, &tx));
    CHECK_INT(count_pages(test), 0);
    db_tx_end_at(&tx);
}

static void a_reader_that_reconnects_is_still_a_reader(void **state)
{
    struct test_db *test = *state;
    struct test_db reader = *test;

    test_db_run(test, make_page);
    CHECK_OK(db_open(test->source, DB_READ_ONLY, &reader.db));
    int64_t process = test_db_number(&reader, "SELECT pg_backend_pid()");
    char sql[80];
    snprintf(sql, sizeof sql, "SELECT pg_terminate_backend(%lld, 5000)", (long long)process);
    CHECK_OK(test_db_try(test->db, sql));
    CHECK_STATUS(test_db_try(reader.db, "SELECT 1"), ST_UNAVAILABLE);
    CHECK_STATUS(insert(reader.db, 1, STR("no")), ST_READ_ONLY);
    CHECK(test_db_number(&reader, "SELECT pg_backend_pid()") != process);
    db_close(reader.db);
}

static void text_that_is_not_utf8_is_refused(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_page);
    CHECK_STATUS(insert(test->db, 1, STR("Nguy\xEAn")), ST_INVALID);
    CHECK_STATUS(insert(test->db, 1, STR("a\0b")), ST_INVALID);
    CHECK_INT(count_pages(test), 0);
}

static void two_writers_of_one_row_take_turns(void **state)
{
    struct test_db *test = *state;
    struct db *other = test_db_connect(test, DB_READ_WRITE);
    struct db_tx *ours = NULL, *theirs = NULL;

    test_db_run(test, make_page);
    CHECK_OK(insert(test->db, 1, STR("")));
    CHECK_OK(insert(test->db, 2, STR("")));
    CHECK_OK(test_db_try(test->db, "SET lock_timeout = '50ms'"));
    CHECK_OK(db_tx_begin(other, &theirs));
    CHECK_OK(test_db_try(other, "UPDATE page SET words = 'theirs' WHERE page_id = 1"));
    CHECK_OK(db_tx_begin(test->db, &ours));
    CHECK_OK(test_db_try(test->db, "UPDATE page SET words = 'ours' WHERE page_id = 2")); /* another row: no wait */
    CHECK_STATUS(test_db_try(test->db, "UPDATE page SET words = 'ours' WHERE page_id = 1"), ST_BUSY);
    db_tx_end_at(&ours);
    CHECK_OK(db_tx_commit(theirs));
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM page WHERE words = 'theirs'"), 1);
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM page WHERE words = 'ours'"), 0);
}

static void a_url_is_a_source_too(void **state)
{
    int64_t log_pages = -1;
    struct test_db *test = *state;
    struct db *db = NULL;
    struct str why = { 0 };

    CHECK_STATUS(db_open_explained(STR("postgresql://nobody@127.0.0.1:1/none"), DB_READ_ONLY, test->arena, &db, &why),
                 ST_UNAVAILABLE);
    CHECK(str_contains(why, STR("127.0.0.1")));
    CHECK_STATUS(db_open_explained(STR("postgresql:nonsense=1"), DB_READ_ONLY, test->arena, &db, &why), ST_UNAVAILABLE);
    CHECK(str_contains(why, STR("nonsense")));
    CHECK_OK(db_checkpoint(test->db, DB_AT_ONCE, &log_pages)); /* nothing to do, and that is fine */
    CHECK_INT(log_pages, 0);
}

static const struct CMUnitTest tests[] = {
    test_db_postgres(every_query_of_the_program_prepares),
    test_db_postgres_empty(each_sqlstate_has_its_status),
    test_db_postgres_empty(a_lost_connection_is_made_anew_at_the_next_use),
    test_db_postgres_empty(a_connection_lost_in_a_transaction_loses_all_of_it),
    test_db_postgres_empty(a_connection_lost_before_the_commit_stores_nothing),
    test_db_postgres_empty(a_reader_that_reconnects_is_still_a_reader),
    test_db_postgres_empty(text_that_is_not_utf8_is_refused),
    test_db_postgres_empty(two_writers_of_one_row_take_turns),
    test_db_postgres_empty(a_url_is_a_source_too),
};
TEST_DB_MAIN(tests)
