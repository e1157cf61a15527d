/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  libmicrohttpd, and nothing of it outside this file.  It reads requests from sockets whenever MHD_run() is
 * called.  One request is a task: made when its first line is read, judged when its headers are there, handed to the
 * worker when its body is complete.  The worker answers on the spot or holds it: then the connection is suspended, and
 * libmicrohttpd asks for the answer after it was resumed. */
#include "web/http.h"

#include "base/clock.h"
#include "base/fatal.h"
#include "web/arena_pool.h"
#include "web/limits.h"
#include "web/messages.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PAGE_ROOM_BYTES = 64 * 1024 };

enum task_state { TASK_RECEIVING, TASK_HELD, TASK_READY, TASK_DONE };

/* One request. */
struct task {
    struct held held; /* first: the batch gives it back */
    struct http *http;
    struct MHD_Connection *connection;
    struct peer *peer;
    struct arena *arena;
    struct buf body;
    struct MHD_Response *answer;
    enum task_state state;
    bool ends_connection; /* refused before its end: what follows on the connection cannot be trusted */
    int64_t began_us;
    size_t target_len;
    char target[];
};

struct http {
    struct http_owner owner;
    struct connections *connections;
    struct metrics_slot *slot;
    int slot_number;
    struct MHD_Daemon *daemon;
    bool is_draining;
    int64_t requests_open, request_count;
    struct arena_pool arenas;
    char page_room[PAGE_ROOM_BYTES]; /* where every answer is written; it is copied before the next one */
};

/* ---- Memory of requests ------------------------------------------------------------------------- */

static void task_release_arena(struct task *task)
{
    if (task->arena != NULL)
        arena_pool_give(&task->http->arenas, task->arena);
    task->arena = NULL;
    task->held.exchange = NULL;
}

/* ---- Answers ------------------------------------------------------------------------------------ */

/* On every answer; nothing here depends on the request. */
static const struct {
    const char *name, *value;
} common_headers[] = {
    { "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
      "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
};

static void add_header(struct MHD_Response *answer, const char *name, const char *value)
{
    if (MHD_add_response_header(answer, name, value) != MHD_YES)
        fatal("header %s cannot be sent", name);
}

static void add_response_headers(struct MHD_Response *answer, const struct response *response, struct arena *arena)
{
    bool has_cache_rule = false;

    for (size_t i = 0; i < response->header_count; i++) {
        const char *name = arena_c_string(arena, response->headers[i].name);

        has_cache_rule |= strcmp(name, "Cache-Control") == 0;
        add_header(answer, name, arena_c_string(arena, response->headers[i].value));
    }
    if (!has_cache_rule)
        add_header(answer, "Cache-Control", "no-store");
}

/* Copies the response out of the arena. */
static void task_render(struct task *task)
{
    struct http *http = task->http;
    const struct response *response = &task->held.exchange->response;
    struct str body = response->constant.at != NULL ? response->constant : buf_str(&task->held.exchange->bytes);
    enum MHD_ResponseMemoryMode mode = response->constant.at != NULL ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY;
    struct MHD_Response *answer = MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.at, mode);

    if (answer == NULL)
        fatal("out of memory for an answer of %zu bytes", body.len);
    for (size_t i = 0; i < sizeof common_headers / sizeof *common_headers; i++)
        add_header(answer, common_headers[i].name, common_headers[i].value);
    if (response->code != 304 && response->code != 204)
        add_header(answer, "Content-Type", response->content_type);
    if (task->held.exchange->request.is_secure)
        add_header(answer, "Strict-Transport-Security", "max-age=31536000");
    if (http->is_draining || task->ends_connection)
        add_header(answer, "Connection", "close");
    add_response_headers(answer, response, task->arena);
    if (task->answer != NULL)
        MHD_destroy_response(task->answer);
    task->answer = answer;
}

static enum MHD_Result task_queue(struct task *task)
{
    struct http *http = task->http;
    int code = task->held.exchange->response.code;
    bool is_change = task->held.exchange->request.method != METHOD_GET;
    enum MHD_Result result = MHD_queue_response(task->connection, (unsigned)code, task->answer);

