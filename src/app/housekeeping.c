/* SPDX-License-Identifier: Apache-2.0 */
#include "app/housekeeping.h"

#include "app/throttle.h"
#include "base/random.h"
#include "queries_write.h"

static struct moment before(struct moment now, int64_t ms)
{
    return (struct moment){ now.ms - ms };
}

enum status housekeeping_step(struct db *db, struct moment now, struct housekeeping *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct housekeeping gone = { 0 };
    const int64_t most = HOUSEKEEPING_ROWS_AT_ONCE;

    TRY(db_tx_begin(db, &tx));
    TRY(sql_sessions_forget_ended(db, now, most, &gone.sessions));
    TRY(sql_throttles_forget(db, before(now, THROTTLE_MEMORY_MS), most, &gone.throttles));
    TRY(sql_idempotency_forget(db, random_id_least(before(now, INTAKE_REPEAT_MEMORY_MS)), most, &gone.repeats));
    TRY(db_tx_commit(tx));
    gone.has_more = gone.sessions == most || gone.throttles == most || gone.repeats == most;
    *out = gone;
    return ST_OK;
}
