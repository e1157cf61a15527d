/* SPDX-License-Identifier: Apache-2.0 */
/* What only a file can suffer: no space, no permission, damage. */
#include "store/engine.h"
#include "support/test_db.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char make_page[] = "CREATE TABLE page (page_id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT";

static const struct db_query insert_page = {
    .name = "insert_page",
    .sqlite = "INSERT INTO page (page_id, words) VALUES (?1, ?2)",
    .postgres = "INSERT INTO page (page_id, words) VALUES ($1, $2)",
    .parameter_count = 2,
    .number = 0,
};

static char words[8000];

static enum status insert(struct db *db, int64_t id)
{
    struct db_stmt *stmt;

    memset(words, 'x', sizeof words);
    TRY(db_start(db, &insert_page, &stmt));
    db_bind_id(stmt, 1, id);
    db_bind_str(stmt, 2, (struct str){ words, sizeof words });
    while (db_step(stmt))
        continue;
    return db_finish(stmt);
}

static int64_t count_pages(struct test_db *test)
{
    return test_db_number(test, "SELECT count(*) FROM page");
}

static const char *path_of(struct test_db *test)
{
    return arena_printf(test->arena, "%s/test.db", test->folder).at;
}

static void a_connection_is_set_for_safety_first(void **state)
{
    /* clang-format off */
    static const struct {
        const char *pragma;
        int64_t writer, reader;
    } settings[] = {
        { "PRAGMA synchronous", 2, 2 },       /* FULL */
        { "PRAGMA foreign_keys", 1, 0 },      /* a reader breaks none */
        { "PRAGMA query_only", 0, 1 },
        { "PRAGMA mmap_size", 0, 0 },
        { "PRAGMA temp_store", 2, 2 },        /* MEMORY */
        { "PRAGMA cache_size", -16384, -4096 }, /* KiB */
        { "PRAGMA page_size", 4096, 4096 },
        { "PRAGMA wal_autocheckpoint", 128000, 1000 },
    };
    /* clang-format on */
    struct test_db *test = *state;
    struct test_db reader = { .arena = test->arena };

    reader.db = test_db_connect(test, DB_READ_ONLY);
    CHECK_STR(test_db_text(test, "PRAGMA journal_mode"), "wal");
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        CHECK_INT(test_db_number(test, settings[i].pragma), settings[i].writer);
        CHECK_INT(test_db_number(&reader, settings[i].pragma), settings[i].reader);
    }
}

static void a_new_database_is_its_owners_alone(void **state)
{
    struct test_db *test = *state;
    struct stat file;

    test_db_run(test, make_page);
    CHECK(stat(path_of(test), &file) == 0);
    CHECK_INT(file.st_mode & 0777, 0600);
    CHECK(stat(arena_printf(test->arena, "%s-wal", path_of(test)).at, &file) == 0);
    CHECK_INT(file.st_mode & 0777, 0600);
}

/* ---- Checkpoints ------------------------------------------------------------------------------ */

/* Between SQLite and the database file: counts the syncs, and lets one fail. */
static struct {
    int (*open)(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags);
    const sqlite3_io_methods *methods;
    sqlite3_io_methods counting;
    int syncs, failing_sync;
} watched;

static int watched_sync(sqlite3_file *file, int flags)
{
    return ++watched.syncs == watched.failing_sync ? SQLITE_IOERR_FSYNC : watched.methods->xSync(file, flags);
}

static int watched_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    int code = watched.open(vfs, name, file, flags, out_flags);

    if (code == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0) {
        watched.methods = file->pMethods;
        watched.counting = *file->pMethods;
        watched.counting.xSync = watched_sync;
        file->pMethods = &watched.counting;
    }
    return code;
}

/* A connection whose syncs of the database are counted, with 20 rows of two pages each in the log. */
static struct db *watched_connection(struct test_db *test)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

    watched.open = vfs->xOpen;
    vfs->xOpen = watched_open;
    struct db *db = test_db_connect(test, DB_READ_WRITE);

    vfs->xOpen = watched.open;
    test_db_run(test, make_page);
    for (int64_t id = 1; id <= 20; id++)
        CHECK_OK(insert(test->db, id));
    watched.syncs = watched.failing_sync = 0;
    return db;
}

