/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_consultation.h"

#include "app/dossier_seal.h"
#include "base/json.h"
#include "base/text_fold.h"
#include "queries_write.h"

enum { FACTS_BYTES_MAX = 4096 };

static const struct str fault_texts[] = {
    [CONSULTATION_FINE] = STR_INIT(""),
    [CONSULTATION_NO_BODY] = STR_INIT("Ghi tên cơ quan được hỏi, nhiều nhất 200 ký tự."),
    [CONSULTATION_NO_UNIT] = STR_INIT("Chọn một đơn vị khác đơn vị đang giữ hồ sơ."),
    [CONSULTATION_NO_LIMIT] = STR_INIT("Thời hạn trả lời từ 1 đến 40 giờ làm việc, hoặc từ 1 đến 15 ngày làm việc."),
};

struct str consultation_fault_text(enum consultation_fault fault)
{
    return fault_texts[fault];
}

static bool is_limit(struct term limit)
{
    if (limit.unit == TERM_WORKING_HOUR)
        return limit.amount >= 1 && limit.amount <= CONSULTATION_HOURS_MAX;
    return limit.unit == TERM_WORKING_DAY && limit.amount >= 1 && limit.amount <= CONSULTATION_DAYS_MAX;
}

/* The name of whoever is asked. */
static enum status find_body(const struct dossier_change *change, const struct consultation_request *request,
                             struct str *out_body, enum consultation_fault *out_fault)
{
    struct str typed = text_nfc(change->arena, str_trim(request->body));
    struct sql_unit_of_office_row unit;
    enum status status;

    *out_body = typed;
    if (request->unit_id == 0) {
        if (str_is_empty(typed) || str_count_chars(typed) > BODY_CHARS_MAX)
            *out_fault = CONSULTATION_NO_BODY;
        return *out_fault == CONSULTATION_FINE ? ST_OK : ST_INVALID;
    }
    if (request->unit_id == change->reading.dossier.holder_unit_id)
        *out_fault = CONSULTATION_NO_UNIT;
    status = sql_unit_of_office(change->db, change->arena, request->unit_id, change->actor.office_id, &unit);
    if (status == ST_NOT_FOUND)
        *out_fault = CONSULTATION_NO_UNIT;
    if (*out_fault != CONSULTATION_FINE)
        return ST_INVALID;
    *out_body = unit.name;
    return status;
}

static struct str facts_of_question(struct arena *arena, int64_t unit_id, struct str body, struct moment due_at)
{
    struct json *facts = json_new_object(arena);

    json_put_str(facts, "body", body);
    json_put_i64(facts, "due", due_at.ms);
    json_put_i64(facts, "unit", unit_id);
    return seal_facts(arena, facts);
}

static enum status write_question(struct dossier_change *change, const struct consultation_request *request,
                                  struct str body)
{
    const struct sql_dossier_to_move_row *dossier = &change->reading.dossier;
    struct moment due_at = deadline_due(change->reading.calendar, request->limit, change->now);
    int64_t changed;

    TRY(sql_consultation_add(change->db, dossier->dossier_id, dossier->version + 1, change->actor.office_id,
                             request->unit_id, body, change->reason, change->now, change->actor.account_id, due_at,
                             &changed));
    if (request->unit_id == 0)
        TRY(sql_outside_body_add(change->db, change->actor.office_id, body, &changed));
    return dossier_change_write(change, &(struct change_record){
                                            .facts = facts_of_question(change->arena, request->unit_id, body, due_at),
                                        });
}

enum status dossier_consultation_ask(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct consultation_request *request, struct change_outcome *out,
                                     enum consultation_fault *out_fault)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct dossier_change change;
    struct str body;

    *out = (struct change_outcome){ .refusal = MOVE_ALLOWED };
    *out_fault = is_limit(request->limit) ? CONSULTATION_FINE : CONSULTATION_NO_LIMIT;
    if (*out_fault != CONSULTATION_FINE)
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_begin(db, arena, actor, now, request->code, request->seen_version, &change));
    enum status status = dossier_change_judge(&change, EVENT_CONSULT, request->question, 0);

    *out = dossier_change_outcome(&change);
    TRY(status);
    TRY(find_body(&change, request, &body, out_fault));
    TRY(write_question(&change, request, body));
    TRY(db_tx_commit(tx));
    *out = dossier_change_outcome(&change);
    return ST_OK;
}

/* ---- The answer --------------------------------------------------------------------------------- */

static enum status write_reply(struct dossier_change *change, const struct sql_consultation_by_number_row *asked)
{
    struct json *facts = json_new_object(change->arena);
    int64_t changed;

    json_put_str(facts, "body", asked->body);
    json_put_i64(facts, "consultation", asked->number);
    TRY(sql_consultation_reply(change->db, change->reason, change->now, change->actor.account_id, asked->dossier_id,
                               asked->number, &changed));
    if (changed == 0)
        return ST_CONFLICT;
    return dossier_change_write(change, &(struct change_record){ .facts = seal_facts(change->arena, facts) });
}

enum status dossier_consultation_reply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                       struct str code, int64_t number, struct str reply, struct change_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_consultation_by_number_row asked;
    struct dossier_change change;

    *out = (struct change_outcome){ .refusal = MOVE_ALLOWED };
    TRY(db_tx_begin(db, &tx));
    TRY(sql_consultation_by_number(db, arena, number, code, actor.office_id, &asked));
    TRY(dossier_change_begin(db, arena, actor, now, code, asked.version, &change));
    change.reading.position.asked_unit_id = asked.unit_id;
    change.reading.position.is_consulting = !moment_is_given(asked.replied_at);
    enum status status = dossier_change_judge(&change, EVENT_CONSULT_REPLY, reply, 0);

    *out = dossier_change_outcome(&change);
    TRY(status);
    TRY(write_reply(&change, &asked));
    TRY(db_tx_commit(tx));
    *out = dossier_change_outcome(&change);
    return ST_OK;
}

/* ---- Taking back -------------------------------------------------------------------------------- */

enum status dossier_consultation_take_back(const struct dossier_change *change)
{
    struct dossier_history whole = change->reading.whole;
    int64_t dossier_id = change->reading.dossier.dossier_id, version = dossier_history_last(whole), number, changed;
    enum dossier_event event = version > 0 ? whole.at[version - 1].event : EVENT_COUNT;
    struct sql_dossier_event_facts_row said;
    const struct json *facts;

    if (event == EVENT_CONSULT)
        return sql_consultation_take_back_question(change->db, dossier_id, version, &changed);
    if (event != EVENT_CONSULT_REPLY)
        return ST_OK;
    TRY(sql_dossier_event_facts(change->db, change->arena, dossier_id, version, &said));
    if (json_parse(change->arena, said.facts, FACTS_BYTES_MAX, &facts, NULL) != ST_OK ||
        !json_get_i64(facts, "consultation", &number))
        return ST_CORRUPT;
    return sql_consultation_take_back_reply(change->db, dossier_id, number, &changed);
}
