/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  One loop: what the workers ask is taken, put into the batch (web/batch), the batch runs, its answers go back.
 * A request comes as it came from the network, and is judged once more: who asks may have been signed out meanwhile.
 * What a change shows of its result is read by the worker, once it has the reply (request_shows). */
#include "web/writer.h"

#include "base/fatal.h"
#include "base/log.h"
#include "web/arena_pool.h"
#include "web/batch.h"
#include "web/change_frame.h"
#include "web/frames.h"
#include "web/limits.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 128, EVENTS_AT_ONCE = 16, ROOM_BYTES = 64 * 1024, REOPEN_LOOK_MS = 100 };

/* A worker's line. */
struct line {
    struct line *next, *previous;
    struct frames *frames;
    int64_t jobs; /* whose reply goes here */
    bool is_gone; /* the worker ended; its jobs still run */
    bool waits_to_send;
};

/* What one wish became. */
struct job {
    struct held held; /* first: the batch gives it back */
    struct line *line;
    int64_t tag;
    struct arena *arena;
    struct exchange exchange;
    struct str reply;
};

struct writer {
    const struct writer_settings *settings;
    struct site site;
    struct batch *batch;
    struct arena_pool arenas;
    int events, signals;
    struct line lines; /* a ring */
    bool is_draining, must_reopen;
    char room[ROOM_BYTES]; /* where every answer is written; it is copied before the next one */
};

/* ---- The socket --------------------------------------------------------------------------------- */

int writer_listen(void)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX }; /* without a name: Linux gives a free one */
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (file < 0)
        return -1;
    if (bind(file, (struct sockaddr *)&address, sizeof address.sun_family) == 0 && listen(file, BACKLOG) == 0)
        return file;
    int why = errno;

    close(file);
    errno = why;
    return -1;
}

int writer_connect(int listen_socket)
{
    struct sockaddr_un address;
    socklen_t len = sizeof address;
    int file;

    if (getsockname(listen_socket, (struct sockaddr *)&address, &len) != 0)
        return -1;
    file = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (file < 0 || connect(file, (struct sockaddr *)&address, len) == 0)
        return file;
    int why = errno;

    close(file);
    errno = why;
    return -1;
}

