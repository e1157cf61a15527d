/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_search.h"

#include "app/search_index.h"
#include "queries_read.h"

#include <inttypes.h>

enum { KEYS_AT_ONCE = 500 };

static enum status keys_of(struct db *db, struct arena *arena, int64_t dossier_id, int64_t *out_office_id,
                           struct search_keys *out)
{
    struct search_subject subject;

    TRY(search_index_read(db, arena, dossier_id, out_office_id, &subject));
    search_keys_of(arena, &subject, out);
    return ST_OK;
}

static enum status is_waiting(struct db *db, struct arena *arena, bool *out)
{
    struct sql_search_fill_row place;
    enum status status = sql_search_fill(db, arena, &place);

    *out = status == ST_OK;
    return status == ST_NOT_FOUND ? ST_OK : status;
}

enum status verify_search(struct db *db, struct arena *arena, int64_t dossier_id, struct str *out_fault)
{
    struct search_keys keys;
    int64_t office_id;
    bool may_lack;

    *out_fault = (struct str){ NULL, 0 };
    TRY(is_waiting(db, arena, &may_lack));
    if (may_lack)
        return ST_OK;
    TRY(keys_of(db, arena, dossier_id, &office_id, &keys));
    for (size_t i = 0; i < keys.count; i++) {
        struct sql_search_key_is_row row;
        enum status status = sql_search_key_is(db, arena, office_id, keys.at[i], dossier_id, &row);

        if (status == ST_NOT_FOUND)
            *out_fault = arena_printf(arena, "it is not found by \"%.*s\"", STR_ARG(keys.at[i]));
        else
            TRY(status);
    }
    return ST_OK;
}

/* In one view with the keys: others go on writing. */
static enum status check_piece(struct db *db, struct arena *piece, struct sql_search_keys_to_verify_row *place,
                               size_t *out_count, struct str *out_fault)
{
    struct db_tx *view CLEANUP(db_tx_end_at) = NULL;
    struct sql_search_keys_to_verify_rows rows;

    TRY(db_tx_begin(db, &view));
    TRY(sql_search_keys_to_verify(db, piece, place->office_id, place->search_key, place->dossier_id, KEYS_AT_ONCE,
                                  &rows));
    for (size_t i = 0; i < rows.count; i++) {
        struct search_keys keys;
        int64_t office_id;

        TRY(keys_of(db, piece, rows.at[i].dossier_id, &office_id, &keys));
        if (office_id != rows.at[i].office_id || !search_keys_have(&keys, rows.at[i].search_key))
            *out_fault = arena_printf(piece, "search_key: \"%.*s\" leads to a dossier (%" PRId64 ") without it",
                                      STR_ARG(rows.at[i].search_key), rows.at[i].dossier_id);
    }
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
