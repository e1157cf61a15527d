/* SPDX-License-Identifier: Apache-2.0 */
/* The opinions asked on a dossier, and the form that asks one more. */
#include "web/dossier_consultation.h"

#include "app/dossier_consultation.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"

#include <inttypes.h>

/* The page while it is being drawn. */
struct view {
    struct request *request;
    struct dossier_reading reading;
    /* What was typed, when nothing came of it, and why not. */
    struct str unit, body, amount, time_unit, question;
    struct str error, error_field;
};

/* ---- Rows -------------------------------------------------------------------------------------- */

static struct str href_of(const struct request *request, const struct dossier_reading *reading,
                          const struct sql_consultations_of_dossier_row *row)
{
    struct dossier_position position = reading->position;

    position.asked_unit_id = row->unit_id;
    position.is_consulting = !moment_is_given(row->replied_at);
    if (dossier_move(position, EVENT_CONSULT_REPLY, request->user.actor).refusal != MOVE_ALLOWED)
        return STR("");
    return arena_printf(request->arena, "/consultations/%.*s/%" PRId64, STR_ARG(reading->dossier.code), row->number);
}

static struct tag state_of(const struct sql_consultations_of_dossier_row *row)
{
    if (!moment_is_given(row->replied_at))
        return (struct tag){ STR("Đang chờ trả lời"), STR("orange") };
    return row->replied_at.ms <= row->due_at.ms ? (struct tag){ STR("Đã trả lời"), STR("green") }
                                                : (struct tag){ STR("Trả lời muộn"), STR("yellow") };
}

static struct consultation_rows rows_of(struct request *request, const struct dossier_reading *reading)
{
    struct consultation_row *rows = arena_array(request->arena, struct consultation_row, reading->asked.count);
    bool is_open = dossier_state_clock(reading->position.state) != CLOCK_ENDED;

    for (size_t i = 0; i < reading->asked.count; i++) {
        const struct sql_consultations_of_dossier_row *row = &reading->asked.at[i];
        bool is_waiting = is_open && !moment_is_given(row->replied_at);

        rows[i] = (struct consultation_row){
            .number = row->number,
            .body = row->body,
            .question = row->question,
            .asked_by_name = row->asked_by_name,
            .asked_at = row->asked_at,
            .due_at = row->due_at,
            .reply = row->reply,
            .replied_by_name = row->replied_by_name,
            .replied_at = row->replied_at,
            .state = is_open || !is_waiting ? state_of(row) : (struct tag){ STR("Không còn chờ"), STR("grey") },
            .href = is_waiting ? href_of(request, reading, row) : STR(""),
        };
        if (is_waiting)
            rows[i].time_left = words_until(request->arena, reading->calendar, row->due_at, request->now);
    }
    return (struct consultation_rows){ rows, reading->asked.count };
}

static bool can_ask(const struct request *request, const struct dossier_reading *reading)
{
    return role_may(request->user.actor.role, PERM_DOSSIER_PROCESS) &&
           dossier_move(reading->position, EVENT_CONSULT, request->user.actor).refusal == MOVE_ALLOWED;
}

struct consultation_summary consultation_summary(struct request *request, const struct dossier_reading *reading)
{
    struct consultation_summary summary = { .can_ask = can_ask(request, reading), .rows = rows_of(request, reading) };

    if (summary.can_ask || summary.rows.count > 0)
        summary.href = arena_printf(request->arena, "/dossiers/%.*s/consultations", STR_ARG(reading->dossier.code));
    return summary;
}

/* ---- The form ---------------------------------------------------------------------------------- */

static enum status units_of(const struct view *view, struct form_choose *out)
{
    struct request *request = view->request;
    struct sql_units_of_office_rows units;
    size_t count = 0;

    TRY(sql_units_of_office(request->db, request->arena, request->user.actor.office_id, &units));
    struct form_choice *choices = arena_array(request->arena, struct form_choice, units.count + 1);

    choices[count++] = (struct form_choice){ .value = STR("0"), .label = STR("Cơ quan ngoài xã (ghi tên ở dưới)") };
    for (size_t i = 0; i < units.count; i++) {
        if (units.at[i].unit_id == view->reading.dossier.holder_unit_id)
            continue;
        choices[count].value = arena_printf(request->arena, "%" PRId64, units.at[i].unit_id);
        choices[count].label = units.at[i].name;
        choices[count].is_chosen = str_equal(choices[count].value, view->unit);
        count++;
    }
    *out = (struct form_choose){ .name = STR("unit"), .label = STR("Hỏi ai"), .choices = { choices, count } };
    return ST_OK;
}

static enum status bodies_of(struct request *request, struct texts *out)
{
    struct sql_outside_bodies_rows bodies;

    TRY(sql_outside_bodies(request->db, request->arena, request->user.actor.office_id, &bodies));
    struct str *names = arena_array(request->arena, struct str, bodies.count);

    for (size_t i = 0; i < bodies.count; i++)
        names[i] = bodies.at[i].name;
    *out = (struct texts){ names, bodies.count };
    return ST_OK;
}

static struct form_choose time_units_of(const struct view *view)
{
    struct form_choice *choices = arena_array(view->request->arena, struct form_choice, 2);
    bool is_hours = str_equal(view->time_unit, term_unit_name(TERM_WORKING_HOUR));

    choices[0] = (struct form_choice){ .id = STR("time_unit"),
                                       .value = term_unit_name(TERM_WORKING_DAY),
                                       .label = STR("ngày làm việc"),
                                       .is_chosen = !is_hours };
    choices[1] = (struct form_choice){ .id = STR("time_unit_2"),
                                       .value = term_unit_name(TERM_WORKING_HOUR),
                                       .label = STR("giờ làm việc"),
                                       .is_chosen = is_hours };
    return (struct form_choose){ .name = STR("time_unit"), .label = STR("Tính bằng"), .choices = { choices, 2 } };
}

