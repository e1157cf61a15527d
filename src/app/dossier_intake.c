/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_intake.h"

#include "app/dossier_content.h"
#include "app/dossier_log.h"
#include "app/form_issue.h"
#include "app/payment_desk.h"
#include "app/procedure_rules.h"
#include "app/working_time.h"
#include "base/random.h"
#include "base/text_fold.h"
#include "domain/deadline.h"
#include "domain/identity.h"
#include "queries_read.h"
#include "queries_write.h"

enum { PUBLIC_KEY_CHARS = 16 }; /* 80 bits: what makes a receipt's QR address unguessable */

/* All that receiving one dossier needs, gathered before anything is written. */
struct reception {
    struct db *db;
    struct arena *arena;
    struct actor actor;
    struct moment now;
    struct intake intake;
    struct checklist_questions questions;
    struct sql_procedure_in_force_row procedure;
    const struct fees_typed *fees; /* NULL: not said */
    struct fee_bill bill;
    struct str fee_facts;
    int64_t forward_to_id;
    int64_t dossier_id;
    struct str code, public_key;
    struct moment due_at;
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

    if (reception->forward_to_id == 0)
        return ST_OK;
    status = sql_account_for_holding(reception->db, reception->arena, reception->forward_to_id,
                                     reception->actor.office_id, &person);
    if (status != ST_OK && status != ST_NOT_FOUND)
        return status;
    if (status == ST_NOT_FOUND || !role_parse(person.role, &role) ||
        !dossier_can_be_chosen((struct dossier_position){ .unit_id = reception->procedure.unit_id }, EVENT_FORWARD,
                               role, person.unit_id))
        intake_fault_add(faults, STR("forward_to"), STR("Chuyển cho"), INTAKE_NOT_A_PERSON);
    return ST_OK;
}

static enum status check_fees(struct reception *reception, struct intake_faults *faults)
{
    struct date today = moment_date(reception->now);
    struct fee_offer offer;

    if (reception->fees == NULL)
        return ST_OK;
    TRY(payment_desk_offer(reception->db, reception->arena, reception->actor.office_id,
                           reception->procedure.procedure_version_id, reception->intake.channel, today, &offer));
    payment_compute(reception->arena, offer.rules, offer.count, &offer.exemptions, reception->fees,
                    reception->intake.channel, today, &reception->bill, faults);
    return ST_OK;
}

static enum status check(struct reception *reception, const struct intake_typed *typed, struct intake_faults *faults)
{
    struct intake_rules rules = { .paper_count = 0 };
    bool is_found;

    TRY(find_procedure(reception, typed, &is_found));
    if (is_found)
        TRY(procedure_rules_of(reception->db, reception->procedure.procedure_version_id, &rules));
    reception->questions = rules.questions;
    intake_check(reception->arena, typed, &rules, INTAKE_RECEIVE, moment_date(reception->now), &reception->intake,
                 faults);
    if (!is_found && reception->intake.procedure_code.len > 0)
        intake_fault_add(faults, STR("procedure_code"), intake_field_label(INTAKE_procedure_code),
                         INTAKE_NO_SUCH_PROCEDURE);
    if (is_found) {
        TRY(check_fees(reception, faults));
        TRY(check_forward_to(reception, faults));
    }
    return faults->count == 0 ? ST_OK : ST_INVALID;
}

/* ---- Writing ----------------------------------------------------------------------------------- */

static enum status make_code(struct reception *reception)
{
    struct sql_office_agency_code_row office;
    struct sql_serial_next_row serial;
    struct date today = moment_date(reception->now);
    char iso[11];

    date_format_iso(today, iso);
    struct str period = arena_printf(reception->arena, "%.2s%.2s%.2s", iso + 2, iso + 5, iso + 8);
    TRY(sql_office_agency_code(reception->db, reception->arena, reception->actor.office_id, &office));
    TRY(sql_serial_next(reception->db, reception->arena, reception->actor.office_id, STR("dossier"), period, &serial));
    reception->code = dossier_code_make(
        reception->arena,
        (struct dossier_code){ .agency = office.agency_code, .received_on = today, .serial = serial.last_number });
    return ST_OK;
}

static enum status find_due(struct reception *reception)
{
    const struct calendar *calendar;
    struct term term;

    if (!term_of(reception->procedure.term_unit, reception->procedure.term_amount, &term))
        return ST_CORRUPT;
    TRY(working_time_of(reception->db, reception->arena, reception->actor.office_id, &calendar));
    reception->due_at = deadline_due(calendar, term, reception->now);
    return ST_OK;
}

