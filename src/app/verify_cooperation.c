/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_cooperation.h"

#include "app/dossier_leg.h"
#include "base/json.h"
#include "queries_read.h"

enum { FACTS_BYTES_MAX = 4096 };

static const struct json *parse(struct arena *arena, struct str facts)
{
    const struct json *json = NULL;

    return json_parse(arena, facts, FACTS_BYTES_MAX, &json, NULL) == ST_OK ? json : NULL;
}

/* ---- Opinions ----------------------------------------------------------------------------------- */

static bool has(struct dossier_history whole, enum dossier_event event)
{
    for (size_t i = 0; i < whole.count; i++)
        if (whole.at[i].event == event)
            return true;
    return false;
}

static void ask(struct sql_consultations_of_dossier_row *row, const struct dossier_entry *entry, size_t place,
                const struct json *facts, struct str question)
{
    *row = (struct sql_consultations_of_dossier_row){
        .number = (int64_t)place + 1,
        .question = question,
        .asked_at = entry->at,
        .asked_by_id = entry->actor_id,
    };
    json_get_str(facts, "body", &row->body);
    json_get_i64(facts, "due", &row->due_at.ms);
    json_get_i64(facts, "unit", &row->unit_id);
}

static void answer(struct sql_consultations_of_dossier_row *rows, size_t count, const struct dossier_entry *entry,
                   const struct json *facts, struct str reply)
{
    int64_t number = 0;

    json_get_i64(facts, "consultation", &number);
    for (size_t i = 0; i < count; i++)
        if (rows[i].number == number) {
            rows[i].reply = reply;
            rows[i].replied_at = entry->at;
            rows[i].replied_by_id = entry->actor_id;
        }
}

/* The rows as the events would have them; `rows` has room for one an event. */
static size_t expect(struct arena *arena, struct dossier_history whole, struct event_words words,
                     struct sql_consultations_of_dossier_row *rows)
{
    size_t *places = arena_array(arena, size_t, whole.count + 1), count = dossier_history_places(whole, places),
           asked = 0;

    for (size_t i = 0; i < count; i++) {
        const struct dossier_entry *entry = &whole.at[places[i]];
        const struct json *facts = parse(arena, words.facts[places[i]]);

        if (entry->event == EVENT_CONSULT)
            ask(&rows[asked++], entry, places[i], facts, words.reasons[places[i]]);
        else if (entry->event == EVENT_CONSULT_REPLY)
            answer(rows, asked, entry, facts, words.reasons[places[i]]);
    }
    return asked;
}

static bool is_same(const struct sql_consultations_of_dossier_row *a, const struct sql_consultations_of_dossier_row *b)
{
    return a->number == b->number && a->unit_id == b->unit_id && str_equal(a->body, b->body) &&
           str_equal(a->question, b->question) && a->asked_at.ms == b->asked_at.ms &&
           a->asked_by_id == b->asked_by_id && a->due_at.ms == b->due_at.ms && str_equal(a->reply, b->reply) &&
           a->replied_at.ms == b->replied_at.ms && a->replied_by_id == b->replied_by_id;
}

static enum status check_opinions(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history whole,
                                  struct event_words words, struct str *out_fault)
{
    struct sql_consultations_of_dossier_row *said =
        arena_array(arena, struct sql_consultations_of_dossier_row, whole.count + 1);
    struct sql_consultations_of_dossier_rows rows;

    TRY(sql_consultations_of_dossier(db, arena, dossier_id, &rows));
    bool is_right = rows.count == expect(arena, whole, words, said);

    for (size_t i = 0; i < rows.count && is_right; i++)
        is_right = is_same(&rows.at[i], &said[i]);
    if (!is_right)
        *out_fault = STR("the opinions asked are not what was sealed");
    return ST_OK;
}

/* ---- Legs --------------------------------------------------------------------------------------- */

/* The seal in the last event that changed the legs and was not taken back; null: none speaks of them. */
static struct str last_legs(struct arena *arena, struct dossier_history whole, struct event_words words)
{
    size_t *places = arena_array(arena, size_t, whole.count + 1);
    struct str seal = { NULL, 0 };

    for (size_t i = dossier_history_places(whole, places); i > 0 && seal.at == NULL; i--)
        if (str_contains(words.facts[places[i - 1]], STR("\"legs\":")))
            json_get_str(parse(arena, words.facts[places[i - 1]]), "legs", &seal);
    return seal;
}

static bool speak_of_legs(struct event_words words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_contains(words.facts[i], STR("\"legs\":")))
            return true;
    return false;
}

static enum status check_legs(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history whole,
                              struct event_words words, struct str *out_fault)
{
    struct str sealed = last_legs(arena, whole, words), seal;
    struct sql_dossier_legs_rows legs;

    TRY(sql_dossier_legs(db, arena, dossier_id, &legs));
    TRY(dossier_leg_seal(db, arena, dossier_id, &seal));
    if (sealed.at == NULL ? legs.count > 0 : !str_equal(seal, sealed))
        *out_fault = STR("what other bodies do on it is not what was sealed");
    return ST_OK;
}

enum status verify_cooperation(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history whole,
                               struct event_words words, struct str *out_fault)
{
    *out_fault = (struct str){ NULL, 0 };
    if (speak_of_legs(words, whole.count))
        TRY(check_legs(db, arena, dossier_id, whole, words, out_fault));
    return has(whole, EVENT_CONSULT) ? check_opinions(db, arena, dossier_id, whole, words, out_fault) : ST_OK;
}
