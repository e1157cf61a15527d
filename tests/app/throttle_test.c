/* SPDX-License-Identifier: Apache-2.0 */
#include "app/throttle.h"

#include "support/test_clock.h"
#include "support/test_db.h"

static struct moment later(struct moment moment, int64_t seconds)
{
    return (struct moment){ moment.ms + seconds * 1000 };
}

static int64_t wait_seconds(struct test_db *test, struct throttle_key key, struct moment now)
{
    struct moment retry_at;

    CHECK_OK(throttle_wait(test->db, test->arena, key, now, &retry_at));
    return moment_is_given(retry_at) ? (retry_at.ms - now.ms) / 1000 : 0;
}

static void a_fourth_failure_waits_and_forgiveness_ends_it(void **state)
{
    struct test_db *test = *state;
    struct throttle_key key = throttle_key_of_login(test->arena, 7, STR("lan.nt"));
    struct moment now = test_moment("2025-09-18 10:00");

    for (int i = 0; i < 3; i++)
        CHECK_OK(throttle_count_failure(test->db, test->arena, key, now));
    CHECK_INT(wait_seconds(test, key, now), 0);
    CHECK_OK(throttle_count_failure(test->db, test->arena, key, now));
    CHECK_INT(wait_seconds(test, key, now), 15);
    CHECK_INT(wait_seconds(test, key, later(now, 14)), 1);
    CHECK_INT(wait_seconds(test, key, later(now, 15)), 0);
    CHECK_OK(throttle_count_failure(test->db, test->arena, key, later(now, 15)));
    CHECK_INT(wait_seconds(test, key, later(now, 15)), 30);
    CHECK_OK(throttle_forgive(test->db, key));
    CHECK_INT(wait_seconds(test, key, later(now, 15)), 0);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM login_throttle"), 0);
}

static void names_of_different_offices_and_addresses_are_counted_apart(void **state)
{
    struct test_db *test = *state;
    struct moment now = test_moment("2025-09-18 10:00");
    struct throttle_key keys[] = {
        throttle_key_of_login(test->arena, 7, STR("lan.nt")),
        throttle_key_of_login(test->arena, 8, STR("lan.nt")),
        throttle_key_of_login(test->arena, 7, STR("hoa.tv")),
        throttle_key_of_address(test->arena, STR("192.0.2.7")),
    };

    for (int i = 0; i < 4; i++)
        CHECK_OK(throttle_count_failure(test->db, test->arena, keys[0], now));
    CHECK_INT(wait_seconds(test, keys[0], now), 15);
    for (size_t i = 1; i < 4; i++)
        CHECK_INT(wait_seconds(test, keys[i], now), 0);
}

static void failures_count_no_more_an_hour_after_their_wait(void **state)
{
    struct test_db *test = *state;
    struct moment now = test_moment("2025-09-18 10:00");

    for (int64_t office = 1; office <= 2; office++) {
        struct throttle_key key = throttle_key_of_login(test->arena, office, STR("lan.nt"));
        struct moment next = later(now, office == 1 ? 3614 : 3615); /* the wait of the fourth ends after 15 seconds */

        for (int i = 0; i < 4; i++)
            CHECK_OK(throttle_count_failure(test->db, test->arena, key, now));
        CHECK_OK(throttle_count_failure(test->db, test->arena, key, next));
        CHECK_INT(wait_seconds(test, key, next), office == 1 ? 30 : 0);
    }
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_fourth_failure_waits_and_forgiveness_ends_it),
    test_db_each(names_of_different_offices_and_addresses_are_counted_apart),
    test_db_each(failures_count_no_more_an_hour_after_their_wait),
};

TEST_DB_MAIN(tests)
