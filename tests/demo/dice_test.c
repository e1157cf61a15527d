/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/dice.h"

#include "support/check.h"
#include "support/property.h"

static void the_same_seed_throws_the_same_numbers(void **state)
{
    struct dice dice = dice_of(1, DICE_LIFE, 0), again = dice_of(1, DICE_LIFE, 0);

    (void)state;
    for (int i = 0; i < 1000; i++)
        CHECK_INT(dice_roll(&dice, 1000000), dice_roll(&again, 1000000));
}

static void another_seed_purpose_or_number_throws_others(void **state)
{
    const struct dice others[] = { dice_of(2, DICE_LIFE, 5), dice_of(1, DICE_DAY, 5), dice_of(1, DICE_LIFE, 6) };

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct dice dice = dice_of(1, DICE_LIFE, 5), other = others[i];
        int same = 0;

        for (int roll = 0; roll < 100; roll++)
            same += dice_roll(&dice, 1000000) == dice_roll(&other, 1000000);
        CHECK(same < 3);
    }
}

static void every_side_comes_about_equally_often(void **state)
{
    struct dice dice = dice_of(1, DICE_LIFE, 0);
    int seen[6] = { 0 };

    (void)state;
    for (int i = 0; i < 60000; i++)
        seen[dice_between(&dice, 1, 6) - 1]++;
    for (int side = 0; side < 6; side++)
        CHECK(seen[side] > 9500 && seen[side] < 10500);
}

static void a_weight_comes_as_often_as_it_is_heavy_and_none_never(void **state)
{
    static const int weights[] = { 0, 70, 0, 30, 0 };
    struct dice dice = dice_of(1, DICE_LIFE, 0);
    int seen[5] = { 0 };

    (void)state;
    for (int i = 0; i < 10000; i++)
        seen[dice_choose(&dice, weights, 5)]++;
    CHECK_INT(seen[0] + seen[2] + seen[4], 0);
    CHECK(seen[1] > 6800 && seen[1] < 7200);
}

static void a_chance_of_none_or_of_a_hundred_is_no_chance(void **state)
{
    struct dice dice = dice_of(1, DICE_LIFE, 0);

    (void)state;
    for (int i = 0; i < 1000; i++) {
        CHECK(!dice_chance(&dice, 0));
        CHECK(dice_chance(&dice, 100));
    }
}

static void a_roll_stays_on_the_dice(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        struct dice dice = dice_of(test_random_in_i64(INT64_MIN, INT64_MAX), DICE_DAY, test_random_in(0, 1000));
        int64_t sides = test_random_in_i64(1, INT64_C(1) << 40);
        int64_t rolled = dice_roll(&dice, sides);

        CHECK(rolled >= 0 && rolled < sides);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_throws_the_same_numbers),
        cmocka_unit_test(another_seed_purpose_or_number_throws_others),
        cmocka_unit_test(every_side_comes_about_equally_often),
        cmocka_unit_test(a_weight_comes_as_often_as_it_is_heavy_and_none_never),
        cmocka_unit_test(a_chance_of_none_or_of_a_hundred_is_no_chance),
        cmocka_unit_test(a_roll_stays_on_the_dice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
