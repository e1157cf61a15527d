/* SPDX-License-Identifier: Apache-2.0 */
#include "web/router.h"

#include "web/handlers.h"

#include <string.h>

static const struct route routes[] = {
#define ROUTE(method, path, handler_name, permission) \
    { METHOD_##method, { (path), sizeof(path) - 1 }, handler_name, #handler_name, PERM_##permission },
#include "web/routes.def"
#undef ROUTE
};

enum { ROUTE_COUNT = sizeof routes / sizeof *routes };

const struct route *router_routes(size_t *out_count)
{
    *out_count = ROUTE_COUNT;
    return routes;
}

static bool is_placeholder(struct str segment)
{
    return segment.len > 0 && segment.at[0] == '{';
}

/* Compares segment by segment; an empty segment matches no placeholder. */
static bool path_matches(struct str path, struct str pattern, struct str segments[ROUTE_SEGMENTS_MAX])
{
    size_t count = 0;

    if (path.len > 1 && pattern.len > 1 && path.at[1] != pattern.at[1] && pattern.at[1] != '{')
        return false; /* most rows end here */
    memset(segments, 0, ROUTE_SEGMENTS_MAX * sizeof *segments);
    while (pattern.at != NULL && path.at != NULL) {
        struct str whole = path;
        struct str expected = str_next(&pattern, '/');
        struct str given = str_next(&path, '/');

        if (!is_placeholder(expected)) {
            if (!str_equal(given, expected))
                return false;
            continue;
        }
        if (given.len == 0)
            return false;
        if (str_ends_with(expected, STR("...}"))) {
            segments[count] = whole;
            return true;
        }
        segments[count++] = given;
    }
    return pattern.at == NULL && path.at == NULL;
}

enum status router_find(enum method method, struct str path, const struct route **out,
                        struct str segments[ROUTE_SEGMENTS_MAX], unsigned *out_methods)
{
    unsigned methods = 0;

    for (const struct route *route = routes; route < routes + ROUTE_COUNT; route++) {
        if (!path_matches(path, route->path, segments))
            continue;
        if (route->method == method) {
            *out = route;
            return ST_OK;
        }
        methods |= 1u << route->method;
    }
    *out_methods = methods;
    return methods == 0 ? ST_NOT_FOUND : ST_INVALID;
}

const struct route *router_named(struct str run_name)
{
    for (const struct route *route = routes; route < routes + ROUTE_COUNT; route++)
        if (str_equal(str_of(route->run_name), run_name))
            return route;
    return NULL;
}

const struct route *router_of(handler *run)
{
    for (const struct route *route = routes; route < routes + ROUTE_COUNT; route++)
        if (route->run == run)
            return route;
    return NULL;
}

struct str router_allow(struct arena *arena, unsigned methods)
{
    static const char *const names[] = {
        [METHOD_GET] = "GET, HEAD", [METHOD_POST] = "POST",     [METHOD_PUT] = "PUT",
        [METHOD_PATCH] = "PATCH",   [METHOD_DELETE] = "DELETE",
    };
    struct buf text = buf_new(arena, 64);

    for (enum method method = METHOD_GET; method <= METHOD_DELETE; method++) {
        if ((methods & (1u << method)) == 0)
            continue;
        buf_printf(&text, "%s%s", text.len == 0 ? "" : ", ", names[method]);
    }
    return buf_str(&text);
}
