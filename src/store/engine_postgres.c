/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  Parameters go out as they are: text as raw bytes from the caller's memory, numbers as decimal text, so
 * that the server may take them for whatever integer it expects.  Results come back as text, whole.
 *
 * A failed statement spoils the transaction until a savepoint around it, or all of it, is undone; db.c makes that
 * the rule for both engines.  A connection that was lost is made anew at the next use outside a transaction, and
 * the statements are prepared again (`generation`).
 *
 * Only the first line of the server's message is kept: its details repeat what people typed. */
#include "base/fatal.h"
#include "store/engine.h"
#include "store/schema_dialect.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OID_INT8 = 20, OID_TEXT = 25, FORMAT_TEXT = 0, FORMAT_BINARY = 1, SCRIPT_MEMORY = 64 * 1024 };

struct postgres_db {
    struct db base;
    PGconn *connection;
    int generation; /* one more with each new connection */
};

struct postgres_stmt {
    struct db_stmt base;
    int generation; /* of the connection it is prepared on; 0: none */
    const char **values;
    int *lengths, *formats;
    PGresult *result;
    int row; /* the one to read; -1 before the first step */
};

/* A waiting writer gives up as it does in SQLite.  A commit has reached the disk when it returns. */
static const char settings[] = "SET client_min_messages = warning; SET synchronous_commit = on;"
                               "SET standard_conforming_strings = on; SET lock_timeout = '5s'";

static struct postgres_db *own(struct db *db)
{
    return (struct postgres_db *)db;
}

static struct postgres_stmt *own_stmt(struct db_stmt *stmt)
{
    return (struct postgres_stmt *)stmt;
}

/* ---- Failures --------------------------------------------------------------------------------- */

/* SQLSTATE of PostgreSQL 15, appendix A; the first row that begins like it counts. */
static const struct {
    const char *begins;
    enum status status;
} states[] = {
    { "23505", ST_EXISTS },      /* unique_violation */
    { "23", ST_INVALID },        /* other integrity constraints */
    { "22", ST_INVALID },        /* data exceptions: bad UTF-8, out of range */
    { "54", ST_INVALID },        /* larger than the server can store */
    { "40", ST_BUSY },           /* serialization failure, deadlock */
    { "55P03", ST_BUSY },        /* lock_not_available */
    { "55006", ST_BUSY },        /* object_in_use */
    { "57014", ST_BUSY },        /* query_canceled: a time limit of the server */
    { "53100", ST_FULL },        /* disk_full */
    { "58030", ST_FULL },        /* io_error */
    { "25006", ST_READ_ONLY },   /* read_only_sql_transaction */
    { "42501", ST_READ_ONLY },   /* insufficient_privilege */
    { "53", ST_UNAVAILABLE },    /* out of connections or memory */
    { "57P", ST_UNAVAILABLE },   /* shutting down, starting up */
    { "08", ST_UNAVAILABLE },    /* connection exceptions */
    { "28", ST_UNAVAILABLE },    /* who we are is not accepted */
    { "3D000", ST_UNAVAILABLE }, /* no such database */
    { "25P03", ST_UNAVAILABLE }, /* idle_in_transaction_session_timeout */
};

static enum status status_of_state(const char *state)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strncmp(state, states[i].begins, strlen(states[i].begins)) == 0)
            return states[i].status;
    return ST_CORRUPT; /* damaged, or without the tables we expect */
}

static bool is_connected(const struct db *db)
{
    return PQstatus(((const struct postgres_db *)db)->connection) == CONNECTION_OK;
}

static enum status result_status(struct db *db, const PGresult *result)
{
    ExecStatusType outcome = PQresultStatus(result);

    if (outcome == PGRES_COMMAND_OK || outcome == PGRES_TUPLES_OK)
        return ST_OK;

    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

    if (state == NULL || !is_connected(db))
        return db_failed(db, ST_UNAVAILABLE, words != NULL ? words : PQerrorMessage(own(db)->connection));
    return db_failed(db, status_of_state(state), words != NULL ? words : state);
}

static enum status run(struct db *db, const char *sql)
{
    PGresult *result = PQexec(own(db)->connection, sql);
    enum status status = result_status(db, result);

    PQclear(result);
    return status;
}

/* ---- Opening ---------------------------------------------------------------------------------- */

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static enum status configure(struct db *db, enum db_access access)
{
    PQsetNoticeReceiver(own(db)->connection, ignore_notice, NULL);
    own(db)->generation++;
    TRY(run(db, settings));
    return access == DB_READ_ONLY ? run(db, "SET default_transaction_read_only = on") : ST_OK;
}

static void postgres_close(struct db *db)
{
    PQfinish(own(db)->connection);
    free(db);
}

