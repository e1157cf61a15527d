/* SPDX-License-Identifier: Apache-2.0 */
/* A mistaken reception is put right: the form as it stands, then everything that will change beside what stood there,
 * then it is done.  What was confirmed is what is saved: a fingerprint of the changes shown goes along. */
#include "app/dossier_correction.h"

#include "base/hash.h"
#include "templates.h"
#include "web/choices.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/intake_stored.h"
#include "web/layout.h"
#include "web/payment.h"

#define OTHER_PROCEDURE "other_procedure"

enum { FINGERPRINT_BYTES_MAX = 512 * 1024, ROWS_OF_THE_CLOCK = 4 };

/* The page while it is being drawn. */
struct view {
    struct request *request;
    struct sql_dossier_by_code_row dossier;
    struct dossier_reading reading;
    struct intake_form form;
    bool is_confirming;
    struct correction_outcome outcome; /* when confirming */
};

/* ---- Opening ----------------------------------------------------------------------------------- */

/* The day whose procedures are in force for it. */
static struct date day_of(const struct view *view)
{
    return moment_date(view->reading.standing.submitted_at);
}

/* Another procedure as it was in force the day the dossier came; the dossier's own where there is no such. */
static enum status open_form(struct view *view, struct str procedure_code)
{
    struct intake_form *form = &view->form;

    TRY(intake_stored_open(form, &view->dossier));
    if (str_is_empty(procedure_code) || str_equal(procedure_code, view->dossier.procedure_code))
        return ST_OK;
    enum status status = intake_form_open_on(form, procedure_code, view->dossier.channel, day_of(view));

    if (status != ST_NOT_FOUND)
        return status;
    intake_fault_add(&form->faults, STR("procedure_code"), intake_field_label(INTAKE_procedure_code),
                     INTAKE_NOT_IN_FORCE_THEN);
    return ST_OK;
}

static enum status open_view(struct request *request, struct str procedure_code, struct view *out)
{
    *out = (struct view){ .request = request, .form = { .request = request } };
    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], request->user.actor.office_id,
                            &out->dossier));
    request_leaves_trace(request, out->dossier.dossier_id);
    TRY(dossier_reading_of(request->db, request->arena, request->user.actor.office_id, out->dossier.code, request->now,
                           &out->reading));
    return open_form(out, procedure_code);
}

static bool needs_handler(const struct view *view)
{
    return dossier_correction_needs_handler(view->reading.standing.state, view->dossier.unit_id,
                                            view->form.procedure.unit_id);
}

/* ---- What will change -------------------------------------------------------------------------- */

static struct str due_words(struct arena *arena, struct moment due)
{
    return due.ms == DEADLINE_NEVER.ms ? STR("Tạm dừng, chờ người nộp") : words_moment(arena, due);
}

static struct str chosen_label(const struct form_choose *choose)
{
    for (size_t i = 0; i < choose->choices.count; i++)
        if (choose->choices.at[i].is_chosen)
            return choose->choices.at[i].label;
    return STR("");
}

static struct str appointment_words(struct arena *arena, const struct correction_outcome *outcome)
{
    if (!moment_is_given(outcome->extended_to))
        return words_moment(arena, outcome->promised);
    return arena_printf(arena, "%.*s, ngày hẹn mới (Mẫu 04)", STR_ARG(words_moment(arena, outcome->extended_to)));
}

static struct change_rows changes_of(const struct view *view, const struct form_choose *forward_to)
{
    struct arena *arena = view->request->arena;
    const struct correction_outcome *outcome = &view->outcome;
    struct change_row *rows = arena_array(arena, struct change_row, outcome->differences.count + ROWS_OF_THE_CLOCK);
    size_t count = 0;

    for (size_t i = 0; i < outcome->differences.count; i++)
        rows[count++] = (struct change_row){ outcome->differences.at[i].label, outcome->differences.at[i].before,
                                             outcome->differences.at[i].after };
    if (outcome->due.ms != outcome->due_before.ms)
        rows[count++] = (struct change_row){ STR("Hạn giải quyết"), due_words(arena, outcome->due_before),
                                             due_words(arena, outcome->due) };
    if (outcome->promised.ms != outcome->promised_before.ms)
        rows[count++] =
            (struct change_row){ STR("Ngày hẹn trên giấy tiếp nhận"), words_moment(arena, outcome->promised_before),
                                 appointment_words(arena, outcome) };
    if (moment_is_given(outcome->ended_extension_to))
        rows[count++] =
            (struct change_row){ STR("Ngày hẹn mới (Mẫu 04)"), words_moment(arena, outcome->ended_extension_to),
                                 STR("không còn, vì giấy tiếp nhận mới hẹn muộn hơn") };
    if (needs_handler(view))
        rows[count++] = (struct change_row){ STR("Người xử lý"), view->dossier.holder_name, chosen_label(forward_to) };
    return (struct change_rows){ rows, count };
}