/* Of the dossier after its reception: an event each for receiving, fees and forwarding. */
static int64_t version_of(const struct reception *reception)
{
    return 1 + (reception->bill.count > 0) + (reception->forward_to_id != 0);
}

static enum status write_dossier(const struct reception *reception, bool is_forwarded, struct str *out_content_seal)
{
    const struct intake *intake = &reception->intake;
    struct sealed_content content = {
        .dossier_id = reception->dossier_id,
        .procedure_version_id = reception->procedure.procedure_version_id,
        .unit_id = reception->procedure.unit_id,
        .received_by_id = reception->actor.account_id,
        .code = reception->code,
        .public_key = reception->public_key,
        .channel = intake->channel,
        .applicant = intake->applicant,
        .identity_number = intake->identity_number,
        .gender = intake->gender,
        .address = intake->address,
        .phone = intake->phone,
        .email = intake->email,
        .summary = intake->summary,
        .answers = checklist_format(reception->arena, reception->questions, intake->answers),
        .born_on = intake->born_on,
        .received_at = reception->now,
        .promised_at = reception->due_at,
    };
    enum dossier_state state = is_forwarded ? DOSSIER_PROCESSING : DOSSIER_RECEIVED;
    int64_t holder_id = is_forwarded ? reception->forward_to_id : reception->actor.account_id;
    bool is_mine = holder_id == reception->actor.account_id;
    struct hash hash;
    char seal[SEAL_ROOM];
    int64_t changed;

    TRY(sql_dossier_add(reception->db, content.dossier_id, reception->actor.office_id, content.code, content.public_key,
                        content.procedure_version_id, content.channel, content.applicant,
                        text_fold(reception->arena, content.applicant), content.identity_number, content.born_on,
                        content.gender, content.address, content.phone, content.email, content.summary,
                        dossier_state_name(state), content.unit_id, holder_id, version_of(reception),
                        content.received_by_id, content.received_at, reception->due_at, content.promised_at,
                        content.received_at, is_mine ? reception->now : (struct moment){ 0 },
                        is_mine ? 0 : reception->actor.account_id, content.answers, &changed));
    seal_content_begin(&hash, reception->arena, &content);
    TRY(dossier_content_write(reception->db, reception->arena, reception->dossier_id, intake, &hash));
    *out_content_seal = arena_copy(reception->arena, seal_content_end(&hash, seal));
    return ST_OK;
}

/* The receipt, as the rows just written have it. */
static enum status issue_receipt(const struct reception *reception, struct form_issued *out)
{
    struct form_content content;
    struct form_order order = { reception->actor.office_id, reception->dossier_id, reception->actor.account_id,
                                &content };

    TRY(form_receipt_load(reception->db, reception->arena, reception->actor.office_id, reception->dossier_id,
                          reception->now, &content));
    return form_issue(reception->db, reception->arena, &order, out);
}

static enum status write_events(struct reception *reception, bool is_forwarded, struct str content_seal,
                                const struct form_issued *receipt)
{
    struct log_entry entry = {
        .dossier_id = reception->dossier_id,
        .version = 1,
        .event = EVENT_RECEIVE,
        .actor_id = reception->actor.account_id,
        .holder_id = reception->actor.account_id,
        .at = reception->now,
        .facts = seal_facts_of_reception(reception->arena, content_seal, receipt),
    };

    TRY(dossier_log_append(&reception->log, &entry));
    if (reception->bill.count > 0) {
        entry.version = 2;
        entry.event = EVENT_FEE_SET;
        entry.facts = reception->fee_facts;
        TRY(dossier_log_append(&reception->log, &entry));
    }
    if (is_forwarded) {
        entry.version = version_of(reception);
        entry.event = EVENT_FORWARD;
        entry.holder_id = reception->forward_to_id;
        entry.facts = seal_no_facts();
        TRY(dossier_log_append(&reception->log, &entry));
    }
    return dossier_log_close(&reception->log);
}

static enum status write_all(struct reception *reception)
{
    bool is_forwarded = reception->forward_to_id != 0;
    struct form_issued receipt;
    struct str content_seal;
    char month[11];
    int64_t changed;

