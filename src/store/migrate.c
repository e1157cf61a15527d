/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  The few statements here are the only ones outside queries/: they must run before the schema exists. */
#include "store/migrate.h"

#include "base/fatal.h"
#include "base/hash.h"
#include "store/engine.h"

enum { BUSY_TRIES = 30 };

static const char create_table[] = "CREATE TABLE IF NOT EXISTS schema_migration (\n"
                                   "    number   INTEGER PRIMARY KEY,\n"
                                   "    name     TEXT NOT NULL,\n"
                                   "    sql_hash TEXT NOT NULL\n"
                                   ") STRICT";

/* SQLite's writers take turns anyway. */
static const struct db_query query_lock = {
    .name = "migrate_lock",
    .sqlite = "SELECT 1",
    .postgres = "SELECT 1 FROM pg_advisory_xact_lock(5570742116)",
    .number = DB_UNCACHED,
};

static const struct db_query query_has_table = {
    .name = "migrate_has_table",
    .sqlite = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'",
    .postgres = "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('schema_migration')",
    .number = DB_UNCACHED,
};

static const struct db_query query_applied = {
    .name = "migrate_applied",
    .sqlite = "SELECT number, name, sql_hash FROM schema_migration ORDER BY number",
    .postgres = "SELECT number, name, sql_hash FROM schema_migration ORDER BY number",
    .number = DB_UNCACHED,
};

static const struct db_query query_note = {
    .name = "migrate_note",
    .sqlite = "INSERT INTO schema_migration (number, name, sql_hash) VALUES (?1, ?2, ?3)",
    .postgres = "INSERT INTO schema_migration (number, name, sql_hash) VALUES ($1, $2, $3)",
    .parameter_count = 3,
    .number = DB_UNCACHED,
    .parameter_types = "itt",
};

struct applied {
    int64_t number;
    struct str name, sql_hash;
};

struct applied_list {
    struct applied *at;
    size_t count;
};

/* "0007_queue.sql" is number 7; files are numbered 1, 2, 3 … */
static void require_numbered(const struct schema_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str name = str_of(files[i].name);
        int64_t number;

        if (!str_parse_i64(str_next(&name, '_'), &number) || number != (int64_t)i + 1)
            fatal("schema file %s should have number %zu", files[i].name, i + 1);
    }
}

static enum status read_number(struct db *db, const struct db_query *query, int64_t *out)
{
    struct db_stmt *stmt;
    int64_t number = 0;

    TRY(db_start(db, query, &stmt));
    if (db_step(stmt))
        number = db_column_i64(stmt, 0);
    TRY(db_finish(stmt));
    *out = number;
    return ST_OK;
}

static enum status read_applied(struct db *db, struct arena *arena, struct applied_list *out)
{
    struct applied_list list = { 0 };
    struct db_stmt *stmt;
    size_t room = 0;

    TRY(db_start(db, &query_applied, &stmt));
    while (db_step(stmt)) {
        list.at = arena_grow(arena, list.at, list.count, &room, sizeof *list.at);
        list.at[list.count++] = (struct applied){
            .number = db_column_i64(stmt, 0),
            .name = db_column_str(stmt, 1, arena),
            .sql_hash = db_column_str(stmt, 2, arena),
        };
    }
    TRY(db_finish(stmt));
    *out = list;
    return ST_OK;
}

/* Is what was applied the beginning of what we know? */
static enum status compare(struct arena *arena, const struct applied_list *applied, const struct schema_file *files,
                           size_t count, struct migration *out)
{
    out->database_version = applied->count == 0 ? 0 : applied->at[applied->count - 1].number;
    if (out->database_version > out->program_version) {
        out->why = arena_printf(arena,
                                "the database has schema version %lld, this program knows up to %lld: use a newer "
                                "motcua",
                                (long long)out->database_version, (long long)out->program_version);
        return ST_TOO_NEW;
    }
    for (size_t i = 0; i < applied->count && i < count; i++) {
        char hash[HASH_HEX_LEN + 1];

        if (applied->at[i].number == (int64_t)i + 1 &&
            str_equal(applied->at[i].sql_hash, hash_hex(str_of(files[i].sql), hash)))
            continue;
        out->why = arena_printf(arena, "the database was made with another %s (there called %.*s) than this program's",
                                files[i].name, STR_ARG(applied->at[i].name));
        return ST_CORRUPT;
    }
    return ST_OK;
}