/* Of everything the officer is shown, and who shall handle it. */
static struct str fingerprint(const struct view *view)
{
    struct arena *arena = view->request->arena;
    struct buf text = buf_new(arena, FINGERPRINT_BYTES_MAX);
    char hash[HASH_HEX_LEN + 1];

    for (size_t i = 0; i < view->outcome.differences.count; i++) {
        const struct intake_difference *difference = &view->outcome.differences.at[i];

        buf_printf(&text, "%.*s\n%.*s\n%.*s\n", STR_ARG(difference->label), STR_ARG(difference->before),
                   STR_ARG(difference->after));
    }
    buf_printf(&text, "%lld %lld %.*s", (long long)view->outcome.due.ms, (long long)view->outcome.promised.ms,
               STR_ARG(view->form.forward_to));
    return arena_copy(arena, hash_hex(buf_str(&text), hash));
}

/* ---- Drawing ----------------------------------------------------------------------------------- */

/* The procedures it could have been received for instead: what was typed stays while one is chosen. */
static enum status choose_procedure(const struct view *view, struct form_choose *out)
{
    struct request *request = view->request;
    struct sql_procedures_in_force_rows all;
    size_t count = 0;

    TRY(sql_procedures_in_force(request->db, request->arena, request->user.actor.office_id, day_of(view), &all));
    struct option *options = arena_array(request->arena, struct option, all.count + 1);

    options[count++] = (struct option){ STR(""), STR("Giữ thủ tục này") };
    for (size_t i = 0; i < all.count; i++)
        if (!str_equal(all.at[i].procedure_code, view->form.procedure.procedure_code))
            options[count++] = (struct option){ all.at[i].procedure_code,
                                                arena_printf(request->arena, "%.*s (%.*s)", STR_ARG(all.at[i].name),
                                                             STR_ARG(all.at[i].procedure_code)) };
    *out = (struct form_choose){ .name = STR(OTHER_PROCEDURE),
                                 .label = STR("Thủ tục đúng"),
                                 .choices = choices_of(request->arena, STR(OTHER_PROCEDURE), options, count, STR("")) };
    return ST_OK;
}

static void confirm(const struct view *view, struct correct_page *page)
{
    const struct correction_outcome *outcome = &view->outcome;

    page->is_confirming = true;
    page->changes = changes_of(view, &page->intake.forward_to);
    page->confirmed = fingerprint(view);
    page->is_late_by_it = outcome->due.ms < view->request->now.ms && outcome->due_before.ms >= view->request->now.ms;
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct arena *arena = request->arena;
    const struct sql_dossier_by_code_row *dossier = &view->dossier;
    struct str href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(dossier->code));
    struct correct_page page = {
        .layout = layout_of(request, arena_printf(arena, "Sửa nội dung tiếp nhận: %.*s", STR_ARG(dossier->code))),
        .code = dossier->code,
        .dossier_href = href,
        .action_href = arena_printf(arena, "%.*s/correct", STR_ARG(href)),
        .received_at = dossier->received_at,
        .is_other_procedure = view->form.procedure.procedure_version_id != dossier->procedure_version_id,
        .procedure_error = intake_error_at(&view->form.faults, STR("procedure_code")),
    };

    TRY(intake_form_page(&view->form, &page.intake));
    TRY(payment_summary(request, dossier->dossier_id, dossier->code, &page.fees));
    TRY(choose_procedure(view, &page.other_procedure));
    page.intake.reason.label = STR("Lý do sửa");
    page.intake.reason.hint = STR("Ví dụ: gõ nhầm tên đệm. Người nộp đọc được lý do này.");
    if (!needs_handler(view))
        page.intake.forward_to.choices.count = 0;
    page.layout.is_private = true;
    page.layout.has_errors = page.intake.errors.count > 0 || !str_is_empty(view->form.card_error);
    if (view->is_confirming)
        confirm(view, &page);
    tpl_dossier_correct(&response->body, &page);
    return ST_OK;
}

