/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  The password costs are the OWASP set with the most memory that still leaves a whole installation within
 * 64 MiB while somebody logs in: 12 MiB, 3 passes, one lane.  libsodium maps that memory for the computation alone.
 * Raising them later is safe: every stored string names its own costs, and a login under older ones hashes again. */
#include "base/hash.h"

#include "base/fatal.h"
#include "base/random.h"

#include <sodium.h>
#include <string.h>

enum { PASSES = 3, MEMORY_BYTES = 12 * 1024 * 1024, HASH_BYTES = 32 };

_Static_assert(sizeof(struct hash) >= sizeof(crypto_generichash_state), "room for libsodium's state");
_Static_assert(_Alignof(struct hash) >= _Alignof(crypto_generichash_state), "aligned as libsodium's state");

/* libsodium asks to be started before anything else of it is called, and before there are threads. */
__attribute__((constructor)) static void start(void)
{
    if (sodium_init() < 0)
        fatal("libsodium does not start");
}

static crypto_generichash_state *state_of(struct hash *hash)
{
    return (crypto_generichash_state *)(void *)hash->state;
}

void hash_begin(struct hash *hash)
{
    crypto_generichash_init(state_of(hash), NULL, 0, HASH_BYTES);
}

void hash_update(struct hash *hash, struct str bytes)
{
    if (bytes.len > 0)
        crypto_generichash_update(state_of(hash), (const unsigned char *)bytes.at, bytes.len);
}

struct str hash_end(struct hash *hash, char out[HASH_HEX_LEN + 1])
{
    unsigned char bytes[HASH_BYTES];

    crypto_generichash_final(state_of(hash), bytes, sizeof bytes);
    sodium_bin2hex(out, HASH_HEX_LEN + 1, bytes, sizeof bytes);
    return (struct str){ out, HASH_HEX_LEN };
}

struct str hash_hex(struct str bytes, char out[HASH_HEX_LEN + 1])
{
    struct hash hash;

    hash_begin(&hash);
    hash_update(&hash, bytes);
    return hash_end(&hash, out);
}

bool hash_same(struct str a, struct str b)
{
    if (a.at == NULL || b.at == NULL || a.len != b.len)
        return false;
    return sodium_memcmp(a.at, b.at, a.len) == 0;
}

struct str hash_password(struct arena *arena, struct str password)
{
    char *stored = arena_alloc(arena, crypto_pwhash_STRBYTES);

    if (password.at == NULL || password.len > PASSWORD_BYTES_MAX)
        fatal("a password of %zu bytes reached hash_password", password.len);
    if (crypto_pwhash_str_alg(stored, password.at, password.len, PASSES, MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13) !=
        0)
        fatal("out of memory for a password hash");
    return str_of(stored);
}

/* As the C string that libsodium wants; false when it cannot be one of its own. */
static bool copy_stored(struct str stored, char out[crypto_pwhash_STRBYTES])
{
    if (stored.at == NULL || stored.len >= crypto_pwhash_STRBYTES)
        return false;
    memset(out, 0, crypto_pwhash_STRBYTES);
    memcpy(out, stored.at, stored.len);
    return true;
}

bool hash_password_matches(struct str stored, struct str password)
{
    char text[crypto_pwhash_STRBYTES];

    if (password.at == NULL || password.len > PASSWORD_BYTES_MAX || !copy_stored(stored, text))
        return false;
    return crypto_pwhash_str_verify(text, password.at, password.len) == 0;
}

bool hash_password_is_dated(struct str stored)
{
    char text[crypto_pwhash_STRBYTES];

    return !copy_stored(stored, text) || crypto_pwhash_str_needs_rehash(text, PASSES, MEMORY_BYTES) != 0;
}

/* Another fingerprint of the secret than hash_hex() gives, which may be stored. */
static void seal_key(struct str secret, unsigned char key[crypto_secretbox_KEYBYTES])
{
    struct hash hash;

    hash_begin(&hash);
    hash_update(&hash, STR("seal "));
    hash_update(&hash, secret);
    crypto_generichash_final(state_of(&hash), key, crypto_secretbox_KEYBYTES);
}

struct str hash_seal(struct arena *arena, struct str secret, struct str text)
{
    size_t sealed_bytes = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.len;
    size_t chars = sodium_base64_ENCODED_LEN(sealed_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    unsigned char *sealed = arena_alloc(arena, sealed_bytes), key[crypto_secretbox_KEYBYTES];
    char *written = arena_alloc(arena, chars);

    seal_key(secret, key);
    random_bytes(sealed, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES, (const unsigned char *)text.at, text.len, sealed, key);
    sodium_bin2base64(written, chars, sealed, sealed_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(key, sizeof key);
    return str_of(written);
}

bool hash_unseal(struct arena *arena, struct str secret, struct str sealed, struct str *out)
{
    unsigned char *bytes = arena_alloc(arena, sealed.len + 1), key[crypto_secretbox_KEYBYTES];
    size_t len;

    if (secret.len == 0 || sealed.len == 0 ||
        sodium_base642bin(bytes, sealed.len, sealed.at, sealed.len, NULL, &len, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        len < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
        return false;
    size_t text_len = len - crypto_secretbox_NONCEBYTES - crypto_secretbox_MACBYTES;
    char *text = arena_alloc(arena, text_len + 1);

    seal_key(secret, key);
    int opened = crypto_secretbox_open_easy((unsigned char *)text, bytes + crypto_secretbox_NONCEBYTES,
                                            len - crypto_secretbox_NONCEBYTES, bytes, key);
    sodium_memzero(key, sizeof key);
    if (opened != 0)
        return false;
    *out = (struct str){ text, text_len };
    return true;
}
