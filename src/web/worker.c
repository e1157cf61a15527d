/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  libmicrohttpd reads requests from sockets whenever MHD_run() is called.  Within such a pass a GET is
 * answered on the spot; a change, once its body is complete, is put into the batch (web/batch) and its connection
 * suspended.  After the pass the batch runs, and connections whose changes are durable are resumed: libmicrohttpd
 * then asks for their answers.
 *
 * The worker accepts connections itself and leaves them to a less busy worker for a moment, so that few long-lived
 * connections spread evenly. */
#include "web/worker.h"

#include "base/fatal.h"
#include "base/log.h"
#include "web/batch.h"
#include "web/limits.h"
#include "web/messages.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    ACCEPTS_A_PASS = 16,
    TURN_AWAY_MS = 2, /* how long a new connection is left to less busy workers */
    REOPEN_MS = 500,
    DRAIN_POLL_MS = 20,
    DRAIN_IDLE_MS = 300,
    PAGE_ROOM_BYTES = 64 * 1024,
};

/* What a connection is busy with, and since when. */
enum peer_phase { PEER_RECEIVING, PEER_WORKING, PEER_SENDING, PEER_IDLE };

struct peer {
    struct peer *next, *previous;
    int socket;
    enum peer_phase phase;
    int64_t since_us;
};

enum task_state { TASK_RECEIVING, TASK_HELD, TASK_READY, TASK_DONE };

/* One request. */
struct task {
    struct held held; /* first: the batch gives it back */
    struct worker *worker;
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

struct worker {
    const struct worker_settings *settings;
    struct site site;
    struct metrics_slot *slot;
    struct MHD_Daemon *daemon;
    int events, signals;
    struct db_tx *view; /* the data as all reads of this pass see them; NULL: none was needed yet */
    int64_t view_generation;
    bool is_draining, is_listening, must_reopen;
    int64_t drain_since_us, turned_away_us, looked_over_us, reopened_us;
    int64_t requests_open, request_count;
    struct peer peers; /* a ring */
    struct batch *batch;
    struct arena *spare_arenas[LIMIT_SPARE_ARENAS];
    int spare_count;
    char page_room[PAGE_ROOM_BYTES];
};

/* ---- Memory of requests ------------------------------------------------------------------------- */

static struct arena *arena_take(struct worker *worker)
{
    if (worker->spare_count > 0)
        return worker->spare_arenas[--worker->spare_count];
    return arena_create(LIMIT_ARENA_BYTES);
}

static void arena_give(struct worker *worker, struct arena *arena)
{
    if (worker->spare_count == LIMIT_SPARE_ARENAS) {
        arena_destroy(arena);
        return;
    }
    arena_reset(arena);
    worker->spare_arenas[worker->spare_count++] = arena;
}

static void task_release_arena(struct task *task)
{
    if (task->arena != NULL)
        arena_give(task->worker, task->arena);
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
    struct worker *worker = task->worker;
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
    if (worker->is_draining || task->ends_connection)
        add_header(answer, "Connection", "close");
    add_response_headers(answer, response, task->arena);
    if (task->answer != NULL)
        MHD_destroy_response(task->answer);
    task->answer = answer;
}

static enum MHD_Result task_queue(struct task *task)
{
    struct worker *worker = task->worker;
    int code = task->held.exchange->response.code;
    bool is_change = task->held.exchange->request.method != METHOD_GET;
    enum MHD_Result result = MHD_queue_response(task->connection, (unsigned)code, task->answer);

    MHD_destroy_response(task->answer);
    task->answer = NULL;
    task->state = TASK_DONE;
    task->peer->phase = PEER_SENDING;
    task->peer->since_us = clock_monotonic_us();
    metrics_count_request(worker->slot, is_change, code, task->peer->since_us - task->began_us);
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
    int64_t left = ++task->worker->request_count;
    char *text = arena_alloc(task->arena, 32);
    size_t at = 32;

    do
        text[--at] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    text[--at] = '-';
    text[--at] = (char)('0' + task->worker->settings->slot % 10);
    text[--at] = (char)('0' + task->worker->settings->slot / 10);
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
    task->arena = arena_take(task->worker);
    task->held.exchange = arena_new(task->arena, struct exchange);
    exchange_init(task->held.exchange, task->arena, task->worker->page_room, PAGE_ROOM_BYTES);
}

static enum MHD_Result task_hold(struct task *task)
{
    task->state = TASK_HELD;
    batch_add(task->worker->batch, &task->held);
    MHD_suspend_connection(task->connection);
    return MHD_YES;
}

/* ---- What reads see ----------------------------------------------------------------------------- */

static void view_end(struct worker *worker)
{
    db_tx_end_at(&worker->view);
    worker->view = NULL;
}

/* Reads of one pass share one view, which costs less than one each and shows every page its rows as of one moment.
 * When a worker has committed meanwhile, it ends: whoever was told that something is saved sees it, and a session
 * that began or ended elsewhere is known. */
static void view_end_if_old(struct worker *worker)
{
    int64_t generation = __atomic_load_n(&worker->site.metrics->commit_generation, __ATOMIC_ACQUIRE);

    if (worker->view_generation != generation)
        view_end(worker);
    worker->view_generation = generation;
}

static void view_begin(struct worker *worker)
{
    if (worker->view == NULL && db_tx_begin(worker->site.reader, &worker->view) != ST_OK)
        worker->view = NULL; /* then each statement has its own */
}

static void run_pass(struct worker *worker)
{
    MHD_run(worker->daemon);
    view_end(worker);
}

static enum MHD_Result run_read(struct worker *worker, struct task *task)
{
    struct exchange *exchange = task->held.exchange;

