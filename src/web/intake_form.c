/* SPDX-License-Identifier: Apache-2.0 */
#include "web/intake_form.h"

#include "base/text_fold.h"
#include "domain/identity.h"
#include "web/dossier_words.h"
#include "web/fee_form.h"

enum { CARD_CHARS_MAX = 600, WARNINGS_MAX = 3 * FINDING_COUNT + 5, ALIKE_DAYS = 30, PEOPLE = PERSON_ROLE_COUNT + 1 };

/* ---- The procedure --------------------------------------------------------------------------- */

static void use_papers(struct intake_form *form)
{
    form->typed.answers = form->papers.answers;
    form->typed.answer_count = form->papers.questions.count;
    form->typed.papers = form->papers.typed;
    form->typed.paper_count = form->papers.papers.count;
}

enum status intake_form_load_papers(struct intake_form *form, int64_t procedure_version_id)
{
    TRY(intake_papers_load(form->request, procedure_version_id, &form->papers));
    use_papers(form);
    return ST_OK;
}

enum status intake_form_open_on(struct intake_form *form, struct str procedure_code, struct str channel,
                                struct date day)
{
    struct request *request = form->request;
    static const char *const channels[] = { "counter", "online", "post" };
    enum status status = ST_NOT_FOUND;

    if (channel_is_known(channel))
        status = sql_procedure_in_force(request->db, request->arena, channel, request->user.actor.office_id,
                                        procedure_code, day, &form->procedure);
    for (size_t i = 0; status == ST_NOT_FOUND && i < sizeof channels / sizeof *channels; i++)
        status = sql_procedure_in_force(request->db, request->arena, str_of(channels[i]), request->user.actor.office_id,
                                        procedure_code, day, &form->procedure);
    TRY(status);
    return intake_form_load_papers(form, form->procedure.procedure_version_id);
}

enum status intake_form_open(struct intake_form *form, struct str procedure_code, struct str channel)
{
    return intake_form_open_on(form, procedure_code, channel, form->request->today);
}

/* ---- What was typed -------------------------------------------------------------------------- */

static struct str form_value(const struct request *request, struct str name)
{
    return text_nfc(request->arena, request_form(request, arena_c_string(request->arena, name)));
}

static void read_person(struct intake_form *form, enum person_role role)
{
    struct arena *arena = form->request->arena;
    struct person_typed *person = &form->typed.persons[role];
    struct str prefix = person_role_name(role);

    person->is_given = false;
    for (enum person_field field = 0; field < PERSON_FIELD_COUNT; field++) {
        person->fields[field] = form_value(
            form->request, arena_printf(arena, "%.*s_%.*s", STR_ARG(prefix), STR_ARG(person_field_name(field))));
        person->is_given = person->is_given || !str_is_empty(str_trim(person->fields[field]));
    }
}

static enum intake_decision read_decision(const struct request *request)
{
    struct str decision = request_form(request, "decision");

    if (str_equal(decision, STR("ask")))
        return INTAKE_ASK;
    return str_equal(decision, STR("reject")) ? INTAKE_REJECT : INTAKE_RECEIVE;
}

/* Fields of a submitter mean nothing where the applicant came. */
static void drop_unasked_submitter(struct intake_form *form)
{
    if (!str_equal(form->papers.answers[CHECKLIST_FOR_ANOTHER].value, STR("yes")))
        form->typed.persons[PERSON_SUBMITTER].is_given = false;
}

void intake_form_read_but_papers(struct intake_form *form)
{
    const struct request *request = form->request;

    for (enum intake_field field = 0; field < INTAKE_FIELD_COUNT; field++)
        form->typed.fields[field] = form_value(request, intake_field_name(field));
    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++)
        read_person(form, role);
    form->fees = fee_form_read(request);
    form->decision = read_decision(request);
    form->reason = form_value(request, STR("reason"));
    form->refusal = request_form(request, "refusal");
    form->legal_basis = form_value(request, STR("legal_basis"));
    form->forward_to = request_form(request, "forward_to");
    form->card_text = request_form(request, "card");
    form->card_for = request_form(request, "card_for");
}

