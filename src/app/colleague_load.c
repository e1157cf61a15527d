/* SPDX-License-Identifier: Apache-2.0 */
#include "app/colleague_load.h"

#include "domain/absence.h"
#include "queries_read.h"

static bool is_away(struct date from_on, struct date to_on, struct date today)
{
    return date_is_given(from_on) && absence_covers((struct absence_span){ from_on, to_on }, today);
}

/* Whoever is away goes to the end; else the order stays. */
static struct colleagues absent_last(struct arena *arena, const struct colleague *people, size_t count)
{
    struct colleague *sorted = arena_array(arena, struct colleague, count);
    size_t used = 0;

    for (int absent = 0; absent <= 1; absent++)
        for (size_t i = 0; i < count; i++)
            if (people[i].is_absent == (absent == 1))
                sorted[used++] = people[i];
    return (struct colleagues){ sorted, count };
}

static enum status fill(const struct sql_colleague_loads_row *row, struct date today, struct colleague *out)
{
    *out = (struct colleague){ .account_id = row->account_id,
                               .unit_id = row->unit_id,
                               .full_name = row->full_name,
                               .title = row->title,
                               .dossiers = row->dossiers,
                               .overdue = row->overdue,
                               .due_today = row->by_night - row->overdue,
                               .is_absent = is_away(row->from_on, row->to_on, today),
                               .away_to_on = row->to_on };
    return role_parse(row->role, &out->role) ? ST_OK : ST_CORRUPT;
}

static enum status load(struct db *db, struct arena *arena, int64_t office_id, bool is_signing, int64_t unit_id,
                        struct moment now, struct colleagues *out)
{
    struct moment night = moment_of(moment_date(now), MINUTES_PER_DAY);
    struct sql_colleague_loads_rows rows;

    TRY(sql_colleague_loads(db, arena, now, night, office_id, is_signing, unit_id, &rows));
    struct colleague *people = arena_array(arena, struct colleague, rows.count);

    for (size_t i = 0; i < rows.count; i++)
        TRY(fill(&rows.at[i], moment_date(now), &people[i]));
    *out = absent_last(arena, people, rows.count);
    return ST_OK;
}

enum status colleague_load_of(struct db *db, struct arena *arena, int64_t office_id, int64_t unit_id, struct moment now,
                              struct colleagues *out)
{
    return load(db, arena, office_id, false, unit_id, now, out);
}

enum status colleague_load_leaders(struct db *db, struct arena *arena, int64_t office_id, struct moment now,
                                   struct colleagues *out)
{
    return load(db, arena, office_id, true, 0, now, out);
}

const struct colleague *colleague_load_find(struct colleagues people, int64_t account_id)
{
    for (size_t i = 0; i < people.count; i++)
        if (people.at[i].account_id == account_id)
            return &people.at[i];
    return NULL;
}
