/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_index.h"

#include "queries_read.h"
#include "queries_write.h"

enum { FILL_BYTES_MAX = 16 * 1024 * 1024 };

struct search_subject search_index_subject(const struct intake *intake)
{
    struct search_subject subject = { .persons = { { .name = intake->applicant, .phone = intake->phone } },
                                      .person_count = 1,
                                      .procedure_code = intake->procedure_code };

    for (enum person_role role = 0; role < PERSON_ROLE_COUNT; role++)
        if (intake->persons[role].name.at != NULL)
            subject.persons[subject.person_count++] =
                (struct search_person){ intake->persons[role].name, intake->persons[role].phone,
                                        intake->persons[role].identity_number };
    return subject;
}

enum status search_index_read(struct db *db, struct arena *arena, int64_t dossier_id, int64_t *out_office_id,
                              struct search_subject *out)
{
    struct sql_search_subject_row row;
    struct sql_dossier_persons_rows persons;

    TRY(sql_search_subject(db, arena, dossier_id, &row));
    TRY(sql_dossier_persons(db, arena, dossier_id, &persons));
    *out = (struct search_subject){ .persons = { { .name = row.applicant, .phone = row.phone } },
                                    .person_count = 1,
                                    .procedure_code = row.procedure_code };
    for (size_t i = 0; i < persons.count && out->person_count < SEARCH_PERSONS_MAX; i++)
        out->persons[out->person_count++] =
            (struct search_person){ persons.at[i].full_name, persons.at[i].phone, persons.at[i].identity_number };
    *out_office_id = row.office_id;
    return ST_OK;
}

enum status search_index_write(struct db *db, struct arena *arena, int64_t office_id, int64_t dossier_id,
                               const struct search_subject *subject)
{
    struct search_keys keys;
    int64_t changed;

    search_keys_of(arena, subject, &keys);
    for (size_t i = 0; i < keys.count; i++)
        TRY(sql_search_key_add(db, office_id, keys.at[i], dossier_id, &changed));
    return ST_OK;
}

enum status search_index_make(struct db *db, struct arena *arena, int64_t dossier_id)
{
    struct search_subject subject;
    int64_t office_id;

    TRY(search_index_read(db, arena, dossier_id, &office_id, &subject));
    return search_index_write(db, arena, office_id, dossier_id, &subject);
}

enum status search_index_forget(struct db *db, struct arena *arena, int64_t dossier_id)
{
    struct search_subject subject;
    struct search_keys keys;
    int64_t office_id, changed;

    TRY(search_index_read(db, arena, dossier_id, &office_id, &subject));
    search_keys_of(arena, &subject, &keys);
    for (size_t i = 0; i < keys.count; i++)
        TRY(sql_search_key_forget(db, office_id, keys.at[i], dossier_id, &changed));
    return ST_OK;
}

/* ---- Older dossiers ------------------------------------------------------------------------------ */

/* *out_count: 0 when all are made. */
static enum status fill_piece(struct db *db, struct arena *arena, int64_t *out_count)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_search_fill_row place;
    struct sql_search_fill_ids_rows ids;
    int64_t changed;

    *out_count = 0;
    TRY(db_tx_begin(db, &tx));
    enum status status = sql_search_fill(db, arena, &place);

    if (status == ST_NOT_FOUND)
        return ST_OK;
    TRY(status);
    TRY(sql_search_fill_ids(db, arena, place.after_dossier_id, SEARCH_FILL_AT_ONCE, &ids));
    for (size_t i = 0; i < ids.count; i++)
        TRY(search_index_make(db, arena, ids.at[i].dossier_id));
    if (ids.count < SEARCH_FILL_AT_ONCE)
        TRY(sql_search_fill_end(db, &changed));
    else
        TRY(sql_search_fill_move(db, ids.at[ids.count - 1].dossier_id, &changed));
    *out_count = (int64_t)ids.count;
    return db_tx_commit(tx);
}

enum status search_index_fill(struct db *db, int64_t *out_count)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(FILL_BYTES_MAX);
    struct sql_search_fill_row place;
    enum status status = sql_search_fill(db, arena, &place);
    int64_t count = SEARCH_FILL_AT_ONCE;

    *out_count = 0;
    if (status == ST_NOT_FOUND)
        return ST_OK;
    TRY(status);
    while (count == SEARCH_FILL_AT_ONCE) {
        arena_reset(arena);
        TRY(fill_piece(db, arena, &count));
        *out_count += count;
    }
    return ST_OK;
}
