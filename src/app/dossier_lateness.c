/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_lateness.h"

#include "app/dossier_seal.h"
#include "queries_write.h"

static struct str facts_of(struct arena *arena, enum late_cause cause)
{
    struct json *facts = json_new_object(arena);

    json_put_str(facts, "cause", late_cause_name(cause));
    return seal_facts(arena, facts);
}

enum status dossier_lateness_explain(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct explanation_request *request, struct change_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct change_wish wish = { request->code, request->seen_version, EVENT_EXPLAIN, request->words, 0 };
    int64_t changed;

    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    TRY(sql_lateness_explain(db, change.reading.dossier.dossier_id, actor.office_id, late_cause_name(request->cause),
                             change.reason, actor.account_id, change.now, &changed));
    struct change_record record = { .facts = facts_of(arena, request->cause) };

    return dossier_change_close(&change, &record, tx, out);
}

enum status dossier_lateness_measure(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     struct str code, int64_t seen_version, struct str measure,
                                     struct change_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct change_wish wish = { code, seen_version, EVENT_MEASURE, measure, 0 };
    int64_t changed;

    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    TRY(sql_lateness_measure(db, change.reason, actor.account_id, change.now, change.reading.dossier.dossier_id,
                             &changed));
    if (changed != 1)
        return ST_CORRUPT;
    return dossier_change_close(&change, &(struct change_record){ .facts = { NULL, 0 } }, tx, out);
}
