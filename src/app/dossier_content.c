/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_content.h"

#include "app/search_index.h"
#include "base/text_fold.h"
#include "queries_read.h"
#include "queries_write.h"

static enum status write_papers(struct db *db, struct arena *arena, int64_t dossier_id, const struct intake *intake,
                                struct hash *seal)
{
    for (size_t i = 0; i < intake->paper_count; i++) {
        const struct intake_paper *paper = &intake->papers[i];
        struct sealed_paper sealed = { .position = paper->position,
                                       .quantity = paper->quantity,
                                       .name = paper->name,
                                       .paper_kind = paper->paper_kind,
                                       .paper_verdict = paper_verdict_name(paper->verdict),
                                       .note = paper->note,
                                       .fault_reason = paper->fault_reason,
                                       .lookup_failure = paper->lookup_failure,
                                       .is_required = paper->is_required };
        int64_t changed;

        TRY(sql_dossier_paper_add(db, dossier_id, sealed.position, sealed.name, sealed.paper_kind, sealed.quantity,
                                  sealed.is_required, sealed.paper_verdict, sealed.note, sealed.fault_reason,
                                  sealed.lookup_failure, &changed));
        seal_content_paper(seal, arena, &sealed);
    }
    return ST_OK;
}

static enum status write_person(struct db *db, struct arena *arena, int64_t dossier_id, enum person_role role,
                                const struct intake_person *person, struct hash *seal)
{
    struct sealed_person sealed = { person_role_name(role), person->name,          person->identity_number,
                                    person->gender,         person->address,       person->phone,
                                    person->email,          person->authorisation, person->born_on };
    int64_t changed;

    TRY(sql_dossier_person_add(db, dossier_id, sealed.role, sealed.name, sealed.identity_number, sealed.born_on,
                               sealed.gender, sealed.address, sealed.phone, sealed.email, sealed.authorisation,
                               &changed));
    seal_content_person(seal, arena, &sealed);
    return ST_OK;
}

enum status dossier_content_write(struct db *db, struct arena *arena, int64_t dossier_id, const struct intake *intake,
                                  struct hash *seal)
{
    TRY(write_papers(db, arena, dossier_id, intake, seal));
    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++)
        if (intake->persons[role].name.at != NULL)
            TRY(write_person(db, arena, dossier_id, role, &intake->persons[role], seal));
    return ST_OK;
}

struct sealed_content dossier_content_typed(struct arena *arena, const struct intake *intake,
                                            struct checklist_questions questions)
{
    return (struct sealed_content){ .channel = intake->channel,
                                    .applicant = intake->applicant,
                                    .identity_number = intake->identity_number,
                                    .gender = intake->gender,
                                    .address = intake->address,
                                    .phone = intake->phone,
                                    .email = intake->email,
                                    .summary = intake->summary,
                                    .answers = checklist_format(arena, questions, intake->answers),
                                    .born_on = intake->born_on };
}

enum status dossier_content_replace(struct db *db, struct arena *arena, const struct sealed_content *content,
                                    const struct intake *intake, struct str *out_seal)
{
    struct hash hash;
    char seal[SEAL_ROOM];
    int64_t changed;

    TRY(search_index_forget(db, arena, content->dossier_id));
    TRY(sql_dossier_set_content(db, content->procedure_version_id, content->channel, content->unit_id,
                                content->applicant, text_fold(arena, content->applicant), content->identity_number,
                                content->born_on, content->gender, content->address, content->phone, content->email,
                                content->summary, content->answers, content->received_by_id, content->received_at,
                                content->promised_at, content->dossier_id, &changed));
    TRY(sql_dossier_papers_forget(db, content->dossier_id, &changed));
    TRY(sql_dossier_persons_forget(db, content->dossier_id, &changed));
    seal_content_begin(&hash, arena, content);
    TRY(dossier_content_write(db, arena, content->dossier_id, intake, &hash));
    TRY(search_index_make(db, arena, content->dossier_id));
    *out_seal = arena_copy(arena, seal_content_end(&hash, seal));
    return ST_OK;
}

enum status dossier_content_seal(struct db *db, struct arena *arena, int64_t dossier_id, struct hash *seal)
{
    struct sql_dossier_papers_rows papers;
    struct sql_dossier_persons_rows persons;

    TRY(sql_dossier_papers(db, arena, dossier_id, &papers));
    TRY(sql_dossier_persons(db, arena, dossier_id, &persons));
    for (size_t i = 0; i < papers.count; i++)
        seal_content_paper(seal, arena,
                           &(struct sealed_paper){ .position = papers.at[i].position,
                                                   .quantity = papers.at[i].quantity,
                                                   .name = papers.at[i].name,
                                                   .paper_kind = papers.at[i].paper_kind,
                                                   .paper_verdict = papers.at[i].paper_verdict,
                                                   .note = papers.at[i].note,
                                                   .fault_reason = papers.at[i].fault_reason,
                                                   .lookup_failure = papers.at[i].lookup_failure,
                                                   .is_required = papers.at[i].is_required });
    for (size_t i = 0; i < persons.count; i++)
        seal_content_person(seal, arena,
                            &(struct sealed_person){ persons.at[i].person_role, persons.at[i].full_name,
                                                     persons.at[i].identity_number, persons.at[i].gender,
                                                     persons.at[i].address, persons.at[i].phone, persons.at[i].email,
                                                     persons.at[i].authorisation, persons.at[i].born_on });
    return ST_OK;
}
