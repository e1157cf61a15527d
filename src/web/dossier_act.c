/* SPDX-License-Identifier: Apache-2.0 */
/* Acts that need more than a reason, each on a page of its own: a leader's allowance, the extension, an explanation and
 * what follows, refusing, stopping, withdrawing.  The one supplement has web/dossier_supplement.c, a correction of the
 * reception web/dossier_correction.c. */
#include "web/dossier_act.h"

#include "app/dossier_ending.h"
#include "app/dossier_extension.h"
#include "app/dossier_lateness.h"
#include "app/dossier_ledger.h"
#include "app/dossier_supplement.h"
#include "queries_read.h"
#include "templates.h"
#include "web/choices.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"

enum { DAY_CHARS = 10, TIME_CHARS = 5 };

/* What a page asks for. */
enum asks {
    ASKS_REASON = 1,
    ASKS_BASIS = 2,
    ASKS_SETTLEMENT = 4,
    ASKS_APPOINTMENT = 8,
    ASKS_CAUSE = 16,
    ASKS_REFUSAL = 32
};

/* The acts.
 *   reason_label: of the words asked for; warning: what it means. */
static const struct act {
    enum dossier_event event;
    unsigned asks;
    bool is_warning;
    struct str reason_label, warning;
} acts[] = {
    { EVENT_ALLOW_SUPPLEMENT, ASKS_REASON | ASKS_BASIS, false, STR_INIT("Vì sao phải yêu cầu thêm"),
      STR_INIT("Hồ sơ này đã yêu cầu bổ sung một lần. Lần nữa được ghi là trả lại do lỗi chủ quan của cán bộ, "
               "nêu tên người đã yêu cầu thiếu, và tính vào báo cáo tháng.") },
    { EVENT_ASK_EXTENSION, ASKS_REASON | ASKS_APPOINTMENT, false, STR_INIT("Lý do chậm"),
      STR_INIT(
          "Chỉ được gia hạn một lần, do trưởng đơn vị xử lý duyệt. Người dân nhận văn bản xin lỗi ghi lý do này.") },
    { EVENT_GRANT_EXTENSION, 0, false, STR_INIT(""),
      STR_INIT("Duyệt thì hệ thống lập văn bản xin lỗi (Mẫu 04) và báo ngày hẹn mới cho người dân. Hạn theo quy định "
               "không đổi: hồ sơ vẫn tính là quá hạn, nhưng có xin lỗi.") },
    { EVENT_EXPLAIN, ASKS_REASON | ASKS_CAUSE, false, STR_INIT("Giải trình"),
      STR_INIT("Lời giải trình đi vào báo cáo và thư trả lời người dân.") },
    { EVENT_MEASURE, ASKS_REASON, false, STR_INIT("Biện pháp"),
      STR_INIT("Ghi việc đã làm để hồ sơ này xong sớm và để không lặp lại.") },
    { EVENT_REJECT, ASKS_REASON | ASKS_BASIS | ASKS_REFUSAL, true, STR_INIT("Giải thích cho người nộp"),
      STR_INIT("Chỉ từ chối vì lý do theo pháp luật. Thiếu giấy tờ thì yêu cầu bổ sung, không từ chối.") },
    { EVENT_STOP, ASKS_REASON | ASKS_BASIS | ASKS_SETTLEMENT, true, STR_INIT("Lý do dừng"),
      STR_INIT("Dừng là kết thúc hồ sơ không có kết quả. Hệ thống lập Thông báo dừng giải quyết (Mẫu 05).") },
    { EVENT_WITHDRAW, ASKS_REASON | ASKS_SETTLEMENT, true, STR_INIT("Lý do người nộp xin rút"),
      STR_INIT("Chỉ rút được khi chưa ký kết quả. Hệ thống lập Thông báo dừng giải quyết (Mẫu 05).") },
};

bool dossier_act_has_page(enum dossier_event event)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (acts[i].event == event)
            return true;
    return event == EVENT_ASK_SUPPLEMENT || event == EVENT_CORRECT;
}

/* The page while it is being drawn. */
struct view {
    struct request *request;
    const struct act *act;
    struct sql_dossier_by_code_row dossier;
    struct dossier_reading reading;
    struct str reason, basis, settlement, day, time, choice; /* as typed */
    struct str error, error_field;
};

/* ---- Drawing ------------------------------------------------------------------------------------ */