static int64_t file_bytes(struct test_db *test)
{
    struct stat file;

    CHECK(stat(path_of(test), &file) == 0);
    return file.st_size;
}

static void a_checkpoint_moves_the_log_into_the_file(void **state)
{
    struct test_db *test = *state;
    struct db *keeper = watched_connection(test);
    int64_t before = file_bytes(test), log_pages = -1;

    CHECK_OK(db_checkpoint(keeper, DB_AT_ONCE, &log_pages));
    CHECK(log_pages >= 20 * 2);
    CHECK(file_bytes(test) >= before + 20 * 8000);
    CHECK(watched.syncs == 1 || watched.syncs == 2);
}

static void an_unhurried_checkpoint_syncs_a_little_at_a_time(void **state)
{
    struct test_db *test = *state;
    struct db *keeper = watched_connection(test);
    int64_t before = file_bytes(test), log_pages = -1;

    CHECK_OK(db_checkpoint(keeper, DB_UNHURRIED, &log_pages));
    CHECK(log_pages >= 20 * 2);
    CHECK(file_bytes(test) >= before + 20 * 8000);
    CHECK(watched.syncs >= 1 + 20 * 2 / 16);
}

static void a_brisk_checkpoint_syncs_more_at_a_time(void **state)
{
    struct test_db *test = *state;
    struct db *keeper = watched_connection(test);
    int64_t before = file_bytes(test), log_pages = -1;

    for (int64_t id = 21; id <= 120; id++)
        CHECK_OK(insert(test->db, id));
    CHECK_OK(db_checkpoint(keeper, DB_BRISK, &log_pages));
    CHECK(log_pages >= 120 * 2);
    CHECK(file_bytes(test) >= before + 120 * 8000);
    CHECK(watched.syncs >= 1 + 120 * 2 / 64);
    CHECK(watched.syncs < 120 * 2 / 16);
}

static void a_checkpoint_syncs_although_others_write_on(void **state)
{
    struct test_db *test = *state;
    struct db *keeper = watched_connection(test);
    struct db *reader = test_db_connect(test, DB_READ_ONLY);
    struct db_tx *view;
    int64_t log_pages = -1;

    CHECK_OK(db_tx_begin(reader, &view));
    CHECK_OK(test_db_try(reader, "SELECT count(*) FROM page")); /* keeps the log from its end */
    CHECK_OK(insert(test->db, 21));
    CHECK_OK(db_checkpoint(keeper, DB_AT_ONCE, &log_pages));
    CHECK_INT(watched.syncs, 1);
    db_tx_end_at(&view);
}

static void a_sync_that_fails_ends_the_checkpoint_and_the_next_one_does_it(void **state)
{
    struct test_db *test = *state;
    struct db *keeper = watched_connection(test);
    int64_t before = file_bytes(test), log_pages = -1;

    watched.failing_sync = 2;
    CHECK_STATUS(db_checkpoint(keeper, DB_UNHURRIED, &log_pages), ST_FULL);
    CHECK_INT(watched.syncs, 2);
    CHECK_OK(db_checkpoint(keeper, DB_UNHURRIED, &log_pages));
    CHECK(file_bytes(test) >= before + 20 * 8000);
}

/* ---- Full, forbidden, damaged ----------------------------------------------------------------- */

static void a_full_database_says_so_and_undoes_all_of_the_transaction(void **state)
{
    struct test_db *test = *state;
    struct db_tx *outer = NULL, *inner = NULL;
    enum status status = ST_OK;

    test_db_run(test, make_page);
    CHECK_OK(insert(test->db, 1));
    CHECK_OK(test_db_try(test->db, "PRAGMA max_page_count = 40"));
    CHECK_OK(db_tx_begin(test->db, &outer));
    CHECK_OK(insert(test->db, 2));
    CHECK_OK(db_tx_begin(test->db, &inner));
    for (int64_t id = 3; status == ST_OK; id++)
        status = insert(test->db, id);
    CHECK_STATUS(status, ST_FULL);
    CHECK_STATUS(db_tx_commit(inner), ST_FULL);
    db_tx_end_at(&inner);
    CHECK_STATUS(insert(test->db, 900), ST_FULL); /* SQLite has given up the outer one too */
    CHECK_STATUS(db_tx_commit(outer), ST_FULL);
    db_tx_end_at(&outer);
    CHECK_INT(count_pages(test), 1);

    CHECK_OK(test_db_try(test->db, "PRAGMA max_page_count = 4000"));
    CHECK_OK(db_tx_begin(test->db, &outer));
    CHECK_OK(insert(test->db, 2));
    CHECK_OK(db_tx_commit(outer));
    CHECK_INT(count_pages(test), 2);
}

