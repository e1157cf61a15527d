/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  WAL with synchronous=FULL: a commit is one appended, synced log.  Every transaction of a writer is
 * BEGIN IMMEDIATE, so that it never has to be given up half-way because somebody else wrote meanwhile.
 *
 * A DB_READ_ONLY connection opens the file for writing all the same, since a WAL reader must note itself in the
 * shared index, and then forbids itself to write (query_only).  On a read-only filesystem there is no index to
 * note anything in: the file is opened as immutable, which is true there.
 *
 * SQLite's locks are the process's: nobody but SQLite may open and close the database file in a process that
 * has a connection, and a connection must not pass through fork(). */
#include "base/fatal.h"
#include "store/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

struct sqlite_db {
    struct db base;
    sqlite3 *handle;
    sqlite3_stmt *control[DB_CONTROL_COUNT];
};

struct sqlite_stmt {
    struct db_stmt base;
    sqlite3_stmt *handle;
    int outcome; /* of the last step */
};

static const char writer_settings[] =
    "PRAGMA page_size = 4096;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA cache_size = -16384;"             /* one process writes, so it can be generous */
    "PRAGMA wal_autocheckpoint = 128000;"     /* pages; db_checkpoint() comes first while a server runs */
    "PRAGMA journal_size_limit = 268435456;"; /* above what the log grows to: cutting it off makes commits slow again */

static const char reader_settings[] = "PRAGMA query_only = ON;"
                                      "PRAGMA cache_size = -4096;";

static const char common_settings[] = "PRAGMA temp_store = MEMORY;"
                                      "PRAGMA mmap_size = 0;";

enum { BUSY_TIMEOUT_MS = 2000 };

static struct sqlite_db *own(struct db *db)
{
    return (struct sqlite_db *)db;
}

static sqlite3_stmt *handle_of(struct db_stmt *stmt)
{
    return ((struct sqlite_stmt *)stmt)->handle;
}

static bool is_denied(int system_error)
{
    return system_error == EROFS || system_error == EACCES || system_error == EPERM;
}

static enum status status_of(sqlite3 *handle)
{
    int code = sqlite3_extended_errcode(handle);

    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
        return ST_EXISTS;
    if (code == SQLITE_IOERR_CORRUPTFS)
        return ST_CORRUPT;
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ST_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return ST_BUSY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return ST_FULL;
    case SQLITE_READONLY:
        return ST_READ_ONLY;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return ST_INVALID;
    case SQLITE_CANTOPEN:
        return is_denied(sqlite3_system_errno(handle)) ? ST_READ_ONLY : ST_UNAVAILABLE;
    case SQLITE_NOMEM:
        fatal("out of memory in SQLite");
    case SQLITE_MISUSE:
        fatal("SQLite misused: %s", sqlite3_errmsg(handle));
    default:
        return ST_CORRUPT; /* not a database, damaged, or without the tables we expect */
    }
}

static enum status failed(struct db *db)
{
    return db_failed(db, status_of(own(db)->handle), sqlite3_errmsg(own(db)->handle));
}

/* ---- Opening ---------------------------------------------------------------------------------- */

/* A new database is its owner's alone: it holds personal data. */
static void create_private(const char *path)
{
    int file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

    if (file >= 0)
        close(file);
}

static enum status configure(sqlite3 *handle, enum db_access access)
{
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, BUSY_TIMEOUT_MS);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    if (access == DB_READ_WRITE && sqlite3_db_readonly(handle, "main") == 1)
        return ST_READ_ONLY;

    const char *const scripts[] = {
        common_settings, access == DB_READ_WRITE ? writer_settings : reader_settings,
        "SELECT 1 FROM sqlite_schema LIMIT 1", /* is it a database at all? */
    };

    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (sqlite3_exec(handle, scripts[i], NULL, NULL, NULL) != SQLITE_OK)
            return status_of(handle);
    return ST_OK;
}

