/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/dice.h"

#include <assert.h>

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next(struct dice *dice)
{
    uint64_t mixed = dice->state += 0x9E3779B97F4A7C15u;

    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

struct dice dice_of(int64_t seed, enum dice_purpose purpose, int64_t number)
{
    struct dice of_seed = { (uint64_t)seed };
    struct dice of_purpose = { next(&of_seed) ^ ((uint64_t)purpose << 56) };

    return (struct dice){ next(&of_purpose) ^ (uint64_t)number };
}

int64_t dice_roll(struct dice *dice, int64_t sides)
{
    assert(sides >= 1);
    return (int64_t)((next(dice) >> 1) % (uint64_t)sides);
}

int64_t dice_between(struct dice *dice, int64_t low, int64_t high)
{
    return low + dice_roll(dice, high - low + 1);
}

bool dice_chance(struct dice *dice, int percent)
{
    return dice_roll(dice, 100) < percent;
}

size_t dice_choose(struct dice *dice, const int *weights, size_t count)
{
    int64_t sum = 0, rolled;

    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    rolled = dice_roll(dice, sum);
    for (size_t i = 0; i < count; i++) {
        rolled -= weights[i];
        if (rolled < 0)
            return i;
    }
    return count - 1;
}
