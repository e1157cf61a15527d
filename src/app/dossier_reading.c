/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_reading.h"

#include "app/calendar_history.h"
#include "app/working_time.h"
#include "base/json.h"

enum status dossier_reading_history(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history *out)
{
    struct sql_dossier_history_rows rows;

    TRY(sql_dossier_history(db, arena, dossier_id, &rows));
    struct dossier_entry *entries = arena_array(arena, struct dossier_entry, rows.count + 1);

    for (size_t i = 0; i < rows.count; i++) {
        entries[i] = (struct dossier_entry){ .actor_id = rows.at[i].actor_id,
                                             .holder_id = rows.at[i].holder_id,
                                             .at = rows.at[i].occurred_at };
        if (!dossier_event_parse(rows.at[i].event, &entries[i].event))
            return ST_CORRUPT;
    }
    *out = (struct dossier_history){ entries, rows.count };
    return rows.count > 0 ? ST_OK : ST_CORRUPT;
}

/* Those of one dossier, which stand together; none: a history without entries. */
static struct dossier_history part_of(const struct sql_dossier_histories_rows *rows,
                                      const struct dossier_entry *entries, int64_t dossier_id)
{
    size_t first = 0, end;

    while (first < rows->count && rows->at[first].dossier_id != dossier_id)
        first++;
    for (end = first; end < rows->count && rows->at[end].dossier_id == dossier_id;)
        end++;
    return (struct dossier_history){ entries + first, end - first };
}

enum status dossier_reading_histories(struct db *db, struct arena *arena, const int64_t *ids, size_t count,
                                      struct dossier_history *out)
{
    struct json *list = json_new_list(arena);
    struct buf text = buf_new(arena, 64 + count * 24);
    struct sql_dossier_histories_rows rows;

    for (size_t i = 0; i < count; i++)
        json_append_i64(list, ids[i]);
    json_write(&text, list);
    TRY(sql_dossier_histories(db, arena, buf_str(&text), &rows));
    struct dossier_entry *entries = arena_array(arena, struct dossier_entry, rows.count);

    for (size_t i = 0; i < rows.count; i++) {
        entries[i] = (struct dossier_entry){ .actor_id = rows.at[i].actor_id,
                                             .holder_id = rows.at[i].holder_id,
                                             .at = rows.at[i].occurred_at };
        if (!dossier_event_parse(rows.at[i].event, &entries[i].event))
            return ST_CORRUPT;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = part_of(&rows, entries, ids[i]);
        if (out[i].count == 0)
            return ST_CORRUPT;
    }
    return ST_OK;
}

void dossier_reading_refresh(struct arena *arena, struct dossier_reading *reading)
{
    struct dossier_entry *room = arena_array(arena, struct dossier_entry, reading->whole.count + 1);

    reading->effective = dossier_history_effective(reading->whole, room);
    reading->standing = dossier_standing(reading->effective);
    if (!moment_is_given(reading->standing.closed_at))
        reading->timing.calendar = reading->calendar;
    reading->clock = dossier_clock_case(arena, reading->timing, reading->effective);
    reading->deadline = deadline_after(&reading->clock);
}

/* A notice of days off changes nothing about what is closed already. */
static enum status find_calendar_of_then(struct db *db, struct arena *arena, int64_t office_id,
                                         struct dossier_reading *reading)
{
    struct closed_clock closed = { reading->dossier.due_at, reading->dossier.closed_at, reading->dossier.punctuality };

    if (!moment_is_given(reading->standing.closed_at))
        return ST_OK;
    TRY(calendar_history_find(db, arena, office_id, &closed, &reading->clock));
    reading->timing.calendar = reading->clock.calendar;
    reading->deadline = deadline_after(&reading->clock);
    return ST_OK;
}

/* Who held the dossier when it fell due and still works here; 0: nobody. */
static enum status find_answerable(struct db *db, struct arena *arena, int64_t office_id,
                                   const struct dossier_reading *reading, int64_t *out)
{
    int64_t holder_id = dossier_holder_at(reading->whole, reading->deadline.due_at);
    struct sql_account_is_active_row account;

    *out = 0;
    if (holder_id == 0)
        return ST_OK;
    TRY(sql_account_is_active(db, arena, holder_id, office_id, &account));
    if (account.is_active)
        *out = holder_id;
    return ST_OK;
}

