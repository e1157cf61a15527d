/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

#include "support/test_db.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct schema_file three[] = {
    { "0001_first.sql", "CREATE TABLE a (a_id INTEGER PRIMARY KEY, words TEXT) STRICT; -- INTEGER\n"
                        "CREATE INDEX a_by_words ON a (words);" },
    { "0002_second.sql", "INSERT INTO a (a_id, words) VALUES (1, 'STRICT INTEGER'); "
                         "ALTER TABLE a ADD COLUMN weight INTEGER NOT NULL DEFAULT 5;" },
    { "0003_third.sql", "CREATE TABLE b (b_id INTEGER PRIMARY KEY) STRICT;" },
};

static const struct schema_file edited[] = {
    { "0001_first.sql", "CREATE TABLE a (a_id INTEGER PRIMARY KEY, words TEXT, more TEXT) STRICT;" },
};

static const struct schema_file broken[] = {
    { "0001_first.sql", "CREATE TABLE a (a_id INTEGER PRIMARY KEY) STRICT;" },
    { "0002_second.sql", "CREATE TABLE c (c_id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);" },
};

static enum status run(struct test_db *test, const struct schema_file *files, size_t count, struct migration *out)
{
    return migrate_files(test->db, test->arena, files, count, out);
}

static void an_empty_database_gets_everything_once(void **state)
{
    struct test_db *test = *state;
    struct migration migration;

    CHECK_OK(run(test, three, 3, &migration));
    CHECK_INT(migration.applied_count, 3);
    CHECK_INT(migration.database_version, 3);
    CHECK_INT(migration.program_version, 3);
    CHECK_STR(test_db_text(test, "SELECT words FROM a WHERE weight = 5"), "STRICT INTEGER");
    CHECK_STR(test_db_text(test, "SELECT name FROM schema_migration WHERE number = 2"), "0002_second.sql");

    CHECK_OK(run(test, three, 3, &migration));
    CHECK_INT(migration.applied_count, 0);
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM a"), 1);
}

static void an_older_database_gets_what_is_missing(void **state)
{
    struct test_db *test = *state;
    struct migration migration;

    CHECK_OK(run(test, three, 1, &migration));
    CHECK_INT(migration.database_version, 1);
    CHECK_OK(run(test, three, 3, &migration));
    CHECK_INT(migration.applied_count, 2);
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM schema_migration"), 3);
}

static void a_newer_database_is_refused_and_left_alone(void **state)
{
    static const char why[] = "the database has schema version 3, this program knows up to 2: use a newer motcua";
    struct test_db *test = *state;
    struct migration migration;

    CHECK_OK(run(test, three, 3, &migration));
    const char *before = test_db_fingerprint(test).at;
    CHECK_STATUS(run(test, three, 2, &migration), ST_TOO_NEW);
    CHECK_STR(migration.why, why);
    CHECK_INT(migration.database_version, 3);
    CHECK_INT(migration.program_version, 2);
    CHECK_STATUS(migrate_check_files(test->db, test->arena, three, 2, &migration), ST_TOO_NEW);
    CHECK_STR(migration.why, why);
    CHECK_STR(test_db_fingerprint(test), before);
}

static void an_edited_migration_is_refused(void **state)
{
    struct test_db *test = *state;
    struct migration migration;

    CHECK_OK(run(test, three, 1, &migration));
    CHECK_STATUS(run(test, edited, 1, &migration), ST_CORRUPT);
    CHECK_STR(migration.why,
              "the database was made with another 0001_first.sql (there called 0001_first.sql) than this program's");
    CHECK_STATUS(migrate_check_files(test->db, test->arena, edited, 1, &migration), ST_CORRUPT);
}

static void a_migration_that_does_not_run_leaves_nothing(void **state)
{
    struct test_db *test = *state;
    struct migration migration;

    CHECK_STATUS(run(test, broken, 2, &migration), ST_CORRUPT);
    CHECK(str_starts_with(migration.why, STR("0002_second.sql: ")));
    CHECK(str_contains(migration.why, STR("nowhere")));
    CHECK_STR(test_db_fingerprint(test), "");
}

