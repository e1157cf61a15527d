/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a month, and what is overdue now.  Counts are kept with each change, never recounted. */
#include "app/working_time.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

enum { FAULTS_MAX = 200 };

/* ---- A month ----------------------------------------------------------------------------------- */

/* The first day of "2025-07". */
static bool parse_month(struct str text, struct date *out)
{
    char day[] = "0000-00-01";

    if (text.len != 7)
        return false;
    for (size_t i = 0; i < 7; i++)
        day[i] = text.at[i];
    return date_parse_iso((struct str){ day, 10 }, out);
}

/* "Tháng 07/2025" of "2025-07"; `until` is what stands before the number. */
static struct str month_words(struct arena *arena, const char *until, struct str month)
{
    return arena_printf(arena, "%s %.*s/%.*s", until, STR_ARG(str_from(month, 5)), STR_ARG(str_head(month, 4)));
}

static enum status links_of_months(struct request *request, struct str month, struct links *out)
{
    struct sql_months_counted_rows months;

    TRY(sql_months_counted(request->db, request->arena, request->user.actor.office_id, &months));
    struct link *links = arena_array(request->arena, struct link, months.count);

    for (size_t i = 0; i < months.count; i++)
        links[i] =
            (struct link){ .label = month_words(request->arena, "Tháng", months.at[i].month),
                           .href = arena_printf(request->arena, "/figures?month=%.*s", STR_ARG(months.at[i].month)),
                           .is_current = str_equal(months.at[i].month, month) };
    *out = (struct links){ links, months.count };
    return ST_OK;
}

static void add_counts(struct month_row *row, const struct sql_month_counts_row *count)
{
    row->received += count->received;
    row->early += count->finished_early;
    row->on_time += count->finished_on_time;
    row->late += count->finished_late;
    row->refused += count->refused;
    row->officer_faults += count->officer_faults;
}

/* Bars in parts of 100 of the longest row. */
static void set_widths(struct month_row *row, int64_t longest)
{
    int64_t scale = longest == 0 ? 1 : longest;

    row->early_width = row->early * 100 / scale;
    row->on_time_x = row->early_width;
    row->on_time_width = row->on_time * 100 / scale;
    row->late_x = row->on_time_x + row->on_time_width;
    row->late_width = row->late * 100 / scale;
}

/* One row a procedure, its channels together; the rows come sorted by procedure. */
static struct month_rows rows_of_month(struct arena *arena, const struct sql_month_counts_rows *counts,
                                       struct month_row *total)
{
    struct month_row *rows = arena_array(arena, struct month_row, counts->count);
    struct str code = { NULL, 0 };
    size_t count = 0;
    int64_t longest = 0;

    for (size_t i = 0; i < counts->count; i++) {
        if (!str_equal(code, counts->at[i].procedure_code)) {
            code = counts->at[i].procedure_code;
            rows[count++] = (struct month_row){ .label = counts->at[i].procedure_name,
                                                .href = arena_printf(arena, "/procedures/%.*s", STR_ARG(code)) };
        }
        add_counts(&rows[count - 1], &counts->at[i]);
        add_counts(total, &counts->at[i]);
    }
    for (size_t i = 0; i < count; i++) {
        int64_t finished = rows[i].early + rows[i].on_time + rows[i].late;

        longest = finished > longest ? finished : longest;
    }
    for (size_t i = 0; i < count; i++)
        set_widths(&rows[i], longest);
    set_widths(total, total->early + total->on_time + total->late);
    return (struct month_rows){ rows, count };
}

static struct str share_words(struct arena *arena, const struct month_row *total)
{
    int64_t finished = total->early + total->on_time + total->late;
    int64_t tenths = finished == 0 ? 0 : ((total->early + total->on_time) * 1000 + finished / 2) / finished;

    if (finished == 0)
        return STR("");
    return arena_printf(arena, "%d,%d %%", (int)(tenths / 10), (int)(tenths % 10));
}

enum status page_month(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct str month = request_query(request, "month");
    struct sql_month_counts_rows counts;
    struct date first;
    char today[11];

    if (str_is_empty(month))
        month = str_head(arena_copy(arena, date_format_iso(request->today, today)), 7);
    if (!parse_month(month, &first))
        return ST_INVALID;
    TRY(sql_month_counts(request->db, arena, request->user.actor.office_id, month, &counts));
    struct str heading = month_words(arena, "Số liệu tháng", month);
    struct month_page page = { .layout = layout_of(request, heading),
                               .heading = heading,
                               .total = { .label = STR("Tất cả") } };

    page.layout.is_wide = true;
    TRY(links_of_months(request, month, &page.months));
    page.rows = rows_of_month(arena, &counts, &page.total);
    page.on_time_share = share_words(arena, &page.total);
    page.traces_href = role_may(request->user.actor.role, PERM_TRACE_READ_ALL) ? STR("/traces") : STR("");
    page.faults_href = arena_printf(arena, "/figures/faults?month=%.*s", STR_ARG(month));
    tpl_figures_month(&response->body, &page);
    return ST_OK;
}

