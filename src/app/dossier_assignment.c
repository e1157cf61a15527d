/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_assignment.h"

/* What one dossier's refusal looks like; anything else is trouble that ends the whole. */
static bool is_verdict(enum status status, struct assignment_result *out)
{
    if (status == ST_OK)
        out->verdict = ASSIGNMENT_MOVED;
    else if (status == ST_NOT_FOUND)
        out->verdict = ASSIGNMENT_GONE;
    else if (status == ST_CONFLICT)
        out->verdict = ASSIGNMENT_CHANGED;
    else if (status == ST_FORBIDDEN || status == ST_INVALID)
        out->verdict = ASSIGNMENT_REFUSED;
    else
        return false;
    return true;
}

static enum status move(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                        const struct assignment *assignment, const struct assignment_item *item,
                        struct assignment_result *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct change_outcome outcome = { .refusal = MOVE_ALLOWED };
    struct change_wish wish = { item->code, item->seen_version, EVENT_REASSIGN, assignment->reason, item->to_id };

    TRY(db_tx_begin(db, &tx));
    enum status status = dossier_change_open(db, arena, actor, now, &wish, &change, &outcome);

    if (status == ST_OK && change.reading.dossier.holder_id == item->to_id) {
        out->verdict = ASSIGNMENT_HELD;
        return ST_OK;
    }
    if (status == ST_OK && assignment->from_id != 0 && change.reading.dossier.holder_id != assignment->from_id)
        status = ST_CONFLICT;
    if (status == ST_OK)
        status = dossier_change_close(&change, &(struct change_record){ .facts = assignment->facts }, tx, &outcome);
    *out = (struct assignment_result){ .refusal = outcome.refusal,
                                       .dossier_id = outcome.dossier_id,
                                       .version = outcome.version };
    return is_verdict(status, out) ? ST_OK : status;
}

enum status dossier_assignment_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct assignment *assignment, struct assignment_result **out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct assignment_items items = assignment->items;
    struct assignment_result *results = arena_array(arena, struct assignment_result, items.count);

    if (items.count > ASSIGNMENT_MAX || str_count_chars(assignment->reason) > REASON_CHARS_MAX)
        return ST_TOO_LARGE;
    if (items.count == 0 || str_is_empty(str_trim(assignment->reason)))
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    for (size_t i = 0; i < items.count; i++)
        TRY(move(db, arena, actor, now, assignment, &items.at[i], &results[i]));
    TRY(db_tx_commit(tx));
    *out = results;
    return ST_OK;
}
