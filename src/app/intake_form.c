/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_form.h"

#include "app/dossier_form.h"

static struct form_content slip(struct arena *arena, const struct intake_form_order *order,
                                const struct dossier_form *form)
{
    struct str *items = arena_array(arena, struct str, order->intake->paper_count + 1);
    size_t count = intake_wanting_items(arena, order->intake, items);
    bool has_words = !str_is_empty(order->grounds.words);

    if (count == 0) /* nothing of the papers: then it is what the officer wrote */
        items[count++] = order->grounds.words;
    struct form_supplement supplement = {
        .items = items,
        .item_count = count,
        .reason = has_words ? order->grounds.words : STR("Hồ sơ chưa đủ thành phần theo quy định."),
        .contact = form->signer,
        .contact_phone = form->office_phone,
        .officer = form->signer,
    };

    return form_fill_supplement(arena, &form->dossier, order->now, &supplement);
}

static struct form_content refusal(struct arena *arena, const struct intake_form_order *order,
                                   const struct dossier_form *form)
{
    struct form_refusal refusal = {
        .reason = refusal_reason_words(arena, order->grounds.refusal, order->grounds.words),
        .legal_basis = order->grounds.legal_basis,
        .officer = form->signer,
    };

    return form_fill_refusal(arena, &form->dossier, order->now, &refusal);
}

enum status intake_form_issue(struct db *db, struct arena *arena, const struct intake_form_order *order,
                              struct form_issued *out)
{
    struct dossier_form form;
    struct form_content content;
    struct form_order issue = { order->actor.office_id, order->dossier_id, order->actor.account_id, &content };

    TRY(dossier_form_load(db, arena, order->actor, order->dossier_id, &form));
    content = order->decision == INTAKE_ASK ? slip(arena, order, &form) : refusal(arena, order, &form);
    return form_issue(db, arena, &issue, out);
}