    MHD_destroy_response(task->answer);
    task->answer = NULL;
    task->state = TASK_DONE;
    peer_enters(task->peer, PEER_SENDING);
    metrics_count_request(http->slot, is_change, code, clock_monotonic_us() - task->began_us);
    task_release_arena(task);
    return result;
}

/* ---- One request -------------------------------------------------------------------------------- */

static bool method_of(const char *name, enum method *out)
{
    static const struct {
        const char *name;
        enum method method;
    } methods[] = { { "GET", METHOD_GET }, { "HEAD", METHOD_GET },    { "POST", METHOD_POST },
                    { "PUT", METHOD_PUT }, { "PATCH", METHOD_PATCH }, { "DELETE", METHOD_DELETE } };

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0) {
            *out = methods[i].method;
            return true;
        }
    return false;
}

struct header_list {
    struct arena *arena;
    struct field *at;
    size_t count, room;
};

static enum MHD_Result collect_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct header_list *list = context;
    size_t len = strlen(name);

    (void)kind;
    if (list->count == list->room)
        return MHD_NO;
    if (value == NULL || !str_is_utf8(str_of(value)))
        return MHD_YES;
    char *lower = arena_alloc(list->arena, len + 1);

    for (size_t i = 0; i < len; i++)
        lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i];
    list->at[list->count++] = (struct field){ { lower, len }, str_of(value) };
    return MHD_YES;
}

static struct fields collect_headers(struct task *task)
{
    int sent = MHD_get_connection_values(task->connection, MHD_HEADER_KIND, NULL, NULL);
    struct header_list list = { .arena = task->arena, .room = (size_t)sent }; /* LIMIT_HEADERS at most */

    list.at = arena_array(task->arena, struct field, list.room);
    MHD_get_connection_values(task->connection, MHD_HEADER_KIND, collect_header, &list);
    return (struct fields){ list.at, list.count };
}

static struct str address_of(struct task *task)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(task->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char *text = arena_alloc(task->arena, INET6_ADDRSTRLEN);
    const struct sockaddr *address = info == NULL ? NULL : info->client_addr;

    if (address != NULL && address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, text, INET6_ADDRSTRLEN);
    else if (address != NULL && address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, text, INET6_ADDRSTRLEN);
    if (strncmp(text, "::ffff:", 7) == 0)
        text += 7;
    return str_of(text);
}

/* Tells requests apart in the log: the process, and how many it had. */
static struct str number_of(struct task *task)
{
    int64_t left = ++task->http->request_count;
    char *text = arena_alloc(task->arena, 32);
    size_t at = 32;

    do
        text[--at] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    text[--at] = '-';
    text[--at] = (char)('0' + task->http->slot_number % 10);
    text[--at] = (char)('0' + task->http->slot_number / 10);
    return (struct str){ text + at, 32 - at };
}

static enum MHD_Result task_answer(struct task *task)
{
    task_render(task);
    return task_queue(task);
}

/* A request that never reaches a handler. */
static enum MHD_Result task_refuse(struct task *task, enum message message)
{
    task->ends_connection = true;
    task->held.exchange->request.path = str_head((struct str){ task->target, task->target_len }, 5);
    message_answer(&task->held.exchange->request, &task->held.exchange->response, message);
    return task_answer(task);
}

static void task_prepare(struct task *task)
{
    task->began_us = clock_monotonic_us(); /* for those refused before their body came */
    task->arena = arena_pool_take(&task->http->arenas);
    task->held.exchange = arena_new(task->arena, struct exchange);
    exchange_init(task->held.exchange, task->arena, task->http->page_room, PAGE_ROOM_BYTES);
}

static enum MHD_Result task_hold(struct task *task)
{
    task->state = TASK_HELD;
    MHD_suspend_connection(task->connection);
    return MHD_YES;
}

static enum MHD_Result task_run(struct task *task, enum method method)
{
    struct http *http = task->http;
    struct arrival arrival = {
        .method = method,
        .target = { task->target, task->target_len },
        .headers = collect_headers(task),
        .body = buf_str(&task->body),
        .address = address_of(task),
        .number = number_of(task),
        .at = clock_now(),
    };

