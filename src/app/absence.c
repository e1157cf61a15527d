/* SPDX-License-Identifier: Apache-2.0 */
#include "app/absence.h"

#include "app/dossier_seal.h"
#include "base/json.h"
#include "base/random.h"
#include "queries_read.h"
#include "queries_write.h"

bool absence_is_chief(struct actor actor, int64_t unit_id)
{
    bool heads_it = (actor.role == ROLE_UNIT_HEAD || actor.role == ROLE_DIRECTOR) && actor.unit_id == unit_id;

    return heads_it || actor.role == ROLE_DUTY_LEADER || actor.role == ROLE_CHAIRMAN;
}

/* ---- Opening and ending -------------------------------------------------------------------------- */

static enum status find_person(struct db *db, struct arena *arena, int64_t office_id, int64_t account_id,
                               struct sql_account_for_holding_row *out, enum absence_fault *out_fault)
{
    enum status status = sql_account_for_holding(db, arena, account_id, office_id, out);
    enum role role;

    if (status == ST_OK && !role_parse(out->role, &role))
        return ST_CORRUPT;
    if (status == ST_NOT_FOUND || (status == ST_OK && !role_may(role, PERM_DOSSIER_WORK))) {
        *out_fault = ABSENCE_NO_PERSON;
        return ST_INVALID;
    }
    return status;
}

static enum status check_none_runs(struct db *db, struct arena *arena, int64_t account_id,
                                   enum absence_fault *out_fault)
{
    struct sql_absence_running_of_row running;
    enum status status = sql_absence_running_of(db, arena, account_id, &running);

    if (status == ST_NOT_FOUND)
        return ST_OK;
    TRY(status);
    *out_fault = ABSENCE_RUNNING;
    return ST_INVALID;
}

enum status absence_open(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                         const struct absence_request *request, int64_t *out_absence_id, enum absence_fault *out_fault)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_account_for_holding_row person;
    int64_t absence_id = random_id(now), changed;

    *out_fault = absence_span_is_valid(request->span, moment_date(now)) ? ABSENCE_FINE : ABSENCE_BAD_SPAN;
    if (*out_fault != ABSENCE_FINE)
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(find_person(db, arena, actor.office_id, request->account_id, &person, out_fault));
    if (person.account_id != actor.account_id && !absence_is_chief(actor, person.unit_id))
        return ST_FORBIDDEN;
    TRY(check_none_runs(db, arena, person.account_id, out_fault));
    TRY(sql_absence_add(db, absence_id, actor.office_id, person.account_id, request->span.from_on, request->span.to_on,
                        actor.account_id, now, &changed));
    TRY(db_tx_commit(tx));
    *out_absence_id = absence_id;
    return ST_OK;
}

static enum status end(struct db *db, struct actor actor, struct moment now, int64_t absence_id)
{
    int64_t changed;

    TRY(sql_absence_end(db, actor.account_id, now, absence_id, &changed));
    return changed == 1 ? ST_OK : ST_CONFLICT;
}

enum status absence_end(struct db *db, struct arena *arena, struct actor actor, struct moment now, int64_t absence_id)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_absence_by_id_row absence;

    TRY(db_tx_begin(db, &tx));
    TRY(sql_absence_by_id(db, arena, absence_id, actor.office_id, &absence));
    if (absence.account_id != actor.account_id && !absence_is_chief(actor, absence.unit_id))
        return ST_FORBIDDEN;
    TRY(end(db, actor, now, absence_id));
    return db_tx_commit(tx);
}

/* ---- Handing over -------------------------------------------------------------------------------- */

static struct str facts_of(struct arena *arena, int64_t absence_id)
{
    struct json *facts = json_new_object(arena);

    json_put_i64(facts, "absence", absence_id);
    return seal_facts(arena, facts);
}

