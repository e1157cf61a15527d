/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  The writer collects what the workers may not answer yet; then this file takes the lock that all who write
 * share, opens one transaction, runs each handler in a savepoint (undone alone when it fails), commits, and gives the
 * lock back.  Only then are they let go.  So many changes share one sync of the disk, nothing is answered before it is
 * durable, and a crash in between undoes changes that nobody was told about.  While another process has the lock, the
 * batch grows. */
#include "web/batch.h"

#include "app/access_trace.h"
#include "app/dossier_opening.h"
#include "app/login.h"
#include "base/fatal.h"
#include "base/log.h"
#include "web/limits.h"
#include "web/messages.h"
#include "web/trace_memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    TOUCHES_MAX = 64,
    LOCK_SLICE_MS = 1, /* between two looks at what else came while waiting for the lock */
};

struct touch {
    char session_hash[65];
};

struct batch {
    struct str source;
    struct write_lock *lock;
    struct site *site;
    struct metrics_slot *slot;
    struct batch_owner owner;
    struct db *db; /* NULL: not open */
    struct held *first, **end;
    int64_t count, waiting_since_us;
    bool has_lost_database;
    struct touch touches[TOUCHES_MAX];
    int touch_count;
    struct trace_memory *traces;
};

struct batch *batch_create(struct str source, struct write_lock *lock, struct site *site, struct metrics_slot *slot,
                           const struct batch_owner *owner)
{
    struct batch *batch = calloc(1, sizeof *batch);

    if (batch == NULL)
        fatal("no memory for a batch");
    batch->source = source;
    batch->lock = lock;
    batch->site = site;
    batch->slot = slot;
    batch->owner = *owner;
    batch->end = &batch->first;
    batch->traces = trace_memory_create();
    return batch;
}

void batch_destroy(struct batch *batch)
{
    if (batch == NULL)
        return;
    db_close(batch->db);
    trace_memory_destroy(batch->traces);
    free(batch);
}

void batch_forget_database(struct batch *batch)
{
    db_close(batch->db);
    batch->db = NULL;
    batch->has_lost_database = false;
}

bool batch_lost_database(const struct batch *batch)
{
    return batch->has_lost_database;
}

/* ---- What waits --------------------------------------------------------------------------------- */

static void start_waiting(struct batch *batch)
{
    if (batch->waiting_since_us == 0)
        batch->waiting_since_us = clock_monotonic_us();
}

void batch_add(struct batch *batch, struct held *held)
{
    start_waiting(batch);
    held->next = NULL;
    *batch->end = held;
    batch->end = &held->next;
    batch->count++;
}

bool batch_is_empty(const struct batch *batch)
{
    return batch->first == NULL && batch->touch_count == 0;
}

/* Takes the first ones out, LIMIT_BATCH at most. */
static struct held *take(struct batch *batch, int64_t *out_count)
{
    struct held *first = batch->first;
    struct held **end = &first;
    int64_t count = 0;

    while (*end != NULL && count < LIMIT_BATCH) {
        end = &(*end)->next;
        count++;
    }
    batch->first = *end;
    if (batch->first == NULL)
        batch->end = &batch->first;
    *end = NULL;
    batch->count -= count;
    if (batch->count == 0)
        batch->waiting_since_us = 0;
    *out_count = count;
    return first;
}

void batch_touch_later(struct batch *batch, struct str session_hash)
{
    if (session_hash.len >= sizeof batch->touches[0].session_hash || batch->touch_count == TOUCHES_MAX)
        return;
    struct touch *touch = &batch->touches[batch->touch_count++];

    memcpy(touch->session_hash, session_hash.at, session_hash.len);
    touch->session_hash[session_hash.len] = '\0';
    start_waiting(batch);
}

/* ---- One commit --------------------------------------------------------------------------------- */

static enum status write_trace(struct batch *batch, const struct request *request)
{
    if (!trace_memory_lacks(batch->traces, request))
        return ST_OK;
    if (request->opens_dossier)
        TRY(dossier_opening_record(batch->db, request->arena, request->user.actor, request->looked_at_dossier_id,
                                   request->now));
    return access_trace_record(batch->db, request->user.actor, request->looked_at_dossier_id, request->now);
}

static enum status run_in_savepoint(struct batch *batch, struct held *held)
{
    struct db_tx *savepoint CLEANUP(db_tx_end_at) = NULL;

    TRY(db_tx_begin(batch->db, &savepoint));
    if (held->kind == EXCHANGE_CHANGES)
        TRY(dispatch_run(held->exchange, batch->db));
    TRY(write_trace(batch, &held->exchange->request));
    return db_tx_commit(savepoint);
}

static void answered(struct batch *batch, struct held *held)
{
    batch->owner.held.answered(batch->owner.held.context, held);
}

static void run(struct batch *batch, const struct db_tx *tx, struct held *held)
{
    held->status = run_in_savepoint(batch, held);
    if (db_tx_is_spoilt(tx))
        return; /* all run once more */
    if (held->status != ST_OK) {
        dispatch_log_failure(held->exchange, batch->db, held->status);
        dispatch_not_saved(held->exchange, held->status);
    }
    if (held->status == ST_UNAVAILABLE)
        batch->has_lost_database = true;
    if (held->kind == EXCHANGE_CHANGES || held->status != ST_OK)
        answered(batch, held);
}

