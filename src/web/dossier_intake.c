/* SPDX-License-Identifier: Apache-2.0 */
/* Reception at the counter: fill the form, get the code and the receipt; and the same form for what came by itself. */
#include "app/dossier_intake.h"
#include "app/dossier_acceptance.h"

#include "base/random.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/fee_form.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/intake_stored.h"
#include "web/layout.h"

/* ---- A new dossier --------------------------------------------------------------------------- */

/* A list printed by the public page, scanned at the counter, answers the questions. */
static void take_list(struct intake_form *form)
{
    struct str code = request_query(form->request, "a");
    struct checklist_answers given;

    if (str_is_empty(code))
        return;
    if (!checklist_code_parse(code, form->procedure.effective_from_on, form->papers.questions.count, &given)) {
        form->list_notice = STR("Phiếu giấy tờ này in theo quy định khác. Hỏi lại người nộp từng câu.");
        return;
    }
    intake_papers_take(&form->papers, given);
    form->list_notice = STR("Đã lấy câu trả lời từ phiếu giấy tờ của người nộp. Hãy hỏi lại cho chắc.");
}

enum status page_intake(struct request *request, struct response *response)
{
    struct intake_form form = { .request = request, .key = random_base64url(request->arena, INTAKE_KEY_CHARS) };

    TRY(intake_form_open(&form, request->segments[0], request_query(request, "channel")));
    take_list(&form);
    return intake_form_draw(&form, response);
}

/* True: the form only goes back to the officer, to be looked at again. */
static bool goes_back(const struct intake_form *form)
{
    return request_form(form->request, "fill").at != NULL || !str_is_empty(form->card_error) || form->asks_confirmation;
}

static enum status draw_again(struct intake_form *form, struct response *response)
{
    response->code = form->faults.count == 0 && str_is_empty(form->card_error) ? 200 : 422;
    return intake_form_draw(form, response);
}

static enum status read_person_chosen(const struct intake_form *form, int64_t *out_forward_to_id)
{
    *out_forward_to_id = 0;
    return str_is_empty(form->forward_to) || str_parse_i64(form->forward_to, out_forward_to_id) ? ST_OK : ST_INVALID;
}

static enum status receive(struct intake_form *form, struct intake_received *out)
{
    struct request *request = form->request;
    struct intake_request intake = { .typed = form->typed,
                                     .decision = form->decision,
                                     .reason = form->reason,
                                     .refusal = form->refusal,
                                     .legal_basis = form->legal_basis,
                                     .fees = &form->fees,
                                     .idempotency_key = form->key };

    TRY(read_person_chosen(form, &intake.forward_to_id));
    return dossier_intake_receive(request->db, request->arena, request->user.actor, request->now, &intake,
                                  &form->faults, out);
}

static struct str href_after(const struct intake_form *form, const struct intake_received *received)
{
    struct arena *arena = form->request->arena;

    if (form->decision != INTAKE_RECEIVE)
        return arena_printf(arena, "/dossiers/%.*s", STR_ARG(received->code));
    return arena_printf(arena, "/dossiers/%.*s/received%s", STR_ARG(received->code),
                        received->is_repeat ? "?repeat=1" : "");
}

enum status act_intake(struct request *request, struct response *response)
{
    struct intake_form form = { .request = request, .key = request_form(request, "idempotency_key") };
    struct intake_received received;

    TRY(form_only(request, INTAKE_FORM_FIELDS, FEE_FORM_FIELDS));
    if (str_is_empty(form.key) || form.key.len > INTAKE_KEY_CHARS)
        return ST_INVALID;
    TRY(intake_form_open(&form, request_form(request, "procedure_code"), request_form(request, "channel")));
    intake_form_read(&form);
    intake_form_fill(&form);
    TRY(intake_form_warn(&form));
    if (goes_back(&form))
        return draw_again(&form, response);
    enum status status = receive(&form, &received);

    if (status == ST_INVALID && form.faults.count > 0)
        return draw_again(&form, response);
    TRY(status);
    response_redirect(response, href_after(&form, &received));
    return ST_OK;
}

/* ---- What came by itself --------------------------------------------------------------------- */

/* The dossier, and the version of the procedure it came under. */
static enum status open_submitted(struct intake_form *form, struct sql_dossier_by_code_row *out)
{
    struct request *request = form->request;

    TRY(sql_dossier_by_code(request->db, request->arena, request->segments[0], request->user.actor.office_id, out));
    request_leaves_trace(request, out->dossier_id);
    return intake_stored_open(form, out);
}

enum status page_intake_accept(struct request *request, struct response *response)
{
    struct intake_form form = { .request = request };
    struct sql_dossier_by_code_row dossier;

    TRY(open_submitted(&form, &dossier));
    if (!str_equal(dossier.state, dossier_state_name(DOSSIER_SUBMITTED)) &&
        !str_equal(dossier.state, dossier_state_name(DOSSIER_ASKED))) {
        response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(dossier.code)));
        return ST_OK;
    }
    TRY(intake_stored_take(&form, &dossier));
    return intake_form_draw(&form, response);
}

static enum status accept(struct intake_form *form, struct change_outcome *out)
{
    struct request *request = form->request;
    struct acceptance_request acceptance = { .code = form->accepted_code, .typed = form->typed, .fees = &form->fees };

    TRY(read_person_chosen(form, &acceptance.forward_to_id));
    if (!str_parse_i64(request_form(request, "version"), &acceptance.seen_version))
        return ST_INVALID;
    return dossier_acceptance_apply(request->db, request->arena, request->user.actor, request->now, &acceptance,
                                    &form->faults, out);
}

enum status act_intake_accept(struct request *request, struct response *response)
{
    struct intake_form form = { .request = request };
    struct sql_dossier_by_code_row dossier;
    struct change_outcome outcome = { .refusal = MOVE_ALLOWED };

    TRY(form_only(request, INTAKE_FORM_FIELDS, FEE_FORM_FIELDS));
    TRY(open_submitted(&form, &dossier));
    intake_form_read(&form);
    form.typed.fields[INTAKE_channel] = dossier.channel;
    intake_form_fill(&form);
    TRY(intake_form_warn(&form));
    if (goes_back(&form))
        return draw_again(&form, response);
    enum status status = accept(&form, &outcome);

    if (intake_form_tell(&form, status, outcome.refusal, response))
        return intake_form_draw(&form, response);
    TRY(status);
    response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s/received", STR_ARG(dossier.code)));
    return ST_OK;
}

/* ---- Done ------------------------------------------------------------------------------------ */

enum status page_intake_received(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct sql_dossier_by_code_row dossier;

    TRY(sql_dossier_by_code(request->db, arena, request->segments[0], request->user.actor.office_id, &dossier));
    request_leaves_trace(request, dossier.dossier_id);
    struct str href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(dossier.code));

    tpl_dossier_received(&response->body, &(struct received_page){
                                              .layout = layout_of(request, arena_printf(arena, "Đã tiếp nhận %.*s",
                                                                                        STR_ARG(dossier.code))),
                                              .code = dossier.code,
                                              .procedure_name = dossier.procedure_name,
                                              .applicant = dossier.applicant,
                                              .due_words = words_moment(arena, dossier.promised_at),
                                              .holder_name = dossier.holder_name,
                                              .receipt_href = arena_printf(arena, "%.*s/receipt.pdf", STR_ARG(href)),
                                              .dossier_href = href,
                                              .intake_href = STR("/dossiers/new"),
                                              .is_repeat = str_equal(request_query(request, "repeat"), STR("1")),
                                          });
    return ST_OK;
}
