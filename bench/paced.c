/* SPDX-License-Identifier: Apache-2.0 */
/* paced -- sends new dossiers at a steady rate, however slowly they are answered, and prints how long they took.
 *
 *     BENCH_BODY=… BENCH_HEADER="Authorization: …" BENCH_RUN=… paced PORT RATE SECONDS
 *
 * A client that waits for each answer before it sends the next request slows down together with the server, and so
 * never asks when asking would hurt.  Here each request has a moment at which it is due; it goes out on the connection
 * that has been idle longest, or waits for one, and its time is counted from when it was due.  Prints four numbers:
 * answers a second, then ms of the middle one, of 99 of 100, and of the slowest. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 64, REQUEST_BYTES = 8 * 1024, ANSWER_BYTES = 64 * 1024, IDENTITY_CHARS = 12 };

static const int64_t SECOND_NS = 1000000000;
static const int64_t PATIENCE_NS = 20 * (int64_t)1000000000; /* for the last answers */

struct connection {
    int socket;
    int64_t due_ns; /* of the request that is under way */
    size_t received;
    char answer[ANSWER_BYTES];
};

static struct connection connections[CONNECTIONS];

/* Those without a request, the one idle longest first. */
static struct {
    struct connection *ring[CONNECTIONS];
    size_t first, count;
} idle;

static struct {
    int64_t count; /* of all requests */
    int64_t sent, answered;
    int64_t began_ns, ended_ns, gap_ns;
    int64_t *took_ns;
} work;

static void require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "paced: %s (%s)\n", what, strerror(errno));
    exit(1);
}

static int64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND_NS + now.tv_nsec;
}

static double number(const char *text)
{
    char *end;
    double value = strtod(text, &end);

    require(end != text && *end == '\0' && value > 0, "not a number above 0");
    return value;
}

static const char *setting(const char *name)
{
    const char *value = getenv(name);

    require(value != NULL, name);
    return value;
}

/* ---- Connections ------------------------------------------------------------------------------- */

static void idle_push(struct connection *connection)
{
    idle.ring[(idle.first + idle.count++) % CONNECTIONS] = connection;
}

static struct connection *idle_pop(void)
{
    struct connection *connection = idle.ring[idle.first];

    idle.first = (idle.first + 1) % CONNECTIONS;
    idle.count--;
    return connection;
}

static void connect_all(int events, int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    int on = 1;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 0; i < CONNECTIONS; i++) {
        struct connection *connection = &connections[i];
        struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };

        connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        require(connect(connection->socket, (struct sockaddr *)&address, sizeof address) == 0, "connect");
        require(setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "TCP_NODELAY");
        require(epoll_ctl(events, EPOLL_CTL_ADD, connection->socket, &event) == 0, "epoll");
        idle_push(connection);
    }
}

/* ---- Requests ---------------------------------------------------------------------------------- */

/* Each has its own key and identity number. */
static void send_one(struct connection *connection)
{
    static const char nobody[] = "000000000000";
    const char *body = setting("BENCH_BODY"), *place = strstr(body, nobody);
    char identity[32], request[REQUEST_BYTES];

    require(place != NULL, "the body has no identity number to replace");
    snprintf(identity, sizeof identity, "097185%06ld", random() % 1000000);
    int len = snprintf(request, sizeof request,
                       "POST /api/v1/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                       "%s\r\nIdempotency-Key: %s-%ld\r\nContent-Length: %zu\r\n\r\n%.*s%s%s",
                       setting("BENCH_HEADER"), setting("BENCH_RUN"), (long)work.sent, strlen(body),
                       (int)(place - body), body, identity, place + IDENTITY_CHARS);

    require(len > 0 && (size_t)len < sizeof request, "the request is too long");
    connection->due_ns = work.began_ns + work.sent * work.gap_ns;
    connection->received = 0;
    require(send(connection->socket, request, (size_t)len, MSG_NOSIGNAL) == len, "send");
    work.sent++;
}

static bool is_due(void)
{
    return work.sent < work.count && now_ns() >= work.began_ns + work.sent * work.gap_ns;
}

/* ---- Answers ----------------------------------------------------------------------------------- */

static bool is_complete(const struct connection *connection)
{
    const char *text = connection->answer;
    const char *end = strstr(text, "\r\n\r\n"), *length = strcasestr(text, "\r\nContent-Length:");

    if (end == NULL)
        return false;
    require(strncmp(text, "HTTP/1.1 201 ", 13) == 0 && length != NULL && length < end, text);
    return connection->received >= (size_t)(end - text) + 4 + strtoull(length + 17, NULL, 10);
}

static void receive(struct connection *connection)
{
    size_t room = ANSWER_BYTES - 1 - connection->received;
    ssize_t len = recv(connection->socket, connection->answer + connection->received, room, 0);

    require(len > 0, "the server ended a connection");
    connection->received += (size_t)len;
    connection->answer[connection->received] = '\0';
    if (!is_complete(connection))
        return;
    work.ended_ns = now_ns();
    work.took_ns[work.answered++] = work.ended_ns - connection->due_ns;
    idle_push(connection);
}

/* Until the next request is due; without an idle connection, until an answer comes. */
static void wait_for_answers(int events)
{
    struct epoll_event ready[CONNECTIONS];
    int64_t wait_ns = work.began_ns + work.sent * work.gap_ns - now_ns();
    bool waits_for_answer = idle.count == 0 || work.sent == work.count;

    if (waits_for_answer)
        wait_ns = PATIENCE_NS;
    if (wait_ns < 0)
        wait_ns = 0;
    struct timespec timeout = { wait_ns / SECOND_NS, wait_ns % SECOND_NS };
    int count = epoll_pwait2(events, ready, CONNECTIONS, &timeout, NULL);

    require(count > 0 || (count == 0 && !waits_for_answer), "no answer");
    for (int i = 0; i < count; i++)
        receive(ready[i].data.ptr);
}

/* ---- All of it --------------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

static double took_ms(int64_t rank)
{
    return (double)work.took_ns[rank] / 1000000;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "paced PORT RATE SECONDS\n");
        return 2;
    }
    double rate = number(argv[2]);
    int events = epoll_create1(EPOLL_CLOEXEC);

    prctl(PR_SET_TIMERSLACK, 1000ul);
    connect_all(events, (int)number(argv[1]));
    work.count = (int64_t)(rate * number(argv[3])) + 1;
    work.gap_ns = (int64_t)((double)SECOND_NS / rate);
    work.took_ns = calloc((size_t)work.count, sizeof *work.took_ns);
    require(work.took_ns != NULL, "memory");
    work.began_ns = now_ns();
    while (work.answered < work.count) {
        while (idle.count > 0 && is_due())
            send_one(idle_pop());
        wait_for_answers(events);
    }
    qsort(work.took_ns, (size_t)work.count, sizeof *work.took_ns, by_time);
    printf("%.1f %.3f %.3f %.3f\n", (double)work.count * (double)SECOND_NS / (double)(work.ended_ns - work.began_ns),
           took_ms(work.count / 2), took_ms(work.count * 99 / 100), took_ms(work.count - 1));
    free(work.took_ns);
    return 0;
}
