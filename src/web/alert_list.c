/* SPDX-License-Identifier: Apache-2.0 */
#include "web/alert_list.h"

#include "app/alert_watch.h"
#include "domain/alerts.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/layout.h"
#include "web/paging.h"

enum { DOSSIER_ROWS = 100 };

enum scope { OF_ME, OF_UNIT, OF_OFFICE, SCOPE_COUNT };

static const struct {
    struct str name, label;
} scopes[SCOPE_COUNT] = {
    [OF_ME] = { STR_INIT(""), STR_INIT("Của tôi") },
    [OF_UNIT] = { STR_INIT("unit"), STR_INIT("Đơn vị tôi") },
    [OF_OFFICE] = { STR_INIT("office"), STR_INIT("Cả xã") },
};

/* ---- Reading ------------------------------------------------------------------------------------- */

/* What the queries have in common. */
struct told {
    int64_t alert_id;
    struct str rule_name, body, code, procedure_name, holder_name, told_name;
    struct moment due_at, raised_at, seen_at;
};

struct told_rows {
    struct told *at;
    size_t count;
};

/* Where in its query a list is read. */
struct place {
    struct page_key before;
    int64_t limit;
    int64_t dossier_id; /* of one dossier's */
};

/* A reader of queries/alert.sql; what stands between is its own parameters. */
#define READER(scope, ...)                                                                                       \
    static enum status read_##scope(struct request *request, const struct place *from, struct told_rows *out)    \
    {                                                                                                            \
        const struct actor *me = &request->user.actor;                                                           \
        struct sql_alerts_of_##scope##_rows rows;                                                                \
                                                                                                                 \
        (void)me;                                                                                                \
        TRY(sql_alerts_of_##scope(request->db, request->arena, __VA_ARGS__, from->before.at.ms, from->before.id, \
                                  from->limit, &rows));                                                          \
        out->at = arena_array(request->arena, struct told, rows.count);                                          \
        out->count = rows.count;                                                                                 \
        for (size_t i = 0; i < rows.count; i++)                                                                  \
            out->at[i] = (struct told){ .alert_id = rows.at[i].alert_id,                                         \
                                        .rule_name = rows.at[i].rule_name,                                       \
                                        .body = rows.at[i].body,                                                 \
                                        .code = rows.at[i].code,                                                 \
                                        .procedure_name = rows.at[i].procedure_name,                             \
                                        .holder_name = rows.at[i].holder_name,                                   \
                                        .told_name = rows.at[i].told_name,                                       \
                                        .due_at = rows.at[i].due_at,                                             \
                                        .raised_at = rows.at[i].raised_at,                                       \
                                        .seen_at = rows.at[i].seen_at };                                         \
        return ST_OK;                                                                                            \
    }

READER(account, me->account_id)
READER(unit, me->office_id, me->unit_id)
READER(office, me->office_id)
READER(one_dossier, from->dossier_id)

/* The newest rows, or those after the last one of a page. */
static struct place place_of(struct page_key after, int64_t limit)
{
    return (struct place){ after.id != 0 ? after : (struct page_key){ { INT64_MAX }, INT64_MAX, 0 }, limit, 0 };
}

static enum status read_scope(struct request *request, enum scope scope, struct page_key after, int64_t limit,
                              struct told_rows *out)
{
    struct place from = place_of(after, limit);

    if (scope == OF_UNIT)
        return read_unit(request, &from, out);
    return scope == OF_OFFICE ? read_office(request, &from, out) : read_account(request, &from, out);
}

/* ---- Drawing ------------------------------------------------------------------------------------- */

static struct str label_of(struct arena *arena, enum clock_kind kind, struct str body)
{
    struct str label = clock_kind_label(kind);

    return str_is_empty(body) ? label : arena_printf(arena, "%.*s: %.*s", STR_ARG(label), STR_ARG(body));
}

static struct tag tag_of(enum alert_rule rule)
{
    if (alert_rule_when(rule) == ALERT_BEFORE)
        return (struct tag){ STR("Sắp đến hạn"), STR("yellow") };
    if (alert_rule_when(rule) == ALERT_AT_TERM)
        return (struct tag){ STR("Quá hạn, không báo trước"), STR("red") };
    if (alert_rule_clock(rule) == CLOCK_OF_CHOICE)
        return (struct tag){ STR("Chưa chọn"), STR("orange") };
    if (alert_rule_recipient(rule) != ALERT_TO_HOLDER)
        return (struct tag){ STR("Quá hạn, báo cấp trên"), STR("red") };
    return (struct tag){ STR("Quá hạn"), STR("red") };
}

static struct str told_words(struct arena *arena, enum scope scope, const struct told *told)
{
    struct str at = words_moment(arena, told->raised_at);
    const char *seen = moment_is_given(told->seen_at) ? "đã xem" : "chưa xem";

    if (scope == OF_ME)
        return arena_printf(arena, "Nhắc lúc %.*s", STR_ARG(at));
    return arena_printf(arena, "Báo %.*s lúc %.*s, %s", STR_ARG(told->told_name), STR_ARG(at), seen);
}

