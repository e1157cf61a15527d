/* SPDX-License-Identifier: Apache-2.0 */
/* One absence: the open dossiers of whoever is away, each with who shall take it, colleagues' loads before and after;
 * and what was handed over, with what can come back. */
#include "web/absence_page.h"

#include "app/absence.h"
#include "app/absence_plan.h"
#include "app/working_time.h"
#include "templates.h"
#include "web/assignment.h"
#include "web/colleague_words.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

#include <inttypes.h>

struct tag words_absence(struct absence_span span, struct moment ended_at, struct date today)
{
    if (moment_is_given(ended_at))
        return (struct tag){ STR("Đã trở lại"), STR("grey") };
    if (absence_covers(span, today))
        return (struct tag){ STR("Đang vắng"), STR("orange") };
    return span.from_on.day > today.day ? (struct tag){ STR("Sắp vắng"), STR("blue") }
                                        : (struct tag){ STR("Hết ngày vắng, chưa kết thúc"), STR("red") };
}

/* The page while it is being drawn. */
struct view {
    struct request *request;
    struct sql_absence_by_id_row absence;
    struct absence_plan plan;
    const struct calendar *calendar;
    struct str error;
};

/* ---- What is to be handed over ----------------------------------------------------------------- */

static struct form_choose taker_choose(const struct view *view, size_t row, struct str code)
{
    struct arena *arena = view->request->arena;
    const struct absence_plan *plan = &view->plan;
    struct form_choice *choices = arena_array(arena, struct form_choice, plan->people.count + 1);
    size_t count = 0;

    choices[count++] = (struct form_choice){ .value = STR(""), .label = STR("Để lại, chưa giao") };
    for (size_t i = 0; i < plan->people.count; i++) {
        const struct colleague *person = &plan->people.at[i];

        if ((plan->may_take[row] >> i & 1) == 0)
            continue;
        choices[count++] = (struct form_choice){
            .value = arena_printf(arena, "%" PRId64, person->account_id),
            .label = person->is_absent ? arena_printf(arena, "%.*s (đang vắng)", STR_ARG(person->full_name))
                                       : person->full_name,
            .is_chosen = plan->taker[row] == (int)i,
        };
    }
    return (struct form_choose){ .name = arena_printf(arena, "to_%d", (int)row + 1),
                                 .label = arena_printf(arena, "Giao hồ sơ %.*s cho", STR_ARG(code)),
                                 .choices = { choices, count } };
}

static enum status handovers_of(const struct view *view, struct handover_rows *out)
{
    struct arena *arena = view->request->arena;
    const struct sql_dossiers_to_hand_over_of_rows *dossiers = &view->plan.dossiers;
    struct handover_row *rows = arena_array(arena, struct handover_row, dossiers->count);

    for (size_t i = 0; i < dossiers->count; i++) {
        const struct sql_dossiers_to_hand_over_of_row *dossier = &dossiers->at[i];
        enum dossier_state state;

        if (!dossier_state_parse(dossier->state, &state))
            return ST_CORRUPT;
        rows[i] = (struct handover_row){
            .code = dossier->code,
            .href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(dossier->code)),
            .procedure_name = dossier->procedure_name,
            .box_name = arena_printf(arena, "dossier_%d", (int)i + 1),
            .box_value = assignment_value(arena, dossier->code, dossier->version),
            .state = words_state(state),
            .time_left = words_time_left(arena, view->calendar, state, dossier->due_at, STR(""), view->request->now),
            .taker = taker_choose(view, i, dossier->code),
        };
    }
    *out = (struct handover_rows){ rows, dossiers->count };
    return ST_OK;
}

static struct load_rows loads_of(const struct view *view)
{
    const struct absence_plan *plan = &view->plan;
    struct load_row *rows = arena_array(view->request->arena, struct load_row, plan->people.count);

    for (size_t i = 0; i < plan->people.count; i++) {
        const struct colleague *person = &plan->people.at[i];

        rows[i] = (struct load_row){ .full_name = person->full_name,
                                     .title = person->title,
                                     .away = words_away(view->request->arena, person),
                                     .dossiers = person->dossiers,
                                     .due_today = person->due_today,
                                     .overdue = person->overdue,
                                     .after = person->dossiers };
        for (size_t k = 0; k < plan->dossiers.count; k++)
            rows[i].after += plan->taker[k] == (int)i;
    }
    return (struct load_rows){ rows, plan->people.count };
}

static enum status fill_handing_over(struct view *view, struct absence_page *page)
{
    struct request *request = view->request;
    int64_t held;

    TRY(absence_held(request->db, request->arena, view->absence.account_id, &held));
    page->absence.dossiers = held;
    if (!page->is_running || !page->is_chief)
        return ST_OK;
    TRY(absence_plan_make(request->db, request->arena, request->user.actor.office_id, view->absence.account_id,
                          view->absence.unit_id, request->now, &view->plan));
    page->left = held - (int64_t)view->plan.dossiers.count;
    page->loads = loads_of(view);
    return handovers_of(view, &page->handovers);
}

