/* SPDX-License-Identifier: Apache-2.0 */
/* Giving many dossiers of a unit to one of its people at once: chosen by boxes, with what each colleague has to do; and
 * what came of each dossier. */
#include "web/assignment.h"

#include "app/colleague_load.h"
#include "templates.h"
#include "web/colleague_words.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/work_lists.h"

#include <inttypes.h>

/* The page while it is being drawn. */
struct view {
    struct request *request;
    struct colleagues people;     /* of the actor's unit */
    const struct colleague *from; /* whose dossiers are listed; NULL: the whole unit's */
    struct page_key after;
    /* What was chosen and typed, when nothing came of it, and why not. */
    struct assignment_items chosen;
    int64_t to_id;
    struct str reason;
    struct str dossier_error, to_error, reason_error;
};

/* ---- Boxes and outcomes ------------------------------------------------------------------------ */

struct str assignment_value(struct arena *arena, struct str code, int64_t version)
{
    return arena_printf(arena, "%.*s:%" PRId64, STR_ARG(code), version);
}

bool assignment_value_parse(struct str value, struct assignment_item *out)
{
    struct str rest = value;

    out->code = str_next(&rest, ':');
    return !str_is_empty(out->code) && str_parse_i64(rest, &out->seen_version);
}

static struct str why_not(const struct assignment_result *result)
{
    switch (result->verdict) {
    case ASSIGNMENT_MOVED:
        break;
    case ASSIGNMENT_GONE:
        return STR("Không có hồ sơ này.");
    case ASSIGNMENT_CHANGED:
        return STR("Vừa có người khác cập nhật hồ sơ. Xem lại rồi giao sau.");
    case ASSIGNMENT_HELD:
        return STR("Người này đang giữ hồ sơ rồi.");
    case ASSIGNMENT_REFUSED:
        if (result->refusal == MOVE_NEEDS_PERSON)
            return STR("Người này không giữ được hồ sơ ở bước hiện nay.");
        return words_refusal(result->refusal);
    }
    return STR("");
}

struct assigned_rows assigned_rows_of(struct arena *arena, struct assignment_items items,
                                      const struct assignment_result *results)
{
    struct assigned_row *rows = arena_array(arena, struct assigned_row, items.count);

    for (size_t i = 0; i < items.count; i++) {
        bool is_moved = results[i].verdict == ASSIGNMENT_MOVED;

        rows[i] = (struct assigned_row){
            .code = items.at[i].code,
            .href = results[i].verdict == ASSIGNMENT_GONE
                        ? STR("")
                        : arena_printf(arena, "/dossiers/%.*s", STR_ARG(items.at[i].code)),
            .why = why_not(&results[i]),
            .outcome = is_moved ? (struct tag){ STR("Đã giao"), STR("green") }
                                : (struct tag){ STR("Chưa giao được"), STR("orange") },
        };
    }
    return (struct assigned_rows){ rows, items.count };
}

size_t assigned_count(struct assignment_items items, const struct assignment_result *results)
{
    size_t count = 0;

    for (size_t i = 0; i < items.count; i++)
        count += results[i].verdict == ASSIGNMENT_MOVED;
    return count;
}

/* ---- The list ---------------------------------------------------------------------------------- */

static enum status find_place(struct view *view, struct str from, struct str after)
{
    struct request *request = view->request;
    const struct actor *actor = &request->user.actor;
    int64_t account_id;

    TRY(colleague_load_of(request->db, request->arena, actor->office_id, actor->unit_id, request->now, &view->people));
    TRY(page_key_parse(after, &view->after));
    if (str_is_empty(from))
        return ST_OK;
    if (!str_parse_i64(from, &account_id))
        return ST_INVALID;
    view->from = colleague_load_find(view->people, account_id);
    return view->from == NULL ? ST_NOT_FOUND : ST_OK;
}

static struct str href_of(struct arena *arena, const struct colleague *from)
{
    return from == NULL ? STR("/assignments?") : arena_printf(arena, "/assignments?from=%" PRId64, from->account_id);
}

static struct links tabs_of(const struct view *view)
{
    struct arena *arena = view->request->arena;
    struct link *tabs = arena_array(arena, struct link, view->people.count + 1);

    tabs[0] = (struct link){ .label = STR("Cả đơn vị"), .href = STR("/assignments"), .is_current = view->from == NULL };
    for (size_t i = 0; i < view->people.count; i++) {
        const struct colleague *person = &view->people.at[i];

        tabs[i + 1] = (struct link){ .label = person->full_name,
                                     .href = href_of(arena, person),
                                     .count = words_count(arena, person->dossiers),
                                     .is_current = person == view->from,
                                     .is_alarming = person->overdue > 0 };
    }
    return (struct links){ tabs, view->people.count + 1 };
}

static bool is_chosen(const struct view *view, const struct work_row *row)
{
    for (size_t i = 0; i < view->chosen.count; i++)
        if (str_equal(view->chosen.at[i].code, row->code))
            return true;
    return false;
}

static enum status list(struct view *view, struct assign_page *page)
{
    struct request *request = view->request;
    struct actor whose = request->user.actor;
    struct work_piece piece;

    if (view->from != NULL)
        whose.account_id = view->from->account_id;
    TRY(work_list_read_of(request, view->from == NULL ? WORK_UNIT : WORK_MINE, &whose, view->after, ASSIGNMENT_MAX,
                          &piece));
    struct assign_row *rows = arena_array(request->arena, struct assign_row, piece.rows.count);

