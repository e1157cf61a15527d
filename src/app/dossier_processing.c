/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_processing.h"

#include "app/dossier_clock.h"
#include "app/dossier_log.h"
#include "app/working_time.h"
#include "queries_read.h"
#include "queries_write.h"

/* One move on its way from what stands in the database to what shall stand there. */
struct moving {
    struct db *db;
    struct arena *arena;
    struct actor actor;
    struct moment now;
    const struct move_request *request;
    struct sql_dossier_to_move_row dossier;
    enum dossier_state state;
    struct dossier_verdict verdict;
    const struct calendar *calendar;
    struct clock_event *events; /* with the one that is being made */
    size_t event_count;
    int64_t holder_id;
};

static enum status status_of_refusal(enum dossier_refusal refusal)
{
    switch (refusal) {
    case MOVE_ALLOWED:
        return ST_OK;
    case MOVE_NOT_YOURS:
    case MOVE_NOT_YOUR_ROLE:
        return ST_FORBIDDEN;
    case MOVE_NO_SUCH_STEP:
    case MOVE_NEEDS_REASON:
    case MOVE_NEEDS_PERSON:
    case MOVE_ONCE_ONLY:
        return ST_INVALID;
    }
    return ST_INVALID;
}

static enum status chosen_person(const struct moving *moving, enum role *out_role, int64_t *out_unit_id)
{
    struct sql_account_for_holding_row person;
    enum status status;

    *out_role = ROLE_NONE;
    *out_unit_id = 0;
    if (moving->request->chosen_id == 0)
        return ST_OK;
    status = sql_account_for_holding(moving->db, moving->arena, moving->request->chosen_id, moving->actor.office_id,
                                     &person);
    if (status == ST_NOT_FOUND)
        return ST_OK;
    if (status == ST_OK && !role_parse(person.role, out_role))
        return ST_CORRUPT;
    if (status == ST_OK)
        *out_unit_id = person.unit_id;
    return status;
}

static enum status judge(struct moving *moving)
{
    struct dossier_position position = { moving->state, moving->dossier.holder_id, moving->dossier.unit_id,
                                         moving->dossier.supplements };
    enum role role;
    int64_t unit_id;

    TRY(chosen_person(moving, &role, &unit_id));
    moving->verdict =
        dossier_move_given(position, moving->request->event, moving->actor, moving->request->reason, role, unit_id);
    return status_of_refusal(moving->verdict.refusal);
}

/* Loads what happened so far and adds the new event.  The log never runs backwards, whatever the machine's
 * clock does. */
static enum status load_events(struct moving *moving)
{
    struct sql_dossier_clock_events_rows rows;

    TRY(sql_dossier_clock_events(moving->db, moving->arena, moving->dossier.dossier_id, &rows));
    moving->events = arena_array(moving->arena, struct clock_event, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++) {
        moving->events[i].at = rows.at[i].occurred_at;
        if (!dossier_event_parse(rows.at[i].event, &moving->events[i].event))
            return ST_CORRUPT;
        if (moving->now.ms < rows.at[i].occurred_at.ms)
            moving->now = rows.at[i].occurred_at;
    }
    moving->events[rows.count] = (struct clock_event){ moving->request->event, moving->now };
    moving->event_count = rows.count + 1;
    return ST_OK;
}

static enum status next_holder(struct moving *moving)
{
    struct sql_dossier_last_proposer_row proposer;

    switch (moving->verdict.holder) {
    case NEXT_ACTOR:
        moving->holder_id = moving->actor.account_id;
        return ST_OK;
    case NEXT_CHOSEN:
        moving->holder_id = moving->request->chosen_id;
        return ST_OK;
    case NEXT_KEEP:
        moving->holder_id = moving->dossier.holder_id;
        return ST_OK;
    case NEXT_PROPOSED:
        TRY(sql_dossier_last_proposer(moving->db, moving->arena, moving->dossier.dossier_id, &proposer));
        moving->holder_id = proposer.actor_id;
        return ST_OK;
    case NEXT_RECEIVED:
        moving->holder_id = moving->dossier.received_by_id;
        return ST_OK;
    case NEXT_NOBODY:
        moving->holder_id = 0;
        return ST_OK;
    }
    return ST_CORRUPT;
}

static struct str draft_of(const struct moving *moving)
{
    bool is_new = moving->request->event == EVENT_PROPOSE && moving->request->draft.at != NULL;