/* Exit code: 0 as expected; the step that went otherwise. */
static int write_until_full(struct test_db *test)
{
    struct rlimit little = { 400 * 1024, RLIM_INFINITY }, unlimited = { RLIM_INFINITY, RLIM_INFINITY };
    enum status status = ST_OK;
    struct db *db;
    int64_t id = 2;

    signal(SIGXFSZ, SIG_IGN);
    if (db_open(test->source, DB_READ_WRITE, &db) != ST_OK)
        return 1;
    if (setrlimit(RLIMIT_FSIZE, &little) != 0)
        return 2;
    for (; status == ST_OK && id < 1000; id++) {
        struct db_tx *tx = NULL;

        status = db_tx_begin(db, &tx);
        if (status == ST_OK)
            status = insert(db, id);
        if (status == ST_OK)
            status = insert(db, -id);
        if (status == ST_OK)
            status = db_tx_commit(tx);
        db_tx_end_at(&tx);
    }
    if (status != ST_FULL)
        return 3;
    if (setrlimit(RLIMIT_FSIZE, &unlimited) != 0)
        return 4;
    return insert(db, 1) == ST_OK ? 0 : 5; /* space again: it goes on */
}

static int exit_of_child(struct test_db *test, int (*act)(struct test_db *test))
{
    int outcome;
    pid_t child = fork();

    if (child == 0)
        _exit(act(test));
    CHECK(waitpid(child, &outcome, 0) == child);
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : 255;
}

static void a_full_disk_says_so_and_keeps_what_was_committed(void **state)
{
    struct test_db *test = *state;

    test_db_run(test, make_page);
    CHECK_INT(exit_of_child(test, write_until_full), 0);
    CHECK(count_pages(test) > 20);
    CHECK_INT(count_pages(test) % 2, 1); /* pairs, and the one after */
    CHECK_INT(test_db_number(test, "SELECT sum(page_id) FROM page"), 1);
    CHECK_STR(test_db_text(test, "PRAGMA integrity_check"), "ok");
}

enum { NO_NAMESPACE = 77 };

/* The test's folder, mounted a second time and read-only, in a mount table of this process alone. */
static int read_from_a_read_only_filesystem(struct test_db *test)
{
    struct db *db;
    struct str why;

    if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return NO_NAMESPACE;
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount(test->folder, test->folder, NULL, MS_BIND, NULL) != 0 ||
        mount(NULL, test->folder, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) != 0)
        return NO_NAMESPACE;
    if (db_open_explained(test->source, DB_READ_WRITE, test->arena, &db, &why) != ST_READ_ONLY)
        return 1;
    if (why.len == 0)
        return 2;
    if (db_open(test->source, DB_READ_ONLY, &db) != ST_OK)
        return 3;
    struct test_db reader = { .db = db, .arena = test->arena };
    if (count_pages(&reader) != 1)
        return 4;
    return insert(db, 2) == ST_READ_ONLY ? 0 : 5;
}

static void a_read_only_filesystem_is_read_and_not_written(void **state)
{
    struct test_db *test = *state;
    struct db *db;
    struct test_db copy = *test;

    /* A database of its own, closed: a log that waits beside it could not be read there. */
    copy.source = arena_printf(test->arena, "sqlite:%s/50%% #1?.db", test->folder);
    CHECK_OK(db_open(copy.source, DB_READ_WRITE, &db));
    CHECK_OK(db_run_script(db, make_page));
    CHECK_OK(insert(db, 1));
    db_close(db);

    int outcome = exit_of_child(&copy, read_from_a_read_only_filesystem);
    if (outcome == NO_NAMESPACE) {
        print_message("this machine lets nobody mount: not tried\n");
        skip();
    }
    CHECK_INT(outcome, 0);
}

