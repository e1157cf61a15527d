/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/retry.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

static void the_wait_doubles_up_to_an_hour(void **state)
{
    struct moment since = test_moment("2025-09-18 10:00");
    static const int64_t minutes[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };

    (void)state;
    for (int64_t attempts = 1; attempts <= 9; attempts++) {
        struct retry retry = retry_after(attempts, since, since, 0);

        CHECK(!retry.is_over);
        CHECK_INT(retry.next_at.ms - since.ms, minutes[attempts - 1] * MINUTE);
    }
    CHECK_INT(retry_after(INT64_C(1) << 60, since, since, 0).next_at.ms - since.ms, HOUR);
}

static void jitter_adds_up_to_a_half(void **state)
{
    (void)state;
    CHECK_INT(retry_wait_ms(1, MINUTE, HOUR, 0), 60000);
    CHECK_INT(retry_wait_ms(1, MINUTE, HOUR, 500), 75000);
    CHECK_INT(retry_wait_ms(1, MINUTE, HOUR, 1000), 90000);
    CHECK_INT(retry_wait_ms(20, MINUTE, HOUR, 1000), 90 * MINUTE);
}

static void after_three_days_a_person_must_look(void **state)
{
    struct moment since = test_moment("2025-09-18 10:00");

    (void)state;
    struct retry last = retry_after(80, since, test_moment("2025-09-21 09:50"), 0);
    CHECK(!last.is_over);
    CHECK(last.next_at.ms == test_moment("2025-09-21 10:00").ms); /* the very end, not an hour past it */
    CHECK(retry_after(81, since, test_moment("2025-09-21 10:00"), 0).is_over);
    CHECK(retry_after(1, since, test_moment("2025-10-01 10:00"), 0).is_over);
}

static void a_later_attempt_never_waits_less_and_time_goes_on(void **state)
{
    struct moment since = test_moment("2025-09-18 10:00");

    (void)state;
    FOR_ALL(20000) {
        int64_t attempts = test_random_in(1, 200);
        struct moment now = { since.ms + test_random_in_i64(0, RETRY_GIVE_UP_MS - 1) };
        struct retry retry = retry_after(attempts, since, now, test_random_in(0, 1000));

        CHECK(!retry.is_over);
        CHECK(retry.next_at.ms > now.ms);
        CHECK(retry.next_at.ms <= since.ms + RETRY_GIVE_UP_MS);
        CHECK(retry_wait_ms(attempts + 1, MINUTE, HOUR, 0) >= retry_wait_ms(attempts, MINUTE, HOUR, 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wait_doubles_up_to_an_hour),
        cmocka_unit_test(jitter_adds_up_to_a_half),
        cmocka_unit_test(after_three_days_a_person_must_look),
        cmocka_unit_test(a_later_attempt_never_waits_less_and_time_goes_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
