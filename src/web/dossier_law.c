/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_law.h"

#include "app/dossier_extension.h"
#include "domain/ending.h"
#include "web/dossier_words.h"

static enum status extension_of(struct request *request, const struct dossier_reading *reading, struct dossier_law *out)
{
    static const struct str words[] = {
        [EXTENSION_NONE] = STR_INIT(""),
        [EXTENSION_ASKED] = STR_INIT("Đã đề nghị, chờ trưởng đơn vị duyệt"),
        [EXTENSION_GRANTED] = STR_INIT("Đã duyệt, đã xin lỗi người dân"),
        [EXTENSION_REFUSED] = STR_INIT("Không được duyệt"),
    };
    struct extension_asked asked;

    out->extension = words[reading->standing.extension];
    if (reading->standing.extension == EXTENSION_NONE)
        return ST_OK;
    if (reading->standing.extension == EXTENSION_GRANTED && !moment_is_given(reading->dossier.extended_to_at))
        out->extension = STR("Đã duyệt, nay hết hiệu lực vì giấy tiếp nhận mới hẹn muộn hơn");
    TRY(dossier_extension_asked(request->db, request->arena, reading->dossier.dossier_id, &asked));
    out->extension_until = words_moment(request->arena, asked.until);
    out->extension_reason = asked.reason;
    out->extension_by = asked.asked_by;
    return ST_OK;
}

static enum status lateness_of(struct request *request, const struct dossier_reading *reading, struct dossier_law *out)
{
    struct sql_lateness_of_dossier_row row;
    enum late_cause cause;
    enum status status = sql_lateness_of_dossier(request->db, request->arena, reading->dossier.dossier_id, &row);

    if (status != ST_OK)
        return status == ST_NOT_FOUND ? ST_OK : status;
    if (!late_cause_parse(row.late_cause, &cause))
        return ST_CORRUPT;
    out->late_cause = late_cause_label(cause);
    out->explanation = row.explanation;
    out->explained_by = row.explained_by_name;
    out->measure = row.measure;
    out->measured_by = row.measured_by_name;
    return ST_OK;
}

static enum status faults_of(struct request *request, const struct dossier_reading *reading, struct dossier_law *out)
{
    struct sql_officer_faults_of_dossier_rows faults;

    if (reading->standing.supplements < 2)
        return ST_OK;
    TRY(sql_officer_faults_of_dossier(request->db, request->arena, reading->dossier.dossier_id, &faults));
    struct fault_row *rows = arena_array(request->arena, struct fault_row, faults.count);

    for (size_t i = 0; i < faults.count; i++)
        rows[i] = (struct fault_row){ .officer_name = faults.at[i].officer_name,
                                      .allowed_by_name = faults.at[i].allowed_by_name,
                                      .reason = faults.at[i].reason,
                                      .legal_basis = faults.at[i].legal_basis,
                                      .occurred_at = faults.at[i].occurred_at };
    out->faults = (struct fault_rows){ rows, faults.count };
    return ST_OK;
}

/* "giải trình của Lò Văn Sơn", "biện pháp của trưởng đơn vị" */
static enum status missing_of(struct request *request, const struct dossier_reading *reading, bool is_explanation,
                              struct str *out)
{
    struct sql_account_by_id_row person;
    int64_t answerable_id = reading->position.answerable_id;

    *out = is_explanation ? STR("giải trình của trưởng đơn vị") : STR("biện pháp của trưởng đơn vị");
    if (!is_explanation || answerable_id == 0)
        return ST_OK;
    TRY(sql_account_by_id(request->db, request->arena, answerable_id, request->user.actor.office_id, &person));
    *out = arena_printf(request->arena, "giải trình của %.*s", STR_ARG(person.full_name));
    return ST_OK;
}

/* Who could end the dossier were it not late is told what is missing, and led there if it is theirs to write. */
static enum status end_of(struct request *request, const struct dossier_reading *reading, struct dossier_law *out)
{
    struct actor actor = request->user.actor;
    enum dossier_event end = reading->position.state == DOSSIER_APPROVAL ? EVENT_APPROVE : EVENT_STOP;
    enum dossier_refusal refusal = dossier_move(reading->position, end, actor).refusal;
    enum dossier_event first = refusal == MOVE_NEEDS_EXPLANATION ? EVENT_EXPLAIN : EVENT_MEASURE;
    struct str missing;

    if (refusal != MOVE_NEEDS_EXPLANATION && refusal != MOVE_NEEDS_MEASURE)
        return ST_OK;
    TRY(missing_of(request, reading, first == EVENT_EXPLAIN, &missing));
    out->end_missing =
        arena_printf(request->arena, "Chưa %s được: hồ sơ quá hạn, còn thiếu %.*s.",
                     end == EVENT_APPROVE ? "duyệt kết quả" : "duyệt kết quả, chưa dừng giải quyết", STR_ARG(missing));
    if (dossier_move(reading->position, first, actor).refusal != MOVE_ALLOWED)
        return ST_OK;
    out->end_label = dossier_event_label(first);
    out->end_href = arena_printf(request->arena, "/dossiers/%.*s/act/%.*s", STR_ARG(reading->dossier.code),
                                 STR_ARG(dossier_event_name(first)));
    return ST_OK;
}

enum status dossier_law_of(struct request *request, const struct dossier_reading *reading, struct dossier_law *out)
{
    *out = (struct dossier_law){ .must_choose = reading->position.is_choice_due };
    TRY(extension_of(request, reading, out));
    TRY(lateness_of(request, reading, out));
    TRY(faults_of(request, reading, out));
    TRY(end_of(request, reading, out));
    out->has_any =
        out->must_choose || !str_is_empty(out->extension) || !str_is_empty(out->explanation) || out->faults.count > 0;
    return ST_OK;
}
