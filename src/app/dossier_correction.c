/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_correction.h"

#include "app/dossier_content.h"
#include "app/dossier_form.h"
#include "app/message_outbox.h"
#include "app/procedure_rules.h"
#include "domain/identity.h"
#include "queries_write.h"

enum { FACTS_BYTES_MAX = 512 * 1024 };

struct correction {
    struct dossier_change change;
    struct sql_dossier_by_code_row dossier; /* as it was received */
    struct sql_procedure_of_version_row procedure;
    struct checklist_questions old_questions, questions;
    struct intake old, intake;
    struct intake_differences differences;
    int64_t handler_id; /* 0: whoever holds it */
    struct moment due_before, due, promised_before, promised;
    struct moment ended_extension_to; /* given: the new receipt names a later instant than this appointment */
};

/* ---- As it was received ------------------------------------------------------------------------- */

static enum status load_papers(struct correction *correction)
{
    struct arena *arena = correction->change.arena;
    struct sql_dossier_papers_rows rows;

    TRY(sql_dossier_papers(correction->change.db, arena, correction->dossier.dossier_id, &rows));
    correction->old.papers = arena_array(arena, struct intake_paper, rows.count + 1);
    correction->old.paper_count = rows.count;
    for (size_t i = 0; i < rows.count; i++) {
        struct intake_paper *paper = &correction->old.papers[i];

        *paper = (struct intake_paper){ .position = rows.at[i].position,
                                        .name = rows.at[i].name,
                                        .paper_kind = rows.at[i].paper_kind,
                                        .quantity = rows.at[i].quantity,
                                        .is_required = rows.at[i].is_required,
                                        .note = rows.at[i].note,
                                        .fault_reason = rows.at[i].fault_reason,
                                        .lookup_failure = rows.at[i].lookup_failure };
        if (!paper_verdict_parse(rows.at[i].paper_verdict, &paper->verdict))
            return ST_CORRUPT;
    }
    return ST_OK;
}

static enum status load_persons(struct correction *correction)
{
    struct sql_dossier_persons_rows rows;

    TRY(sql_dossier_persons(correction->change.db, correction->change.arena, correction->dossier.dossier_id, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        bool is_owner = str_equal(rows.at[i].person_role, person_role_name(PERSON_OWNER));

        correction->old.persons[is_owner ? PERSON_OWNER : PERSON_SUBMITTER] =
            (struct intake_person){ rows.at[i].full_name,     rows.at[i].identity_number, rows.at[i].gender,
                                    rows.at[i].address,       rows.at[i].phone,           rows.at[i].email,
                                    rows.at[i].authorisation, rows.at[i].born_on };
    }
    return ST_OK;
}

static enum status load(struct correction *correction)
{
    const struct dossier_change *change = &correction->change;
    struct sql_dossier_by_code_row *row = &correction->dossier;

    TRY(sql_dossier_by_code(change->db, change->arena, change->reading.dossier.code, change->actor.office_id, row));
    TRY(procedure_questions_of(change->db, change->arena, row->procedure_version_id, &correction->old_questions));
    correction->old = (struct intake){ .procedure_code = row->procedure_code,
                                       .channel = row->channel,
                                       .applicant = row->applicant,
                                       .identity_number = row->identity_number,
                                       .gender = row->gender,
                                       .address = row->address,
                                       .phone = row->phone,
                                       .email = row->email,
                                       .summary = row->summary,
                                       .born_on = row->born_on };
    if (!checklist_parse(row->answers, correction->old_questions, &correction->old.answers))
        return ST_CORRUPT;
    TRY(load_papers(correction));
    return load_persons(correction);
}

/* ---- Checking ----------------------------------------------------------------------------------- */

/* The dossier's own version, or that of another procedure as it was in force the day the dossier came. */
static enum status find_version(const struct correction *correction, struct str code, struct str channel,
                                int64_t *out_version_id)
{
    const struct dossier_change *change = &correction->change;
    struct sql_procedure_in_force_row row;

    *out_version_id = correction->dossier.procedure_version_id;
    if (str_equal(code, correction->dossier.procedure_code))
        return ST_OK;
    TRY(sql_procedure_in_force(change->db, change->arena, channel, change->actor.office_id, code,
                               moment_date(change->reading.standing.submitted_at), &row));
    *out_version_id = row.procedure_version_id;
    return ST_OK;
}

static enum status find_procedure(struct correction *correction, const struct intake_typed *typed, bool *out_found)
{
    const struct dossier_change *change = &correction->change;
    struct str channel = str_trim(typed->fields[INTAKE_channel]);
    int64_t version_id;
    enum status status = find_version(correction, str_trim(typed->fields[INTAKE_procedure_code]), channel, &version_id);

