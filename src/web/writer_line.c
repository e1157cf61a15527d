/* SPDX-License-Identifier: Apache-2.0 */
#include "web/writer_line.h"

#include "base/fatal.h"
#include "base/log.h"
#include "web/change_frame.h"
#include "web/frames.h"
#include "web/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

struct writer_line {
    struct held_owner owner;
    struct site *site;
    int listen_socket, events;
    struct frames *frames; /* NULL: no line yet, or no more */
    bool waits_to_send;
    struct db_tx *view;  /* the data as all that is shown in this run sees them; NULL: nothing was yet */
    struct held waiting; /* a ring, in the order in which they were asked for */
};

struct writer_line *writer_line_create(const struct held_owner *owner, struct site *site, int listen_socket, int events)
{
    struct writer_line *line = calloc(1, sizeof *line);

    if (line == NULL)
        fatal("no memory for a line to the writer");
    line->owner = *owner;
    line->site = site;
    line->listen_socket = listen_socket;
    line->events = events;
    line->waiting.next = line->waiting.previous = &line->waiting;
    return line;
}

void writer_line_destroy(struct writer_line *line)
{
    frames_destroy(line->frames);
    free(line);
}

bool writer_line_is_idle(const struct writer_line *line)
{
    return line->waiting.next == &line->waiting;
}

/* ---- Settling ----------------------------------------------------------------------------------- */

static void forget(struct held *held)
{
    held->previous->next = held->next;
    held->next->previous = held->previous;
    held->next = held->previous = NULL;
}

static void settle(struct writer_line *line, struct held *held)
{
    forget(held);
    line->owner.settled(line->owner.context, held);
}

static void refuse(struct writer_line *line, struct held *held, enum status status)
{
    held->status = status;
    dispatch_not_saved(held->exchange, status);
    line->owner.answered(line->owner.context, held);
    settle(line, held);
}

static void refuse_all(struct writer_line *line)
{
    if (!writer_line_is_idle(line))
        log_error("the writer is gone: what it had in hand is answered as not done");
    while (!writer_line_is_idle(line))
        refuse(line, line->waiting.next, ST_UNAVAILABLE);
}

/* ---- The line ----------------------------------------------------------------------------------- */

static void watch(struct writer_line *line, bool sends)
{
    struct epoll_event event = { .events = EPOLLIN | (sends ? EPOLLOUT : 0), .data.fd = frames_socket(line->frames) };

    if (epoll_ctl(line->events, EPOLL_CTL_ADD, event.data.fd, &event) != 0 &&
        epoll_ctl(line->events, EPOLL_CTL_MOD, event.data.fd, &event) != 0)
        fatal("epoll: %s", strerror(errno));
    line->waits_to_send = sends;
}

static bool is_connected(struct writer_line *line)
{
    if (line->frames != NULL)
        return true;
    int file = writer_connect(line->listen_socket);

    if (file < 0) {
        log_error("no line to the writer: %s", strerror(errno));
        return false;
    }
    line->frames = frames_create(file);
    watch(line, false);
    return true;
}

static void hang_up(struct writer_line *line)
{
    frames_destroy(line->frames);
    line->frames = NULL;
    refuse_all(line);
}

/* ---- Asking ------------------------------------------------------------------------------------- */

static void ask(struct writer_line *line, struct held *held, struct wish wish)
{
    wish.tag = (int64_t)(intptr_t)held;
    held->next = &line->waiting;
    held->previous = line->waiting.previous;
    held->previous->next = held->next->previous = held;
    if (is_connected(line))
        frames_add(line->frames, change_frame_wish(held->exchange->request.arena, &wish));
}

void writer_line_change(struct writer_line *line, struct held *held, const struct arrival *arrival)
{
    ask(line, held, (struct wish){ .kind = WISH_CHANGE, .arrival = *arrival });
}

