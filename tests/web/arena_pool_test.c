/* SPDX-License-Identifier: Apache-2.0 */
#include "web/arena_pool.h"

#include "support/check.h"

#include <string.h>

enum { MOST = 16 * 1024 * 1024 }; /* two of them are past what an arena may hold */

static void an_arena_that_was_given_back_is_taken_again_and_empty(void **state)
{
    struct arena_pool pool = { .count = 0 };
    struct arena *first = arena_pool_take(&pool), *second = arena_pool_take(&pool);

    (void)state;
    CHECK(first != second);
    CHECK_INT(pool.count, 0);
    memset(arena_alloc(first, MOST), 'x', MOST);
    arena_pool_give(&pool, first);
    CHECK_INT(pool.count, 1);
    CHECK(arena_pool_take(&pool) == first);
    CHECK_INT(pool.count, 0);
    const char *bytes = arena_alloc(first, MOST); /* there is room for as much again */

    CHECK(bytes[0] == '\0' && bytes[MOST - 1] == '\0');
    arena_pool_give(&pool, second);
    arena_pool_give(&pool, first);
    CHECK(arena_pool_take(&pool) == first); /* the one that was used last */
    arena_pool_give(&pool, first);
    arena_pool_clear(&pool);
}

/* What a rush of requests took does not stay for ever. */
static void no_more_are_kept_than_the_limit_says(void **state)
{
    struct arena_pool pool = { .count = 0 };
    struct arena *taken[LIMIT_SPARE_ARENAS + 3];

    (void)state;
    for (int i = 0; i < LIMIT_SPARE_ARENAS + 3; i++)
        taken[i] = arena_pool_take(&pool);
    for (int i = 0; i < LIMIT_SPARE_ARENAS + 3; i++)
        arena_pool_give(&pool, taken[i]);
    CHECK_INT(pool.count, 64);
    CHECK(arena_pool_take(&pool) == taken[63]); /* the three that came after it are gone */
    arena_pool_give(&pool, taken[63]);
    arena_pool_clear(&pool);
    CHECK_INT(pool.count, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_that_was_given_back_is_taken_again_and_empty),
        cmocka_unit_test(no_more_are_kept_than_the_limit_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