    for (size_t i = 0; i < piece.rows.count; i++)
        rows[i] = (struct assign_row){
            .work = piece.rows.at[i],
            .id = arena_printf(request->arena, "dossier_%d", (int)i + 1),
            .value = assignment_value(request->arena, piece.rows.at[i].code, piece.rows.at[i].version),
            .is_chosen = is_chosen(view, &piece.rows.at[i]),
        };
    page->rows = (struct assign_rows){ rows, piece.rows.count };
    if (piece.rows.count > 0)
        page->pager =
            pager_of(request->arena, href_of(request->arena, view->from), view->after, piece.last, piece.has_more);
    return ST_OK;
}

static void put_errors(const struct view *view, struct assign_page *page)
{
    const struct form_error wrong[] = { { STR("dossier_1"), view->dossier_error },
                                        { STR("to"), view->to_error },
                                        { STR("reason"), view->reason_error } };
    struct form_error *errors = arena_array(view->request->arena, struct form_error, 3);
    size_t count = 0;

    for (size_t i = 0; i < 3; i++)
        if (!str_is_empty(wrong[i].message))
            errors[count++] = wrong[i];
    page->errors = (struct form_errors){ errors, count };
    page->layout.has_errors = count > 0;
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct arena *arena = request->arena;
    struct assign_page page = { .layout = layout_of(request, STR("Giao lại hồ sơ")) };

    page.layout.is_wide = true;
    page.heading = view->from == NULL ? request->user.unit_name : view->from->full_name;
    page.tabs = tabs_of(view);
    TRY(list(view, &page));
    page.rows_error = view->dossier_error;
    page.people = (struct form_choose){ .name = STR("to"),
                                        .label = STR("Giao cho"),
                                        .error = view->to_error,
                                        .choices = words_colleagues(arena, view->people, "to",
                                                                    view->from == NULL ? 0 : view->from->account_id,
                                                                    view->to_id) };
    page.reason = (struct form_text){ .name = STR("reason"),
                                      .label = STR("Lý do"),
                                      .hint = STR("Một lý do cho tất cả; ghi vào lịch sử của từng hồ sơ."),
                                      .value = view->reason,
                                      .error = view->reason_error,
                                      .max_length = REASON_CHARS_MAX };
    if (view->from != NULL)
        page.from = arena_printf(arena, "%" PRId64, view->from->account_id);
    if (view->after.id != 0)
        page.after = page_key_format(arena, view->after);
    put_errors(view, &page);
    tpl_assignment_choose(&response->body, &page);
    return ST_OK;
}

enum status page_assignments(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    TRY(find_place(&view, request_query(request, "from"), request_query(request, "after")));
    return draw(&view, response);
}

/* ---- Moving ------------------------------------------------------------------------------------ */

static enum status read_form(struct view *view)
{
    struct request *request = view->request;
    struct str to = request_form(request, "to");
    struct assignment_item *items = arena_array(request->arena, struct assignment_item, request->form.count);
    size_t count = 0;

    TRY(form_only(request, "dossier_#", "to", "reason", "from", "after"));
    TRY(find_place(view, request_form(request, "from"), request_form(request, "after")));
    if (!str_is_empty(to) && !str_parse_i64(to, &view->to_id))
        return ST_INVALID;
    for (size_t i = 0; i < request->form.count; i++) {
        if (!str_starts_with(request->form.at[i].name, STR("dossier_")))
            continue;
        if (!assignment_value_parse(request->form.at[i].value, &items[count]))
            return ST_INVALID;
        items[count++].to_id = view->to_id;
    }
    view->chosen = (struct assignment_items){ items, count };
    view->reason = request_form(request, "reason");
    return ST_OK;
}

/* False: something is missing, and said. */
static bool is_whole(struct view *view)
{
    view->dossier_error = view->chosen.count == 0 ? STR("Chọn ít nhất một hồ sơ.") : STR("");
    view->to_error = colleague_load_find(view->people, view->to_id) == NULL ? STR("Chọn người nhận hồ sơ.") : STR("");
    view->reason_error = STR("");
    if (str_is_empty(str_trim(view->reason)))
        view->reason_error = STR("Ghi lý do giao lại.");
    else if (str_count_chars(view->reason) > REASON_CHARS_MAX)
        view->reason_error = STR("Lý do dài quá 1000 ký tự. Rút gọn rồi gửi lại.");
    return str_is_empty(view->dossier_error) && str_is_empty(view->to_error) && str_is_empty(view->reason_error);
}

static void draw_results(struct view *view, const struct assignment_result *results, struct response *response)
{
    struct request *request = view->request;
    const struct colleague *to = colleague_load_find(view->people, view->to_id);
    size_t moved = assigned_count(view->chosen, results), rest = view->chosen.count - moved;
    struct assigned_page page = { .layout = layout_of(request, STR("Kết quả giao lại hồ sơ")),
                                  .heading = STR("Kết quả giao lại hồ sơ"),
                                  .back_label = STR("Giao tiếp hồ sơ khác") };

    page.sentence = arena_printf(request->arena, "Đã giao %zu hồ sơ cho %.*s.", moved, STR_ARG(to->full_name));
    if (rest > 0)
        page.sentence = arena_printf(request->arena, "%.*s %zu hồ sơ chưa giao được.", STR_ARG(page.sentence), rest);
    page.back_href = view->from == NULL ? STR("/assignments") : href_of(request->arena, view->from);
    page.rows = assigned_rows_of(request->arena, view->chosen, results);
    tpl_assignment_done(&response->body, &page);
}

enum status act_assignments(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    struct assignment_result *results;

    TRY(read_form(&view));
    if (!is_whole(&view)) {
        response->code = 422;
        return draw(&view, response);
    }
    struct assignment assignment = { .items = view.chosen, .reason = view.reason };

    TRY(dossier_assignment_apply(request->db, request->arena, request->user.actor, request->now, &assignment,
                                 &results));
    draw_results(&view, results, response);
    return ST_OK;
}
