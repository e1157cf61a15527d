/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_search.h"

#include "app/procedure_search.h"
#include "domain/identity.h"
#include "domain/search_keys.h"

#include <stdlib.h>

enum { IDS_MAX = 1000, PROCEDURES_MAX = 5 };

/* Dossiers, each once. */
struct ids {
    int64_t at[IDS_MAX];
    size_t count;
};

struct hunt {
    struct db *db;
    struct arena *arena;
    int64_t office_id;
    struct str agency_code;
    struct date today;
    struct dossier_search *out;
    struct ids found;
};

static void add(struct ids *ids, int64_t dossier_id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (ids->at[i] == dossier_id)
            return;
    if (ids->count < IDS_MAX)
        ids->at[ids->count++] = dossier_id;
}

/* ---- Keys --------------------------------------------------------------------------------------- */

/* The newest that have this very key. */
static enum status same(struct hunt *hunt, struct str key, size_t limit, struct ids *ids)
{
    struct sql_search_key_same_rows rows;

    TRY(sql_search_key_same(hunt->db, hunt->arena, hunt->office_id, key, (int64_t)limit, &rows));
    for (size_t i = 0; i < rows.count; i++)
        add(ids, rows.at[i].dossier_id);
    return ST_OK;
}

/* Those with a key that goes on after this one; when there are more than the limit, the first in the alphabet. */
static enum status longer(struct hunt *hunt, struct str key, size_t limit, struct ids *ids)
{
    struct sql_search_key_longer_rows rows;

    TRY(sql_search_key_longer(hunt->db, hunt->arena, hunt->office_id, key, search_key_behind(hunt->arena, key),
                              (int64_t)limit, &rows));
    for (size_t i = 0; i < rows.count; i++)
        add(ids, rows.at[i].dossier_id);
    hunt->out->is_cut |= rows.count == limit;
    return ST_OK;
}

/* What has the whole key comes first; what only begins like it is looked at while there is room. */
static enum status find_by_key(struct hunt *hunt, struct str key)
{
    TRY(same(hunt, key, DOSSIER_SEARCH_ROWS + 1, &hunt->found));
    return hunt->found.count > DOSSIER_SEARCH_ROWS ? ST_OK : longer(hunt, key, DOSSIER_SEARCH_CANDIDATES, &hunt->found);
}

/* ---- By code ------------------------------------------------------------------------------------ */

static enum status look_up(struct hunt *hunt, struct str code, struct str *out_code)
{
    struct sql_search_code_row row;
    enum status status = sql_search_code(hunt->db, hunt->arena, hunt->office_id, code, &row);

    if (status == ST_NOT_FOUND)
        return ST_OK;
    TRY(status);
    add(&hunt->found, row.dossier_id);
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
        add(&hunt->found, rows.at[i].dossier_id);
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
        add(&hunt->found, rows.at[i].dossier_id);
    return same(hunt, search_key_of_identity(hunt->arena, number), DOSSIER_SEARCH_ROWS + 1, &hunt->found);
}

static enum status find_phone(struct hunt *hunt, struct str digits)
{
    return find_by_key(hunt, search_key_of_phone(hunt->arena, digits));
}

static bool is_named(struct arena *arena, struct str words, struct str name)
{
    return !str_is_empty(name) && search_words_are_in(words, search_fold(arena, name));
}

/* Adds those candidates among whose people one has all the words in the name. */
static enum status keep_named(struct hunt *hunt, struct str words, const struct ids *candidates)
{
    for (size_t i = 0; i < candidates->count; i++) {
        struct sql_search_names_row row;

        TRY(sql_search_names(hunt->db, hunt->arena, candidates->at[i], &row));
        if (is_named(hunt->arena, words, row.applicant) || is_named(hunt->arena, words, row.owner_name) ||
            is_named(hunt->arena, words, row.submitter_name))
            add(&hunt->found, candidates->at[i]);
    }
    return ST_OK;
}