    if (status == ST_OK)
        status = sql_procedure_of_version(change->db, change->arena, channel, version_id, change->actor.office_id,
                                          &correction->procedure);
    *out_found = status == ST_OK;
    return status == ST_NOT_FOUND ? ST_OK : status;
}

static bool is_other_procedure(const struct correction *correction)
{
    return correction->procedure.procedure_version_id != correction->dossier.procedure_version_id;
}

/* Once it was forwarded, its bodies have it in hand, or would have had to. */
static enum status check_legs(const struct correction *correction, struct intake_faults *faults)
{
    const struct dossier_change *change = &correction->change;
    struct str place = STR("procedure_code"), label = intake_field_label(INTAKE_procedure_code);
    struct sql_dossier_legs_rows begun;
    struct sql_procedure_legs_rows asked;

    if (!is_other_procedure(correction) || change->reading.standing.state == DOSSIER_RECEIVED)
        return ST_OK;
    TRY(sql_dossier_legs(change->db, change->arena, correction->dossier.dossier_id, &begun));
    TRY(sql_procedure_legs(change->db, change->arena, correction->procedure.procedure_version_id, &asked));
    if (begun.count > 0)
        intake_fault_add(faults, place, label, INTAKE_HAS_LEGS);
    else if (asked.count > 0)
        intake_fault_add(faults, place, label, INTAKE_BECOMES_INTERLINKED);
    return ST_OK;
}

bool dossier_correction_needs_handler(enum dossier_state state, int64_t unit_id, int64_t new_unit_id)
{
    return new_unit_id != unit_id && state != DOSSIER_RECEIVED;
}

static enum status check_handler(struct correction *correction, int64_t handler_id, struct intake_faults *faults)
{
    const struct dossier_change *change = &correction->change;
    struct dossier_position position = { .state = change->reading.standing.state,
                                         .unit_id = correction->procedure.unit_id };
    struct sql_account_for_holding_row person;
    struct str place = STR("forward_to"), label = STR("Chuyển cho");
    enum role role;
    enum status status;

    if (!dossier_correction_needs_handler(position.state, correction->dossier.unit_id, position.unit_id))
        return ST_OK;
    status = sql_account_for_holding(change->db, change->arena, handler_id, change->actor.office_id, &person);
    if (status != ST_OK && status != ST_NOT_FOUND)
        return status;
    if (handler_id == 0)
        intake_fault_add(faults, place, label, INTAKE_MISSING);
    else if (status == ST_NOT_FOUND || !role_parse(person.role, &role) ||
             !dossier_can_be_chosen(position, EVENT_FORWARD, role, person.unit_id))
        intake_fault_add(faults, place, label, INTAKE_NOT_A_PERSON);
    correction->handler_id = handler_id;
    return ST_OK;
}

static enum status check_content(struct correction *correction, const struct correction_request *request,
                                 struct intake_faults *faults)
{
    struct dossier_change *change = &correction->change;
    struct intake_rules rules = { .paper_count = 0 };
    bool is_found;

    TRY(find_procedure(correction, &request->typed, &is_found));
    if (is_found)
        TRY(procedure_rules_of(change->db, correction->procedure.procedure_version_id, &rules));
    correction->questions = rules.questions;
    intake_check(change->arena, &request->typed, &rules, INTAKE_RECEIVE, moment_date(change->now), &correction->intake,
                 faults);
    if (!is_found) {
        intake_fault_add(faults, STR("procedure_code"), intake_field_label(INTAKE_procedure_code),
                         INTAKE_NOT_IN_FORCE_THEN);
        return ST_OK;
    }
    TRY(check_legs(correction, faults));
    return check_handler(correction, request->handler_id, faults);
}

/* The move itself; a reason that is missing or too long is one fault among the others. */
static enum status judge(struct correction *correction, struct str reason, struct intake_faults *faults)
{
    struct str place = STR("reason"), label = STR("Lý do sửa");
    enum status status = dossier_change_judge(&correction->change, EVENT_CORRECT, reason, 0);

