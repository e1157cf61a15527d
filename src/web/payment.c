/* SPDX-License-Identifier: Apache-2.0 */
/* The fees of a dossier: lines and sums, the transfer's QR, taking money, giving it back. */
#include "web/payment.h"

#include "app/payment_desk.h"
#include "base/random.h"
#include "domain/vietqr.h"
#include "domain/words.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/fee_form.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/qr_image.h"

#include <inttypes.h>

enum { KEY_CHARS = 22 };

/* The page while it is being drawn. */
struct view {
    struct request *request;
    struct sql_dossier_by_code_row dossier;
    struct dossier_reading reading;
    struct fee_account account;
    struct fee_offer offer;
    /* What was typed into one of its forms, and why nothing came of it. */
    struct fees_typed typed;
    struct intake_faults faults;
    struct str method, reference, reason, key;
    int64_t refund_id;
    struct str error, error_field;
};

/* ---- Words ------------------------------------------------------------------------------------------------------ */

static struct tag state_tag(enum fee_state state)
{
    static const char *const colours[FEE_STATE_COUNT] = {
        [FEE_UNPAID] = "orange", [FEE_PAID] = "green", [FEE_WAIVED] = "teal", [FEE_REFUNDED] = "grey"
    };

    return (struct tag){ fee_state_label(state), str_of(colours[state]) };
}

static struct str quantity_words(struct arena *arena, const struct sql_dossier_fees_row *line)
{
    enum tariff_unit unit = TARIFF_CASE;

    if (!tariff_unit_parse(line->tariff_unit, &unit))
        return STR("");
    if (unit == TARIFF_PAGE)
        return arena_printf(arena, "%" PRId64 " bản × %" PRId64 " trang", line->quantity, line->pages);
    return arena_printf(arena, "%" PRId64 " %.*s", line->quantity, STR_ARG(tariff_unit_words(unit)));
}

static struct str exemption_words(struct arena *arena, const struct sql_dossier_fees_row *line)
{
    if (line->exemption_name.at == NULL)
        return STR("");
    return arena_printf(arena, "%.*s (%.*s): %.*s", STR_ARG(line->exemption_name), STR_ARG(line->exemption_basis),
                        STR_ARG(line->evidence));
}

/* ---- Parts of the page ------------------------------------------------------------------------------------------ */

static struct fee_rows rows_of(const struct view *view)
{
    struct arena *arena = view->request->arena;
    struct fee_row *rows = arena_array(arena, struct fee_row, view->account.lines.count);

    for (size_t i = 0; i < view->account.lines.count; i++) {
        const struct sql_dossier_fees_row *line = &view->account.lines.at[i];
        enum fee_state state = FEE_UNPAID;

        if (!fee_state_parse(line->fee_state, &state))
            continue; /* payment_desk_account() has found none such */
        rows[i] = (struct fee_row){
            .name = line->name,
            .quantity = quantity_words(arena, line),
            .base = money_in_words(arena, line->base_vnd),
            .reduction = line->reduction_vnd > 0 ? money_in_words(arena, line->reduction_vnd) : STR(""),
            .due = money_in_words(arena, line->due_vnd),
            .basis = line->legal_basis,
            .exemption = exemption_words(arena, line),
            .state = state_tag(state),
        };
    }
    return (struct fee_rows){ rows, view->account.lines.count };
}

static struct fee_receipt receipt_of(const struct view *view, const struct sql_dossier_payments_row *payment,
                                     bool may_refund)
{
    struct arena *arena = view->request->arena;
    enum payment_method method = PAYMENT_CASH;
    bool is_known = payment_method_parse(payment->payment_method, &method);
    bool is_refunded = moment_is_given(payment->refunded_at);
    struct str id = arena_printf(arena, "%" PRId64, payment->payment_id);

    return (struct fee_receipt){
        .number = arena_printf(arena, "%" PRId64 "/%.*s", payment->receipt_number, STR_ARG(payment->receipt_year)),
        .amount = money_in_words(arena, payment->amount_vnd),
        .method = is_known ? payment_method_label(method) : payment->payment_method,
        .reference = payment->reference,
        .received_by = payment->received_by,
        .paid_at = payment->paid_at,
        .refunded_at = payment->refunded_at,
        .refunded_by = payment->refunded_by,
        .refund_reason = payment->refund_reason,
        .payment_id = may_refund && !is_refunded ? id : STR(""),
        .reason = { .id = arena_printf(arena, "reason_%.*s", STR_ARG(id)),
                    .name = STR("reason"),
                    .label = STR("Lý do hoàn trả"),
                    .value = view->refund_id == payment->payment_id ? view->reason : STR(""),
                    .max_length = FEE_TEXT_CHARS_MAX },
    };
}

