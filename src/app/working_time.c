/* SPDX-License-Identifier: Apache-2.0 */
#include "app/working_time.h"

#include "queries_read.h"

enum { KEPT_BYTES_MAX = 4 * 1024 * 1024 };

/* One office is what a process serves nearly always; another one simply takes its place. */
static struct {
    struct arena *arena;
    int64_t office_id, version;
    struct calendar calendar;
} kept;

static enum status load_sessions(struct db *db, int64_t office_id, struct calendar_sessions *out)
{
    struct sql_calendar_sessions_rows rows;

    TRY(sql_calendar_sessions(db, kept.arena, office_id, &rows));
    struct calendar_session *sessions = arena_array(kept.arena, struct calendar_session, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        sessions[i] = (struct calendar_session){ rows.at[i].from_on, (int)rows.at[i].opens_minute,
                                                 (int)rows.at[i].closes_minute };
    *out = (struct calendar_sessions){ sessions, rows.count };
    return ST_OK;
}

static enum status load_days(struct db *db, int64_t office_id, struct calendar_days *out)
{
    struct sql_calendar_days_rows rows;

    TRY(sql_calendar_days(db, kept.arena, office_id, &rows));
    struct calendar_day *days = arena_array(kept.arena, struct calendar_day, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        days[i] = (struct calendar_day){ rows.at[i].day_on, rows.at[i].is_working, rows.at[i].is_provisional,
                                         rows.at[i].note };
    *out = (struct calendar_days){ days, rows.count };
    return ST_OK;
}

static enum status load(struct db *db, int64_t office_id, int64_t version)
{
    working_time_forget();
    if (kept.arena == NULL)
        kept.arena = arena_create(KEPT_BYTES_MAX);
    TRY(load_sessions(db, office_id, &kept.calendar.sessions));
    TRY(load_days(db, office_id, &kept.calendar.days));
    if (!str_is_empty(calendar_fault(&kept.calendar)))
        return ST_CORRUPT;
    kept.office_id = office_id;
    kept.version = version;
    return ST_OK;
}

enum status working_time_of(struct db *db, struct arena *arena, int64_t office_id, const struct calendar **out)
{
    struct sql_calendar_version_of_office_row office;

    TRY(sql_calendar_version_of_office(db, arena, office_id, &office));
    if (kept.office_id != office_id || kept.version != office.calendar_version)
        TRY(load(db, office_id, office.calendar_version));
    *out = &kept.calendar;
    return ST_OK;
}

void working_time_forget(void)
{
    kept.office_id = 0;
    kept.calendar = (struct calendar){ .sessions = { NULL, 0 } };
    if (kept.arena != NULL)
        arena_reset(kept.arena);
}
