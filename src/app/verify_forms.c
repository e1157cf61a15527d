/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_forms.h"

#include "base/hash.h"
#include "base/json.h"
#include "queries_read.h"

enum { FACTS_BYTES_MAX = 1 << 20 };

static bool is_sealed_by(const struct json *fact, const struct sql_forms_to_verify_row *form)
{
    struct str kind, hash;
    int64_t year, number, version;

    return json_get_str(fact, "form", &kind) && json_get_str(fact, "hash", &hash) &&
           json_get_i64(fact, "year", &year) && json_get_i64(fact, "number", &number) &&
           json_get_i64(fact, "version", &version) && str_equal(kind, form->form_kind) &&
           str_equal(hash, form->content_hash) && year == form->year && number == form->number &&
           version == form->version;
}

static const struct json *parse(struct arena *arena, struct str facts)
{
    const struct json *json = NULL;

    return json_parse(arena, facts, FACTS_BYTES_MAX, &json, NULL) == ST_OK ? json : NULL;
}

bool verify_fact(struct arena *arena, struct str facts, const char *key, struct str expected)
{
    struct str sealed;

    return json_get_str(parse(arena, facts), key, &sealed) && str_equal(sealed, expected);
}

struct sealed_form {
    const struct json *fact;
    bool is_taken_back;
};

static size_t sealed_forms(struct arena *arena, struct dossier_history whole, const struct str *facts,
                           struct sealed_form *out)
{
    size_t *places = arena_array(arena, size_t, whole.count + 1);
    size_t effective = dossier_history_places(whole, places), count = 0, next = 0;

    for (size_t i = 0; i < whole.count; i++) {
        const struct json *fact = json_get(parse(arena, facts[i]), "form");
        bool is_effective = next < effective && places[next] == i;

        next += is_effective;
        if (fact != NULL)
            out[count++] = (struct sealed_form){ fact, !is_effective };
    }
    return count;
}

/* Rows are in order: a later version of a form comes right after it. */
static bool is_replaced(const struct sql_forms_to_verify_rows *forms, size_t place)
{
    const struct sql_forms_to_verify_row *form = &forms->at[place], *next = form + 1;

    return place + 1 < forms->count && str_equal(next->form_kind, form->form_kind) && next->year == form->year &&
           next->number == form->number;
}

enum status verify_forms(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history whole,
                         const struct str *facts, struct str *out_fault)
{
    struct sealed_form *sealed = arena_array(arena, struct sealed_form, whole.count + 1);
    size_t sealed_count = sealed_forms(arena, whole, facts, sealed);
    struct sql_forms_to_verify_rows forms;

    *out_fault = (struct str){ NULL, 0 };
    TRY(sql_forms_to_verify(db, arena, dossier_id, &forms));
    if (forms.count != sealed_count)
        *out_fault = STR("the forms given out are not those that were sealed");
    for (size_t i = 0; i < forms.count; i++) {
        const struct sql_forms_to_verify_row *form = &forms.at[i];
        const struct sealed_form *found = NULL;
        char hash[HASH_HEX_LEN + 1];

        for (size_t j = 0; j < sealed_count; j++)
            if (is_sealed_by(sealed[j].fact, form))
                found = &sealed[j];
        if (found == NULL || !str_equal(hash_hex(form->content, hash), form->content_hash))
            *out_fault = STR("a form given out is not what was sealed");
        else if (moment_is_given(form->voided_at) != (found->is_taken_back || is_replaced(&forms, i)))
            *out_fault = STR("a form is in force, or not, against what was sealed");
    }
    return ST_OK;
}
