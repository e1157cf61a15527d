/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/clock_rules.h"

#include "support/check.h"
#include "support/test_clock.h"

static void what_is_usual_holds_until_the_office_settles_otherwise(void **state)
{
    const struct clock_setting settings[] = {
        { CLOCK_RULE_RETURN, test_date("2026-03-01"), 2 },
        { CLOCK_RULE_HAND_OVER, test_date("2026-01-01"), 5 },
        { CLOCK_RULE_RETURN, test_date("2026-05-01"), 1 },
    };
    struct clock_settings all = { settings, 3 };
    (void)state;

    CHECK_INT(clock_rule_on(all, CLOCK_RULE_RETURN, test_date("2026-02-28")), 3);
    CHECK_INT(clock_rule_on(all, CLOCK_RULE_RETURN, test_date("2026-03-01")), 2);
    CHECK_INT(clock_rule_on(all, CLOCK_RULE_RETURN, test_date("2026-04-30")), 2);
    CHECK_INT(clock_rule_on(all, CLOCK_RULE_RETURN, test_date("2026-05-01")), 1);
    CHECK_INT(clock_rule_on(all, CLOCK_RULE_SUPPLEMENT_WAIT, test_date("2026-05-01")), 15);
}

static void of_two_for_the_same_day_the_later_one_holds(void **state)
{
    const struct clock_setting settings[] = {
        { CLOCK_RULE_RETURN, test_date("2026-03-01"), 2 },
        { CLOCK_RULE_RETURN, test_date("2026-03-01"), 4 },
    };
    (void)state;

    CHECK_INT(clock_rule_on((struct clock_settings){ settings, 2 }, CLOCK_RULE_RETURN, test_date("2026-03-02")), 4);
}

static void a_value_lies_within_its_bounds(void **state)
{
    (void)state;
    CHECK(!clock_rule_can_be(CLOCK_RULE_RETURN, 0));
    CHECK(clock_rule_can_be(CLOCK_RULE_RETURN, 1));
    CHECK(clock_rule_can_be(CLOCK_RULE_RETURN, 60));
    CHECK(!clock_rule_can_be(CLOCK_RULE_RETURN, 61));
    CHECK(clock_rule_can_be(CLOCK_RULE_FORWARD_UNTIL, 1439));
    CHECK(!clock_rule_can_be(CLOCK_RULE_FORWARD_UNTIL, 1440));
    CHECK(!clock_rule_can_be(CLOCK_RULE_SHARE_RECEIVED, 46)); /* the handler always has a tenth at least */
    CHECK(!clock_rule_can_be(CLOCK_RULE_SHARE_RECEIVED, INT64_MIN));
    CHECK(!clock_rule_can_be(CLOCK_RULE_FORWARD_MORNING, INT64_MAX));
}

static void usual_values_are_within_their_bounds_and_read_back(void **state)
{
    (void)state;
    for (enum clock_rule rule = 0; rule < CLOCK_RULE_COUNT; rule++) {
        enum clock_rule read = CLOCK_RULE_COUNT;

        CHECK(clock_rule_can_be(rule, clock_rule_usual(rule)));
        CHECK(clock_rule_parse(clock_rule_name(rule), &read));
        CHECK_INT(read, rule);
        CHECK(!str_is_empty(clock_rule_label(rule)));
    }
    CHECK(!clock_rule_parse(STR("no-such-rule"), &(enum clock_rule){ 0 }));
}

static void values_are_put_in_words(void **state)
{
    char words[40];
    (void)state;

    CHECK_STR(clock_rule_words(CLOCK_RULE_RETURN, 3, words), "3 ngày làm việc");
    CHECK_STR(clock_rule_words(CLOCK_RULE_FORWARD_UNTIL, 900, words), "15:00");
    CHECK_STR(clock_rule_words(CLOCK_RULE_FORWARD_UNTIL, 545, words), "09:05");
    CHECK_STR(clock_rule_words(CLOCK_RULE_FORWARD_MORNING, 60, words), "1 giờ làm việc");
    CHECK_STR(clock_rule_words(CLOCK_RULE_WARN_FORWARDING, 30, words), "30 phút làm việc");
    CHECK_STR(clock_rule_words(CLOCK_RULE_WARN_HANDLING, 480, words), "8 giờ làm việc");
    CHECK_STR(clock_rule_words(CLOCK_RULE_ESCALATE_HEAD, 2399, words), "39 giờ 59 phút làm việc");
    CHECK_STR(clock_rule_words(CLOCK_RULE_SHARE_APPROVAL, 20, words), "20 %");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_usual_holds_until_the_office_settles_otherwise),
        cmocka_unit_test(of_two_for_the_same_day_the_later_one_holds),
        cmocka_unit_test(a_value_lies_within_its_bounds),
        cmocka_unit_test(usual_values_are_within_their_bounds_and_read_back),
        cmocka_unit_test(values_are_put_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
