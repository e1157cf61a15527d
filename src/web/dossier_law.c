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

enum status dossier_law_of(struct request *request, const struct dossier_reading *reading, struct dossier_law *out)
{
    *out = (struct dossier_law){ .must_choose = reading->position.is_choice_due };
    TRY(extension_of(request, reading, out));
    TRY(lateness_of(request, reading, out));
    TRY(faults_of(request, reading, out));
    out->has_any =
        out->must_choose || !str_is_empty(out->extension) || !str_is_empty(out->explanation) || out->faults.count > 0;
    return ST_OK;
}
