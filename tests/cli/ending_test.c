/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/ending.h"

#include "support/check.h"

static void each_signal_that_ends_is_noted(void **state)
{
    static const int numbers[] = { SIGTERM, SIGINT };
    (void)state;

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const volatile sig_atomic_t *is_ending;

        signal(numbers[i], SIG_DFL);
        is_ending = ending_listen();
        CHECK(!*is_ending);
        CHECK_INT(raise(numbers[i]), 0);
        CHECK(*is_ending);
    }
}

/* The server ignores it for its children: it decides for all of them. */
static void what_the_parent_keeps_for_itself_is_left_to_it(void **state)
{
    const volatile sig_atomic_t *is_ending;
    (void)state;

    signal(SIGINT, SIG_IGN);
    is_ending = ending_listen();
    CHECK_INT(raise(SIGINT), 0);
    CHECK(!*is_ending);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_signal_that_ends_is_noted),
        cmocka_unit_test(what_the_parent_keeps_for_itself_is_left_to_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