    task->began_us = clock_monotonic_us();
    peer_enters(task->peer, PEER_WORKING);
    switch (http->owner.arrived(http->owner.context, &task->held, &arrival)) {
    case HTTP_ANSWERED:
        return task_answer(task);
    case HTTP_ANSWERED_BUT_HELD:
        task_render(task);
        return task_hold(task);
    case HTTP_HELD:
        return task_hold(task);
    }
    return MHD_NO;
}

/* ---- What libmicrohttpd calls ---------------------------------------------------------------------- */

struct framing {
    int lengths, encodings, hosts;
    bool is_valid;
    int64_t promised;
};

/* RFC 9110, 5.6.2.  libmicrohttpd takes any bytes before the colon, a blank too. */
static bool is_token(const char *name)
{
    size_t len = strspn(name, "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    return len > 0 && name[len] == '\0';
}

static enum MHD_Result collect_framing(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct framing *framing = context;

    (void)kind;
    framing->is_valid &= is_token(name);
    if (strcasecmp(name, "Host") == 0)
        framing->hosts++;
    if (strcasecmp(name, "Transfer-Encoding") == 0) {
        framing->encodings++;
        framing->is_valid &= value != NULL && strcasecmp(value, "chunked") == 0;
    }
    if (strcasecmp(name, "Content-Length") == 0) {
        framing->lengths++;
        framing->is_valid &= str_parse_i64(str_of(value), &framing->promised) && framing->promised >= 0;
    }
    return MHD_YES;
}

/* More than may come is refused before it comes; so is what two programs might read as different requests. */
static enum message verdict_on_headers(struct task *task, const char *version)
{
    struct framing framing = { .is_valid = true };
    struct str target = { task->target, task->target_len };

    if (target.len > LIMIT_URL_BYTES)
        return MESSAGE_URL_TOO_LONG;
    if (MHD_get_connection_values(task->connection, MHD_HEADER_KIND, collect_framing, &framing) > LIMIT_HEADERS)
        return MESSAGE_INVALID;
    if (!framing.is_valid || framing.hosts > 1 || framing.lengths + framing.encodings > 1)
        return MESSAGE_INVALID;
    if (framing.encodings > 0 && strcmp(version, "HTTP/1.0") == 0) /* which knew none */
        return MESSAGE_INVALID;
    return message_of_status(dispatch_admit(target, (size_t)framing.promised));
}

/* Called by libmicrohttpd: once with the headers, then for pieces of the body, then once at its end, and once more
 * after the connection was resumed. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_len, void **request_context)
{
    struct task *task = *request_context;
    enum method known;

    (void)context, (void)url;
    if (task->state == TASK_READY)
        return task_queue(task);
    if (task->arena == NULL) {
        task->connection = connection;
        task_prepare(task);
        task->body = buf_new(task->arena, dispatch_body_limit((struct str){ task->target, task->target_len }));
        enum message message = verdict_on_headers(task, version);

        return message == MESSAGE_OK ? MHD_YES : task_refuse(task, message);
    }
    if (*upload_len > 0) {
        buf_put(&task->body, upload, *upload_len);
        *upload_len = 0;
        return MHD_YES;
    }
    if (buf_overflowed(&task->body))
        return task_refuse(task, MESSAGE_TOO_LARGE);
    if (!method_of(method, &known))
        return task_refuse(task, MESSAGE_METHOD_NOT_ALLOWED);
    return task_run(task, known);
}

static void *on_request_line(void *context, const char *target, struct MHD_Connection *connection)
{
    struct http *http = context;
    size_t len = strlen(target);
    size_t kept = len > LIMIT_URL_BYTES ? LIMIT_URL_BYTES + 1 : len;
    struct task *task = calloc(1, sizeof *task + kept + 1);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    if (task == NULL)
        fatal("out of memory for a request");
    task->http = http;
    task->target_len = kept;
    memcpy(task->target, target, kept);
    task->peer = info->socket_context;
    if (task->peer->phase == PEER_IDLE)
        peer_enters(task->peer, PEER_RECEIVING);
    task->peer->request = task;
    http->requests_open++;
    return task;
}

static void task_end(struct task *task)
{
    if (task->answer != NULL)
        MHD_destroy_response(task->answer);
    task_release_arena(task);
    task->peer->request = NULL;
    peer_enters(task->peer, PEER_IDLE);
    task->http->requests_open--;
    free(task);
}

static void on_request_end(void *context, struct MHD_Connection *connection, void **request_context,
                           enum MHD_RequestTerminationCode reason)
{
    (void)context, (void)connection, (void)reason;
    if (*request_context == NULL)
        return;
    task_end(*request_context);
    *request_context = NULL;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *http = context;
    struct peer *peer = *socket_context;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_context = connections_add(
            http->connections, MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
        return;
    }
    if (peer->request != NULL)
        task_end(peer->request); /* libmicrohttpd ends no request that it gave up on between its line and its headers */
    connections_remove(http->connections, peer);
}

