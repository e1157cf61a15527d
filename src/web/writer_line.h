/* SPDX-License-Identifier: Apache-2.0 */
/* writer_line -- a worker's line to the writer: what must be durable goes there, and comes back settled.
 *
 * When the writer dies, all that waits is answered as not done: nobody knows whether it was, and doing it once more
 * changes nothing.  The next writer is found by itself. */
#ifndef WEB_WRITER_LINE_H
#define WEB_WRITER_LINE_H

#include "web/held.h"

struct writer_line;

/* `listen_socket` is the writer's; replies are watched through the epoll descriptor `events`. */
struct writer_line *writer_line_create(const struct held_owner *owner, struct site *site, int listen_socket,
                                       int events);
void writer_line_destroy(struct writer_line *line); /* nothing may wait */

/* Each is settled later.  A change came as `arrival`; a page's trace is in its exchange. */
void writer_line_change(struct writer_line *line, struct held *held, const struct arrival *arrival);
void writer_line_trace(struct writer_line *line, struct held *held);

/* Notes with the next commit that this session is alive. */
void writer_line_touch(struct writer_line *line, struct arena *arena, const struct caller *caller);

int writer_line_socket(const struct writer_line *line);  /* readable: replies came; -1: there is no line now */
void writer_line_send(struct writer_line *line);         /* what was asked since */
void writer_line_take_replies(struct writer_line *line); /* settles what they are about */

bool writer_line_is_idle(const struct writer_line *line);

#endif
