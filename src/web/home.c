/* SPDX-License-Identifier: Apache-2.0 */
#include "app/working_time.h"
#include "templates.h"
#include "web/handlers.h"
#include "web/layout.h"

/* "07:30–11:30 và 13:30–17:30": the hours of today's season. */
static struct str office_hours(struct arena *arena, const struct calendar *calendar, struct date today)
{
    struct calendar_sessions sessions = calendar_hours(calendar, today);
    struct str words = STR("");

    for (size_t i = 0; i < sessions.count; i++) {
        const struct calendar_session *session = &sessions.at[i];

        words = arena_printf(arena, "%.*s%s%02d:%02d–%02d:%02d", STR_ARG(words), i == 0 ? "" : " và ",
                             session->opens_minute / 60, session->opens_minute % 60, session->closes_minute / 60,
                             session->closes_minute % 60);
    }
    return words;
}

/* Who works with dossiers starts with the own work; everybody else with what the office offers. */
enum status page_home(struct request *request, struct response *response)
{
    if (role_may(request->user.actor.role, PERM_DOSSIER_READ)) {
        response_redirect(response, STR("/work"));
        return ST_OK;
    }
    const struct calendar *calendar;

    TRY(working_time_of(request->db, request->arena, request->office.office_id, &calendar));
    tpl_public_home(&response->body, &(struct home_page){
                                         .layout = layout_of(request, request->office.centre_name),
                                         .office_hours = office_hours(request->arena, calendar, request->today),
                                     });
    return ST_OK;
}
