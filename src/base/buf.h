/* SPDX-License-Identifier: Apache-2.0 */
/* buf -- bytes that grow up to a stated maximum.
 *
 * The memory comes from the arena, so nothing is freed here.  Past the maximum the buffer keeps
 * what fits and remembers that it overflowed: check buf_overflowed() before using the bytes. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf {
    struct arena *arena;
    char *at;
    size_t len, room, max;
    bool is_overflowed;
};

struct buf buf_new(struct arena *arena, size_t max_bytes);
void buf_put(struct buf *buf, const char *bytes, size_t len);
void buf_put_str(struct buf *buf, struct str s);
void buf_put_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *buf); /* what was put so far; valid until the next put */
bool buf_overflowed(const struct buf *buf);

#endif
