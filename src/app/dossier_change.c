/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_change.h"

#include "app/dossier_seal.h"
#include "app/message_outbox.h"
#include "base/text_fold.h"
#include "queries_write.h"

enum status dossier_change_begin(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                 struct str code, int64_t seen_version, struct dossier_change *out)
{
    *out = (struct dossier_change){ .db = db, .arena = arena, .actor = actor, .now = now };
    TRY(dossier_log_open(db, arena, actor.office_id, &out->log));
    TRY(dossier_reading_of(db, arena, actor.office_id, code, now, &out->reading));
    const struct dossier_history *whole = &out->reading.whole;

    if (out->now.ms < whole->at[whole->count - 1].at.ms)
        out->now = whole->at[whole->count - 1].at;
    return out->reading.dossier.version == seen_version ? ST_OK : ST_CONFLICT;
}

/* ---- Judging ------------------------------------------------------------------------------------ */

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
    case MOVE_NOT_NEEDED:
    case MOVE_NEEDS_EXPLANATION:
    case MOVE_NEEDS_MEASURE:
    case MOVE_NEEDS_PAYMENT:
    case MOVE_NO_FEE:
    case MOVE_NEEDS_LEGS:
    case MOVE_NEEDS_SENDING_BACK:
    case MOVE_TOO_LATE:
        return ST_INVALID;
    }
    return ST_INVALID;
}

static enum status chosen_person(const struct dossier_change *change, enum role *out_role, int64_t *out_unit_id)
{
    struct sql_account_for_holding_row person;
    enum status status;

    *out_role = ROLE_NONE;
    *out_unit_id = 0;
    if (change->chosen_id == 0)
        return ST_OK;
    status = sql_account_for_holding(change->db, change->arena, change->chosen_id, change->actor.office_id, &person);
    if (status == ST_NOT_FOUND)
        return ST_OK;
    if (status == ST_OK && !role_parse(person.role, out_role))
        return ST_CORRUPT;
    if (status == ST_OK)
        *out_unit_id = person.unit_id;
    return status;
}

enum status dossier_change_judge(struct dossier_change *change, enum dossier_event event, struct str reason,
                                 int64_t chosen_id)
{
    enum role role;
    int64_t unit_id;

    struct str words = str_trim(text_nfc(change->arena, reason));

    change->event = event;
    change->reason = str_is_empty(words) ? (struct str){ NULL, 0 } : words;
    change->chosen_id = chosen_id;
    if (str_count_chars(words) > REASON_CHARS_MAX)
        return ST_TOO_LARGE;
    TRY(chosen_person(change, &role, &unit_id));
    change->verdict = dossier_move_given(change->reading.position, event, change->actor, change->reason, role, unit_id);
    return status_of_refusal(change->verdict.refusal);
}

/* ---- Who holds it next -------------------------------------------------------------------------- */

static int64_t last_proposer(struct dossier_history effective)
{
    for (size_t i = effective.count; i > 0; i--)
        if (effective.at[i - 1].event == EVENT_PROPOSE)
            return effective.at[i - 1].actor_id;
    return 0;
}

/* Whoever held it before what is taken back. */
static int64_t holder_before(struct dossier_history effective)
{
    return effective.count > 1 ? effective.at[effective.count - 2].holder_id : effective.at[0].holder_id;
}

static int64_t next_holder(const struct dossier_change *change)
{
    const struct dossier_reading *reading = &change->reading;

    if (change->event == EVENT_TAKE_BACK)
        return holder_before(reading->effective);
    switch (change->verdict.holder) {
    case NEXT_ACTOR:
        return change->actor.account_id;
    case NEXT_CHOSEN:
        return change->chosen_id;
    case NEXT_KEEP:
        return reading->dossier.holder_id;
    case NEXT_PROPOSED:
        return last_proposer(reading->effective);
    case NEXT_RECEIVED:
        return reading->dossier.received_by_id;
    case NEXT_NOBODY:
        break;
    }
    return 0;
}

/* ---- Writing ------------------------------------------------------------------------------------ */

static void add_entry(struct dossier_change *change, int64_t holder_id)
{
    struct dossier_reading *reading = &change->reading;
    struct dossier_entry *entries = arena_array(change->arena, struct dossier_entry, reading->whole.count + 2);

    for (size_t i = 0; i < reading->whole.count; i++)
        entries[i] = reading->whole.at[i];
    entries[reading->whole.count] =
        (struct dossier_entry){ change->event, change->actor.account_id, holder_id, change->now };
    reading->whole = (struct dossier_history){ entries, reading->whole.count + 1 };
    dossier_reading_refresh(change->arena, reading);
}

/* The months in which it ended and, when that is taken back, did not end after all. */
static enum status count_end(const struct dossier_change *change, struct moment closed_at, enum dossier_state state,
                             struct str punctuality, int64_t times)
{
    const struct sql_dossier_to_move_row *old = &change->reading.dossier;
    bool is_decided = state == DOSSIER_DECIDED || state == DOSSIER_HANDED_OVER;
    char month[11];
    int64_t changed;

    return sql_month_count_finished(
        change->db, change->actor.office_id, str_head(date_format_iso(moment_date(closed_at), month), 7),
        old->procedure_code, old->channel, times * (is_decided && str_equal(punctuality, STR("early"))),
        times * (is_decided && str_equal(punctuality, STR("on-time"))),
        times * (is_decided && str_equal(punctuality, STR("late"))), times * !is_decided, &changed);
}

static enum status count_months(const struct dossier_change *change, struct str punctuality)
{
    const struct sql_dossier_to_move_row *old = &change->reading.dossier;
    struct moment closed_at = change->reading.standing.closed_at;

