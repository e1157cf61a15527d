/* SPDX-License-Identifier: Apache-2.0 */
/* The first step of reception: which procedure.  What is received most stands ready; the rest is found by typing. */
#include "app/procedure_search.h"
#include "domain/checklist.h"
#include "queries_read.h"
#include "templates.h"
#include "web/dossier_words.h"
#include "web/handlers.h"
#include "web/layout.h"

#include <stdlib.h>

enum { ROWS_MAX = 12, QUERY_CHARS_MAX = 200 };

static struct str href_of(struct arena *arena, struct str procedure_code)
{
    return arena_printf(arena, "/dossiers/new/%.*s", STR_ARG(procedure_code));
}

static struct procedure_row row_of(struct arena *arena, const struct sql_procedures_in_force_row *procedure)
{
    return (struct procedure_row){
        .code = procedure->procedure_code,
        .name = procedure->name,
        .field = procedure->field,
        .href = href_of(arena, procedure->procedure_code),
        .term = words_term(arena, procedure->term_unit, procedure->term_amount),
    };
}

static struct procedure_rows rows_found(struct arena *arena, struct str query,
                                        const struct sql_procedures_in_force_rows *all)
{
    struct sql_procedures_in_force_rows found = procedure_search(arena, query, all);
    struct procedure_row *rows = arena_array(arena, struct procedure_row, ROWS_MAX);
    size_t count = 0;

    for (; count < found.count && count < ROWS_MAX; count++)
        rows[count] = row_of(arena, &found.at[count]);
    return (struct procedure_rows){ rows, count };
}

struct popular {
    size_t index;
    int64_t received;
};

static int more_received_first(const void *a, const void *b)
{
    const struct popular *x = a, *y = b;

    if (x->received != y->received)
        return x->received < y->received ? 1 : -1;
    return (x->index > y->index) - (x->index < y->index);
}

static struct procedure_rows rows_popular(struct arena *arena, const struct sql_procedures_in_force_rows *all,
                                          const struct sql_procedures_received_rows *received)
{
    struct popular *popular = arena_array(arena, struct popular, all->count);
    struct procedure_row *rows = arena_array(arena, struct procedure_row, ROWS_MAX);
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++) {
        popular[i].index = i;
        for (size_t j = 0; j < received->count; j++)
            if (str_equal(received->at[j].procedure_code, all->at[i].procedure_code))
                popular[i].received = received->at[j].received;
    }
    if (all->count > 0)
        qsort(popular, all->count, sizeof *popular, more_received_first);
    for (; count < all->count && count < ROWS_MAX; count++)
        rows[count] = row_of(arena, &all->at[popular[count].index]);
    return (struct procedure_rows){ rows, count };
}

/* The month two months ago, as a key: what was received since then says what is asked for these days. */
static struct str month_before(struct arena *arena, struct date today)
{
    char iso[11];

    return str_head(arena_copy(arena, date_format_iso(date_add(today, -62), iso)), 7);
}

/* A printed list, scanned or typed: on to its procedure, with its answers. */
static bool is_printed_list(struct arena *arena, struct str query, struct str *out_href)
{
    struct str procedure, code;

    if (!checklist_code_find(query, &procedure, &code) || code.at == NULL)
        return false;
    *out_href = arena_printf(arena, "%.*s?a=%.*s", STR_ARG(href_of(arena, procedure)), STR_ARG(code));
    return true;
}

enum status page_intake_choose(struct request *request, struct response *response)
{
    struct arena *arena = request->arena;
    struct str query = str_head(request_query(request, "q"), QUERY_CHARS_MAX);
    struct str href;
    struct sql_procedures_in_force_rows all;
    struct sql_procedures_received_rows received;
    struct intake_choose_page page = { .layout = layout_of(request, STR("Tiếp nhận hồ sơ")),
                                       .href = STR("/dossiers/new"),
                                       .query = query,
                                       .is_search = !str_is_empty(str_trim(query)) };

    if (is_printed_list(arena, query, &href)) {
        response_redirect(response, href);
        return ST_OK;
    }
    TRY(sql_procedures_in_force(request->db, arena, request->user.actor.office_id, request->today, &all));
    if (page.is_search) {
        page.rows = rows_found(arena, query, &all);
    } else {
        TRY(sql_procedures_received(request->db, arena, request->user.actor.office_id,
                                    month_before(arena, request->today), &received));
        page.rows = rows_popular(arena, &all, &received);
    }
    tpl_dossier_intake_choose(&response->body, &page);
    return ST_OK;
}
