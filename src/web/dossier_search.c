/* SPDX-License-Identifier: Apache-2.0 */
/* The search box in the head of every page, and what it found.  A whole code, typed or scanned, opens its dossier. */
#include "app/dossier_search.h"

#include "app/working_time.h"
#include "base/hash.h"
#include "templates.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/session.h"
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

/* ---- Its address --------------------------------------------------------------------------------- */

/* Addresses are kept in histories and logs, so no name and no number of a person stands in one: there it is sealed with
 * the secret of the session, and cannot be read once that has ended (docs/adr/0017).  ?q= is for the rest. */

static struct str secret_of(const struct request *request)
{
    return form_cookie(request_header(request, "cookie"), STR(SESSION_COOKIE));
}

static void read_typed(const struct request *request, struct str typed, struct search_query *out)
{
    search_query_read(request->arena, typed, request->office.agency_code, request->today, out);
}

static struct str address_of(struct request *request, struct str typed)
{
    struct search_query query;

    if (str_is_empty(typed))
        return STR("/search");
    read_typed(request, typed, &query);
    if (!search_query_is_of_files(&query))
        return arena_printf(request->arena, "/search?sealed=%.*s",
                            STR_ARG(hash_seal(request->arena, secret_of(request), typed)));
    if (query.count == 1 && query.readings[0].kind == SEARCH_CODE)
        typed = query.readings[0].text; /* a receipt's address has its key in it */
    return arena_printf(request->arena, "/search?q=%.*s", STR_ARG(form_encode(request->arena, typed)));
}

/* ---- The page ------------------------------------------------------------------------------------ */

static enum status draw(struct request *request, struct response *response, struct search_page *page)
{
    struct str typed = page->layout.searched;
    struct dossier_search found;

    if (!str_is_empty(typed) && !page->is_too_long) {
        TRY(dossier_search(request->db, request->arena, request->user.actor, request->today, typed, &found));
        if (!str_is_empty(found.code)) {
            response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(found.code)));
            return ST_OK;
        }
        TRY(fill(request, &found, page));
    }
    page->is_hinted = page->table.rows.count == 0;
    tpl_dossier_search(&response->body, page);
    return ST_OK;
}

static struct search_page page_of(const struct request *request, struct str typed)
{
    struct search_page page = {
        .layout = layout_of(request, STR("Tìm hồ sơ")),
        .table = { .caption = STR("Hồ sơ tìm thấy, mới nhất ở trên") },
        .is_too_long = str_count_chars(typed) > SEARCH_TYPED_CHARS_MAX,
    };

    page.layout.is_wide = true;
    page.layout.searched = page.is_too_long ? STR("") : typed;
    return page;
}

enum status page_dossier_search(struct request *request, struct response *response)
{
    struct str sealed = request_query(request, "sealed"), typed = str_trim(request_query(request, "q"));
    struct search_query query;
    bool is_sealed = !str_is_empty(sealed);

    if (is_sealed && !hash_unseal(request->arena, secret_of(request), sealed, &typed))
        typed = STR(""); /* of a session that has ended: to be typed again */
    struct search_page page = page_of(request, typed);

    if (!is_sealed && !page.is_too_long && !str_is_empty(typed)) {
        read_typed(request, typed, &query);
        if (!search_query_is_of_files(&query)) {
            response_redirect(response, address_of(request, typed));
            return ST_OK;
        }
    }
    return draw(request, response, &page);
}

enum status page_dossier_search_typed(struct request *request, struct response *response)
{
    struct str typed = str_trim(request_form(request, "q"));
    struct search_page page = page_of(request, typed);

    TRY(form_only(request, "q"));
    if (page.is_too_long)
        return draw(request, response, &page);
    response_redirect(response, address_of(request, typed));
    return ST_OK;
}
