/* SPDX-License-Identifier: Apache-2.0 */
/* hash -- fingerprints of bytes, and of passwords, and sealed texts; the only file that includes libsodium is hash.c.
 *
 * Fingerprints are BLAKE2b with 256 bits, written as 64 lower-case hex digits. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/arena.h"

enum { HASH_HEX_LEN = 64, PASSWORD_BYTES_MAX = 256 };

struct hash {
    _Alignas(64) unsigned char state[384];
};

/* One piece after the other.  Pieces are not separated: the caller makes their borders plain. */
void hash_begin(struct hash *hash);
void hash_update(struct hash *hash, struct str bytes);              /* null adds nothing */
struct str hash_end(struct hash *hash, char out[HASH_HEX_LEN + 1]); /* the view is of `out` */

struct str hash_hex(struct str bytes, char out[HASH_HEX_LEN + 1]); /* all at once */

/* Equal, found out in a time that depends on the lengths alone; null equals nothing. */
bool hash_same(struct str a, struct str b);

/* Argon2id in libsodium's string form, with 12 MiB and 3 passes (about 20 to 40 ms on one core of a small server).
 * A password longer than PASSWORD_BYTES_MAX matches nothing and is never hashed. */
struct str hash_password(struct arena *arena, struct str password);
bool hash_password_matches(struct str stored, struct str password);
bool hash_password_is_dated(struct str stored); /* made with other costs than today's: hash again at the next login */

/* A short text that only who has the secret can read, or make: XSalsa20-Poly1305, written in A-Z a-z 0-9 - _.  Sealed
 * twice it reads differently each time. */
struct str hash_seal(struct arena *arena, struct str secret, struct str text);
bool hash_unseal(struct arena *arena, struct str secret, struct str sealed, struct str *out); /* false: not of ours */

#endif
