/* SPDX-License-Identifier: Apache-2.0 */
#include "web/intake_stored.h"

#include "app/procedure_rules.h"

enum status intake_stored_open(struct intake_form *form, const struct sql_dossier_by_code_row *dossier)
{
    form->accepted_code = dossier->code;
    form->version = dossier->version;
    form->procedure = (struct sql_procedure_in_force_row){ .procedure_version_id = dossier->procedure_version_id,
                                                           .procedure_code = dossier->procedure_code,
                                                           .name = dossier->procedure_name,
                                                           .unit_id = dossier->unit_id,
                                                           .result = dossier->result,
                                                           .term_amount = dossier->term_amount,
                                                           .term_unit = dossier->term_unit,
                                                           .fee_vnd = dossier->fee_vnd,
                                                           .fee_note = dossier->fee_note };
    form->typed.fields[INTAKE_channel] = dossier->channel;
    return intake_form_load_papers(form, dossier->procedure_version_id);
}

/* ---- What stands in it ------------------------------------------------------------------------- */

static struct str day_of(const struct intake_form *form, struct date date)
{
    char day[11];

    return date_is_given(date) ? arena_copy(form->request->arena, date_format(date, day)) : (struct str){ NULL, 0 };
}

static void take_fields(struct intake_form *form, const struct sql_dossier_by_code_row *dossier)
{
    form->typed.fields[INTAKE_channel] = dossier->channel;
    form->typed.fields[INTAKE_applicant] = dossier->applicant;
    form->typed.fields[INTAKE_identity_number] = dossier->identity_number;
    form->typed.fields[INTAKE_born_on] = day_of(form, dossier->born_on);
    form->typed.fields[INTAKE_gender] = dossier->gender;
    form->typed.fields[INTAKE_address] = dossier->address;
    form->typed.fields[INTAKE_phone] = dossier->phone;
    form->typed.fields[INTAKE_email] = dossier->email;
    form->typed.fields[INTAKE_summary] = dossier->summary;
}

static enum status take_persons(struct intake_form *form, int64_t dossier_id)
{
    struct sql_dossier_persons_rows rows;

    TRY(sql_dossier_persons(form->request->db, form->request->arena, dossier_id, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        bool is_owner = str_equal(rows.at[i].person_role, person_role_name(PERSON_OWNER));
        struct person_typed *person = &form->typed.persons[is_owner ? PERSON_OWNER : PERSON_SUBMITTER];

        person->is_given = true;
        person->fields[PERSON_name] = rows.at[i].full_name;
        person->fields[PERSON_identity_number] = rows.at[i].identity_number;
        person->fields[PERSON_born_on] = day_of(form, rows.at[i].born_on);
        person->fields[PERSON_gender] = rows.at[i].gender;
        person->fields[PERSON_address] = rows.at[i].address;
        person->fields[PERSON_phone] = rows.at[i].phone;
        person->fields[PERSON_email] = rows.at[i].email;
        person->fields[PERSON_authorisation] = rows.at[i].authorisation;
    }
    return ST_OK;
}

/* Answers to questions of another procedure, as far as this one asks them too. */
static enum status take_common_answers(struct intake_form *form, const struct sql_dossier_by_code_row *dossier)
{
    struct checklist_questions asked;
    struct checklist_answers given, common = { 0, 0 };

    TRY(procedure_questions_of(form->request->db, form->request->arena, dossier->procedure_version_id, &asked));
    if (!checklist_parse(dossier->answers, asked, &given))
        return ST_CORRUPT;
    for (size_t i = 0; i < asked.count; i++) {
        size_t place;

        if (checklist_is_answered(given, i) && checklist_find(form->papers.questions, asked.at[i].key, &place))
            common = checklist_answered(common, place, (given.yes >> i & 1) == 1);
    }
    intake_papers_take(&form->papers, common);
    return ST_OK;
}

enum status intake_stored_take(struct intake_form *form, const struct sql_dossier_by_code_row *dossier)
{
    take_fields(form, dossier);
    TRY(take_persons(form, dossier->dossier_id));
    if (form->procedure.procedure_version_id != dossier->procedure_version_id)
        return take_common_answers(form, dossier);
    return intake_papers_take_stored(form->request, dossier->dossier_id, dossier->answers, &form->papers);
}
