/* SPDX-License-Identifier: Apache-2.0 */
/* What officers tell one another about a dossier: the newest notes on its page, all of them on a page of their own. */
#include "web/dossier_note.h"

#include "app/dossier_note.h"
#include "queries_read.h"
#include "templates.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

enum { PART_ROWS = 5 };

static struct note_rows rows_of(struct arena *arena, const struct sql_notes_of_dossier_rows *notes, size_t count)
{
    struct note_row *rows = arena_array(arena, struct note_row, count);

    for (size_t i = 0; i < count; i++)
        rows[i] = (struct note_row){
            .author_name = notes->at[i].author_name,
            .author_unit = notes->at[i].author_unit,
            .text = notes->at[i].note_text,
            .written_at = notes->at[i].written_at,
        };
    return (struct note_rows){ rows, count };
}

static struct str href_of(struct arena *arena, struct str code)
{
    return arena_printf(arena, "/dossiers/%.*s/notes", STR_ARG(code));
}

static struct note_form form_of(const struct request *request, struct str code, struct str typed, struct str error)
{
    if (!role_may(request->user.actor.role, PERM_DOSSIER_WORK))
        return (struct note_form){ .href = STR("") };
    return (struct note_form){
        .href = href_of(request->arena, code),
        .csrf_token = request->user.csrf_token,
        .text = { .name = STR("note"),
                  .label = STR("Ghi chú mới"),
                  .hint = STR("Chỉ người trong cơ quan đọc được. Ghi rồi không sửa, không xóa được."),
                  .value = typed,
                  .error = error,
                  .max_length = NOTE_CHARS_MAX },
    };
}

enum status dossier_note_part(struct request *request, int64_t dossier_id, struct str code, struct note_part *out)
{
    struct sql_notes_of_dossier_rows notes;

    TRY(sql_notes_of_dossier(request->db, request->arena, dossier_id, INT64_MAX, PART_ROWS + 1, &notes));
    bool has_more = notes.count > PART_ROWS;

    *out = (struct note_part){
        .rows = rows_of(request->arena, &notes, has_more ? PART_ROWS : notes.count),
        .more_href = has_more ? href_of(request->arena, code) : STR(""),
        .form = form_of(request, code, STR(""), STR("")),
    };
    return ST_OK;
}

/* ---- All of them ------------------------------------------------------------------------------- */

static enum status list(struct request *request, int64_t dossier_id, struct notes_page *page)
{
    struct sql_notes_of_dossier_rows notes;
    struct page_key after = { .id = 0 };

    if (request->method == METHOD_GET)
        TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(sql_notes_of_dossier(request->db, request->arena, dossier_id, after.id == 0 ? INT64_MAX : after.id,
                             PAGE_ROWS + 1, &notes));
    bool has_more = notes.count > PAGE_ROWS;
    size_t count = has_more ? PAGE_ROWS : notes.count;

    page->rows = rows_of(request->arena, &notes, count);
    if (count > 0)
        page->pager = pager_of(request->arena,
                               arena_printf(request->arena, "%.*s?", STR_ARG(href_of(request->arena, page->code))),
                               after, (struct page_key){ .id = notes.at[count - 1].note_id }, has_more);
    return ST_OK;
}

static enum status draw(struct request *request, struct response *response, struct str typed, struct str error)
{
    struct notes_page page = { .code = request->segments[0] };
    struct sql_dossier_by_code_row dossier;

    TRY(sql_dossier_by_code(request->db, request->arena, page.code, request->user.actor.office_id, &dossier));
    request_leaves_trace(request, dossier.dossier_id);
    page.layout = layout_of(request, arena_printf(request->arena, "Ghi chú nội bộ, hồ sơ %.*s", STR_ARG(page.code)));
    page.layout.is_private = true;
    page.procedure_name = dossier.procedure_name;
    page.dossier_href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(page.code));
    page.form = form_of(request, page.code, typed, error);
    TRY(list(request, dossier.dossier_id, &page));
    page.errors = form_errors_one(request->arena, STR("note"), error);
    page.layout.has_errors = page.errors.count > 0;
    tpl_dossier_notes(&response->body, &page);
    return ST_OK;
}

enum status page_notes(struct request *request, struct response *response)
{
    return draw(request, response, STR(""), STR(""));
}

/* ---- Writing ----------------------------------------------------------------------------------- */

static struct str why_not(enum status status)
{
    if (status == ST_INVALID)
        return STR("Viết nội dung ghi chú.");
    if (status == ST_TOO_LARGE)
        return STR("Ghi chú dài quá 2000 ký tự. Rút gọn rồi ghi lại.");
    if (status == ST_TOO_MANY)
        return STR("Hồ sơ này đã có 500 ghi chú, không ghi thêm được nữa.");
    return STR("");
}

enum status act_note(struct request *request, struct response *response)
{
    struct str typed = request_form(request, "note");

    TRY(form_only(request, "note"));
    enum status status =
        dossier_note_add(request->db, request->arena, request->user.actor, request->now, request->segments[0], typed);

    if (status == ST_OK) {
        response_redirect(response,
                          arena_printf(request->arena, "/dossiers/%.*s#notes", STR_ARG(request->segments[0])));
        return ST_OK;
    }
    struct str why = why_not(status);

    if (str_is_empty(why))
        return status;
    response->code = 422;
    return draw(request, response, typed, why);
}
