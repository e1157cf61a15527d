/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  PostgreSQL refuses everything after a failed statement until its transaction, or a savepoint around
 * the statement, is undone; SQLite goes on.  A use case written against SQLite would then break on PostgreSQL,
 * so db.c gives both the stricter rule: a failure is remembered at the innermost level and answers every later
 * statement there.
 *
 * An engine may also undo the whole transaction by itself (a full disk in SQLite, a lost connection in
 * PostgreSQL).  Then all levels fail together, and nothing is left to roll back. */
#include "store/db.h"

#include "base/fatal.h"
#include "store/engine.h"
#include "store/write_lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WRITE_LOCK_WAIT_MS = 5000, SOURCE_MEMORY = 64 * 1024 };

static const struct db_engine *const engines[] = { &engine_sqlite, &engine_postgres };

/* ---- Connections ------------------------------------------------------------------------------ */

static enum status open_with(const struct db_engine *engine, struct str source, enum db_access access, struct db **out,
                             char why[DB_ERROR_BYTES])
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(SOURCE_MEMORY + source.len);
    size_t scheme_len = strlen(engine->scheme) + 1;
    bool is_url = str_starts_with(str_from(source, scheme_len), STR("//"));
    struct str address = is_url ? source : str_from(source, scheme_len);
    struct db *db;

    TRY(engine->open(arena_c_string(arena, address), access, &db, why));
    db->engine = engine;
    db->access = access;
    *out = db;
    return ST_OK;
}

static enum status open_source(struct str source, enum db_access access, struct db **out, char why[DB_ERROR_BYTES])
{
    struct str rest = source;
    struct str scheme = str_next(&rest, ':');

    for (size_t i = 0; rest.at != NULL && i < sizeof engines / sizeof *engines; i++)
        if (str_equal(scheme, str_of(engines[i]->scheme)))
            return open_with(engines[i], source, access, out, why);
    snprintf(why, DB_ERROR_BYTES, "a data source begins with sqlite: or postgresql:");
    return ST_INVALID;
}

enum status db_open(struct str source, enum db_access access, struct db **out)
{
    char why[DB_ERROR_BYTES] = "";

    return open_source(source, access, out, why);
}

enum status db_open_explained(struct str source, enum db_access access, struct arena *arena, struct db **out,
                              struct str *out_why)
{
    char why[DB_ERROR_BYTES] = "";
    enum status status = open_source(source, access, out, why);

    if (status != ST_OK)
        *out_why = arena_copy(arena, str_trim(str_of(why)));
    return status;
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    while (db->depth > 0) {
        struct db_tx *innermost = &db->levels[db->depth - 1];

        db_tx_end_at(&innermost);
    }
    for (int i = 0; i < db->cache_room; i++)
        if (db->cache[i] != NULL)
            db->engine->stmt_destroy(db->cache[i]);
    free(db->cache);
    db->engine->close(db);
}

void db_close_at(struct db **db)
{
    db_close(*db);
}

const char *db_error(const struct db *db)
{
    return db->error;
}

void db_use_write_lock(struct db *db, struct write_lock *lock)
{
    if (db->depth > 0)
        fatal("write lock changed inside a transaction");
    db->write_lock = db->engine == &engine_sqlite && db->access == DB_READ_WRITE ? lock : NULL;
}

enum status db_checkpoint(struct db *db, enum db_pace pace, int64_t *out_log_pages)
{
    return db->engine->checkpoint(db, pace, out_log_pages);
}

void db_fail_after(struct db *db, int statements)
{
    db->fail_after = statements;
}

/* ---- Failures --------------------------------------------------------------------------------- */

enum status db_failed(struct db *db, enum status status, const char *words)
{
    snprintf(db->error, sizeof db->error, "%s", words);
    return status;
}

/* Remembers a failure where it happened; ST_OK passes through. */
static enum status noted(struct db *db, enum status status)
{
    if (status == ST_OK || db->depth == 0)
        return status;
    db->levels[db->depth - 1].failure = status;
    if (db->engine->has_lost_tx(db))
        for (int i = 0; i < db->depth; i++)
            db->levels[i].failure = status;
    return status;
}

/* The failure that answers whatever is tried next. */
static enum status standing_failure(struct db *db)
{
    if (db->depth > 0 && db->levels[db->depth - 1].failure != ST_OK)
        return db->levels[db->depth - 1].failure;
    if (db->fail_after > 0 && --db->fail_after == 0)
        return noted(db, db_failed(db, ST_BUSY, "failure asked for by a test"));
    return ST_OK;
}

/* ---- Transactions ----------------------------------------------------------------------------- */

