/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_opening.h"

#include "queries_read.h"
#include "queries_write.h"

enum status dossier_opening_record(struct db *db, struct arena *arena, struct actor actor, int64_t dossier_id,
                                   struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_event_chain_end_row chain;
    int64_t changed;

    TRY(db_tx_begin(db, &tx));
    TRY(sql_event_chain_end(db, arena, actor.office_id, &chain)); /* every change of a dossier waits for it too */
    TRY(sql_dossier_open(db, now, dossier_id, actor.office_id, actor.account_id, &changed));
    return db_tx_commit(tx);
}
