/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_admin.h"

#include "base/fatal.h"
#include "calendar_files.h"
#include "domain/calendar_file.h"
#include "domain/calendar_law.h"
#include "queries_write.h"

static int year_of(struct date date)
{
    return date_civil(date).year;
}

/* The files are part of the program: a fault in one is a bug. */
static struct calendar_days official_days(struct arena *arena)
{
    struct calendar_days days = { 0 };

    for (size_t i = 0; i < calendar_file_count; i++) {
        struct calendar_file_fault fault;
        struct calendar_days more;

        if (!calendar_parse_tsv(arena, str_of(calendar_files[i].text), &more, &fault))
            fatal("%s:%d: %.*s", calendar_files[i].name, fault.line, STR_ARG(fault.reason));

        struct calendar_day *all = arena_array(arena, struct calendar_day, days.count + more.count);

        for (size_t j = 0; j < days.count; j++)
            all[j] = days.at[j];
        for (size_t j = 0; j < more.count; j++)
            all[days.count + j] = more.at[j];
        days = (struct calendar_days){ all, days.count + more.count };
    }
    return days;
}

enum status calendar_admin_start(struct db *db, struct arena *arena, int64_t office_id, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct calendar_days days = calendar_with_law(arena, official_days(arena), CALENDAR_FIRST_YEAR,
                                                  year_of(moment_date(now)) + CALENDAR_YEARS_AHEAD);
    int64_t changed;

    TRY(db_tx_begin(db, &tx));
    for (size_t i = 0; i < days.count; i++)
        TRY(sql_calendar_day_add(db, office_id, days.at[i].on, days.at[i].is_working, days.at[i].is_provisional,
                                 days.at[i].note, &changed));
    return db_tx_commit(tx);
}
