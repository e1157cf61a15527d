/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  A chain of malloc'ed blocks, bump allocation inside the newest.  Reset frees all but the
 * first block, so that a worker's steady state allocates nothing.  Under AddressSanitizer every
 * allocation is followed by a poisoned red zone and reset poisons what it forgets: overruns between
 * neighbours and use after reset are both caught. */
#include "base/arena.h"

#include "base/fatal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(at, size) __asan_poison_memory_region((at), (size))
#define UNPOISON(at, size) __asan_unpoison_memory_region((at), (size))
enum { RED_ZONE = 16 };
#else
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
enum { RED_ZONE = 0 };
#endif

enum { FIRST_BLOCK = 16 * 1024, ALIGNMENT = 16 };

struct block {
    struct block *older;
    size_t size, used;
    _Alignas(ALIGNMENT) char bytes[];
};

struct arena {
    size_t limit, total;
    struct block *newest;
};

static struct block *block_create(struct block *older, size_t size)
{
    struct block *block = malloc(sizeof *block + size);

    if (block == NULL)
        fatal("out of memory for a block of %zu bytes", size);
    *block = (struct block){ .older = older, .size = size };
    POISON(block->bytes, size);
    return block;
}

static void block_destroy(struct block *block)
{
    UNPOISON(block->bytes, block->size);
    free(block);
}

struct arena *arena_create(size_t limit_bytes)
{
    struct arena *arena = malloc(sizeof *arena);

    if (arena == NULL)
        fatal("out of memory for an arena");
    *arena = (struct arena){ .limit = limit_bytes, .total = FIRST_BLOCK };
    arena->newest = block_create(NULL, FIRST_BLOCK);
    return arena;
}

void arena_reset(struct arena *arena)
{
    while (arena->newest->older != NULL) {
        struct block *block = arena->newest;

        arena->newest = block->older;
        block_destroy(block);
    }
    arena->newest->used = 0;
    arena->total = arena->newest->size;
    POISON(arena->newest->bytes, arena->newest->size);
}

void arena_destroy(struct arena *arena)
{
    if (arena == NULL)
        return;
    arena_reset(arena);
    block_destroy(arena->newest);
    free(arena);
}

void arena_destroy_at(struct arena **arena)
{
    arena_destroy(*arena);
}

void *arena_alloc(struct arena *arena, size_t size_bytes)
{
    struct block *block = arena->newest;
    size_t need = (size_bytes + RED_ZONE + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);

    if (need < size_bytes || need > arena->limit)
        fatal("arena asked for %zu bytes, limit %zu", size_bytes, arena->limit);
    if (block->size - block->used < need) {
        size_t size = block->size * 2 > need ? block->size * 2 : need;

        if (arena->total + need > arena->limit)
            fatal("arena past its limit of %zu bytes", arena->limit);
        if (arena->total + size > arena->limit)
            size = need;
        arena->newest = block = block_create(block, size);
        arena->total += size;
    }
    void *at = block->bytes + block->used;

    block->used += need;
    UNPOISON(at, size_bytes);
    return memset(at, 0, size_bytes);
}

struct str arena_copy(struct arena *arena, struct str s)
{
    if (s.at == NULL)
        return s;
    char *at = arena_alloc(arena, s.len + 1);

    memcpy(at, s.at, s.len);
    return (struct str){ at, s.len };
}

const char *arena_c_string(struct arena *arena, struct str s)
{
    return s.at == NULL ? "" : arena_copy(arena, s).at;
}

struct str arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    struct str text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

struct str arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    char brief[256]; /* most texts fit, and need not be formatted twice */
    va_list again;

    va_copy(again, args);
    int len = vsnprintf(brief, sizeof brief, format, args);
    if (len < 0)
        fatal("bad format string: %s", format);
    char *at = arena_alloc(arena, (size_t)len + 1);

    if ((size_t)len < sizeof brief)
        memcpy(at, brief, (size_t)len + 1);
    else
        vsnprintf(at, (size_t)len + 1, format, again);
    va_end(again);
    return (struct str){ at, (size_t)len };
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *room, size_t item_size)
{
    if (count < *room)
        return items;
    size_t wider = *room == 0 ? 8 : *room * 2;
    void *grown = arena_alloc(arena, wider * item_size);

    if (count > 0)
        memcpy(grown, items, count * item_size);
    *room = wider;
    return grown;
}
