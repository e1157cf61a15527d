/* SPDX-License-Identifier: Apache-2.0 */
/* connections -- which clients a worker takes, and how slow each of them may be. */
#ifndef WEB_CONNECTIONS_H
#define WEB_CONNECTIONS_H

#include "web/metrics.h"

#include <sys/socket.h>

/* What a connection is busy with, and since when. */
enum peer_phase { PEER_RECEIVING, PEER_WORKING, PEER_SENDING, PEER_IDLE };

struct peer {
    struct peer *next, *previous;
    int socket;
    enum peer_phase phase;
    int64_t since_us;
    void *request; /* what web/http has begun on it; NULL: nothing */
};

struct connections_owner {
    void (*take)(void *context, int client, const struct sockaddr *address, socklen_t len);
    void *context;
};

struct connections;

/* The listening socket is watched through the epoll descriptor `events`, from connections_open() on. */
struct connections *connections_create(const struct connections_owner *owner, const struct metrics *metrics,
                                       struct metrics_slot *slot, int listen_socket, int events);
void connections_destroy(struct connections *connections); /* all are removed */

void connections_open(struct connections *connections);
void connections_close(struct connections *connections); /* takes what waits once more; then no more */

void connections_accept(struct connections *connections);       /* the listening socket is readable */
void connections_accept_later(struct connections *connections); /* those that were left to others for long enough */
int connections_wait_ms(const struct connections *connections); /* until there is something to do; -1: for ever */

/* A connection begins, ends; what it does next. */
struct peer *connections_add(struct connections *connections, int socket);
void connections_remove(struct connections *connections, struct peer *peer);
void peer_enters(struct peer *peer, enum peer_phase phase);

bool connections_is_empty(const struct connections *connections);

/* Both shut sockets down; whoever owns them then sees their end and removes them. */
void connections_look_over(struct connections *connections); /* those that send or take their bytes too slowly */
void connections_end_idle(struct connections *connections, int64_t idle_us); /* those without a request for so long */

#endif
