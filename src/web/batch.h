/* SPDX-License-Identifier: Apache-2.0 */
/* batch -- changes that arrive together share one commit, and are answered when it is durable (group commit). */
#ifndef WEB_BATCH_H
#define WEB_BATCH_H

#include "store/write_lock.h"
#include "web/held.h"

struct batch_owner {
    struct held_owner held;
    void (*meanwhile)(void *context); /* another process has the lock: take what came, for a moment */
};

struct batch;

/* `source` is opened for writing when the first change comes, and again after it was lost. */
struct batch *batch_create(struct str source, struct write_lock *lock, struct site *site, struct metrics_slot *slot,
                           const struct batch_owner *owner);
void batch_destroy(struct batch *batch); /* accepts NULL */

/* A change, or a page that was made already and shows a dossier: its trace is written. */
void batch_add(struct batch *batch, struct held *held);
void batch_touch_later(struct batch *batch, struct str session_hash); /* this session is alive */
bool batch_is_empty(const struct batch *batch);
void batch_run(struct batch *batch); /* everything that is held, LIMIT_BATCH in one commit */

void batch_forget_database(struct batch *batch); /* the connection is opened anew with the next change */
bool batch_lost_database(const struct batch *batch);

#endif