static enum status open_handle(const char *name, int flags, enum db_access access, sqlite3 **out,
                               char why[DB_ERROR_BYTES])
{
    sqlite3 *handle = NULL;
    int code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    enum status status = code == SQLITE_OK ? configure(handle, access) : status_of(handle);

    if (status == ST_OK) {
        *out = handle;
        return ST_OK;
    }
    const char *words = sqlite3_errcode(handle) == SQLITE_OK ? status_text(status) : sqlite3_errmsg(handle);

    snprintf(why, DB_ERROR_BYTES, "%s: %s", name, words);
    sqlite3_close(handle);
    return status;
}

/* Nobody can change the file: its filesystem is read-only, and no log waits beside it. */
static bool is_immutable(const char *path)
{
    char log_path[4096];
    struct statvfs filesystem;
    struct stat log;

    if (statvfs(path, &filesystem) != 0 || (filesystem.f_flag & ST_RDONLY) == 0)
        return false;
    snprintf(log_path, sizeof log_path, "%s-wal", path);
    return stat(log_path, &log) != 0 || log.st_size == 0;
}

static enum status open_immutable(const char *path, sqlite3 **out, char why[DB_ERROR_BYTES])
{
    char uri[3 * 4096];
    size_t used = (size_t)snprintf(uri, sizeof uri, "file:");

    for (const char *at = path; *at != '\0' && used < sizeof uri - 32; at++) {
        bool is_special = *at == '?' || *at == '#' || *at == '%';

        used += (size_t)snprintf(uri + used, sizeof uri - used, is_special ? "%%%02X" : "%c", *at);
    }
    snprintf(uri + used, sizeof uri - used, "?immutable=1");
    return open_handle(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, DB_READ_ONLY, out, why);
}

