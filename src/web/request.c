/* SPDX-License-Identifier: Apache-2.0 */
#include "web/request.h"

#include "base/fatal.h"

#include <string.h>

static struct str find(struct fields fields, const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < fields.count; i++)
        if (fields.at[i].name.len == len && memcmp(fields.at[i].name.at, name, len) == 0)
            return fields.at[i].value;
    return (struct str){ NULL, 0 };
}

struct str request_query(const struct request *request, const char *name)
{
    return find(request->query, name);
}

struct str request_form(const struct request *request, const char *name)
{
    return find(request->form, name);
}

struct str request_header(const struct request *request, const char *name)
{
    return find(request->headers, name);
}

void request_leaves_trace(struct request *request, int64_t dossier_id)
{
    request->looked_at_dossier_id = dossier_id;
}

void request_opens_dossier(struct request *request)
{
    request->opens_dossier = true;
}

void request_ends_sessions(struct request *request)
{
    request->ends_sessions = true;
}

void request_shows(struct request *request, handler *page, struct str segment)
{
    request->shows = page;
    request->segments[0] = segment;
}

void response_header(struct response *response, struct str name, struct str value)
{
    if (response->header_count == sizeof response->headers / sizeof *response->headers)
        fatal("an answer has no room for the header %.*s", STR_ARG(name));
    response->headers[response->header_count++] = (struct field){ name, value };
}

void response_redirect(struct response *response, struct str location)
{
    response->code = 303;
    response_header(response, STR("Location"), location);
}
