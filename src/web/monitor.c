/* SPDX-License-Identifier: Apache-2.0 */
/* For the machines that watch this one. */
#include "domain/message.h"
#include "queries_read.h"
#include "web/handlers.h"
#include "web/metrics.h"

#include <inttypes.h>

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

/* Messages of the office that nobody can forget about. */
static enum status print_messages(struct request *request, struct buf *out)
{
    static const enum message_state states[] = { MESSAGE_WAITING, MESSAGE_FAILED, MESSAGE_IN_DOUBT };

    buf_put_str(out, STR("# HELP motcua_messages Messages to citizens that were not sent, by state.\n"
                         "# TYPE motcua_messages gauge\n"));
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        struct sql_message_count_in_state_row count;

        TRY(sql_message_count_in_state(request->db, request->arena, request->office.office_id,
                                       message_state_name(states[i]), &count));
        buf_printf(out, "motcua_messages{state=\"%.*s\"} %" PRId64 "\n", STR_ARG(message_state_name(states[i])),
                   count.messages);
    }
    return ST_OK;
}

enum status page_metrics(struct request *request, struct response *response)
{
    if (!is_from_here(request))
        return ST_FORBIDDEN;
    response->content_type = "text/plain; version=0.0.4; charset=utf-8";
    metrics_print(metrics_shared(), response->body.bytes);
    return print_messages(request, response->body.bytes);
}