/* One thread uses SQLite in each process, and nobody asks how much memory it takes: it need not lock or count. */
static void prepare_library(void)
{
    static bool is_prepared;

    if (is_prepared)
        return;
    is_prepared = true;
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum status sqlite_open(const char *path, enum db_access access, struct db **out, char why[DB_ERROR_BYTES])
{
    sqlite3 *handle = NULL;
    int flags = SQLITE_OPEN_READWRITE | (access == DB_READ_WRITE ? SQLITE_OPEN_CREATE : 0);

    prepare_library();
    if (access == DB_READ_WRITE && path[0] != ':')
        create_private(path);

    enum status status = open_handle(path, flags, access, &handle, why);

    if (status != ST_OK && access == DB_READ_ONLY && is_immutable(path))
        status = open_immutable(path, &handle, why);
    TRY(status);

    struct sqlite_db *db = calloc(1, sizeof *db);

    if (db == NULL)
        fatal("out of memory for a connection");
    db->handle = handle;
    *out = &db->base;
    return ST_OK;
}

static void sqlite_close(struct db *db)
{
    for (int i = 0; i < DB_CONTROL_COUNT; i++)
        sqlite3_finalize(own(db)->control[i]);
    if (sqlite3_close(own(db)->handle) != SQLITE_OK)
        fatal("connection closed with a statement left open: %s", sqlite3_errmsg(own(db)->handle));
    free(db);
}

/* ---- Transactions ----------------------------------------------------------------------------- */

static const char *control_text(const struct db *db, enum db_control control)
{
    static const char *const texts[DB_CONTROL_COUNT] = {
        [DB_BEGIN] = "BEGIN IMMEDIATE",    [DB_COMMIT] = "COMMIT",
        [DB_ROLLBACK] = "ROLLBACK",        [DB_SAVEPOINT] = "SAVEPOINT inner_tx",
        [DB_RELEASE] = "RELEASE inner_tx", [DB_ROLLBACK_TO] = "ROLLBACK TO inner_tx",
    };

    return control == DB_BEGIN && db->access == DB_READ_ONLY ? "BEGIN" : texts[control];
}

static enum status sqlite_control(struct db *db, enum db_control control)
{
    sqlite3_stmt **stmt = &own(db)->control[control];

    if (*stmt == NULL && sqlite3_prepare_v3(own(db)->handle, control_text(db, control), -1, SQLITE_PREPARE_PERSISTENT,
                                            stmt, NULL) != SQLITE_OK)
        return failed(db);
    sqlite3_step(*stmt);
    return sqlite3_reset(*stmt) == SQLITE_OK ? ST_OK : failed(db);
}

static bool sqlite_has_lost_tx(const struct db *db)
{
    return db->depth > 0 && sqlite3_get_autocommit(((const struct sqlite_db *)db)->handle) != 0;
}

static enum status sqlite_run_script(struct db *db, const char *sql)
{
    return sqlite3_exec(own(db)->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? ST_OK : failed(db);
}

/* ---- Checkpoints ------------------------------------------------------------------------------ */

/* A disk syncs in the order in which it is asked, so a commit waits for whatever was handed over before it.  500 pages
 * in one sync kept it waiting for 8 to 12 ms; 16 pages at a time, with a breath after each, for less than 2.
 *
 * SQLite has no slow checkpoint.  While one runs unhurried, the file's methods are a copy of its own in which a write
 * does that.  SQLite passes nothing to a method, so what it needs stands here: a process uses SQLite in one thread. */
static const struct {
    int pages_at_once;
    long breath_ns;
} paces[] = {
    [DB_UNHURRIED] = { 16, 300 * 1000 },
    [DB_BRISK] = { 64, 0 },
};

static struct {
    const sqlite3_io_methods *methods; /* the file's own */
    enum db_pace pace;
    int written;
} unhurried;

static int write_unhurried(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    int code = unhurried.methods->xWrite(file, bytes, count, offset);

    if (code != SQLITE_OK || ++unhurried.written % paces[unhurried.pace].pages_at_once != 0)
        return code;
    code = unhurried.methods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
    if (paces[unhurried.pace].breath_ns > 0)
        nanosleep(&(struct timespec){ 0, paces[unhurried.pace].breath_ns }, NULL);
    return code;
}

static int move_log(sqlite3 *handle, int64_t *out_log_pages, int *out_moved)
{
    int in_log = 0;
    int code = sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_PASSIVE, &in_log, out_moved);

    *out_log_pages = in_log;
    return code;
}

static int move_log_unhurried(sqlite3 *handle, sqlite3_file *file, enum db_pace pace, int64_t *out_log_pages,
                              int *out_moved)
{
    sqlite3_io_methods methods = *file->pMethods;

    methods.xWrite = write_unhurried;
    unhurried.methods = file->pMethods;
    unhurried.pace = pace;
    unhurried.written = 0;
    file->pMethods = &methods;
    int code = move_log(handle, out_log_pages, out_moved);

    file->pMethods = unhurried.methods;
    return code;
}

/* SQLite itself syncs only when it came to the end of the log, which somebody who writes meanwhile puts off. */
static enum status sqlite_checkpoint(struct db *db, enum db_pace pace, int64_t *out_log_pages)
{
    sqlite3 *handle = own(db)->handle;
    sqlite3_file *file = NULL;
    int moved = 0;

    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK)
        return failed(db);
    int code = pace == DB_AT_ONCE ? move_log(handle, out_log_pages, &moved)
                                  : move_log_unhurried(handle, file, pace, out_log_pages, &moved);

    if (code != SQLITE_OK)
        return failed(db);
    if (moved > 0 && file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY) != SQLITE_OK)
        return db_failed(db, ST_FULL, "the database file cannot be synced");
    return ST_OK;
}

/* ---- Statements ------------------------------------------------------------------------------- */

static enum status sqlite_stmt_create(struct db *db, const struct db_query *query, struct db_stmt **out)
{
    sqlite3_stmt *handle = NULL;
    unsigned flags = query->number >= 0 ? SQLITE_PREPARE_PERSISTENT : 0;