/* It cannot be corrected now: why, and nothing to type. */
static enum status draw_refusal(struct view *view, enum dossier_refusal refusal, struct response *response)
{
    struct arena *arena = view->request->arena;

    response->code = 422;
    tpl_dossier_correct(&response->body,
                        &(struct correct_page){
                            .layout = layout_of(view->request, arena_printf(arena, "Sửa nội dung tiếp nhận: %.*s",
                                                                            STR_ARG(view->dossier.code))),
                            .code = view->dossier.code,
                            .dossier_href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(view->dossier.code)),
                            .refusal = words_refusal(refusal),
                        });
    return ST_OK;
}

enum status page_dossier_correct(struct request *request, struct response *response)
{
    struct view view;

    TRY(open_view(request, STR(""), &view));
    enum dossier_refusal refusal = dossier_move(view.reading.position, EVENT_CORRECT, request->user.actor).refusal;

    if (refusal != MOVE_ALLOWED)
        return draw_refusal(&view, refusal, response);
    TRY(intake_stored_take(&view.form, &view.dossier));
    return draw(&view, response);
}

/* ---- Doing ------------------------------------------------------------------------------------- */

static enum status read_request(const struct view *view, struct correction_request *out)
{
    const struct intake_form *form = &view->form;

    *out = (struct correction_request){ .code = view->dossier.code, .typed = form->typed, .reason = form->reason };
    if (!str_parse_i64(request_form(view->request, "version"), &out->seen_version) ||
        (!str_is_empty(form->forward_to) && !str_parse_i64(form->forward_to, &out->handler_id)))
        return ST_INVALID;
    return ST_OK;
}

/* The form again, with what was typed and what is wrong. */
static enum status draw_again(struct view *view, enum status status, struct response *response)
{
    if (!intake_form_tell(&view->form, status, view->outcome.change.refusal, response))
        return status;
    return draw(view, response);
}

static enum status save(struct view *view, const struct correction_request *correction, struct response *response)
{
    struct request *request = view->request;
    enum status status = dossier_correction_apply(request->db, request->arena, request->user.actor, request->now,
                                                  correction, &view->form.faults, &view->outcome);

    if (status != ST_OK)
        return draw_again(view, status, response);
    response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s?done=correct", STR_ARG(correction->code)));
    return ST_OK;
}

/* The form for another procedure, with what was typed of people and dossier; its papers are looked at anew. */
static enum status draw_other_procedure(struct view *view, struct response *response)
{
    struct intake_form *form = &view->form;
    struct str for_another = request_form(view->request, "answer_0");

    TRY(intake_stored_take(form, &view->dossier));
    intake_form_read_but_papers(form);
    form->forward_to = STR("");
    if (form->papers.questions.count > 0 && !str_is_empty(for_another))
        form->papers.answers[CHECKLIST_FOR_ANOTHER].value = for_another;
    return draw(view, response);
}

enum status act_dossier_correct(struct request *request, struct response *response)
{
    struct str present = request_form(request, "procedure_code"), other = request_form(request, OTHER_PROCEDURE);
    bool is_other = !str_is_empty(other) && !str_equal(other, present);
    struct correction_request correction;
    struct view view;

    TRY(form_only(request, INTAKE_FORM_FIELDS, "confirmed", OTHER_PROCEDURE));
    TRY(open_view(request, is_other ? other : present, &view));
    if (is_other && view.form.faults.count == 0)
        return draw_other_procedure(&view, response);
    intake_form_read(&view.form);
    intake_form_fill(&view.form);
    TRY(intake_form_warn(&view.form));
    view.form.asks_confirmation = false;
    if (view.form.faults.count > 0)
        return draw_again(&view, ST_INVALID, response);
    if (request_form(request, "fill").at != NULL || !str_is_empty(view.form.card_error))
        return draw(&view, response);
    TRY(read_request(&view, &correction));
    enum status status = dossier_correction_review(request->db, request->arena, request->user.actor, request->now,
                                                   &correction, &view.form.faults, &view.outcome);

    if (status != ST_OK)
        return draw_again(&view, status, response);
    if (str_equal(request_form(request, "confirmed"), fingerprint(&view)))
        return save(&view, &correction, response);
    view.is_confirming = true;
    return draw(&view, response);
}
