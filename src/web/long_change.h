/* SPDX-License-Identifier: Apache-2.0 */
/* long_change -- changes that take long and make their own transaction: a worker runs them itself, and nobody waits. */
#ifndef WEB_LONG_CHANGE_H
#define WEB_LONG_CHANGE_H

#include "store/write_lock.h"
#include "web/dispatch.h"

struct long_change;

/* `source` is opened for writing when the first one comes, and again after it was lost. */
struct long_change *long_change_create(struct str source, struct write_lock *lock, struct metrics *metrics);
void long_change_destroy(struct long_change *change);

/* What came of it stands in the exchange. */
void long_change_run(struct long_change *change, struct exchange *exchange);

#endif
