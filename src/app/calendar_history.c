/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_history.h"

#include "app/working_time.h"
#include "domain/dossier_clock.h"
#include "queries_read.h"

static bool gives(const struct deadline_case *clock, const struct closed_clock *closed)
{
    struct deadline deadline = deadline_after(clock);
    enum punctuality punctuality = deadline_punctuality(clock->term, deadline.due_at, closed->closed_at);

    return dossier_clock_due(deadline).ms == closed->due_at.ms &&
           str_equal(punctuality_name(punctuality), closed->punctuality);
}

/* The present hours, with the days of a version that ended. */
static enum status load_past(struct db *db, struct arena *arena, int64_t office_id, int64_t version,
                             struct calendar_sessions sessions, struct calendar **out)
{
    struct sql_calendar_days_past_rows rows;

    TRY(sql_calendar_days_past(db, arena, office_id, version, &rows));
    struct calendar_day *days = arena_array(arena, struct calendar_day, rows.count);

    for (size_t i = 0; i < rows.count; i++)
        days[i] = (struct calendar_day){ rows.at[i].day_on, rows.at[i].is_working, rows.at[i].is_provisional,
                                         rows.at[i].note };
    *out = arena_new(arena, struct calendar);
    **out = (struct calendar){ .sessions = sessions, .days = { days, rows.count } };
    return ST_OK;
}

enum status calendar_history_find(struct db *db, struct arena *arena, int64_t office_id,
                                  const struct closed_clock *closed, struct deadline_case *clock)
{
    struct deadline_case tried = *clock;
    int64_t version = INT64_MAX;

    while (!gives(&tried, closed)) {
        struct sql_calendar_version_past_row past;
        struct calendar *calendar;
        enum status status = sql_calendar_version_past(db, arena, office_id, version, &past);

        if (status != ST_OK)
            return status == ST_NOT_FOUND ? ST_OK : status;
        version = past.calendar_version;
        TRY(load_past(db, arena, office_id, version, clock->calendar->sessions, &calendar));
        tried.calendar = calendar;
    }
    clock->calendar = tried.calendar;
    return ST_OK;
}

enum status calendar_history_version(struct db *db, struct arena *arena, int64_t office_id, int64_t version,
                                     const struct calendar **out)
{
    struct sql_calendar_version_of_office_row office;
    struct sql_calendar_version_past_row past;
    const struct calendar *present;
    struct calendar *calendar;

    TRY(sql_calendar_version_of_office(db, arena, office_id, &office));
    TRY(working_time_of(db, arena, office_id, &present));
    if (version == office.calendar_version) {
        *out = present;
        return ST_OK;
    }
    TRY(sql_calendar_version_past(db, arena, office_id, version + 1, &past));
    if (past.calendar_version != version)
        return ST_NOT_FOUND;
    TRY(load_past(db, arena, office_id, version, present->sessions, &calendar));
    *out = calendar;
    return ST_OK;
}
