/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_acceptance.h"

#include "app/dossier_content.h"
#include "app/dossier_form.h"
#include "app/dossier_leg.h"
#include "app/payment_desk.h"
#include "app/procedure_rules.h"
#include "queries_write.h"

struct acceptance {
    struct dossier_change change;
    struct sql_dossier_by_code_row dossier;
    struct intake intake;
    struct checklist_questions questions;
    struct fee_bill bill;
};

/* ---- Checking ---------------------------------------------------------------------------------- */

static enum status check(struct acceptance *acceptance, const struct acceptance_request *request,
                         struct intake_faults *faults)
{
    struct dossier_change *change = &acceptance->change;
    struct intake_typed typed = request->typed;
    struct intake_rules rules;

    TRY(sql_dossier_by_code(change->db, change->arena, request->code, change->actor.office_id, &acceptance->dossier));
    typed.fields[INTAKE_procedure_code] = acceptance->dossier.procedure_code;
    typed.fields[INTAKE_channel] = acceptance->dossier.channel;
    TRY(procedure_rules_of(change->db, acceptance->dossier.procedure_version_id, &rules));
    acceptance->questions = rules.questions;
    intake_check(change->arena, &typed, &rules, INTAKE_RECEIVE, moment_date(change->now), &acceptance->intake, faults);
    if (request->fees != NULL)
        TRY(payment_desk_compute(change->db, change->arena, change->actor.office_id,
                                 acceptance->dossier.procedure_version_id, acceptance->dossier.channel,
                                 moment_date(change->now), request->fees, faults, &acceptance->bill));
    return faults->count == 0 ? ST_OK : ST_INVALID;
}

/* Papers that were asked for before go straight to whoever handles the dossier. */
static int64_t chosen_with_acceptance(const struct acceptance *acceptance, const struct acceptance_request *request)
{
    return acceptance->change.reading.standing.state == DOSSIER_ASKED ? request->forward_to_id : 0;
}

/* ---- Writing ----------------------------------------------------------------------------------- */

static enum status write_content(struct acceptance *acceptance, struct str *out_content_seal)
{
    struct dossier_change *change = &acceptance->change;
    const struct sql_dossier_by_code_row *dossier = &acceptance->dossier;
    const struct dossier_timing *timing = &change->reading.timing;
    struct sealed_content content = dossier_content_typed(change->arena, &acceptance->intake, acceptance->questions);

    content.dossier_id = dossier->dossier_id;
    content.procedure_version_id = dossier->procedure_version_id;
    content.unit_id = dossier->unit_id;
    content.received_by_id = change->actor.account_id;
    content.code = dossier->code;
    content.public_key = dossier->public_key;
    content.received_at = change->now;
    content.promised_at = deadline_due(timing->calendar, timing->term, change->now);

    return dossier_content_replace(change->db, change->arena, &content, &acceptance->intake, out_content_seal);
}

static enum status accept(struct acceptance *acceptance)
{
    struct dossier_change *change = &acceptance->change;
    struct form_issued receipt;
    struct str content_seal, legs_seal;
    char month[11];
    int64_t changed;

    TRY(write_content(acceptance, &content_seal));
    TRY(dossier_form_receipt(change, (struct str){ NULL, 0 }, &receipt));
    TRY(dossier_leg_begin_change(change, &legs_seal));
    TRY(dossier_change_write(change, &(struct change_record){ .facts = seal_facts_of_reception(
                                                                  change->arena, content_seal, &receipt, legs_seal) }));
    return sql_month_count_received(change->db, change->actor.office_id,
                                    str_head(date_format_iso(moment_date(change->now), month), 7),
                                    acceptance->dossier.procedure_code, acceptance->dossier.channel, &changed);
}

/* The next event of the same act, on the dossier as the last one left it. */
static enum status go_on(struct acceptance *acceptance)
{
    struct dossier_change before = acceptance->change;

    return dossier_change_begin(before.db, before.arena, before.actor, before.now, acceptance->dossier.code,
                                before.reading.dossier.version, &acceptance->change);
}

/* Before the receipt, which says what is to be paid. */
static enum status set_fees(struct acceptance *acceptance)
{
    if (acceptance->bill.count == 0)
        return ST_OK;
    TRY(payment_desk_set_within(&acceptance->change, &acceptance->bill));
    return go_on(acceptance);
}

/* The handler has it at once, as after a reception at the counter. */
static enum status forward(struct acceptance *acceptance, int64_t forward_to_id)
{
    struct dossier_change *change = &acceptance->change;
    struct str legs_seal;

    TRY(go_on(acceptance));
    TRY(dossier_change_judge(change, EVENT_FORWARD, (struct str){ NULL, 0 }, forward_to_id));
    TRY(dossier_leg_begin_change(change, &legs_seal));
    return dossier_change_write(change,
                                &(struct change_record){ .facts = seal_facts_of_forwarding(change->arena, legs_seal) });
}

/* ---- The use case ------------------------------------------------------------------------------ */

static enum status apply(struct acceptance *acceptance, const struct acceptance_request *request,
                         struct intake_faults *faults)
{
    int64_t chosen_id = chosen_with_acceptance(acceptance, request);

    TRY(dossier_change_judge(&acceptance->change, EVENT_ACCEPT, (struct str){ NULL, 0 }, chosen_id));
    TRY(check(acceptance, request, faults));
    TRY(set_fees(acceptance));
    TRY(dossier_change_judge(&acceptance->change, EVENT_ACCEPT, (struct str){ NULL, 0 }, chosen_id));
    TRY(accept(acceptance));
    return request->forward_to_id != 0 && chosen_id == 0 ? forward(acceptance, request->forward_to_id) : ST_OK;
}

enum status dossier_acceptance_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct acceptance_request *request, struct intake_faults *faults,
                                     struct change_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct acceptance acceptance = { .bill = { .count = 0 } };
    enum status status;

    *faults = (struct intake_faults){ .count = 0 };
    *out = (struct change_outcome){ .refusal = MOVE_ALLOWED };
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_begin(db, arena, actor, now, request->code, request->seen_version, &acceptance.change));
    status = apply(&acceptance, request, faults);
    *out = dossier_change_outcome(&acceptance.change);
    TRY(status);
    return db_tx_commit(tx);
}
