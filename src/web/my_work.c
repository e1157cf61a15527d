/* SPDX-License-Identifier: Apache-2.0 */
/* "Việc của tôi": where an officer's day begins.  The beginnings of the lists of work that concern this person, those
 * with nothing in them left out, and what was done in the last two minutes. */
#include "app/dossier_reading.h"
#include "templates.h"
#include "web/alert_list.h"
#include "web/dossier_words.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/work_lists.h"

#include <inttypes.h>

enum { BLOCK_ROWS = 6, ACTS = 5, ALERTS = 3, REMIND_DAYS = 14 };

static const enum work_list own_lists[] = {
    WORK_MINE_LATE, WORK_MINE_NOON,     WORK_MINE_EVENING, WORK_MINE_CHOICE,
    WORK_MINE_BACK, WORK_MINE_UNOPENED, WORK_MINE_LATER,   WORK_SENT,
};
static const enum work_list head_lists[] = { WORK_UNIT_EXTENSION, WORK_UNIT_MEASURE, WORK_UNIT_LATE, WORK_UNIT_SOON,
                                             WORK_UNIT_UNOPENED };
static const enum work_list counter_lists[] = { WORK_SUBMITTED, WORK_HAND_OVER };
static const enum work_list leader_lists[] = { WORK_LATE };

enum { LISTS_MAX = 16 };

/* Adds a block for each of the lists that has something in it. */
static enum status add_blocks(struct request *request, const enum work_list *lists, size_t count,
                              struct work_blocks *out)
{
    struct work_block *blocks = arena_array(request->arena, struct work_block, LISTS_MAX);
    size_t used = out->count;

    for (size_t i = 0; i < used; i++)
        blocks[i] = out->at[i];
    for (size_t i = 0; i < count && used < LISTS_MAX; i++) {
        struct work_piece piece;
        struct str name = work_list_name(lists[i]);

        TRY(work_list_read(request, lists[i], (struct page_key){ .id = 0 }, BLOCK_ROWS, &piece));
        if (piece.rows.count == 0)
            continue;
        blocks[used++] = (struct work_block){
            .id = name,
            .heading = work_list_heading(lists[i]),
            .more_href = piece.has_more ? work_list_href(request->arena, lists[i]) : STR(""),
            .is_alarming = lists[i] == WORK_MINE_LATE || lists[i] == WORK_UNIT_LATE || lists[i] == WORK_LATE,
            .table = { .caption = work_list_heading(lists[i]),
                       .rows = piece.rows,
                       .has_recall = lists[i] == WORK_SENT },
        };
    }
    *out = (struct work_blocks){ blocks, used };
    return ST_OK;
}

/* What this person answers for beside the own dossiers. */
static enum status add_led(struct request *request, struct my_work_page *page)
{
    enum role role = request->user.actor.role;

    page->led_heading = STR("Việc của đơn vị");
    if (role_may(role, PERM_DOSSIER_RECEIVE)) {
        page->led_heading = STR("Việc chung của Trung tâm");
        TRY(add_blocks(request, counter_lists, sizeof counter_lists / sizeof *counter_lists, &page->led));
    }
    if (role_may(role, PERM_UNIT_WATCH))
        TRY(add_blocks(request, head_lists, sizeof head_lists / sizeof *head_lists, &page->led));
    if (role_may(role, PERM_OFFICE_WATCH)) {
        page->led_heading = STR("Việc chung của cơ quan");
        TRY(add_blocks(request, leader_lists, sizeof leader_lists / sizeof *leader_lists, &page->led));
    }
    return ST_OK;
}

/* ---- What was just done -------------------------------------------------------------------------- */

/* *out_event: what taking back would cancel.  False: this person can take nothing back. */
static bool find_undo(const struct request *request, const struct sql_last_acts_row *row, struct dossier_history whole,
                      enum dossier_event *out_event)
{
    int64_t number = dossier_history_last(whole);

    if (number == 0 ||
        dossier_sender(whole, moment_is_given(row->opened_at), request->now) != request->user.actor.account_id)
        return false;
    *out_event = whole.at[number - 1].event;
    return true;
}

static enum status histories_of(struct request *request, const struct sql_last_acts_rows *acts,
                                struct dossier_history *out)
{
    int64_t *ids = arena_array(request->arena, int64_t, acts->count);

    for (size_t i = 0; i < acts->count; i++)
        ids[i] = acts->at[i].dossier_id;
    return dossier_reading_histories(request->db, request->arena, ids, acts->count, out);
}

static enum status acts_of(struct request *request, struct work_acts *out)
{
    struct moment since = { request->now.ms - TAKE_BACK_MS };
    struct sql_last_acts_rows rows;

