/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_processing.h"

#include "app/dossier_leg.h"
#include "app/dossier_seal.h"
#include "app/dossier_take_back.h"
#include "app/payment_desk.h"

bool dossier_processing_has(enum dossier_event event)
{
    static const enum dossier_event not_plain[] = {
        EVENT_SUBMIT,          EVENT_RECEIVE, EVENT_ASK_SUPPLEMENT, EVENT_ALLOW_SUPPLEMENT, EVENT_ASK_EXTENSION,
        EVENT_GRANT_EXTENSION, EVENT_EXPLAIN, EVENT_MEASURE,        EVENT_REJECT,           EVENT_STOP,
        EVENT_WITHDRAW,        EVENT_CORRECT, EVENT_CONSULT,        EVENT_CONSULT_REPLY,    EVENT_RECALCULATE,
        EVENT_LEG_DONE,        EVENT_ACCEPT,  EVENT_FEE_SET,        EVENT_FEE_PAID,         EVENT_FEE_REFUNDED,
        EVENT_CONTROL_SLIP,
    };

    for (size_t i = 0; i < sizeof not_plain / sizeof *not_plain; i++)
        if (not_plain[i] == event)
            return false;
    return event < EVENT_COUNT;
}

static struct change_record record_of(struct arena *arena, const struct dossier_change *change,
                                      const struct move_request *request)
{
    struct str draft = request->draft.at != NULL ? request->draft : change->reading.dossier.draft_result;

    if (request->event != EVENT_PROPOSE)
        return (struct change_record){ .draft = { NULL, 0 } };
    return (struct change_record){ .draft = draft, .facts = seal_facts_of_draft(arena, draft) };
}

/* It goes on without money only when none is owed. */
static enum status judge_payment(const struct dossier_change *change, enum dossier_refusal *out)
{
    struct fee_account account;

    if (change->event != EVENT_PAY_FEE)
        return ST_OK;
    TRY(payment_desk_account(change->db, change->arena, change->reading.dossier.dossier_id, &account));
    if (account.open_vnd == 0)
        return ST_OK;
    *out = MOVE_NEEDS_PAYMENT;
    return ST_INVALID;
}

static enum status begin_legs(const struct dossier_change *change, struct change_record *record)
{
    struct str seal;

    TRY(dossier_leg_begin_change(change, &seal));
    record->facts = seal_facts_of_forwarding(change->arena, seal);
    return ST_OK;
}

enum status dossier_processing_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct move_request *request, struct change_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct change_wish wish = { request->code, request->seen_version, request->event, request->reason,
                                request->chosen_id };

    *out = (struct change_outcome){ .refusal = MOVE_NO_SUCH_STEP };
    if (!dossier_processing_has(request->event))
        return ST_INVALID;
    if (str_count_chars(request->draft) > DRAFT_CHARS_MAX)
        return ST_TOO_LARGE;
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_open(db, arena, actor, now, &wish, &change, out));
    TRY(judge_payment(&change, &out->refusal));
    struct change_record record = record_of(arena, &change, request);

    if (request->event == EVENT_TAKE_BACK)
        TRY(dossier_take_back_papers(&change));
    if (request->event == EVENT_FORWARD)
        TRY(begin_legs(&change, &record));
    return dossier_change_close(&change, &record, tx, out);
}
