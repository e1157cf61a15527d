/* SPDX-License-Identifier: Apache-2.0 */
#include "app/colleague_load.h"

#include "queries_read.h"

enum status colleague_load_of(struct db *db, struct arena *arena, int64_t office_id, int64_t unit_id, struct moment now,
                              struct colleagues *out)
{
    struct moment night = moment_of(moment_date(now), MINUTES_PER_DAY);
    struct sql_colleague_loads_rows rows;

    TRY(sql_colleague_loads(db, arena, now, night, office_id, unit_id, &rows));
    struct colleague *people = arena_array(arena, struct colleague, rows.count);

    for (size_t i = 0; i < rows.count; i++) {
        people[i] = (struct colleague){
            .account_id = rows.at[i].account_id,
            .full_name = rows.at[i].full_name,
            .title = rows.at[i].title,
            .dossiers = rows.at[i].dossiers,
            .overdue = rows.at[i].overdue,
            .due_today = rows.at[i].by_night - rows.at[i].overdue,
        };
        if (!role_parse(rows.at[i].role, &people[i].role))
            return ST_CORRUPT;
    }
    *out = (struct colleagues){ people, rows.count };
    return ST_OK;
}

const struct colleague *colleague_load_find(struct colleagues people, int64_t account_id)
{
    for (size_t i = 0; i < people.count; i++)
        if (people.at[i].account_id == account_id)
            return &people.at[i];
    return NULL;
}