    view_begin(worker);
    enum status status = dispatch_run(exchange, worker->site.reader);

    if (status != ST_OK) {
        batch_log_failure(exchange, worker->site.reader, status);
        view_end(worker); /* a statement that failed would spoil the others' reads */
    }
    if (status == ST_UNAVAILABLE)
        worker->must_reopen = true;
    task_render(task);
    return status == ST_OK && batch_needs_trace(worker->batch, &exchange->request) ? task_hold(task) : task_queue(task);
}

static enum MHD_Result task_run(struct task *task, enum method method)
{
    struct worker *worker = task->worker;
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
    task->peer->phase = PEER_WORKING;
    view_end_if_old(worker);
    task->held.kind = dispatch_begin(&worker->site, task->held.exchange, &arrival);
    batch_touch_later(worker->batch, &task->held.exchange->caller);
    switch (task->held.kind) {
    case EXCHANGE_ANSWERED:
        return task_answer(task);
    case EXCHANGE_READS:
        return run_read(worker, task);
    case EXCHANGE_ALONE:
        batch_run_alone(worker->batch, task->held.exchange);
        return task_answer(task);
    case EXCHANGE_CHANGES:
        return task_hold(task);
    }
    return MHD_NO;
}

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
    struct worker *worker = context;
    size_t len = strlen(target);
    size_t kept = len > LIMIT_URL_BYTES ? LIMIT_URL_BYTES + 1 : len;
    struct task *task = calloc(1, sizeof *task + kept + 1);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    if (task == NULL)
        fatal("out of memory for a request");
    task->worker = worker;
    task->target_len = kept;
    memcpy(task->target, target, kept);
    task->peer = info->socket_context;
    if (task->peer->phase == PEER_IDLE) {
        task->peer->phase = PEER_RECEIVING;
        task->peer->since_us = clock_monotonic_us();
    }
    worker->requests_open++;
    return task;
}

static void on_request_end(void *context, struct MHD_Connection *connection, void **request_context,
                           enum MHD_RequestTerminationCode reason)
{
    struct worker *worker = context;
    struct task *task = *request_context;

    (void)connection, (void)reason;
    if (task == NULL)
        return;
    if (task->answer != NULL)
        MHD_destroy_response(task->answer);
    task_release_arena(task);
    task->peer->phase = PEER_IDLE;
    task->peer->since_us = clock_monotonic_us();
    worker->requests_open--;
    free(task);
    *request_context = NULL;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct worker *worker = context;
    struct peer *peer = *socket_context;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        peer = calloc(1, sizeof *peer);
        if (peer == NULL)
            fatal("out of memory for a connection");
        peer->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        peer->phase = PEER_IDLE;
        peer->since_us = clock_monotonic_us();
        peer->next = &worker->peers;
        peer->previous = worker->peers.previous;
        peer->previous->next = peer->next->previous = peer;
        *socket_context = peer;
        metrics_add(&worker->slot->connections, 1);
        return;
    }
    peer->previous->next = peer->next;
    peer->next->previous = peer->previous;
    free(peer);
    metrics_add(&worker->slot->connections, -1);
}

/* ---- What the batch asks ------------------------------------------------------------------------ */

static void on_meanwhile(void *context)
{
    run_pass(context);
}

static void on_answered(void *context, struct held *held)
{
    (void)context;
    task_render((struct task *)held);
}

static void on_settled(void *context, struct held *held)
{
    struct task *task = (struct task *)held;

    (void)context;
    task->state = TASK_READY;
    MHD_resume_connection(task->connection);
}

/* ---- Connections -------------------------------------------------------------------------------- */

/* Does another worker serve clearly fewer connections? */
static bool is_busier_than_others(const struct worker *worker)
{
    int64_t mine = metrics_read(&worker->slot->connections);

    for (size_t i = 0; i < METRICS_WORKERS_MAX; i++) {
        const struct metrics_slot *other = &worker->site.metrics->slots[i];

        if (other != worker->slot && metrics_read(&other->pid) != 0 && metrics_read(&other->connections) < mine)
            return true;
    }
    return false;
}