    TRY(make_code(reception));
    TRY(dossier_log_open(reception->db, reception->arena, reception->actor.office_id, &reception->log));
    TRY(find_due(reception));
    reception->dossier_id = random_id(reception->now);
    reception->public_key = random_base32(reception->arena, PUBLIC_KEY_CHARS);
    TRY(write_dossier(reception, is_forwarded, &content_seal));
    if (reception->bill.count > 0)
        TRY(payment_desk_begin(reception->db, reception->arena, reception->actor, reception->now, reception->dossier_id,
                               &reception->bill, &reception->fee_facts));
    TRY(issue_receipt(reception, &receipt));
    TRY(write_events(reception, is_forwarded, content_seal, &receipt));
    return sql_month_count_received(reception->db, reception->actor.office_id,
                                    str_head(date_format_iso(moment_date(reception->now), month), 7),
                                    reception->procedure.procedure_code, reception->intake.channel, &changed);
}

/* ---- The same sending again -------------------------------------------------------------------- */

static void hash_number(struct hash *hash, int64_t number)
{
    hash_update(hash, (struct str){ (const char *)&number, sizeof number });
}

/* With its length before it: where a text ends must not be a matter of what is in it. */
static void hash_text(struct hash *hash, struct str text)
{
    hash_number(hash, (int64_t)text.len);
    hash_update(hash, text);
}

static void hash_fees(struct hash *hash, const struct fees_typed *fees)
{
    if (fees == NULL)
        return;
    for (size_t i = 0; i < fees->line_count; i++) {
        const struct fee_typed *line = &fees->lines[i];

        hash_text(hash, line->tariff_code);
        hash_text(hash, line->pages);
        hash_text(hash, line->count);
        hash_text(hash, line->price);
        hash_text(hash, line->decision);
    }
    for (size_t i = 0; i < fees->claim_count; i++)
        hash_text(hash, fees->claims[i]);
    hash_text(hash, fees->evidence);
}

static struct str hash_of_request(struct arena *arena, const struct intake_request *request)
{
    struct hash hash;
    char hex[HASH_HEX_LEN + 1];

    hash_begin(&hash);
    hash_number(&hash, request->forward_to_id);
    for (size_t i = 0; i < INTAKE_FIELD_COUNT; i++)
        hash_text(&hash, request->typed.fields[i]);
    for (size_t i = 0; i < request->typed.paper_count; i++) {
        const struct paper_typed *paper = &request->typed.papers[i];

        hash_number(&hash, paper->position);
        hash_text(&hash, paper->verdict);
        hash_text(&hash, paper->paper_kind);
        hash_text(&hash, paper->quantity);
        hash_text(&hash, paper->note);
        hash_text(&hash, paper->fault_reason);
        hash_text(&hash, paper->lookup_failure);
    }
    for (size_t i = 0; i < request->typed.answer_count; i++) {
        hash_text(&hash, request->typed.answers[i].key);
        hash_text(&hash, request->typed.answers[i].value);
    }
    for (size_t i = 0; i < PERSON_ROLE_COUNT; i++)
        for (size_t k = 0; k < PERSON_FIELD_COUNT && request->typed.persons[i].is_given; k++)
            hash_text(&hash, request->typed.persons[i].fields[k]);
    hash_fees(&hash, request->fees);
    return arena_copy(arena, hash_end(&hash, hex));
}

/* ST_NOT_FOUND: the key is new. */
static enum status find_repeat(struct db *db, struct arena *arena, struct actor actor, struct str key,
                               struct str request_hash, struct intake_received *out)
{
    struct sql_dossier_by_idempotency_key_row earlier;

    if (str_is_empty(key))
        return ST_NOT_FOUND;
    TRY(sql_dossier_by_idempotency_key(db, arena, actor.account_id, key, &earlier));
    if (!str_equal(earlier.request_hash, request_hash))
        return ST_CONFLICT;
    *out = (struct intake_received){ earlier.dossier_id, earlier.code, earlier.version, true };
    return ST_OK;
}

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
        .fees = request->fees,
        .forward_to_id = request->forward_to_id,
    };
    struct str request_hash;
    int64_t changed;
    enum status repeat;

    *faults = (struct intake_faults){ .count = 0 };
    if (!role_may(actor.role, PERM_DOSSIER_RECEIVE))
        return ST_FORBIDDEN;
    TRY(db_tx_begin(db, &tx));
    request_hash = hash_of_request(arena, request);
    repeat = find_repeat(db, arena, actor, request->idempotency_key, request_hash, out);
    if (repeat != ST_NOT_FOUND)
        return repeat;
    TRY(check(&reception, &request->typed, faults));
    TRY(write_all(&reception));
    if (!str_is_empty(request->idempotency_key))
        TRY(sql_idempotency_add(db, actor.account_id, request->idempotency_key, request_hash, reception.dossier_id, now,
                                &changed));
    TRY(db_tx_commit(tx));
    *out = (struct intake_received){ reception.dossier_id, reception.code, version_of(&reception), false };
    return ST_OK;
}
