/* SPDX-License-Identifier: Apache-2.0 */
/* For programs: the procedures in force, the counts of a month, and the description of this interface. */
#include "domain/catalogue_search.h"
#include "openapi_files.h"
#include "queries_read.h"
#include "web/api_write.h"
#include "web/handlers.h"

enum status page_api_description(struct request *request, struct response *response)
{
    (void)request;
    api_is_json(response);
    response->constant = str_of(openapi_files[0].text);
    return ST_OK;
}

static void put_procedure(struct buf *out, const struct sql_procedures_in_force_row *row)
{
    struct api_object procedure = api_begin(out);

    api_str(&procedure, "code", row->procedure_code);
    api_str(&procedure, "name", row->name);
    api_str(&procedure, "field", row->field);
    api_str(&procedure, "certainty", row->certainty);
    api_i64(&procedure, "term_amount", row->term_amount);
    api_str(&procedure, "term_unit", row->term_unit);
    api_i64(&procedure, "fee_vnd", row->fee_vnd);
    api_end(&procedure);
}

/* All in force, or those a search finds, best first. */
enum status page_api_procedures(struct request *request, struct response *response)
{
    struct str query = str_head(request_query(request, "q"), 100);
    struct buf *out = response->body.bytes;
    struct sql_procedures_in_force_rows all;
    struct catalogue_hits hits = { NULL, 0 };

    TRY(sql_procedures_in_force(request->db, request->arena, request->office.office_id, request->today, &all));
    struct str *folded = arena_array(request->arena, struct str, all.count);

    for (size_t i = 0; i < all.count; i++)
        folded[i] = all.at[i].name_fold;
    bool is_search = !str_is_empty(str_trim(query));

    if (is_search)
        hits = catalogue_search(request->arena, query, folded, all.count);
    size_t count = is_search ? hits.count : all.count;

    api_is_json(response);
    struct api_object page = api_begin(out);
    api_key(&page, "procedures");
    buf_put_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_put_char(out, ',');
        put_procedure(out, &all.at[is_search ? hits.at[i].index : i]);
    }
    buf_put_char(out, ']');
    api_end(&page);
    buf_put_char(out, '\n');
    return ST_OK;
}

enum status page_api_month(struct request *request, struct response *response)
{
    struct str month = request->segments[0];
    struct buf *out = response->body.bytes;
    struct sql_month_counts_rows rows;
    struct date first;

    if (month.len != 7 || !date_parse_iso(arena_printf(request->arena, "%.*s-01", STR_ARG(month)), &first))
        return ST_INVALID;
    TRY(sql_month_counts(request->db, request->arena, request->user.actor.office_id, month, &rows));
    api_is_json(response);
    struct api_object page = api_begin(out);
    api_str(&page, "month", month);
    api_key(&page, "counts");
    buf_put_char(out, '[');
    for (size_t i = 0; i < rows.count; i++) {
        if (i > 0)
            buf_put_char(out, ',');
        struct api_object count = api_begin(out);

        api_str(&count, "procedure_code", rows.at[i].procedure_code);
        api_str(&count, "procedure_name", rows.at[i].procedure_name);
        api_str(&count, "channel", rows.at[i].channel);
        api_i64(&count, "received", rows.at[i].received);
        api_i64(&count, "finished_early", rows.at[i].finished_early);
        api_i64(&count, "finished_on_time", rows.at[i].finished_on_time);
        api_i64(&count, "finished_late", rows.at[i].finished_late);
        api_i64(&count, "refused", rows.at[i].refused);
        api_i64(&count, "officer_faults", rows.at[i].officer_faults);
        api_end(&count);
    }
    buf_put_char(out, ']');
    api_end(&page);
    buf_put_char(out, '\n');
    return ST_OK;
}
