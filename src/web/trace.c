/* SPDX-License-Identifier: Apache-2.0 */
/* Who looked at a dossier, and which dossiers somebody looked at.  Either list is read by key, so that its page costs
 * the same however long it is. */
#include "web/trace.h"

#include "app/trace_reading.h"
#include "base/buf.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

enum { TIMES_BYTES_MAX = 1024 };

struct str trace_href(const struct request *request, struct str code, int64_t unit_id)
{
    if (!actor_reads_trace(request->user.actor, unit_id))
        return STR("");
    return arena_printf(request->arena, "/dossiers/%.*s/trace", STR_ARG(code));
}

/* ---- The table --------------------------------------------------------------------------------- */

/* One look as it is stored; `other_id`: the person, or the dossier. */
struct look {
    int64_t other_id;
    struct moment at;
    struct trace_row row; /* without day, times, hours */
};

static bool is_same_row(const struct look *one, const struct look *other)
{
    return one->other_id == other->other_id && moment_date(one->at).day == moment_date(other->at).day;
}

static void add_time(struct buf *times, struct moment at)
{
    int minute = moment_minute(at);

    buf_printf(times, "%s%02d:%02d", times->len == 0 ? "" : ", ", minute / 60, minute % 60);
}

/* The looks at one thing on one day, which stand newest first, become one row with the earliest time first. */
static struct trace_row row_of(struct arena *arena, const struct look *looks, size_t first, size_t count)
{
    struct trace_row row = looks[first].row;
    struct buf times = buf_new(arena, TIMES_BYTES_MAX);

    row.day = words_day(arena, moment_date(looks[first].at));
    for (size_t i = count; i > first; i--)
        if (is_same_row(&looks[i - 1], &looks[first])) {
            add_time(&times, looks[i - 1].at);
            row.hours++;
        }
    row.times = buf_str(&times);
    return row;
}

static struct trace_rows rows_of(struct arena *arena, const struct look *looks, size_t count)
{
    struct trace_row *rows = arena_array(arena, struct trace_row, count);
    size_t row_count = 0;

    for (size_t i = 0; i < count; i++) {
        size_t earlier = 0;

        while (earlier < i && !is_same_row(&looks[earlier], &looks[i]))
            earlier++;
        if (earlier == i)
            rows[row_count++] = row_of(arena, looks, i, count);
    }
    return (struct trace_rows){ rows, row_count };
}

/* Where a page begins: before everything that was looked at, or after the last row of the page before. */
static enum status place_of(const struct request *request, struct page_key *out_after, struct page_key *out_before)
{
    TRY(page_key_parse(request_query(request, "after"), out_after));
    *out_before = out_after->id == 0 ? (struct page_key){ { INT64_MAX }, INT64_MAX, 0 } : *out_after;
    return ST_OK;
}

/* ---- A dossier --------------------------------------------------------------------------------- */

static enum status traces_of_dossier(struct request *request, int64_t dossier_id, struct str base,
                                     struct trace_table *out)
{
    struct arena *arena = request->arena;
    bool sees_officers = role_may(request->user.actor.role, PERM_TRACE_READ_ALL);
    struct sql_traces_of_dossier_rows traces;
    struct page_key after, before;

    TRY(place_of(request, &after, &before));
    TRY(sql_traces_of_dossier(request->db, arena, dossier_id, before.at.ms, before.id, PAGE_ROWS + 1, &traces));
    bool has_more = traces.count > PAGE_ROWS;
    size_t count = has_more ? PAGE_ROWS : traces.count;
    struct look *looks = arena_array(arena, struct look, count);

    for (size_t i = 0; i < count; i++) {
        enum role role = ROLE_NONE;

        if (!role_parse(traces.at[i].role, &role))
            return ST_CORRUPT;
        looks[i] = (struct look){
            .other_id = traces.at[i].account_id,
            .at = traces.at[i].looked_at,
            .row = { .label = traces.at[i].full_name,
                     .href = sees_officers ? arena_printf(arena, "/traces/%.*s", STR_ARG(traces.at[i].login)) : STR(""),
                     .fact = arena_printf(arena, "%.*s, %.*s", STR_ARG(role_label(role)),
                                          STR_ARG(traces.at[i].unit_name)) },
        };
    }
    out->rows = rows_of(arena, looks, count);
    if (count > 0)
        out->pager =
            pager_of(arena, base, after,
                     (struct page_key){ traces.at[count - 1].hour_at, traces.at[count - 1].account_id, 0 }, has_more);
    return ST_OK;
}

enum status page_dossier_trace(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct sql_dossier_by_code_row dossier;
    struct dossier_trace_page page = {
        .code = request->segments[0],
        .traces = { .caption = STR("Những lần xem hồ sơ, mới nhất ở trên"),
                    .label_title = STR("Người xem"),
                    .fact_title = STR("Vai trò, bộ phận") },
    };

    TRY(sql_dossier_by_code(request->db, arena, page.code, request->user.actor.office_id, &dossier));
    struct str href = trace_href(request, page.code, dossier.unit_id);

    if (str_is_empty(href))
        return ST_FORBIDDEN;
    request_leaves_trace(request, dossier.dossier_id);
    page.layout = layout_of(request, arena_printf(arena, "Ai đã xem hồ sơ %.*s", STR_ARG(page.code)));
    page.layout.is_private = true;
    page.procedure_name = dossier.procedure_name;
    page.dossier_href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(page.code));
    TRY(traces_of_dossier(request, dossier.dossier_id, arena_printf(arena, "%.*s?", STR_ARG(href)), &page.traces));
    tpl_trace_dossier(&response->body, &page);
    return ST_OK;
}

