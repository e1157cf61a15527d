/* SPDX-License-Identifier: Apache-2.0 */
/* The search box in the head of every page, and what it found.  A whole code, typed or scanned, opens its dossier. */
#include "app/dossier_search.h"

#include "app/working_time.h"
#include "templates.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/work_lists.h"

/* "chủ hồ sơ Trần Văn An, nộp thay Lê Thị Bình": the others whom it may have been found by. */
static struct str words_beside(struct arena *arena, const struct sql_dossier_found_row *row)
{
    if (!str_is_empty(row->owner_name) && !str_is_empty(row->submitter_name))
        return arena_printf(arena, "chủ hồ sơ %.*s, nộp thay %.*s", STR_ARG(row->owner_name),
                            STR_ARG(row->submitter_name));
    if (!str_is_empty(row->owner_name))
        return arena_printf(arena, "chủ hồ sơ %.*s", STR_ARG(row->owner_name));
    if (!str_is_empty(row->submitter_name))
        return arena_printf(arena, "nộp thay %.*s", STR_ARG(row->submitter_name));
    return STR("");
}

static enum status row_of(struct request *request, const struct calendar *calendar,
                          const struct sql_dossier_found_row *row, struct work_row *out)
{
    struct work_listed listed = { .dossier_id = row->dossier_id,
                                  .version = row->version,
                                  .code = row->code,
                                  .applicant = row->applicant,
                                  .procedure_name = row->procedure_name,
                                  .state = row->state,
                                  .holder_name = row->holder_name,
                                  .sender_name = row->sender_name,
                                  .due_at = row->due_at,
                                  .closed_at = row->closed_at,
                                  .held_since_at = row->held_since_at,
                                  .opened_at = row->opened_at,
                                  .came_back_at = row->came_back_at };

    TRY(work_row_of(request, calendar, &listed, out));
    out->beside = words_beside(request->arena, row);
    return ST_OK;
}

static enum status rows_of(struct request *request, const struct dossier_search *found, struct work_rows *out)
{
    struct work_row *rows = arena_array(request->arena, struct work_row, found->count);
    const struct calendar *calendar;

    TRY(working_time_of(request->db, request->arena, request->user.actor.office_id, &calendar));
    for (size_t i = 0; i < found->count; i++)
        TRY(row_of(request, calendar, &found->rows[i], &rows[i]));
    *out = (struct work_rows){ rows, found->count };
    return ST_OK;
}

static struct texts words_tried(struct arena *arena, struct str typed, const struct search_query *query)
{
    struct str *words = arena_array(arena, struct str, query->count);

    for (size_t i = 0; i < query->count; i++)
        words[i] = arena_printf(arena, "%.*s %.*s", STR_ARG(search_kind_words(query->readings[i].kind)),
                                STR_ARG(query->readings[i].kind == SEARCH_NAME ? typed : query->readings[i].text));
    return (struct texts){ words, query->count };
}

static struct links links_of(struct arena *arena, const struct dossier_search *found)
{
    struct link *links = arena_array(arena, struct link, found->others.count);
    size_t count = 0;

    for (size_t i = 0; i < found->others.count; i++) {
        const struct sql_procedures_in_force_row *other = &found->others.at[i];

        if (!str_equal(other->procedure_code, found->procedure.procedure_code))
            links[count++] =
                (struct link){ .label = other->name,
                               .href = arena_printf(arena, "/search?q=%.*s", STR_ARG(other->procedure_code)) };
    }
    return (struct links){ links, count };
}

/* Why what stands here is not all there is. */
static struct str words_more(const struct dossier_search *found)
{
    if (found->is_cut && found->count == 0)
        return STR("Nhiều người trùng một phần tên này nên chưa xem hết được. Gõ đủ họ tên theo thứ tự.");
    if (found->is_cut)
        return STR("Nhiều hồ sơ khớp quá: đây chỉ là một phần, có thể chưa phải mới nhất. Gõ đủ họ tên, số điện thoại "
                   "hoặc mã hồ sơ.");
    if (found->has_more)
        return STR("Đây là 50 hồ sơ mới nhất, còn nữa. Gõ thêm để tìm hẹp lại.");
    return STR("");
}

static enum status fill(struct request *request, const struct dossier_search *found, struct search_page *page)
{
    const struct sql_procedures_in_force_row *procedure = &found->procedure;

    TRY(rows_of(request, found, &page->table.rows));
    page->tried = words_tried(request->arena, page->layout.searched, &found->query);
    page->is_empty = found->count == 0;
    page->more = words_more(found);
    if (found->count > 0 && procedure->procedure_code.at != NULL) {
        page->procedure =
            arena_printf(request->arena, "%.*s (%.*s)", STR_ARG(procedure->name), STR_ARG(procedure->procedure_code));
        page->procedures = links_of(request->arena, found);
    }
    return ST_OK;
}

enum status page_dossier_search(struct request *request, struct response *response)
{
    struct search_page page = {
        .layout = layout_of(request, STR("Tìm hồ sơ")),
        .table = { .caption = STR("Hồ sơ tìm thấy, mới nhất ở trên") },
    };
    struct dossier_search found;
    struct str typed = str_trim(request_query(request, "q"));

    page.layout.is_wide = true;
    page.layout.searched = typed;
    if (!str_is_empty(typed)) {
        enum status status =
            dossier_search(request->db, request->arena, request->user.actor, request->today, typed, &found);

        page.is_too_long = status == ST_TOO_LARGE;
        if (!page.is_too_long)
            TRY(status);
        if (!page.is_too_long && !str_is_empty(found.code)) {
            response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(found.code)));
            return ST_OK;
        }
        if (!page.is_too_long)
            TRY(fill(request, &found, &page));
    }
    page.is_hinted = page.table.rows.count == 0;
    tpl_dossier_search(&response->body, &page);
    return ST_OK;
}
