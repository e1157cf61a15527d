/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_repeat.h"

#include "base/hash.h"
#include "queries_read.h"
#include "queries_write.h"

static void hash_number(struct hash *hash, int64_t number)
{
    hash_update(hash, (struct str){ (const char *)&number, sizeof number });
}

/* With its length before it: where a text ends must not be a matter of what is in it. */
static void hash_text(struct hash *hash, struct str text)
{
    hash_number(hash, (int64_t)text.len);
    hash_update(hash, text);
}

static void hash_fees(struct hash *hash, const struct fees_typed *fees)
{
    if (fees == NULL)
        return;
    for (size_t i = 0; i < fees->line_count; i++) {
        const struct fee_typed *line = &fees->lines[i];

        hash_text(hash, line->tariff_code);
        hash_text(hash, line->pages);
        hash_text(hash, line->count);
        hash_text(hash, line->price);
        hash_text(hash, line->decision);
    }
    for (size_t i = 0; i < fees->claim_count; i++)
        hash_text(hash, fees->claims[i]);
    hash_text(hash, fees->evidence);
}

static struct str hash_of_request(struct arena *arena, const struct intake_request *request)
{
    struct hash hash;
    char hex[HASH_HEX_LEN + 1];

    hash_begin(&hash);
    hash_number(&hash, request->forward_to_id);
    hash_number(&hash, request->decision);
    hash_text(&hash, request->reason);
    hash_text(&hash, request->refusal);
    hash_text(&hash, request->legal_basis);
    for (size_t i = 0; i < INTAKE_FIELD_COUNT; i++)
        hash_text(&hash, request->typed.fields[i]);
    for (size_t i = 0; i < request->typed.paper_count; i++) {
        const struct paper_typed *paper = &request->typed.papers[i];

        hash_number(&hash, paper->position);
        hash_text(&hash, paper->verdict);
        hash_text(&hash, paper->paper_kind);
        hash_text(&hash, paper->quantity);
        hash_text(&hash, paper->note);
        hash_text(&hash, paper->fault_reason);
        hash_text(&hash, paper->lookup_failure);
    }
    for (size_t i = 0; i < request->typed.answer_count; i++) {
        hash_text(&hash, request->typed.answers[i].key);
        hash_text(&hash, request->typed.answers[i].value);
    }
    for (size_t i = 0; i < PERSON_ROLE_COUNT; i++)
        for (size_t k = 0; k < PERSON_FIELD_COUNT && request->typed.persons[i].is_given; k++)
            hash_text(&hash, request->typed.persons[i].fields[k]);
    hash_fees(&hash, request->fees);
    return arena_copy(arena, hash_end(&hash, hex));
}

enum status intake_repeat_find(struct db *db, struct arena *arena, struct actor actor,
                               const struct intake_request *request, struct intake_received *out)
{
    struct sql_dossier_by_idempotency_key_row earlier;

    if (str_is_empty(request->idempotency_key))
        return ST_NOT_FOUND;
    TRY(sql_dossier_by_idempotency_key(db, arena, actor.account_id, request->idempotency_key, &earlier));
    if (!str_equal(earlier.request_hash, hash_of_request(arena, request)))
        return ST_CONFLICT;
    *out = (struct intake_received){ earlier.dossier_id, earlier.code, earlier.version, true };
    return ST_OK;
}

enum status intake_repeat_keep(struct db *db, struct arena *arena, struct actor actor,
                               const struct intake_request *request, int64_t dossier_id)
{
    int64_t changed;

    if (str_is_empty(request->idempotency_key))
        return ST_OK;
    return sql_idempotency_add(db, dossier_id, actor.account_id, request->idempotency_key,
                               hash_of_request(arena, request), &changed);
}