static bool may(const struct view *view, enum dossier_event event)
{
    return dossier_move(view->reading.position, event, view->request->user.actor).refusal == MOVE_ALLOWED;
}

static struct fee_receipts receipts_of(const struct view *view)
{
    const struct sql_dossier_payments_rows *payments = &view->account.payments;
    struct fee_receipt *receipts = arena_array(view->request->arena, struct fee_receipt, payments->count);
    bool may_refund = may(view, EVENT_FEE_REFUNDED);

    for (size_t i = 0; i < payments->count; i++)
        receipts[i] = receipt_of(view, &payments->at[i], may_refund);
    return (struct fee_receipts){ receipts, payments->count };
}

static struct form_choose method_choose(const struct view *view)
{
    struct arena *arena = view->request->arena;
    struct form_choice *choices = arena_array(arena, struct form_choice, PAYMENT_METHOD_COUNT);

    for (int i = 0; i < PAYMENT_METHOD_COUNT; i++) {
        struct str name = payment_method_name((enum payment_method)i);

        choices[i] = (struct form_choice){
            .id = i == 0 ? STR("method") : arena_printf(arena, "method_%d", i + 1),
            .value = name,
            .label = payment_method_label((enum payment_method)i),
            .is_chosen = str_is_empty(view->method) ? i == 0 : str_equal(view->method, name),
        };
    }
    return (struct form_choose){ .name = STR("method"),
                                 .label = STR("Cách nộp tiền"),
                                 .choices = { choices, PAYMENT_METHOD_COUNT } };
}

static enum status transfer_of(struct request *request, struct str code, int64_t open_vnd, struct transfer *out)
{
    struct arena *arena = request->arena;
    struct sql_office_bank_row bank;
    struct str text;

    *out = (struct transfer){ .qr_url = STR("") };
    TRY(payment_desk_transfer(request->db, arena, request->office.office_id, code, open_vnd, &text));
    if (text.at == NULL)
        return ST_OK;
    TRY(sql_office_bank(request->db, arena, request->office.office_id, &bank));
    const struct bank *known = bank_of(bank.bank_bin);

    *out = (struct transfer){
        .qr_url = qr_image(arena, text),
        .bank = known != NULL ? known->name : bank.bank_bin,
        .account = bank.bank_account,
        .account_name = bank.bank_account_name,
        .purpose = vietqr_purpose_of_code(arena, code),
    };
    return ST_OK;
}

/* ---- The page --------------------------------------------------------------------------------------------------- */

static enum status load(struct view *view)
{
    struct request *request = view->request;
    int64_t office_id = request->user.actor.office_id;

    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], office_id, &view->dossier));
    TRY(dossier_reading_of(request->db, request->arena, office_id, view->dossier.code, request->now, &view->reading));
    TRY(payment_desk_account(request->db, request->arena, view->dossier.dossier_id, &view->account));
    return payment_desk_offer(request->db, request->arena, office_id, view->reading.dossier.procedure_version_id,
                              view->dossier.channel, request->today, &view->offer);
}

static struct form_errors errors_of(const struct view *view)
{
    struct arena *arena = view->request->arena;
    struct form_error *errors = arena_array(arena, struct form_error, view->faults.count + 1);
    size_t count = 0;

