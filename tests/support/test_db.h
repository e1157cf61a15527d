/* SPDX-License-Identifier: Apache-2.0 */
/* test_db -- every test of store and app, on a fresh SQLite file and on a fresh PostgreSQL database.
 *
 *     static void a_code_is_given_once(void **state)
 *     {
 *         struct test_db *test = *state;
 *         …
 *     }
 *
 *     static const struct CMUnitTest tests[] = {
 *         test_db_each(a_code_is_given_once),
 *     };
 *     TEST_DB_MAIN(tests)
 *
 * There is no way to leave PostgreSQL out: without MOTCUA_TEST_POSTGRES the program starts a private server. */
#ifndef SUPPORT_TEST_DB_H
#define SUPPORT_TEST_DB_H

#include "store/db.h"
#include "support/check.h"

struct test_db {
    struct db *db; /* for reading and writing; migrated, no rows */
    struct arena *arena;
    struct str source; /* for db_open() */
    bool is_postgres;
    const char *folder; /* empty and temporary, for files of the test; holds SQLite's test.db */
};

/* clang-format off */
#define test_db_each(function)                                                                              \
    { #function " (SQLite)", function, test_db_setup_sqlite, test_db_teardown, NULL },                      \
    { #function " (PostgreSQL)", function, test_db_setup_postgres, test_db_teardown, NULL }

/* The database has no tables. */
#define test_db_each_empty(function)                                                                        \
    { #function " (SQLite)", function, test_db_setup_sqlite_empty, test_db_teardown, NULL },                \
    { #function " (PostgreSQL)", function, test_db_setup_postgres_empty, test_db_teardown, NULL }

/* What only one of them can do; say in a comment why. */
#define test_db_sqlite(function) { #function " (SQLite)", function, test_db_setup_sqlite, test_db_teardown, NULL }
#define test_db_sqlite_empty(function) \
    { #function " (SQLite)", function, test_db_setup_sqlite_empty, test_db_teardown, NULL }
#define test_db_postgres(function) \
    { #function " (PostgreSQL)", function, test_db_setup_postgres, test_db_teardown, NULL }
#define test_db_postgres_empty(function) \
    { #function " (PostgreSQL)", function, test_db_setup_postgres_empty, test_db_teardown, NULL }
/* clang-format on */

#define TEST_DB_MAIN(tests)                                         \
    int main(int argc, char **argv)                                 \
    {                                                               \
        (void)argc;                                                 \
        test_db_need_postgres(argv);                                \
        return cmocka_run_group_tests(tests, NULL, test_db_finish); \
    }

/* Another connection to the same database; closed with the test. */
struct db *test_db_connect(struct test_db *test, enum db_access access);

/* A look at the rows, in SQL written in the test; the SQL must run on both engines and succeed. */
void test_db_run(struct test_db *test, const char *script);
int64_t test_db_number(struct test_db *test, const char *sql);  /* first column of the first row; none: fails */
struct str test_db_text(struct test_db *test, const char *sql); /* the same */
enum status test_db_try(struct db *db, const char *sql);        /* one statement without parameters */

/* A line with a fingerprint of all rows for each table, as a new connection sees them. */
struct str test_db_fingerprint(struct test_db *test);

/* Runs `use_case` while its first statement fails, then its second, … until it succeeds.  Each failed run must
 * give ST_BUSY and leave the database as it was.  Returns how many statements the use case has. */
int test_db_fail_each_statement(struct test_db *test, enum status (*use_case)(struct test_db *test));

/* For the macros. */
int test_db_setup_sqlite(void **state);
int test_db_setup_postgres(void **state);
int test_db_setup_sqlite_empty(void **state);
int test_db_setup_postgres_empty(void **state);
int test_db_teardown(void **state);
void test_db_need_postgres(char **argv);
int test_db_finish(void **state);

#endif