static enum status rows_of(struct request *request, enum scope scope, struct told_rows told, struct alert_rows *out)
{
    struct arena *arena = request->arena;
    struct alert_row *rows = arena_array(arena, struct alert_row, told.count);

    for (size_t i = 0; i < told.count; i++) {
        const struct told *alert = &told.at[i];
        enum alert_rule rule;

        if (!alert_rule_parse(alert->rule_name, &rule))
            return ST_CORRUPT;
        rows[i] = (struct alert_row){
            .label = label_of(arena, alert_rule_clock(rule), alert->body),
            .code = alert->code,
            .href = arena_printf(arena, "/dossiers/%.*s", STR_ARG(alert->code)),
            .procedure_name = alert->procedure_name,
            .holder_name = alert->holder_name,
            .due_words = words_moment(arena, alert->due_at),
            .told = told_words(arena, scope, alert),
            .tag = tag_of(rule),
            .is_new = scope == OF_ME && !moment_is_given(alert->seen_at),
        };
    }
    *out = (struct alert_rows){ rows, told.count };
    return ST_OK;
}

enum status alert_list_mine(struct request *request, int64_t limit, struct alert_rows *out)
{
    struct told_rows told;

    TRY(read_scope(request, OF_ME, (struct page_key){ .id = 0 }, limit, &told));
    return rows_of(request, OF_ME, told, out);
}

enum status alert_list_of_dossier(struct request *request, int64_t dossier_id, struct alert_rows *out)
{
    struct place from = place_of((struct page_key){ .id = 0 }, DOSSIER_ROWS);
    struct told_rows told;

    from.dossier_id = dossier_id;
    TRY(read_one_dossier(request, &from, &told));
    return rows_of(request, OF_OFFICE, told, out);
}

/* ---- The page ------------------------------------------------------------------------------------ */

static bool may_see(enum role role, enum scope scope)
{
    if (scope == OF_UNIT)
        return role_may(role, PERM_UNIT_WATCH);
    return scope == OF_ME || role_may(role, PERM_OFFICE_WATCH);
}

static bool scope_parse(struct str name, enum scope *out)
{
    for (enum scope scope = 0; scope < SCOPE_COUNT; scope++)
        if (str_equal(name, scopes[scope].name)) {
            *out = scope;
            return true;
        }
    return false;
}

static struct str scope_href(struct arena *arena, enum scope scope)
{
    return scope == OF_ME ? STR("/alerts") : arena_printf(arena, "/alerts?of=%.*s", STR_ARG(scopes[scope].name));
}

static struct links tabs_of(const struct request *request, enum scope chosen)
{
    struct link *tabs = arena_array(request->arena, struct link, SCOPE_COUNT);
    size_t count = 0;

    for (enum scope scope = 0; scope < SCOPE_COUNT; scope++)
        if (may_see(request->user.actor.role, scope))
            tabs[count++] = (struct link){ .label = scopes[scope].label,
                                           .href = scope_href(request->arena, scope),
                                           .is_current = scope == chosen };
    return (struct links){ tabs, count > 1 ? count : 0 };
}

static enum status load(struct request *request, enum scope scope, struct page_key after, struct alerts_page *page)
{
    struct str base = arena_printf(request->arena, "/alerts?of=%.*s", STR_ARG(scopes[scope].name));
    struct told_rows told;

    TRY(read_scope(request, scope, after, PAGE_ROWS + 1, &told));
    bool has_more = told.count > PAGE_ROWS;

    if (has_more)
        told.count = PAGE_ROWS;
    if (told.count > 0) {
        const struct told *last = &told.at[told.count - 1];

        page->pager =
            pager_of(request->arena, base, after, (struct page_key){ last->raised_at, last->alert_id, 0 }, has_more);
    }
    return rows_of(request, scope, told, &page->rows);
}

enum status page_alerts(struct request *request, struct response *response)
{
    struct str name = request_query(request, "of");
    struct sql_alert_count_unseen_row unseen;
    struct page_key after;
    enum scope scope = OF_ME;

    if (!str_is_empty(name) && !scope_parse(name, &scope))
        return ST_NOT_FOUND;
    if (!may_see(request->user.actor.role, scope))
        return ST_FORBIDDEN;
    TRY(page_key_parse(request_query(request, "after"), &after));
    TRY(sql_alert_count_unseen(request->db, request->arena, request->user.actor.account_id, &unseen));
    struct alerts_page page = {
        .layout = layout_of(request, STR("Nhắc việc")),
        .tabs = tabs_of(request, scope),
        .has_unseen = scope == OF_ME && unseen.alerts > 0,
        .until = request->now.ms,
        .can_manage = role_may(request->user.actor.role, PERM_CLOCK_MANAGE),
    };

    page.layout.is_private = true;
    TRY(load(request, scope, after, &page));
    tpl_alert_list(&response->body, &page);
    return ST_OK;
}

enum status act_alerts_seen(struct request *request, struct response *response)
{
    struct moment until;

    TRY(form_only(request, "until"));
    if (!str_parse_i64(request_form(request, "until"), &until.ms))
        return ST_INVALID;
    TRY(alert_watch_seen(request->db, request->user.actor, moment_earlier(until, request->now), request->now));
    response_redirect(response, STR("/alerts"));
    return ST_OK;
}
