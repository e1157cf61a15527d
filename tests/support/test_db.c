/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  Making a database takes PostgreSQL half a second, so a test program makes one with the schema and one
 * without, and empties them between tests; one whose tables a test has changed is made anew.  The schema comes
 * from a template that the first program makes; its name carries the schema's fingerprint, so that one server may
 * serve several versions of this tree.  (No migration inserts rows: emptying would lose them.) */
#include "support/test_db.h"

#include "base/buf.h"
#include "base/hash.h"
#include "store/engine.h"
#include "store/migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 8, MEMORY_LIMIT = 256 * 1024 * 1024 };

struct own_test {
    struct test_db public;
    struct db *connections[CONNECTIONS_MAX]; /* the first is public.db */
    int connection_count;
    char folder[64];
};

/* ---- Looking at rows -------------------------------------------------------------------------- */

static struct db_query query_of(const char *sql)
{
    return (struct db_query){ .name = "test", .sqlite = sql, .postgres = sql, .number = DB_UNCACHED };
}

enum status test_db_try(struct db *db, const char *sql)
{
    struct db_query query = query_of(sql);
    struct db_stmt *stmt;

    TRY(db_start(db, &query, &stmt));
    while (db_step(stmt))
        continue;
    return db_finish(stmt);
}

static void require(struct db *db, enum status status, const char *sql)
{
    if (status == ST_OK)
        return;
    print_error("%s\n%s: %s\n", sql, status_text(status), db_error(db));
    fail();
}

void test_db_run(struct test_db *test, const char *script)
{
    require(test->db, db_run_script(test->db, script), script);
}

int64_t test_db_number(struct test_db *test, const char *sql)
{
    struct db_query query = query_of(sql);
    struct db_stmt *stmt;
    int64_t number = 0;

    require(test->db, db_start(test->db, &query, &stmt), sql);
    bool is_found = db_step(stmt);
    if (is_found)
        number = db_column_i64(stmt, 0);
    require(test->db, db_finish(stmt), sql);
    check_true(is_found, sql, __FILE__, __LINE__);
    return number;
}

struct str test_db_text(struct test_db *test, const char *sql)
{
    struct db_query query = query_of(sql);
    struct db_stmt *stmt;
    struct str text = { 0 };

    require(test->db, db_start(test->db, &query, &stmt), sql);
    bool is_found = db_step(stmt);
    if (is_found)
        text = db_column_str(stmt, 0, test->arena);
    require(test->db, db_finish(stmt), sql);
    check_true(is_found, sql, __FILE__, __LINE__);
    return text;
}

/* ---- PostgreSQL ------------------------------------------------------------------------------- */

void test_db_need_postgres(char **argv)
{
    char *command[66] = { (char *)(uintptr_t)TEST_WITH_POSTGRES, (char *)(uintptr_t) "/proc/self/exe" };
    char self[4096] = "";

    if (getenv("MOTCUA_TEST_POSTGRES") != NULL)
        return;
    if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
        exit(99);
    command[1] = self;
    for (int i = 1; i < 64 && argv[i] != NULL; i++)
        command[i + 1] = argv[i];
    execv(command[0], command);
    perror(TEST_WITH_POSTGRES);
    exit(99); /* an error for Meson and for automake alike, never a skipped test */
}

static struct str postgres_source(struct arena *arena, const char *database)
{
    return arena_printf(arena, "%s dbname=%s", getenv("MOTCUA_TEST_POSTGRES"), database);
}

static struct db *connected(struct str source, enum db_access access, struct arena *arena)
{
    struct db *db = NULL;
    struct str why;
    enum status status = db_open_explained(source, access, arena, &db, &why);

    if (status != ST_OK) {
        print_error("%.*s\n%s: %.*s\n", STR_ARG(source), status_text(status), STR_ARG(why));
        fail();
    }
    return db;
}

static void migrate_here(struct db *db, struct arena *arena)
{
    struct migration migration;

    if (migrate(db, arena, &migration) != ST_OK) {
        print_error("%.*s\n", STR_ARG(migration.why));
        fail();
    }
}

/* The connection that makes and drops databases. */
static struct db *manager(void)
{
    static struct db *db;

    if (db == NULL) {
        struct arena *arena CLEANUP(arena_destroy_at) = arena_create(1024 * 1024);

        db = connected(postgres_source(arena, "postgres"), DB_READ_WRITE, arena);
    }
    return db;
}

__attribute__((format(printf, 1, 2))) static enum status manage(const char *format, ...)
{
    char sql[512];
    va_list args;

    va_start(args, format);
    vsnprintf(sql, sizeof sql, format, args);
    va_end(args);
    return test_db_try(manager(), sql);
}

