/* SPDX-License-Identifier: Apache-2.0 */
/* Reception at the counter: choose the procedure, fill the form, get the code and the receipt. */
#include "app/dossier_intake.h"

#include "base/random.h"
#include "base/text_fold.h"
#include "domain/identity.h"
#include "domain/words.h"
#include "queries_read.h"
#include "templates.h"
#include "web/choices.h"
#include "web/dossier_words.h"
#include "web/fee_form.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/intake_papers.h"
#include "web/layout.h"

enum { KEY_CHARS = 22, CARD_CHARS_MAX = 600 };

/* The form while it is being drawn: what was typed before, what is wrong with it, what the catalogue asks. */
struct intake_form {
    struct request *request;
    struct sql_procedure_in_force_row procedure;
    struct intake_papers papers;
    struct intake_typed typed;
    struct intake_faults faults;
    struct fees_typed fees;
    struct str forward_to; /* as typed */
    struct str card_text;
    struct str card_notice, card_error;
    struct texts warnings;
    bool asks_confirmation;
};

/* ---- What was typed ---------------------------------------------------------------------------- */

static struct str form_value(const struct request *request, struct str name)
{
    return request_form(request, arena_c_string(request->arena, name));
}

static void use_papers(struct intake_form *form)
{
    form->typed.answers = form->papers.answers;
    form->typed.answer_count = form->papers.questions.count;
    form->typed.papers = form->papers.typed;
    form->typed.paper_count = form->papers.papers.count;
}

static void read_typed(struct intake_form *form)
{
    const struct request *request = form->request;
    for (enum intake_field field = 0; field < INTAKE_FIELD_COUNT; field++)
        form->typed.fields[field] = text_nfc(request->arena, form_value(request, intake_field_name(field)));
    intake_papers_read(request, &form->papers);
    use_papers(form);
    form->fees = fee_form_read(request);
    form->forward_to = request_form(request, "forward_to");
    form->card_text = request_form(request, "card");
}

/* Fields that are still empty take what the card says; what a person typed stays. */
static void fill_from_card(struct intake_form *form)
{
    struct request *request = form->request;
    char day[11];

    if (str_is_empty(str_trim(form->card_text)))
        return;
    struct card card =
        card_parse(text_nfc(request->arena, str_trim(str_head(form->card_text, CARD_CHARS_MAX))), request->today);

    if (findings_have_weight(card.findings, FINDING_IS_REFUSED)) {
        form->card_error = finding_words(FINDING_NOT_A_CARD);
        return;
    }
    const struct {
        enum intake_field field;
        struct str value;
    } fills[] = {
        { INTAKE_applicant, card.name },
        { INTAKE_identity_number, card.number },
        { INTAKE_born_on,
          date_is_given(card.born_on) ? arena_copy(request->arena, date_format(card.born_on, day)) : STR("") },
        { INTAKE_gender, gender_name(card.gender) },
        { INTAKE_address, card.address },
    };

    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++)
        if (str_is_empty(str_trim(form->typed.fields[fills[i].field])))
            form->typed.fields[fills[i].field] = fills[i].value;
    form->card_notice = STR("Đã điền theo thẻ. Hãy đối chiếu với thẻ gốc.");
    form->card_text = STR("");
}

/* What is odd but possible: said once, then it is the officer's call. */
static void find_warnings(struct intake_form *form)
{
    struct request *request = form->request;
    struct str *warnings = arena_array(request->arena, struct str, FINDING_COUNT);
    struct str number = identity_clean(request->arena, form->typed.fields[INTAKE_identity_number]);
    struct identity identity = identity_parse(number, request->today);
    enum gender gender = GENDER_UNKNOWN;
    struct date born_on = { 0 };
    size_t count = 0;

    if (!date_parse_vietnamese(str_trim(form->typed.fields[INTAKE_born_on]), &born_on))
        born_on = (struct date){ 0 };
    if (!gender_parse(form->typed.fields[INTAKE_gender], &gender))
        gender = GENDER_UNKNOWN;
    struct findings compared = identity_compare(identity, born_on, gender);

    for (enum finding finding = 0; finding < FINDING_COUNT; finding++)
        if (finding_weight(finding) == FINDING_IS_WARNING &&
            (findings_have(identity.findings, finding) || findings_have(compared, finding)))
            warnings[count++] = finding_words(finding);
    form->warnings = (struct texts){ warnings, count };
    form->asks_confirmation = count > 0 && !str_equal(request_form(request, "is_confirmed"), STR("1"));
}

