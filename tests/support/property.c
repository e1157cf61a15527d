/* SPDX-License-Identifier: Apache-2.0 */
/* Each case starts its own sequence, made of the seed and its number: a case does not depend on how much chance
 * the ones before it took. */
#include "support/property.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static uint64_t seed, state;
static bool has_seed, is_running;
static long running_case;

/* splitmix64 */
static uint64_t mixed(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static uint64_t next_random(void)
{
    state += 0x9E3779B97F4A7C15u;
    return mixed(state);
}

static void choose_seed(void)
{
    const char *given = getenv("SEED");

    seed =
        given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL) % 1000000 * 1000 + (uint64_t)getpid() % 1000;
    has_seed = true;
    fprintf(stderr, "# SEED=%llu\n", (unsigned long long)seed);
}

bool property_next(long number, long count)
{
    if (!has_seed)
        choose_seed();
    is_running = number < count;
    running_case = number;
    state = mixed(seed) + mixed((uint64_t)number);
    return is_running;
}

void property_report(void)
{
    if (is_running)
        fprintf(stderr, "in case %ld; replay with SEED=%llu\n", running_case, (unsigned long long)seed);
    is_running = false;
}

int64_t test_random_in_i64(int64_t low, int64_t high)
{
    uint64_t span = (uint64_t)high - (uint64_t)low + 1;

    return (int64_t)((uint64_t)low + (span == 0 ? next_random() : next_random() % span));
}

int test_random_in(int low, int high)
{
    return (int)test_random_in_i64(low, high);
}

void test_random_bytes(void *out, size_t len)
{
    unsigned char *bytes = out;

    for (size_t i = 0; i < len; i++)
        bytes[i] = (unsigned char)next_random();
}