static void listen_events(struct worker *worker, bool is_on)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = worker->settings->listen_socket };

    if (worker->is_listening == is_on)
        return;
    epoll_ctl(worker->events, is_on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, worker->settings->listen_socket, &event);
    worker->is_listening = is_on;
}

/* Leaves those that wait for a moment. */
static void turn_away(struct worker *worker)
{
    worker->turned_away_us = clock_monotonic_us();
    listen_events(worker, false);
}

static void accept_connections(struct worker *worker)
{
    for (int i = 0; i < ACCEPTS_A_PASS; i++) {
        struct sockaddr_storage address;
        socklen_t len = sizeof address;
        bool is_full = metrics_read(&worker->slot->connections) >= LIMIT_CONNECTIONS;

        if (is_full || (worker->turned_away_us == 0 && is_busier_than_others(worker))) {
            turn_away(worker);
            return;
        }
        int client =
            accept4(worker->settings->listen_socket, (struct sockaddr *)&address, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);

        if (client < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)) {
            turn_away(worker); /* it would be offered again and again */
            return;
        }
        if (client < 0)
            break;
        MHD_add_connection(worker->daemon, client, (struct sockaddr *)&address, len); /* closes it on failure */
    }
    worker->turned_away_us = 0;
    listen_events(worker, true);
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

/* Cuts those off that send or take their bytes too slowly; libmicrohttpd then cleans up. */
static void look_over_peers(struct worker *worker, int64_t now_us)
{
    if (now_us - worker->looked_over_us < 1000000)
        return;
    worker->looked_over_us = now_us;
    for (struct peer *peer = worker->peers.next; peer != &worker->peers; peer = peer->next)
        if (now_us - peer->since_us > allowed_us(peer->phase))
            shutdown(peer->socket, SHUT_RDWR);
}

/* ---- The loop ----------------------------------------------------------------------------------- */

static void log_library(void *context, const char *format, va_list args)
{
    (void)context, (void)format, (void)args; /* broken clients are no news */
}

static size_t leave_encoded(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text); /* web/form decodes, and refuses what is malformed */
}

static struct MHD_Daemon *start_daemon(struct worker *worker)
{
    /* clang-format off */
    struct MHD_OptionItem options[] = {
        { MHD_OPTION_EXTERNAL_LOGGER,         (intptr_t)log_library,      worker },
        { MHD_OPTION_URI_LOG_CALLBACK,        (intptr_t)on_request_line,  worker },
        { MHD_OPTION_UNESCAPE_CALLBACK,       (intptr_t)leave_encoded,    worker },
        { MHD_OPTION_NOTIFY_COMPLETED,        (intptr_t)on_request_end,   worker },
        { MHD_OPTION_NOTIFY_CONNECTION,       (intptr_t)on_connection,    worker },
        { MHD_OPTION_CONNECTION_LIMIT,        LIMIT_CONNECTIONS,          NULL },
        { MHD_OPTION_CONNECTION_TIMEOUT,      LIMIT_IDLE_SECONDS,         NULL },
        { MHD_OPTION_CONNECTION_MEMORY_LIMIT, LIMIT_CONNECTION_BYTES,     NULL },
        { MHD_OPTION_STRICT_FOR_CLIENT,       1,                          NULL },
        { MHD_OPTION_END,                     0,                          NULL },
    };
    /* clang-format on */
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG;
    struct MHD_Daemon *daemon =
        MHD_start_daemon(flags, 0, NULL, NULL, on_request, worker, MHD_OPTION_ARRAY, options, MHD_OPTION_END);

    if (daemon == NULL)
        fatal("the HTTP library does not start");
    return daemon;
}

static int watch_signals(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void watch(struct worker *worker, int file)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = file };

    if (epoll_ctl(worker->events, EPOLL_CTL_ADD, file, &event) != 0)
        fatal("epoll: %s", strerror(errno));
}

static enum status open_connections(struct worker *worker)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(64 * 1024);
    struct str why = { NULL, 0 };
    enum status status = db_open_explained(worker->settings->database, DB_READ_ONLY, arena, &worker->site.reader, &why);

    if (status != ST_OK)
        log_error("worker %d: database: %.*s", worker->settings->slot, STR_ARG(why));
    return status;
}

/* After the database was gone: both connections anew, now and then. */
static void reopen(struct worker *worker)
{
    int64_t now_us = clock_monotonic_us();
    struct db *reader = NULL;

    if (!worker->must_reopen && !batch_lost_database(worker->batch))
        return;
    if (now_us - worker->reopened_us < REOPEN_MS * 1000)
        return;
    worker->reopened_us = now_us;
    if (db_open(worker->settings->database, DB_READ_ONLY, &reader) != ST_OK)
        return;
    db_close(worker->site.reader);
    worker->site.reader = reader;
    batch_forget_database(worker->batch);
    worker->must_reopen = false;
}