    if (old->closed_at.ms == closed_at.ms)
        return ST_OK;
    if (moment_is_given(old->closed_at))
        return count_end(change, old->closed_at, change->reading.position.state, old->punctuality, -1);
    return count_end(change, closed_at, change->reading.standing.state, punctuality, 1);
}

/* Since when it is held, by whom it was passed, whether it was opened: anew whenever the holder changes. */
struct holding {
    struct moment since, opened_at;
    int64_t sender_id;
};

static struct holding holding_of(const struct dossier_change *change, int64_t holder_id)
{
    const struct sql_dossier_to_move_row *old = &change->reading.dossier;
    bool is_mine = holder_id == change->actor.account_id;

    if (holder_id == old->holder_id)
        return (struct holding){ old->held_since_at,
                                 is_mine && !moment_is_given(old->opened_at) ? change->now : old->opened_at,
                                 old->sender_id };
    if (holder_id == 0)
        return (struct holding){ .sender_id = 0 };
    return (struct holding){ .since = change->now,
                             .opened_at = is_mine ? change->now : (struct moment){ 0 },
                             .sender_id = is_mine ? 0 : change->actor.account_id };
}

static struct str punctuality_of(const struct dossier_reading *reading)
{
    if (!moment_is_given(reading->standing.closed_at))
        return (struct str){ NULL, 0 };
    return punctuality_name(
        deadline_punctuality(reading->clock.term, reading->deadline.due_at, reading->standing.closed_at));
}

static enum status write_row(struct dossier_change *change, const struct change_record *record, int64_t holder_id)
{
    const struct sql_dossier_to_move_row *old = &change->reading.dossier;
    const struct dossier_standing *standing = &change->reading.standing;
    struct moment due_at = dossier_clock_due(change->reading.deadline);
    bool is_accepted_now = change->event == EVENT_ACCEPT;
    struct moment extended_to = moment_is_given(record->extended_to) ? record->extended_to : old->extended_to_at;
    struct holding holding = holding_of(change, holder_id);
    struct str punctuality = punctuality_of(&change->reading);
    int64_t changed;

    TRY(sql_dossier_move(
        change->db, dossier_state_name(standing->state), holder_id, holding.since, holding.opened_at, holding.sender_id,
        is_accepted_now ? change->now : old->received_at, due_at, is_accepted_now ? due_at : old->promised_at,
        standing->extension == EXTENSION_GRANTED ? extended_to : (struct moment){ 0 }, standing->supplements,
        standing->allowances, standing->is_choice_made, standing->is_measured, standing->extension == EXTENSION_ASKED,
        standing->came_back_at, standing->closed_at, punctuality, standing->handed_over_at, 1 + standing->corrections,
        record->draft.at != NULL ? record->draft : old->draft_result, old->dossier_id, old->version, &changed));
    if (changed == 0) /* PostgreSQL lets two readers get this far; one of them writes */
        return ST_CONFLICT;
    return count_months(change, punctuality);
}

static enum status write_event(struct dossier_change *change, const struct change_record *record, int64_t holder_id)
{
    TRY(dossier_log_append(&change->log, &(struct log_entry){
                                             .dossier_id = change->reading.dossier.dossier_id,
                                             .version = change->reading.dossier.version + 1,
                                             .event = change->event,
                                             .actor_id = change->actor.account_id,
                                             .holder_id = holder_id,
                                             .at = change->now,
                                             .reason = change->reason,
                                             .facts = record->facts.at != NULL ? record->facts : seal_no_facts(),
                                         }));
    return dossier_log_close(&change->log);
}

enum status dossier_change_write(struct dossier_change *change, const struct change_record *record)
{
    int64_t holder_id = record->holder_id != 0 ? record->holder_id : next_holder(change);
    int64_t taken_back = change->event == EVENT_TAKE_BACK ? dossier_history_last(change->reading.whole) : 0;

    add_entry(change, holder_id);
    if (!change->reading.standing.is_legal)
        return ST_CORRUPT;
    TRY(write_row(change, record, holder_id));
    TRY(write_event(change, record, holder_id));
    if (taken_back != 0)
        TRY(message_outbox_cancel(change->db, change->reading.dossier.dossier_id, taken_back));
    change->reading.dossier.version++;
    change->reading.dossier.holder_id = holder_id;
    return ST_OK;
}

struct change_outcome dossier_change_outcome(const struct dossier_change *change)
{
    return (struct change_outcome){
        .refusal = change->verdict.refusal,
        .state = change->reading.standing.state,
        .version = change->reading.dossier.version,
        .dossier_id = change->reading.dossier.dossier_id,
    };
}

enum status dossier_change_open(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                const struct change_wish *wish, struct dossier_change *out,
                                struct change_outcome *out_outcome)
{
    enum status status;

    *out_outcome = (struct change_outcome){ .refusal = MOVE_ALLOWED };
    status = dossier_change_begin(db, arena, actor, now, wish->code, wish->seen_version, out);
    if (status == ST_OK)
        status = dossier_change_judge(out, wish->event, wish->reason, wish->chosen_id);
    if (status != ST_NOT_FOUND)
        *out_outcome = dossier_change_outcome(out);
    return status;
}

enum status dossier_change_close(struct dossier_change *change, const struct change_record *record, struct db_tx *tx,
                                 struct change_outcome *out_outcome)
{
    TRY(dossier_change_write(change, record));
    TRY(db_tx_commit(tx));
    *out_outcome = dossier_change_outcome(change);
    return ST_OK;
}
