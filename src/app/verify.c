/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify.h"

#include "app/calendar_history.h"
#include "app/dossier_content.h"
#include "app/dossier_seal.h"
#include "app/payment_desk.h"
#include "app/verify_calendar.h"
#include "app/verify_cooperation.h"
#include "app/verify_forms.h"
#include "app/verify_law.h"
#include "app/verify_search.h"
#include "app/working_time.h"
#include "base/json.h"
#include "base/text_fold.h"
#include "domain/dossier_clock.h"
#include "queries_read.h"

#include <inttypes.h>
#include <string.h>

enum { ROWS_AT_ONCE = 500, PIECE_BYTES_MAX = 64 * 1024 * 1024, FACTS_BYTES_MAX = 16 * 1024 };

struct proof {
    struct db *db;
    struct arena *arena; /* of one piece */
    struct arena *result_arena;
    verify_progress *progress;
    void *context;
    struct verify_result *result;
};

__attribute__((format(printf, 2, 3))) static void fault(struct proof *proof, const char *format, ...)
{
    va_list args;

    if (!proof->result->is_sound)
        return;
    va_start(args, format);
    proof->result->fault = arena_vprintf(proof->result_arena, format, args);
    va_end(args);
    proof->result->is_sound = false;
}

static void tell_progress(const struct proof *proof)
{
    if (proof->progress != NULL)
        proof->progress(proof->context, proof->result->events, proof->result->dossiers);
}

/* ---- The chain --------------------------------------------------------------------------------- */

struct chain {
    int64_t number;
    char seal[SEAL_ROOM];
};

static void check_event(struct proof *proof, struct chain *chain, const struct sql_events_in_chain_row *row)
{
    struct sealed_event event = { row->event_id, row->chain_number, row->dossier_id,  row->version, row->event,
                                  row->actor_id, row->holder_id,    row->occurred_at, row->reason,  row->facts };
    char seal[SEAL_ROOM];

    if (row->chain_number != chain->number + 1)
        fault(proof, "dossier_event %" PRId64 ": number %" PRId64 " follows %" PRId64 ", a row is missing",
              row->event_id, row->chain_number, chain->number);
    else if (!str_equal(row->previous_hash, str_of(chain->seal)))
        fault(proof, "dossier_event %" PRId64 " (number %" PRId64 "): previous_hash is not the seal of the row before",
              row->event_id, row->chain_number);
    else if (!str_equal(row->event_hash, seal_event(&event, str_of(chain->seal), seal)))
        fault(proof, "dossier_event %" PRId64 " (number %" PRId64 "): the row is not what was sealed", row->event_id,
              row->chain_number);
    chain->number = row->chain_number;
    if (row->event_hash.len == HASH_HEX_LEN)
        memcpy(chain->seal, row->event_hash.at, HASH_HEX_LEN);
    proof->result->events++;
}

/* The next events, and after the last ones the noted end: in one view, for others go on writing. */
static enum status check_piece_of_chain(struct proof *proof, int64_t office_id, struct chain *chain, bool *out_is_last)
{
    struct db_tx *view CLEANUP(db_tx_end_at) = NULL;
    struct sql_events_in_chain_rows rows;
    struct sql_event_chain_end_seen_row end;

    arena_reset(proof->arena);
    TRY(db_tx_begin(proof->db, &view));
    TRY(sql_events_in_chain(proof->db, proof->arena, office_id, chain->number, ROWS_AT_ONCE, &rows));
    TRY(sql_event_chain_end_seen(proof->db, proof->arena, office_id, &end));
    for (size_t i = 0; i < rows.count && proof->result->is_sound; i++)
        check_event(proof, chain, &rows.at[i]);
    *out_is_last = rows.count < ROWS_AT_ONCE || !proof->result->is_sound;
    if (*out_is_last && (end.chain_number != chain->number || !str_equal(end.event_hash, str_of(chain->seal))))
        fault(proof, "event_chain of office %" PRId64 ": ends at %" PRId64 ", but the last event is %" PRId64,
              office_id, end.chain_number, chain->number);
    return ST_OK;
}

static enum status check_chain(struct proof *proof, int64_t office_id)
{
    struct chain chain = { .number = 0 };
    bool is_last = false;