/* ---- For the worker ------------------------------------------------------------------------------ */

void http_answered(struct held *held)
{
    task_render((struct task *)held);
}

void http_settled(struct held *held)
{
    struct task *task = (struct task *)held;

    task->state = TASK_READY;
    MHD_resume_connection(task->connection);
}

static void log_library(void *context, const char *format, va_list args)
{
    (void)context, (void)format, (void)args; /* broken clients are no news */
}

static size_t leave_encoded(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text); /* web/form decodes, and refuses what is malformed */
}

static struct MHD_Daemon *start_daemon(struct http *http)
{
    /* clang-format off */
    struct MHD_OptionItem options[] = {
        { MHD_OPTION_EXTERNAL_LOGGER,         (intptr_t)log_library,      http   },
        { MHD_OPTION_URI_LOG_CALLBACK,        (intptr_t)on_request_line,  http   },
        { MHD_OPTION_UNESCAPE_CALLBACK,       (intptr_t)leave_encoded,    http   },
        { MHD_OPTION_NOTIFY_COMPLETED,        (intptr_t)on_request_end,   http },
        { MHD_OPTION_NOTIFY_CONNECTION,       (intptr_t)on_connection,    http   },
        { MHD_OPTION_CONNECTION_LIMIT,        LIMIT_CONNECTIONS,          NULL },
        { MHD_OPTION_CONNECTION_TIMEOUT,      LIMIT_IDLE_SECONDS,         NULL },
        { MHD_OPTION_CONNECTION_MEMORY_LIMIT, LIMIT_CONNECTION_BYTES,     NULL },
        { MHD_OPTION_STRICT_FOR_CLIENT,       1,                          NULL },
        { MHD_OPTION_END,                     0,                          NULL },
    };
    /* clang-format on */
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG;
    struct MHD_Daemon *daemon =
        MHD_start_daemon(flags, 0, NULL, NULL, on_request, http, MHD_OPTION_ARRAY, options, MHD_OPTION_END);

    if (daemon == NULL)
        fatal("the HTTP library does not start");
    return daemon;
}

struct http *http_create(const struct http_owner *owner, struct connections *connections, struct metrics_slot *slot,
                         int slot_number)
{
    struct http *http = calloc(1, sizeof *http);

    if (http == NULL)
        fatal("no memory for a server");
    http->owner = *owner;
    http->connections = connections;
    http->slot = slot;
    http->slot_number = slot_number;
    http->daemon = start_daemon(http);
    return http;
}

void http_destroy(struct http *http)
{
    MHD_stop_daemon(http->daemon);
    arena_pool_clear(&http->arenas);
    free(http);
}

int http_events(const struct http *http)
{
    return MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

void http_take(struct http *http, int client, const struct sockaddr *address, socklen_t len)
{
    MHD_add_connection(http->daemon, client, address, len); /* closes it on failure */
}

void http_run(struct http *http)
{
    MHD_run(http->daemon);
}

int http_wait_ms(const struct http *http)
{
    MHD_UNSIGNED_LONG_LONG ms;

    if (MHD_get_timeout(http->daemon, &ms) != MHD_YES)
        return -1;
    return ms > LIMIT_IDLE_SECONDS * 1000 ? LIMIT_IDLE_SECONDS * 1000 : (int)ms;
}

void http_begin_drain(struct http *http)
{
    http->is_draining = true;
}

bool http_is_idle(const struct http *http)
{
    return http->requests_open == 0;
}