    return is_new ? moving->request->draft : moving->dossier.draft_result;
}

static enum status count_month(const struct moving *moving, struct str punctuality)
{
    bool is_decided = moving->verdict.next == DOSSIER_DECIDED;
    char month[11];
    int64_t changed;

    return sql_month_count_finished(
        moving->db, moving->actor.office_id, str_head(date_format_iso(moment_date(moving->now), month), 7),
        moving->dossier.procedure_code, moving->dossier.channel, is_decided && str_equal(punctuality, STR("early")),
        is_decided && str_equal(punctuality, STR("on-time")), is_decided && str_equal(punctuality, STR("late")),
        !is_decided, &changed);
}

static enum status write_dossier(const struct moving *moving)
{
    const struct sql_dossier_to_move_row *old = &moving->dossier;
    bool ends = dossier_state_clock(moving->verdict.next) == CLOCK_ENDED && !moment_is_given(old->closed_at);
    bool hands_over = moving->verdict.next == DOSSIER_HANDED_OVER;
    struct term term;
    int64_t changed;

    if (!term_of(old->term_unit, old->term_amount, &term))
        return ST_CORRUPT;
    struct deadline_case clock =
        dossier_clock_case(moving->arena, moving->calendar, term, moving->events, moving->event_count);
    struct deadline deadline = deadline_after(&clock);
    struct str punctuality =
        ends ? punctuality_name(deadline_punctuality(term, deadline.due_at, moving->now)) : old->punctuality;

    TRY(sql_dossier_move(
        moving->db, dossier_state_name(moving->verdict.next), moving->holder_id, dossier_clock_due(deadline),
        old->supplements + (moving->request->event == EVENT_ASK_SUPPLEMENT), ends ? moving->now : old->closed_at,
        punctuality, hands_over ? moving->now : old->handed_over_at, draft_of(moving), old->dossier_id, old->version,
        &changed));
    if (changed == 0) /* PostgreSQL lets two readers get this far; one of them writes */
        return ST_CONFLICT;
    return ends ? count_month(moving, punctuality) : ST_OK;
}

static enum status write_event(const struct moving *moving)
{
    bool is_proposal = moving->request->event == EVENT_PROPOSE;
    struct str reason = str_trim(moving->request->reason);
    struct dossier_log log;

    TRY(dossier_log_open(moving->db, moving->arena, moving->actor.office_id, &log));
    TRY(dossier_log_append(
        &log, &(struct log_entry){
                  .dossier_id = moving->dossier.dossier_id,
                  .version = moving->dossier.version + 1,
                  .event = moving->request->event,
                  .actor_id = moving->actor.account_id,
                  .holder_id = moving->holder_id,
                  .at = moving->now,
                  .reason = reason.len == 0 ? (struct str){ NULL, 0 } : reason,
                  .facts = is_proposal ? seal_facts_of_draft(moving->arena, draft_of(moving)) : seal_no_facts(),
              }));
    return dossier_log_close(&log);
}

static bool is_within_bounds(const struct move_request *request)
{
    return str_count_chars(request->reason) <= REASON_CHARS_MAX && str_count_chars(request->draft) <= DRAFT_CHARS_MAX;
}

enum status dossier_processing_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct move_request *request, struct move_outcome *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct moving moving = { .db = db, .arena = arena, .actor = actor, .now = now, .request = request };
    enum status status;

    *out = (struct move_outcome){ .refusal = MOVE_ALLOWED };
    if (!is_within_bounds(request))
        return ST_TOO_LARGE;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_dossier_to_move(db, arena, request->code, actor.office_id, &moving.dossier));
    if (!dossier_state_parse(moving.dossier.state, &moving.state))
        return ST_CORRUPT;
    *out = (struct move_outcome){ MOVE_ALLOWED, moving.state, moving.dossier.version, moving.dossier.dossier_id };
    if (moving.dossier.version != request->seen_version)
        return ST_CONFLICT;
    status = judge(&moving);
    out->refusal = moving.verdict.refusal;
    TRY(status);
    TRY(working_time_of(db, arena, actor.office_id, &moving.calendar));
    TRY(load_events(&moving));
    TRY(next_holder(&moving));
    TRY(write_dossier(&moving));
    TRY(write_event(&moving));
    TRY(db_tx_commit(tx));
    out->state = moving.verdict.next;
    out->version++;
    return ST_OK;
}