void writer_line_trace(struct writer_line *line, struct held *held)
{
    const struct request *request = &held->exchange->request;

    ask(line, held,
        (struct wish){ .kind = WISH_TRACE,
                       .arrival = { .number = request->number, .at = request->now },
                       .actor = request->user.actor,
                       .dossier_id = request->looked_at_dossier_id,
                       .opens_dossier = request->opens_dossier });
}

void writer_line_touch(struct writer_line *line, struct arena *arena, const struct caller *caller)
{
    if (!caller->is_touch_due || !is_connected(line))
        return;
    frames_add(line->frames,
               change_frame_wish(arena, &(struct wish){ .kind = WISH_TOUCH, .session_hash = caller->session_hash }));
    sessions_touched(line->site->sessions, caller->session_hash);
}

/* ---- Replies ------------------------------------------------------------------------------------ */

static void take_response(struct exchange *exchange, const struct reply *reply)
{
    struct response *response = &exchange->response;
    const size_t room = sizeof response->headers / sizeof *response->headers;

    response->code = reply->code;
    response->content_type = arena_c_string(exchange->request.arena, reply->content_type);
    response->header_count = 0;
    for (size_t i = 0; i < reply->headers.count && i < room; i++)
        response->headers[response->header_count++] = reply->headers.at[i];
    response->constant = (struct str){ NULL, 0 };
    exchange->bytes.len = 0;
    exchange->bytes.is_overflowed = false;
    buf_put_str(&exchange->bytes, reply->body);
}

/* The change is durable: what it shows is read now, while nobody waits for a turn to write. */
static void show(struct writer_line *line, struct exchange *exchange, const struct reply *reply)
{
    const struct route *route = router_named(reply->shows);

    if (route == NULL)
        fatal("no handler is called %.*s", STR_ARG(reply->shows));
    if (line->view == NULL && db_tx_begin(line->site->reader, &line->view) != ST_OK)
        line->view = NULL; /* then each statement has its own */
    request_shows(&exchange->request, route->run, reply->segment);
    enum status status = dispatch_show(exchange, line->site->reader);

    if (status != ST_OK)
        dispatch_log_failure(exchange, line->site->reader, status);
}

static void take_reply(struct writer_line *line, struct str message)
{
    struct reply reply;
    int64_t tag;

    /* The tag comes first, and says in whose memory the rest is kept. */
    if (message.len < sizeof tag)
        fatal("a reply of %zu bytes", message.len);
    memcpy(&tag, message.at, sizeof tag);
    struct held *held = (struct held *)(intptr_t)tag;
    struct exchange *exchange = held->exchange;

    if (!change_frame_read_reply(exchange->request.arena, message, &reply))
        fatal("a reply of %zu bytes that says nothing", message.len);
    held->status = reply.status;
    if (held->kind == EXCHANGE_READS && reply.status != ST_OK) {
        refuse(line, held, reply.status);
        return;
    }
    if (held->kind == EXCHANGE_CHANGES) {
        take_response(exchange, &reply);
        if (reply.status == ST_OK && !str_is_empty(reply.shows))
            show(line, exchange, &reply);
        line->owner.answered(line->owner.context, held);
    }
    settle(line, held);
}

int writer_line_socket(const struct writer_line *line)
{
    return line->frames == NULL ? -1 : frames_socket(line->frames);
}

void writer_line_send(struct writer_line *line)
{
    if (line->frames == NULL)
        refuse_all(line);
    else if (!frames_send(line->frames))
        hang_up(line);
    else if (frames_has_unsent(line->frames) != line->waits_to_send)
        watch(line, !line->waits_to_send);
}

void writer_line_take_replies(struct writer_line *line)
{
    struct str message;
    bool is_there = frames_receive(line->frames);

    while (frames_next(line->frames, &message))
        take_reply(line, message);
    db_tx_end_at(&line->view);
    line->view = NULL;
    if (!is_there)
        hang_up(line);
}