static struct str error_at(const struct view *view, struct str field)
{
    return str_equal(view->error_field, field) ? view->error : STR("");
}

static struct form_choose causes(const struct view *view)
{
    struct form_choice *choices = arena_array(view->request->arena, struct form_choice, LATE_CAUSE_COUNT);

    for (enum late_cause cause = 0; cause < LATE_CAUSE_COUNT; cause++)
        choices[cause] = (struct form_choice){ .value = late_cause_name(cause),
                                               .label = late_cause_label(cause),
                                               .is_chosen = str_equal(view->choice, late_cause_name(cause)) };
    return (struct form_choose){ .name = STR("cause"),
                                 .label = STR("Nguyên nhân"),
                                 .error = error_at(view, STR("cause")),
                                 .choices = { choices, LATE_CAUSE_COUNT } };
}

static struct form_texts texts_of(const struct view *view)
{
    struct form_text *text = arena_new(view->request->arena, struct form_text);

    *text = (struct form_text){ .name = STR("reason"),
                                .label = view->act->reason_label,
                                .value = view->reason,
                                .error = error_at(view, STR("reason")),
                                .max_length = REASON_CHARS_MAX };
    return (struct form_texts){ text, (view->act->asks & ASKS_REASON) != 0 };
}

static struct form_inputs inputs_of(const struct view *view)
{
    struct form_input *inputs = arena_array(view->request->arena, struct form_input, 4);
    size_t count = 0;

    if (view->act->asks & ASKS_BASIS)
        inputs[count++] = (struct form_input){ .name = STR("legal_basis"),
                                               .label = STR("Căn cứ pháp lý"),
                                               .hint = STR("Ví dụ: khoản 2 Điều 17 Nghị định 118/2025/NĐ-CP"),
                                               .value = view->basis,
                                               .error = error_at(view, STR("legal_basis")),
                                               .max_length = LEGAL_BASIS_CHARS_MAX };
    if (view->act->asks & ASKS_SETTLEMENT)
        inputs[count++] = (struct form_input){ .name = STR("settlement"),
                                               .label = STR("Phí, lệ phí đã nộp xử lý thế nào"),
                                               .value = view->settlement,
                                               .max_length = SETTLEMENT_CHARS_MAX,
                                               .is_optional = true };
    if (view->act->asks & ASKS_APPOINTMENT) {
        inputs[count++] = (struct form_input){ .name = STR("until_on"),
                                               .label = STR("Ngày hẹn mới"),
                                               .hint = STR("Ví dụ 05/09/2025"),
                                               .value = view->day,
                                               .error = error_at(view, STR("until_on")),
                                               .max_length = DAY_CHARS };
        inputs[count++] = (struct form_input){ .name = STR("until_time"),
                                               .label = STR("Giờ hẹn"),
                                               .hint = STR("Ví dụ 16:00"),
                                               .value = view->time,
                                               .error = error_at(view, STR("until_time")),
                                               .max_length = TIME_CHARS };
    }
    return (struct form_inputs){ inputs, count };
}

/* What was asked for, before it is granted. */
static enum status facts_of(const struct view *view, struct act_facts *out)
{
    struct arena *arena = view->request->arena;
    struct act_fact *facts = arena_array(arena, struct act_fact, 4);
    struct extension_asked asked;
    size_t count = 0;

    if (view->act->event == EVENT_GRANT_EXTENSION) {
        TRY(dossier_extension_asked(view->request->db, arena, view->dossier.dossier_id, &asked));
        facts[count++] = (struct act_fact){ STR("Người đề nghị"), asked.asked_by };
        facts[count++] = (struct act_fact){ STR("Lý do"), asked.reason };
        facts[count++] = (struct act_fact){ STR("Ngày hẹn mới"), words_moment(arena, asked.until) };
    }
    facts[count++] = (struct act_fact){ STR("Hạn giải quyết"), words_moment(arena, view->reading.deadline.due_at) };
    *out = (struct act_facts){ facts, count };
    return ST_OK;
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct arena *arena = request->arena;
    struct str label = dossier_event_label(view->act->event), name = dossier_event_name(view->act->event);
    struct act_page page = {
        .layout = layout_of(request, arena_printf(arena, "%.*s: %.*s", STR_ARG(label), STR_ARG(view->dossier.code))),
        .heading = label,
        .code = view->dossier.code,
        .procedure_name = view->dossier.procedure_name,
        .applicant = view->dossier.applicant,
        .dossier_href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(view->dossier.code)),
        .action_href = arena_printf(arena, "/dossiers/%.*s/%.*s", STR_ARG(view->dossier.code), STR_ARG(name)),
        .warning = view->act->warning,
        .button = label,
        .is_warning = view->act->is_warning,
        .version = view->dossier.version,
        .texts = texts_of(view),
        .inputs = inputs_of(view),
    };

    request_leaves_trace(request, view->dossier.dossier_id);
    page.layout.is_private = true;
    if (view->act->asks & ASKS_CAUSE)
        page.choose = causes(view);
    if (view->act->asks & ASKS_REFUSAL)
        page.choose = choices_of_refusal(arena, view->choice, error_at(view, STR("refusal")));
    TRY(facts_of(view, &page.facts));
    page.errors = form_errors_one(arena, view->error_field, view->error);
    page.layout.has_errors = page.errors.count > 0;
    tpl_dossier_act(&response->body, &page);
    return ST_OK;
}

