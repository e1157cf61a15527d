/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_intake.h"

#include "app/dossier_content.h"
#include "app/dossier_ending.h"
#include "app/dossier_leg.h"
#include "app/dossier_log.h"
#include "app/dossier_seal.h"
#include "app/form_issue.h"
#include "app/intake_form.h"
#include "app/intake_repeat.h"
#include "app/payment_desk.h"
#include "app/procedure_rules.h"
#include "app/search_index.h"
#include "app/serial.h"
#include "app/working_time.h"
#include "base/random.h"
#include "base/text_fold.h"
#include "domain/dossier_clock.h"
#include "domain/identity.h"
#include "queries_read.h"
#include "queries_write.h"

enum {
    PUBLIC_KEY_CHARS = 16, /* 80 bits: what makes a receipt's QR address unguessable */
    EVENTS_AT_ONCE_MAX = 3
};

/* All that receiving one dossier needs, gathered before anything is written. */
struct reception {
    struct db *db;
    struct arena *arena;
    struct actor actor;
    struct moment now;
    enum intake_decision decision;
    struct ending_grounds grounds; /* the officer's own words about what is wanting; or why it is refused */
    struct str reason;             /* of asking or rejecting: the words, with the list of what is wanting */
    struct intake intake;
    struct checklist_questions questions;
    struct sql_procedure_in_force_row procedure;
    const struct fees_typed *fees; /* NULL: not said */
    struct fee_bill bill;
    struct str fee_facts, legs_seal;
    int64_t forward_to_id;
    int64_t dossier_id;
    struct str code, public_key;
    struct dossier_history history; /* what happens to it at once */
    struct dossier_standing standing;
    struct deadline_case clock;
    struct deadline deadline;
    struct dossier_log log;
};

/* ---- Checking ---------------------------------------------------------------------------------- */

static enum status find_procedure(struct reception *reception, const struct intake_typed *typed, bool *out_found)
{
    struct str code = str_trim(typed->fields[INTAKE_procedure_code]);
    struct str channel = str_trim(typed->fields[INTAKE_channel]);
    enum status status;

    *out_found = false;
    if (str_is_empty(code) || str_is_empty(channel))
        return ST_OK;
    status = sql_procedure_in_force(reception->db, reception->arena, channel, reception->actor.office_id, code,
                                    moment_date(reception->now), &reception->procedure);
    if (status == ST_NOT_FOUND)
        return ST_OK;
    *out_found = status == ST_OK;
    return status;
}

static enum status check_forward_to(const struct reception *reception, struct intake_faults *faults)
{
    struct sql_account_for_holding_row person;
    enum role role;
    enum status status;

    if (reception->forward_to_id == 0 || reception->decision == INTAKE_ASK || reception->decision == INTAKE_REJECT)
        return ST_OK;
    status = sql_account_for_holding(reception->db, reception->arena, reception->forward_to_id,
                                     reception->actor.office_id, &person);
    if (status != ST_OK && status != ST_NOT_FOUND)
        return status;
    if (status == ST_NOT_FOUND || reception->decision == INTAKE_SUBMIT || !role_parse(person.role, &role) ||
        !dossier_can_be_chosen((struct dossier_position){ .unit_id = reception->procedure.unit_id }, EVENT_FORWARD,
                               role, person.unit_id))
        intake_fault_add(faults, STR("forward_to"), STR("Chuyển cho"), INTAKE_NOT_A_PERSON);
    return ST_OK;
}

static enum status check_fees(struct reception *reception, struct intake_faults *faults)
{
    if (reception->fees == NULL)
        return ST_OK;
    return payment_desk_compute(reception->db, reception->arena, reception->actor.office_id,
                                reception->procedure.procedure_version_id, reception->intake.channel,
                                moment_date(reception->now), reception->fees, faults, &reception->bill);
}

/* At the counter a refusal rests on what it rests on later: a reason of law, its basis, and no machine. */
static void check_refusal(const struct reception *reception, struct intake_faults *faults)
{
    static const struct {
        struct str label;
        enum intake_fault_kind kind;
    } said[ENDING_FAULT_COUNT] = {
        [ENDING_NO_REASON] = { STR_INIT("Lý do theo pháp luật"), INTAKE_NEEDS_REFUSAL },
        [ENDING_NO_BASIS] = { STR_INIT("Căn cứ pháp lý"), INTAKE_NEEDS_LEGAL_BASIS },
        [ENDING_BLAMES_A_MACHINE] = { STR_INIT("Lý do"), INTAKE_NEEDS_LEGAL_REASON },
    };

    if (str_is_empty(reception->reason))
        intake_fault_add(faults, STR("reason"), STR("Lý do"), INTAKE_NEEDS_LEGAL_REASON);
    for (enum ending_fault fault = 0; fault < ENDING_FAULT_COUNT; fault++)
        if (ending_has_fault(reception->arena, EVENT_REJECT, &reception->grounds, fault))
            intake_fault_add(faults, ending_fault_field(fault), said[fault].label, said[fault].kind);
}