static bool is_ours(int file)
{
    struct ucred peer;
    socklen_t len = sizeof peer;

    return getsockopt(file, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0 && peer.uid == geteuid();
}

/* ---- Lines -------------------------------------------------------------------------------------- */

static void watch(struct writer *writer, int file, void *what, bool sends)
{
    struct epoll_event event = { .events = EPOLLIN | (sends ? EPOLLOUT : 0), .data.ptr = what };

    if (epoll_ctl(writer->events, EPOLL_CTL_ADD, file, &event) != 0 &&
        epoll_ctl(writer->events, EPOLL_CTL_MOD, file, &event) != 0)
        fatal("epoll: %s", strerror(errno));
}

static void accept_lines(struct writer *writer)
{
    int file;

    while ((file = accept4(writer->settings->listen_socket, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct line *line = calloc(1, sizeof *line);

        if (line == NULL)
            fatal("no memory for a line");
        line->frames = frames_create(file);
        line->next = &writer->lines;
        line->previous = writer->lines.previous;
        line->previous->next = line->next->previous = line;
        line->is_gone = !is_ours(file);
        if (!line->is_gone)
            watch(writer, file, line, false);
    }
}

/* Once its last job is done: those that run keep the line they came on. */
static void drop_gone(struct writer *writer)
{
    for (struct line *line = writer->lines.next, *next; line != &writer->lines; line = next) {
        next = line->next;
        if (!line->is_gone || line->jobs > 0)
            continue;
        line->previous->next = line->next;
        line->next->previous = line->previous;
        frames_destroy(line->frames);
        free(line);
    }
}

static void send_replies(struct writer *writer)
{
    for (struct line *line = writer->lines.next; line != &writer->lines; line = line->next) {
        if (line->is_gone || !frames_has_unsent(line->frames))
            continue;
        line->is_gone = !frames_send(line->frames);
        bool waits = frames_has_unsent(line->frames);

        if (!line->is_gone && waits != line->waits_to_send)
            watch(writer, frames_socket(line->frames), line, waits);
        line->waits_to_send = waits;
    }
}

/* ---- Jobs --------------------------------------------------------------------------------------- */

static void job_end(struct writer *writer, struct job *job)
{
    if (!job->line->is_gone)
        frames_add(job->line->frames, job->reply);
    job->line->jobs--;
    arena_pool_give(&writer->arenas, job->arena); /* the job is in it */
}

static void on_answered(void *context, struct held *held)
{
    struct job *job = (struct job *)held;
    const struct response *response = &job->exchange.response;
    const struct request *request = &job->exchange.request;
    struct reply reply = {
        .tag = job->tag,
        .status = held->status,
        .code = response->code,
        .content_type = str_of(response->content_type),
        .headers = { response->headers, response->header_count },
        .body = response->constant.at != NULL ? response->constant : buf_str(&job->exchange.bytes),
    };

    (void)context;
    if (request->shows != NULL) {
        const struct route *route = router_of(request->shows);

        if (route == NULL)
            fatal("what a change shows is the page of no address");
        reply.shows = str_of(route->run_name);
        reply.segment = request->segments[0];
    }
    job->reply = change_frame_reply(job->arena, &reply);
}

static void on_settled(void *context, struct held *held)
{
    struct writer *writer = context;
    struct job *job = (struct job *)held;

    if (job->reply.at == NULL) /* a trace that is written: there is nothing else to say */
        job->reply = change_frame_reply(job->arena, &(struct reply){ .tag = job->tag, .status = ST_OK });
    job_end(writer, job);
}

static void take_change(struct writer *writer, struct job *job, const struct arrival *arrival)
{
    job->held.kind = dispatch_begin(&writer->site, &job->exchange, arrival);
    if (job->held.kind == EXCHANGE_CHANGES) {
        batch_add(writer->batch, &job->held);
        return;
    }
    writer->must_reopen |= job->exchange.response.code == 503; /* the reading connection is lost */
    on_answered(writer, &job->held);                           /* or somebody was signed out since the worker looked */
    on_settled(writer, &job->held);
}

static void take_trace(struct writer *writer, struct job *job, const struct wish *wish)
{
    struct request *request = &job->exchange.request;

    request->now = wish->arrival.at;
    request->number = wish->arrival.number;
    request->user.actor = wish->actor;
    request_leaves_trace(request, wish->dossier_id);
    if (wish->opens_dossier)
        request_opens_dossier(request);
    job->held.kind = EXCHANGE_READS;
    batch_add(writer->batch, &job->held);
}

static void take_wish(struct writer *writer, struct line *line, struct str message)
{
    struct arena *arena = arena_pool_take(&writer->arenas);
    struct job *job = arena_new(arena, struct job);
    struct wish wish;

    if (!change_frame_read_wish(arena, message, &wish))
        fatal("a wish of %zu bytes that says nothing", message.len);
    if (wish.kind == WISH_TOUCH) {
        batch_touch_later(writer->batch, wish.session_hash);
        arena_pool_give(&writer->arenas, arena);
        return;
    }
    *job = (struct job){ .line = line, .tag = wish.tag, .arena = arena };
    job->held.exchange = &job->exchange;
    exchange_init(&job->exchange, arena, writer->room, ROOM_BYTES);
    line->jobs++;
    if (wish.kind == WISH_CHANGE)
        take_change(writer, job, &wish.arrival);
    else
        take_trace(writer, job, &wish);
}

static void take_from(struct writer *writer, struct line *line)
{
    struct str message;
    bool is_there = frames_receive(line->frames);

    while (frames_next(line->frames, &message))
        take_wish(writer, line, message);
    if (is_there)
        return;
    line->is_gone = true;
    epoll_ctl(writer->events, EPOLL_CTL_DEL, frames_socket(line->frames), NULL);
}

/* ---- The loop ----------------------------------------------------------------------------------- */

static void take_signal(struct writer *writer)
{
    struct signalfd_siginfo signal;

    if (read(writer->signals, &signal, sizeof signal) == sizeof signal)
        writer->is_draining = true;
}

static void look(struct writer *writer, int wait_ms)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    int count = epoll_wait(writer->events, events, EVENTS_AT_ONCE, wait_ms);

    for (int i = 0; i < count; i++) {
        struct line *line = events[i].data.ptr;

        if (line == &writer->lines)
            accept_lines(writer);
        else if (line == NULL)
            take_signal(writer);
        else if (!line->is_gone)
            take_from(writer, line);
    }
}

static void on_meanwhile(void *context)
{
    look(context, 0);
}

static void reopen(struct writer *writer)
{
    writer->must_reopen |= batch_lost_database(writer->batch);
    if (!writer->must_reopen || !site_reopen(&writer->site, &writer->settings->site))
        return;
    batch_forget_database(writer->batch);
    writer->must_reopen = false;
}

static int wait_ms(const struct writer *writer)
{
    if (!batch_is_empty(writer->batch))
        return 0;
    return writer->must_reopen ? REOPEN_LOOK_MS : -1;
}

static bool is_done(const struct writer *writer)
{
    return writer->is_draining && writer->lines.next == &writer->lines && batch_is_empty(writer->batch);
}

static void loop(struct writer *writer)
{
    while (!is_done(writer)) {
        look(writer, wait_ms(writer));
        batch_run(writer->batch);
        send_replies(writer);
        drop_gone(writer);
        reopen(writer);
    }
}

static void watch_signals(struct writer *writer)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    writer->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    watch(writer, writer->signals, NULL, false);
}

int writer_run(const struct writer_settings *settings)
{
    struct writer *writer = calloc(1, sizeof *writer);

    if (writer == NULL)
        fatal("no memory for the writer");
    writer->settings = settings;
    writer->lines.next = writer->lines.previous = &writer->lines;
    if (!site_open(&writer->site, &settings->site)) {
        free(writer);
        return 1;
    }
    writer->batch =
        batch_create(settings->site.database, settings->write_lock, &writer->site,
                     &settings->site.metrics->slots[settings->site.slot],
                     &(struct batch_owner){ .held = { on_answered, on_settled, writer }, .meanwhile = on_meanwhile });
    writer->events = epoll_create1(EPOLL_CLOEXEC);
    watch_signals(writer);
    watch(writer, settings->listen_socket, &writer->lines, false);
    loop(writer);
    batch_destroy(writer->batch);
    site_close(&writer->site);
    arena_pool_clear(&writer->arenas);
    free(writer);
    return 0;
}
