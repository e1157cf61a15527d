/* SPDX-License-Identifier: Apache-2.0 */
/* The book of outages: when systems beyond the office's reach were down. */
#include "app/outage_book.h"
#include "queries_read.h"
#include "templates.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"

#include <inttypes.h>

enum { DAY_CHARS = 10, TIME_CHARS = 5, INPUTS = 5 };

/* The page while it is being drawn. */
struct view {
    struct request *request;
    struct str system, from_on, from_time, until_on, until_time, evidence; /* as typed */
    struct str error, error_field;
};

/* Both empty: no moment, which is fine. */
static bool parse_moment(struct str day, struct str time, struct moment *out)
{
    struct date date;
    int minute;

    *out = (struct moment){ 0 };
    if (str_is_empty(str_trim(day)) && str_is_empty(str_trim(time)))
        return true;
    if (!date_parse_vietnamese(str_trim(day), &date) || !minute_parse(str_trim(time), &minute))
        return false;
    *out = moment_of(date, minute);
    return true;
}

static struct form_input input_of(const struct view *view, const char *name, const char *label, const char *hint,
                                  struct str value, int64_t max_length)
{
    return (struct form_input){ .name = str_of(name),
                                .label = str_of(label),
                                .hint = str_of(hint),
                                .value = value,
                                .error = str_equal(view->error_field, str_of(name)) ? view->error : STR(""),
                                .max_length = max_length };
}

static struct form_inputs inputs_of(const struct view *view)
{
    struct form_input *inputs = arena_array(view->request->arena, struct form_input, INPUTS);

    inputs[0] = input_of(view, "system", "Hệ thống", "Ví dụ: Hệ thống giải quyết thủ tục hành chính của tỉnh",
                         view->system, OUTAGE_NAME_CHARS_MAX);
    inputs[1] = input_of(view, "from_on", "Ngừng từ ngày", "Ví dụ 05/09/2025", view->from_on, DAY_CHARS);
    inputs[2] = input_of(view, "from_time", "Lúc", "Ví dụ 08:30", view->from_time, TIME_CHARS);
    inputs[3] =
        input_of(view, "until_on", "Hoạt động lại ngày", "Để trống nếu còn đang ngừng", view->until_on, DAY_CHARS);
    inputs[4] = input_of(view, "until_time", "Hoạt động lại lúc", "", view->until_time, TIME_CHARS);
    inputs[0].is_wide = true;
    inputs[3].is_optional = inputs[4].is_optional = true;
    return (struct form_inputs){ inputs, INPUTS };
}

static enum status rows_of(struct request *request, struct outage_rows *out)
{
    struct arena *arena = request->arena;
    struct sql_outages_told_rows outages;

    TRY(sql_outages_told(request->db, arena, request->user.actor.office_id, &outages));
    struct outage_row *rows = arena_array(arena, struct outage_row, outages.count);

    for (size_t i = 0; i < outages.count; i++) {
        const struct sql_outages_told_row *outage = &outages.at[i];

        rows[i] = (struct outage_row){
            .system = outage->system_name,
            .evidence = outage->evidence,
            .reported_by_name = outage->reported_by_name,
            .end_href = arena_printf(arena, "/outages/%" PRId64 "/end", outage->outage_id),
            .cancel_href = arena_printf(arena, "/outages/%" PRId64 "/cancel", outage->outage_id),
            .from = outage->from_at,
            .until = outage->until_at,
            .reported_at = outage->reported_at,
            .is_open = !moment_is_given(outage->until_at),
        };
    }
    *out = (struct outage_rows){ rows, outages.count };
    return ST_OK;
}

static struct str notice_of(struct str done)
{
    if (str_equal(done, STR("add")))
        return STR("Đã ghi vào sổ.");
    if (str_equal(done, STR("end")))
        return STR("Đã ghi lúc hoạt động lại.");
    return str_equal(done, STR("cancel")) ? STR("Đã hủy dòng ghi nhầm.") : STR("");
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct outages_page page = { .layout = layout_of(request, STR("Sổ sự cố hệ thống")) };

    page.layout.notice = notice_of(request_query(request, "done"));
    TRY(rows_of(request, &page.rows));
    page.inputs = inputs_of(view);
    page.evidence = (struct form_text){ .name = STR("evidence"),
                                        .label = STR("Căn cứ"),
                                        .hint = STR("Số thông báo, mã sự cố, đã gọi cho ai lúc nào"),
                                        .value = view->evidence,
                                        .error = str_equal(view->error_field, STR("evidence")) ? view->error : STR(""),
                                        .max_length = OUTAGE_EVIDENCE_CHARS_MAX };
    if (!str_is_empty(view->error)) {
        page.errors = form_errors_one(request->arena, view->error_field, view->error);
        page.layout.has_errors = true;
        response->code = 422;
    }
    tpl_outage_list(&response->body, &page);
    return ST_OK;
}

enum status page_outages(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    return draw(&view, response);
}

static enum status refuse(struct view *view, struct response *response, enum outage_fault fault)
{
    static const char *const fields[] = { "system", "system", "from_on", "until_on", "evidence" };

    view->error = outage_fault_text(fault);
    view->error_field = str_of(fields[fault]);
    return draw(view, response);
}

static enum status refuse_time(struct view *view, struct response *response, const char *field)
{
    view->error = STR("Ghi ngày như 05/09/2025 và giờ như 08:30.");
    view->error_field = str_of(field);
    return draw(view, response);
}

enum status act_outage(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    struct outage_entry entry;
    enum outage_fault fault;

    TRY(form_only(request, "system", "from_on", "from_time", "until_on", "until_time", "evidence"));
    view.system = entry.system = request_form(request, "system");
    view.evidence = entry.evidence = request_form(request, "evidence");
    view.from_on = request_form(request, "from_on");
    view.from_time = request_form(request, "from_time");
    view.until_on = request_form(request, "until_on");
    view.until_time = request_form(request, "until_time");
    if (!parse_moment(view.from_on, view.from_time, &entry.from))
        return refuse_time(&view, response, "from_on");
    if (!parse_moment(view.until_on, view.until_time, &entry.until))
        return refuse_time(&view, response, "until_on");
    enum status status =
        outage_book_add(request->db, request->arena, request->user.actor, request->now, &entry, &fault);

    if (status == ST_INVALID && fault != OUTAGE_FINE)
        return refuse(&view, response, fault);
    TRY(status);
    response_redirect(response, STR("/outages?done=add"));
    return ST_OK;
}

/* It works again now. */
enum status act_outage_end(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    enum outage_fault fault;
    int64_t outage_id;

    TRY(form_only(request, NULL));
    if (!str_parse_i64(request->segments[0], &outage_id))
        return ST_NOT_FOUND;
    enum status status = outage_book_end(request->db, request->arena, request->user.actor, request->now, outage_id,
                                         request->now, &fault);

    if (status == ST_INVALID && fault != OUTAGE_FINE)
        return refuse(&view, response, fault);
    TRY(status);
    response_redirect(response, STR("/outages?done=end"));
    return ST_OK;
}

enum status act_outage_cancel(struct request *request, struct response *response)
{
    int64_t outage_id;

    TRY(form_only(request, NULL));
    if (!str_parse_i64(request->segments[0], &outage_id))
        return ST_NOT_FOUND;
    TRY(outage_book_cancel(request->db, request->arena, request->user.actor, request->now, outage_id));
    response_redirect(response, STR("/outages?done=cancel"));
    return ST_OK;
}