/* ---- What is out ------------------------------------------------------------------------------- */

static struct str words_where(struct arena *arena, const struct sql_absence_items_out_row *item, bool may_return)
{
    if (may_return)
        return STR("Chưa ai làm gì thêm: chuyển lại được.");
    if (item->holder_id == item->taker_id)
        return arena_printf(arena, "%.*s đã bắt đầu xử lý: làm tiếp đến xong.", STR_ARG(item->taker_name));
    if (item->holder_id == 0)
        return STR("Không còn ai giữ.");
    return arena_printf(arena, "Nay %.*s giữ.", STR_ARG(item->holder_name));
}

static enum status histories_of(struct request *request, const struct sql_absence_items_out_row *items, size_t count,
                                struct dossier_history *out)
{
    int64_t *ids = arena_array(request->arena, int64_t, count);

    for (size_t i = 0; i < count; i++)
        ids[i] = items[i].dossier_id;
    return dossier_reading_histories(request->db, request->arena, ids, count, out);
}

static enum status out_row_of(struct request *request, const struct sql_absence_items_out_row *item,
                              struct dossier_history whole, size_t number, bool is_chief, struct out_row *out)
{
    enum dossier_state state;

    if (!dossier_state_parse(item->state, &state))
        return ST_CORRUPT;
    bool may_return = absence_may_return(whole, item->number) && !moment_is_given(item->closed_at);

    *out = (struct out_row){
        .code = item->code,
        .href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(item->code)),
        .procedure_name = item->procedure_name,
        .taker_name = item->taker_name,
        .where = words_where(request->arena, item, may_return),
        .box_name = arena_printf(request->arena, "dossier_%zu", number),
        .box_value = may_return && is_chief ? assignment_value(request->arena, item->code, item->version) : STR(""),
        .state = words_state(state),
    };
    return ST_OK;
}

static enum status fill_out(struct view *view, struct absence_page *page)
{
    struct request *request = view->request;
    struct sql_absence_items_out_rows items;
    struct sql_absence_counts_row counts;
    struct page_key after = { .id = 0 };

    if (request->method == METHOD_GET)
        TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(sql_absence_counts(request->db, request->arena, view->absence.absence_id, &counts));
    TRY(sql_absence_items_out(request->db, request->arena, view->absence.absence_id, after.id, after.number,
                              ASSIGNMENT_MAX + 1, &items));
    bool has_more = items.count > ASSIGNMENT_MAX;
    size_t count = has_more ? ASSIGNMENT_MAX : items.count;
    struct out_row *rows = arena_array(request->arena, struct out_row, count);
    struct dossier_history *wholes = arena_array(request->arena, struct dossier_history, count);

    if (count > 0)
        TRY(histories_of(request, items.at, count, wholes));
    for (size_t i = 0; i < count; i++) {
        TRY(out_row_of(request, &items.at[i], wholes[i], i + 1, page->is_chief, &rows[i]));
        page->has_comebacks |= !str_is_empty(rows[i].box_value);
    }
    page->out = (struct out_rows){ rows, count };
    page->moved = counts.moved;
    page->returned = counts.returned;
    if (count > 0) {
        const struct sql_absence_items_out_row *last = &items.at[count - 1];

        page->pager = pager_of(request->arena, arena_printf(request->arena, "%.*s?", STR_ARG(page->href)), after,
                               (struct page_key){ .id = last->dossier_id, .number = last->number }, has_more);
    }
    return ST_OK;
}

/* ---- The page ---------------------------------------------------------------------------------- */

static enum status find(struct request *request, struct sql_absence_by_id_row *out)
{
    int64_t absence_id;

    if (!str_parse_i64(request->segments[0], &absence_id))
        return ST_NOT_FOUND;
    return sql_absence_by_id(request->db, request->arena, absence_id, request->user.actor.office_id, out);
}

static struct absence_row head_of(const struct view *view)
{
    const struct sql_absence_by_id_row *absence = &view->absence;
    struct absence_span span = { absence->from_on, absence->to_on };

    return (struct absence_row){ .full_name = absence->full_name,
                                 .title = absence->title,
                                 .unit_name = absence->unit_name,
                                 .from_on = absence->from_on,
                                 .to_on = absence->to_on,
                                 .state = words_absence(span, absence->ended_at, view->request->today) };
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    const struct sql_absence_by_id_row *absence = &view->absence;
    struct absence_page page = {
        .layout = layout_of(request, arena_printf(request->arena, "Vắng mặt: %.*s", STR_ARG(absence->full_name))),
        .absence = head_of(view),
        .opened_by_name = absence->opened_by_name,
        .ended_by_name = absence->ended_by_name,
        .opened_at = absence->opened_at,
        .ended_at = absence->ended_at,
        .href = arena_printf(request->arena, "/absences/%" PRId64, absence->absence_id),
        .is_running = !moment_is_given(absence->ended_at),
        .is_chief = absence_is_chief(request->user.actor, absence->unit_id),
    };