/* As a user who may read the folder and the file, and write neither. */
static int read_without_permission(struct test_db *test)
{
    struct db *db;

    if (chmod(test->folder, 0555) != 0 || chmod(path_of(test), 0444) != 0)
        return 1;
    if (getuid() == 0 && setuid(65534) != 0)
        return 2;
    if (db_open(test->source, DB_READ_WRITE, &db) != ST_READ_ONLY)
        return 3;
    return 0;
}

static void a_file_that_may_not_be_written_is_read_only(void **state)
{
    struct test_db *test = *state;
    int64_t log_pages;

    test_db_run(test, make_page);
    CHECK_OK(db_checkpoint(test->db, DB_AT_ONCE, &log_pages));
    CHECK_INT(exit_of_child(test, read_without_permission), 0);
    CHECK(chmod(test->folder, 0700) == 0);
}

static void write_at_start(const char *path, const char *bytes, size_t len)
{
    int file = open(path, O_WRONLY | O_CREAT, 0600);

    CHECK(file >= 0);
    CHECK(write(file, bytes, len) == (ssize_t)len);
    close(file);
}

static void what_is_not_a_database_is_corrupt(void **state)
{
    struct test_db *test = *state;
    struct str source = arena_printf(test->arena, "sqlite:%s/letter.txt", test->folder);
    struct db *db = NULL;
    struct str why;

    memset(words, 'a', sizeof words);
    write_at_start(arena_printf(test->arena, "%s/letter.txt", test->folder).at, words, sizeof words);
    CHECK_STATUS(db_open_explained(source, DB_READ_WRITE, test->arena, &db, &why), ST_CORRUPT);
    CHECK(str_ends_with(why, STR("letter.txt: file is not a database")));
    CHECK_STATUS(db_open(source, DB_READ_ONLY, &db), ST_CORRUPT);
    CHECK(db == NULL);
}

static void a_damaged_page_is_reported(void **state)
{
    struct test_db *test = *state;
    struct str source = arena_printf(test->arena, "sqlite:%s/other.db", test->folder);
    const char *path = arena_printf(test->arena, "%s/other.db", test->folder).at;
    struct db *db;

    CHECK_OK(db_open(source, DB_READ_WRITE, &db));
    CHECK_OK(db_run_script(db, make_page));
    for (int64_t id = 1; id <= 50; id++)
        CHECK_OK(insert(db, id));
    db_close(db);
    int file = open(path, O_WRONLY);
    memset(words, 0xEE, sizeof words);
    for (off_t page = 2; page < 40; page++)
        CHECK(pwrite(file, words, 200, page * 4096) == 200);
    close(file);
    CHECK_OK(db_open(source, DB_READ_ONLY, &db));
    CHECK_STATUS(test_db_try(db, "SELECT sum(length(words)) FROM page"), ST_CORRUPT);
    db_close(db);
}

static const struct CMUnitTest tests[] = {
    test_db_sqlite_empty(a_connection_is_set_for_safety_first),
    test_db_sqlite_empty(a_new_database_is_its_owners_alone),
    test_db_sqlite_empty(a_checkpoint_moves_the_log_into_the_file),
    test_db_sqlite_empty(an_unhurried_checkpoint_syncs_a_little_at_a_time),
    test_db_sqlite_empty(a_brisk_checkpoint_syncs_more_at_a_time),
    test_db_sqlite_empty(a_checkpoint_syncs_although_others_write_on),
    test_db_sqlite_empty(a_sync_that_fails_ends_the_checkpoint_and_the_next_one_does_it),
    test_db_sqlite_empty(a_full_database_says_so_and_undoes_all_of_the_transaction),
    test_db_sqlite_empty(a_full_disk_says_so_and_keeps_what_was_committed),
    test_db_sqlite_empty(a_read_only_filesystem_is_read_and_not_written),
    test_db_sqlite_empty(a_file_that_may_not_be_written_is_read_only),
    test_db_sqlite_empty(what_is_not_a_database_is_corrupt),
    test_db_sqlite_empty(a_damaged_page_is_reported),
};
TEST_DB_MAIN(tests)
