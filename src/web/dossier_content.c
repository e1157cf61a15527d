/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_content.h"

#include "app/procedure_rules.h"
#include "domain/dossier.h"
#include "domain/identity.h"

struct str dossier_paper_words(struct arena *arena, const struct sql_dossier_papers_row *paper)
{
    struct buf words = buf_new(arena, 4000);

    if (paper->fault_reason.at != NULL)
        buf_put_str(&words, paper_fault_label(paper->fault_reason));
    if (paper->lookup_failure.at != NULL)
        buf_printf(&words, "%sTra cơ sở dữ liệu: %.*s", words.len > 0 ? ". " : "",
                   STR_ARG(lookup_failure_label(paper->lookup_failure)));
    if (!str_is_empty(paper->note))
        buf_printf(&words, "%s%.*s", words.len > 0 ? ". " : "", STR_ARG(paper->note));
    return words.len == 0 ? STR("") : buf_str(&words);
}

static enum status persons_of(struct request *request, int64_t dossier_id, bool sees_numbers, struct person_rows *out)
{
    struct arena *arena = request->arena;
    struct sql_dossier_persons_rows rows;

    TRY(sql_dossier_persons(request->db, arena, dossier_id, &rows));
    struct person_row *persons = arena_array(arena, struct person_row, rows.count);

    for (size_t i = 0; i < rows.count; i++) {
        bool is_owner = str_equal(rows.at[i].person_role, person_role_name(PERSON_OWNER));

        persons[i] = (struct person_row){
            .label = person_role_label(is_owner ? PERSON_OWNER : PERSON_SUBMITTER),
            .name = rows.at[i].full_name,
            .identity_number =
                sees_numbers ? rows.at[i].identity_number : identity_mask(arena, rows.at[i].identity_number),
            .phone =
                sees_numbers || str_is_empty(rows.at[i].phone) ? rows.at[i].phone : phone_mask(arena, rows.at[i].phone),
            .address = rows.at[i].address,
            .authorisation = rows.at[i].authorisation,
        };
    }
    *out = (struct person_rows){ persons, rows.count };
    return ST_OK;
}

static enum status answers_of(struct request *request, const struct sql_dossier_by_code_row *dossier,
                              struct answer_rows *out)
{
    struct checklist_questions questions;
    struct checklist_answers given;

    TRY(procedure_questions_of(request->db, request->arena, dossier->procedure_version_id, &questions));
    if (!checklist_parse(dossier->answers, questions, &given))
        return ST_CORRUPT;
    struct answer_row *rows = arena_array(request->arena, struct answer_row, questions.count);
    size_t count = 0;

    for (size_t i = 0; i < questions.count; i++)
        if (checklist_is_answered(given, i))
            rows[count++] =
                (struct answer_row){ questions.at[i].text, (given.yes >> i & 1) == 1 ? STR("Có") : STR("Không") };
    *out = (struct answer_rows){ rows, count };
    return ST_OK;
}

enum status dossier_content_fill(struct request *request, const struct sql_dossier_by_code_row *dossier,
                                 bool sees_numbers, struct content_block *out)
{
    bool waits = str_equal(dossier->state, dossier_state_name(DOSSIER_SUBMITTED)) ||
                 str_equal(dossier->state, dossier_state_name(DOSSIER_ASKED));

    *out = (struct content_block){ .accept_href = STR("") };
    if (waits && role_may(request->user.actor.role, PERM_DOSSIER_RECEIVE))
        out->accept_href = arena_printf(request->arena, "/dossiers/%.*s/accept", STR_ARG(dossier->code));
    TRY(persons_of(request, dossier->dossier_id, sees_numbers, &out->persons));
    return answers_of(request, dossier, &out->answers);
}