static enum status postgres_open(const char *address, enum db_access access, struct db **out, char why[DB_ERROR_BYTES])
{
    /* What stands before `dbname` is a default, what stands after it is not the operator's to choose. */
    const char *const names[] = { "connect_timeout", "application_name", "dbname", "client_encoding", NULL };
    const char *const values[] = { "5", "motcua", address, "UTF8", NULL };
    struct postgres_db *db = calloc(1, sizeof *db);

    if (db == NULL)
        fatal("out of memory for a connection");
    db->connection = PQconnectdbParams(names, values, 1);
    if (db->connection == NULL)
        fatal("out of memory in libpq");

    bool is_open = is_connected(&db->base);
    enum status status = is_open ? configure(&db->base, access) : ST_UNAVAILABLE;

    if (status == ST_OK && access == DB_READ_WRITE) {
        const char *standby = PQparameterStatus(db->connection, "in_hot_standby");

        if (standby != NULL && strcmp(standby, "on") == 0)
            status = db_failed(&db->base, ST_READ_ONLY, "this PostgreSQL server is a standby");
    }
    if (status == ST_OK) {
        *out = &db->base;
        return ST_OK;
    }
    snprintf(why, DB_ERROR_BYTES, "%s", is_open ? db->base.error : PQerrorMessage(db->connection));
    postgres_close(&db->base);
    return status;
}

/* A connection lost earlier is made anew, unless a transaction went with it. */
static enum status reconnect(struct db *db)
{
    if (is_connected(db))
        return ST_OK;
    if (db->depth > 0)
        return db_failed(db, ST_UNAVAILABLE, "connection lost inside a transaction");
    PQreset(own(db)->connection);
    if (!is_connected(db))
        return db_failed(db, ST_UNAVAILABLE, PQerrorMessage(own(db)->connection));
    return configure(db, db->access);
}

/* ---- Transactions ----------------------------------------------------------------------------- */

static const char *control_text(const struct db *db, enum db_control control)
{
    static const char *const texts[DB_CONTROL_COUNT] = {
        [DB_BEGIN] = "BEGIN",
        [DB_COMMIT] = "COMMIT",
        [DB_ROLLBACK] = "ROLLBACK",
        [DB_SAVEPOINT] = "SAVEPOINT inner_tx",
        [DB_RELEASE] = "RELEASE inner_tx",
        [DB_ROLLBACK_TO] = "ROLLBACK TO inner_tx",
    };

    return control == DB_BEGIN && db->access == DB_READ_ONLY ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : texts[control];
}

static enum status postgres_control(struct db *db, enum db_control control)
{
    if (control == DB_BEGIN)
        TRY(reconnect(db));

    PGresult *result = PQexec(own(db)->connection, control_text(db, control));
    enum status status = result_status(db, result);

    if (status == ST_OK && control == DB_COMMIT && strcmp(PQcmdStatus(result), "COMMIT") != 0)
        status = db_failed(db, ST_CORRUPT, "the server undid a transaction instead of committing it");
    PQclear(result);
    return status;
}

static bool postgres_has_lost_tx(const struct db *db)
{
    const PGconn *connection = ((const struct postgres_db *)db)->connection;

    return db->depth > 0 && (!is_connected(db) || PQtransactionStatus(connection) == PQTRANS_IDLE);
}

static enum status postgres_run_script(struct db *db, const char *sql)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(SCRIPT_MEMORY + 16 * strlen(sql));
    struct str script = schema_dialect_postgres(arena, str_of(sql));

    TRY(reconnect(db));
    return run(db, arena_c_string(arena, script));
}

static enum status postgres_checkpoint(struct db *db, enum db_pace pace, int64_t *out_log_pages)
{
    (void)db;
    (void)pace;
    *out_log_pages = 0;
    return ST_OK;
}

/* ---- Statements ------------------------------------------------------------------------------- */

static void *required(void *memory)
{
    if (memory == NULL)
        fatal("out of memory for a statement");
    return memory;
}

static enum status postgres_stmt_create(struct db *db, const struct db_query *query, struct db_stmt **out)
{
    size_t count = (size_t)query->parameter_count + 1;
    struct postgres_stmt *stmt = (struct postgres_stmt *)db_stmt_allocate(db, query, sizeof *stmt);

    stmt->values = required(calloc(count, sizeof *stmt->values));
    stmt->lengths = required(calloc(count, sizeof *stmt->lengths));
    stmt->formats = required(calloc(count, sizeof *stmt->formats));
    *out = &stmt->base;
    return ST_OK;
}

static void postgres_stmt_destroy(struct db_stmt *stmt)
{
    free(own_stmt(stmt)->values);
    free(own_stmt(stmt)->lengths);
    free(own_stmt(stmt)->formats);
    db_stmt_free(stmt);
}

/* The server's name for it; the nameless statement makes room for the next one by itself. */
static const char *stmt_name(const struct db_stmt *stmt)
{
    return stmt->query->number < 0 ? "" : stmt->query->name;
}

