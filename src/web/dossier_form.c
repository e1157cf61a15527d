/* SPDX-License-Identifier: Apache-2.0 */
/* The forms given out for a dossier: a list of them, and each one as a PDF. */
#include "app/form_issue.h"
#include "output/apart.h"
#include "output/form_draw.h"
#include "queries_read.h"
#include "templates.h"
#include "web/handlers.h"
#include "web/layout.h"

#include <inttypes.h>

static enum status draw(struct arena *arena, const void *sheet, struct str *out_pdf)
{
    return form_draw(arena, sheet, out_pdf);
}

/* Numbers stand in full before those who work on the dossier; others see their ends. */
static enum status answer(struct request *request, const struct sql_dossier_by_code_row *dossier,
                          struct form_kept *kept, struct response *response)
{
    struct arena *arena = request->arena;
    struct form_sheet sheet = { &kept->content, moment_is_given(kept->voided_at), kept->replaced_by };
    struct str pdf;

    request_leaves_trace(request, dossier->dossier_id);
    if (!actor_sees_numbers(request->user.actor, dossier->holder_id, dossier->unit_id))
        form_content_mask(arena, &kept->content);
    TRY(apart_run(arena, draw, &sheet, &pdf));
    response->content_type = "application/pdf";
    response_header(response, STR("Content-Disposition"),
                    arena_printf(arena, "inline; filename=\"%.*s-mau-%.*s.pdf\"", STR_ARG(dossier->code),
                                 STR_ARG(form_code(kept->content.kind))));
    buf_put_str(response->body.bytes, pdf);
    return ST_OK;
}

/* The newest Mẫu 01, whatever became of it. */
enum status page_dossier_receipt(struct request *request, struct response *response)
{
    struct sql_dossier_by_code_row dossier;
    struct form_kept kept;
    int64_t office_id = request->user.actor.office_id;

    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], office_id, &dossier));
    TRY(form_issue_newest(request->db, request->arena, office_id, dossier.dossier_id, FORM_RECEIPT, &kept));
    return answer(request, &dossier, &kept, response);
}

/* "123.pdf" */
static bool form_id_parse(struct str name, int64_t *out)
{
    return str_ends_with(name, STR(".pdf")) && str_parse_i64(str_head(name, name.len - 4), out);
}

enum status page_dossier_form(struct request *request, struct response *response)
{
    struct sql_dossier_by_code_row dossier;
    struct form_kept kept;
    int64_t office_id = request->user.actor.office_id, form_id;

    if (!form_id_parse(request->segments[1], &form_id))
        return ST_NOT_FOUND;
    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], office_id, &dossier));
    TRY(form_issue_load(request->db, request->arena, office_id, form_id, &kept));
    if (kept.dossier_id != dossier.dossier_id)
        return ST_NOT_FOUND;
    return answer(request, &dossier, &kept, response);
}

/* ---- The list ---------------------------------------------------------------------------------- */

static enum status row_of(struct request *request, struct str code, const struct sql_form_issues_of_dossier_row *form,
                          struct form_issue_row *out)
{
    struct arena *arena = request->arena;
    bool is_void = moment_is_given(form->voided_at);
    enum form_kind kind;

    if (!form_kind_parse(form->form_kind, &kind))
        return ST_CORRUPT;
    *out = (struct form_issue_row){
        .code = form->form_kind,
        .title = form_title(kind),
        .number = form_number(arena, kind, form->number),
        .href = arena_printf(arena, "/dossiers/%.*s/forms/%" PRId64 ".pdf", STR_ARG(code), form->form_id),
        .issued_by_name = form->issued_by_name,
        .void_reason = is_void ? form->void_reason : STR(""),
        .version = form->version,
        .issued_at = form->issued_at,
        .state = { is_void ? STR("Hết hiệu lực") : STR("Còn hiệu lực"), is_void ? STR("grey") : STR("green") },
    };
    return ST_OK;
}

enum status page_dossier_forms(struct request *request, struct response *response)
{
    struct sql_dossier_by_code_row dossier;
    struct sql_form_issues_of_dossier_rows forms;
    struct arena *arena = request->arena;
    int64_t office_id = request->user.actor.office_id;

    TRY(sql_dossier_by_code(request->db, arena, request->segments[0], office_id, &dossier));
    TRY(sql_form_issues_of_dossier(request->db, arena, dossier.dossier_id, office_id, &forms));
    request_leaves_trace(request, dossier.dossier_id);
    struct form_issue_row *rows = arena_array(arena, struct form_issue_row, forms.count);
    struct dossier_forms_page page = {
        .layout = layout_of(request, arena_printf(arena, "Giấy tờ đã cấp của hồ sơ %.*s", STR_ARG(dossier.code))),
        .code = dossier.code,
        .dossier_href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(dossier.code)),
        .procedure_name = dossier.procedure_name,
        .rows = { rows, forms.count },
    };

    page.layout.is_wide = true;
    page.layout.is_private = true;
    for (size_t i = 0; i < forms.count; i++)
        TRY(row_of(request, dossier.code, &forms.at[i], &rows[i]));
    tpl_dossier_forms(&response->body, &page);
    return ST_OK;
}
