/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_search.h"

#include "domain/identity.h"
#include "domain/search_keys.h"

#include <stdlib.h>

enum { FOUND_MAX = 1000 };

/* Ids of dossiers, each once. */
struct hunt {
    struct db *db;
    struct arena *arena;
    int64_t office_id;
    struct str agency_code;
    struct date today;
    struct dossier_search *out;
    int64_t found[FOUND_MAX];
    size_t count;
};

static void add(struct hunt *hunt, int64_t dossier_id)
{
    for (size_t i = 0; i < hunt->count; i++)
        if (hunt->found[i] == dossier_id)
            return;
    if (hunt->count < FOUND_MAX)
        hunt->found[hunt->count++] = dossier_id;
}

/* ---- By code ------------------------------------------------------------------------------------ */

static enum status look_up(struct hunt *hunt, struct str code, struct str *out_code)
{
    struct sql_search_code_row row;
    enum status status = sql_search_code(hunt->db, hunt->arena, hunt->office_id, code, &row);

    if (status == ST_NOT_FOUND)
        return ST_OK;
    TRY(status);
    add(hunt, row.dossier_id);
    *out_code = row.code;
    return ST_OK;
}

static enum status find_code(struct hunt *hunt, struct str code)
{
    return look_up(hunt, code, &hunt->out->code);
}

static enum status find_codes(struct hunt *hunt, struct str beginning)
{
    struct sql_search_codes_rows rows;

    TRY(sql_search_codes(hunt->db, hunt->arena, hunt->office_id, beginning, search_key_behind(hunt->arena, beginning),
                         DOSSIER_SEARCH_ROWS + 1, &rows));
    for (size_t i = 0; i < rows.count; i++)
        add(hunt, rows.at[i].dossier_id);
    return ST_OK;
}

static enum status find_serial(struct hunt *hunt, struct str digits)
{
    struct str ignored;
    int64_t serial;

    if (!str_parse_i64(digits, &serial))
        return ST_OK;
    for (int day = 0; day < DOSSIER_SEARCH_DAYS; day++) {
        struct dossier_code parts = { .agency = hunt->agency_code,
                                      .received_on = date_add(hunt->today, -day),
                                      .serial = serial };

        TRY(look_up(hunt, dossier_code_make(hunt->arena, parts), &ignored));
    }
    return ST_OK;
}

/* ---- By person ---------------------------------------------------------------------------------- */

static enum status find_identity(struct hunt *hunt, struct str number)
{
    struct sql_search_identity_rows rows;

    TRY(sql_search_identity(hunt->db, hunt->arena, hunt->office_id, number, DOSSIER_SEARCH_ROWS + 1, &rows));
    for (size_t i = 0; i < rows.count; i++)
        add(hunt, rows.at[i].dossier_id);
    return ST_OK;
}

/* ---- All of it ---------------------------------------------------------------------------------- */

static enum status (*const finders[SEARCH_KIND_COUNT])(struct hunt *hunt, struct str text) = {
    [SEARCH_CODE] = find_code,
    [SEARCH_CODE_BEGINNING] = find_codes,
    [SEARCH_SERIAL] = find_serial,
    [SEARCH_IDENTITY] = find_identity,
};

static enum status find(struct hunt *hunt, const struct search_reading *reading)
{
    return finders[reading->kind](hunt, reading->text);
}

static void keep_what_can_be_tried(struct search_query *query)
{
    size_t count = 0;

    for (size_t i = 0; i < query->count; i++)
        if (finders[query->readings[i].kind] != NULL)
            query->readings[count++] = query->readings[i];
    query->count = count;
}

/* Ids are in the order of time. */
static int newest_first(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x < y) - (x > y);
}

static enum status read_rows(struct hunt *hunt)
{
    struct dossier_search *out = hunt->out;

    qsort(hunt->found, hunt->count, sizeof *hunt->found, newest_first);
    out->count = hunt->count < DOSSIER_SEARCH_ROWS ? hunt->count : DOSSIER_SEARCH_ROWS;
    out->has_more = hunt->count > out->count;
    struct sql_dossier_found_row *rows = arena_array(hunt->arena, struct sql_dossier_found_row, out->count);

    for (size_t i = 0; i < out->count; i++)
        TRY(sql_dossier_found(hunt->db, hunt->arena, hunt->found[i], &rows[i]));
    out->rows = rows;
    return ST_OK;
}

enum status dossier_search(struct db *db, struct arena *arena, struct actor actor, struct date today, struct str typed,
                           struct dossier_search *out)
{
    struct hunt *hunt = arena_new(arena, struct hunt);
    struct sql_office_agency_code_row office;

    if (!role_may(actor.role, PERM_DOSSIER_READ))
        return ST_FORBIDDEN;
    if (str_count_chars(typed) > SEARCH_TYPED_CHARS_MAX)
        return ST_TOO_LARGE;
    TRY(sql_office_agency_code(db, arena, actor.office_id, &office));
    *out = (struct dossier_search){ .count = 0 };
    *hunt = (struct hunt){ .db = db,
                           .arena = arena,
                           .office_id = actor.office_id,
                           .agency_code = office.agency_code,
                           .today = today,
                           .out = out };
    search_query_read(arena, typed, office.agency_code, today, &out->query);
    keep_what_can_be_tried(&out->query);
    for (size_t i = 0; i < out->query.count; i++)
        TRY(find(hunt, &out->query.readings[i]));
    return read_rows(hunt);
}