static void make_template(const char *name, struct arena *arena)
{
    char making[80];

    snprintf(making, sizeof making, "%s_making", name);
    CHECK_OK(manage("DROP DATABASE IF EXISTS %s WITH (FORCE)", making));
    CHECK_OK(manage("CREATE DATABASE %s", making));

    struct db *db = connected(postgres_source(arena, making), DB_READ_WRITE, arena);

    migrate_here(db, arena);
    db_close(db);
    CHECK_OK(manage("ALTER DATABASE %s RENAME TO %s", making, name));
}

static const char *template_name(struct arena *arena)
{
    static char name[32];
    char hash[HASH_HEX_LEN + 1];
    struct hash all;
    char exists[128];
    struct test_db look = { .db = manager(), .arena = arena };

    if (name[0] != '\0')
        return name;
    hash_begin(&all);
    for (size_t i = 0; i < schema_file_count; i++)
        hash_update(&all, str_of(schema_files[i].sql));
    hash_end(&all, hash);
    snprintf(name, sizeof name, "template_%.12s", hash);
    snprintf(exists, sizeof exists, "SELECT count(*) FROM pg_database WHERE datname = '%s'", name);
    CHECK_OK(manage("SET lock_timeout = '60s'"));
    CHECK_OK(manage("SELECT pg_advisory_lock(2025)"));
    if (test_db_number(&look, exists) == 0)
        make_template(name, arena);
    CHECK_OK(manage("SELECT pg_advisory_unlock(2025)"));
    return name;
}

/* ---- Setting up and taking down --------------------------------------------------------------- */

static struct own_test *begin(void **state, bool is_postgres)
{
    struct own_test *test = calloc(1, sizeof *test);

    CHECK(test != NULL);
    *state = test;
    test->public.is_postgres = is_postgres;
    test->public.arena = arena_create(MEMORY_LIMIT);
    snprintf(test->folder, sizeof test->folder, "/tmp/motcua-test.XXXXXX");
    CHECK(mkdtemp(test->folder) != NULL);
    test->public.folder = test->folder;
    return test;
}

struct db *test_db_connect(struct test_db *public, enum db_access access)
{
    struct own_test *test = (struct own_test *)public;

    CHECK(test->connection_count < CONNECTIONS_MAX);
    return test->connections[test->connection_count++] = connected(public->source, access, public->arena);
}

int test_db_setup_sqlite_empty(void **state)
{
    struct own_test *test = begin(state, false);

    test->public.source = arena_printf(test->public.arena, "sqlite:%s/test.db", test->folder);
    test->public.db = test_db_connect(&test->public, DB_READ_WRITE);
    return 0;
}

int test_db_setup_sqlite(void **state)
{
    struct test_db *test;

    test_db_setup_sqlite_empty(state);
    test = *state;
    migrate_here(test->db, test->arena);
    return 0;
}

/* A database of this program on the test server. */
struct database {
    char name[64];        /* "": not made yet */
    const char *template; /* NULL: the migrated one */
    const char *empty;    /* script that leaves no rows, or no tables */
    char shape[64];       /* of its tables when it was made */
};

static struct database migrated = {
    .empty = "DO $$ DECLARE t record; BEGIN SET LOCAL session_replication_role = replica;"
             "FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration'"
             "LOOP EXECUTE format('DELETE FROM %I', t.tablename); END LOOP; END $$",
};
static struct database bare = {
    .template = "template1",
    .empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public",
};

static struct str shape_of(struct test_db *test)
{
    return test_db_text(
        test, "SELECT md5(concat((SELECT string_agg(concat(attrelid, attname, atttypid), ' ' ORDER BY "
              "attrelid, attnum) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace "
              "= 'public'::regnamespace), (SELECT string_agg(indexdef, ' ' ORDER BY indexdef) FROM pg_indexes "
              "WHERE schemaname = 'public')))");
}

static void open_database(struct test_db *test, const struct database *database)
{
    test->source = postgres_source(test->arena, database->name);
    test->db = test_db_connect(test, DB_READ_WRITE);
}

static void make_database(struct test_db *test, struct database *database)
{
    static int number;
    const char *template = database->template != NULL ? database->template : template_name(test->arena);

    snprintf(database->name, sizeof database->name, "test_%ld_%d", (long)getpid(), ++number);
    CHECK_OK(manage("CREATE DATABASE %s TEMPLATE %s", database->name, template));
    open_database(test, database);
    snprintf(database->shape, sizeof database->shape, "%s", shape_of(test).at);
}

static void drop_database(struct database *database)
{
    if (database->name[0] != '\0')
        CHECK_OK(manage("DROP DATABASE %s WITH (FORCE)", database->name));
    database->name[0] = '\0';
}