static enum status begin_outermost(struct db *db)
{
    if (db->write_lock != NULL && !write_lock_try(db->write_lock, WRITE_LOCK_WAIT_MS))
        return db_failed(db, ST_BUSY, "another process did not let go of the write lock");

    enum status status = db->engine->control(db, DB_BEGIN);

    if (status != ST_OK && db->write_lock != NULL)
        write_lock_give(db->write_lock);
    return status;
}

static bool has_savepoints(const struct db *db)
{
    return !db->levels[0].has_no_savepoints;
}

static enum status begin_inner(struct db *db)
{
    return has_savepoints(db) ? noted(db, db->engine->control(db, DB_SAVEPOINT)) : ST_OK;
}

enum status db_tx_begin(struct db *db, struct db_tx **out)
{
    if (db->depth == DB_TX_DEPTH)
        fatal("transactions nested deeper than %d", DB_TX_DEPTH);
    TRY(standing_failure(db));
    TRY(db->depth == 0 ? begin_outermost(db) : begin_inner(db));

    struct db_tx *tx = &db->levels[db->depth++];

    *tx = (struct db_tx){ .db = db, .is_open = true, .writes_before = db->writes };
    *out = tx;
    return ST_OK;
}

static void close_level(struct db_tx *tx)
{
    struct db *db = tx->db;

    tx->is_open = false;
    db->depth--;
    if (db->depth == 0 && db->write_lock != NULL)
        write_lock_give(db->write_lock);
}

static void require_innermost(const struct db_tx *tx)
{
    if (!tx->is_open || tx != &tx->db->levels[tx->db->depth - 1])
        fatal("a transaction ends before the one inside it");
}

enum status db_tx_commit(struct db_tx *tx)
{
    struct db *db = tx->db;

    require_innermost(tx);
    TRY(standing_failure(db));
    if (db->depth == 1 || has_savepoints(db))
        TRY(noted(db, db->engine->control(db, db->depth == 1 ? DB_COMMIT : DB_RELEASE)));
    close_level(tx);
    return ST_OK;
}

/* What it wrote cannot be told from what was written around it. */
static void undo_without_savepoint(struct db_tx *tx)
{
    struct db *db = tx->db;

    if (tx->failure == ST_OK && db->writes == tx->writes_before)
        return;
    db->levels[0].is_spoilt = true;
    for (int i = 0; i < db->depth - 1; i++)
        db->levels[i].failure = ST_CONFLICT;
}

static void undo(struct db_tx *tx)
{
    struct db *db = tx->db;
    enum status status;

    if (db->engine->has_lost_tx(db))
        return;
    if (db->depth > 1 && !has_savepoints(db)) {
        undo_without_savepoint(tx);
        return;
    }
    status = db->engine->control(db, db->depth == 1 ? DB_ROLLBACK : DB_ROLLBACK_TO);
    if (status == ST_OK && db->depth > 1)
        status = db->engine->control(db, DB_RELEASE);
    if (status != ST_OK && !db->engine->has_lost_tx(db))
        fatal("transaction cannot be undone: %s", db->error);
    noted(db, status);
}

void db_tx_end_at(struct db_tx **tx)
{
    if (*tx == NULL || !(*tx)->is_open)
        return;
    require_innermost(*tx);
    undo(*tx);
    close_level(*tx);
}

void db_tx_without_savepoints(struct db_tx *tx)
{
    if (tx != &tx->db->levels[0] || tx->db->depth != 1)
        fatal("only an outermost transaction can do without savepoints");
    tx->has_no_savepoints = true;
}

bool db_tx_is_spoilt(const struct db_tx *tx)
{
    return tx->is_spoilt;
}

enum status db_run_script(struct db *db, const char *sql)
{
    TRY(standing_failure(db));
    db->writes++;
    return noted(db, db->engine->run_script(db, sql));
}

/* ---- Statements ------------------------------------------------------------------------------- */

struct db_stmt *db_stmt_allocate(struct db *db, const struct db_query *query, size_t size)
{
    struct db_stmt *stmt = calloc(1, size);

    if (stmt == NULL)
        fatal("out of memory for a statement");
    *stmt = (struct db_stmt){ .db = db, .query = query, .is_writer = strncmp(query->sqlite, "SELECT", 6) != 0 };
    stmt->scratch = calloc((size_t)query->parameter_count + 1, sizeof *stmt->scratch);
    if (stmt->scratch == NULL)
        fatal("out of memory for a statement");
    return stmt;
}

void db_stmt_free(struct db_stmt *stmt)
{
    free(stmt->scratch);
    free(stmt);
}