    memcpy(chain.seal, seal_of_nothing().at, HASH_HEX_LEN);
    while (!is_last) {
        TRY(check_piece_of_chain(proof, office_id, &chain, &is_last));
        tell_progress(proof);
    }
    return ST_OK;
}

/* ---- One dossier ------------------------------------------------------------------------------- */

/* What the events say of a dossier. */
struct replayed {
    struct dossier_history whole, effective;
    struct dossier_standing standing;
    struct str content_facts;  /* of what was received, as last corrected */
    struct str draft_facts;    /* of the last proposal; null: none */
    struct str fee_facts;      /* of the last change of its fees; null: none */
    struct moment extended_to; /* what was granted last, taken back or not; none once a correction promised more */
};

static bool seals_content(enum dossier_event event)
{
    return event == EVENT_SUBMIT || event == EVENT_RECEIVE || event == EVENT_ACCEPT || event == EVENT_CORRECT;
}

static bool seals_fees(enum dossier_event event, struct str facts)
{
    bool may = event == EVENT_FEE_SET || event == EVENT_FEE_PAID || event == EVENT_FEE_REFUNDED;

    return may || (event == EVENT_PAY_FEE && !str_equal(facts, seal_no_facts()));
}

/* The new appointment that an extension's facts name. */
static bool moment_in_facts(struct arena *arena, struct str facts, struct moment *out)
{
    const struct json *read;

    return json_parse(arena, facts, FACTS_BYTES_MAX, &read, NULL) == ST_OK && json_get_i64(read, "until", &out->ms);
}

static bool replay(struct arena *arena, const struct sql_events_of_dossier_to_verify_rows *rows, struct replayed *out)
{
    struct dossier_entry *entries = arena_array(arena, struct dossier_entry, rows->count);
    struct dossier_entry *room = arena_array(arena, struct dossier_entry, rows->count);

    *out = (struct replayed){ .whole = { entries, rows->count } };
    for (size_t i = 0; i < rows->count; i++) {
        const struct sql_events_of_dossier_to_verify_row *row = &rows->at[i];

        entries[i] =
            (struct dossier_entry){ .actor_id = row->actor_id, .holder_id = row->holder_id, .at = row->occurred_at };
        if (!dossier_event_parse(row->event, &entries[i].event) || row->version != (int64_t)i + 1)
            return false;
        if (seals_content(entries[i].event))
            out->content_facts = row->facts;
        if (entries[i].event == EVENT_PROPOSE)
            out->draft_facts = row->facts;
        if (seals_fees(entries[i].event, row->facts))
            out->fee_facts = row->facts;
        if (entries[i].event == EVENT_CORRECT && str_contains(row->facts, STR("\"is_extension_over\":true")))
            out->extended_to = (struct moment){ 0 };
        if (entries[i].event == EVENT_GRANT_EXTENSION && !moment_in_facts(arena, row->facts, &out->extended_to))
            return false;
    }
    out->effective = dossier_history_effective(out->whole, room);
    out->standing = dossier_standing(out->effective);
    return rows->count > 0 && out->standing.is_legal;
}

static enum status content_seal(const struct proof *proof, const struct sql_dossiers_to_verify_row *dossier,
                                char out[SEAL_ROOM])
{
    struct sealed_content content = {
        dossier->dossier_id,
        dossier->procedure_version_id,
        dossier->unit_id,
        dossier->received_by_id,
        dossier->code,
        dossier->public_key,
        dossier->channel,
        dossier->applicant,
        dossier->identity_number,
        dossier->gender,
        dossier->address,
        dossier->phone,
        dossier->email,
        dossier->summary,
        dossier->answers,
        dossier->born_on,
        dossier->received_at,
        dossier->promised_at,
    };
    struct hash hash;

    seal_content_begin(&hash, proof->arena, &content);
    TRY(dossier_content_seal(proof->db, proof->arena, dossier->dossier_id, &hash));
    seal_content_end(&hash, out);
    return ST_OK;
}

static struct str punctuality_of(const struct replayed *replayed, const struct deadline_case *clock)
{
    if (!moment_is_given(replayed->standing.closed_at))
        return (struct str){ NULL, 0 };
    return punctuality_name(
        deadline_punctuality(clock->term, deadline_after(clock).due_at, replayed->standing.closed_at));
}

