/* SPDX-License-Identifier: Apache-2.0 */
/* dice -- numbers that look thrown and are the same for the same seed: the demonstration's only chance.
 *
 * Each thing that is made up has dice of its own, so that what is drawn for one never shifts what is drawn for
 * another. */
#ifndef DEMO_DICE_H
#define DEMO_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

enum dice_purpose { DICE_PERSON, DICE_STAFF, DICE_DAY, DICE_LIFE, DICE_DESK };

struct dice dice_of(int64_t seed, enum dice_purpose purpose, int64_t number);

int64_t dice_roll(struct dice *dice, int64_t sides);                /* 0 … sides - 1; sides >= 1 */
int64_t dice_between(struct dice *dice, int64_t low, int64_t high); /* both included */
bool dice_chance(struct dice *dice, int percent);

/* The place of a weight, as often as it is heavy; the sum is at least 1. */
size_t dice_choose(struct dice *dice, const int *weights, size_t count);

#endif
