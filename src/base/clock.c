/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include <time.h>

struct moment clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (struct moment){ (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 };
}

int64_t clock_monotonic_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}
