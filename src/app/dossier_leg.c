/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_leg.h"

#include "app/dossier_seal.h"
#include "base/json.h"
#include "queries_write.h"

#include <inttypes.h>

enum { FACTS_BYTES_MAX = 4096 };

/* ---- The seal ----------------------------------------------------------------------------------- */

static void hash_text(struct hash *hash, struct arena *arena, struct str text)
{
    hash_update(hash, arena_printf(arena, "%zu:%.*s\n", text.len, STR_ARG(text)));
}

enum status dossier_leg_seal(struct db *db, struct arena *arena, int64_t dossier_id, struct str *out)
{
    char *seal = arena_alloc(arena, HASH_HEX_LEN + 1);
    struct sql_dossier_legs_rows legs;
    struct hash hash;

    TRY(sql_dossier_legs(db, arena, dossier_id, &legs));
    hash_begin(&hash);
    for (size_t i = 0; i < legs.count; i++) {
        const struct sql_dossier_legs_row *leg = &legs.at[i];

        hash_update(&hash, arena_printf(arena,
                                        "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64
                                        " %" PRId64 " %" PRId64 "\n",
                                        leg->position, leg->stage, leg->term_amount, leg->started_at.ms,
                                        leg->started_by_id, leg->due_at.ms, leg->done_at.ms, leg->done_by_id));
        hash_text(&hash, arena, leg->term_unit);
        hash_text(&hash, arena, leg->body);
        hash_text(&hash, arena, leg->what);
        hash_text(&hash, arena, leg->punctuality);
    }
    *out = hash_end(&hash, seal);
    return ST_OK;
}

/* ---- Handing over ------------------------------------------------------------------------------- */

static enum status start_stage(struct db *db, struct arena *arena, const struct leg_order *order, int64_t stage)
{
    struct sql_dossier_legs_rows legs;

    TRY(sql_dossier_legs(db, arena, order->dossier_id, &legs));
    for (size_t i = 0; i < legs.count; i++) {
        struct term term;
        int64_t changed;

        if (legs.at[i].stage != stage)
            continue;
        if (!term_of(legs.at[i].term_unit, legs.at[i].term_amount, &term))
            return ST_CORRUPT;
        TRY(sql_dossier_leg_start(db, order->now, order->actor_id, deadline_due(order->calendar, term, order->now),
                                  order->dossier_id, legs.at[i].position, &changed));
    }
    return ST_OK;
}

enum status dossier_leg_begin(struct db *db, struct arena *arena, const struct leg_order *order, struct str *out_seal)
{
    struct sql_procedure_legs_rows legs;

    *out_seal = (struct str){ NULL, 0 };
    TRY(sql_procedure_legs(db, arena, order->procedure_version_id, &legs));
    for (size_t i = 0; i < legs.count; i++) {
        const struct sql_procedure_legs_row *leg = &legs.at[i];
        int64_t changed;

        TRY(sql_dossier_leg_add(db, order->dossier_id, leg->position, order->office_id, leg->stage, leg->body,
                                leg->what, leg->term_amount, leg->term_unit, &changed));
    }
    if (legs.count == 0)
        return ST_OK;
    TRY(start_stage(db, arena, order, legs.at[0].stage));
    return dossier_leg_seal(db, arena, order->dossier_id, out_seal);
}

static struct leg_order order_of(const struct dossier_change *change)
{
    return (struct leg_order){ .office_id = change->actor.office_id,
                               .dossier_id = change->reading.dossier.dossier_id,
                               .procedure_version_id = change->reading.dossier.procedure_version_id,
                               .actor_id = change->actor.account_id,
                               .calendar = change->reading.calendar,
                               .now = change->now };
}

enum status dossier_leg_begin_change(const struct dossier_change *change, struct str *out_seal)
{
    struct leg_order order = order_of(change);

    *out_seal = (struct str){ NULL, 0 };
    if (change->verdict.next != DOSSIER_PROCESSING)
        return ST_OK;
    return dossier_leg_begin(change->db, change->arena, &order, out_seal);
}

/* ---- Coming back -------------------------------------------------------------------------------- */

static const struct sql_dossier_legs_row *find(const struct sql_dossier_legs_rows *legs, int64_t position)
{
    for (size_t i = 0; i < legs->count; i++)
        if (legs->at[i].position == position)
            return &legs->at[i];
    return NULL;
}

static bool is_open(const struct sql_dossier_legs_row *leg)
{
    return moment_is_given(leg->started_at) && !moment_is_given(leg->done_at);
}