/* Buttons that fill and show the form again: the common answers, all papers good, or only the list anew. */
static void fill(struct intake_form *form)
{
    struct str what = request_form(form->request, "fill");

    if (str_equal(what, STR("usual")))
        intake_papers_answer_as_usual(&form->papers);
    else if (str_equal(what, STR("all-good")))
        intake_papers_all_good(form->request, &form->papers);
}

/* ---- Drawing ----------------------------------------------------------------------------------- */

/* Where the page asks for it: the applicant, then the papers, then the rest. */
static int order_on_page(const struct intake_fault *fault)
{
    enum intake_field field;

    if (!intake_field_parse(fault->place, &field))
        return str_equal(fault->place, STR("forward_to")) ? 2 * INTAKE_FIELD_COUNT + 1 : INTAKE_FIELD_COUNT;
    return field == INTAKE_channel || field == INTAKE_summary ? INTAKE_FIELD_COUNT + 1 + (int)field : (int)field;
}

/* "Số điện thoại gồm …" names its field already. */
static struct str error_words(struct arena *arena, const struct intake_fault *fault)
{
    struct str text = intake_fault_text(fault->kind);

    if (str_starts_with(text, fault->label))
        return text;
    return arena_printf(arena, "%.*s: %.*s", STR_ARG(fault->label), STR_ARG(text));
}

/* Read from the top, each link leads further down the page. */
static struct form_errors errors_of(const struct intake_form *form)
{
    struct arena *arena = form->request->arena;
    const struct intake_faults *faults = &form->faults;
    struct form_error *errors = arena_array(arena, struct form_error, faults->count);
    size_t count = 0;

    for (int order = 0; order <= 2 * INTAKE_FIELD_COUNT + 1; order++)
        for (size_t i = 0; i < faults->count; i++)
            if (order_on_page(&faults->at[i]) == order)
                errors[count++] = (struct form_error){ faults->at[i].place, error_words(arena, &faults->at[i]) };
    return (struct form_errors){ errors, count };
}

static struct form_input input_of(const struct intake_form *form, enum intake_field field)
{
    return (struct form_input){
        .name = intake_field_name(field),
        .label = intake_field_label(field),
        .value = form->typed.fields[field],
        .error = intake_error_at(&form->faults, intake_field_name(field)),
        .max_length = intake_field_longest(field),
    };
}

static struct form_inputs applicant_inputs(const struct intake_form *form)
{
    struct form_input *inputs = arena_array(form->request->arena, struct form_input, 3);

    inputs[0] = input_of(form, INTAKE_applicant);
    inputs[0].is_wide = true;
    inputs[1] = input_of(form, INTAKE_identity_number);
    inputs[1].inputmode = STR("numeric");
    inputs[1].hint = STR("12 chữ số trên thẻ căn cước");
    inputs[2] = input_of(form, INTAKE_born_on);
    inputs[2].hint = STR("Ví dụ 05/03/1985");
    inputs[2].is_optional = true;
    return (struct form_inputs){ inputs, 3 };
}

static struct form_inputs contact_inputs(const struct intake_form *form)
{
    struct form_input *inputs = arena_array(form->request->arena, struct form_input, 3);

    inputs[0] = input_of(form, INTAKE_address);
    inputs[0].is_wide = true;
    inputs[1] = input_of(form, INTAKE_phone);
    inputs[1].type = STR("tel");
    inputs[1].is_optional = true;
    inputs[2] = input_of(form, INTAKE_email);
    inputs[2].type = STR("email");
    inputs[2].is_optional = true;
    return (struct form_inputs){ inputs, 3 };
}

static struct form_choose channel_choose(const struct intake_form *form)
{
    const struct option options[] = { { STR("counter"), channel_label(STR("counter")) },
                                      { STR("online"), channel_label(STR("online")) },
                                      { STR("post"), channel_label(STR("post")) } };
    struct str chosen = form->typed.fields[INTAKE_channel];