static enum status apply(struct db *db, const struct schema_file *file, int64_t number)
{
    char hash[HASH_HEX_LEN + 1];
    struct db_stmt *stmt;

    TRY(db_run_script(db, file->sql));
    TRY(db_start(db, &query_note, &stmt));
    db_bind_i64(stmt, 1, number);
    db_bind_str(stmt, 2, str_of(file->name));
    db_bind_str(stmt, 3, hash_hex(str_of(file->sql), hash));
    while (db_step(stmt))
        continue;
    return db_finish(stmt);
}

static enum status attempt(struct db *db, struct arena *arena, const struct schema_file *files, size_t count,
                           struct migration *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct applied_list applied;
    int64_t ignored;

    TRY(db_tx_begin(db, &tx));
    TRY(read_number(db, &query_lock, &ignored));
    TRY(db_run_script(db, create_table));
    TRY(read_applied(db, arena, &applied));
    TRY(compare(arena, &applied, files, count, out));
    for (size_t i = applied.count; i < count; i++) {
        enum status status = apply(db, &files[i], (int64_t)i + 1);

        if (status != ST_OK) {
            out->why = arena_printf(arena, "%s: %s", files[i].name, db_error(db));
            return status;
        }
    }
    TRY(db_tx_commit(tx));
    out->applied_count = (int64_t)(count - applied.count);
    out->database_version = out->program_version;
    return ST_OK;
}

/* An engine's failure has no sentence yet. */
static enum status explained(struct db *db, struct arena *arena, enum status status, struct migration *out)
{
    if (status != ST_OK && out->why.at == NULL)
        out->why = arena_printf(arena, "%s: %s", status_text(status), db_error(db));
    return status;
}

enum status migrate_files(struct db *db, struct arena *arena, const struct schema_file *files, size_t count,
                          struct migration *out)
{
    enum status status = ST_BUSY;

    require_numbered(files, count);
    for (int i = 0; status == ST_BUSY && i < BUSY_TRIES; i++) { /* each try waits as long as the engine does */
        *out = (struct migration){ .program_version = (int64_t)count };
        status = attempt(db, arena, files, count, out);
    }
    return explained(db, arena, status, out);
}

static enum status check_applied(struct db *db, struct arena *arena, const struct schema_file *files, size_t count,
                                 struct migration *out)
{
    struct applied_list applied = { 0 };
    int64_t has_table;

    TRY(read_number(db, &query_has_table, &has_table));
    if (has_table != 0)
        TRY(read_applied(db, arena, &applied));
    TRY(compare(arena, &applied, files, count, out));
    if (applied.count == count)
        return ST_OK;
    out->why = arena_printf(arena, "the database has schema version %lld, this program needs %lld: migrate it first",
                            (long long)out->database_version, (long long)out->program_version);
    return ST_NOT_FOUND;
}

enum status migrate_check_files(struct db *db, struct arena *arena, const struct schema_file *files, size_t count,
                                struct migration *out)
{
    require_numbered(files, count);
    *out = (struct migration){ .program_version = (int64_t)count };
    return explained(db, arena, check_applied(db, arena, files, count, out), out);
}

enum status migrate(struct db *db, struct arena *arena, struct migration *out)
{
    return migrate_files(db, arena, schema_files, schema_file_count, out);
}

enum status migrate_check(struct db *db, struct arena *arena, struct migration *out)
{
    return migrate_check_files(db, arena, schema_files, schema_file_count, out);
}