static struct str error_at(const struct view *view, const char *field)
{
    return str_equal(view->error_field, str_of(field)) ? view->error : STR("");
}

static enum status fill_form(struct view *view, struct consultations_page *page)
{
    TRY(units_of(view, &page->unit));
    TRY(bodies_of(view->request, &page->bodies));
    page->version = view->reading.dossier.version;
    page->unit.error = error_at(view, "unit");
    page->body = (struct form_input){ .name = STR("body"),
                                      .label = STR("Tên cơ quan ngoài xã"),
                                      .hint = STR("Ví dụ: Bảo hiểm xã hội cơ sở. Tên đã dùng được gợi ý khi gõ."),
                                      .value = view->body,
                                      .error = error_at(view, "body"),
                                      .max_length = BODY_CHARS_MAX,
                                      .is_optional = true };
    page->amount = (struct form_input){ .name = STR("amount"),
                                        .label = STR("Thời hạn trả lời"),
                                        .value = view->amount.at == NULL ? STR("1") : view->amount,
                                        .error = error_at(view, "amount"),
                                        .inputmode = STR("numeric"),
                                        .max_length = 3 };
    page->time_unit = time_units_of(view);
    page->question = (struct form_text){ .name = STR("question"),
                                         .label = STR("Nội dung hỏi"),
                                         .value = view->question,
                                         .error = error_at(view, "question"),
                                         .max_length = REASON_CHARS_MAX };
    return ST_OK;
}

/* ---- The page ---------------------------------------------------------------------------------- */

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct str code = request->segments[0];
    struct consultations_page page = { .code = code };
    struct sql_dossier_by_code_row dossier;

    TRY(dossier_reading_of(request->db, request->arena, request->user.actor.office_id, code, request->now,
                           &view->reading));
    TRY(sql_dossier_by_code(request->db, request->arena, code, request->user.actor.office_id, &dossier));
    request_leaves_trace(request, dossier.dossier_id);
    page.layout = layout_of(request, arena_printf(request->arena, "Lấy ý kiến, hồ sơ %.*s", STR_ARG(code)));
    page.layout.is_private = true;
    page.procedure_name = dossier.procedure_name;
    page.dossier_href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(code));
    page.action_href = arena_printf(request->arena, "/dossiers/%.*s/consultations", STR_ARG(code));
    page.can_ask = can_ask(request, &view->reading);
    page.rows = rows_of(request, &view->reading);
    TRY(fill_form(view, &page));
    if (!page.can_ask)
        page.kept_words = page.question.value;
    page.errors = form_errors_one(request->arena, view->error_field, view->error);
    page.layout.has_errors = page.errors.count > 0;
    tpl_dossier_consultations(&response->body, &page);
    return ST_OK;
}

enum status page_consultations(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    return draw(&view, response);
}

/* ---- Asking ------------------------------------------------------------------------------------ */

static enum status read_form(struct view *view, struct consultation_request *out)
{
    struct request *request = view->request;
    int64_t amount = 0;

    TRY(form_only(request, "version", "unit", "body", "amount", "time_unit", "question"));
    view->unit = request_form(request, "unit");
    view->body = request_form(request, "body");
    view->amount = request_form(request, "amount");
    view->time_unit = request_form(request, "time_unit");
    view->question = request_form(request, "question");
    *out =
        (struct consultation_request){ .code = request->segments[0], .body = view->body, .question = view->question };
    if (!str_parse_i64(request_form(request, "version"), &out->seen_version) ||
        !str_parse_i64(view->unit, &out->unit_id))
        return ST_INVALID;
    if (!str_parse_i64(str_trim(view->amount), &amount) || !term_of(view->time_unit, amount, &out->limit))
        out->limit = (struct term){ TERM_WORKING_DAY, 0 };
    return ST_OK;
}

static void explain(struct view *view, enum status status, enum consultation_fault fault, enum dossier_refusal refusal)
{
    static const char *const fields[] = { "question", "body", "unit", "amount" };

    view->error_field = str_of(fields[fault]);
    view->error = consultation_fault_text(fault);
    if (fault != CONSULTATION_FINE)
        return;
    if (status == ST_CONFLICT)
        view->error = STR("Hồ sơ vừa có người khác cập nhật. Xem lại rồi gửi; nội dung đã gõ vẫn còn đây.");
    else if (status == ST_TOO_LARGE)
        view->error = STR("Nội dung hỏi dài quá 1000 ký tự. Rút gọn rồi gửi lại.");
    else if (refusal == MOVE_NEEDS_REASON)
        view->error = STR("Ghi nội dung cần hỏi.");
    else
        view->error = words_refusal(refusal);
}

enum status act_consult(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    struct consultation_request asked;
    struct change_outcome outcome;
    enum consultation_fault fault;

    TRY(read_form(&view, &asked));
    enum status status = dossier_consultation_ask(request->db, request->arena, request->user.actor, request->now,
                                                  &asked, &outcome, &fault);

    if (status == ST_OK) {
        response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s/consultations", STR_ARG(asked.code)));
        return ST_OK;
    }
    explain(&view, status, fault, outcome.refusal);
    if (str_is_empty(view.error))
        return status;
    response->code = status == ST_CONFLICT ? 409 : status == ST_FORBIDDEN ? 403 : 422;
    return draw(&view, response);
}