    if (status == ST_TOO_LARGE)
        intake_fault_add(faults, place, label, INTAKE_TOO_LONG);
    else if (status == ST_INVALID && correction->change.verdict.refusal == MOVE_NEEDS_REASON)
        intake_fault_add(faults, place, label, INTAKE_MISSING);
    else
        return status;
    return ST_OK;
}

static enum status check(struct correction *correction, const struct correction_request *request,
                         struct intake_faults *faults)
{
    TRY(judge(correction, request->reason, faults));
    TRY(load(correction));
    TRY(check_content(correction, request, faults));
    if (faults->count > 0)
        return ST_INVALID;
    correction->differences = intake_differences(
        correction->change.arena,
        (struct intake_side){ &correction->old, correction->old_questions, correction->dossier.procedure_name },
        (struct intake_side){ &correction->intake, correction->questions, correction->procedure.name });
    if (correction->differences.count == 0)
        intake_fault_add(faults, STR("reason"), STR("Lý do sửa"), INTAKE_NOTHING_CORRECTED);
    return faults->count > 0 ? ST_INVALID : ST_OK;
}

/* ---- The clock ---------------------------------------------------------------------------------- */

/* While the citizen has the dossier nothing is due: then the promise counts from the reception. */
static struct moment promise(const struct dossier_reading *reading)
{
    struct moment due = dossier_clock_due(reading->deadline);

    if (due.ms != DEADLINE_NEVER.ms)
        return due;
    return deadline_due(reading->timing.calendar, reading->timing.term, reading->standing.accepted_at);
}

/* A citizen has one appointment: the one granted stays while it is later than what the new receipt says, and falls
 * otherwise.  Another cannot be granted either way (domain/dossier.c). */
static void set_extension(struct correction *correction)
{
    struct dossier_reading *reading = &correction->change.reading;

    if (!moment_is_given(reading->dossier.extended_to_at) ||
        reading->dossier.extended_to_at.ms > correction->promised.ms)
        return;
    correction->ended_extension_to = reading->dossier.extended_to_at;
    reading->dossier.extended_to_at = (struct moment){ 0 };
}

/* The same start, another term.  What was promised stays, unless procedure or channel is another. */
static enum status set_clock(struct correction *correction)
{
    struct dossier_reading *reading = &correction->change.reading;
    const struct sql_procedure_of_version_row *procedure = &correction->procedure;

    correction->due_before = correction->due = dossier_clock_due(reading->deadline);
    correction->promised_before = correction->promised = correction->dossier.promised_at;
    if (!is_other_procedure(correction) && str_equal(correction->intake.channel, correction->dossier.channel))
        return ST_OK;
    if (!term_of(procedure->term_unit, procedure->term_amount, &reading->timing.term) ||
        !waiting_rule_parse(procedure->waiting_rule, &reading->timing.waiting))
        return ST_CORRUPT;
    dossier_reading_refresh(correction->change.arena, reading);
    correction->due = dossier_clock_due(reading->deadline);
    correction->promised = promise(reading);
    reading->dossier.promised_at = correction->promised;
    set_extension(correction);
    return ST_OK;
}

/* ---- Writing ------------------------------------------------------------------------------------ */

static enum status write_content(const struct correction *correction, struct str *out_content_seal)
{
    const struct dossier_change *change = &correction->change;
    const struct sql_dossier_by_code_row *dossier = &correction->dossier;
    struct sealed_content content = dossier_content_typed(change->arena, &correction->intake, correction->questions);

    content.dossier_id = dossier->dossier_id;
    content.procedure_version_id = correction->procedure.procedure_version_id;
    content.unit_id = correction->procedure.unit_id;
    content.received_by_id = dossier->received_by_id;
    content.code = dossier->code;
    content.public_key = dossier->public_key;
    content.received_at = dossier->received_at;
    content.promised_at = correction->promised;

    return dossier_content_replace(change->db, change->arena, &content, &correction->intake, out_content_seal);
}

static struct json *changes_of(struct arena *arena, struct intake_differences differences)
{
    struct json *changes = json_new_list(arena);

    for (size_t i = 0; i < differences.count; i++) {
        struct json *each = json_new_object(arena);

        json_put_str(each, "after", differences.at[i].after);
        json_put_str(each, "before", differences.at[i].before);
        json_put_str(each, "label", differences.at[i].label);
        json_put_str(each, "name", differences.at[i].name);
        json_append(changes, each);
    }
    return changes;
}

/* What was changed, from what to what; the seal of what stands now; the receipt, and what it promises. */
static struct str facts_of(const struct correction *correction, struct str content_seal,
                           const struct form_issued *receipt)
{
    struct arena *arena = correction->change.arena;
    struct json *facts = json_new_object(arena);

    json_put(facts, "changes", changes_of(arena, correction->differences));
    json_put_str(facts, "content", content_seal);
    json_put(facts, "form", form_issue_facts(arena, receipt));
    if (moment_is_given(correction->ended_extension_to))
        json_put_bool(facts, "is_extension_over", true);
    json_put_i64(facts, "promised", correction->promised.ms);
    json_put_i64(facts, "promised_before", correction->promised_before.ms);
    return seal_facts(arena, facts);
}

/* ---- Counts ------------------------------------------------------------------------------------- */

static struct str month_of(struct arena *arena, struct moment at)
{
    char iso[11];