static enum status open_view(struct request *request, struct str event_name, struct view *out)
{
    enum dossier_event event;

    *out = (struct view){ .request = request };
    if (!dossier_event_parse(event_name, &event))
        return ST_NOT_FOUND;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (acts[i].event == event)
            out->act = &acts[i];
    if (out->act == NULL)
        return ST_NOT_FOUND;
    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], request->user.actor.office_id,
                            &out->dossier));
    return dossier_reading_of(request->db, request->arena, request->user.actor.office_id, out->dossier.code,
                              request->now, &out->reading);
}

void dossier_act_done(const struct request *request, struct response *response, struct str code,
                      enum dossier_event event)
{
    response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s?done=%.*s", STR_ARG(code),
                                             STR_ARG(dossier_event_name(event))));
}

/* An explanation begins with whose the time was. */
static enum status suggest_reason(struct view *view)
{
    struct request *request = view->request;
    struct dossier_ledger ledger;

    if (view->act->event != EVENT_EXPLAIN)
        return ST_OK;
    TRY(dossier_ledger_of(request->db, request->arena, request->user.actor.office_id, &view->reading, request->now,
                          &ledger));
    view->reason = dossier_ledger_words(request->arena, &ledger);
    return ST_OK;
}

enum status page_dossier_act(struct request *request, struct response *response)
{
    struct view view;

    TRY(open_view(request, request->segments[1], &view));
    enum dossier_refusal refusal = dossier_move(view.reading.position, view.act->event, request->user.actor).refusal;

    if (refusal == MOVE_ALLOWED) {
        TRY(suggest_reason(&view));
        return draw(&view, response);
    }
    response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(view.dossier.code)));
    return ST_OK;
}

/* ---- Doing -------------------------------------------------------------------------------------- */

/* What came of it: nothing wrong, or which field is. */
struct result {
    struct change_outcome outcome;
    struct str error, field;
};

static bool parse_appointment(const struct view *view, struct moment *out)
{
    struct date day;
    int minute;

    if (!date_parse_vietnamese(str_trim(view->day), &day) || !minute_parse(str_trim(view->time), &minute))
        return false;
    *out = moment_of(day, minute);
    return true;
}

static enum status ask_extension(struct view *view, int64_t version, struct result *out)
{
    struct request *request = view->request;
    struct extension_request extension = { view->dossier.code, version, view->reason, { 0 } };
    enum extension_fault fault;

    if (!parse_appointment(view, &extension.until)) {
        out->error = STR("Ghi ngày hẹn như 05/09/2025 và giờ hẹn như 16:00.");
        out->field = STR("until_on");
        return ST_INVALID;
    }
    enum status status = dossier_extension_ask(request->db, request->arena, request->user.actor, request->now,
                                               &extension, &out->outcome, &fault);

    out->error = extension_fault_text(fault);
    out->field = STR("until_on");
    return status;
}

static enum status explain(struct view *view, int64_t version, struct result *out)
{
    struct request *request = view->request;
    struct explanation_request explanation = { view->dossier.code, version, LATE_OFFICER, view->reason };

    if (!late_cause_parse(view->choice, &explanation.cause)) {
        out->error = STR("Chọn nguyên nhân.");
        out->field = STR("cause");
        return ST_INVALID;
    }
    return dossier_lateness_explain(request->db, request->arena, request->user.actor, request->now, &explanation,
                                    &out->outcome);
}

