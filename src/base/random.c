/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include <sodium.h>

enum { RANDOM_BITS = 21 };
static const int64_t EPOCH_2020_MS = 1577836800000;

void random_bytes(void *out, size_t len)
{
    randombytes_buf(out, len);
}

int64_t random_id(struct moment now)
{
    static int64_t last;
    int64_t ms = now.ms > EPOCH_2020_MS ? now.ms - EPOCH_2020_MS : 0;
    int64_t id = (ms << RANDOM_BITS) | (int64_t)randombytes_uniform(1u << RANDOM_BITS);

    if (id <= last)
        id = last + 1 + (int64_t)randombytes_uniform(1u << 8);
    last = id;
    return id;
}