static void compare(struct proof *proof, const struct sql_dossiers_to_verify_row *dossier,
                    const struct replayed *replayed, const struct deadline_case *clock)
{
    const struct dossier_standing *standing = &replayed->standing;
    struct moment due_at = dossier_clock_due(deadline_after(clock));
    struct str draft_facts = dossier->draft_result.at == NULL && replayed->draft_facts.at == NULL
                                 ? replayed->draft_facts
                                 : seal_facts_of_draft(proof->arena, dossier->draft_result);
    int64_t last_holder_id = replayed->whole.at[replayed->whole.count - 1].holder_id;
    struct moment extended_to = standing->extension == EXTENSION_GRANTED ? replayed->extended_to : (struct moment){ 0 };
    const struct {
        const char *what;
        bool is_equal;
    } parts[] = {
        { "state", str_equal(dossier->state, dossier_state_name(standing->state)) },
        { "holder_id", dossier->holder_id == standing->holder_id && dossier->holder_id == last_holder_id },
        { "supplements", dossier->supplements == standing->supplements },
        { "allowances", dossier->allowances == standing->allowances },
        { "extended_to_at", dossier->extended_to_at.ms == extended_to.ms },
        { "is_choice_made", dossier->is_choice_made == standing->is_choice_made },
        { "is_measured", dossier->is_measured == standing->is_measured },
        { "receipt_version", dossier->receipt_version == 1 + standing->corrections },
        { "is_extension_asked", dossier->is_extension_asked == (standing->extension == EXTENSION_ASKED) },
        { "came_back_at", dossier->came_back_at.ms == standing->came_back_at.ms },
        { "due_at", dossier->due_at.ms == due_at.ms },
        { "closed_at", dossier->closed_at.ms == standing->closed_at.ms },
        { "punctuality", str_equal(dossier->punctuality, punctuality_of(replayed, clock)) },
        { "handed_over_at", dossier->handed_over_at.ms == standing->handed_over_at.ms },
        { "draft_result", str_equal(draft_facts, replayed->draft_facts) },
        { "applicant_fold", str_equal(dossier->applicant_fold, text_fold(proof->arena, dossier->applicant)) },
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!parts[i].is_equal)
            fault(proof, "dossier %.*s: %s is not what its events say", STR_ARG(dossier->code), parts[i].what);
}

static enum status timing_of(struct proof *proof, const struct sql_dossiers_to_verify_row *dossier,
                             struct dossier_timing *out)
{
    if (!term_of(dossier->term_unit, dossier->term_amount, &out->term) ||
        !waiting_rule_parse(dossier->waiting_rule, &out->waiting))
        fault(proof, "dossier %.*s: its procedure has no term for %.*s", STR_ARG(dossier->code),
              STR_ARG(dossier->channel));
    return working_time_of(proof->db, proof->arena, dossier->office_id, &out->calendar);
}

static enum status check_fees(struct proof *proof, const struct sql_dossiers_to_verify_row *dossier, struct str sealed)
{
    struct fee_account account;

    if (sealed.at == NULL)
        return ST_OK; /* see check_fees_have_events() */
    TRY(payment_desk_account(proof->db, proof->arena, dossier->dossier_id, &account));
    if (!str_equal(payment_desk_facts(proof->arena, &account), sealed))
        fault(proof, "dossier %.*s: its fees are not what was sealed", STR_ARG(dossier->code));
    return ST_OK;
}

static enum status check_search(struct proof *proof, const struct sql_dossiers_to_verify_row *dossier)
{
    struct str search_fault;

    TRY(verify_search(proof->db, proof->arena, dossier->dossier_id, &search_fault));
    if (!str_is_empty(search_fault))
        fault(proof, "dossier %.*s: %.*s", STR_ARG(dossier->code), STR_ARG(search_fault));
    return ST_OK;
}

