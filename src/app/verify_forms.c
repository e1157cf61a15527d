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

enum status verify_forms(struct db *db, struct arena *arena, int64_t dossier_id, const struct str *facts, size_t count,
                         struct str *out_fault)
{
    const struct json **sealed = arena_array(arena, const struct json *, count + 1);
    struct sql_forms_to_verify_rows forms;
    size_t sealed_count = 0;

    *out_fault = (struct str){ NULL, 0 };
    for (size_t i = 0; i < count; i++) {
        const struct json *fact = json_get(parse(arena, facts[i]), "form");

        if (fact != NULL)
            sealed[sealed_count++] = fact;
    }
    TRY(sql_forms_to_verify(db, arena, dossier_id, &forms));
    if (forms.count != sealed_count)
        *out_fault = STR("the forms given out are not those that were sealed");
    for (size_t i = 0; i < forms.count; i++) {
        char hash[HASH_HEX_LEN + 1];
        bool is_found = false;

        for (size_t j = 0; j < sealed_count; j++)
            is_found = is_found || is_sealed_by(sealed[j], &forms.at[i]);
        if (!is_found || !str_equal(hash_hex(forms.at[i].content, hash), forms.at[i].content_hash))
            *out_fault = STR("a form given out is not what was sealed");
    }
    return ST_OK;
}