    if (!str_is_empty(view->error))
        errors[count++] = (struct form_error){ view->error_field, view->error };
    for (size_t i = 0; i < view->faults.count; i++)
        errors[count++] = (struct form_error){ view->faults.at[i].place,
                                               arena_printf(arena, "%.*s: %.*s", STR_ARG(view->faults.at[i].label),
                                                            STR_ARG(intake_fault_text(view->faults.at[i].kind))) };
    return (struct form_errors){ errors, count };
}

static void fill_forms(const struct view *view, struct fee_page *page)
{
    struct arena *arena = view->request->arena;
    struct str href = page->dossier_href;
    bool is_waited_for = view->reading.position.state == DOSSIER_FEE_DUE;

    page->may_take = view->account.open_vnd > 0 && may(view, is_waited_for ? EVENT_PAY_FEE : EVENT_FEE_PAID);
    page->may_set = view->offer.count > 0 && may(view, EVENT_FEE_SET);
    page->take_href = arena_printf(arena, "%.*s/payments", STR_ARG(href));
    page->set_href = arena_printf(arena, "%.*s/fees", STR_ARG(href));
    page->refund_href = arena_printf(arena, "%.*s/refunds", STR_ARG(href));
    page->key = str_is_empty(view->key) ? random_base64url(arena, KEY_CHARS) : view->key;
    page->shown = arena_printf(arena, "%" PRId64, view->account.open_vnd);
    page->method = method_choose(view);
    page->reference = (struct form_input){ .name = STR("reference"),
                                           .label = STR("Mã giao dịch"),
                                           .hint = STR("Khi chuyển khoản hoặc thanh toán trực tuyến"),
                                           .value = view->reference,
                                           .max_length = FEE_REFERENCE_CHARS_MAX,
                                           .is_optional = true };
}

static enum status draw(struct view *view, struct response *response)
{
    struct request *request = view->request;
    struct arena *arena = request->arena;
    const struct fee_account *account = &view->account;

    TRY(load(view));
    request_leaves_trace(request, view->dossier.dossier_id);
    struct fee_page page = {
        .layout = layout_of(request, arena_printf(arena, "Phí, lệ phí hồ sơ %.*s", STR_ARG(view->dossier.code))),
        .errors = errors_of(view),
        .code = view->dossier.code,
        .procedure_name = view->dossier.procedure_name,
        .applicant = view->dossier.applicant,
        .dossier_href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(view->dossier.code)),
        .rows = rows_of(view),
        .base = money_in_words(arena, account->base_vnd),
        .reduction = account->reduction_vnd > 0 ? money_in_words(arena, account->reduction_vnd) : STR(""),
        .due = money_in_words(arena, account->due_vnd),
        .open = account->open_vnd > 0 ? money_in_words(arena, account->open_vnd) : STR(""),
        .receipts = receipts_of(view),
        .version = view->dossier.version,
    };

    if (account->lines.count > 0)
        page.state = state_tag(account->standing);
    fill_forms(view, &page);
    TRY(transfer_of(request, view->dossier.code, account->open_vnd, &page.transfer));
    if (page.may_set)
        TRY(fee_form_draw(request, &view->offer, view->dossier.channel, &view->typed, &view->faults, &page.block));
    page.layout.is_private = true;
    page.layout.has_errors = page.errors.count > 0;
    tpl_payment_page(&response->body, &page);
    return ST_OK;
}

enum status page_fees(struct request *request, struct response *response)
{
    struct view view = { .request = request };

    return draw(&view, response);
}

/* ---- The forms -------------------------------------------------------------------------------------------------- */

/* The page again, with what was typed and why it was not done. */
static enum status draw_refused(struct view *view, enum status status, const struct payment_outcome *outcome,
                                const char *field, struct response *response)
{
    view->error_field = str_of(field);
    if (status == ST_CONFLICT)
        view->error = STR("Hồ sơ vừa có người khác cập nhật. Xem lại rồi làm tiếp; nội dung đã gõ vẫn còn đây.");
    else if (outcome->change.refusal != MOVE_ALLOWED)
        view->error = words_refusal(outcome->change.refusal);
    else if (outcome->refusal != PAYMENT_ALLOWED)
        view->error = payment_refusal_words(outcome->refusal);
    else if (view->faults.count == 0)
        return status;
    response->code = status == ST_CONFLICT ? 409 : status == ST_FORBIDDEN ? 403 : 422;
    return draw(view, response);
}

