/* SPDX-License-Identifier: Apache-2.0 */
#include "web/long_change.h"

#include "base/fatal.h"

#include <stdlib.h>

struct long_change {
    struct str source;
    struct write_lock *lock;
    struct metrics *metrics;
    struct db *db; /* NULL: not open */
};

struct long_change *long_change_create(struct str source, struct write_lock *lock, struct metrics *metrics)
{
    struct long_change *change = calloc(1, sizeof *change);

    if (change == NULL)
        fatal("no memory for changes");
    *change = (struct long_change){ source, lock, metrics, NULL };
    return change;
}

void long_change_destroy(struct long_change *change)
{
    db_close(change->db);
    free(change);
}

static enum status run(struct long_change *change, struct exchange *exchange)
{
    if (change->db == NULL) {
        enum status status = db_open(change->source, DB_READ_WRITE, &change->db);

        if (status != ST_OK)
            dispatch_not_saved(exchange, status);
        TRY(status);
        db_use_write_lock(change->db, change->lock);
    }
    enum status status = dispatch_run(exchange, change->db);

    metrics_add(&change->metrics->commit_generation, 1);
    if (status == ST_OK && exchange->request.ends_sessions)
        metrics_add(&change->metrics->session_generation, 1);
    return status;
}

void long_change_run(struct long_change *change, struct exchange *exchange)
{
    enum status status = run(change, exchange);

    if (status == ST_OK)
        return;
    dispatch_log_failure(exchange, change->db, status);
    if (status != ST_UNAVAILABLE)
        return;
    db_close(change->db);
    change->db = NULL;
}
