/* SPDX-License-Identifier: Apache-2.0 */
/* router -- finds the row of routes.def that answers an address. */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "web/request.h"

struct route {
    enum method method;
    struct str path; /* {x} stands for one segment, {x...} at the end for all that is left */
    handler *run;
    const char *run_name;
    enum permission permission;
};

/* All rows in their order; for the matrix of rights and the documents. */
const struct route *router_routes(size_t *out_count);

/* Finds the first row for this path and method.  `segments` are as sent, not yet decoded.
 *     ST_NOT_FOUND  no row has this path
 *     ST_INVALID    rows have this path, but for other methods: a bit for each in `*out_methods` */
enum status router_find(enum method method, struct str path, const struct route **out,
                        struct str segments[ROUTE_SEGMENTS_MAX], unsigned *out_methods) MUST_CHECK;

/* The first row of a handler, by what it is called: "page_api_dossier".  NULL: none. */
const struct route *router_named(struct str run_name);
const struct route *router_of(handler *run);

struct str router_allow(struct arena *arena, unsigned methods); /* "GET, HEAD, POST", for an Allow header */

#endif