static enum status prepare(struct db_stmt *stmt)
{
    const struct db_query *query = stmt->query;
    int known = query->parameter_types == NULL ? 0 : query->parameter_count;
    Oid types[128] = { 0 };

    if (known > (int)(sizeof types / sizeof *types))
        fatal("query %s has too many parameters", query->name);
    for (int i = 0; i < known; i++)
        types[i] = query->parameter_types[i] == 'i' ? OID_INT8 : OID_TEXT;

    PGresult *result = PQprepare(own(stmt->db)->connection, stmt_name(stmt), query->postgres, known, types);
    enum status status = result_status(stmt->db, result);

    PQclear(result);
    return status;
}

static enum status postgres_stmt_start(struct db_stmt *stmt)
{
    struct postgres_db *db = own(stmt->db);

    TRY(reconnect(stmt->db));
    if (own_stmt(stmt)->generation != db->generation)
        TRY(prepare(stmt));
    own_stmt(stmt)->generation = db->generation;
    own_stmt(stmt)->row = -1;
    return ST_OK;
}

static void bind(struct db_stmt *stmt, int parameter, struct str value, int format)
{
    if (parameter < 1 || parameter > stmt->query->parameter_count)
        fatal("query %s has no parameter %d", stmt->query->name, parameter);
    own_stmt(stmt)->values[parameter - 1] = value.at;
    own_stmt(stmt)->lengths[parameter - 1] = (int)value.len;
    own_stmt(stmt)->formats[parameter - 1] = format;
}

static void postgres_bind_null(struct db_stmt *stmt, int parameter)
{
    bind(stmt, parameter, (struct str){ NULL, 0 }, FORMAT_TEXT);
}

static void postgres_bind_i64(struct db_stmt *stmt, int parameter, int64_t value)
{
    char *digits = stmt->scratch[parameter];

    snprintf(digits, DB_SCRATCH_BYTES, "%lld", (long long)value);
    bind(stmt, parameter, str_of(digits), FORMAT_TEXT);
}

static void postgres_bind_str(struct db_stmt *stmt, int parameter, struct str value)
{
    bind(stmt, parameter, value, FORMAT_BINARY);
}

static bool postgres_step(struct db_stmt *stmt)
{
    struct postgres_stmt *self = own_stmt(stmt);

    if (self->row < 0) {
        self->result = PQexecPrepared(own(stmt->db)->connection, stmt_name(stmt), stmt->query->parameter_count,
                                      self->values, self->lengths, self->formats, FORMAT_TEXT);
        stmt->failure = result_status(stmt->db, self->result);
    }
    self->row++;
    return stmt->failure == ST_OK && self->row < PQntuples(self->result);
}

static void postgres_finish(struct db_stmt *stmt)
{
    PQclear(own_stmt(stmt)->result);
    own_stmt(stmt)->result = NULL;
}

static int64_t postgres_changed(struct db_stmt *stmt)
{
    int64_t changed = 0;

    str_parse_i64(str_of(PQcmdTuples(own_stmt(stmt)->result)), &changed);
    return changed;
}

static struct str postgres_column_view(struct db_stmt *stmt, int column)
{
    const struct postgres_stmt *self = own_stmt(stmt);

    if (PQgetisnull(self->result, self->row, column))
        return (struct str){ NULL, 0 };
    return (struct str){ PQgetvalue(self->result, self->row, column),
                         (size_t)PQgetlength(self->result, self->row, column) };
}

static int64_t postgres_column_i64(struct db_stmt *stmt, int column)
{
    struct str text = postgres_column_view(stmt, column);
    int64_t value = 0;

    if (str_equal(text, STR("t"))) /* a comparison is a boolean here and a number in SQLite */
        return 1;
    if (text.at != NULL && !str_equal(text, STR("f")) && !str_parse_i64(text, &value))
        stmt->failure = db_failed(stmt->db, ST_CORRUPT, "a stored number is not a number");
    return value;
}

const struct db_engine engine_postgres = {
    .scheme = "postgresql",
    .open = postgres_open,
    .close = postgres_close,
    .control = postgres_control,
    .has_lost_tx = postgres_has_lost_tx,
    .run_script = postgres_run_script,
    .checkpoint = postgres_checkpoint,
    .stmt_create = postgres_stmt_create,
    .stmt_start = postgres_stmt_start,
    .stmt_destroy = postgres_stmt_destroy,
    .bind_null = postgres_bind_null,
    .bind_i64 = postgres_bind_i64,
    .bind_str = postgres_bind_str,
    .step = postgres_step,
    .finish = postgres_finish,
    .changed = postgres_changed,
    .column_i64 = postgres_column_i64,
    .column_view = postgres_column_view,
};
