/* SPDX-License-Identifier: Apache-2.0 */
/* The work list: what one person, one unit or the office has to do, most urgent first. */
#include "app/working_time.h"
#include "domain/identity.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

/* ---- Tabs -------------------------------------------------------------------------------------- */

enum tab { TAB_MINE, TAB_SUBMITTED, TAB_UNIT, TAB_OPEN, TAB_LATE, TAB_HAND_OVER, TAB_COUNT };

static const struct {
    struct str name, label, heading, nothing;
} tabs[TAB_COUNT] = {
#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
    [TAB_MINE] = { TEXT("mine"), TEXT("Của tôi"), TEXT("Việc của tôi"), TEXT("Không có việc nào đang chờ.") },
    [TAB_SUBMITTED] = { TEXT("submitted"), TEXT("Chờ tiếp nhận"), TEXT("Hồ sơ trực tuyến chờ tiếp nhận"),
                        TEXT("Không có hồ sơ nào chờ tiếp nhận.") },
    [TAB_UNIT] = { TEXT("unit"), TEXT("Đơn vị tôi"), TEXT("Hồ sơ của đơn vị tôi"),
                   TEXT("Đơn vị không còn hồ sơ nào đang xử lý.") },
    [TAB_OPEN] = { TEXT("open"), TEXT("Tất cả"), TEXT("Hồ sơ đang xử lý"), TEXT("Không có hồ sơ nào đang xử lý.") },
    [TAB_LATE] = { TEXT("late"), TEXT("Quá hạn"), TEXT("Hồ sơ quá hạn"), TEXT("Không có hồ sơ nào quá hạn.") },
    [TAB_HAND_OVER] = { TEXT("hand-over"), TEXT("Chờ trả"), TEXT("Kết quả chờ trả"),
                        TEXT("Không có kết quả nào chờ trả.") },
#undef TEXT
};

static enum tab tab_parse(struct str name)
{
    for (enum tab tab = 0; tab < TAB_COUNT; tab++)
        if (str_equal(name, tabs[tab].name))
            return tab;
    return TAB_MINE;
}

static enum status count_of(struct request *request, enum tab tab, int64_t *out)
{
    const struct actor *actor = &request->user.actor;
    struct sql_dossier_count_held_row held;
    struct sql_dossier_count_submitted_row submitted;
    struct sql_dossier_count_of_unit_row unit;
    struct sql_dossier_count_open_row open;
    struct sql_dossier_count_to_hand_over_row decided;

    switch (tab) {
    case TAB_MINE:
        TRY(sql_dossier_count_held(request->db, request->arena, actor->account_id, &held));
        *out = held.dossiers;
        return ST_OK;
    case TAB_SUBMITTED:
        TRY(sql_dossier_count_submitted(request->db, request->arena, actor->office_id, &submitted));
        *out = submitted.dossiers;
        return ST_OK;
    case TAB_UNIT:
        TRY(sql_dossier_count_of_unit(request->db, request->arena, actor->unit_id, &unit));
        *out = unit.dossiers;
        return ST_OK;
    case TAB_OPEN:
    case TAB_LATE:
        TRY(sql_dossier_count_open(request->db, request->arena, actor->office_id,
                                   tab == TAB_LATE ? request->now : (struct moment){ INT64_MAX }, &open));
        *out = open.dossiers;
        return ST_OK;
    case TAB_HAND_OVER:
        TRY(sql_dossier_count_to_hand_over(request->db, request->arena, actor->office_id, &decided));
        *out = decided.dossiers;
        return ST_OK;
    case TAB_COUNT:
        break;
    }
    return ST_INVALID;
}

static enum status links_of_tabs(struct request *request, enum tab current, struct links *out)
{
    struct link *links = arena_array(request->arena, struct link, TAB_COUNT);

    for (enum tab tab = 0; tab < TAB_COUNT; tab++) {
        int64_t count = 0;

        TRY(count_of(request, tab, &count));
        links[tab] = (struct link){
            .label = tabs[tab].label,
            .href = arena_printf(request->arena, "/dossiers?tab=%.*s", STR_ARG(tabs[tab].name)),
            .count = words_count(request->arena, count),
            .is_current = tab == current,
            .is_alarming = tab == TAB_LATE && count > 0,
        };
    }
    *out = (struct links){ links, TAB_COUNT };
    return ST_OK;
}

/* ---- Rows -------------------------------------------------------------------------------------- */

/* What the lists have in common, whichever query they come from. */
struct listed {
    int64_t dossier_id;
    struct str code, applicant, procedure_name, state, holder_name;
    struct moment due_at, closed_at;
};

struct listed_rows {
    struct listed *at;
    size_t count;
};

#define COPY_ROWS(rows, out)                                                                                   \
    do {                                                                                                       \
        (out)->at = arena_array(request->arena, struct listed, (rows).count);                                  \
        (out)->count = (rows).count;                                                                           \
        for (size_t i = 0; i < (rows).count; i++)                                                              \
            (out)->at[i] =                                                                                     \
                (struct listed){ (rows).at[i].dossier_id,     (rows).at[i].code,     (rows).at[i].applicant,   \
                                 (rows).at[i].procedure_name, (rows).at[i].state,    (rows).at[i].holder_name, \
                                 (rows).at[i].due_at,         (rows).at[i].closed_at };                        \
    } while (0)

