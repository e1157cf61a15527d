/* SPDX-License-Identifier: Apache-2.0 */
/* arena_pool -- memory of requests: an arena for each, used again for the next one. */
#ifndef WEB_ARENA_POOL_H
#define WEB_ARENA_POOL_H

#include "base/arena.h"
#include "web/limits.h"

struct arena_pool {
    struct arena *spare[LIMIT_SPARE_ARENAS];
    int count;
};

struct arena *arena_pool_take(struct arena_pool *pool); /* of LIMIT_ARENA_BYTES; empty */
void arena_pool_give(struct arena_pool *pool, struct arena *arena);
void arena_pool_clear(struct arena_pool *pool);

#endif
