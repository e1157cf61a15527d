/* SPDX-License-Identifier: Apache-2.0 */
/* request -- all a handler may know, and the answer it fills.
 *
 * A handler is `enum status page_x(struct request *, struct response *)` (reads) or `act_x` (changes).  ST_OK: the
 * response stands as filled.  Anything else: web/messages.def turns the status into an HTTP code and a page in plain
 * Vietnamese (a problem document under /api), and what the handler did to the database is undone.
 *
 * For a GET `db` is a read-only connection.  For any other method `db` is the writing connection inside a savepoint of
 * the worker's open batch; the response leaves only after that batch is durable (see web/batch.c). */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "base/arena.h"
#include "base/json.h"
#include "base/status.h"
#include "domain/account.h"
#include "domain/date.h"
#include "store/db.h"
#include "web/html.h"

struct request;
struct response;
typedef enum status handler(struct request *request, struct response *response);

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE };

struct field {
    struct str name, value; /* decoded; valid UTF-8 */
};

struct fields {
    const struct field *at;
    size_t count;
};

/* The signed-in person; all zero for a stranger. */
struct user {
    struct actor actor;
    struct str login, full_name, title, unit_name;
    struct str csrf_token; /* what every form of this session carries */
};

/* The office served at this address; never absent. */
struct office {
    int64_t office_id;
    struct str agency_code, name, centre_name, place_name, address, phone, public_url;
};

enum { ROUTE_SEGMENTS_MAX = 4 };

struct request {
    struct arena *arena;
    struct db *db;
    struct moment now;
    struct date today;
    enum method method;
    struct str path;                         /* /dossiers/H55.12.07-250918-0007 */
    struct str segments[ROUTE_SEGMENTS_MAX]; /* the {x} of the route, in order */
    struct fields query;                     /* ?a=b */
    struct fields form;                      /* urlencoded or multipart body */
    struct fields headers;                   /* names in lower case */
    struct str body;                         /* as sent */
    const struct json *json;                 /* what a program's body says; NULL: not JSON, as json_fault says */
    struct json_fault json_fault;
    struct str address; /* of the client */
    struct user user;
    struct office office;
    handler *shows;               /* set through request_shows() */
    int64_t looked_at_dossier_id; /* set through request_leaves_trace() */
    bool opens_dossier;           /* set through request_opens_dossier() */
    bool ends_sessions;           /* set through request_ends_sessions() */
    bool is_secure;               /* came over TLS, here or at the trusted proxy */
    struct str number;            /* names this request in the log and on an error page */
    struct str session_hash;      /* of the browser's session; null for strangers and tokens */
};

struct response {
    int code;                 /* 200 unless set */
    const char *content_type; /* text/html; charset=utf-8 unless set */
    struct html body;         /* html pages, and any other bytes through body.bytes */
    struct field headers[8];  /* further headers; names as they are sent */
    size_t header_count;
    struct str constant; /* instead of body: bytes that live as long as the process, sent without a copy */
};

struct str request_query(const struct request *request, const char *name);  /* null when absent; the first one wins */
struct str request_form(const struct request *request, const char *name);   /* null when absent */
struct str request_header(const struct request *request, const char *name); /* lower-case name; null when absent */

/* This answer shows personal data of a dossier: the worker writes an access trace before it leaves. */
void request_leaves_trace(struct request *request, int64_t dossier_id);

/* The one that is looked at is seen by its holder for the first time: the worker writes that with the trace. */
void request_opens_dossier(struct request *request);

/* Sessions, tokens or accounts change with this request: once it is durable, every worker looks them up anew. */
void request_ends_sessions(struct request *request);

/* The body of this change's answer is what `page` shows of `segment`.  It is made from the reading connection once the
 * change is durable: others wait for their turn to write no longer than they must.  The response's code and headers
 * stay.  Who made the change stands in the log of what was changed, so this look leaves no trace of its own. */
void request_shows(struct request *request, handler *page, struct str segment);

void response_header(struct response *response, struct str name, struct str value);
void response_redirect(struct response *response, struct str location); /* 303 See Other */

#endif
