/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_trace.h"

#include "queries_write.h"

enum status access_trace_record(struct db *db, struct actor actor, int64_t dossier_id, struct moment now)
{
    struct moment hour = { now.ms - now.ms % ACCESS_TRACE_HOUR_MS };
    int64_t changed;

    return sql_access_trace_add(db, dossier_id, actor.account_id, hour, now, &changed);
}