static enum status done(struct request *request, struct response *response)
{
    response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s/fees", STR_ARG(request->segments[0])));
    return ST_OK;
}

static enum status read_version(const struct request *request, int64_t *out)
{
    return str_parse_i64(request_form(request, "version"), out) ? ST_OK : ST_INVALID;
}

enum status act_fees(struct request *request, struct response *response)
{
    struct view view = { .request = request };
    struct payment_outcome outcome;
    int64_t version;

    TRY(form_only(request, "version", "fill", FEE_FORM_FIELDS));
    TRY(read_version(request, &version));
    view.typed = fee_form_read(request);
    if (request_form(request, "fill").at != NULL)
        return draw(&view, response);
    enum status status = payment_desk_set(request->db, request->arena, request->user.actor, request->now,
                                          request->segments[0], version, &view.typed, &view.faults, &outcome);

    return status == ST_OK ? done(request, response) : draw_refused(&view, status, &outcome, "set", response);
}

enum status act_payment(struct request *request, struct response *response)
{
    struct payment_taking taking = { .code = request->segments[0],
                                     .method = request_form(request, "method"),
                                     .reference = request_form(request, "reference"),
                                     .key = request_form(request, "key") };
    struct view view = {
        .request = request, .method = taking.method, .reference = taking.reference, .key = taking.key
    };
    struct payment_outcome outcome;

    TRY(form_only(request, "version", "key", "shown", "method", "reference"));
    TRY(read_version(request, &taking.seen_version));
    if (!str_parse_i64(request_form(request, "shown"), &taking.shown_vnd))
        return ST_INVALID;
    enum status status =
        payment_desk_take(request->db, request->arena, request->user.actor, request->now, &taking, &outcome);

    return status == ST_OK ? done(request, response) : draw_refused(&view, status, &outcome, "reference", response);
}

enum status act_refund(struct request *request, struct response *response)
{
    struct view view = { .request = request, .reason = request_form(request, "reason") };
    struct payment_outcome outcome;
    int64_t version;

    TRY(form_only(request, "version", "payment", "reason"));
    TRY(read_version(request, &version));
    if (!str_parse_i64(request_form(request, "payment"), &view.refund_id))
        return ST_INVALID;
    enum status status = payment_desk_refund(request->db, request->arena, request->user.actor, request->now,
                                             request->segments[0], version, view.refund_id, view.reason, &outcome);
    const char *field = arena_printf(request->arena, "reason_%" PRId64, view.refund_id).at;

    return status == ST_OK ? done(request, response) : draw_refused(&view, status, &outcome, field, response);
}

/* ---- For other pages -------------------------------------------------------------------------------------------- */

enum status payment_summary(struct request *request, int64_t dossier_id, struct str code, struct fee_summary *out)
{
    struct arena *arena = request->arena;
    struct fee_account account;

    TRY(payment_desk_account(request->db, arena, dossier_id, &account));
    *out = (struct fee_summary){ .href = arena_printf(arena, "/dossiers/%.*s/fees", STR_ARG(code)) };
    if (account.lines.count == 0)
        return ST_OK;
    out->words = money_in_words(arena, account.open_vnd > 0 ? account.open_vnd : account.due_vnd);
    out->open = account.open_vnd > 0 ? out->words : STR("");
    out->state = state_tag(account.standing);
    return ST_OK;
}

enum status payment_transfer(struct request *request, int64_t dossier_id, struct str code, struct str *out_open,
                             struct transfer *out)
{
    struct fee_account account;

    TRY(payment_desk_account(request->db, request->arena, dossier_id, &account));
    *out_open = account.open_vnd > 0 ? money_in_words(request->arena, account.open_vnd) : STR("");
    return transfer_of(request, code, account.open_vnd, out);
}
