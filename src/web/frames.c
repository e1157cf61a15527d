/* SPDX-License-Identifier: Apache-2.0 */
#include "web/frames.h"

#include "base/fatal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LENGTH_BYTES = 4, PIECE_BYTES = 64 * 1024 };

/* Bytes from `first` on are not yet used. */
struct queue {
    char *at;
    size_t first, len, room;
};

struct frames {
    int socket;
    struct queue in, out;
};

struct frames *frames_create(int socket)
{
    struct frames *frames = calloc(1, sizeof *frames);

    if (frames == NULL)
        fatal("no memory for a line between processes");
    frames->socket = socket;
    return frames;
}

void frames_destroy(struct frames *frames)
{
    if (frames == NULL)
        return;
    close(frames->socket);
    free(frames->in.at);
    free(frames->out.at);
    free(frames);
}

int frames_socket(const struct frames *frames)
{
    return frames->socket;
}

/* ---- Bytes -------------------------------------------------------------------------------------- */

static char *queue_room(struct queue *queue, size_t bytes)
{
    if (queue->first > 0) {
        memmove(queue->at, queue->at + queue->first, queue->len - queue->first);
        queue->len -= queue->first;
        queue->first = 0;
    }
    if (queue->room - queue->len < bytes) {
        size_t room = (queue->len + bytes) * 2;
        char *at = realloc(queue->at, room);

        if (at == NULL)
            fatal("no memory for %zu bytes between processes", room);
        queue->at = at;
        queue->room = room;
    }
    return queue->at + queue->len;
}

/* What one large message needed is given back. */
static void queue_empty(struct queue *queue)
{
    queue->first = queue->len = 0;
    if (queue->room <= 16 * PIECE_BYTES)
        return;
    free(queue->at);
    *queue = (struct queue){ .at = NULL };
}

/* ---- Sending ------------------------------------------------------------------------------------ */

void frames_add(struct frames *frames, struct str message)
{
    uint32_t len = (uint32_t)message.len;

    if (message.len > FRAME_BYTES_MAX)
        fatal("a message of %zu bytes between processes", message.len);
    char *at = queue_room(&frames->out, LENGTH_BYTES + message.len);

    memcpy(at, &len, LENGTH_BYTES);
    if (message.len > 0)
        memcpy(at + LENGTH_BYTES, message.at, message.len);
    frames->out.len += LENGTH_BYTES + message.len;
}

bool frames_has_unsent(const struct frames *frames)
{
    return frames->out.len > frames->out.first;
}

bool frames_send(struct frames *frames)
{
    struct queue *out = &frames->out;

    while (out->len > out->first) {
        ssize_t sent = send(frames->socket, out->at + out->first, out->len - out->first, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM;
        out->first += (size_t)sent;
    }
    queue_empty(out);
    return true;
}

/* ---- Receiving ---------------------------------------------------------------------------------- */

bool frames_receive(struct frames *frames)
{
    struct queue *in = &frames->in;

    for (;;) {
        char *at = queue_room(in, PIECE_BYTES);
        ssize_t got = recv(frames->socket, at, in->room - in->len, MSG_DONTWAIT);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno == EAGAIN;
        if (got == 0)
            return false;
        in->len += (size_t)got;
        if (in->len < in->room)
            return true;
    }
}

bool frames_next(struct frames *frames, struct str *out)
{
    struct queue *in = &frames->in;
    uint32_t len;

    if (in->len - in->first < LENGTH_BYTES)
        return false;
    memcpy(&len, in->at + in->first, LENGTH_BYTES);
    if (len > FRAME_BYTES_MAX)
        fatal("a message of %u bytes between processes", len);
    if (in->len - in->first - LENGTH_BYTES < len)
        return false;
    *out = (struct str){ in->at + in->first + LENGTH_BYTES, len };
    in->first += LENGTH_BYTES + len;
    return true;
}
