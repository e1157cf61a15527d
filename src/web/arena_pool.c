/* SPDX-License-Identifier: Apache-2.0 */
#include "web/arena_pool.h"

struct arena *arena_pool_take(struct arena_pool *pool)
{
    if (pool->count > 0)
        return pool->spare[--pool->count];
    return arena_create(LIMIT_ARENA_BYTES);
}

void arena_pool_give(struct arena_pool *pool, struct arena *arena)
{
    if (pool->count == LIMIT_SPARE_ARENAS) {
        arena_destroy(arena);
        return;
    }
    arena_reset(arena);
    pool->spare[pool->count++] = arena;
}

void arena_pool_clear(struct arena_pool *pool)
{
    while (pool->count > 0)
        arena_destroy(pool->spare[--pool->count]);
}
