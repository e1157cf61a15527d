/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_ending.h"

#include "app/dossier_form.h"
#include "app/dossier_seal.h"

/* ---- The forms ---------------------------------------------------------------------------------- */

static struct form_content refusal_content(const struct dossier_change *change, const struct ending_request *request,
                                           const struct dossier_form *form)
{
    struct form_refusal refusal = {
        .reason = refusal_reason_words(change->arena, request->grounds.refusal, change->reason),
        .legal_basis = str_trim(request->grounds.legal_basis),
        .officer = form->signer,
    };

    return form_fill_refusal(change->arena, &form->dossier, change->now, &refusal);
}

static struct form_content stop_content(const struct dossier_change *change, const struct ending_request *request,
                                        const struct dossier_form *form)
{
    struct str settlement = str_trim(request->settlement);
    struct form_stop stop = {
        .requested_by = request->event == EVENT_WITHDRAW ? STR("người nộp hồ sơ") : form->dossier.handling_unit,
        .stage = dossier_state_label(change->reading.position.state),
        .reason = change->reason,
        .legal_basis = str_trim(request->grounds.legal_basis),
        .settlement = str_is_empty(settlement) ? STR("không phát sinh") : settlement,
        .signer = form->signer,
        .signer_title = form->signer_title,
    };

    return form_fill_stop(change->arena, &form->dossier, change->now, &stop);
}

static enum status issue(const struct dossier_change *change, const struct ending_request *request,
                         struct form_issued *out)
{
    struct dossier_form form;

    TRY(dossier_form_begin(change, &form));
    struct form_content content =
        request->event == EVENT_REJECT ? refusal_content(change, request, &form) : stop_content(change, request, &form);

    return dossier_form_issue(change, &content, out);
}

/* ---- The ending --------------------------------------------------------------------------------- */

struct str dossier_ending_facts(struct arena *arena, enum dossier_event event, const struct ending_grounds *grounds,
                                const struct form_issued *form)
{
    struct json *facts = json_new_object(arena);

    json_put(facts, "form", form_issue_facts(arena, form));
    if (event == EVENT_REJECT)
        json_put_str(facts, "refusal", refusal_reason_name(grounds->refusal));
    if (event != EVENT_WITHDRAW)
        json_put_str(facts, "legal_basis", str_trim(grounds->legal_basis));
    return seal_facts(arena, facts);
}

enum status dossier_ending_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                 const struct ending_request *request, struct change_outcome *out,
                                 enum ending_fault *out_fault, struct form_issued *out_form)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct change_wish wish = { request->code, request->seen_version, request->event, request->grounds.words, 0 };

    *out = (struct change_outcome){ .refusal = MOVE_ALLOWED };
    *out_fault = ENDING_FINE;
    if (str_count_chars(request->settlement) > SETTLEMENT_CHARS_MAX)
        return ST_TOO_LARGE;
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    *out_fault = ending_judge(arena, request->event, &request->grounds);
    if (*out_fault != ENDING_FINE)
        return ST_INVALID;
    TRY(issue(&change, request, out_form));
    struct change_record record = { .facts = dossier_ending_facts(arena, request->event, &request->grounds, out_form) };

    return dossier_change_close(&change, &record, tx, out);
}