/* ---- Returned again through an officer's fault --------------------------------------------------- */

static struct date first_of_next_month(struct date first)
{
    struct civil civil = date_civil(date_add(first, 31)); /* some day of the next month */

    return date_add(date_add(first, 31), 1 - civil.day);
}

enum status page_faults(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct str month = request_query(request, "month");
    struct sql_officer_faults_between_rows faults;
    struct date first;

    if (!parse_month(month, &first))
        return ST_INVALID;
    TRY(sql_officer_faults_between(request->db, arena, request->user.actor.office_id, moment_of(first, 0),
                                   moment_of(first_of_next_month(first), 0), FAULTS_MAX + 1, &faults));
    size_t count = faults.count > FAULTS_MAX ? FAULTS_MAX : faults.count;
    struct fault_row *rows = arena_array(arena, struct fault_row, count);
    struct str heading = month_words(arena, "Trả lại do lỗi chủ quan của cán bộ, tháng", month);

    for (size_t i = 0; i < count; i++)
        rows[i] = (struct fault_row){
            .code = faults.at[i].code,
            .href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(faults.at[i].code)),
            .procedure_name = faults.at[i].procedure_name,
            .officer_name = faults.at[i].officer_name,
            .unit_name = faults.at[i].unit_name,
            .allowed_by_name = faults.at[i].allowed_by_name,
            .reason = faults.at[i].reason,
            .legal_basis = faults.at[i].legal_basis,
            .occurred_at = faults.at[i].occurred_at,
        };
    struct faults_page page = { .layout = layout_of(request, heading),
                                .heading = heading,
                                .month_href = arena_printf(arena, "/figures?month=%.*s", STR_ARG(month)),
                                .rows = { rows, count },
                                .is_cut = faults.count > FAULTS_MAX };

    page.layout.is_wide = true;
    tpl_figures_faults(&response->body, &page);
    return ST_OK;
}

/* ---- Overdue now ------------------------------------------------------------------------------- */

static enum status overdue_row_of(struct request *request, const struct calendar *calendar,
                                  const struct sql_dossiers_open_row *dossier, struct overdue_row *out)
{
    enum dossier_state state;

    if (!dossier_state_parse(dossier->state, &state))
        return ST_CORRUPT;
    *out = (struct overdue_row){
        .code = dossier->code,
        .href = arena_printf(request->arena, "/dossiers/%.*s", STR_ARG(dossier->code)),
        .procedure_name = dossier->procedure_name,
        .applicant = dossier->applicant,
        .unit_name = dossier->unit_name,
        .holder_name = dossier->holder_name,
        .how_late = words_time_left(request->arena, calendar, state, dossier->due_at, STR(""), request->now).label,
        .state = words_state(state),
        .due_at = dossier->due_at,
    };
    return ST_OK;
}

enum status page_overdue(struct request *request, struct response *response)
{
    struct page_key after;
    struct sql_dossiers_open_rows late;
    const struct calendar *calendar;

    TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(working_time_of(request->db, request->arena, request->user.actor.office_id, &calendar));
    TRY(sql_dossiers_open(request->db, request->arena, request->user.actor.office_id, request->now, after.at.ms,
                          after.id, PAGE_ROWS + 1, &late));
    size_t count = late.count > PAGE_ROWS ? PAGE_ROWS : late.count;
    struct overdue_row *rows = arena_array(request->arena, struct overdue_row, count);
    struct overdue_page page = { .layout = layout_of(request, STR("Danh sách hồ sơ quá hạn")),
                                 .rows = { rows, count },
                                 .seen_at = request->now };

    page.layout.is_wide = true;
    for (size_t i = 0; i < count; i++)
        TRY(overdue_row_of(request, calendar, &late.at[i], &rows[i]));
    if (count > 0)
        page.pager = pager_of(request->arena, STR("/figures/overdue?"), after,
                              (struct page_key){ late.at[count - 1].due_at, late.at[count - 1].dossier_id, 0 },
                              late.count > PAGE_ROWS);
    tpl_figures_overdue(&response->body, &page);
    return ST_OK;
}
