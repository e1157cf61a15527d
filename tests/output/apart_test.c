/* SPDX-License-Identifier: Apache-2.0 */
#include "output/apart.h"
#include "support/check.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static struct arena *arena;
static int touched;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(32 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static enum status repeat(struct arena *own, const void *subject, struct str *out_bytes)
{
    size_t len = *(const size_t *)subject;
    char *bytes = arena_alloc(own, len + 1);

    touched++;
    memset(bytes, 'x', len);
    *out_bytes = (struct str){ bytes, len };
    return ST_OK;
}

static enum status refuse(struct arena *own, const void *subject, struct str *out_bytes)
{
    (void)own, (void)subject;
    *out_bytes = STR("half");
    return ST_INVALID;
}

static enum status crash(struct arena *own, const void *subject, struct str *out_bytes)
{
    (void)own, (void)subject, (void)out_bytes;
    raise(SIGKILL);
    return ST_OK;
}

static enum status leave(struct arena *own, const void *subject, struct str *out_bytes)
{
    (void)own, (void)subject, (void)out_bytes;
    _Exit(0);
}

static enum status run(apart_work *work, size_t len, struct str *out)
{
    return apart_run(arena, work, &len, out);
}

static void bytes_come_back_whole(void **state)
{
    static const size_t lengths[] = { 0, 1, 65536, 1000000, APART_BYTES_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct str bytes;
        CHECK_OK(run(repeat, lengths[i], &bytes));
        CHECK_INT(bytes.len, lengths[i]);
        CHECK(bytes.len == 0 || (bytes.at[0] == 'x' && bytes.at[bytes.len - 1] == 'x'));
        arena_reset(arena);
    }
}

static void the_work_leaves_no_trace_here(void **state)
{
    struct str bytes;

    (void)state;
    touched = 0;
    CHECK_OK(run(repeat, 10, &bytes));
    CHECK_INT(touched, 0);
    CHECK_INT(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
}

static void the_works_own_refusal_is_told(void **state)
{
    struct str bytes = STR("before");

    (void)state;
    CHECK_STATUS(run(refuse, 0, &bytes), ST_INVALID);
    CHECK_STR(bytes, "before");
}

static void a_crash_is_a_status(void **state)
{
    struct str bytes = STR("before");

    (void)state;
    CHECK_STATUS(run(crash, 0, &bytes), ST_UNAVAILABLE);
    CHECK_STATUS(run(leave, 0, &bytes), ST_UNAVAILABLE);
    CHECK_STR(bytes, "before");
}

static void too_many_bytes_are_refused(void **state)
{
    struct str bytes = STR("before");

    (void)state;
    CHECK_STATUS(run(repeat, APART_BYTES_MAX + 1, &bytes), ST_TOO_LARGE);
    CHECK_STR(bytes, "before");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_back_whole),         cmocka_unit_test(the_work_leaves_no_trace_here),
        cmocka_unit_test(the_works_own_refusal_is_told), cmocka_unit_test(a_crash_is_a_status),
        cmocka_unit_test(too_many_bytes_are_refused),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