void intake_form_read(struct intake_form *form)
{
    intake_form_read_but_papers(form);
    intake_papers_read(form->request, &form->papers);
    use_papers(form);
    drop_unasked_submitter(form);
}

/* ---- Three people ---------------------------------------------------------------------------- */

/* The fields that a card or an identity number speaks of, of the applicant, the owner or the submitter. */
struct person_view {
    struct str label; /* empty: the applicant */
    struct str *name, *identity_number, *born_on, *gender, *address;
};

static struct person_view view_of(struct intake_form *form, size_t who)
{
    struct str *fields = form->typed.fields;

    if (who == PERSON_ROLE_COUNT)
        return (struct person_view){ STR(""),
                                     &fields[INTAKE_applicant],
                                     &fields[INTAKE_identity_number],
                                     &fields[INTAKE_born_on],
                                     &fields[INTAKE_gender],
                                     &fields[INTAKE_address] };
    fields = form->typed.persons[who].fields;
    return (struct person_view){ person_role_label((enum person_role)who),
                                 &fields[PERSON_name],
                                 &fields[PERSON_identity_number],
                                 &fields[PERSON_born_on],
                                 &fields[PERSON_gender],
                                 &fields[PERSON_address] };
}

static size_t card_owner(const struct intake_form *form)
{
    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++)
        if (str_equal(form->card_for, person_role_name(role)))
            return role;
    return PERSON_ROLE_COUNT;
}

static void add_warning(struct intake_form *form, struct str words)
{
    struct str *warnings = (struct str *)form->warnings.at;

    if (warnings == NULL)
        form->warnings.at = warnings = arena_array(form->request->arena, struct str, WARNINGS_MAX);
    if (form->warnings.count < WARNINGS_MAX)
        warnings[form->warnings.count++] = words;
}

/* An empty field takes what the card says; what a person typed stays, and a difference is said. */
static void take(struct intake_form *form, struct str *field, struct str said, const char *what)
{
    struct arena *arena = form->request->arena;

    if (str_is_empty(said))
        return;
    if (str_is_empty(str_trim(*field)))
        *field = said;
    else if (!str_equal(text_fold(arena, str_trim(*field)), text_fold(arena, said)))
        add_warning(form, arena_printf(arena, "%s: thẻ ghi “%.*s”, tờ khai ghi “%.*s”.", what, STR_ARG(said),
                                       STR_ARG(str_trim(*field))));
}

static void fill_from_card(struct intake_form *form)
{
    struct request *request = form->request;
    size_t who = card_owner(form);
    struct person_view person = view_of(form, who);
    char day[11];

    if (str_is_empty(str_trim(form->card_text)))
        return;
    struct card card =
        card_parse(text_nfc(request->arena, str_trim(str_head(form->card_text, CARD_CHARS_MAX))), request->today);

    if (findings_have_weight(card.findings, FINDING_IS_REFUSED)) {
        form->card_error = finding_words(FINDING_NOT_A_CARD);
        return;
    }
    take(form, person.name, card.name, "Họ và tên");
    take(form, person.identity_number, card.number, "Số định danh");
    take(form, person.born_on,
         date_is_given(card.born_on) ? arena_copy(request->arena, date_format(card.born_on, day)) : STR(""),
         "Ngày sinh");
    take(form, person.gender, gender_name(card.gender), "Giới tính");
    take(form, person.address, card.address, "Nơi thường trú");
    if (who < PERSON_ROLE_COUNT)
        form->typed.persons[who].is_given = true;
    if (who == PERSON_SUBMITTER)
        form->papers.answers[CHECKLIST_FOR_ANOTHER].value = STR("yes");
    form->card_notice = STR("Đã điền theo thẻ. Hãy đối chiếu với thẻ gốc.");
    form->card_text = STR("");
}

