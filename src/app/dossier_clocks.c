/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_clocks.h"

#include "app/clock_settings.h"
#include "queries_read.h"

static struct clock_tasks consultations_of(struct arena *arena, const struct sql_consultations_of_dossier_rows *rows)
{
    struct clock_task *asked = arena_array(arena, struct clock_task, rows->count);

    for (size_t i = 0; i < rows->count; i++)
        asked[i] =
            (struct clock_task){ rows->at[i].body, rows->at[i].asked_at, rows->at[i].due_at, rows->at[i].replied_at };
    return (struct clock_tasks){ asked, rows->count };
}

static enum status legs_of(struct db *db, struct arena *arena, int64_t dossier_id, struct clock_tasks *out)
{
    struct sql_leg_limits_rows rows;

    TRY(sql_leg_limits(db, arena, dossier_id, &rows));
    struct clock_task *legs = arena_array(arena, struct clock_task, rows.count);

    for (size_t i = 0; i < rows.count; i++)
        legs[i] = (struct clock_task){ rows.at[i].body, rows.at[i].started_at, rows.at[i].due_at, rows.at[i].done_at };
    *out = (struct clock_tasks){ legs, rows.count };
    return ST_OK;
}

enum status dossier_clocks_of(struct db *db, struct arena *arena, int64_t office_id,
                              const struct dossier_reading *reading, struct moment now, struct dossier_clocks *out)
{
    struct clocks_case given = {
        .handling = reading->clock,
        .effective = reading->effective,
        .extended_to = reading->dossier.extended_to_at,
        .consultations = consultations_of(arena, &reading->asked),
        .now = now,
    };

    TRY(clock_settings_of(db, arena, office_id, &given.settings));
    TRY(legs_of(db, arena, reading->dossier.dossier_id, &given.legs));
    *out = (struct dossier_clocks){ given, clocks_of(arena, &given) };
    return ST_OK;
}