/* Words of the officer's own, or the list of what is wanting. */
static void check_reason(struct reception *reception, struct intake_faults *faults)
{
    struct str label = STR("Lý do");

    if (str_count_chars(reception->reason) > REASON_CHARS_MAX)
        intake_fault_add(faults, STR("reason"), label, INTAKE_TOO_LONG);
    if (reception->decision == INTAKE_REJECT)
        check_refusal(reception, faults);
    if (reception->decision != INTAKE_ASK)
        return;
    reception->reason = intake_request_words(reception->arena, &reception->intake, reception->reason);
    if (str_is_empty(reception->reason) && faults->count == 0)
        intake_fault_add(faults, STR("reason"), label, INTAKE_NOTHING_WANTING);
}

static enum status check(struct reception *reception, const struct intake_typed *typed, struct intake_faults *faults)
{
    struct intake_rules rules = { .paper_count = 0 };
    bool is_found;

    TRY(find_procedure(reception, typed, &is_found));
    if (is_found)
        TRY(procedure_rules_of(reception->db, reception->procedure.procedure_version_id, &rules));
    reception->questions = rules.questions;
    intake_check(reception->arena, typed, &rules, reception->decision, moment_date(reception->now), &reception->intake,
                 faults);
    if (!is_found && reception->intake.procedure_code.len > 0)
        intake_fault_add(faults, STR("procedure_code"), intake_field_label(INTAKE_procedure_code),
                         INTAKE_NO_SUCH_PROCEDURE);
    if (is_found) {
        TRY(check_fees(reception, faults));
        TRY(check_forward_to(reception, faults));
    }
    check_reason(reception, faults);
    return faults->count == 0 ? ST_OK : ST_INVALID;
}

/* ---- Writing ----------------------------------------------------------------------------------- */

static enum status make_code(struct reception *reception)
{
    struct sql_office_agency_code_row office;
    int64_t serial;
    struct date today = moment_date(reception->now);
    char iso[11];

    date_format_iso(today, iso);
    struct str period = arena_printf(reception->arena, "%.2s%.2s%.2s", iso + 2, iso + 5, iso + 8);
    TRY(sql_office_agency_code(reception->db, reception->arena, reception->actor.office_id, &office));
    TRY(serial_next(reception->db, reception->arena, reception->actor.office_id, STR("dossier"), period, &serial));
    reception->code = dossier_code_make(
        reception->arena,
        (struct dossier_code){ .agency = office.agency_code, .received_on = today, .serial = serial });
    return ST_OK;
}

static void happens(struct reception *reception, struct dossier_entry *entries, enum dossier_event event,
                    int64_t holder_id)
{
    entries[reception->history.count++] =
        (struct dossier_entry){ event, reception->actor.account_id, holder_id, reception->now };
    reception->history.at = entries;
}

/* What happens to the dossier at once, and what that comes to. */
static enum status plan(struct reception *reception)
{
    struct dossier_entry *entries = arena_array(reception->arena, struct dossier_entry, EVENTS_AT_ONCE_MAX);
    struct dossier_timing timing = { .waiting = WAITING_RESTARTS };
    int64_t me = reception->actor.account_id;

    happens(reception, entries, reception->decision == INTAKE_RECEIVE ? EVENT_RECEIVE : EVENT_SUBMIT, me);
    if (reception->bill.count > 0)
        happens(reception, entries, EVENT_FEE_SET, me);
    if (reception->decision == INTAKE_RECEIVE && reception->forward_to_id != 0)
        happens(reception, entries, EVENT_FORWARD, reception->forward_to_id);
    if (reception->decision == INTAKE_ASK)
        happens(reception, entries, EVENT_ASK_SUPPLEMENT, me);
    if (reception->decision == INTAKE_REJECT)
        happens(reception, entries, EVENT_REJECT, 0);
    if (!term_of(reception->procedure.term_unit, reception->procedure.term_amount, &timing.term))
        return ST_CORRUPT;
    TRY(working_time_of(reception->db, reception->arena, reception->actor.office_id, &timing.calendar));
    reception->standing = dossier_standing(reception->history);
    reception->clock = dossier_clock_case(reception->arena, timing, reception->history);
    reception->deadline = deadline_after(&reception->clock);
    return reception->standing.is_legal ? ST_OK : ST_CORRUPT;
}

