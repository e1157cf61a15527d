/* SPDX-License-Identifier: Apache-2.0 */
#include "web/account_history.h"

#include "queries_read.h"

/* A role is stored by its short name. */
static struct str note_of(struct str note)
{
    enum role role;

    return role_parse(note, &role) ? role_label(role) : note;
}

enum status account_history_of(struct request *request, int64_t account_id, struct account_history *out)
{
    struct sql_account_events_rows events;

    TRY(sql_account_events(request->db, request->arena, account_id, &events));
    struct account_history_row *rows = arena_array(request->arena, struct account_history_row, events.count);

    for (size_t i = 0; i < events.count; i++)
        rows[i] = (struct account_history_row){
            .label = account_event_label(events.at[i].event),
            .note = note_of(events.at[i].note),
            .by = events.at[i].actor_name.at != NULL ? events.at[i].actor_name : STR("Dòng lệnh trên máy chủ"),
            .at = events.at[i].occurred_at,
        };
    *out = (struct account_history){ rows, events.count };
    return ST_OK;
}
