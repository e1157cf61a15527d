/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dossier_ledger.h"

#include "app/dossier_control_slip.h"
#include "app/dossier_ledger.h"
#include "domain/words.h"
#include "queries_read.h"
#include "templates.h"
#include "web/alert_list.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"

#include <inttypes.h>

enum { PARTS = 1000 };

/* A ledger while it is being drawn. */
struct view {
    struct request *request;
    struct dossier_ledger ledger;
    struct dossier_history whole;
};

static struct str time_of(const struct view *view, int64_t minutes)
{
    char words[40];

    return arena_copy(view->request->arena, hours_in_words(minutes, words));
}

static struct ledger_sums sums_of(const struct view *view)
{
    const struct ledger *ledger = &view->ledger.ledger;
    struct ledger_sum *sums = arena_array(view->request->arena, struct ledger_sum, ledger->sums.count);

    for (size_t i = 0; i < ledger->sums.count; i++) {
        const struct ledger_part *sum = &ledger->sums.at[i];
        int64_t tenths = (sum->minutes * PARTS + ledger->minutes / 2) / ledger->minutes;

        sums[i] = (struct ledger_sum){
            .owner = dossier_ledger_owner(&view->ledger, sum),
            .because = ledger_owner_because(sum->owner),
            .time = time_of(view, sum->minutes),
            .share = arena_printf(view->request->arena, "%" PRId64 ",%" PRId64 " %%", tenths / 10, tenths % 10),
            .look = ledger_owner_name(sum->owner),
        };
    }
    return (struct ledger_sums){ sums, ledger->sums.count };
}

/* What happened while the part lasted; its last instant is the next one's first. */
static struct ledger_events events_of(const struct view *view, const struct ledger_part *part, bool is_first,
                                      bool is_last)
{
    struct ledger_event *events = arena_array(view->request->arena, struct ledger_event, view->whole.count);
    size_t count = 0;

    for (size_t i = 0; i < view->whole.count; i++) {
        const struct dossier_entry *entry = &view->whole.at[i];

        if ((is_first || entry->at.ms >= part->from.ms) && (is_last || entry->at.ms < part->until.ms))
            events[count++] = (struct ledger_event){ dossier_event_label(entry->event),
                                                     dossier_ledger_name(&view->ledger, entry->actor_id), entry->at };
    }
    return (struct ledger_events){ events, count };
}

/* The parts as they lie side by side: the last one ends where the bar does. */
static struct ledger_rows parts_of(const struct view *view, bool has_events)
{
    struct arena *arena = view->request->arena;
    const struct ledger *ledger = &view->ledger.ledger;
    struct ledger_row *rows = arena_array(arena, struct ledger_row, ledger->parts.count);
    int64_t before = 0;

    for (size_t i = 0; i < ledger->parts.count; i++) {
        const struct ledger_part *part = &ledger->parts.at[i];
        int64_t x = before * PARTS / ledger->minutes;

        before += part->minutes;
        rows[i] = (struct ledger_row){
            .id = arena_printf(arena, "part-%zu", i + 1),
            .owner = dossier_ledger_owner(&view->ledger, part),
            .because = ledger_owner_because(part->owner),
            .time = time_of(view, part->minutes),
            .look = ledger_owner_name(part->owner),
            .from = part->from,
            .until = part->until,
            .x = x,
            .width = before * PARTS / ledger->minutes - x,
        };
        if (has_events)
            rows[i].events = events_of(view, part, i == 0, i + 1 == ledger->parts.count);
    }
    return (struct ledger_rows){ rows, ledger->parts.count };
}

static enum status open_view(struct request *request, const struct dossier_reading *reading, struct view *out)
{
    *out = (struct view){ .request = request, .whole = reading->whole };
    return dossier_ledger_of(request->db, request->arena, request->user.actor.office_id, reading, request->now,
                             &out->ledger);
}

enum status ledger_bar_of(struct request *request, const struct dossier_reading *reading, struct ledger_bar *out)
{
    struct view view;

    TRY(open_view(request, reading, &view));
    out->href = arena_printf(request->arena, "/dossiers/%.*s/ledger", STR_ARG(reading->dossier.code));
    if (view.ledger.ledger.minutes > 0) {
        out->parts = parts_of(&view, false);
        out->sums = sums_of(&view);
    }
    return ST_OK;
}

/* ---- The page ------------------------------------------------------------------------------------ */

static bool may_issue_slip(const struct request *request, const struct dossier_reading *reading)
{
    return dossier_move(reading->position, EVENT_CONTROL_SLIP, request->user.actor).refusal == MOVE_ALLOWED;
}

enum status page_dossier_ledger(struct request *request, struct response *response)
{
    struct view view;
    struct sql_dossier_by_code_row dossier;
    struct dossier_reading reading;
    struct ledger_page page = { .code = request->segments[0] };
    int64_t office_id = request->user.actor.office_id;

    TRY(sql_dossier_by_code(request->db, request->arena, page.code, office_id, &dossier));
    TRY(dossier_reading_of(request->db, request->arena, office_id, page.code, request->now, &reading));
    TRY(open_view(request, &reading, &view));
    TRY(alert_list_of_dossier(request, dossier.dossier_id, &page.told));
    request_leaves_trace(request, dossier.dossier_id);
    page.layout =
        layout_of(request, arena_printf(request->arena, "Thời gian từng người, hồ sơ %.*s", STR_ARG(page.code)));
    page.layout.is_private = true;
    page.dossier_href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(page.code));
    page.procedure_name = dossier.procedure_name;
    page.whole = time_of(&view, view.ledger.ledger.minutes);
    page.from = view.ledger.ledger.from;
    page.until = view.ledger.ledger.until;
    page.version = dossier.version;
    if (may_issue_slip(request, &reading))
        page.slip_href = arena_printf(request->arena, "/dossiers/%.*s/control-slip", STR_ARG(page.code));
    if (view.ledger.ledger.minutes > 0) {
        page.words = dossier_ledger_words(request->arena, &view.ledger);
        page.sums = sums_of(&view);
        page.parts = parts_of(&view, true);
    }
    tpl_dossier_ledger(&response->body, &page);
    return ST_OK;
}

/* Mẫu 06, then the way to it. */
enum status act_control_slip(struct request *request, struct response *response)
{
    struct change_outcome outcome;
    int64_t version, form_id;

    TRY(form_only(request, "version"));
    if (!str_parse_i64(request_form(request, "version"), &version))
        return ST_INVALID;
    TRY(dossier_control_slip_issue(request->db, request->arena, request->user.actor, request->now, request->segments[0],
                                   version, &outcome, &form_id));
    response_redirect(response, arena_printf(request->arena, "/dossiers/%.*s/forms/%" PRId64 ".pdf",
                                             STR_ARG(request->segments[0]), form_id));
    return ST_OK;
}