/* "Bàn giao khi Trần Văn Ví Dụ vắng mặt từ 18/09/2025 đến 22/09/2025" */
static struct str reason_of(struct arena *arena, const struct sql_absence_by_id_row *absence)
{
    char from[11], to[11];
    struct str words = arena_printf(arena, "Bàn giao khi %.*s vắng mặt từ %.*s", STR_ARG(absence->full_name),
                                    STR_ARG(date_format(absence->from_on, from)));

    if (!date_is_given(absence->to_on))
        return words;
    return arena_printf(arena, "%.*s đến %.*s", STR_ARG(words), STR_ARG(date_format(absence->to_on, to)));
}

/* The absence, when `actor` may move the dossiers of whoever is away. */
static enum status find_as_chief(struct db *db, struct arena *arena, struct actor actor, int64_t absence_id,
                                 struct sql_absence_by_id_row *out)
{
    TRY(sql_absence_by_id(db, arena, absence_id, actor.office_id, out));
    return absence_is_chief(actor, out->unit_id) ? ST_OK : ST_FORBIDDEN;
}

static enum status write_items(struct db *db, struct moment now, int64_t absence_id, struct assignment_items items,
                               const struct assignment_result *results)
{
    int64_t changed;

    for (size_t i = 0; i < items.count; i++)
        if (results[i].verdict == ASSIGNMENT_MOVED)
            TRY(sql_absence_item_add(db, absence_id, results[i].dossier_id, results[i].version, items.at[i].to_id, now,
                                     &changed));
    return ST_OK;
}

enum status absence_hand_over(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                              int64_t absence_id, struct assignment_items items, struct assignment_result **out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_absence_by_id_row absence;

    TRY(db_tx_begin(db, &tx));
    TRY(find_as_chief(db, arena, actor, absence_id, &absence));
    if (moment_is_given(absence.ended_at))
        return ST_CONFLICT;
    struct assignment assignment = { .items = items,
                                     .reason = reason_of(arena, &absence),
                                     .facts = facts_of(arena, absence_id),
                                     .from_id = absence.account_id };

    TRY(dossier_assignment_apply(db, arena, actor, now, &assignment, out));
    TRY(write_items(db, now, absence_id, items, *out));
    return db_tx_commit(tx);
}

/* ---- Coming back --------------------------------------------------------------------------------- */

/* One dossier on its way back. */
struct comeback {
    struct sql_absence_item_out_row item;
    bool may_return;
};

static enum status judge_comeback(struct db *db, struct arena *arena, int64_t absence_id, struct str code,
                                  struct comeback *out)
{
    struct dossier_history whole;
    enum status status = sql_absence_item_out(db, arena, absence_id, code, &out->item);

    out->may_return = false;
    if (status == ST_NOT_FOUND)
        return ST_OK;
    TRY(status);
    TRY(dossier_reading_history(db, arena, out->item.dossier_id, &whole));
    out->may_return = absence_may_return(whole, out->item.number);
    return ST_OK;
}

/* Moves those that may return; the others' results are CHANGED. */
static enum status move_back(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                             const struct sql_absence_by_id_row *absence, struct assignment_items items,
                             struct assignment_result *results)
{
    struct assignment_item *going = arena_array(arena, struct assignment_item, items.count);
    size_t *place = arena_array(arena, size_t, items.count), count = 0;
    struct comeback *backs = arena_array(arena, struct comeback, items.count);
    struct assignment_result *moved;
    int64_t changed;

    for (size_t i = 0; i < items.count; i++) {
        TRY(judge_comeback(db, arena, absence->absence_id, items.at[i].code, &backs[i]));
        results[i].verdict = ASSIGNMENT_CHANGED;
        if (!backs[i].may_return)
            continue;
        place[count] = i;
        going[count++] = (struct assignment_item){ items.at[i].code, items.at[i].seen_version, absence->account_id };
    }
    if (count == 0)
        return ST_OK;
    struct assignment assignment = {
        .items = { going, count },
        .reason = arena_printf(arena, "%.*s đã trở lại, nhận lại hồ sơ", STR_ARG(absence->full_name)),
        .facts = facts_of(arena, absence->absence_id),
    };

