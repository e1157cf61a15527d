/* SPDX-License-Identifier: Apache-2.0 */
/* One whole list of work: what one person, one unit or the office has to do, most urgent first. */
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/work_lists.h"

/* ---- Tabs -------------------------------------------------------------------------------------- */

/* The lists that stand above every list; the others are reached from "Việc của tôi". */
static const struct {
    enum work_list list;
    struct str label;
} tabs[] = {
#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
    { WORK_MINE, TEXT("Của tôi") },    { WORK_SUBMITTED, TEXT("Chờ tiếp nhận") },
    { WORK_UNIT, TEXT("Đơn vị tôi") }, { WORK_OPEN, TEXT("Tất cả") },
    { WORK_LATE, TEXT("Quá hạn") },    { WORK_HAND_OVER, TEXT("Chờ trả") },
#undef TEXT
};

enum { TABS = sizeof tabs / sizeof *tabs };

static enum status count_of(struct request *request, enum work_list list, int64_t *out)
{
    const struct actor *actor = &request->user.actor;
    struct moment until = list == WORK_LATE ? request->now : (struct moment){ INT64_MAX };
    struct sql_dossier_count_held_row held;
    struct sql_dossier_count_submitted_row submitted;
    struct sql_dossier_count_of_unit_row unit;
    struct sql_dossier_count_open_row open;
    struct sql_dossier_count_to_hand_over_row decided;

    if (list == WORK_MINE) {
        TRY(sql_dossier_count_held(request->db, request->arena, actor->account_id, &held));
        *out = held.dossiers;
    } else if (list == WORK_SUBMITTED) {
        TRY(sql_dossier_count_submitted(request->db, request->arena, actor->office_id, &submitted));
        *out = submitted.dossiers;
    } else if (list == WORK_UNIT) {
        TRY(sql_dossier_count_of_unit(request->db, request->arena, actor->unit_id, &unit));
        *out = unit.dossiers;
    } else if (list == WORK_HAND_OVER) {
        TRY(sql_dossier_count_to_hand_over(request->db, request->arena, actor->office_id, &decided));
        *out = decided.dossiers;
    } else {
        TRY(sql_dossier_count_open(request->db, request->arena, actor->office_id, until, &open));
        *out = open.dossiers;
    }
    return ST_OK;
}

static enum status links_of_tabs(struct request *request, enum work_list current, struct links *out)
{
    struct link *links = arena_array(request->arena, struct link, TABS);

    for (size_t i = 0; i < TABS; i++) {
        int64_t count = 0;

        TRY(count_of(request, tabs[i].list, &count));
        links[i] = (struct link){
            .label = tabs[i].label,
            .href = work_list_href(request->arena, tabs[i].list),
            .count = words_count(request->arena, count),
            .is_current = tabs[i].list == current,
            .is_alarming = tabs[i].list == WORK_LATE && count > 0,
        };
    }
    *out = (struct links){ links, TABS };
    return ST_OK;
}

/* ---- The page ---------------------------------------------------------------------------------- */

enum status page_dossier_list(struct request *request, struct response *response)
{
    enum work_list list = WORK_MINE;
    struct page_key after;
    struct work_piece piece;

    work_list_parse(request_query(request, "tab"), &list);
    TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(work_list_read(request, list, after, PAGE_ROWS, &piece));

    struct work_list_page page = {
        .layout = layout_of(request, work_list_heading(list)),
        .heading = work_list_heading(list),
        .table = { .caption = work_list_heading(list), .rows = piece.rows, .has_recall = list == WORK_SENT },
        .intake_href = role_may(request->user.actor.role, PERM_DOSSIER_RECEIVE) ? STR("/dossiers/new") : STR(""),
    };
    page.layout.is_wide = true;
    TRY(links_of_tabs(request, list, &page.tabs));
    if (piece.rows.count > 0)
        page.pager = pager_of(request->arena, work_list_href(request->arena, list), after, piece.last, piece.has_more);
    tpl_dossier_work_list(&response->body, &page);
    return ST_OK;
}
