/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  One loop: new clients, requests that are complete, replies of the writer, answers.  Within a pass of web/http
 * a GET is answered on the spot; a change, or the trace of who looked, is asked of the writer (web/writer_line).  What
 * the writer settled gets its answer in the next pass. */
#include "web/worker.h"

#include "base/fatal.h"
#include "base/log.h"
#include "web/connections.h"
#include "web/http.h"
#include "web/limits.h"
#include "web/long_change.h"
#include "web/trace_memory.h"
#include "web/writer_line.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
    DRAIN_POLL_MS = 20,
    DRAIN_IDLE_MS = 300,
};

struct worker {
    const struct worker_settings *settings;
    struct site site;
    struct metrics_slot *slot;
    struct http *http;
    struct connections *connections;
    struct writer_line *writer;
    struct long_change *long_change;
    struct trace_memory *traces;
    int events, signals;
    struct db_tx *view; /* the data as all reads of this pass see them; NULL: none was needed yet */
    int64_t view_generation;
    bool is_draining, must_reopen;
    int64_t drain_since_us;
};

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
    http_run(worker->http);
    view_end(worker);
}

/* ---- One request -------------------------------------------------------------------------------- */

static enum http_next run_read(struct worker *worker, struct held *held)
{
    struct exchange *exchange = held->exchange;

    view_begin(worker);
    enum status status = dispatch_run(exchange, worker->site.reader);

    if (status != ST_OK) {
        dispatch_log_failure(exchange, worker->site.reader, status);
        view_end(worker); /* a statement that failed would spoil the others' reads */
    }
    if (status == ST_UNAVAILABLE)
        worker->must_reopen = true;
    if (status != ST_OK || !trace_memory_lacks(worker->traces, &exchange->request))
        return HTTP_ANSWERED;
    writer_line_trace(worker->writer, held);
    return HTTP_ANSWERED_BUT_HELD;
}

static enum http_next on_arrived(void *context, struct held *held, const struct arrival *arrival)
{
    struct worker *worker = context;

    view_end_if_old(worker);
    held->kind = dispatch_begin(&worker->site, held->exchange, arrival);
    writer_line_touch(worker->writer, held->exchange->request.arena, &held->exchange->caller);
    switch (held->kind) {
    case EXCHANGE_ANSWERED:
        worker->must_reopen |= held->exchange->response.code == 503;
        return HTTP_ANSWERED;
    case EXCHANGE_READS:
        return run_read(worker, held);
    case EXCHANGE_ALONE:
        long_change_run(worker->long_change, held->exchange);
        return HTTP_ANSWERED;
    case EXCHANGE_CHANGES:
        writer_line_change(worker->writer, held, arrival);
        return HTTP_HELD;
    }
    fatal("a request came to no decision");
}

/* ---- What the others ask ------------------------------------------------------------------------ */

static void on_answered(void *context, struct held *held)
{
    (void)context;
    http_answered(held);
}

static void on_settled(void *context, struct held *held)
{
    struct worker *worker = context;

    if (held->status == ST_OK)
        trace_memory_keep(worker->traces, &held->exchange->request);
    http_settled(held);
}

static void on_client(void *context, int client, const struct sockaddr *address, socklen_t len)
{
    struct worker *worker = context;

    http_take(worker->http, client, address, len);
}

/* ---- The loop ----------------------------------------------------------------------------------- */

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

static void reopen(struct worker *worker)
{
    if (worker->must_reopen && site_reopen(&worker->site, &worker->settings->site))
        worker->must_reopen = false;
}

static void begin_drain(struct worker *worker)
{
    struct signalfd_siginfo signal;

    if (read(worker->signals, &signal, sizeof signal) != sizeof signal || worker->is_draining)
        return; /* read, so that it wakes the loop once only */
    connections_close(worker->connections);
    http_begin_drain(worker->http);
    worker->is_draining = true;
    worker->drain_since_us = clock_monotonic_us();
    metrics_set(&worker->slot->pid, 0);
}

/* A busy connection ends with its next answer, which says so; one without requests for a moment is closed.  True when
 * all are gone or the time is over. */
static bool is_drained(struct worker *worker)
{
    if (!worker->is_draining || !writer_line_is_idle(worker->writer))
        return false;
    connections_end_idle(worker->connections, DRAIN_IDLE_MS * 1000);
    if (clock_monotonic_us() - worker->drain_since_us > (int64_t)LIMIT_DRAIN_SECONDS * 1000000)
        return true;
    return http_is_idle(worker->http) && connections_is_empty(worker->connections);
}

/* The shorter one; -1 is for ever. */
static int sooner(int a_ms, int b_ms)
{
    if (a_ms < 0 || b_ms < 0)
        return a_ms < 0 ? b_ms : a_ms;
    return a_ms < b_ms ? a_ms : b_ms;
}

static int wait_ms(const struct worker *worker)
{
    int ms = sooner(http_wait_ms(worker->http), connections_wait_ms(worker->connections));

    return worker->is_draining ? sooner(ms, DRAIN_POLL_MS) : ms;
}

static void loop(struct worker *worker)
{
    struct epoll_event events[8];

    while (!is_drained(worker)) {
        int count = epoll_wait(worker->events, events, 8, wait_ms(worker));

        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == worker->signals)
                begin_drain(worker);
            if (events[i].data.fd == worker->settings->listen_socket && !worker->is_draining)
                connections_accept(worker->connections);
            if (events[i].data.fd == writer_line_socket(worker->writer))
                writer_line_take_replies(worker->writer);
        }
        connections_accept_later(worker->connections);
        run_pass(worker); /* also sends what the writer settled */
        writer_line_send(worker->writer);
        reopen(worker);
        connections_look_over(worker->connections);
    }
}

/* What serves, on a database that is open already. */
static void set_up(struct worker *worker)
{
    const struct worker_settings *settings = worker->settings;
    const struct site_settings *site = &settings->site;

    worker->long_change = long_change_create(site->database, settings->write_lock, site->metrics);
    worker->traces = trace_memory_create();
    worker->signals = watch_signals();
    worker->events = epoll_create1(EPOLL_CLOEXEC);
    worker->writer = writer_line_create(&(struct held_owner){ on_answered, on_settled, worker }, &worker->site,
                                        settings->writer_socket, worker->events);
    worker->connections = connections_create(&(struct connections_owner){ on_client, worker }, site->metrics,
                                             worker->slot, settings->listen_socket, worker->events);
    worker->http =
        http_create(&(struct http_owner){ on_arrived, worker }, worker->connections, worker->slot, site->slot);
    watch(worker, worker->signals);
    watch(worker, http_events(worker->http));
    connections_open(worker->connections);
}

static void take_down(struct worker *worker)
{
    http_destroy(worker->http);
    connections_destroy(worker->connections);
    writer_line_destroy(worker->writer);
    long_change_destroy(worker->long_change);
    trace_memory_destroy(worker->traces);
    site_close(&worker->site);
}

int worker_run(const struct worker_settings *settings)
{
    struct worker *worker = calloc(1, sizeof *worker);

    if (worker == NULL)
        fatal("no memory for a worker");
    worker->settings = settings;
    worker->slot = &settings->site.metrics->slots[settings->site.slot];
    if (!site_open(&worker->site, &settings->site)) {
        free(worker);
        return 1;
    }
    set_up(worker);
    metrics_set(&worker->slot->pid, getpid());
    if (settings->ready_pipe >= 0 && write(settings->ready_pipe, "+", 1) != 1)
        log_error("worker %d: nobody waits for it", settings->site.slot);
    loop(worker);
    take_down(worker);
    free(worker);
    return 0;
}