static size_t count_words(struct str words)
{
    size_t count = 1;

    for (size_t i = 0; i < words.len; i++)
        count += words.at[i] == ' ';
    return count;
}

/* "nguyen mau", "mau nguyen": the words do not follow each other in the name.  Each word leads to its share of
 * candidates. */
static enum status find_scattered(struct hunt *hunt, struct str words)
{
    size_t share = DOSSIER_SEARCH_CANDIDATES / count_words(words);
    struct ids *candidates = arena_new(hunt->arena, struct ids);

    for (struct str rest = words; rest.at != NULL;) {
        struct str word = str_next(&rest, ' ');
        size_t before = candidates->count;

        TRY(same(hunt, word, share, candidates));
        hunt->out->is_cut |= candidates->count == before + share;
        if (candidates->count < before + share)
            TRY(longer(hunt, word, before + share - candidates->count, candidates));
    }
    return keep_named(hunt, words, candidates);
}

static enum status find_name(struct hunt *hunt, struct str words)
{
    size_t before = hunt->found.count;

    TRY(find_by_key(hunt, search_key_of_name(words)));
    return hunt->found.count == before && count_words(words) > 1 ? find_scattered(hunt, words) : ST_OK;
}

/* ---- By procedure ------------------------------------------------------------------------------- */

static enum status find_newest_of(struct hunt *hunt, struct str procedure_code)
{
    return same(hunt, search_key_of_procedure(hunt->arena, procedure_code), DOSSIER_SEARCH_ROWS + 1, &hunt->found);
}

/* The best that has dossiers, when the words were nobody's name. */
static enum status find_procedure(struct hunt *hunt, struct str text)
{
    struct sql_procedures_in_force_rows all, meant;

    if (procedure_code_is_valid(text))
        return find_newest_of(hunt, text);
    if (hunt->found.count > 0)
        return ST_OK;
    TRY(sql_procedures_in_force(hunt->db, hunt->arena, hunt->office_id, hunt->today, &all));
    meant = procedure_search(hunt->arena, text, &all);
    if (meant.count > PROCEDURES_MAX)
        meant.count = PROCEDURES_MAX;
    for (size_t i = 0; i < meant.count && hunt->found.count == 0; i++) {
        TRY(find_newest_of(hunt, meant.at[i].procedure_code));
        hunt->out->procedure = meant.at[i];
    }
    hunt->out->is_cut = hunt->out->is_cut && hunt->found.count == 0;
    hunt->out->others = meant;
    return ST_OK;
}

/* ---- All of it ---------------------------------------------------------------------------------- */

static enum status (*const finders[SEARCH_KIND_COUNT])(struct hunt *hunt, struct str text) = {
    [SEARCH_CODE] = find_code,           [SEARCH_CODE_BEGINNING] = find_codes, [SEARCH_SERIAL] = find_serial,
    [SEARCH_IDENTITY] = find_identity,   [SEARCH_PHONE] = find_phone,          [SEARCH_NAME] = find_name,
    [SEARCH_PROCEDURE] = find_procedure,
};

/* Ids are in the order of time. */
static int newest_first(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x < y) - (x > y);
}

static enum status read_rows(struct hunt *hunt)
{
    struct dossier_search *out = hunt->out;

    qsort(hunt->found.at, hunt->found.count, sizeof *hunt->found.at, newest_first);
    out->count = hunt->found.count < DOSSIER_SEARCH_ROWS ? hunt->found.count : DOSSIER_SEARCH_ROWS;
    out->has_more = hunt->found.count > out->count;
    struct sql_dossier_found_row *rows = arena_array(hunt->arena, struct sql_dossier_found_row, out->count);

    for (size_t i = 0; i < out->count; i++)
        TRY(sql_dossier_found(hunt->db, hunt->arena, hunt->found.at[i], &rows[i]));
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
    for (size_t i = 0; i < out->query.count; i++)
        TRY(finders[out->query.readings[i].kind](hunt, out->query.readings[i].text));
    return read_rows(hunt);
}