    TRY(dossier_assignment_apply(db, arena, actor, now, &assignment, &moved));
    for (size_t k = 0; k < count; k++) {
        const struct sql_absence_item_out_row *item = &backs[place[k]].item;

        results[place[k]] = moved[k];
        if (moved[k].verdict == ASSIGNMENT_MOVED)
            TRY(sql_absence_item_return(db, now, absence->absence_id, item->dossier_id, item->number, &changed));
    }
    return ST_OK;
}

enum status absence_take_back(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                              int64_t absence_id, struct assignment_items items, struct assignment_result **out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct assignment_result *results = arena_array(arena, struct assignment_result, items.count);
    struct sql_absence_by_id_row absence;

    if (items.count > ASSIGNMENT_MAX)
        return ST_TOO_LARGE;
    TRY(db_tx_begin(db, &tx));
    TRY(find_as_chief(db, arena, actor, absence_id, &absence));
    if (!moment_is_given(absence.ended_at))
        TRY(end(db, actor, now, absence_id));
    TRY(move_back(db, arena, actor, now, &absence, items, results));
    TRY(db_tx_commit(tx));
    *out = results;
    return ST_OK;
}

/* ---- Leaving for good ---------------------------------------------------------------------------- */

enum status absence_held(struct db *db, struct arena *arena, int64_t account_id, int64_t *out)
{
    struct sql_dossier_count_held_row row;

    TRY(sql_dossier_count_held(db, arena, account_id, &row));
    *out = row.dossiers;
    return ST_OK;
}

/* The absence a departure belongs to: the one that runs, or a new one without end. */
static enum status absence_of_departure(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                        int64_t account_id, int64_t *out)
{
    struct sql_absence_running_of_row running;
    struct absence_request request = { account_id, { .from_on = moment_date(now) } };
    enum absence_fault fault;
    enum status status = sql_absence_running_of(db, arena, account_id, &running);

    if (status == ST_NOT_FOUND)
        return absence_open(db, arena, actor, now, &request, out, &fault);
    TRY(status);
    *out = running.absence_id;
    return ST_OK;
}

/* The next ASSIGNMENT_MAX dossiers; *out_left is false when there were none. */
static enum status depart_some(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                               int64_t absence_id, struct departure *departure, bool *out_left)
{
    struct sql_dossiers_to_hand_over_of_rows rows;
    struct assignment_result *results;

    TRY(sql_dossiers_to_hand_over_of(db, arena, departure->account_id, ASSIGNMENT_MAX, &rows));
    struct assignment_item *items = arena_array(arena, struct assignment_item, rows.count);

    *out_left = rows.count > 0;
    if (rows.count == 0)
        return ST_OK;
    for (size_t i = 0; i < rows.count; i++)
        items[i] = (struct assignment_item){ rows.at[i].code, rows.at[i].version, departure->to_id };
    TRY(absence_hand_over(db, arena, actor, now, absence_id, (struct assignment_items){ items, rows.count }, &results));
    for (size_t i = 0; i < rows.count; i++)
        if (results[i].verdict != ASSIGNMENT_MOVED) {
            departure->code = items[i].code;
            departure->why = results[i];
            return ST_INVALID;
        }
    departure->moved += (int64_t)rows.count;
    return ST_OK;
}

enum status absence_depart(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                           struct departure *departure)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    bool is_left = true;
    int64_t absence_id;

    departure->moved = 0;
    departure->code = (struct str){ NULL, 0 };
    TRY(db_tx_begin(db, &tx));
    TRY(absence_of_departure(db, arena, actor, now, departure->account_id, &absence_id));
    while (is_left)
        TRY(depart_some(db, arena, actor, now, absence_id, departure, &is_left));
    return db_tx_commit(tx);
}
