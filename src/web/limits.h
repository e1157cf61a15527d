/* SPDX-License-Identifier: Apache-2.0 */
/* limits -- every size and time an outsider can reach, in one list.
 *
 * Each bound is checked where the bytes come in (http, form, router).  That is why running past an arena's limit
 * is a bug and may end the worker. */
#ifndef WEB_LIMITS_H
#define WEB_LIMITS_H

enum {
    /* What one connection may send before a handler sees anything. */
    LIMIT_CONNECTION_BYTES = 16 * 1024, /* request line, headers and what they are parsed into: past it libmicrohttpd
                                            * answers 431 or 414, or just closes */
    LIMIT_URL_BYTES = 4 * 1024,         /* path and query as sent */
    LIMIT_HEADERS = 64,
    LIMIT_FORM_BYTES = 256 * 1024,  /* urlencoded or multipart body */
    LIMIT_JSON_BYTES = 1024 * 1024, /* any body under /api */

    /* What a form or a query may hold. */
    LIMIT_FIELDS = 400,
    LIMIT_FIELD_NAME_BYTES = 96,
    LIMIT_FIELD_VALUE_BYTES = 16 * 1024,
    LIMIT_BOUNDARY_BYTES = 70,      /* RFC 2046 */
    LIMIT_PART_HEADER_BYTES = 1024, /* headers of one multipart part */
    LIMIT_SEGMENT_BYTES = 200,      /* one {x} of a route, decoded */
    LIMIT_COOKIE_BYTES = 4 * 1024,

    /* What one worker holds at a time. */
    LIMIT_CONNECTIONS = 1000,
    LIMIT_BATCH = 256,                    /* changes in one commit */
    LIMIT_ARENA_BYTES = 24 * 1024 * 1024, /* one request: body, its fields, rows, page */
    LIMIT_RESPONSE_BYTES = 8 * 1024 * 1024,
    LIMIT_SPARE_ARENAS = 64,
    LIMIT_SESSION_CACHE = 1024,
    LIMIT_TRACE_CACHE = 4096,

    /* Seconds. */
    LIMIT_IDLE_SECONDS = 60,         /* a connection on which nothing moves */
    LIMIT_RECEIVE_SECONDS = 30,      /* from a connection's first byte to its request's last */
    LIMIT_SEND_SECONDS = 300,        /* from an answer's first byte to its last */
    LIMIT_WRITE_WAIT_SECONDS = 5,    /* for the database, before a change is refused as busy */
    LIMIT_DRAIN_SECONDS = 10,        /* between SIGTERM and the end */
    LIMIT_SESSION_CACHE_SECONDS = 2, /* a session ended from the command line lives this much longer at most */
};

#endif