    TRY(sql_last_acts(request->db, request->arena, request->user.actor.office_id, request->user.actor.account_id, since,
                      ACTS, &rows));
    struct work_act *acts = arena_array(request->arena, struct work_act, rows.count);

    struct dossier_history *wholes = arena_array(request->arena, struct dossier_history, rows.count);

    *out = (struct work_acts){ acts, 0 };
    if (rows.count == 0)
        return ST_OK;
    TRY(histories_of(request, &rows, wholes));
    for (size_t i = 0; i < rows.count; i++) {
        struct str code = rows.at[i].code;
        enum dossier_event event;

        if (!find_undo(request, &rows.at[i], wholes[i], &event))
            continue;
        acts[out->count++] = (struct work_act){
            .label = dossier_event_label(event),
            .code = code,
            .href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(code)),
            .procedure_name = rows.at[i].procedure_name,
            .undo_href = arena_printf(request->arena, "/dossiers/%.*s/take-back", STR_ARG(code)),
            .csrf_token = request->user.csrf_token,
            .version = rows.at[i].version,
        };
    }
    return ST_OK;
}

/* ---- Who is away ---------------------------------------------------------------------------------- */

/* "Trần Văn Ví Dụ vắng từ 18/09/2025 đến 22/09/2025, còn giữ 3 hồ sơ" */
static struct str words_of_absence(struct arena *arena, const struct sql_absences_to_hand_over_row *absence)
{
    struct buf out = buf_new(arena, 1024);
    char day[11];

    buf_printf(&out, "%.*s vắng từ %.*s", STR_ARG(absence->full_name), STR_ARG(date_format(absence->from_on, day)));
    if (date_is_given(absence->to_on))
        buf_printf(&out, " đến hết %.*s", STR_ARG(date_format(absence->to_on, day)));
    if (absence->dossiers > 0)
        buf_printf(&out, ", còn giữ %" PRId64 " hồ sơ chưa bàn giao", absence->dossiers);
    return buf_str(&out);
}

/* Who is away of those this person is the chief of in the own unit, and who is back with dossiers still elsewhere. */
static enum status away_of(struct request *request, struct away_rows *out)
{
    const struct actor *actor = &request->user.actor;
    struct moment lately = { request->now.ms - REMIND_DAYS * (int64_t)MINUTES_PER_DAY * 60000 };
    struct sql_absences_to_hand_over_rows away;
    struct sql_absences_to_take_back_rows back;
    size_t count = 0;

    if (!role_may(actor->role, PERM_DOSSIER_ASSIGN))
        return ST_OK;
    TRY(sql_absences_to_hand_over(request->db, request->arena, actor->office_id, actor->unit_id, &away));
    TRY(sql_absences_to_take_back(request->db, request->arena, lately, actor->office_id, actor->unit_id, &back));
    struct away_row *rows = arena_array(request->arena, struct away_row, away.count + back.count);

    for (size_t i = 0; i < away.count; i++)
        rows[count++] = (struct away_row){
            words_of_absence(request->arena, &away.at[i]),
            arena_printf(request->arena, "/absences/%" PRId64, away.at[i].absence_id),
        };
    for (size_t i = 0; i < back.count; i++)
        rows[count++] = (struct away_row){
            arena_printf(request->arena, "%.*s đã trở lại, có hồ sơ chuyển lại được", STR_ARG(back.at[i].full_name)),
            arena_printf(request->arena, "/absences/%" PRId64, back.at[i].absence_id),
        };
    *out = (struct away_rows){ rows, count };
    return ST_OK;
}

/* ---- The page ------------------------------------------------------------------------------------ */

static struct str notice_of(struct str done)
{
    return str_equal(done, STR("take-back")) ? STR("Đã thu hồi. Hồ sơ lại ở trong tay bạn.") : STR("");
}

enum status page_my_work(struct request *request, struct response *response)
{
    struct my_work_page page = {
        .layout = layout_of(request, STR("Việc của tôi")),
        .day = words_day(request->arena, request->today),
        .intake_href = role_may(request->user.actor.role, PERM_DOSSIER_RECEIVE) ? STR("/dossiers/new") : STR(""),
    };

    page.layout.is_wide = true;
    page.layout.notice = notice_of(request_query(request, "done"));
    TRY(acts_of(request, &page.acts));
    TRY(alert_list_mine(request, ALERTS, &page.alerts));
    TRY(away_of(request, &page.away));
    TRY(add_blocks(request, own_lists, sizeof own_lists / sizeof *own_lists, &page.own));
    TRY(add_led(request, &page));
    page.is_idle = page.own.count == 0 && page.led.count == 0 && page.away.count == 0 && page.alerts.count == 0;
    tpl_work_mine(&response->body, &page);
    return ST_OK;
}
