/* SPDX-License-Identifier: Apache-2.0 */
/* How the reception form is drawn. */
#include "app/payment_desk.h"
#include "domain/dossier.h"
#include "domain/ending.h"
#include "domain/identity.h"
#include "domain/words.h"
#include "templates.h"
#include "web/choices.h"
#include "web/colleague_words.h"
#include "web/dossier_words.h"
#include "web/fee_form.h"
#include "web/intake_form.h"
#include "web/layout.h"

/* Where the page asks for it: the people, the questions and papers, then the rest. */
enum place {
    PLACE_PEOPLE = 0,
    PLACE_OWNER = 30,
    PLACE_FOR_ANOTHER,
    PLACE_SUBMITTER,
    PLACE_ANSWERS,
    PLACE_PAPERS,
    PLACE_CHANNEL,
    PLACE_SUMMARY,
    PLACE_FEES,
    PLACE_FORWARD,
    PLACE_REASON,
    PLACE_REFUSAL,
    PLACE_LEGAL_BASIS,
    PLACES
};

static int order_on_page(const struct intake_fault *fault)
{
    static const struct {
        struct str start;
        int place;
    } starts[] = { { STR_INIT("owner_"), PLACE_OWNER },           { STR_INIT("answer_nop-thay"), PLACE_FOR_ANOTHER },
                   { STR_INIT("submitter_"), PLACE_SUBMITTER },   { STR_INIT("answer_"), PLACE_ANSWERS },
                   { STR_INIT("paper_"), PLACE_PAPERS },          { STR_INIT("channel"), PLACE_CHANNEL },
                   { STR_INIT("summary"), PLACE_SUMMARY },        { STR_INIT("forward_to"), PLACE_FORWARD },
                   { STR_INIT("reason"), PLACE_REASON },          { STR_INIT("refusal"), PLACE_REFUSAL },
                   { STR_INIT("legal_basis"), PLACE_LEGAL_BASIS } };
    enum intake_field field;

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts_with(fault->place, starts[i].start))
            return starts[i].place;
    return intake_field_parse(fault->place, &field) ? PLACE_PEOPLE + (int)field : PLACE_FEES;
}

/* "Số điện thoại gồm …" names its field already. */
static struct str error_words(struct arena *arena, const struct intake_fault *fault)
{
    struct str text = intake_fault_text(fault->kind);

    if (str_starts_with(text, fault->label))
        return text;
    return arena_printf(arena, "%.*s: %.*s", STR_ARG(fault->label), STR_ARG(text));
}

/* What is wrong with the whole first; then read from the top, each link leads further down the page. */
static struct form_errors errors_of(const struct intake_form *form)
{
    struct arena *arena = form->request->arena;
    const struct intake_faults *faults = &form->faults;
    struct form_error *errors = arena_array(arena, struct form_error, faults->count + 1);
    size_t count = 0;

    if (!str_is_empty(form->error))
        errors[count++] = (struct form_error){ STR("intake"), form->error };
    for (int order = 0; order < PLACES; order++)
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

/* ---- The people ------------------------------------------------------------------------------ */

static struct form_choices gender_choices(const struct intake_form *form, struct str id, struct str chosen)
{
    const struct option options[] = { { STR("male"), gender_label(GENDER_MALE) },
                                      { STR("female"), gender_label(GENDER_FEMALE) } };

    return choices_of(form->request->arena, id, options, sizeof options / sizeof *options, chosen);
}

static struct form_input person_input(const struct intake_form *form, enum person_role role, enum person_field field)
{
    struct arena *arena = form->request->arena;
    struct str name =
        arena_printf(arena, "%.*s_%.*s", STR_ARG(person_role_name(role)), STR_ARG(person_field_name(field)));

    return (struct form_input){
        .name = name,
        .label = person_field_label(field),
        .value = form->typed.persons[role].fields[field],
        .error = intake_error_at(&form->faults, name),
        .max_length = person_field_longest(field),
        .is_wide = field == PERSON_name || field == PERSON_address || field == PERSON_authorisation,
        .is_optional = field != PERSON_name && field != PERSON_identity_number && field != PERSON_authorisation,
    };
}

static struct person_block person_block_of(const struct intake_form *form, enum person_role role)
{
    struct arena *arena = form->request->arena;
    struct form_input *inputs = arena_array(arena, struct form_input, PERSON_FIELD_COUNT);
    struct str gender_name = arena_printf(arena, "%.*s_gender", STR_ARG(person_role_name(role)));
    size_t count = 0;

    for (enum person_field field = 0; field < PERSON_FIELD_COUNT; field++)
        if (field != PERSON_gender && (field != PERSON_authorisation || role == PERSON_SUBMITTER))
            inputs[count++] = person_input(form, role, field);
    return (struct person_block){
        .label = person_role_label(role),
        .is_open = form->typed.persons[role].is_given,
        .inputs = { inputs, count },
        .gender = { .name = gender_name,
                    .label = person_field_label(PERSON_gender),
                    .error = intake_error_at(&form->faults, gender_name),
                    .choices = gender_choices(form, gender_name, form->typed.persons[role].fields[PERSON_gender]) },
    };
}

/* Whose card was scanned. */
static struct form_choose card_for_choose(const struct intake_form *form)
{
    const struct option options[] = { { STR("applicant"), STR("Người yêu cầu") },
                                      { person_role_name(PERSON_OWNER), person_role_label(PERSON_OWNER) },
                                      { person_role_name(PERSON_SUBMITTER), person_role_label(PERSON_SUBMITTER) } };

