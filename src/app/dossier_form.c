/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_form.h"

enum status dossier_form_load(struct db *db, struct arena *arena, struct actor actor, int64_t dossier_id,
                              struct dossier_form *out)
{
    struct sql_account_signature_row signer;
    struct sql_office_phone_row office;

    TRY(form_dossier_load(db, arena, actor.office_id, dossier_id, &out->dossier));
    TRY(sql_account_signature(db, arena, actor.account_id, actor.office_id, &signer));
    TRY(sql_office_phone(db, arena, actor.office_id, &office));
    out->signer = signer.full_name;
    out->signer_title = signer.title;
    out->office_phone = office.phone;
    return ST_OK;
}

enum status dossier_form_begin(const struct dossier_change *change, struct dossier_form *out)
{
    return dossier_form_load(change->db, change->arena, change->actor, change->reading.dossier.dossier_id, out);
}

enum status dossier_form_issue(const struct dossier_change *change, const struct form_content *content,
                               struct form_issued *out)
{
    struct form_order order = { change->actor.office_id, change->reading.dossier.dossier_id, change->actor.account_id,
                                content };

    return form_issue(change->db, change->arena, &order, out);
}

enum status dossier_form_receipt(const struct dossier_change *change, struct str reason, struct form_issued *out)
{
    struct form_order order = { change->actor.office_id, change->reading.dossier.dossier_id, change->actor.account_id,
                                NULL };

    return form_receipt_issue(change->db, change->arena, &order, change->now, reason, out);
}