/* Nothing is promised before the dossier is accepted. */
static struct moment promised_of(const struct reception *reception)
{
    return moment_is_given(reception->standing.accepted_at) || reception->decision == INTAKE_RECEIVE
               ? reception->deadline.due_at
               : DEADLINE_NEVER;
}

static struct str punctuality_of(const struct reception *reception)
{
    if (!moment_is_given(reception->standing.closed_at))
        return (struct str){ NULL, 0 };
    return punctuality_name(
        deadline_punctuality(reception->clock.term, reception->deadline.due_at, reception->standing.closed_at));
}

static enum status write_row(const struct reception *reception, const struct sealed_content *content)
{
    const struct dossier_standing *standing = &reception->standing;
    bool is_mine = standing->holder_id == reception->actor.account_id;
    bool is_held = standing->holder_id != 0;
    struct moment never = { 0 };
    int64_t changed;

    return sql_dossier_add(reception->db, content->dossier_id, reception->actor.office_id, content->code,
                           content->public_key, content->procedure_version_id, content->channel, content->applicant,
                           text_fold(reception->arena, content->applicant), content->identity_number, content->born_on,
                           content->gender, content->address, content->phone, content->email, content->summary,
                           dossier_state_name(standing->state), content->unit_id, standing->holder_id,
                           (int64_t)reception->history.count, content->received_by_id, content->received_at,
                           dossier_clock_due(reception->deadline), content->promised_at, standing->supplements,
                           standing->closed_at, punctuality_of(reception), is_held ? reception->now : never,
                           is_mine ? reception->now : never, is_held && !is_mine ? reception->actor.account_id : 0,
                           content->answers, &changed);
}

static enum status write_dossier(const struct reception *reception, struct str *out_content_seal)
{
    const struct intake *intake = &reception->intake;
    struct sealed_content content = dossier_content_typed(reception->arena, intake, reception->questions);
    struct search_subject subject = search_index_subject(intake);
    struct hash hash;
    char seal[SEAL_ROOM];

    content.dossier_id = reception->dossier_id;
    content.procedure_version_id = reception->procedure.procedure_version_id;
    content.unit_id = reception->procedure.unit_id;
    content.received_by_id = reception->actor.account_id;
    content.code = reception->code;
    content.public_key = reception->public_key;
    content.received_at = reception->now;
    content.promised_at = promised_of(reception);
    TRY(write_row(reception, &content));
    seal_content_begin(&hash, reception->arena, &content);
    TRY(dossier_content_write(reception->db, reception->arena, reception->dossier_id, intake, &hash));
    TRY(search_index_write(reception->db, reception->arena, reception->actor.office_id, reception->dossier_id,
                           &subject));
    *out_content_seal = arena_copy(reception->arena, seal_content_end(&hash, seal));
    return ST_OK;
}

static enum status issue_receipt(const struct reception *reception, struct form_issued *out)
{
    struct form_order order = { reception->actor.office_id, reception->dossier_id, reception->actor.account_id, NULL };

    return form_receipt_issue(reception->db, reception->arena, &order, reception->now, (struct str){ NULL, 0 }, out);
}

/* What the citizen takes away instead of a receipt, when it is not received. */
static enum status issue_answer(const struct reception *reception, struct form_issued *out)
{
    struct intake_form_order order = { reception->actor,    reception->now,     reception->dossier_id,
                                       reception->decision, &reception->intake, reception->grounds };

    return intake_form_issue(reception->db, reception->arena, &order, out);
}

static struct str facts_of_asking(struct arena *arena, const struct form_issued *slip)
{
    struct json *facts = json_new_object(arena);

    json_put(facts, "form", form_issue_facts(arena, slip));
    return seal_facts(arena, facts);
}

static struct str facts_of(const struct reception *reception, enum dossier_event event, struct str content_seal,
                           const struct form_issued *form)
{
    struct str none = { NULL, 0 };

    if (event == EVENT_RECEIVE)
        return seal_facts_of_reception(reception->arena, content_seal, form, none);
    if (event == EVENT_SUBMIT)
        return seal_facts_of_reception(reception->arena, content_seal, NULL, none);
    if (event == EVENT_ASK_SUPPLEMENT)
        return facts_of_asking(reception->arena, form);
    if (event == EVENT_REJECT)
        return dossier_ending_facts(reception->arena, event, &reception->grounds, form);
    if (event == EVENT_FORWARD)
        return seal_facts_of_forwarding(reception->arena, reception->legs_seal);
    return event == EVENT_FEE_SET ? reception->fee_facts : seal_no_facts();
}

