/* SPDX-License-Identifier: Apache-2.0 */
/* http -- requests from the sockets of one worker, and their answers back.
 *
 * Requests that break the protocol, or pass the bounds of web/limits.h, are refused here; the others reach the owner
 * whole.  The answers to those it holds leave after http_settled(). */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "web/connections.h"
#include "web/held.h"

enum http_next {
    HTTP_ANSWERED,          /* the response is complete, and leaves */
    HTTP_ANSWERED_BUT_HELD, /* the response is complete, and leaves when settled */
    HTTP_HELD               /* http_answered() comes first */
};

struct http_owner {
    enum http_next (*arrived)(void *context, struct held *held, const struct arrival *arrival);
    void *context;
};

struct http;

/* Ends the process when it cannot start. */
struct http *http_create(const struct http_owner *owner, struct connections *connections, struct metrics_slot *slot,
                         int slot_number);
void http_destroy(struct http *http); /* nothing may be held */

int http_events(const struct http *http);  /* readable when http_run() has something to do */
int http_wait_ms(const struct http *http); /* … and after so long in any case; -1: never */
void http_run(struct http *http);          /* everything that can be done without waiting */

void http_take(struct http *http, int client, const struct sockaddr *address, socklen_t len); /* owns `client` now */

/* For what is held: its response is complete and is copied; its last copy may leave. */
void http_answered(struct held *held);
void http_settled(struct held *held);

void http_begin_drain(struct http *http);   /* each connection ends with its next answer, which says so */
bool http_is_idle(const struct http *http); /* no request is on its way in or out */

#endif
