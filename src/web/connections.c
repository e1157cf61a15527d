/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  Workers share one listening socket and accept from it themselves.  Each leaves a new connection to a less
 * busy worker for a moment, so that few long-lived connections spread evenly.  Each looks over its peers once a second:
 * libmicrohttpd ends connections on which nothing moves, this ends those on which too little does. */
#include "web/connections.h"

#include "base/clock.h"
#include "base/fatal.h"
#include "web/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>

enum {
    ACCEPTS_A_PASS = 16,
    TURN_AWAY_MS = 2, /* how long a new connection is left to less busy workers */
    LOOK_OVER_MS = 1000,
};

struct connections {
    struct connections_owner owner;
    const struct metrics *metrics;
    struct metrics_slot *slot;
    int listen_socket, events;
    bool is_listening, is_closed;
    int64_t turned_away_us; /* 0: new ones are welcome */
    int64_t looked_over_us;
    struct peer peers; /* a ring */
};

struct connections *connections_create(const struct connections_owner *owner, const struct metrics *metrics,
                                       struct metrics_slot *slot, int listen_socket, int events)
{
    struct connections *connections = calloc(1, sizeof *connections);

    if (connections == NULL)
        fatal("no memory for connections");
    connections->owner = *owner;
    connections->metrics = metrics;
    connections->slot = slot;
    connections->listen_socket = listen_socket;
    connections->events = events;
    connections->peers.next = connections->peers.previous = &connections->peers;
    metrics_set(&slot->connections, 0);
    return connections;
}

void connections_destroy(struct connections *connections)
{
    free(connections);
}

/* ---- Accepting ---------------------------------------------------------------------------------- */

/* Does another worker serve clearly fewer connections? */
static bool is_busier_than_others(const struct connections *connections)
{
    int64_t mine = metrics_read(&connections->slot->connections);

    for (size_t i = 0; i < METRICS_WORKERS_MAX; i++) {
        const struct metrics_slot *other = &connections->metrics->slots[i];

        if (other != connections->slot && metrics_read(&other->pid) != 0 && metrics_read(&other->connections) < mine)
            return true;
    }
    return false;
}

static void listen_events(struct connections *connections, bool is_on)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = connections->listen_socket };

    if (connections->is_listening == is_on)
        return;
    epoll_ctl(connections->events, is_on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, connections->listen_socket, &event);
    connections->is_listening = is_on;
}

/* Leaves those that wait for a moment. */
static void turn_away(struct connections *connections)
{
    connections->turned_away_us = clock_monotonic_us();
    listen_events(connections, false);
}

void connections_accept(struct connections *connections)
{
    for (int i = 0; i < ACCEPTS_A_PASS; i++) {
        struct sockaddr_storage address;
        socklen_t len = sizeof address;
        bool is_full = metrics_read(&connections->slot->connections) >= LIMIT_CONNECTIONS;

        if (is_full || (connections->turned_away_us == 0 && is_busier_than_others(connections))) {
            turn_away(connections);
            return;
        }
        int client =
            accept4(connections->listen_socket, (struct sockaddr *)&address, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);

        if (client < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)) {
            turn_away(connections); /* it would be offered again and again */
            return;
        }
        if (client < 0)
            break;
        connections->owner.take(connections->owner.context, client, (struct sockaddr *)&address, len);
    }
    connections->turned_away_us = 0;
    listen_events(connections, true);
}

void connections_open(struct connections *connections)
{
    listen_events(connections, true);
}

void connections_close(struct connections *connections)
{
    connections_accept(connections);
    listen_events(connections, false);
    connections->is_closed = true;
}

void connections_accept_later(struct connections *connections)
{
    if (connections->turned_away_us != 0 && !connections->is_closed &&
        clock_monotonic_us() - connections->turned_away_us >= TURN_AWAY_MS * 1000)
        connections_accept(connections);
}

int connections_wait_ms(const struct connections *connections)
{
    if (connections->turned_away_us != 0 && !connections->is_closed)
        return TURN_AWAY_MS;
    return connections_is_empty(connections) ? -1 : LOOK_OVER_MS;
}

/* ---- Peers -------------------------------------------------------------------------------------- */

struct peer *connections_add(struct connections *connections, int socket)
{
    struct peer *peer = calloc(1, sizeof *peer);

    if (peer == NULL)
        fatal("out of memory for a connection");
    peer->socket = socket;
    peer_enters(peer, PEER_IDLE);
    peer->next = &connections->peers;
    peer->previous = connections->peers.previous;
    peer->previous->next = peer->next->previous = peer;
    metrics_add(&connections->slot->connections, 1);
    return peer;
}

void connections_remove(struct connections *connections, struct peer *peer)
{
    peer->previous->next = peer->next;
    peer->next->previous = peer->previous;
    free(peer);
    metrics_add(&connections->slot->connections, -1);
}

bool connections_is_empty(const struct connections *connections)
{
    return connections->peers.next == &connections->peers;
}

void peer_enters(struct peer *peer, enum peer_phase phase)
{
    peer->phase = phase;
    peer->since_us = clock_monotonic_us();
}

static int64_t allowed_us(enum peer_phase phase)
{
    static const int seconds[] = {
        [PEER_RECEIVING] = LIMIT_RECEIVE_SECONDS,
        [PEER_WORKING] = LIMIT_SEND_SECONDS,
        [PEER_SENDING] = LIMIT_SEND_SECONDS,
        [PEER_IDLE] = LIMIT_IDLE_SECONDS + 15,
    };

    return (int64_t)seconds[phase] * 1000000;
}

void connections_look_over(struct connections *connections)
{
    int64_t now_us = clock_monotonic_us();

    if (now_us - connections->looked_over_us < LOOK_OVER_MS * 1000)
        return;
    connections->looked_over_us = now_us;
    for (struct peer *peer = connections->peers.next; peer != &connections->peers; peer = peer->next)
        if (now_us - peer->since_us > allowed_us(peer->phase))
            shutdown(peer->socket, SHUT_RDWR);
}

void connections_end_idle(struct connections *connections, int64_t idle_us)
{
    int64_t now_us = clock_monotonic_us();

    for (struct peer *peer = connections->peers.next; peer != &connections->peers; peer = peer->next)
        if (peer->phase == PEER_IDLE && now_us - peer->since_us > idle_us)
            shutdown(peer->socket, SHUT_RD); /* what came already is still read and answered */
}
