/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "base/cleanup.h"
#include "support/check.h"
#include "support/property.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(64 * 1024 * 1024);

    (void)state;
    FOR_ALL(2000) {
        size_t size = (size_t)test_random_in(0, 5000);
        unsigned char *a = arena_alloc(arena, size);
        unsigned char *b = arena_alloc(arena, size);

        CHECK((uintptr_t)a % 16 == 0);
        for (size_t i = 0; i < size; i++)
            CHECK(a[i] == 0);
        memset(a, 0xAA, size);
        for (size_t i = 0; i < size; i++)
            CHECK(b[i] == 0);
        if (case_ % 100 == 99)
            arena_reset(arena);
    }
}

static void a_copy_ends_in_nul_and_null_stays_null(void **state)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(1024 * 1024);
    char bytes[] = "hồ sơ";
    struct str copy = arena_copy(arena, str_of(bytes));

    (void)state;
    bytes[0] = 'X';
    CHECK_STR(copy, "hồ sơ");
    CHECK(copy.at[copy.len] == '\0');
    CHECK(arena_copy(arena, (struct str){ NULL, 0 }).at == NULL);
    CHECK(arena_copy(arena, STR("")).at != NULL);
    CHECK_STR(arena_c_string(arena, (struct str){ NULL, 0 }), "");
    CHECK_STR(arena_c_string(arena, str_head(STR("abc"), 2)), "ab");
}

static void printing_gives_the_whole_text_however_long(void **state)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(1024 * 1024);
    static char much[40001];

    (void)state;
    memset(much, 'x', sizeof much - 1);
    CHECK_STR(arena_printf(arena, "%s-%04d", "250918", 7), "250918-0007");
    CHECK_INT(arena_printf(arena, "%s!", much).len, 40001);
    CHECK_STR(arena_printf(arena, "%s", ""), "");
}

static void a_growing_array_keeps_its_items(void **state)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(4 * 1024 * 1024);
    int *items = NULL;
    size_t room = 0;

    (void)state;
    for (int i = 0; i < 10000; i++) {
        items = arena_grow(arena, items, (size_t)i, &room, sizeof *items);
        CHECK(room > (size_t)i);
        items[i] = i;
    }
    for (int i = 0; i < 10000; i++)
        CHECK_INT(items[i], i);
}

static int signal_of(void (*act)(struct arena *arena))
{
    int outcome;
    pid_t child = fork();

    if (child == 0) {
        check_silence();
        signal(SIGABRT, SIG_DFL);
        act(arena_create(64 * 1024));
        _exit(0);
    }
    CHECK(waitpid(child, &outcome, 0) == child);
    return WIFSIGNALED(outcome) ? WTERMSIG(outcome) : 0;
}

static void take_one_block_past_the_limit(struct arena *arena)
{
    arena_alloc(arena, 64 * 1024 + 1);
}

static void take_many_small_ones(struct arena *arena)
{
    for (int i = 0; i < 65; i++)
        arena_alloc(arena, 1024);
}

static void take_a_size_that_wraps(struct arena *arena)
{
    volatile size_t size = SIZE_MAX - 3;

    arena_alloc(arena, size);
}

static void take_and_forget(struct arena *arena)
{
    for (int i = 0; i < 100; i++) {
        arena_alloc(arena, 40 * 1024);
        arena_reset(arena);
    }
}

static void the_limit_is_kept_and_reset_gives_it_back(void **state)
{
    (void)state;
    CHECK_INT(signal_of(take_one_block_past_the_limit), SIGABRT);
    CHECK_INT(signal_of(take_many_small_ones), SIGABRT);
    CHECK_INT(signal_of(take_a_size_that_wraps), SIGABRT);
    CHECK_INT(signal_of(take_and_forget), 0);
}

static void destroying_nothing_is_allowed(void **state)
{
    (void)state;
    arena_destroy(NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(a_copy_ends_in_nul_and_null_stays_null),
        cmocka_unit_test(printing_gives_the_whole_text_however_long),
        cmocka_unit_test(a_growing_array_keeps_its_items),
        cmocka_unit_test(the_limit_is_kept_and_reset_gives_it_back),
        cmocka_unit_test(destroying_nothing_is_allowed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
