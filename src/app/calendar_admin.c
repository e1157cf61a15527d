/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_admin.h"

#include "app/calendar_official.h"
#include "app/dossier_log.h"
#include "app/dossier_reading.h"
#include "app/dossier_seal.h"
#include "app/working_time.h"
#include "domain/calendar_law.h"
#include "queries_read.h"
#include "queries_write.h"

enum { ROWS_AT_ONCE = 500, PIECE_BYTES_MAX = 64 * 1024 * 1024 };

static int year_of(struct date date)
{
    return date_civil(date).year;
}

static int last_year_at(struct moment now)
{
    return year_of(moment_date(now)) + CALENDAR_YEARS_AHEAD;
}

static enum status add_days(struct db *db, int64_t office_id, struct calendar_days days)
{
    int64_t changed;

    for (size_t i = 0; i < days.count; i++)
        TRY(sql_calendar_day_add(db, office_id, days.at[i].on, days.at[i].is_working, days.at[i].is_provisional,
                                 days.at[i].note, &changed));
    return ST_OK;
}

enum status calendar_admin_start(struct db *db, struct arena *arena, int64_t office_id, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct calendar_days days =
        calendar_with_law(arena, calendar_official(arena), CALENDAR_OFFICIAL_FROM, last_year_at(now));

    TRY(db_tx_begin(db, &tx));
    TRY(add_days(db, office_id, days));
    return db_tx_commit(tx);
}

/* ---- The notice -------------------------------------------------------------------------------- */

static bool speaks_of(struct calendar_days notice, int year)
{
    for (size_t i = 0; i < notice.count; i++)
        if (year_of(notice.at[i].on) == year)
            return true;
    return false;
}

static size_t days_off_in(struct calendar_days days, int year)
{
    size_t count = 0;

    for (size_t i = 0; i < days.count; i++)
        count += !days.at[i].is_working && year_of(days.at[i].on) == year;
    return count;
}

/* What is wrong with the days of a year, or "".  A notice may move a day off, but never takes one away. */
static struct str year_fault(struct arena *arena, struct calendar_days notice, int year, int last_year)
{
    size_t given = days_off_in(notice, year), due = calendar_from_law(arena, year).count;

    if (year < CALENDAR_OFFICIAL_FROM || year > last_year)
        return arena_printf(arena, "năm %d ngoài khoảng từ %d đến %d", year, CALENDAR_OFFICIAL_FROM, last_year);
    if (given < due)
        return arena_printf(arena, "năm %d chỉ có %zu ngày nghỉ, luật cho %zu ngày: tệp phải có đủ cả năm", year, given,
                            due);
    return STR("");
}

enum status calendar_admin_check(struct arena *arena, struct str text, struct moment now, struct calendar_days *out,
                                 struct calendar_file_fault *out_fault)
{
    struct calendar calendar = { .days = { NULL, 0 } };

    if (!calendar_parse_tsv(arena, text, &calendar.days, out_fault))
        return ST_INVALID;
    *out_fault = (struct calendar_file_fault){ 0, calendar_fault(&calendar) };
    for (size_t i = 0; i < calendar.days.count && str_is_empty(out_fault->reason); i++)
        if (i == 0 || year_of(calendar.days.at[i].on) != year_of(calendar.days.at[i - 1].on))
            out_fault->reason = year_fault(arena, calendar.days, year_of(calendar.days.at[i].on), last_year_at(now));
    if (!str_is_empty(out_fault->reason))
        return ST_INVALID;
    *out = calendar.days;
    return ST_OK;
}

/* ---- The new days ------------------------------------------------------------------------------ */

/* The notice, and what it does not speak of, in order. */
static struct calendar_days merge(struct arena *arena, struct calendar_days present, struct calendar_days notice)
{
    struct calendar_day *days = arena_array(arena, struct calendar_day, present.count + notice.count);
    size_t count = 0, next = 0;

