/* SPDX-License-Identifier: Apache-2.0 */
/* What the director settles about the clocks, with who, when and why. */
#include "app/clock_settings.h"
#include "queries_read.h"
#include "templates.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"

enum { DAY_CHARS = 10, VALUE_CHARS = 5, INPUTS = 2, HOURS_MAX = 99 };

/* The page while it is being drawn. */
struct view {
    struct request *request;
    struct clock_settings settings;
    struct str rule, value, from_on, reason; /* as typed */
    struct str error, error_field;
};

static struct str words_of(struct arena *arena, enum clock_rule rule, int value)
{
    char words[40];

    return arena_copy(arena, clock_rule_words(rule, value, words));
}

static struct str error_at(const struct view *view, const char *field)
{
    return str_equal(view->error_field, str_of(field)) ? view->error : STR("");
}

static struct clock_limit_rows limits_of(const struct view *view)
{
    struct arena *arena = view->request->arena;
    struct clock_limit_row *rows = arena_array(arena, struct clock_limit_row, CLOCK_RULE_COUNT);

    for (enum clock_rule rule = 0; rule < CLOCK_RULE_COUNT; rule++)
        rows[rule] = (struct clock_limit_row){
            clock_rule_label(rule),
            words_of(arena, rule, clock_rule_on(view->settings, rule, view->request->today)),
            words_of(arena, rule, clock_rule_usual(rule)),
        };
    return (struct clock_limit_rows){ rows, CLOCK_RULE_COUNT };
}

static enum status changes_of(const struct view *view, struct clock_change_rows *out)
{
    struct request *request = view->request;
    struct sql_clock_settings_told_rows told;

    TRY(sql_clock_settings_told(request->db, request->arena, request->user.actor.office_id, &told));
    struct clock_change_row *rows = arena_array(request->arena, struct clock_change_row, told.count);

    for (size_t i = 0; i < told.count; i++) {
        enum clock_rule rule;

        if (!clock_rule_parse(told.at[i].rule_name, &rule))
            return ST_CORRUPT;
        rows[i] =
            (struct clock_change_row){ clock_rule_label(rule), words_of(request->arena, rule, (int)told.at[i].value),
                                       told.at[i].reason,      told.at[i].set_by_name,
                                       told.at[i].from_on,     told.at[i].set_at };
    }
    *out = (struct clock_change_rows){ rows, told.count };
    return ST_OK;
}

static struct form_choose rules_of(const struct view *view)
{
    struct form_choice *choices = arena_array(view->request->arena, struct form_choice, CLOCK_RULE_COUNT);

    for (enum clock_rule rule = 0; rule < CLOCK_RULE_COUNT; rule++)
        choices[rule] = (struct form_choice){ .value = clock_rule_name(rule),
                                              .label = clock_rule_label(rule),
                                              .is_chosen = str_equal(view->rule, clock_rule_name(rule)) };
    return (struct form_choose){ .name = STR("rule"),
                                 .label = STR("Mục cần đặt lại"),
                                 .choices = { choices, CLOCK_RULE_COUNT } };
}

static struct form_inputs inputs_of(const struct view *view)
{
    struct form_input *inputs = arena_array(view->request->arena, struct form_input, INPUTS);

    inputs[0] =
        (struct form_input){ .name = STR("value"),
                             .label = STR("Giá trị mới"),
                             .hint = STR("Ngày và phần trăm ghi số; giờ ghi như 8:00 (tám giờ làm việc), 0:30, 15:00"),
                             .value = view->value,
                             .error = error_at(view, "value"),
                             .max_length = VALUE_CHARS };
    inputs[1] = (struct form_input){ .name = STR("from_on"),
                                     .label = STR("Áp dụng từ ngày"),
                                     .hint = STR("Ví dụ 05/09/2025; việc đã bắt đầu trước đó giữ thời hạn cũ"),
                                     .value = view->from_on,
                                     .error = error_at(view, "from_on"),
                                     .max_length = DAY_CHARS };
    return (struct form_inputs){ inputs, INPUTS };
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct clock_limits_page page = { .layout = layout_of(request, STR("Thời hạn nội bộ và lúc nhắc")) };

    if (str_equal(request_query(request, "done"), STR("set")))
        page.layout.notice = STR("Đã đặt.");
    TRY(clock_settings_of(request->db, request->arena, request->user.actor.office_id, &view->settings));
    page.limits = limits_of(view);
    TRY(changes_of(view, &page.changes));
    page.rule = rules_of(view);
    page.inputs = inputs_of(view);
    page.reason = (struct form_text){ .name = STR("reason"),
                                      .label = STR("Lý do"),
                                      .hint = STR("Ví dụ: Quyết định số 12/QĐ-UBND"),
                                      .value = view->reason,
                                      .error = error_at(view, "reason"),
                                      .max_length = CLOCK_REASON_CHARS_MAX };
    if (!str_is_empty(view->error)) {
        page.errors = form_errors_one(request->arena, view->error_field, view->error);
        page.layout.has_errors = true;
        response->code = 422;
    }
    tpl_clock_limits(&response->body, &page);
    return ST_OK;
}

enum status page_clock_limits(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    return draw(&view, response);
}

/* "3", or hours and minutes as "8:00", "15:00". */
static bool parse_value(struct str text, int64_t *out)
{
    struct str rest = str_trim(text), first = str_next(&rest, ':');
    int64_t minute = 0;

    if (!str_parse_i64(first, out))
        return false;
    if (rest.at == NULL)
        return true;
    if (!str_parse_i64(rest, &minute) || *out < 0 || *out > HOURS_MAX || minute < 0 || minute > 59)
        return false;
    *out = *out * 60 + minute;
    return true;
}

static enum status refuse(struct view *view, struct response *response, enum clock_wish_fault fault)
{
    static const char *const fields[] = { "rule", "value", "from_on", "reason", "value" };

    view->error = clock_wish_fault_text(fault);
    view->error_field = str_of(fields[fault]);
    return draw(view, response);
}

enum status act_clock_limit(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    struct clock_wish wish;
    enum clock_wish_fault fault;

    TRY(form_only(request, "rule", "value", "from_on", "reason"));
    view.rule = request_form(request, "rule");
    view.value = request_form(request, "value");
    view.from_on = request_form(request, "from_on");
    view.reason = wish.reason = request_form(request, "reason");
    if (!clock_rule_parse(view.rule, &wish.rule))
        return ST_INVALID;
    if (!parse_value(view.value, &wish.value))
        return refuse(&view, response, CLOCK_WISH_VALUE);
    if (!date_parse_vietnamese(str_trim(view.from_on), &wish.from_on))
        return refuse(&view, response, CLOCK_WISH_DAY);
    enum status status =
        clock_settings_set(request->db, request->arena, request->user.actor, request->now, &wish, &fault);

    if (status == ST_INVALID && fault != CLOCK_WISH_FINE)
        return refuse(&view, response, fault);
    TRY(status);
    response_redirect(response, STR("/clocks?done=set"));
    return ST_OK;
}
