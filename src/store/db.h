/* SPDX-License-Identifier: Apache-2.0 */
/* db -- one connection to the database: what generated query functions and transactions call.
 *
 * A connection belongs to one process and one thread of work.  Which engine it is, is known only to
 * engine_sqlite.c and engine_postgres.c.  No query text is built at run time: every statement is a
 * `struct db_query` constant made by sql2c. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/status.h"
#include "domain/date.h"

struct db;
struct db_stmt;
struct db_tx;
struct write_lock; /* see store/write_lock.h */

enum db_access { DB_READ_ONLY, DB_READ_WRITE };

enum { DB_UNCACHED = -1 };

/* One statement of queries/, in both spellings; `number` is its place in the connection's cache, DB_UNCACHED
 * for one that is prepared anew each time. */
struct db_query {
    const char *name;
    const char *sqlite;   /* parameters ?1, ?2 … */
    const char *postgres; /* parameters $1, $2 … */
    int parameter_count;
    int number;
    const char *parameter_types; /* a letter for each: 'i' integer, 't' text; NULL: the engine infers them */
};

/* Opens "sqlite:PATH" or "postgresql://…" / "postgresql:KEY=VALUE …".
 *     ST_INVALID      no engine for this scheme
 *     ST_UNAVAILABLE  cannot be opened or reached
 *     ST_READ_ONLY    asked to write where that is not possible */
enum status db_open(struct str source, enum db_access access, struct db **out) MUST_CHECK;
/* The same; on failure *out_why says it in the engine's words, for the person who runs the program. */
enum status db_open_explained(struct str source, enum db_access access, struct arena *arena, struct db **out,
                              struct str *out_why) MUST_CHECK;
void db_close(struct db *db); /* accepts NULL */
void db_close_at(struct db **db);
const char *db_error(const struct db *db); /* the engine's words for the last failure, for the log */

/* Writers of several processes take turns at `lock` (held from the outermost begin to its end) instead of
 * meeting in the engine's sleeping busy handler.  PostgreSQL ignores it.  NULL switches off. */
void db_use_write_lock(struct db *db, struct write_lock *lock);

/* How a log is moved: a little at a time, with pauses, beside those who write; more at a time, without pauses, when it
 * grows faster than that; or in one go, while they wait. */
enum db_pace { DB_UNHURRIED, DB_BRISK, DB_AT_ONCE };

/* Moves what was written from the log to its final place, so that no request has to; for an idle process.
 * Blocks neither readers nor writers.  *out_log_pages is the length of the log, which begins anew when all of it was
 * moved before somebody writes again.  PostgreSQL does this by itself, and says 0. */
enum status db_checkpoint(struct db *db, enum db_pace pace, int64_t *out_log_pages) MUST_CHECK;

/* A transaction; inside another one it is a savepoint, undone alone.  tx_end undoes what was not committed.
 * On a DB_READ_ONLY connection it is one unchanging view of the data.
 *
 * A statement that fails spoils the innermost transaction around it, on both engines alike: what follows in it,
 * and its commit, give the same status again, until tx_end has undone it.  To try something that may fail and go
 * on, put it into a transaction of its own.
 *     ST_BUSY         another writer holds the database
 *     ST_FULL, ST_READ_ONLY, ST_UNAVAILABLE */
enum status db_tx_begin(struct db *db, struct db_tx **out) MUST_CHECK;

/* Outermost: durable when it returns ST_OK; ST_UNAVAILABLE means that nobody knows.  A savepoint becomes durable
 * with the transaction around it. */
enum status db_tx_commit(struct db_tx *tx) MUST_CHECK;
void db_tx_end_at(struct db_tx **tx);

/* From now on transactions inside this outermost one take no savepoints, which is cheaper while none is undone.  When
 * one is undone that wrote, or in which a statement failed, the whole can only be undone: it is spoilt, and whatever is
 * tried in it answers ST_CONFLICT. */
void db_tx_without_savepoints(struct db_tx *tx);
bool db_tx_is_spoilt(const struct db_tx *tx);

/* ---- What generated code calls ---------------------------------------------------------------- */

enum status db_start(struct db *db, const struct db_query *query, struct db_stmt **out) MUST_CHECK;
void db_bind_i64(struct db_stmt *stmt, int parameter, int64_t value); /* parameters count from 1 */
void db_bind_id(struct db_stmt *stmt, int parameter, int64_t id);     /* 0 binds NULL */
void db_bind_bool(struct db_stmt *stmt, int parameter, bool value);
void db_bind_str(struct db_stmt *stmt, int parameter, struct str value);       /* its bytes must live until db_finish */
void db_bind_date(struct db_stmt *stmt, int parameter, struct date value);     /* no date binds NULL */
void db_bind_moment(struct db_stmt *stmt, int parameter, struct moment value); /* no moment binds NULL */
bool db_step(struct db_stmt *stmt);                                            /* true: a row stands ready */
int64_t db_column_i64(struct db_stmt *stmt, int column);                       /* columns count from 0; NULL gives 0 */
bool db_column_bool(struct db_stmt *stmt, int column);
struct str db_column_str(struct db_stmt *stmt, int column, struct arena *arena);
struct date db_column_date(struct db_stmt *stmt, int column);
struct moment db_column_moment(struct db_stmt *stmt, int column);
int64_t db_changed(struct db_stmt *stmt); /* rows changed, after the last step */
/* Ends the run and gives its outcome; the statement stays prepared.
 *     ST_EXISTS (unique), ST_INVALID (other constraint), ST_BUSY, ST_FULL, ST_READ_ONLY, ST_UNAVAILABLE, ST_CORRUPT */
enum status db_finish(struct db_stmt *stmt) MUST_CHECK;

/* For tests: the n-th statement from now on (1 = the next) fails with ST_BUSY; 0 switches off.  Begin and commit
 * count as statements. */
void db_fail_after(struct db *db, int statements);

#endif