static enum status write_events(struct reception *reception, struct str content_seal, const struct form_issued *form)
{
    for (size_t i = 0; i < reception->history.count; i++) {
        const struct dossier_entry *entry = &reception->history.at[i];
        bool has_reason = dossier_event_needs_reason(entry->event);

        TRY(dossier_log_append(&reception->log, &(struct log_entry){
                                                    .dossier_id = reception->dossier_id,
                                                    .version = (int64_t)i + 1,
                                                    .event = entry->event,
                                                    .actor_id = entry->actor_id,
                                                    .holder_id = entry->holder_id,
                                                    .at = entry->at,
                                                    .reason = has_reason ? reception->reason : (struct str){ NULL, 0 },
                                                    .facts = facts_of(reception, entry->event, content_seal, form),
                                                }));
    }
    return dossier_log_close(&reception->log);
}

/* What was received is counted when it is accepted; what ended at once is counted as ended. */
static enum status count_month(const struct reception *reception)
{
    char month[11];
    struct str name = str_head(date_format_iso(moment_date(reception->now), month), 7);
    int64_t changed;

    if (reception->decision == INTAKE_RECEIVE)
        return sql_month_count_received(reception->db, reception->actor.office_id, name,
                                        reception->procedure.procedure_code, reception->intake.channel, &changed);
    if (reception->decision == INTAKE_REJECT)
        return sql_month_count_finished(reception->db, reception->actor.office_id, name,
                                        reception->procedure.procedure_code, reception->intake.channel, 0, 0, 0, 1,
                                        &changed);
    return ST_OK;
}

static enum status begin_legs(struct reception *reception)
{
    struct leg_order order = { .office_id = reception->actor.office_id,
                               .dossier_id = reception->dossier_id,
                               .procedure_version_id = reception->procedure.procedure_version_id,
                               .actor_id = reception->actor.account_id,
                               .calendar = reception->clock.calendar,
                               .now = reception->now };

    return dossier_leg_begin(reception->db, reception->arena, &order, &reception->legs_seal);
}

static enum status write_all(struct reception *reception)
{
    struct form_issued form = { .form_id = 0 };
    struct str content_seal;

    TRY(make_code(reception));
    TRY(dossier_log_open(reception->db, reception->arena, reception->actor.office_id, &reception->log));
    TRY(plan(reception));
    reception->dossier_id = random_id(reception->now);
    reception->public_key = random_base32(reception->arena, PUBLIC_KEY_CHARS);
    TRY(write_dossier(reception, &content_seal));
    if (reception->bill.count > 0)
        TRY(payment_desk_begin(reception->db, reception->arena, reception->actor, reception->now, reception->dossier_id,
                               &reception->bill, &reception->fee_facts));
    if (reception->decision == INTAKE_RECEIVE)
        TRY(issue_receipt(reception, &form));
    else if (reception->decision != INTAKE_SUBMIT)
        TRY(issue_answer(reception, &form));
    if (reception->decision == INTAKE_RECEIVE && reception->forward_to_id != 0)
        TRY(begin_legs(reception));
    TRY(write_events(reception, content_seal, &form));
    return count_month(reception);
}

/* What was said of why; what is no reason of law is none. */
static struct ending_grounds grounds_of(const struct intake_request *request)
{
    struct ending_grounds grounds = { .refusal = REFUSAL_REASON_COUNT,
                                      .words = str_trim(request->reason),
                                      .legal_basis = str_trim(request->legal_basis) };

    if (!refusal_reason_parse(request->refusal, &grounds.refusal))
        grounds.refusal = REFUSAL_REASON_COUNT;
    return grounds;
}

/* ---- The use case ------------------------------------------------------------------------------ */

enum status dossier_intake_receive(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                   const struct intake_request *request, struct intake_faults *faults,
                                   struct intake_received *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct reception reception = {
        .db = db,
        .arena = arena,
        .actor = actor,
        .now = now,
        .decision = request->decision,
        .grounds = grounds_of(request),
        .reason = str_trim(request->reason),
        .fees = request->decision == INTAKE_RECEIVE ? request->fees : NULL,
        .forward_to_id = request->forward_to_id,
    };
    enum status repeat;

    *faults = (struct intake_faults){ .count = 0 };
    if (!role_may(actor.role, PERM_DOSSIER_RECEIVE))
        return ST_FORBIDDEN;
    TRY(db_tx_begin(db, &tx));
    repeat = intake_repeat_find(db, arena, actor, request, out);
    if (repeat != ST_NOT_FOUND)
        return repeat;
    TRY(check(&reception, &request->typed, faults));
    TRY(write_all(&reception));
    TRY(intake_repeat_keep(db, arena, actor, request, reception.dossier_id));
    TRY(db_tx_commit(tx));
    *out = (struct intake_received){ reception.dossier_id, reception.code, (int64_t)reception.history.count, false };
    return ST_OK;
}
