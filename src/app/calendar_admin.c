/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_admin.h"

#include "app/calendar_official.h"
#include "domain/calendar_law.h"
#include "queries_write.h"

static int year_of(struct date date)
{
    return date_civil(date).year;
}

enum status calendar_admin_start(struct db *db, struct arena *arena, int64_t office_id, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct calendar_days days = calendar_with_law(arena, calendar_official(arena), CALENDAR_OFFICIAL_FROM,
                                                  year_of(moment_date(now)) + CALENDAR_YEARS_AHEAD);
    int64_t changed;

    TRY(db_tx_begin(db, &tx));
    for (size_t i = 0; i < days.count; i++)
        TRY(sql_calendar_day_add(db, office_id, days.at[i].on, days.at[i].is_working, days.at[i].is_provisional,
                                 days.at[i].note, &changed));
    return db_tx_commit(tx);
}