/* ---- An officer -------------------------------------------------------------------------------- */

static struct str href_of(struct arena *arena, struct str login)
{
    return arena_printf(arena, "/traces/%.*s", STR_ARG(login));
}

enum status page_traces(struct request *request, struct response *response)
{
    struct traces_page page = { .layout = layout_of(request, STR("Cán bộ đã xem hồ sơ nào")) };
    struct sql_accounts_of_office_rows accounts;

    TRY(sql_accounts_of_office(request->db, request->arena, request->user.actor.office_id, &accounts));
    struct trace_person *persons = arena_array(request->arena, struct trace_person, accounts.count);

    for (size_t i = 0; i < accounts.count; i++) {
        enum role role;

        if (!role_parse(accounts.at[i].role, &role))
            return ST_CORRUPT;
        persons[i] = (struct trace_person){ accounts.at[i].full_name, role_label(role), accounts.at[i].unit_name,
                                            href_of(request->arena, accounts.at[i].login), accounts.at[i].is_active };
    }
    page.persons = (struct trace_persons){ persons, accounts.count };
    tpl_trace_list(&response->body, &page);
    return ST_OK;
}

static enum status traces_of_account(struct request *request, int64_t account_id, struct str base,
                                     struct trace_table *out)
{
    struct arena *arena = request->arena;
    struct sql_traces_of_account_rows traces;
    struct page_key after, before;

    TRY(place_of(request, &after, &before));
    TRY(sql_traces_of_account(request->db, arena, account_id, before.at.ms, before.id, PAGE_ROWS + 1, &traces));
    bool has_more = traces.count > PAGE_ROWS;
    size_t count = has_more ? PAGE_ROWS : traces.count;
    struct look *looks = arena_array(arena, struct look, count);

    for (size_t i = 0; i < count; i++)
        looks[i] = (struct look){
            .other_id = traces.at[i].dossier_id,
            .at = traces.at[i].looked_at,
            .row = { .label = traces.at[i].code,
                     .href = arena_printf(arena, "/dossiers/%.*s/trace", STR_ARG(traces.at[i].code)),
                     .fact = traces.at[i].procedure_name },
        };
    out->rows = rows_of(arena, looks, count);
    if (count > 0)
        out->pager =
            pager_of(arena, base, after,
                     (struct page_key){ traces.at[count - 1].hour_at, traces.at[count - 1].dossier_id, 0 }, has_more);
    return ST_OK;
}

static enum status draw_officer(struct request *request, struct response *response, struct str typed, struct str error)
{
    struct arena *arena = request->arena;
    struct str login = request->segments[0];
    struct sql_account_by_login_row found;
    struct sql_account_by_id_row account;
    enum role role;

    TRY(sql_account_by_login(request->db, arena, request->user.actor.office_id, login, &found));
    TRY(sql_account_by_id(request->db, arena, found.account_id, request->user.actor.office_id, &account));
    if (!role_parse(account.role, &role))
        return ST_CORRUPT;
    struct officer_trace_page page = {
        .layout = layout_of(request, arena_printf(arena, "%.*s đã xem hồ sơ nào", STR_ARG(account.full_name))),
        .name = account.full_name,
        .role_label = role_label(role),
        .unit_name = account.unit_name,
        .href = href_of(arena, account.login),
        .reason = { .name = STR("reason"),
                    .label = STR("Lý do xem"),
                    .hint =
                        STR("Ghi vào lịch sử tài khoản của người này cùng tên bạn, rồi mới xem được, trong một giờ"),
                    .value = typed,
                    .error = error,
                    .max_length = TRACE_REASON_CHARS_MAX },
        .traces = { .caption = STR("Những lần xem, mới nhất ở trên"),
                    .label_title = STR("Hồ sơ"),
                    .fact_title = STR("Thủ tục") },
    };

    page.layout.is_private = true;
    TRY(trace_reading_until(request->db, arena, request->user.actor, request->now, account.account_id, &page.until));
    if (moment_is_given(page.until))
        TRY(traces_of_account(request, account.account_id, arena_printf(arena, "%.*s?", STR_ARG(page.href)),
                              &page.traces));
    if (!str_is_empty(error)) {
        page.errors = form_errors_one(arena, STR("reason"), error);
        page.layout.has_errors = true;
    }
    tpl_trace_officer(&response->body, &page);
    return ST_OK;
}

enum status page_officer_trace(struct request *request, struct response *response)
{
    return draw_officer(request, response, STR(""), STR(""));
}

enum status act_officer_trace(struct request *request, struct response *response)
{
    struct str reason = request_form(request, "reason");

    TRY(form_only(request, "reason"));
    enum status status = trace_reading_begin(request->db, request->arena, request->user.actor, request->now,
                                             request->segments[0], reason);

    if (status == ST_INVALID) {
        response->code = 422;
        return draw_officer(request, response, reason, STR("Ghi lý do xem, nhiều nhất 500 ký tự."));
    }
    TRY(status);
    response_redirect(response, href_of(request->arena, request->segments[0]));
    return ST_OK;
}