static void a_failure_at_any_statement_leaves_nothing(void **state)
{
    struct test_db *test = *state;

    for (int n = 1;; n++) {
        struct migration migration;

        db_fail_after(test->db, n);
        CHECK_OK(run(test, three, 3, &migration)); /* busy the first time, through at the second */
        db_fail_after(test->db, 0);
        CHECK_INT(migration.applied_count, 3);
        if (n == 10) /* begin, lock, table, look, and two each for three files: commit is the 11th */
            break;
        test_db_run(test, "DROP TABLE a; DROP TABLE b; DROP TABLE schema_migration");
    }
}

static void checking_says_whether_to_migrate_and_writes_nothing(void **state)
{
    struct test_db *test = *state;
    struct migration migration;
    struct db *reader = test_db_connect(test, DB_READ_ONLY);

    CHECK_STATUS(migrate_check_files(reader, test->arena, three, 3, &migration), ST_NOT_FOUND);
    CHECK_STR(migration.why, "the database has schema version 0, this program needs 3: migrate it first");
    CHECK_OK(run(test, three, 2, &migration));
    CHECK_STATUS(migrate_check_files(reader, test->arena, three, 3, &migration), ST_NOT_FOUND);
    CHECK_STR(migration.why, "the database has schema version 2, this program needs 3: migrate it first");
    CHECK_STATUS(migrate_files(reader, test->arena, three, 3, &migration), ST_READ_ONLY);
    CHECK(migration.why.len > 0);
    CHECK_OK(run(test, three, 3, &migration));
    CHECK_OK(migrate_check_files(reader, test->arena, three, 3, &migration));
}

static void several_processes_at_once_apply_each_file_once(void **state)
{
    enum { PROCESSES = 4 };
    struct test_db *test = *state;
    pid_t children[PROCESSES];

    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] != 0)
            continue;
        struct db *db;
        struct migration migration;
        bool is_fine = db_open(test->source, DB_READ_WRITE, &db) == ST_OK &&
                       migrate_files(db, test->arena, three, 3, &migration) == ST_OK;
        _exit(is_fine ? (int)migration.applied_count : 99);
    }
    int applied = 0;
    for (int i = 0; i < PROCESSES; i++) {
        int outcome;

        CHECK(waitpid(children[i], &outcome, 0) == children[i]);
        applied += WEXITSTATUS(outcome);
    }
    CHECK_INT(applied, 3);
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM schema_migration"), 3);
}

static void the_programs_own_schema_is_applied_and_current(void **state)
{
    struct test_db *test = *state;
    struct migration migration;

    CHECK_OK(migrate_check(test->db, test->arena, &migration));
    CHECK(migration.program_version >= 1);
    CHECK_OK(migrate(test->db, test->arena, &migration));
    CHECK_INT(migration.applied_count, 0);
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM dossier"), 0);
}

static void text_columns_sort_by_bytes_whatever_the_server_does(void **state)
{
    struct test_db *test = *state;

    CHECK_INT(test_db_number(test, "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' "
                                   "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"),
              0);
    CHECK_INT(test_db_number(test, "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' "
                                   "AND data_type NOT IN ('text', 'bigint')"),
              0);
}

static const struct CMUnitTest tests[] = {
    test_db_each_empty(an_empty_database_gets_everything_once),
    test_db_each_empty(an_older_database_gets_what_is_missing),
    test_db_each_empty(a_newer_database_is_refused_and_left_alone),
    test_db_each_empty(an_edited_migration_is_refused),
    test_db_each_empty(a_migration_that_does_not_run_leaves_nothing),
    test_db_each_empty(a_failure_at_any_statement_leaves_nothing),
    test_db_each_empty(checking_says_whether_to_migrate_and_writes_nothing),
    test_db_each_empty(several_processes_at_once_apply_each_file_once),
    test_db_each(the_programs_own_schema_is_applied_and_current),
    test_db_postgres(text_columns_sort_by_bytes_whatever_the_server_does), /* SQLite has no other order */
};
TEST_DB_MAIN(tests)