    for (size_t i = 0; i < present.count; i++) {
        if (speaks_of(notice, year_of(present.at[i].on)))
            continue;
        while (next < notice.count && notice.at[next].on.day < present.at[i].on.day)
            days[count++] = notice.at[next++];
        days[count++] = present.at[i];
    }
    while (next < notice.count)
        days[count++] = notice.at[next++];
    return (struct calendar_days){ days, count };
}

/* Counts what differs on one day; true when it is worked where it was not, or the other way round. */
static bool count_day(const struct calendar_day *old, const struct calendar_day *new, struct calendar_import *counts)
{
    if (old == NULL || new == NULL) {
        counts->added += old == NULL;
        counts->removed += new == NULL;
        return true;
    }
    bool is_turned = old->is_working != new->is_working;

    counts->changed += is_turned;
    counts->confirmed += !is_turned && (old->is_provisional != new->is_provisional || !str_equal(old->note, new->note));
    return is_turned;
}

/* Counts the differences of two sorted lists; the result is the first day worked otherwise than before, or no date. */
static struct date compare(struct calendar_days old, struct calendar_days new, struct calendar_import *counts)
{
    struct date first = { 0 };
    size_t i = 0, j = 0;

    while (i < old.count || j < new.count) {
        bool has_old = i < old.count && (j == new.count || old.at[i].on.day <= new.at[j].on.day);
        bool has_new = j < new.count && (i == old.count || new.at[j].on.day <= old.at[i].on.day);
        struct date on = has_old ? old.at[i].on : new.at[j].on;

        if (count_day(has_old ? &old.at[i] : NULL, has_new ? &new.at[j] : NULL, counts) && !date_is_given(first))
            first = on;
        i += has_old;
        j += has_new;
    }
    return first;
}

/* ---- Writing ----------------------------------------------------------------------------------- */

struct import {
    struct db *db;
    struct arena *arena;
    int64_t office_id;
    struct actor by;
    struct moment now;
    struct dossier_log log;
    int64_t version; /* of the new calendar */
    struct calendar old, new;
    struct calendar_import counts;
};

static enum status replace_days(struct import *import, struct str source)
{
    struct sql_calendar_version_of_office_row office;
    struct db *db = import->db;
    int64_t changed;

    TRY(sql_calendar_version_of_office(db, import->arena, import->office_id, &office));
    import->version = office.calendar_version + 1;
    TRY(sql_calendar_change_add(db, import->office_id, office.calendar_version, import->now, import->by.account_id,
                                source, &changed));
    for (size_t i = 0; i < import->old.days.count; i++) {
        const struct calendar_day *day = &import->old.days.at[i];

        TRY(sql_calendar_day_past_add(db, import->office_id, office.calendar_version, day->on, day->is_working,
                                      day->is_provisional, day->note, &changed));
    }
    TRY(sql_calendar_days_end(db, import->office_id, &changed));
    TRY(add_days(db, import->office_id, import->new.days));
    TRY(sql_calendar_version_next(db, import->office_id, office.calendar_version, &changed));
    return changed == 1 ? ST_OK : ST_CONFLICT;
}

/* The due instant and the event; never before what happened to the dossier last, whatever the machine's clock does. */
static enum status recalculate(struct import *import, struct arena *piece,
                               const struct sql_dossiers_with_running_clock_row *dossier, struct moment last_at,
                               struct moment due_at)
{
    struct log_entry entry = {
        .dossier_id = dossier->dossier_id,
        .version = dossier->version + 1,
        .event = EVENT_RECALCULATE,
        .actor_id = import->by.account_id,
        .holder_id = dossier->holder_id,
        .at = import->now.ms < last_at.ms ? last_at : import->now,
        .facts = seal_facts_of_recalculation(piece, import->version, dossier->due_at, due_at),
    };
    int64_t changed;

    import->counts.dossiers++;
    if (import->by.account_id == 0)
        return ST_UNAUTHENTICATED;
    TRY(dossier_log_append(&import->log, &entry));
    TRY(sql_dossier_recalculate(import->db, due_at, dossier->dossier_id, dossier->version, &changed));
    return changed == 1 ? ST_OK : ST_CONFLICT;
}