void intake_form_fill(struct intake_form *form)
{
    struct str what = request_form(form->request, "fill");

    fill_from_card(form);
    if (str_equal(what, STR("usual")))
        intake_papers_answer_as_usual(&form->papers);
    else if (str_equal(what, STR("all-good")))
        intake_papers_all_good(form->request, &form->papers);
}

/* ---- Warnings -------------------------------------------------------------------------------- */

static void warn_about_person(struct intake_form *form, struct person_view person)
{
    struct request *request = form->request;
    struct identity identity = identity_parse(identity_clean(request->arena, *person.identity_number), request->today);
    enum gender gender = GENDER_UNKNOWN;
    struct date born_on = { 0 };
    bool has_label = person.label.len > 0;

    if (!date_parse_vietnamese(str_trim(*person.born_on), &born_on))
        born_on = (struct date){ 0 };
    if (!gender_parse(*person.gender, &gender))
        gender = GENDER_UNKNOWN;
    struct findings compared = identity_compare(identity, born_on, gender);

    for (enum finding finding = 0; finding < FINDING_COUNT; finding++)
        if (finding_weight(finding) == FINDING_IS_WARNING &&
            (findings_have(identity.findings, finding) || findings_have(compared, finding)))
            add_warning(form, arena_printf(request->arena, "%.*s%s%.*s", STR_ARG(person.label), has_label ? ": " : "",
                                           STR_ARG(finding_words(finding))));
}

static enum status find_alike(struct intake_form *form)
{
    struct request *request = form->request;
    struct str number = identity_clean(request->arena, form->typed.fields[INTAKE_identity_number]);
    struct moment since = moment_of(date_add(request->today, -ALIKE_DAYS), 0);
    struct sql_dossiers_alike_rows rows;

    if (str_is_empty(number) || form->accepted_code.at != NULL)
        return ST_OK;
    TRY(sql_dossiers_alike(request->db, request->arena, request->user.actor.office_id, number,
                           form->procedure.procedure_code, since, request->user.actor.account_id,
                           form->key.at == NULL ? STR("") : form->key, &rows));
    struct link *links = arena_array(request->arena, struct link, rows.count);

    for (size_t i = 0; i < rows.count; i++) {
        enum dossier_state state;

        if (!dossier_state_parse(rows.at[i].state, &state))
            return ST_CORRUPT;
        links[i] = (struct link){
            .label = arena_printf(request->arena, "%.*s, %.*s, nhận %.*s", STR_ARG(rows.at[i].code),
                                  STR_ARG(dossier_state_label(state)),
                                  STR_ARG(words_moment(request->arena, rows.at[i].received_at))),
            .href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(rows.at[i].code)),
        };
    }
    form->alike = (struct links){ links, rows.count };
    return ST_OK;
}

enum status intake_form_warn(struct intake_form *form)
{
    for (size_t who = 0; who < PEOPLE; who++)
        if (who == PERSON_ROLE_COUNT || form->typed.persons[who].is_given)
            warn_about_person(form, view_of(form, who));
    TRY(find_alike(form));
    form->asks_confirmation = form->warnings.count + form->alike.count > 0 &&
                              !str_equal(request_form(form->request, "is_confirmed"), STR("1"));
    return ST_OK;
}

bool intake_form_tell(struct intake_form *form, enum status status, enum dossier_refusal refusal,
                      struct response *response)
{
    if (status == ST_CONFLICT) {
        form->error = STR("Hồ sơ vừa có người khác cập nhật. Xem lại rồi làm tiếp; nội dung đã gõ vẫn còn đây.");
        response->code = 409;
    } else if (status == ST_INVALID && form->faults.count > 0) {
        response->code = 422;
    } else if ((status == ST_INVALID || status == ST_FORBIDDEN) && refusal != MOVE_ALLOWED) {
        form->error = words_refusal(refusal);
        response->code = status == ST_FORBIDDEN ? 403 : 422;
    }
    return response->code >= 400;
}