/* False when the last test left something that cannot be emptied. */
static bool reuse_database(struct test_db *test, const struct database *database)
{
    if (database->name[0] == '\0')
        return false;
    CHECK_OK(manage("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '%s'",
                    database->name)); /* of children that were killed */
    open_database(test, database);
    return db_run_script(test->db, database->empty) == ST_OK && str_equal(shape_of(test), str_of(database->shape));
}

static int setup_postgres(void **state, struct database *database)
{
    struct own_test *test = begin(state, true);

    if (reuse_database(&test->public, database))
        return 0;
    drop_database(database);
    if (test->connection_count > 0)
        db_close(test->connections[--test->connection_count]);
    make_database(&test->public, database);
    return 0;
}

int test_db_finish(void **state)
{
    (void)state;
    if (migrated.name[0] != '\0' || bare.name[0] != '\0') {
        drop_database(&migrated);
        drop_database(&bare);
        db_close(manager());
    }
    return 0;
}

int test_db_setup_postgres_empty(void **state)
{
    return setup_postgres(state, &bare);
}

int test_db_setup_postgres(void **state)
{
    return setup_postgres(state, &migrated);
}

static void remove_folder(const char *folder)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0)
        print_error("%s: cannot be removed\n", folder);
}

int test_db_teardown(void **state)
{
    struct own_test *test = *state;

    for (int i = 0; i < test->connection_count; i++)
        db_close(test->connections[i]);
    remove_folder(test->folder);
    arena_destroy(test->public.arena);
    free(test);
    return 0;
}

/* ---- Fingerprints ----------------------------------------------------------------------------- */

/* One text for each row, so that rows can be sorted and hashed alike on both engines. */
static struct str row_text_query(struct test_db *test, struct db *db, struct str table)
{
    if (test->is_postgres)
        return arena_printf(test->arena, "SELECT CAST(t AS TEXT) FROM \"%.*s\" t ORDER BY 1", STR_ARG(table));

    struct test_db look = { .db = db, .arena = test->arena };
    const char *sql = arena_printf(test->arena,
                                   "SELECT group_concat('quote(' || name || ')', '||'',''||') "
                                   "FROM pragma_table_info('%.*s')",
                                   STR_ARG(table))
                          .at;

    return arena_printf(test->arena, "SELECT %s FROM %.*s ORDER BY 1", test_db_text(&look, sql).at, STR_ARG(table));
}

static void put_table(struct test_db *test, struct db *db, struct str table, struct buf *out)
{
    struct arena *one_row CLEANUP(arena_destroy_at) = arena_create(MEMORY_LIMIT);
    char hex[HASH_HEX_LEN + 1];
    struct hash hash;
    struct db_stmt *stmt;
    struct db_query query = query_of(row_text_query(test, db, table).at);
    int64_t count = 0;

    hash_begin(&hash);
    require(db, db_start(db, &query, &stmt), query.sqlite);
    for (; db_step(stmt); count++) {
        hash_update(&hash, db_column_str(stmt, 0, one_row));
        hash_update(&hash, STR("\n"));
        arena_reset(one_row);
    }
    require(db, db_finish(stmt), query.sqlite);
    hash_end(&hash, hex);
    buf_printf(out, "%.*s: %lld rows, %.16s\n", STR_ARG(table), (long long)count, hex);
}

struct str test_db_fingerprint(struct test_db *test)
{
    static const struct db_query tables = {
        .name = "test_tables",
        .sqlite = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
        .postgres = "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        .number = DB_UNCACHED,
    };
    struct db *db CLEANUP(db_close_at) = connected(test->source, DB_READ_ONLY, test->arena);
    struct buf out = buf_new(test->arena, 64 * 1024);
    struct str names[256];
    size_t count = 0;
    struct db_stmt *stmt;

    require(db, db_start(db, &tables, &stmt), tables.sqlite);
    while (db_step(stmt) && count < 256)
        names[count++] = db_column_str(stmt, 0, test->arena);
    require(db, db_finish(stmt), tables.sqlite);
    for (size_t i = 0; i < count; i++)
        put_table(test, db, names[i], &out);
    return arena_copy(test->arena, buf_str(&out));
}

int test_db_fail_each_statement(struct test_db *test, enum status (*use_case)(struct test_db *test))
{
    const char *before = test_db_fingerprint(test).at;

    for (int n = 1;; n++) {
        db_fail_after(test->db, n);
        enum status status = use_case(test);
        db_fail_after(test->db, 0);
        if (status == ST_OK)
            return n - 1;
        CHECK_STATUS(status, ST_BUSY);
        CHECK_STR(test_db_fingerprint(test), before);
    }
}