    return (struct form_choose){
        .name = STR("card_for"),
        .label = STR("Thẻ của ai"),
        .choices = choices_of(form->request->arena, STR("card_for"), options, sizeof options / sizeof *options,
                              form->card_for),
    };
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
    return (struct form_choose){
        .name = STR("gender"),
        .label = intake_field_label(INTAKE_gender),
        .error = intake_error_at(&form->faults, STR("gender")),
        .choices = gender_choices(form, STR("gender"), form->typed.fields[INTAKE_gender]),
    };
}

/* Who will handle it; the least loaded specialist stands first and is chosen unless somebody else was. */
static enum status forward_choose(const struct intake_form *form, struct form_choose *out)
{
    struct request *request = form->request;
    struct colleagues people;

    TRY(colleague_load_of(request->db, request->arena, request->user.actor.office_id, form->procedure.unit_id,
                          request->now, &people));
    struct option *options = arena_array(request->arena, struct option, people.count);
    size_t count = 0;

    for (size_t i = 0; i < people.count; i++) {
        const struct colleague *person = &people.at[i];

        if (!dossier_can_be_chosen((struct dossier_position){ .unit_id = form->procedure.unit_id }, EVENT_FORWARD,
                                   person->role, form->procedure.unit_id))
            continue;
        options[count++] = (struct option){
            arena_printf(request->arena, "%lld", (long long)person->account_id),
            words_colleague(request->arena, person, words_load(request->arena, person)),
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

/* Whether it is handed in for another stands with the people, the other questions with the papers. */
static void draw_questions(const struct intake_form *form, struct intake_page *page)
{
    struct question_fields questions = intake_questions_draw(form->request, &form->papers, &form->faults);

    page->for_another = questions.at[CHECKLIST_FOR_ANOTHER];
    page->questions = (struct question_fields){ questions.at + 1, questions.count - 1 };
}

/* What is asked when it is not complete, or refused. */
static void draw_not_received(const struct intake_form *form, struct intake_page *page)
{
    page->reason = (struct form_text){ .id = STR("reason"),
                                       .name = STR("reason"),
                                       .label = STR("Lý do, nội dung cần bổ sung"),
                                       .value = form->reason,
                                       .error = intake_error_at(&form->faults, STR("reason")),
                                       .max_length = REASON_CHARS_MAX };
    page->refusal =
        choices_of_refusal(form->request->arena, form->refusal, intake_error_at(&form->faults, STR("refusal")));
    page->legal_basis = (struct form_input){ .name = STR("legal_basis"),
                                             .label = STR("Căn cứ pháp lý"),
                                             .hint = STR("Ví dụ: khoản 2 Điều 17 Nghị định 118/2025/NĐ-CP"),
                                             .value = form->legal_basis,
                                             .error = intake_error_at(&form->faults, STR("legal_basis")),
                                             .max_length = LEGAL_BASIS_CHARS_MAX };
    page->is_not_received = page->reason.error.len + page->refusal.error.len + page->legal_basis.error.len > 0;
}

static struct str action_of(const struct intake_form *form)
{
    if (form->accepted_code.at == NULL)
        return STR("/dossiers");
    return arena_printf(form->request->arena, "/dossiers/%.*s/accept", STR_ARG(form->accepted_code));
}

static struct str back_href_of(const struct intake_form *form)
{
    if (form->accepted_code.at == NULL)
        return STR("/dossiers/new");
    return arena_printf(form->request->arena, "/dossiers/%.*s", STR_ARG(form->accepted_code));
}

enum status intake_form_page(struct intake_form *form, struct intake_page *out)
{
    struct request *request = form->request;
    struct arena *arena = request->arena;

    *out = (struct intake_page){
        .layout = layout_of(request, arena_printf(arena, "Tiếp nhận: %.*s", STR_ARG(form->procedure.name))),
        .action_href = action_of(form),
        .is_acceptance = form->accepted_code.at != NULL,
        .back_href = back_href_of(form),
        .procedure_code = form->procedure.procedure_code,
        .procedure_name = form->procedure.name,
        .term = words_term(arena, form->procedure.term_unit, form->procedure.term_amount),
        .fee = fee_in_words(arena, form->procedure.fee_vnd, form->procedure.fee_note),
        .result = form->procedure.result,
        .idempotency_key = form->key,
        .version = form->version,
        .list_notice = form->list_notice,
        .alike = form->alike,
        .errors = errors_of(form),
        .warnings = form->warnings,
        .asks_confirmation = form->asks_confirmation,
        .card_text = form->card_text,
        .card_error = form->card_error,
        .card_notice = form->card_notice,
        .card_for = card_for_choose(form),
        .owner = person_block_of(form, PERSON_OWNER),
        .submitter = person_block_of(form, PERSON_SUBMITTER),
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
        .papers = intake_papers_draw(request, &form->papers, &form->faults),
    };

    draw_not_received(form, out);
    draw_questions(form, out);
    TRY(draw_fees(form, &out->fees));
    return forward_choose(form, &out->forward_to);
}

enum status intake_form_draw(struct intake_form *form, struct response *response)
{
    struct intake_page page;

    TRY(intake_form_page(form, &page));
    layout_stand_at(&page.layout, form->request, STR("/dossiers/new"));
    page.layout.has_errors = page.errors.count > 0 || !str_is_empty(form->card_error);
    tpl_dossier_intake(&response->body, &page);
    return ST_OK;
}