    if (sqlite3_prepare_v3(own(db)->handle, query->sqlite, -1, flags, &handle, NULL) != SQLITE_OK)
        return failed(db);

    struct sqlite_stmt *stmt = (struct sqlite_stmt *)db_stmt_allocate(db, query, sizeof *stmt);

    stmt->handle = handle;
    *out = &stmt->base;
    return ST_OK;
}

static enum status sqlite_stmt_start(struct db_stmt *stmt)
{
    (void)stmt;
    return ST_OK;
}

static void sqlite_stmt_destroy(struct db_stmt *stmt)
{
    sqlite3_finalize(handle_of(stmt));
    db_stmt_free(stmt);
}

static void require_bound(struct db_stmt *stmt, int parameter, int code)
{
    if (code == SQLITE_RANGE)
        fatal("query %s has no parameter %d", stmt->query->name, parameter);
    if (code != SQLITE_OK)
        stmt->failure = failed(stmt->db);
}

static void sqlite_bind_null(struct db_stmt *stmt, int parameter)
{
    require_bound(stmt, parameter, sqlite3_bind_null(handle_of(stmt), parameter));
}

static void sqlite_bind_i64(struct db_stmt *stmt, int parameter, int64_t value)
{
    require_bound(stmt, parameter, sqlite3_bind_int64(handle_of(stmt), parameter, value));
}

static void sqlite_bind_str(struct db_stmt *stmt, int parameter, struct str value)
{
    require_bound(stmt, parameter,
                  sqlite3_bind_text64(handle_of(stmt), parameter, value.at, value.len, SQLITE_STATIC, SQLITE_UTF8));
}

static bool sqlite_step(struct db_stmt *stmt)
{
    int outcome = sqlite3_step(handle_of(stmt));

    ((struct sqlite_stmt *)stmt)->outcome = outcome;
    if (outcome != SQLITE_ROW && outcome != SQLITE_DONE)
        stmt->failure = failed(stmt->db);
    return outcome == SQLITE_ROW;
}

static void sqlite_finish(struct db_stmt *stmt)
{
    struct sqlite_stmt *own_stmt = (struct sqlite_stmt *)stmt;
    bool is_writer = sqlite3_stmt_readonly(own_stmt->handle) == 0;

    /* A writer with RETURNING is done, and outside a transaction durable, only after its last row. */
    while (is_writer && own_stmt->outcome == SQLITE_ROW)
        sqlite_step(stmt);
    sqlite3_reset(own_stmt->handle);
    sqlite3_clear_bindings(own_stmt->handle);
    own_stmt->outcome = SQLITE_OK;
}

static int64_t sqlite_changed(struct db_stmt *stmt)
{
    return sqlite3_changes64(own(stmt->db)->handle);
}

static int64_t sqlite_column_i64(struct db_stmt *stmt, int column)
{
    return sqlite3_column_int64(handle_of(stmt), column);
}

static struct str sqlite_column_view(struct db_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(handle_of(stmt), column);

    if (text == NULL)
        return (struct str){ NULL, 0 };
    return (struct str){ text, (size_t)sqlite3_column_bytes(handle_of(stmt), column) };
}

const struct db_engine engine_sqlite = {
    .scheme = "sqlite",
    .open = sqlite_open,
    .close = sqlite_close,
    .control = sqlite_control,
    .has_lost_tx = sqlite_has_lost_tx,
    .run_script = sqlite_run_script,
    .checkpoint = sqlite_checkpoint,
    .stmt_create = sqlite_stmt_create,
    .stmt_start = sqlite_stmt_start,
    .stmt_destroy = sqlite_stmt_destroy,
    .bind_null = sqlite_bind_null,
    .bind_i64 = sqlite_bind_i64,
    .bind_str = sqlite_bind_str,
    .step = sqlite_step,
    .finish = sqlite_finish,
    .changed = sqlite_changed,
    .column_i64 = sqlite_column_i64,
    .column_view = sqlite_column_view,
};