static enum status move_due(struct import *import, struct arena *piece,
                            const struct sql_dossiers_with_running_clock_row *dossier)
{
    struct dossier_timing timing = { .calendar = &import->new };
    struct dossier_history whole;

    if (!term_of(dossier->term_unit, dossier->term_amount, &timing.term) ||
        !waiting_rule_parse(dossier->waiting_rule, &timing.waiting))
        return ST_CORRUPT;
    TRY(dossier_reading_history(import->db, piece, dossier->dossier_id, &whole));
    struct dossier_history effective =
        dossier_history_effective(whole, arena_array(piece, struct dossier_entry, whole.count));
    struct deadline_case clock = dossier_clock_case(piece, timing, effective);
    struct moment due_at = dossier_clock_due(deadline_after(&clock));

    if (due_at.ms == dossier->due_at.ms)
        return ST_OK;
    return recalculate(import, piece, dossier, whole.at[whole.count - 1].at, due_at);
}

/* What is due before the first changed day cannot move.  A due instant that moves on is met again further down the
 * list, where it is right already; one that moves back is behind. */
static enum status move_all_due(struct import *import, struct date first_changed)
{
    struct arena *piece CLEANUP(arena_destroy_at) = arena_create(PIECE_BYTES_MAX);
    struct moment after = { moment_of(first_changed, 0).ms - 1 };
    struct sql_dossiers_with_running_clock_rows rows;
    int64_t after_id = 0;

    do {
        arena_reset(piece);
        TRY(sql_dossiers_with_running_clock(import->db, piece, import->office_id, DEADLINE_NEVER, after.ms, after_id,
                                            ROWS_AT_ONCE, &rows));
        for (size_t i = 0; i < rows.count; i++) {
            TRY(move_due(import, piece, &rows.at[i]));
            after = rows.at[i].due_at;
            after_id = rows.at[i].dossier_id;
        }
    } while (rows.count == ROWS_AT_ONCE);
    return ST_OK;
}

/* Holds the end of the chain first: who computes a due instant holds it too (app/dossier_log), so nothing is received
 * or moved by the old calendar while the new one comes. */
static enum status write_import(struct import *import, const struct calendar_notice *notice, struct calendar_days days)
{
    const struct calendar *present;
    int year = year_of(moment_date(import->now));

    TRY(dossier_log_open(import->db, import->arena, import->office_id, &import->log));
    TRY(working_time_of(import->db, import->arena, import->office_id, &present));
    import->old = *present;
    import->new.sessions = present->sessions;
    import->new.days =
        calendar_with_law(import->arena, merge(import->arena, present->days, days), year, last_year_at(import->now));
    struct date first_changed = compare(import->old.days, import->new.days, &import->counts);
    bool is_new = date_is_given(first_changed) || import->counts.confirmed > 0;

    if (is_new)
        TRY(replace_days(import, notice->source));
    if (date_is_given(first_changed))
        TRY(move_all_due(import, first_changed));
    return dossier_log_close(&import->log);
}

enum status calendar_admin_import(struct db *db, struct arena *arena, struct actor by,
                                  const struct calendar_notice *notice, struct moment now,
                                  struct calendar_file_fault *out_fault, struct calendar_import *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct import import = { .db = db, .arena = arena, .office_id = by.office_id, .by = by, .now = now };
    struct calendar_days days;

    *out_fault = (struct calendar_file_fault){ 0, STR("") };
    if (!role_may(by.role, PERM_CALENDAR_MANAGE))
        return ST_FORBIDDEN;
    if (notice->source.len > CALENDAR_SOURCE_BYTES_MAX || !str_is_utf8(notice->source)) {
        out_fault->reason = STR("tên nguồn quá dài hoặc không phải UTF-8");
        return ST_INVALID;
    }
    TRY(calendar_admin_check(arena, notice->text, now, &days, out_fault));
    TRY(db_tx_begin(db, &tx));
    enum status status = write_import(&import, notice, days);

    *out = import.counts;
    TRY(status);
    return db_tx_commit(tx);
}
