/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_calendar.h"

#include "app/calendar_history.h"
#include "base/json.h"

enum { FACTS_BYTES_MAX = 1000 };

struct recalculation {
    int64_t calendar, from, to;
};

static bool read_facts(struct arena *arena, struct str facts, struct recalculation *out)
{
    const struct json *json;

    return json_parse(arena, facts, FACTS_BYTES_MAX, &json, NULL) == ST_OK &&
           json_get_i64(json, "calendar", &out->calendar) && json_get_i64(json, "from", &out->from) &&
           json_get_i64(json, "to", &out->to);
}

/* When it was due by a version of the calendar, with what had happened until then; ST_NOT_FOUND: no such version. */
static enum status due_by(struct db *db, struct arena *arena, int64_t office_id, struct dossier_timing timing,
                          struct dossier_history until, int64_t version, int64_t *out)
{
    struct dossier_entry *room = arena_array(arena, struct dossier_entry, until.count);

    TRY(calendar_history_version(db, arena, office_id, version, &timing.calendar));
    struct deadline_case clock = dossier_clock_case(arena, timing, dossier_history_effective(until, room));

    *out = dossier_clock_due(deadline_after(&clock)).ms;
    return ST_OK;
}

static enum status is_right(struct db *db, struct arena *arena, int64_t office_id, struct dossier_timing timing,
                            struct dossier_history until, const struct recalculation *said, bool *out)
{
    int64_t from = 0, to = 0;
    enum status status = due_by(db, arena, office_id, timing, until, said->calendar - 1, &from);

    if (status == ST_OK)
        status = due_by(db, arena, office_id, timing, until, said->calendar, &to);
    *out = status == ST_OK && from == said->from && to == said->to;
    return status == ST_NOT_FOUND ? ST_OK : status;
}

/* Where the last correction stands; 0: nowhere. */
static size_t last_correction(struct dossier_history whole)
{
    for (size_t i = whole.count; i > 0; i--)
        if (whole.at[i - 1].event == EVENT_CORRECT)
            return i - 1;
    return 0;
}

enum status verify_calendar(struct db *db, struct arena *arena, int64_t office_id, struct dossier_timing timing,
                            struct dossier_history whole, const struct str *facts, struct str *out_fault)
{
    size_t corrected = last_correction(whole);

    *out_fault = (struct str){ NULL, 0 };
    for (size_t i = 1; i < whole.count; i++) {
        struct recalculation said;
        bool is_said = false;

        if (whole.at[i].event != EVENT_RECALCULATE)
            continue;
        if (read_facts(arena, facts[i], &said)) {
            is_said = true;
            if (i > corrected)
                TRY(is_right(db, arena, office_id, timing, (struct dossier_history){ whole.at, i }, &said, &is_said));
        }
        if (!is_said)
            *out_fault = STR("a due instant did not move as its calendars say");
    }
    return ST_OK;
}