static void run_touches(struct batch *batch)
{
    struct moment now = clock_now();

    for (int i = 0; i < batch->touch_count; i++) {
        struct db_tx *savepoint CLEANUP(db_tx_end_at) = NULL;

        if (db_tx_begin(batch->db, &savepoint) != ST_OK ||
            login_touch(batch->db, str_of(batch->touches[i].session_hash), now) != ST_OK ||
            db_tx_commit(savepoint) != ST_OK)
            break; /* they come again with the person's next request */
    }
    batch->touch_count = 0;
}

/* Without savepoints unless asked: nearly always each request does what it began, and SQLite copies every page that is
 * written under a savepoint.  ST_CONFLICT: they are needed. */
static enum status commit(struct batch *batch, struct held *first, int64_t count, bool with_savepoints)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;

    TRY(db_tx_begin(batch->db, &tx));
    if (!with_savepoints)
        db_tx_without_savepoints(tx);
    for (struct held *held = first; held != NULL && !db_tx_is_spoilt(tx); held = held->next)
        run(batch, tx, held);
    if (db_tx_is_spoilt(tx))
        return ST_CONFLICT;
    run_touches(batch);

    int64_t began_us = clock_monotonic_us();
    enum status status = db_tx_commit(tx);

    metrics_add(&batch->site->metrics->commit_generation, 1);
    metrics_count_commit(batch->slot, count, clock_monotonic_us() - began_us, status == ST_OK);
    return status;
}

/* Has one request spoiled the commit for all, and is it known that nothing of it was kept? */
static bool may_try_one_by_one(enum status status, int64_t count)
{
    return count > 1 && status != ST_OK && status != ST_UNAVAILABLE && status != ST_BUSY;
}

static void commit_all(struct batch *batch, struct held *first, int64_t count)
{
    enum status status = commit(batch, first, count, false);

    if (status == ST_CONFLICT)
        status = commit(batch, first, count, true);
    bool is_one_by_one = may_try_one_by_one(status, count);

    if (status == ST_UNAVAILABLE)
        batch->has_lost_database = true;
    for (struct held *held = first; held != NULL; held = held->next) {
        struct held *next = held->next;

        held->next = NULL;
        held->committed = is_one_by_one ? commit(batch, held, 1, true) : status;
        held->next = next;
    }
}

/* ---- Letting go --------------------------------------------------------------------------------- */

static void refuse(struct batch *batch, struct held *held)
{
    dispatch_log_failure(held->exchange, batch->db, held->committed);
    dispatch_not_saved(held->exchange, held->committed);
    held->status = held->committed;
    answered(batch, held);
}

static void remember(struct batch *batch, const struct request *request)
{
    if (trace_memory_keep(batch->traces, request))
        metrics_add(&batch->slot->traces, 1);
    if (request->ends_sessions)
        metrics_add(&batch->site->metrics->session_generation, 1);
}

static void settle_all(struct batch *batch, struct held *first)
{
    for (struct held *held = first, *next; held != NULL; held = next) {
        next = held->next;
        held->next = NULL;
        if (held->committed != ST_OK)
            refuse(batch, held);
        else if (held->status == ST_OK)
            remember(batch, &held->exchange->request);
        batch->owner.held.settled(batch->owner.held.context, held);
    }
}

/* ---- A turn ------------------------------------------------------------------------------------- */

static void refuse_all(struct batch *batch, enum status status)
{
    int64_t count;
    struct held *first = take(batch, &count);

    batch->touch_count = 0;
    for (struct held *held = first; held != NULL; held = held->next)
        held->committed = status;
    settle_all(batch, first);
}

static enum status open_database(struct batch *batch)
{
    return batch->db != NULL ? ST_OK : db_open(batch->source, DB_READ_WRITE, &batch->db);
}

static enum status take_lock(struct batch *batch)
{
    const int64_t give_up_us = batch->waiting_since_us + (int64_t)LIMIT_WRITE_WAIT_SECONDS * 1000000;

    while (!write_lock_wait(batch->lock, LOCK_SLICE_MS)) {
        metrics_add(&batch->slot->lock_waits, 1);
        if (clock_monotonic_us() > give_up_us) {
            write_lock_leave_line(batch->lock);
            return ST_BUSY;
        }
        batch->owner.meanwhile(batch->owner.held.context);
    }
    return ST_OK;
}

void batch_run(struct batch *batch)
{
    int64_t count;

    if (batch_is_empty(batch))
        return;
    enum status status = open_database(batch);

    if (status == ST_OK)
        status = take_lock(batch);
    if (status != ST_OK) {
        refuse_all(batch, status);
        return;
    }
    struct held *first = take(batch, &count);

    commit_all(batch, first, count);
    write_lock_give(batch->lock);
    settle_all(batch, first);
}
