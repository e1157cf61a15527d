/* SPDX-License-Identifier: Apache-2.0 */
/* The lanes of an interlinked procedure on a dossier's page, and the button that writes a result down. */
#include "web/dossier_leg.h"

#include "app/dossier_leg.h"
#include "queries_read.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"

#include <inttypes.h>

static struct tag state_of(const struct sql_dossier_legs_row *leg)
{
    if (!moment_is_given(leg->started_at))
        return (struct tag){ STR("Chưa đến lượt"), STR("grey") };
    if (!moment_is_given(leg->done_at))
        return (struct tag){ STR("Đang làm"), STR("teal") };
    if (str_equal(leg->punctuality, STR("late")))
        return (struct tag){ STR("Xong sau hạn"), STR("red") };
    return str_equal(leg->punctuality, STR("early")) ? (struct tag){ STR("Xong trước hạn"), STR("green") }
                                                     : (struct tag){ STR("Xong đúng hạn"), STR("green") };
}

static struct str who(struct arena *arena, struct str name, struct str unit)
{
    return name.at == NULL ? STR("") : arena_printf(arena, "%.*s, %.*s", STR_ARG(name), STR_ARG(unit));
}

static bool can_finish(const struct request *request, const struct dossier_reading *reading,
                       const struct sql_dossier_legs_row *leg)
{
    return moment_is_given(leg->started_at) && !moment_is_given(leg->done_at) &&
           role_may(request->user.actor.role, PERM_DOSSIER_WORK) &&
           dossier_move(reading->position, EVENT_LEG_DONE, request->user.actor).refusal == MOVE_ALLOWED;
}

static struct leg_lane lane_of(const struct request *request, const struct dossier_reading *reading,
                               const struct sql_dossier_legs_row *leg)
{
    struct arena *arena = request->arena;
    bool is_open = moment_is_given(leg->started_at) && !moment_is_given(leg->done_at) &&
                   dossier_state_clock(reading->position.state) != CLOCK_ENDED;
    struct leg_lane lane = {
        .position = leg->position,
        .body = leg->body,
        .what = leg->what,
        .term = words_term(arena, leg->term_unit, leg->term_amount),
        .started_at = leg->started_at,
        .due_at = leg->due_at,
        .done_at = leg->done_at,
        .started_by = who(arena, leg->started_by_name, leg->started_by_unit),
        .done_by = who(arena, leg->done_by_name, leg->done_by_unit),
        .state = state_of(leg),
    };

    if (is_open)
        lane.time_left = words_until(arena, reading->calendar, leg->due_at, request->now);
    if (can_finish(request, reading, leg))
        lane.done_href =
            arena_printf(arena, "/dossiers/%.*s/legs/%" PRId64, STR_ARG(reading->dossier.code), leg->position);
    return lane;
}

enum status leg_part_of(struct request *request, const struct dossier_reading *reading, struct leg_part *out)
{
    struct sql_dossier_legs_rows legs;

    TRY(sql_dossier_legs(request->db, request->arena, reading->dossier.dossier_id, &legs));
    struct leg_lane *lanes = arena_array(request->arena, struct leg_lane, legs.count);
    struct leg_stage *stages = arena_array(request->arena, struct leg_stage, legs.count);
    size_t count = 0;

    for (size_t i = 0; i < legs.count; i++) {
        lanes[i] = lane_of(request, reading, &legs.at[i]);
        if (i == 0 || legs.at[i].stage != legs.at[i - 1].stage)
            stages[count++] = (struct leg_stage){ .number = legs.at[i].stage, .lanes = { &lanes[i], 0 } };
        stages[count - 1].lanes.count++;
        if (stages[count - 1].lanes.count == 2) {
            stages[count - 1].is_parallel = true;
            lanes[i - 1].is_lead = true;
        }
    }
    *out = (struct leg_part){ { stages, count }, request->user.csrf_token, reading->dossier.version };
    return ST_OK;
}

/* A button pressed twice, or on a page that is out of date, changes nothing and is answered as a conflict. */
enum status act_leg_done(struct request *request, struct response *response)
{
    struct change_outcome outcome;
    int64_t position, version;

    TRY(form_only(request, "version"));
    if (!str_parse_i64(request->segments[1], &position) || !str_parse_i64(request_form(request, "version"), &version))
        return ST_INVALID;
    TRY(dossier_leg_done(request->db, request->arena, request->user.actor, request->now, request->segments[0], version,
                         position, &outcome));
    response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s#legs", STR_ARG(request->segments[0])));
    return ST_OK;
}
