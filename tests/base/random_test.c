/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include "support/check.h"
#include "support/property.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const int64_t NOON_MS = 1758171600000; /* 2025-09-18 12:00 in Việt Nam */

static void ids_strictly_increase_also_when_the_clock_jumps_back(void **state)
{
    int64_t last = 0;
    struct moment now = { NOON_MS };

    (void)state;
    FOR_ALL(100000) {
        now.ms += test_random_in(0, 9) == 0 ? test_random_in(-5000, 5000) : 0;
        int64_t id = random_id(now);
        CHECK(id > last);
        last = id;
    }
}

static void an_id_tells_its_millisecond(void **state)
{
    (void)state;
    for (int64_t day = 100; day < 20000; day++) { /* later than what the test before used */
        struct moment now = { NOON_MS + day * 86400000 };

        CHECK_INT((random_id(now) >> 21) + 1577836800000, now.ms);
    }
}

static void a_clock_before_2020_still_gives_positive_ids(void **state)
{
    (void)state;
    CHECK(random_id((struct moment){ 0 }) > 0);
}

static void no_id_is_below_the_least_of_its_moment(void **state)
{
    struct moment noon = { 2 * NOON_MS }, later = { 2 * NOON_MS + 1 }; /* far after all before */

    (void)state;
    int64_t id = random_id(noon);
    CHECK(id >= random_id_least(noon) && id < random_id_least(later));
    CHECK(random_id_least((struct moment){ 0 }) == 0);
}

static void two_draws_differ(void **state)
{
    unsigned char a[32] = { 0 }, b[32] = { 0 };

    (void)state;
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    CHECK(memcmp(a, b, sizeof a) != 0);
}

static void a_child_draws_otherwise_than_its_parent(void **state)
{
    unsigned char ours[32], theirs[32] = { 0 };
    int ends[2];

    (void)state;
    random_bytes(ours, sizeof ours); /* there is a store of them now */
    CHECK(pipe(ends) == 0);
    pid_t child = fork();

    if (child == 0) {
        random_bytes(ours, sizeof ours);
        _exit(write(ends[1], ours, sizeof ours) == (ssize_t)sizeof ours ? 0 : 1);
    }
    random_bytes(ours, sizeof ours);
    CHECK(read(ends[0], theirs, sizeof theirs) == (ssize_t)sizeof theirs);
    CHECK(waitpid(child, NULL, 0) == child);
    CHECK(memcmp(ours, theirs, sizeof ours) != 0);
    close(ends[0]);
    close(ends[1]);
}

static void no_draw_repeats_over_many_refills(void **state)
{
    unsigned char last[16] = { 0 }, draw[16];

    (void)state;
    for (int i = 0; i < 10000; i++) {
        random_bytes(draw, sizeof draw);
        CHECK(memcmp(draw, last, sizeof draw) != 0);
        memcpy(last, draw, sizeof draw);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_strictly_increase_also_when_the_clock_jumps_back),
        cmocka_unit_test(an_id_tells_its_millisecond),
        cmocka_unit_test(a_clock_before_2020_still_gives_positive_ids),
        cmocka_unit_test(no_id_is_below_the_least_of_its_moment),
        cmocka_unit_test(two_draws_differ),
        cmocka_unit_test(a_child_draws_otherwise_than_its_parent),
        cmocka_unit_test(no_draw_repeats_over_many_refills),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
