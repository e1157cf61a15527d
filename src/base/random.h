/* SPDX-License-Identifier: Apache-2.0 */
/* random -- the only door to chance, and the maker of record ids. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include "base/arena.h"
#include "base/clock.h"

#include <stddef.h>

void random_bytes(void *out, size_t len); /* fit for secrets: the kernel's generator */

/* Secrets as text; a character of the first carries 6 bits, of the second 5. */
struct str random_base64url(struct arena *arena, size_t chars); /* A-Z a-z 0-9 - _ */
struct str random_base32(struct arena *arena, size_t chars);    /* A-Z 2-7 */

/* From here on the same bytes and ids come for the same seed: for the demonstration and for tests, never for
 * serving. */
void random_replay(int64_t seed);

/* A new record id: 42 bits of milliseconds since 2020, 21 random bits; positive, roughly ordered by time.
 * Ids made in one process are strictly increasing, also when the clock jumps back. */
int64_t random_id(struct moment now);

/* The least id made at a moment: what was made from then on is at or above it, unless the clock ran back. */
int64_t random_id_least(struct moment at);

#endif