    TRY(working_time_of(request->db, request->arena, request->user.actor.office_id, &view->calendar));
    page.layout.is_wide = true;
    page.can_end = page.is_running && (page.is_chief || absence->account_id == request->user.actor.account_id);
    TRY(fill_handing_over(view, &page));
    TRY(fill_out(view, &page));
    page.errors = form_errors_one(request->arena, STR("absence"), view->error);
    page.layout.has_errors = page.errors.count > 0;
    tpl_absence_page(&response->body, &page);
    return ST_OK;
}

enum status page_absence(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    TRY(find(request, &view.absence));
    return draw(&view, response);
}

/* ---- Moving ------------------------------------------------------------------------------------ */

static enum status refuse(struct view *view, struct response *response, int code, struct str why)
{
    view->error = why;
    response->code = code;
    return draw(view, response);
}

/* The dossiers that somebody was chosen for; with `has_takers` false every one that was sent. */
static enum status read_items(struct request *request, bool has_takers, struct assignment_items *out)
{
    struct assignment_item *items = arena_array(request->arena, struct assignment_item, request->form.count);
    size_t count = 0;

    for (size_t i = 0; i < request->form.count; i++) {
        struct str number = request->form.at[i].name;

        if (!str_starts_with(number, STR("dossier_")))
            continue;
        number = str_from(number, sizeof "dossier_" - 1);
        const char *taker_name =
            arena_c_string(request->arena, arena_printf(request->arena, "to_%.*s", STR_ARG(number)));
        struct str taker = request_form(request, taker_name);

        if (!assignment_value_parse(request->form.at[i].value, &items[count]))
            return ST_INVALID;
        if (has_takers && str_is_empty(taker))
            continue;
        if (has_takers && !str_parse_i64(taker, &items[count].to_id))
            return ST_INVALID;
        count++;
    }
    *out = (struct assignment_items){ items, count };
    return ST_OK;
}

static void draw_results(struct request *request, struct response *response, struct str done,
                         struct assignment_items items, const struct assignment_result *results)
{
    size_t moved = assigned_count(items, results), rest = items.count - moved;
    struct assigned_page page = {
        .layout = layout_of(request, STR("Kết quả bàn giao")),
        .heading = STR("Kết quả bàn giao"),
        .back_href = arena_printf(request->arena, "/absences/%.*s", STR_ARG(request->segments[0])),
        .back_label = STR("Về đợt vắng mặt"),
        .rows = assigned_rows_of(request->arena, items, results),
    };

    page.sentence = arena_printf(request->arena, "%.*s %zu hồ sơ.", STR_ARG(done), moved);
    if (rest > 0)
        page.sentence = arena_printf(request->arena, "%.*s %zu hồ sơ không chuyển được.", STR_ARG(page.sentence), rest);
    tpl_assignment_done(&response->body, &page);
}

enum status act_absence_hand_over(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    struct assignment_result *results;
    struct assignment_items items;

    TRY(form_only(request, "dossier_#", "to_#"));
    TRY(find(request, &view.absence));
    TRY(read_items(request, true, &items));
    if (items.count == 0)
        return refuse(&view, response, 422, STR("Chọn người nhận cho ít nhất một hồ sơ."));
    enum status status = absence_hand_over(request->db, request->arena, request->user.actor, request->now,
                                           view.absence.absence_id, items, &results);

    if (status == ST_CONFLICT)
        return refuse(&view, response, 409, STR("Đợt vắng này đã kết thúc, không bàn giao nữa."));
    TRY(status);
    draw_results(request, response, STR("Đã bàn giao"), items, results);
    return ST_OK;
}

enum status act_absence_take_back(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    struct assignment_result *results;
    struct assignment_items items;

    TRY(form_only(request, "dossier_#"));
    TRY(find(request, &view.absence));
    TRY(read_items(request, false, &items));
    if (items.count == 0)
        return refuse(&view, response, 422, STR("Chọn ít nhất một hồ sơ để chuyển lại."));
    TRY(absence_take_back(request->db, request->arena, request->user.actor, request->now, view.absence.absence_id,
                          items, &results));
    draw_results(request, response,
                 arena_printf(request->arena, "Đã chuyển lại cho %.*s", STR_ARG(view.absence.full_name)), items,
                 results);
    return ST_OK;
}

enum status act_absence_end(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    TRY(form_only(request, NULL));
    TRY(find(request, &view.absence));
    enum status status =
        absence_end(request->db, request->arena, request->user.actor, request->now, view.absence.absence_id);

    if (status == ST_CONFLICT)
        return refuse(&view, response, 409, STR("Đợt vắng này đã kết thúc trước đó."));
    TRY(status);
    response_redirect(response, arena_printf(request->arena, "/absences/%" PRId64, view.absence.absence_id));
    return ST_OK;
}