static enum status end(struct view *view, int64_t version, struct result *out)
{
    struct request *request = view->request;
    struct ending_request ending = { .code = view->dossier.code,
                                     .seen_version = version,
                                     .event = view->act->event,
                                     .grounds = { REFUSAL_REASON_COUNT, view->reason, view->basis },
                                     .settlement = view->settlement };
    enum ending_fault fault;
    struct form_issued form;

    if (!refusal_reason_parse(view->choice, &ending.grounds.refusal))
        ending.grounds.refusal = REFUSAL_REASON_COUNT;
    enum status status = dossier_ending_apply(request->db, request->arena, request->user.actor, request->now, &ending,
                                              &out->outcome, &fault, &form);

    out->error = ending_fault_text(fault);
    out->field = ending_fault_field(fault);
    return status;
}

static enum status allow(struct view *view, int64_t version, struct result *out)
{
    struct request *request = view->request;
    struct allowance_request allowance = { view->dossier.code, version, view->reason, view->basis };
    enum ending_fault fault;
    enum status status = dossier_supplement_allow(request->db, request->arena, request->user.actor, request->now,
                                                  &allowance, &out->outcome, &fault);

    out->error = ending_fault_text(fault);
    out->field = ending_fault_field(fault);
    return status;
}

static enum status grant_extension(struct view *view, int64_t version, struct result *out)
{
    struct request *request = view->request;
    enum extension_fault fault;
    struct form_issued form;
    enum status status = dossier_extension_grant(request->db, request->arena, request->user.actor, request->now,
                                                 view->dossier.code, version, &out->outcome, &fault, &form);

    out->error = extension_fault_text(fault);
    return status;
}

static enum status apply(struct view *view, int64_t version, struct result *out)
{
    struct request *request = view->request;

    switch ((int)view->act->event) {
    case EVENT_ALLOW_SUPPLEMENT:
        return allow(view, version, out);
    case EVENT_ASK_EXTENSION:
        return ask_extension(view, version, out);
    case EVENT_GRANT_EXTENSION:
        return grant_extension(view, version, out);
    case EVENT_EXPLAIN:
        return explain(view, version, out);
    case EVENT_MEASURE:
        return dossier_lateness_measure(request->db, request->arena, request->user.actor, request->now,
                                        view->dossier.code, version, view->reason, &out->outcome);
    default:
        return end(view, version, out);
    }
}

static struct str last_segment(struct str path)
{
    struct str last = path;

    while (path.at != NULL)
        last = str_next(&path, '/');
    return last;
}

static enum status read_typed(struct view *view, int64_t *out_version)
{
    struct request *request = view->request;

    TRY(form_only(request, "version", "reason", "legal_basis", "settlement", "until_on", "until_time", "cause",
                  "refusal"));
    view->reason = request_form(request, "reason");
    view->basis = request_form(request, "legal_basis");
    view->settlement = request_form(request, "settlement");
    view->day = request_form(request, "until_on");
    view->time = request_form(request, "until_time");
    view->choice = request_form(request, view->act->asks & ASKS_CAUSE ? "cause" : "refusal");
    return str_parse_i64(request_form(request, "version"), out_version) ? ST_OK : ST_INVALID;
}

enum status act_dossier_act(struct request *request, struct response *response)
{
    struct view view;
    struct result result = { .field = STR("reason") };
    int64_t version;

    TRY(open_view(request, last_segment(request->path), &view));
    TRY(read_typed(&view, &version));
    enum status status = apply(&view, version, &result);

    if (status == ST_OK) {
        dossier_act_done(request, response, view.dossier.code, view.act->event);
        return ST_OK;
    }
    if (status != ST_CONFLICT && result.outcome.refusal == MOVE_ALLOWED && str_is_empty(result.error))
        return status;
    view.error = result.error;
    view.error_field = result.field;
    if (status == ST_CONFLICT)
        view.error = STR("Hồ sơ vừa có người khác cập nhật. Xem lại rồi bấm lần nữa; nội dung đã gõ vẫn còn đây.");
    else if (result.outcome.refusal != MOVE_ALLOWED)
        view.error = words_refusal(result.outcome.refusal);
    response->code = status == ST_CONFLICT ? 409 : status == ST_FORBIDDEN ? 403 : 422;
    return draw(&view, response);
}
