/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_search.h"

#include "app/search_index.h"
#include "base/json.h"
#include "queries_read.h"

#include <inttypes.h>

/* The list of a dossier's keys: of each letter at most so many bytes, with quotes and a comma. */
enum { KEYS_AT_ONCE = 500, LIST_BYTES_MAX = SEARCH_KEYS_MAX * (SEARCH_KEY_CHARS_MAX * 6 + 3) + 3 };

static enum status is_waiting(struct db *db, struct arena *arena, bool *out)
{
    struct sql_search_fill_row place;
    enum status status = sql_search_fill(db, arena, &place);

    *out = status == ST_OK;
    return status == ST_NOT_FOUND ? ST_OK : status;
}

static struct str list_of(struct arena *arena, const struct search_keys *keys)
{
    struct buf text = buf_new(arena, LIST_BYTES_MAX);

    buf_put_str(&text, STR("["));
    for (size_t i = 0; i < keys->count; i++) {
        buf_put_str(&text, i == 0 ? STR("") : STR(","));
        json_write_str(&text, keys->at[i]);
    }
    buf_put_str(&text, STR("]"));
    return buf_str(&text);
}

enum status verify_search(struct db *db, struct arena *arena, int64_t dossier_id, struct str *out_fault)
{
    struct sql_search_key_missing_row row;
    struct search_subject subject;
    struct search_keys keys;
    int64_t office_id;
    bool may_lack;

    *out_fault = (struct str){ NULL, 0 };
    TRY(is_waiting(db, arena, &may_lack));
    if (may_lack)
        return ST_OK;
    TRY(search_index_read(db, arena, dossier_id, &office_id, &subject));
    search_keys_of(arena, &subject, &keys);
    enum status status = sql_search_key_missing(db, arena, list_of(arena, &keys), office_id, dossier_id, &row);

    if (status == ST_NOT_FOUND)
        return ST_OK;
    TRY(status);
    *out_fault = arena_printf(arena, "it is not found by \"%.*s\"", STR_ARG(row.missing_key));
    return ST_OK;
}

static void add_person(struct search_subject *subject, struct str name, struct str phone, struct str identity_number)
{
    if (name.at != NULL)
        subject->persons[subject->person_count++] = (struct search_person){ name, phone, identity_number };
}

static bool gives_key(struct arena *arena, const struct sql_search_keys_to_verify_row *row)
{
    struct search_subject subject = { .procedure_code = row->procedure_code };
    struct str no_number = { NULL, 0 };
    struct search_keys keys;

    add_person(&subject, row->applicant, row->phone, no_number);
    add_person(&subject, row->owner_name, row->owner_phone, row->owner_number);
    add_person(&subject, row->submitter_name, row->submitter_phone, row->submitter_number);
    search_keys_of(arena, &subject, &keys);
    return row->made_office_id == row->office_id && search_keys_have(&keys, row->search_key);
}

static enum status check_piece(struct db *db, struct arena *piece, struct sql_search_keys_to_verify_row *place,
                               size_t *out_count, struct str *out_fault)
{
    struct sql_search_keys_to_verify_rows rows;

    TRY(sql_search_keys_to_verify(db, piece, place->office_id, place->search_key, place->dossier_id, KEYS_AT_ONCE,
                                  &rows));
    for (size_t i = 0; i < rows.count; i++)
        if (!gives_key(piece, &rows.at[i]))
            *out_fault = arena_printf(piece, "search_key: \"%.*s\" leads to a dossier (%" PRId64 ") without it",
                                      STR_ARG(rows.at[i].search_key), rows.at[i].dossier_id);
    if (rows.count > 0)
        *place = rows.at[rows.count - 1];
    *out_count = rows.count;
    return ST_OK;
}

enum status verify_search_keys(struct db *db, struct arena *piece, struct arena *arena, struct str *out_fault)
{
    char last_key[SEARCH_KEY_CHARS_MAX * 4];
    struct sql_search_keys_to_verify_row place = { .search_key = STR("") };
    size_t count = KEYS_AT_ONCE;

    *out_fault = (struct str){ NULL, 0 };
    while (count == KEYS_AT_ONCE && out_fault->at == NULL) {
        arena_reset(piece);
        TRY(check_piece(db, piece, &place, &count, out_fault));
        struct str key = str_head(place.search_key, sizeof last_key);

        for (size_t i = 0; i < key.len; i++)
            last_key[i] = key.at[i];
        place.search_key = (struct str){ last_key, key.len };
    }
    *out_fault = arena_copy(arena, *out_fault);
    return ST_OK;
}