    return (struct form_choose){
        .name = STR("channel"),
        .label = intake_field_label(INTAKE_channel),
        .error = intake_error_at(&form->faults, STR("channel")),
        .choices = choices_of(form->request->arena, STR("channel"), options, sizeof options / sizeof *options,
                              str_is_empty(chosen) ? STR("counter") : chosen),
    };
}

static struct form_choose gender_choose(const struct intake_form *form)
{
    const struct option options[] = { { STR("male"), gender_label(GENDER_MALE) },
                                      { STR("female"), gender_label(GENDER_FEMALE) } };

    return (struct form_choose){
        .name = STR("gender"),
        .label = intake_field_label(INTAKE_gender),
        .error = intake_error_at(&form->faults, STR("gender")),
        .choices = choices_of(form->request->arena, STR("gender"), options, sizeof options / sizeof *options,
                              form->typed.fields[INTAKE_gender]),
    };
}

/* Who will handle it; the least loaded specialist stands first and is chosen unless somebody else was. */
static enum status forward_choose(const struct intake_form *form, struct form_choose *out)
{
    struct request *request = form->request;
    struct sql_colleagues_by_load_rows people;

    TRY(sql_colleagues_by_load(request->db, request->arena, request->user.actor.office_id, form->procedure.unit_id,
                               role_name(ROLE_SPECIALIST), &people));
    struct option *options = arena_array(request->arena, struct option, people.count);
    size_t count = 0;

    for (size_t i = 0; i < people.count; i++) {
        enum role role;

        if (!role_parse(people.at[i].role, &role) ||
            !dossier_can_be_chosen((struct dossier_position){ .unit_id = form->procedure.unit_id }, EVENT_FORWARD, role,
                                   form->procedure.unit_id))
            continue;
        options[count++] = (struct option){
            arena_printf(request->arena, "%lld", (long long)people.at[i].account_id),
            arena_printf(request->arena, "%.*s (đang giữ %d hồ sơ)", STR_ARG(people.at[i].full_name),
                         (int)people.at[i].dossiers),
        };
    }
    bool has_choice = !str_is_empty(form->forward_to) || count == 0;

    *out = (struct form_choose){
        .name = STR("forward_to"),
        .label = STR("Chuyển cho"),
        .hint = STR("Người này chịu trách nhiệm xử lý hồ sơ."),
        .error = intake_error_at(&form->faults, STR("forward_to")),
        .choices = choices_of(request->arena, STR("forward_to"), options, count,
                              has_choice ? form->forward_to : options[0].value),
    };
    return ST_OK;
}

static enum status draw_fees(const struct intake_form *form, struct fee_block *out)
{
    struct request *request = form->request;
    struct str typed = form->typed.fields[INTAKE_channel], query = request_query(request, "channel");
    struct str channel = channel_is_known(typed) ? typed : channel_is_known(query) ? query : STR("counter");
    struct fee_offer offer;
    enum status status = payment_desk_offer(request->db, request->arena, request->user.actor.office_id,
                                            form->procedure.procedure_version_id, channel, request->today, &offer);

    if (status == ST_NOT_FOUND) /* not received through this channel: the channel's own fault says so */
        return ST_OK;
    TRY(status);
    return fee_form_draw(request, &offer, channel, &form->fees, &form->faults, out);
}

static enum status draw(struct intake_form *form, struct str key, struct response *response)
{
    struct request *request = form->request;
    struct arena *arena = request->arena;
    struct intake_page page = {
        .layout = layout_of(request, arena_printf(arena, "Tiếp nhận: %.*s", STR_ARG(form->procedure.name))),
        .action_href = STR("/dossiers"),
        .back_href = STR("/dossiers/new"),
        .procedure_code = form->procedure.procedure_code,
        .procedure_name = form->procedure.name,
        .term = words_term(arena, form->procedure.term_unit, form->procedure.term_amount),
        .fee = fee_in_words(arena, form->procedure.fee_vnd, form->procedure.fee_note),
        .result = form->procedure.result,
        .idempotency_key = key,
        .errors = errors_of(form),
        .warnings = form->warnings,
        .asks_confirmation = form->asks_confirmation,
        .card_text = form->card_text,
        .card_error = form->card_error,
        .card_notice = form->card_notice,
        .channel = channel_choose(form),
        .applicant = applicant_inputs(form),
        .gender = gender_choose(form),
        .contact = contact_inputs(form),
        .summary = { .id = STR("summary"),
                     .name = STR("summary"),
                     .label = intake_field_label(INTAKE_summary),
                     .value = form->typed.fields[INTAKE_summary],
                     .error = intake_error_at(&form->faults, STR("summary")),
                     .max_length = intake_field_longest(INTAKE_summary) },
        .questions = intake_questions_draw(request, &form->papers, &form->faults),
        .papers = intake_papers_draw(request, &form->papers, &form->faults),
    };

