/* SPDX-License-Identifier: Apache-2.0 */
#include "web/metrics.h"

#include "support/check.h"

#include <sys/wait.h>
#include <unistd.h>

static struct str printed(struct arena *arena)
{
    struct buf out = buf_new(arena, 1 << 16);

    metrics_print(metrics_shared(), &out);
    CHECK(!buf_overflowed(&out));
    return buf_str(&out);
}

static void what_processes_count_adds_up(void **state)
{
    struct metrics *metrics = metrics_shared();
    struct arena *arena = arena_create(1 << 20);

    (void)state;
    metrics_count_request(&metrics->slots[0], false, 200, 40);
    if (fork() == 0) {
        metrics_count_request(&metrics->slots[3], false, 200, 3000000);
        metrics_count_request(&metrics->slots[3], true, 303, 700);
        metrics_count_request(&metrics->slots[3], true, 503, 700);
        metrics_count_commit(&metrics->slots[3], 3, 1500000, true);
        metrics_count_commit(&metrics->slots[3], 9, 10, false);
        _exit(0);
    }
    wait(NULL);

    struct str text = printed(arena);

    CHECK(str_contains(text, STR("\nmotcua_requests_total{kind=\"read\",class=\"2xx\"} 2\n")));
    CHECK(str_contains(text, STR("\nmotcua_requests_total{kind=\"change\",class=\"3xx\"} 1\n")));
    CHECK(str_contains(text, STR("\nmotcua_requests_total{kind=\"change\",class=\"5xx\"} 1\n")));
    CHECK(str_contains(text, STR("\nmotcua_request_seconds_bucket{kind=\"read\",le=\"0.000050\"} 1\n")));
    CHECK(str_contains(text, STR("\nmotcua_request_seconds_bucket{kind=\"read\",le=\"2.500000\"} 1\n")));
    CHECK(str_contains(text, STR("\nmotcua_request_seconds_bucket{kind=\"read\",le=\"+Inf\"} 2\n")));
    CHECK(str_contains(text, STR("\nmotcua_request_seconds_sum{kind=\"read\"} 3.000040\n")));
    CHECK(str_contains(text, STR("\nmotcua_commit_changes_bucket{le=\"2\"} 0\n")));
    CHECK(str_contains(text, STR("\nmotcua_commit_changes_bucket{le=\"4\"} 1\n")));
    CHECK(str_contains(text, STR("\nmotcua_commit_changes_sum 3\n")));
    CHECK(str_contains(text, STR("\nmotcua_commit_seconds_total 1.500000\n")));
    CHECK(str_contains(text, STR("\nmotcua_commits_total 1\n")));
    CHECK(str_contains(text, STR("\nmotcua_commit_failures_total 1\n")));
    arena_destroy(arena);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_processes_count_adds_up),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
