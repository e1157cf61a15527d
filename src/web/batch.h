/* SPDX-License-Identifier: Apache-2.0 */
/* batch -- changes that arrive together share one commit, and are answered when it is durable (group commit).
 *
 * Two kinds of requests are held: a change, whose handler runs here in a savepoint of its own; and a page that was made
 * already but shows a dossier, whose trace of who looked must be written before it leaves. */
#ifndef WEB_BATCH_H
#define WEB_BATCH_H

#include "store/write_lock.h"
#include "web/dispatch.h"

struct held {
    struct held *next;
    struct exchange *exchange;
    enum exchange_next kind; /* EXCHANGE_CHANGES or EXCHANGE_READS */
    enum status status;      /* of the handler */
    enum status committed;   /* of the commit it was in */
};

/* What the batch asks of whoever holds the connections. */
struct batch_owner {
    void (*meanwhile)(void *context);                   /* another process has the lock: serve reads for a moment */
    void (*answered)(void *context, struct held *held); /* the response is complete: keep a copy of it */
    void (*settled)(void *context, struct held *held);  /* durable or refused: what `answered` kept last may leave */
    void *context;
};

struct batch;

/* `source` is opened for writing when the first change comes, and again after it was lost. */
struct batch *batch_create(struct str source, struct write_lock *lock, struct site *site, struct metrics_slot *slot,
                           const struct batch_owner *owner);
void batch_destroy(struct batch *batch); /* accepts NULL */

void batch_add(struct batch *batch, struct held *held);
/* Its trace is not yet written in this hour, or its holder opens it for the first time. */
bool batch_needs_trace(const struct batch *batch, const struct request *request);
void batch_touch_later(struct batch *batch, const struct caller *caller);
bool batch_is_empty(const struct batch *batch);
void batch_run(struct batch *batch); /* everything that is held, LIMIT_BATCH in one commit */

/* A handler that makes its own transaction; nobody waits for it.  What came of it stands in the exchange. */
void batch_run_alone(struct batch *batch, struct exchange *exchange);

void batch_forget_database(struct batch *batch); /* the connection is opened anew with the next change */
bool batch_lost_database(const struct batch *batch);

/* One line in the log for what is the server's fault. */
void batch_log_failure(const struct exchange *exchange, struct db *db, enum status status);

#endif
