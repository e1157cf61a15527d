/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

struct buf buf_new(struct arena *arena, size_t max_bytes)
{
    return (struct buf){ .arena = arena, .max = max_bytes };
}

void buf_put(struct buf *buf, const char *bytes, size_t len)
{
    if (len > buf->max - buf->len) {
        len = buf->max - buf->len;
        buf->is_overflowed = true;
    }
    if (len == 0)
        return;
    if (buf->len + len > buf->room) {
        size_t room = buf->room == 0 ? 1024 : buf->room * 2;

        while (room < buf->len + len)
            room *= 2;
        char *grown = arena_alloc(buf->arena, room);
        if (buf->len > 0)
            memcpy(grown, buf->at, buf->len);
        buf->at = grown;
        buf->room = room;
    }
    memcpy(buf->at + buf->len, bytes, len);
    buf->len += len;
}

void buf_put_str(struct buf *buf, struct str s)
{
    buf_put(buf, s.at, s.len);
}

void buf_put_char(struct buf *buf, char c)
{
    buf_put(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    buf_put_str(buf, arena_vprintf(buf->arena, format, args));
    va_end(args);
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){ buf->at == NULL ? "" : buf->at, buf->len };
}

bool buf_overflowed(const struct buf *buf)
{
    return buf->is_overflowed;
}
