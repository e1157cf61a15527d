/* SPDX-License-Identifier: Apache-2.0 */
/* property -- claims tried on thousands of random cases.
 *     FOR_ALL(20000) {
 *         int term = test_random_in(1, 60);
 *         CHECK(...);
 *     }
 * The first FOR_ALL of a program prints its seed; SEED=… in the environment replays it.  A failed CHECK says which
 * case it was. */
#ifndef SUPPORT_PROPERTY_H
#define SUPPORT_PROPERTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FOR_ALL(count) for (long case_ = 0; property_next(case_, (count)); case_++)

int test_random_in(int low, int high); /* both included */
int64_t test_random_in_i64(int64_t low, int64_t high);
void test_random_bytes(void *out, size_t len);

bool property_next(long number, long count);
void property_report(void); /* prints case and seed while a FOR_ALL runs */

#endif
