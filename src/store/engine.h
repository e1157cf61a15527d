/* SPDX-License-Identifier: Apache-2.0 */
/* engine -- what a database engine must offer to store/db.c, and the two that do.
 *
 * An engine's own structs begin with `struct db` and `struct db_stmt`; db.c does everything that both engines
 * need alike: levels of transactions, the statement cache, types, injected failures. */
#ifndef STORE_ENGINE_H
#define STORE_ENGINE_H

#include "store/db.h"

enum { DB_TX_DEPTH = 8, DB_ERROR_BYTES = 400, DB_SCRATCH_BYTES = 24 };

enum db_control { DB_BEGIN, DB_COMMIT, DB_ROLLBACK, DB_SAVEPOINT, DB_RELEASE, DB_ROLLBACK_TO, DB_CONTROL_COUNT };

struct db_tx {
    struct db *db;
    bool is_open;
    enum status failure;    /* of a statement in it; ST_OK: none */
    bool has_no_savepoints; /* the outermost: inner ones take none */
    bool is_spoilt;         /* the outermost: one of those would have been needed */
    int64_t writes_before;  /* of the connection, when it began */
};

struct db {
    const struct db_engine *engine;
    enum db_access access;
    struct db_tx levels[DB_TX_DEPTH];
    int depth;      /* open transactions, 0: none */
    int64_t writes; /* statements started that write */
    struct db_stmt **cache;
    int cache_room;
    int fail_after;
    struct write_lock *write_lock;
    char error[DB_ERROR_BYTES];
};

struct db_stmt {
    struct db *db;
    const struct db_query *query;
    enum status failure;
    bool is_running, is_writer;
    char (*scratch)[DB_SCRATCH_BYTES]; /* one for each parameter, for the text of dates and numbers */
};

struct db_engine {
    const char *scheme; /* what db_open() finds before the ':' */
    /* `address` is what follows the scheme; on failure leaves the reason in `why`. */
    enum status (*open)(const char *address, enum db_access access, struct db **out, char why[DB_ERROR_BYTES]);
    void (*close)(struct db *db);
    enum status (*control)(struct db *db, enum db_control control);
    bool (*has_lost_tx)(const struct db *db);                  /* the engine itself has undone the whole transaction */
    enum status (*run_script)(struct db *db, const char *sql); /* statements of schema/, in SQLite's spelling */
    enum status (*checkpoint)(struct db *db, enum db_pace pace, int64_t *out_log_pages);
    enum status (*stmt_create)(struct db *db, const struct db_query *query, struct db_stmt **out);
    enum status (*stmt_start)(struct db_stmt *stmt);
    void (*stmt_destroy)(struct db_stmt *stmt);
    void (*bind_null)(struct db_stmt *stmt, int parameter);
    void (*bind_i64)(struct db_stmt *stmt, int parameter, int64_t value);
    void (*bind_str)(struct db_stmt *stmt, int parameter, struct str value); /* not null */
    bool (*step)(struct db_stmt *stmt);
    void (*finish)(struct db_stmt *stmt);
    int64_t (*changed)(struct db_stmt *stmt);
    int64_t (*column_i64)(struct db_stmt *stmt, int column);
    struct str (*column_view)(struct db_stmt *stmt, int column); /* until the next step */
};

extern const struct db_engine engine_sqlite;
extern const struct db_engine engine_postgres;

/* Keeps the engine's words for db_error() and returns `status`. */
enum status db_failed(struct db *db, enum status status, const char *words);

/* Several statements at once, without parameters: migrations and tests. */
enum status db_run_script(struct db *db, const char *sql) MUST_CHECK;

/* For an engine's stmt_create: zeroed memory of `size` bytes that begins with a filled struct db_stmt. */
struct db_stmt *db_stmt_allocate(struct db *db, const struct db_query *query, size_t size);
void db_stmt_free(struct db_stmt *stmt);

#endif