static void begin_drain(struct worker *worker)
{
    struct signalfd_siginfo signal;

    if (read(worker->signals, &signal, sizeof signal) != sizeof signal || worker->is_draining)
        return; /* read, so that it wakes the loop once only */
    accept_connections(worker);
    listen_events(worker, false);
    worker->is_draining = true;
    worker->drain_since_us = clock_monotonic_us();
    metrics_set(&worker->slot->pid, 0);
}

/* A busy connection ends with its next answer, which says so; one without requests for a moment is closed.  True when
 * all are gone or the time is over. */
static bool is_drained(struct worker *worker)
{
    int64_t now_us = clock_monotonic_us();

    if (!worker->is_draining || !batch_is_empty(worker->batch))
        return false;
    for (struct peer *peer = worker->peers.next; peer != &worker->peers; peer = peer->next)
        if (peer->phase == PEER_IDLE && now_us - peer->since_us > DRAIN_IDLE_MS * 1000)
            shutdown(peer->socket, SHUT_RD); /* what came already is still read and answered */
    if (now_us - worker->drain_since_us > (int64_t)LIMIT_DRAIN_SECONDS * 1000000)
        return true;
    return worker->requests_open == 0 && worker->peers.next == &worker->peers;
}

static int wait_ms(struct worker *worker)
{
    MHD_UNSIGNED_LONG_LONG library_ms;
    int ms = worker->peers.next == &worker->peers ? -1 : 1000; /* peers are looked over each second */

    if (!batch_is_empty(worker->batch))
        return 0;
    if (MHD_get_timeout(worker->daemon, &library_ms) == MHD_YES && (ms < 0 || (int)library_ms < ms))
        ms = (int)library_ms;
    if (worker->turned_away_us != 0 && (ms < 0 || ms > TURN_AWAY_MS))
        ms = TURN_AWAY_MS;
    if (worker->is_draining && (ms < 0 || ms > DRAIN_POLL_MS))
        ms = DRAIN_POLL_MS;
    return ms;
}

static void loop(struct worker *worker)
{
    struct epoll_event events[8];

    while (!is_drained(worker)) {
        int count = epoll_wait(worker->events, events, 8, wait_ms(worker));

        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == worker->signals)
                begin_drain(worker);
            if (events[i].data.fd == worker->settings->listen_socket)
                accept_connections(worker);
        }
        if (worker->turned_away_us != 0 && !worker->is_draining &&
            clock_monotonic_us() - worker->turned_away_us >= TURN_AWAY_MS * 1000)
            accept_connections(worker);
        run_pass(worker);
        if (!batch_is_empty(worker->batch)) {
            batch_run(worker->batch);
            run_pass(worker); /* sends what became durable; what is held anew has its turn after the signals */
        }
        reopen(worker);
        look_over_peers(worker, clock_monotonic_us());
    }
}

int worker_run(const struct worker_settings *settings)
{
    struct worker *worker = calloc(1, sizeof *worker);

    if (worker == NULL)
        fatal("no memory for a worker");
    worker->settings = settings;
    worker->peers.next = worker->peers.previous = &worker->peers;
    worker->slot = &settings->metrics->slots[settings->slot];
    metrics_set(&worker->slot->connections, 0);
    worker->site.metrics = settings->metrics;
    worker->site.is_behind_tls = settings->is_behind_tls;
    worker->site.trusted_proxy = settings->trusted_proxy;
    if (open_connections(worker) != ST_OK) {
        free(worker);
        return 1;
    }
    worker->site.sessions = sessions_create(&settings->metrics->session_generation);
    worker->batch = batch_create(settings->database, settings->write_lock, &worker->site, worker->slot,
                                 &(struct batch_owner){ on_meanwhile, on_answered, on_settled, worker });
    worker->signals = watch_signals();
    worker->events = epoll_create1(EPOLL_CLOEXEC);
    worker->daemon = start_daemon(worker);
    watch(worker, worker->signals);
    watch(worker, MHD_get_daemon_info(worker->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd);
    listen_events(worker, true);
    metrics_set(&worker->slot->pid, getpid());
    if (settings->ready_pipe >= 0 && write(settings->ready_pipe, "+", 1) != 1)
        log_error("worker %d: nobody waits for it", settings->slot);
    loop(worker);
    MHD_stop_daemon(worker->daemon);
    batch_destroy(worker->batch);
    sessions_destroy(worker->site.sessions);
    arena_destroy(worker->site.offices_arena);
    while (worker->spare_count > 0)
        arena_destroy(worker->spare_arenas[--worker->spare_count]);
    db_close(worker->site.reader);
    free(worker);
    return 0;
}