    return arena_copy(arena, str_head(date_format_iso(moment_date(at), iso), 7));
}

static enum status count_faults(const struct correction *correction)
{
    const struct dossier_change *change = &correction->change;
    const struct intake *old = &correction->old, *intake = &correction->intake;
    struct sql_officer_faults_of_dossier_rows faults;
    int64_t changed;

    TRY(sql_officer_faults_of_dossier(change->db, change->arena, correction->dossier.dossier_id, &faults));
    for (size_t i = 0; i < faults.count; i++) {
        struct str month = month_of(change->arena, faults.at[i].occurred_at);

        TRY(sql_month_count_fault(change->db, change->actor.office_id, month, old->procedure_code, old->channel, -1,
                                  &changed));
        TRY(sql_month_count_fault(change->db, change->actor.office_id, month, intake->procedure_code, intake->channel,
                                  1, &changed));
    }
    return ST_OK;
}

/* It was received then, as what it is now known to be. */
static enum status count_months(const struct correction *correction)
{
    const struct dossier_change *change = &correction->change;
    const struct intake *old = &correction->old, *intake = &correction->intake;
    struct str month = month_of(change->arena, change->reading.standing.accepted_at);
    int64_t changed;

    if (str_equal(old->procedure_code, intake->procedure_code) && str_equal(old->channel, intake->channel))
        return ST_OK;
    TRY(sql_month_count_not_received(change->db, change->actor.office_id, month, old->procedure_code, old->channel,
                                     &changed));
    TRY(sql_month_count_received(change->db, change->actor.office_id, month, intake->procedure_code, intake->channel,
                                 &changed));
    return count_faults(correction);
}

/* ---- The use case ------------------------------------------------------------------------------- */

static enum status correct(struct correction *correction)
{
    struct change_record record = { .holder_id = correction->handler_id };
    struct form_issued receipt;
    struct str content_seal;

    TRY(write_content(correction, &content_seal));
    TRY(dossier_form_receipt(&correction->change, correction->change.reason, &receipt));
    record.facts = facts_of(correction, content_seal, &receipt);
    if (record.facts.len > FACTS_BYTES_MAX)
        return ST_TOO_LARGE;
    TRY(message_outbox_cancel_receipts(correction->change.db, correction->dossier.dossier_id));
    TRY(dossier_change_write(&correction->change, &record));
    return count_months(correction);
}

/* Reads it and judges it; *out says what it would come to. */
static enum status prepare(struct correction *correction, const struct correction_request *request,
                           struct intake_faults *faults, struct correction_outcome *out)
{
    enum status status = check(correction, request, faults);

    if (status == ST_OK)
        status = set_clock(correction);
    *out = (struct correction_outcome){ dossier_change_outcome(&correction->change),
                                        correction->differences,
                                        correction->due_before,
                                        correction->due,
                                        correction->promised_before,
                                        correction->promised,
                                        correction->change.reading.dossier.extended_to_at,
                                        correction->ended_extension_to };
    return status;
}

enum status dossier_correction_review(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                      const struct correction_request *request, struct intake_faults *faults,
                                      struct correction_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct correction correction = { .handler_id = 0 };

    *faults = (struct intake_faults){ .count = 0 };
    *out = (struct correction_outcome){ .change = { .refusal = MOVE_ALLOWED } };
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_begin(db, arena, actor, now, request->code, request->seen_version, &correction.change));
    return prepare(&correction, request, faults, out);
}

enum status dossier_correction_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct correction_request *request, struct intake_faults *faults,
                                     struct correction_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct correction correction = { .handler_id = 0 };

    *faults = (struct intake_faults){ .count = 0 };
    *out = (struct correction_outcome){ .change = { .refusal = MOVE_ALLOWED } };
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_begin(db, arena, actor, now, request->code, request->seen_version, &correction.change));
    TRY(prepare(&correction, request, faults, out));
    TRY(correct(&correction));
    TRY(db_tx_commit(tx));
    out->change = dossier_change_outcome(&correction.change);
    return ST_OK;
}
