/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include "support/check.h"
#include "support/property.h"

#include <string.h>

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

static void two_draws_differ(void **state)
{
    unsigned char a[32] = { 0 }, b[32] = { 0 };

    (void)state;
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    CHECK(memcmp(a, b, sizeof a) != 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_strictly_increase_also_when_the_clock_jumps_back),
        cmocka_unit_test(an_id_tells_its_millisecond),
        cmocka_unit_test(a_clock_before_2020_still_gives_positive_ids),
        cmocka_unit_test(two_draws_differ),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
