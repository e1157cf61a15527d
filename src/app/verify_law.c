/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_law.h"

#include "base/json.h"
#include "queries_read.h"

enum { FACTS_BYTES_MAX = 4096 };

/* The effective events, with what they say. */
struct life {
    struct arena *arena;
    struct dossier_history whole;
    struct event_words words;
    const size_t *places;
    size_t count;
};

static struct str fact(const struct life *life, size_t place, const char *key)
{
    const struct json *facts = NULL;
    struct str value = { NULL, 0 };

    if (json_parse(life->arena, life->words.facts[place], FACTS_BYTES_MAX, &facts, NULL) == ST_OK)
        json_get_str(facts, key, &value);
    return value;
}

/* ---- Supplements beyond the one ------------------------------------------------------------------ */

/* The rows as the events would have them; `rows` has room for one an event. */
static size_t expect_faults(const struct life *life, struct sql_officer_faults_to_verify_row *rows)
{
    struct sql_officer_faults_to_verify_row next = { .supplement = 0 };
    size_t count = 0;

    for (size_t i = 0; i < life->count; i++) {
        size_t place = life->places[i];
        const struct dossier_entry *entry = &life->whole.at[place];

        if (entry->event == EVENT_ALLOW_SUPPLEMENT) {
            next.allowed_by_id = entry->actor_id;
            next.reason = life->words.reasons[place];
            next.legal_basis = fact(life, place, "legal_basis");
        }
        if (entry->event != EVENT_ASK_SUPPLEMENT)
            continue;
        next.occurred_at = entry->at;
        if (++next.supplement > 1)
            rows[count++] = next;
        next.account_id = entry->actor_id;
    }
    return count;
}

static bool is_same_fault(const struct sql_officer_faults_to_verify_row *a,
                          const struct sql_officer_faults_to_verify_row *b)
{
    return a->supplement == b->supplement && a->account_id == b->account_id && a->allowed_by_id == b->allowed_by_id &&
           a->occurred_at.ms == b->occurred_at.ms && str_equal(a->reason, b->reason) &&
           str_equal(a->legal_basis, b->legal_basis);
}

static enum status check_faults(struct db *db, const struct life *life, int64_t dossier_id, struct str *out_fault)
{
    struct sql_officer_faults_to_verify_row *said =
        arena_array(life->arena, struct sql_officer_faults_to_verify_row, life->count + 1);
    struct sql_officer_faults_to_verify_rows rows;

    TRY(sql_officer_faults_to_verify(db, life->arena, dossier_id, &rows));
    bool is_right = rows.count == expect_faults(life, said);

    for (size_t i = 0; i < rows.count && is_right; i++)
        is_right = is_same_fault(&rows.at[i], &said[i]);
    if (!is_right)
        *out_fault = STR("the officers' faults are not what was sealed");
    return ST_OK;
}

/* ---- Lateness ------------------------------------------------------------------------------------ */

static bool expect_lateness(const struct life *life, struct sql_lateness_to_verify_row *out)
{
    bool is_explained = false;

    *out = (struct sql_lateness_to_verify_row){ .explained_by_id = 0 };
    for (size_t i = 0; i < life->count; i++) {
        size_t place = life->places[i];
        const struct dossier_entry *entry = &life->whole.at[place];

        if (entry->event == EVENT_EXPLAIN) {
            is_explained = true;
            out->late_cause = fact(life, place, "cause");
            out->explanation = life->words.reasons[place];
            out->explained_by_id = entry->actor_id;
            out->explained_at = entry->at;
        }
        if (entry->event == EVENT_MEASURE) {
            out->measure = life->words.reasons[place];
            out->measured_by_id = entry->actor_id;
            out->measured_at = entry->at;
        }
    }
    return is_explained;
}

static bool is_same_lateness(const struct sql_lateness_to_verify_row *a, const struct sql_lateness_to_verify_row *b)
{
    return str_equal(a->late_cause, b->late_cause) && str_equal(a->explanation, b->explanation) &&
           a->explained_by_id == b->explained_by_id && a->explained_at.ms == b->explained_at.ms &&
           str_equal(a->measure, b->measure) && a->measured_by_id == b->measured_by_id &&
           a->measured_at.ms == b->measured_at.ms;
}

static enum status check_lateness(struct db *db, const struct life *life, int64_t dossier_id, struct str *out_fault)
{
    struct sql_lateness_to_verify_row row, said;
    bool is_explained = expect_lateness(life, &said);
    enum status status = sql_lateness_to_verify(db, life->arena, dossier_id, &row);

    if (status != ST_OK && status != ST_NOT_FOUND)
        return status;
    if ((status == ST_OK) != is_explained || (is_explained && !is_same_lateness(&row, &said)))
        *out_fault = STR("why it was late is not what was sealed");
    return ST_OK;
}

/* ---- Both ---------------------------------------------------------------------------------------- */

/* Most dossiers bend no rule: they have no rows to be read; see check_law_has_events() in verify.c. */
static bool has(struct dossier_history whole, enum dossier_event event)
{
    for (size_t i = 0; i < whole.count; i++)
        if (whole.at[i].event == event)
            return true;
    return false;
}

enum status verify_law(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history whole,
                       struct event_words words, struct str *out_fault)
{
    size_t *places = arena_array(arena, size_t, whole.count + 1);
    struct life life = { arena, whole, words, places, dossier_history_places(whole, places) };

    *out_fault = (struct str){ NULL, 0 };
    if (has(whole, EVENT_ALLOW_SUPPLEMENT))
        TRY(check_faults(db, &life, dossier_id, out_fault));
    return has(whole, EVENT_EXPLAIN) ? check_lateness(db, &life, dossier_id, out_fault) : ST_OK;
}
