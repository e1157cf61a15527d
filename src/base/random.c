/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include "base/fatal.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM_BITS = 21 };
static const int64_t EPOCH_2020_MS = 1577836800000;

/* SplitMix64 from a seed, once random_replay() was called. */
static struct {
    bool is_on;
    uint64_t state;
} replay;

/* Random bytes in store: asking the kernel for each few is what costs.  A child of fork() throws them away, or it would
 * draw the same as its parent. */
static struct {
    bool is_watching_forks;
    size_t left;
    unsigned char bytes[1024];
} pool;

static void forget_pool(void)
{
    pool.left = 0;
}

static void fill_pool(void)
{
    if (!pool.is_watching_forks && pthread_atfork(NULL, NULL, forget_pool) != 0)
        fatal("no memory for random numbers");
    pool.is_watching_forks = true;
    arc4random_buf(pool.bytes, sizeof pool.bytes);
    pool.left = sizeof pool.bytes;
}

/* No byte is given twice, or stays behind. */
static void take_from_pool(void *out, size_t len)
{
    if (len > pool.left)
        fill_pool();
    pool.left -= len;
    memcpy(out, pool.bytes + pool.left, len);
    explicit_bzero(pool.bytes + pool.left, len);
}

static uint64_t replay_next(void)
{
    uint64_t mixed = replay.state += 0x9E3779B97F4A7C15u;

    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static int64_t last_id;

void random_replay(int64_t seed)
{
    last_id = 0;
    replay.is_on = true;
    replay.state = (uint64_t)seed;
}

void random_bytes(void *out, size_t len)
{
    unsigned char *bytes = out;

    if (!replay.is_on && len <= sizeof pool.bytes / 4) {
        take_from_pool(out, len);
        return;
    }
    if (!replay.is_on) {
        arc4random_buf(out, len);
        return;
    }
    for (size_t i = 0; i < len; i++)
        bytes[i] = (unsigned char)(replay_next() >> 32);
}

/* `bound` is a power of two. */
static int64_t random_below(uint32_t bound)
{
    uint32_t number;

    if (replay.is_on)
        number = (uint32_t)replay_next();
    else
        take_from_pool(&number, sizeof number);
    return number & (bound - 1);
}

/* `alphabet_size` is a power of two not above 256, so that every character is equally likely. */
static struct str random_text(struct arena *arena, const char *alphabet, size_t alphabet_size, size_t chars)
{
    char *text = arena_alloc(arena, chars + 1);

    random_bytes(text, chars);
    for (size_t i = 0; i < chars; i++)
        text[i] = alphabet[(unsigned char)text[i] & (alphabet_size - 1)];
    return (struct str){ text, chars };
}

struct str random_base64url(struct arena *arena, size_t chars)
{
    return random_text(arena, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 64, chars);
}

struct str random_base32(struct arena *arena, size_t chars)
{
    return random_text(arena, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32, chars);
}

int64_t random_id_least(struct moment at)
{
    return (at.ms > EPOCH_2020_MS ? at.ms - EPOCH_2020_MS : 0) << RANDOM_BITS;
}

int64_t random_id(struct moment now)
{
    int64_t id = random_id_least(now) | random_below(1u << RANDOM_BITS);

    if (id <= last_id)
        id = last_id + 1 + random_below(1u << 8);
    last_id = id;
    return id;
}
