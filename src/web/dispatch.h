/* SPDX-License-Identifier: Apache-2.0 */
/* dispatch -- one request from its bytes to its answer, without sockets: who asks, which handler, may they, which
 * words when it fails.  The worker brings the bytes and carries the answer away; tests do the same without a server. */
#ifndef WEB_DISPATCH_H
#define WEB_DISPATCH_H

#include "web/metrics.h"
#include "web/router.h"
#include "web/session.h"

/* What one worker knows while it serves. */
struct site {
    struct db *reader;
    struct sessions *sessions;
    struct metrics *metrics;  /* of all processes */
    bool is_behind_tls;       /* every request came over TLS */
    struct str trusted_proxy; /* the address whose X-Forwarded-… are believed; null: none */
    struct arena *offices_arena;
    struct {
        const struct office *at;
        size_t count;
    } offices;
    struct moment offices_until; /* read anew after this */
    int64_t reopened_us;
};

/* As it came from the network. */
struct arrival {
    enum method method;
    struct str target;     /* /dossiers?page=2 */
    struct fields headers; /* names in lower case */
    struct str body;
    struct str address;
    struct str number;
    struct moment at;
};

enum exchange_next {
    EXCHANGE_ANSWERED, /* the response is complete */
    EXCHANGE_READS,    /* dispatch_run() with the reading connection */
    EXCHANGE_CHANGES,  /* dispatch_run() with the writing one, in a savepoint of the batch */
    EXCHANGE_ALONE     /* dispatch_run() with the writing one and no transaction: it takes long and makes its own */
};

struct exchange {
    struct request request;
    struct response response;
    struct buf bytes;          /* of the response */
    const struct route *route; /* NULL when none was found */
    struct caller caller;
};

/* Can this request be refused before its body came?  ST_OK, or what to answer. */
enum status dispatch_admit(struct str target, size_t body_bytes) MUST_CHECK;
size_t dispatch_body_limit(struct str target);

/* `room` is where the response's first bytes are written; longer ones move to the arena. */
void exchange_init(struct exchange *exchange, struct arena *arena, char *room, size_t room_bytes);

enum exchange_next dispatch_begin(struct site *site, struct exchange *exchange, const struct arrival *arrival);

/* Calls the handler.  After anything but ST_OK the response is the refusal, and the caller undoes the savepoint. */
enum status dispatch_run(struct exchange *exchange, struct db *db);

/* After a change is durable: makes the body of its answer, when it asked for that with request_shows(); an answer that
 * is complete stays.  After anything but ST_OK the response says that it is saved all the same. */
enum status dispatch_show(struct exchange *exchange, struct db *reader);

/* One line in the log for what is the server's fault.  `db`: where it failed; NULL: there is none. */
void dispatch_log_failure(const struct exchange *exchange, struct db *db, enum status status);

/* The answer when a change that seemed done did not become durable. */
void dispatch_not_saved(struct exchange *exchange, enum status status);

#endif