/* The last of its stage: the next one begins. */
static enum status go_on(const struct dossier_change *change, const struct sql_dossier_legs_rows *legs,
                         const struct sql_dossier_legs_row *done)
{
    struct leg_order order = order_of(change);

    for (size_t i = 0; i < legs->count; i++)
        if (legs->at[i].stage == done->stage && legs->at[i].position != done->position && is_open(&legs->at[i]))
            return ST_OK;
    return start_stage(change->db, change->arena, &order, done->stage + 1);
}

static enum status write_done(struct dossier_change *change, const struct sql_dossier_legs_rows *legs,
                              const struct sql_dossier_legs_row *leg)
{
    struct json *facts = json_new_object(change->arena);
    int64_t dossier_id = change->reading.dossier.dossier_id, changed;
    struct str result, seal;
    struct term term;

    if (!term_of(leg->term_unit, leg->term_amount, &term))
        return ST_CORRUPT;
    result = punctuality_name(deadline_punctuality(term, leg->due_at, change->now));
    TRY(sql_dossier_leg_done(change->db, change->now, change->actor.account_id, result, dossier_id, leg->position,
                             &changed));
    if (changed == 0)
        return ST_CONFLICT;
    TRY(go_on(change, legs, leg));
    TRY(dossier_leg_seal(change->db, change->arena, dossier_id, &seal));
    json_put_str(facts, "body", leg->body);
    json_put_i64(facts, "leg", leg->position);
    json_put_str(facts, "legs", seal);
    json_put_str(facts, "result", result);
    json_put_str(facts, "what", leg->what);
    return dossier_change_write(change, &(struct change_record){ .facts = seal_facts(change->arena, facts) });
}

enum status dossier_leg_done(struct db *db, struct arena *arena, struct actor actor, struct moment now, struct str code,
                             int64_t seen_version, int64_t position, struct change_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_dossier_legs_rows legs;
    struct dossier_change change;

    *out = (struct change_outcome){ .refusal = MOVE_ALLOWED };
    TRY(db_tx_begin(db, &tx));
    TRY(dossier_change_begin(db, arena, actor, now, code, seen_version, &change));
    TRY(sql_dossier_legs(db, arena, change.reading.dossier.dossier_id, &legs));
    const struct sql_dossier_legs_row *leg = find(&legs, position);

    if (leg == NULL)
        return ST_NOT_FOUND;
    enum status status = dossier_change_judge(&change, EVENT_LEG_DONE, (struct str){ NULL, 0 }, 0);

    if (status == ST_OK && !is_open(leg)) { /* another body's leg is open, not this one */
        change.verdict.refusal = MOVE_NOT_NEEDED;
        status = ST_INVALID;
    }
    *out = dossier_change_outcome(&change);
    TRY(status);
    TRY(write_done(&change, &legs, leg));
    TRY(db_tx_commit(tx));
    *out = dossier_change_outcome(&change);
    return ST_OK;
}

/* ---- Taking back -------------------------------------------------------------------------------- */

static enum status take_back_done(const struct dossier_change *change, int64_t version)
{
    int64_t dossier_id = change->reading.dossier.dossier_id, position, changed;
    struct sql_dossier_event_facts_row said;
    struct sql_dossier_legs_rows legs;
    const struct json *facts;

    TRY(sql_dossier_event_facts(change->db, change->arena, dossier_id, version, &said));
    TRY(sql_dossier_legs(change->db, change->arena, dossier_id, &legs));
    if (json_parse(change->arena, said.facts, FACTS_BYTES_MAX, &facts, NULL) != ST_OK ||
        !json_get_i64(facts, "leg", &position) || find(&legs, position) == NULL)
        return ST_CORRUPT;
    TRY(sql_dossier_leg_take_back_done(change->db, dossier_id, position, &changed));
    return sql_dossier_leg_take_back_start(change->db, dossier_id, find(&legs, position)->stage, &changed);
}

enum status dossier_leg_take_back(const struct dossier_change *change)
{
    int64_t version = dossier_history_last(change->reading.whole), changed;
    enum dossier_event event = version > 0 ? change->reading.whole.at[version - 1].event : EVENT_COUNT;

    if (event == EVENT_LEG_DONE)
        return take_back_done(change, version);
    if (event == EVENT_FORWARD)
        return sql_dossier_legs_forget(change->db, change->reading.dossier.dossier_id, &changed);
    return ST_OK;
}
