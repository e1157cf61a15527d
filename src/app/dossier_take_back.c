/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_take_back.h"

#include "app/dossier_consultation.h"
#include "app/dossier_leg.h"
#include "app/form_issue.h"
#include "queries_write.h"

static enum status void_form(const struct dossier_change *change, const struct dossier_entry *cancelled)
{
    int form = dossier_event_form(cancelled->event);
    struct form_kept newest;
    enum form_kind kind;

    if (form == 0 || !form_kind_parse(arena_printf(change->arena, "%02d", form), &kind) || kind == FORM_RECEIPT)
        return ST_OK; /* a receipt is corrected, never taken back */
    TRY(form_issue_newest(change->db, change->arena, change->actor.office_id, change->reading.dossier.dossier_id, kind,
                          &newest));
    return form_issue_void(change->db, change->actor.office_id, newest.form_id, STR("Thu hồi ngay sau khi lập"),
                           change->now);
}

static enum status uncount_fault(const struct dossier_change *change, const struct dossier_entry *cancelled)
{
    const struct sql_dossier_to_move_row *dossier = &change->reading.dossier;
    char month[11];
    int64_t changed;

    if (change->reading.standing.supplements < 2)
        return ST_OK;
    TRY(sql_officer_fault_remove(change->db, dossier->dossier_id, change->reading.standing.supplements, &changed));
    return sql_month_count_fault(change->db, change->actor.office_id,
                                 str_head(date_format_iso(moment_date(cancelled->at), month), 7),
                                 dossier->procedure_code, dossier->channel, -1, &changed);
}

enum status dossier_take_back_papers(const struct dossier_change *change)
{
    struct dossier_history effective = change->reading.effective;
    const struct dossier_entry *cancelled = &effective.at[effective.count - 1];
    struct moment none = { 0 };
    int64_t changed;

    TRY(void_form(change, cancelled));
    TRY(dossier_consultation_take_back(change));
    TRY(dossier_leg_take_back(change));
    if (cancelled->event == EVENT_ASK_SUPPLEMENT)
        return uncount_fault(change, cancelled);
    if (cancelled->event == EVENT_EXPLAIN)
        return sql_lateness_take_back(change->db, change->reading.dossier.dossier_id, &changed);
    if (cancelled->event == EVENT_MEASURE)
        return sql_lateness_measure(change->db, (struct str){ NULL, 0 }, 0, none, change->reading.dossier.dossier_id,
                                    &changed);
    return ST_OK;
}
