/* SPDX-License-Identifier: Apache-2.0 */
/* Who is away: all absences, and the form that enters one. */
#include "app/absence.h"
#include "queries_read.h"
#include "templates.h"
#include "web/absence_page.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

#include <inttypes.h>

/* The page while it is being drawn. */
struct view {
    struct request *request;
    /* What was typed, when nothing came of it, and why not. */
    struct str person, from, to, error, error_field;
};

/* ---- The list ---------------------------------------------------------------------------------- */

static struct absence_row row_of(const struct request *request, const struct sql_absences_of_office_row *absence)
{
    struct absence_span span = { absence->from_on, absence->to_on };

    return (struct absence_row){
        .full_name = absence->full_name,
        .title = absence->title,
        .unit_name = absence->unit_name,
        .href = arena_printf(request->arena, "/absences/%" PRId64, absence->absence_id),
        .from_on = absence->from_on,
        .to_on = absence->to_on,
        .state = words_absence(span, absence->ended_at, request->today),
        .dossiers = moment_is_given(absence->ended_at) ? 0 : absence->dossiers,
    };
}

static enum status list(struct request *request, struct absence_list_page *page)
{
    struct sql_absences_of_office_rows absences;
    struct page_key after = { .id = 0 };

    if (request->method == METHOD_GET)
        TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(sql_absences_of_office(request->db, request->arena, request->user.actor.office_id,
                               after.id == 0 ? INT64_MAX : after.id, PAGE_ROWS + 1, &absences));
    bool has_more = absences.count > PAGE_ROWS;
    size_t count = has_more ? PAGE_ROWS : absences.count;
    struct absence_row *rows = arena_array(request->arena, struct absence_row, count);

    for (size_t i = 0; i < count; i++)
        rows[i] = row_of(request, &absences.at[i]);
    page->rows = (struct absence_rows){ rows, count };
    if (count > 0)
        page->pager = pager_of(request->arena, STR("/absences?"), after,
                               (struct page_key){ .id = absences.at[count - 1].absence_id }, has_more);
    return ST_OK;
}

/* ---- The form ---------------------------------------------------------------------------------- */

/* Oneself first; then those whose chief this person is. */
static enum status people_of(const struct view *view, struct form_choose *out)
{
    struct request *request = view->request;
    struct actor actor = request->user.actor;
    struct sql_people_of_office_rows people;
    size_t count = 1;

    TRY(sql_people_of_office(request->db, request->arena, actor.office_id, &people));
    struct form_choice *choices = arena_array(request->arena, struct form_choice, people.count + 1);

    choices[0] =
        (struct form_choice){ .value = arena_printf(request->arena, "%" PRId64, actor.account_id),
                              .label = arena_printf(request->arena, "%.*s (tôi)", STR_ARG(request->user.full_name)) };
    for (size_t i = 0; i < people.count; i++) {
        if (people.at[i].account_id == actor.account_id || !absence_is_chief(actor, people.at[i].unit_id))
            continue;
        choices[count] = (struct form_choice){
            .value = arena_printf(request->arena, "%" PRId64, people.at[i].account_id),
            .label = arena_printf(request->arena, "%.*s (%.*s, %.*s)", STR_ARG(people.at[i].full_name),
                                  STR_ARG(people.at[i].title), STR_ARG(people.at[i].unit_name)),
        };
        choices[count].is_chosen = str_equal(choices[count].value, view->person);
        count++;
    }
    *out = (struct form_choose){ .name = STR("person"), .label = STR("Người vắng"), .choices = { choices, count } };
    return ST_OK;
}

static struct str error_at(const struct view *view, const char *field)
{
    return str_equal(view->error_field, str_of(field)) ? view->error : STR("");
}

static enum status fill_form(const struct view *view, struct absence_list_page *page)
{
    char today[11];

    TRY(people_of(view, &page->person));
    page->person.error = error_at(view, "person");
    page->from = (struct form_input){
        .name = STR("from"),
        .label = STR("Từ ngày"),
        .hint = STR("Ngày/tháng/năm. Ví dụ: 22/09/2025"),
        .value = view->from.at != NULL ? view->from
                                       : arena_copy(view->request->arena, date_format(view->request->today, today)),
        .error = error_at(view, "from"),
        .inputmode = STR("numeric"),
        .max_length = 10,
    };
    page->to = (struct form_input){ .name = STR("to"),
                                    .label = STR("Đến hết ngày"),
                                    .hint = STR("Để trống khi chưa biết."),
                                    .value = view->to,
                                    .error = error_at(view, "to"),
                                    .inputmode = STR("numeric"),
                                    .max_length = 10,
                                    .is_optional = true };
    return ST_OK;
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct absence_list_page page = { .layout = layout_of(request, STR("Vắng mặt, bàn giao")) };

    TRY(list(request, &page));
    TRY(fill_form(view, &page));
    if (!str_is_empty(view->error)) {
        page.errors = form_errors_one(request->arena, view->error_field, view->error);
        page.layout.has_errors = true;
        response->code = 422;
    }
    tpl_absence_list(&response->body, &page);
    return ST_OK;
}

enum status page_absences(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    return draw(&view, response);
}

/* ---- Entering one ------------------------------------------------------------------------------ */

static void wrong(struct view *view, const char *field, struct str message)
{
    view->error_field = str_of(field);
    view->error = message;
}

/* False: something typed cannot be read, and is said. */
static bool read_span(struct view *view, struct absence_span *out)
{
    struct str to = str_trim(view->to);

    *out = (struct absence_span){ .from_on = { 0 } };
    if (!date_parse_vietnamese(str_trim(view->from), &out->from_on))
        wrong(view, "from", STR("Ngày bắt đầu chưa đúng. Ví dụ: 22/09/2025"));
    else if (!str_is_empty(to) && !date_parse_vietnamese(to, &out->to_on))
        wrong(view, "to", STR("Ngày kết thúc chưa đúng. Ví dụ: 26/09/2025, hoặc để trống."));
    return str_is_empty(view->error);
}

static void explain(struct view *view, enum absence_fault fault)
{
    switch (fault) {
    case ABSENCE_FINE:
        break;
    case ABSENCE_NO_PERSON:
        wrong(view, "person", STR("Chọn một người đang làm việc và xử lý hồ sơ."));
        break;
    case ABSENCE_BAD_SPAN:
        wrong(view, "to", STR("Ngày kết thúc không trước ngày bắt đầu và không trước hôm nay; nhiều nhất một năm."));
        break;
    case ABSENCE_RUNNING:
        wrong(view, "person", STR("Người này có một đợt vắng chưa kết thúc. Mở đợt đó ở danh sách dưới đây."));
        break;
    }
}

enum status act_absence(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    struct absence_request asked;
    enum absence_fault fault = ABSENCE_FINE;
    int64_t absence_id;

    TRY(form_only(request, "person", "from", "to"));
    view.person = request_form(request, "person");
    view.from = request_form(request, "from");
    view.to = request_form(request, "to");
    if (!str_parse_i64(view.person, &asked.account_id))
        return ST_INVALID;
    if (!read_span(&view, &asked.span))
        return draw(&view, response);
    enum status status =
        absence_open(request->db, request->arena, request->user.actor, request->now, &asked, &absence_id, &fault);

    if (status == ST_OK) {
        response_redirect(response, arena_printf(request->arena, "/absences/%" PRId64, absence_id));
        return ST_OK;
    }
    explain(&view, fault);
    return str_is_empty(view.error) ? status : draw(&view, response);
}