/* What was received, and what was given out. */
static enum status check_seals(struct proof *proof, const struct sql_dossiers_to_verify_row *dossier,
                               const struct sql_events_of_dossier_to_verify_rows *rows, const struct replayed *replayed)
{
    struct str *facts = arena_array(proof->arena, struct str, rows->count + 1), form_fault;
    char seal[SEAL_ROOM];

    for (size_t i = 0; i < rows->count; i++)
        facts[i] = rows->at[i].facts;
    TRY(content_seal(proof, dossier, seal));
    if (!verify_fact(proof->arena, replayed->content_facts, "content", str_of(seal)))
        fault(proof, "dossier %.*s: what was received is not what was sealed", STR_ARG(dossier->code));
    TRY(verify_forms(proof->db, proof->arena, dossier->dossier_id, replayed->whole, facts, &form_fault));
    if (!str_is_empty(form_fault))
        fault(proof, "dossier %.*s: %.*s", STR_ARG(dossier->code), STR_ARG(form_fault));
    return ST_OK;
}

/* What changes of the calendar did to it, what others were asked, and which rules were bent. */
static enum status check_events(struct proof *proof, const struct sql_dossiers_to_verify_row *dossier,
                                struct dossier_timing timing, const struct sql_events_of_dossier_to_verify_rows *rows,
                                const struct replayed *replayed)
{
    struct str *facts = arena_array(proof->arena, struct str, rows->count + 1);
    struct str *reasons = arena_array(proof->arena, struct str, rows->count + 1);
    struct event_words words = { reasons, facts };
    struct str calendar_fault, cooperation_fault, law_fault;

    for (size_t i = 0; i < rows->count; i++) {
        facts[i] = rows->at[i].facts;
        reasons[i] = rows->at[i].reason;
    }
    TRY(verify_calendar(proof->db, proof->arena, dossier->office_id, timing, replayed->whole, facts, &calendar_fault));
    if (!str_is_empty(calendar_fault))
        fault(proof, "dossier %.*s: %.*s", STR_ARG(dossier->code), STR_ARG(calendar_fault));
    TRY(verify_cooperation(proof->db, proof->arena, dossier->dossier_id, replayed->whole, words, &cooperation_fault));
    if (!str_is_empty(cooperation_fault))
        fault(proof, "dossier %.*s: %.*s", STR_ARG(dossier->code), STR_ARG(cooperation_fault));
    TRY(verify_law(proof->db, proof->arena, dossier->dossier_id, replayed->whole, words, &law_fault));
    if (!str_is_empty(law_fault))
        fault(proof, "dossier %.*s: %.*s", STR_ARG(dossier->code), STR_ARG(law_fault));
    return ST_OK;
}

static enum status check_dossier(struct proof *proof, const struct sql_dossiers_to_verify_row *dossier)
{
    struct sql_events_of_dossier_to_verify_rows rows;
    struct dossier_timing timing;
    struct replayed replayed;

    TRY(sql_events_of_dossier_to_verify(proof->db, proof->arena, dossier->dossier_id, &rows));
    if (!replay(proof->arena, &rows, &replayed) || dossier->version != (int64_t)rows.count) {
        fault(proof, "dossier %.*s: its events are not a legal life of %d moves", STR_ARG(dossier->code),
              (int)dossier->version);
        return ST_OK;
    }
    TRY(check_seals(proof, dossier, &rows, &replayed));
    TRY(check_fees(proof, dossier, replayed.fee_facts));
    TRY(check_search(proof, dossier));
    TRY(timing_of(proof, dossier, &timing));
    if (!proof->result->is_sound)
        return ST_OK;
    TRY(check_events(proof, dossier, timing, &rows, &replayed));
    struct deadline_case clock = dossier_clock_case(proof->arena, timing, replayed.effective);

    if (moment_is_given(replayed.standing.closed_at))
        TRY(calendar_history_find(
            proof->db, proof->arena, dossier->office_id,
            &(struct closed_clock){ dossier->due_at, replayed.standing.closed_at, dossier->punctuality }, &clock));
    compare(proof, dossier, &replayed, &clock);
    return ST_OK;
}

/* The next dossiers with their events, in one view. */
static enum status check_piece_of_dossiers(struct proof *proof, int64_t *after_id, bool *out_is_last)
{
    struct db_tx *view CLEANUP(db_tx_end_at) = NULL;
    struct sql_dossiers_to_verify_rows rows;