static struct db_stmt **cache_slot(struct db *db, int number)
{
    if (number >= db->cache_room) {
        int room = number + 64;
        struct db_stmt **cache = calloc((size_t)room, sizeof(struct db_stmt *));

        if (cache == NULL)
            fatal("out of memory for %d statements", room);
        for (int i = 0; i < db->cache_room; i++)
            cache[i] = db->cache[i];
        free(db->cache);
        db->cache = cache;
        db->cache_room = room;
    }
    return &db->cache[number];
}

static enum status find_or_create(struct db *db, const struct db_query *query, struct db_stmt **out)
{
    if (query->number < 0)
        return db->engine->stmt_create(db, query, out);

    struct db_stmt **slot = cache_slot(db, query->number);

    if (*slot != NULL && (*slot)->query != query)
        fatal("queries %s and %s have the same number", (*slot)->query->name, query->name);
    if (*slot == NULL)
        TRY(db->engine->stmt_create(db, query, slot));
    *out = *slot;
    return ST_OK;
}

enum status db_start(struct db *db, const struct db_query *query, struct db_stmt **out)
{
    struct db_stmt *stmt = NULL;

    TRY(standing_failure(db));

    enum status status = find_or_create(db, query, &stmt);

    if (status != ST_OK)
        return noted(db, status);
    if (stmt->is_running)
        fatal("query %s started again before it was finished", query->name);
    status = db->engine->stmt_start(stmt);
    if (status != ST_OK && query->number < 0)
        db->engine->stmt_destroy(stmt);
    if (status != ST_OK)
        return noted(db, status);
    stmt->failure = ST_OK;
    stmt->is_running = true;
    db->writes += stmt->is_writer;
    *out = stmt;
    return ST_OK;
}

bool db_step(struct db_stmt *stmt)
{
    return stmt->failure == ST_OK && stmt->db->engine->step(stmt);
}

int64_t db_changed(struct db_stmt *stmt)
{
    return stmt->db->engine->changed(stmt);
}

enum status db_finish(struct db_stmt *stmt)
{
    struct db *db = stmt->db;

    db->engine->finish(stmt);
    stmt->is_running = false;

    enum status failure = stmt->failure;

    if (stmt->query->number < 0)
        db->engine->stmt_destroy(stmt);
    return noted(db, failure);
}

/* ---- Parameters ------------------------------------------------------------------------------- */

void db_bind_i64(struct db_stmt *stmt, int parameter, int64_t value)
{
    stmt->db->engine->bind_i64(stmt, parameter, value);
}

void db_bind_id(struct db_stmt *stmt, int parameter, int64_t id)
{
    if (id == 0)
        stmt->db->engine->bind_null(stmt, parameter);
    else
        stmt->db->engine->bind_i64(stmt, parameter, id);
}

void db_bind_bool(struct db_stmt *stmt, int parameter, bool value)
{
    stmt->db->engine->bind_i64(stmt, parameter, value);
}

void db_bind_str(struct db_stmt *stmt, int parameter, struct str value)
{
    if (value.at == NULL)
        stmt->db->engine->bind_null(stmt, parameter);
    else
        stmt->db->engine->bind_str(stmt, parameter, value);
}

void db_bind_date(struct db_stmt *stmt, int parameter, struct date value)
{
    if (!date_is_given(value))
        stmt->db->engine->bind_null(stmt, parameter);
    else
        stmt->db->engine->bind_str(stmt, parameter, date_format_iso(value, stmt->scratch[parameter]));
}

void db_bind_moment(struct db_stmt *stmt, int parameter, struct moment value)
{
    if (!moment_is_given(value))
        stmt->db->engine->bind_null(stmt, parameter);
    else
        stmt->db->engine->bind_i64(stmt, parameter, value.ms);
}

/* ---- Columns ---------------------------------------------------------------------------------- */

int64_t db_column_i64(struct db_stmt *stmt, int column)
{
    return stmt->db->engine->column_i64(stmt, column);
}

bool db_column_bool(struct db_stmt *stmt, int column)
{
    return stmt->db->engine->column_i64(stmt, column) != 0;
}

struct str db_column_str(struct db_stmt *stmt, int column, struct arena *arena)
{
    return arena_copy(arena, stmt->db->engine->column_view(stmt, column));
}

struct date db_column_date(struct db_stmt *stmt, int column)
{
    struct str text = stmt->db->engine->column_view(stmt, column);
    struct date date = { 0 };

    if (text.at != NULL && !date_parse_iso(text, &date))
        stmt->failure = db_failed(stmt->db, ST_CORRUPT, "a stored date is not a date");
    return date;
}

struct moment db_column_moment(struct db_stmt *stmt, int column)
{
    return (struct moment){ stmt->db->engine->column_i64(stmt, column) };
}