static enum status rows_of(struct request *request, enum tab tab, struct page_key after, struct listed_rows *out)
{
    const struct actor *actor = &request->user.actor;
    struct sql_dossiers_held_rows held;
    struct sql_dossiers_submitted_rows submitted;
    struct sql_dossiers_of_unit_rows unit;
    struct sql_dossiers_open_rows open;
    struct sql_dossiers_to_hand_over_rows decided;
    int64_t limit = PAGE_ROWS + 1;

    switch (tab) {
    case TAB_MINE:
        TRY(sql_dossiers_held(request->db, request->arena, actor->account_id, after.at.ms, after.id, limit, &held));
        COPY_ROWS(held, out);
        break;
    case TAB_SUBMITTED:
        TRY(sql_dossiers_submitted(request->db, request->arena, actor->office_id, after.at.ms, after.id, limit,
                                   &submitted));
        COPY_ROWS(submitted, out);
        break;
    case TAB_UNIT:
        TRY(sql_dossiers_of_unit(request->db, request->arena, actor->unit_id, after.at.ms, after.id, limit, &unit));
        COPY_ROWS(unit, out);
        break;
    case TAB_OPEN:
    case TAB_LATE:
        TRY(sql_dossiers_open(request->db, request->arena, actor->office_id,
                              tab == TAB_LATE ? request->now : (struct moment){ INT64_MAX }, after.at.ms, after.id,
                              limit, &open));
        COPY_ROWS(open, out);
        break;
    case TAB_HAND_OVER:
        TRY(sql_dossiers_to_hand_over(request->db, request->arena, actor->office_id, after.at.ms, after.id, limit,
                                      &decided));
        COPY_ROWS(decided, out);
        break;
    case TAB_COUNT:
        return ST_INVALID;
    }
    return ST_OK;
}

static enum status row_of(struct request *request, const struct calendar *calendar, const struct listed *listed,
                          struct work_row *out)
{
    enum dossier_state state;

    if (!dossier_state_parse(listed->state, &state))
        return ST_CORRUPT;
    struct time_left left = words_time_left(request->arena, calendar, state, listed->due_at, STR(""), request->now);
    bool runs = dossier_state_clock(state) == CLOCK_RUNS || state == DOSSIER_SUBMITTED;

    *out = (struct work_row){
        .code = listed->code,
        .href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(listed->code)),
        .procedure_name = listed->procedure_name,
        .applicant = listed->applicant,
        .holder_name = listed->holder_name,
        .state = words_state(state),
        .time_left = left,
        .due_at = runs ? listed->due_at : (struct moment){ 0 },
        .is_late = str_equal(left.look, STR("late")),
        .is_soon = str_equal(left.look, STR("soon")),
    };
    return ST_OK;
}

static enum status work_rows_of(struct request *request, const struct listed_rows *listed, size_t count,
                                struct work_rows *out)
{
    struct work_row *rows = arena_array(request->arena, struct work_row, count);
    const struct calendar *calendar;

    TRY(working_time_of(request->db, request->arena, request->user.actor.office_id, &calendar));
    for (size_t i = 0; i < count; i++)
        TRY(row_of(request, calendar, &listed->at[i], &rows[i]));
    *out = (struct work_rows){ rows, count };
    return ST_OK;
}

/* ---- The page ---------------------------------------------------------------------------------- */

/* The box takes a whole code, as typed or as a scanner sends it. */
static enum status find_by_code(struct request *request, struct str typed, struct str *out_href)
{
    struct sql_dossier_to_move_row found;
    struct str code = dossier_code_clean(request->arena, typed);

    TRY(sql_dossier_to_move(request->db, request->arena, code, request->user.actor.office_id, &found));
    *out_href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(code));
    return ST_OK;
}

enum status page_dossier_list(struct request *request, struct response *response)
{
    enum tab tab = tab_parse(request_query(request, "tab"));
    struct str code = request_query(request, "code");
    struct page_key after;
    struct listed_rows listed;
    struct str href;
    bool was_not_found = false;

    if (!str_is_empty(code)) {
        enum status status = find_by_code(request, code, &href);

        if (status == ST_OK) {
            response_redirect(response, href);
            return ST_OK;
        }
        if (status != ST_NOT_FOUND)
            return status;
        was_not_found = true;
    }
    TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(rows_of(request, tab, after, &listed));
    bool has_more = listed.count > PAGE_ROWS;
    size_t count = has_more ? PAGE_ROWS : listed.count;
    struct str base = arena_printf(request->arena, "/dossiers?tab=%.*s", STR_ARG(tabs[tab].name));

    struct work_list_page page = {
        .layout = layout_of(request, tabs[tab].heading),
        .heading = tabs[tab].heading,
        .nothing = tabs[tab].nothing,
        .find_href = STR("/dossiers"),
        .code_query = code,
        .was_not_found = was_not_found,
        .intake_href = role_may(request->user.actor.role, PERM_DOSSIER_RECEIVE) ? STR("/dossiers/new") : STR(""),
    };
    page.layout.is_wide = true;
    TRY(links_of_tabs(request, tab, &page.tabs));
    TRY(work_rows_of(request, &listed, count, &page.rows));
    if (count > 0)
        page.pager = pager_of(
            request->arena, base, after,
            (struct page_key){ tab == TAB_HAND_OVER ? listed.at[count - 1].closed_at : listed.at[count - 1].due_at,
                               listed.at[count - 1].dossier_id },
            has_more);
    tpl_dossier_work_list(&response->body, &page);
    return ST_OK;
}
