/* SPDX-License-Identifier: Apache-2.0 */
/* arena -- all memory of one request (or one job), freed in one call.
 *
 * The arena parameter is the ownership comment: a function that takes one
 * returns memory that lives exactly as long as that arena.  A function that
 * takes none hands its caller nothing to free. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>

struct arena; /* opaque: see arena.c */

struct arena *arena_create(size_t limit_bytes); /* fatal when allocation passes the limit */
void arena_reset(struct arena *arena);          /* forgets everything, keeps the first block */
void arena_destroy(struct arena *arena);        /* accepts NULL */
void arena_destroy_at(struct arena **arena);    /* for CLEANUP */

/* Zeroed memory, aligned for any type.  Never returns NULL: running past the limit is a bug,
 * because every user-controlled size is bounded at the edge (see web/limits.h). */
void *arena_alloc(struct arena *arena, size_t size_bytes) __attribute__((malloc, alloc_size(2), returns_nonnull));

struct str arena_copy(struct arena *arena, struct str s);      /* NUL-terminated as a courtesy; null stays null */
const char *arena_c_string(struct arena *arena, struct str s); /* null gives "" */
struct str arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vprintf(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* Doubles a growing array when it is full: returns room for at least count + 1 items and keeps the old ones. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *room, size_t item_size);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (count)))

#endif
