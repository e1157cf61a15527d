/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_supplement.h"

#include "app/dossier_clocks.h"
#include "app/dossier_form.h"
#include "app/dossier_seal.h"
#include "domain/ending.h"
#include "queries_write.h"

enum { FACTS_BYTES_MAX = 4096 };

enum status dossier_supplement_return_by(struct db *db, struct arena *arena, int64_t office_id,
                                         const struct dossier_reading *reading, struct moment now, struct moment *out)
{
    struct dossier_clocks clocks;

    TRY(dossier_clocks_of(db, arena, office_id, reading, now, &clocks));
    const struct clock *clock = clocks_find(clocks.clocks, CLOCK_OF_RETURN);

    *out = clock != NULL ? clock->due_at : (struct moment){ 0 };
    return ST_OK;
}

static enum status check_items(const struct supplement_request *request)
{
    if (request->item_count == 0)
        return ST_INVALID;
    if (request->item_count > SUPPLEMENT_ITEMS_MAX)
        return ST_TOO_LARGE;
    for (size_t i = 0; i < request->item_count; i++) {
        if (str_is_empty(str_trim(request->items[i])))
            return ST_INVALID;
        if (str_count_chars(request->items[i]) > SUPPLEMENT_ITEM_CHARS_MAX)
            return ST_TOO_LARGE;
    }
    return ST_OK;
}

static enum status issue_slip(const struct dossier_change *change, const struct supplement_request *request,
                              struct form_issued *out)
{
    struct dossier_form form;

    TRY(dossier_form_begin(change, &form));
    struct form_supplement slip = {
        .items = request->items,
        .item_count = request->item_count,
        .reason = change->reason,
        .contact = form.signer,
        .contact_phone = form.office_phone,
        .officer = form.signer,
    };
    struct form_content content = form_fill_supplement(change->arena, &form.dossier, change->now, &slip);

    return dossier_form_issue(change, &content, out);
}

/* ---- Beyond the one ----------------------------------------------------------------------------- */

/* Who asked last and, as it now shows, not for everything. */
static int64_t last_asker(struct dossier_history effective)
{
    for (size_t i = effective.count; i > 0; i--)
        if (effective.at[i - 1].event == EVENT_ASK_SUPPLEMENT)
            return effective.at[i - 1].actor_id;
    return 0;
}

static enum status legal_basis_of(const struct dossier_change *change, struct str facts, struct str *out)
{
    const struct json *read;

    if (json_parse(change->arena, facts, FACTS_BYTES_MAX, &read, NULL) != ST_OK ||
        !json_get_str(read, "legal_basis", out))
        return ST_CORRUPT;
    return ST_OK;
}

static enum status count_fault(const struct dossier_change *change)
{
    const struct sql_dossier_to_move_row *dossier = &change->reading.dossier;
    struct sql_dossier_last_of_row allowed;
    struct str basis;
    char month[11];
    int64_t changed;

    TRY(sql_dossier_last_of(change->db, change->arena, dossier->dossier_id, dossier_event_name(EVENT_ALLOW_SUPPLEMENT),
                            &allowed));
    TRY(legal_basis_of(change, allowed.facts, &basis));
    TRY(sql_officer_fault_add(change->db, dossier->dossier_id, change->reading.standing.supplements + 1,
                              change->actor.office_id, last_asker(change->reading.effective), allowed.actor_id,
                              change->now, allowed.reason, basis, &changed));
    return sql_month_count_fault(change->db, change->actor.office_id,
                                 str_head(date_format_iso(moment_date(change->now), month), 7), dossier->procedure_code,
                                 dossier->channel, 1, &changed);
}

/* ---- Asking ------------------------------------------------------------------------------------- */

static enum status facts_of(const struct dossier_change *change, const struct form_issued *slip, bool is_fault,
                            struct str *out)
{
    struct json *facts = json_new_object(change->arena);
    struct moment return_by;

    TRY(dossier_supplement_return_by(change->db, change->arena, change->actor.office_id, &change->reading, change->now,
                                     &return_by));
    json_put(facts, "form", form_issue_facts(change->arena, slip));
    if (is_fault)
        json_put_bool(facts, "is_officer_fault", true);
    if (moment_is_given(return_by) && change->now.ms > return_by.ms)
        json_put_bool(facts, "is_late_return", true);
    *out = seal_facts(change->arena, facts);
    return ST_OK;
}

enum status dossier_supplement_ask(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                   const struct supplement_request *request, struct change_outcome *out,
                                   struct form_issued *out_form)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct change_record record = { .draft = { NULL, 0 } };
    struct change_wish wish = { request->code, request->seen_version, EVENT_ASK_SUPPLEMENT, request->reason, 0 };

    *out = (struct change_outcome){ .refusal = MOVE_ALLOWED };
    TRY(check_items(request));
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    bool is_fault = change.reading.standing.supplements > 0;

    TRY(issue_slip(&change, request, out_form));
    if (is_fault)
        TRY(count_fault(&change));
    TRY(facts_of(&change, out_form, is_fault, &record.facts));
    return dossier_change_close(&change, &record, tx, out);
}

enum status dossier_supplement_allow(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct allowance_request *request, struct change_outcome *out,
                                     enum ending_fault *out_fault)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct json *facts = json_new_object(arena);
    struct change_wish wish = { request->code, request->seen_version, EVENT_ALLOW_SUPPLEMENT, request->reason, 0 };

    *out_fault = ENDING_FINE;
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    if (!legal_basis_is_plausible(str_trim(request->legal_basis))) {
        *out_fault = ENDING_NO_BASIS;
        return ST_INVALID;
    }
    json_put_str(facts, "legal_basis", str_trim(request->legal_basis));
    json_put_i64(facts, "officer", last_asker(change.reading.effective));
    return dossier_change_close(&change, &(struct change_record){ .facts = seal_facts(arena, facts) }, tx, out);
}