/* Nothing chosen yet, and soon too late for it; what takes a day or less is always there. */
static bool is_choice_due(const struct dossier_reading *reading, struct deadline_state state)
{
    return state.phase == DEADLINE_RUNNING && state.minutes <= DEADLINE_CHOICE_MINUTES &&
           !reading->standing.is_choice_made &&
           deadline_term_minutes(&reading->clock, reading->deadline.started_at) > DEADLINE_MINUTES_PER_DAY;
}

/* Before anybody has said what is to be paid, the procedure tells whether something may be. */
static bool is_fee_open(const struct sql_dossier_to_move_row *dossier)
{
    if (dossier->fee_lines > 0)
        return dossier->unpaid_lines > 0;
    return dossier->fee_vnd != 0 || !str_is_empty(dossier->tariffs);
}

static enum status find_position(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                                 struct dossier_reading *reading)
{
    const struct dossier_standing *standing = &reading->standing;
    struct deadline_state state = deadline_state(reading->timing.calendar, reading->deadline, now);
    bool is_running = dossier_state_clock(standing->state) == CLOCK_RUNS;

    reading->position = (struct dossier_position){
        .state = standing->state,
        .holder_id = reading->dossier.holder_id,
        .holder_unit_id = reading->dossier.holder_unit_id,
        .unit_id = reading->dossier.unit_id,
        .supplements = standing->supplements,
        .allowances = standing->allowances,
        .sender_id = dossier_sender(reading->whole, moment_is_given(reading->dossier.opened_at), now),
        .extension = standing->extension,
        .is_late = is_running && state.phase == DEADLINE_OVERDUE,
        .is_explained = standing->is_explained,
        .is_measured = standing->is_measured,
        .is_choice_due = is_running && is_choice_due(reading, state),
        .open_legs = reading->dossier.open_legs,
        .is_consulting = standing->consultations > 0,
        .is_fee_open = is_fee_open(&reading->dossier),
    };
    return reading->position.is_late ? find_answerable(db, arena, office_id, reading, &reading->position.answerable_id)
                                     : ST_OK;
}

/* Few dossiers need anybody's opinion. */
static enum status find_asked(struct db *db, struct arena *arena, struct dossier_reading *reading)
{
    reading->asked.count = 0;
    for (size_t i = 0; i < reading->whole.count; i++)
        if (reading->whole.at[i].event == EVENT_CONSULT)
            return sql_consultations_of_dossier(db, arena, reading->dossier.dossier_id, &reading->asked);
    return ST_OK;
}

/* Of `dossier` and `whole`, which are read. */
static enum status work_out(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                            struct dossier_reading *reading)
{
    TRY(find_asked(db, arena, reading));
    if (!term_of(reading->dossier.term_unit, reading->dossier.term_amount, &reading->timing.term) ||
        !waiting_rule_parse(reading->dossier.waiting_rule, &reading->timing.waiting))
        return ST_CORRUPT;
    TRY(working_time_of(db, arena, office_id, &reading->calendar));
    reading->timing.calendar = reading->calendar;
    dossier_reading_refresh(arena, reading);
    TRY(find_calendar_of_then(db, arena, office_id, reading));
    if (!reading->standing.is_legal)
        return ST_CORRUPT;
    return find_position(db, arena, office_id, now, reading);
}

enum status dossier_reading_of(struct db *db, struct arena *arena, int64_t office_id, struct str code,
                               struct moment now, struct dossier_reading *out)
{
    TRY(sql_dossier_to_move(db, arena, code, office_id, &out->dossier));
    TRY(dossier_reading_history(db, arena, out->dossier.dossier_id, &out->whole));
    return work_out(db, arena, office_id, now, out);
}

enum status dossier_reading_given(struct db *db, struct arena *arena, int64_t office_id, struct str code,
                                  struct dossier_history whole, struct moment now, struct dossier_reading *out)
{
    TRY(sql_dossier_to_move(db, arena, code, office_id, &out->dossier));
    out->whole = whole;
    return work_out(db, arena, office_id, now, out);
}
