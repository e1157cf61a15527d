/* SPDX-License-Identifier: Apache-2.0 */
/* For the machines that watch this one. */
#include "queries_read.h"
#include "web/handlers.h"
#include "web/metrics.h"

static const char PLAIN[] = "text/plain; charset=utf-8";

enum status page_health(struct request *request, struct response *response)
{
    struct sql_offices_rows offices;

    TRY(sql_offices(request->db, request->arena, &offices));
    response->content_type = PLAIN;
    buf_put_str(response->body.bytes, STR("ok\n"));
    return ST_OK;
}

/* Only from this machine, and not through the proxy on it: figures of the office's work are nobody else's business. */
static bool is_from_here(const struct request *request)
{
    bool is_loopback = str_equal(request->address, STR("127.0.0.1")) || str_equal(request->address, STR("::1"));

    return is_loopback && request_header(request, "x-forwarded-for").at == NULL &&
           request_header(request, "forwarded").at == NULL;
}

enum status page_metrics(struct request *request, struct response *response)
{
    if (!is_from_here(request))
        return ST_FORBIDDEN;
    response->content_type = "text/plain; version=0.0.4; charset=utf-8";
    metrics_print(metrics_shared(), response->body.bytes);
    return ST_OK;
}