    arena_reset(proof->arena);
    TRY(db_tx_begin(proof->db, &view));
    TRY(sql_dossiers_to_verify(proof->db, proof->arena, *after_id, ROWS_AT_ONCE, &rows));
    for (size_t i = 0; i < rows.count && proof->result->is_sound; i++) {
        TRY(check_dossier(proof, &rows.at[i]));
        proof->result->dossiers++;
        *after_id = rows.at[i].dossier_id;
    }
    *out_is_last = rows.count < ROWS_AT_ONCE || !proof->result->is_sound;
    return ST_OK;
}

static enum status check_dossiers(struct proof *proof)
{
    int64_t after_id = 0;
    bool is_last = false;

    while (!is_last) {
        TRY(check_piece_of_dossiers(proof, &after_id, &is_last));
        tell_progress(proof);
    }
    return ST_OK;
}

/* Fees that were written past the use cases leave no event to compare them with. */
static enum status check_fees_have_events(struct proof *proof)
{
    struct sql_fees_without_event_rows rows;

    arena_reset(proof->arena);
    TRY(sql_fees_without_event(proof->db, proof->arena, &rows));
    if (rows.count > 0)
        fault(proof, "dossier %.*s: it has fees that no event speaks of", STR_ARG(rows.at[0].code));
    return ST_OK;
}

static enum status check_consultations_have_events(struct proof *proof)
{
    struct sql_consultations_without_event_rows rows;

    arena_reset(proof->arena);
    TRY(sql_consultations_without_event(proof->db, proof->arena, &rows));
    if (rows.count > 0)
        fault(proof, "dossier %.*s: it has an opinion that no event asked for", STR_ARG(rows.at[0].code));
    return ST_OK;
}

static enum status check_hand_overs_have_events(struct proof *proof)
{
    struct sql_absence_items_without_event_rows rows;

    arena_reset(proof->arena);
    TRY(sql_absence_items_without_event(proof->db, proof->arena, &rows));
    if (rows.count > 0)
        fault(proof, "dossier %.*s: it was handed over in an absence, and no event says so", STR_ARG(rows.at[0].code));
    return ST_OK;
}

static enum status check_legs_have_events(struct proof *proof)
{
    struct sql_legs_without_event_rows rows;

    arena_reset(proof->arena);
    TRY(sql_legs_without_event(proof->db, proof->arena, &rows));
    if (rows.count > 0)
        fault(proof, "dossier %.*s: it has legs that no event speaks of", STR_ARG(rows.at[0].code));
    return ST_OK;
}

static enum status check_law_has_events(struct proof *proof)
{
    struct sql_law_rows_without_event_rows rows;

    arena_reset(proof->arena);
    TRY(sql_law_rows_without_event(proof->db, proof->arena, &rows));
    if (rows.count > 0)
        fault(proof, "dossier %.*s: it has a fault or an explanation that no event speaks of",
              STR_ARG(rows.at[0].code));
    return ST_OK;
}

static enum status check_search_keys(struct proof *proof)
{
    struct str search_fault;

    TRY(verify_search_keys(proof->db, proof->arena, proof->result_arena, &search_fault));
    if (!str_is_empty(search_fault))
        fault(proof, "%.*s", STR_ARG(search_fault));
    return ST_OK;
}

enum status verify_all(struct db *db, struct arena *arena, verify_progress *progress, void *context,
                       struct verify_result *out)
{
    struct arena *piece CLEANUP(arena_destroy_at) = arena_create(PIECE_BYTES_MAX);
    struct proof proof = { db, piece, arena, progress, context, out };
    struct sql_offices_all_rows offices;

    *out = (struct verify_result){ .is_sound = true };
    TRY(sql_offices_all(db, arena, &offices));
    for (size_t i = 0; i < offices.count && out->is_sound; i++) {
        TRY(check_chain(&proof, offices.at[i].office_id));
        out->offices++;
    }
    if (out->is_sound)
        TRY(check_dossiers(&proof));
    if (out->is_sound)
        TRY(check_fees_have_events(&proof));
    if (out->is_sound)
        TRY(check_consultations_have_events(&proof));
    if (out->is_sound)
        TRY(check_hand_overs_have_events(&proof));
    if (out->is_sound)
        TRY(check_legs_have_events(&proof));
    if (out->is_sound)
        TRY(check_law_has_events(&proof));
    return out->is_sound ? check_search_keys(&proof) : ST_OK;
}