    TRY(draw_fees(form, &page.fees));
    TRY(forward_choose(form, &page.forward_to));
    layout_stand_at(&page.layout, request, STR("/dossiers/new"));
    page.layout.has_errors = form->faults.count > 0 || !str_is_empty(form->card_error);
    tpl_dossier_intake(&response->body, &page);
    return ST_OK;
}

/* ---- The pages --------------------------------------------------------------------------------- */

/* The procedure's version of today; terms differ by channel, and the counter's comes first. */
static enum status load_procedure(struct intake_form *form, struct str code, struct str channel)
{
    struct request *request = form->request;
    static const char *const channels[] = { "counter", "online", "post" };
    enum status status = ST_NOT_FOUND;

    if (channel_is_known(channel))
        status = sql_procedure_in_force(request->db, request->arena, channel, request->user.actor.office_id, code,
                                        request->today, &form->procedure);
    for (size_t i = 0; status == ST_NOT_FOUND && i < sizeof channels / sizeof *channels; i++)
        status = sql_procedure_in_force(request->db, request->arena, str_of(channels[i]), request->user.actor.office_id,
                                        code, request->today, &form->procedure);
    TRY(status);
    TRY(intake_papers_load(request, form->procedure.procedure_version_id, &form->papers));
    use_papers(form);
    return ST_OK;
}

enum status page_intake(struct request *request, struct response *response)
{
    struct intake_form form = { .request = request };

    TRY(load_procedure(&form, request->segments[0], request_query(request, "channel")));
    return draw(&form, random_base64url(request->arena, KEY_CHARS), response);
}

static enum status receive(struct intake_form *form, struct str key, struct intake_received *out)
{
    struct request *request = form->request;
    struct intake_request intake = { .typed = form->typed, .fees = &form->fees, .idempotency_key = key };
    bool is_person = str_is_empty(form->forward_to) || str_parse_i64(form->forward_to, &intake.forward_to_id);

    if (!is_person)
        return ST_INVALID;
    return dossier_intake_receive(request->db, request->arena, request->user.actor, request->now, &intake,
                                  &form->faults, out);
}

enum status act_intake(struct request *request, struct response *response)
{
    struct intake_form form = { .request = request };
    struct str key = request_form(request, "idempotency_key");
    struct intake_received received;

    TRY(form_only(request, "idempotency_key", "is_confirmed", "card", "fill", "procedure_code", "channel", "applicant",
                  "identity_number", "born_on", "gender", "address", "phone", "email", "summary", "forward_to",
                  INTAKE_PAPER_FIELDS, FEE_FORM_FIELDS));
    if (str_is_empty(key) || key.len > KEY_CHARS)
        return ST_INVALID;
    TRY(load_procedure(&form, request_form(request, "procedure_code"), request_form(request, "channel")));
    read_typed(&form);
    fill_from_card(&form);
    find_warnings(&form);
    fill(&form);
    if (request_form(request, "fill").at != NULL || !str_is_empty(form.card_error) || form.asks_confirmation) {
        response->code = str_is_empty(form.card_error) ? 200 : 422;
        return draw(&form, key, response);
    }
    enum status status = receive(&form, key, &received);

    if (status == ST_INVALID && form.faults.count > 0) {
        response->code = 422;
        return draw(&form, key, response);
    }
    TRY(status);
    response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s/received%s", STR_ARG(received.code),
                                             received.is_repeat ? "?repeat=1" : ""));
    return ST_OK;
}

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
