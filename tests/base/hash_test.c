/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"
#include "support/check.h"

/* Expected digits: `printf … | b2sum -l 256` of coreutils. */
static void fingerprints_are_blake2b_of_256_bits(void **state)
{
    char out[HASH_HEX_LEN + 1];
    (void)state;

    CHECK_STR(hash_hex(STR(""), out), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    CHECK_STR(hash_hex(STR("abc"), out), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    CHECK_STR(hash_hex(STR("hồ sơ"), out), "74e49ac14b458a531318b245969a949b380a9d93c76f7f1883121938b0a90c1c");
}

static void pieces_give_the_fingerprint_of_the_whole(void **state)
{
    char out[HASH_HEX_LEN + 1];
    struct hash hash;
    (void)state;

    hash_begin(&hash);
    hash_update(&hash, STR("a"));
    hash_update(&hash, (struct str){ NULL, 0 });
    hash_update(&hash, STR("bc"));
    CHECK_STR(hash_end(&hash, out), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void null_is_the_same_as_nothing(void **state)
{
    (void)state;
    CHECK(hash_same(STR("abc"), STR("abc")));
    CHECK(hash_same(STR(""), STR("")));
    CHECK(!hash_same(STR("abc"), STR("abd")));
    CHECK(!hash_same(STR("abc"), STR("abcd")));
    CHECK(!hash_same((struct str){ NULL, 0 }, (struct str){ NULL, 0 }));
    CHECK(!hash_same(STR(""), (struct str){ NULL, 0 }));
}

static void a_password_matches_its_own_hash_alone(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    struct str stored = hash_password(arena, STR("con mèo trèo cây cau"));
    (void)state;

    CHECK(str_starts_with(stored, STR("$argon2id$v=19$m=12288,t=3,p=1$")));
    CHECK(hash_password_matches(stored, STR("con mèo trèo cây cau")));
    CHECK(!hash_password_matches(stored, STR("con mèo trèo cây cam")));
    CHECK(!hash_password_matches(stored, STR("")));
    CHECK(!hash_password_matches(stored, (struct str){ NULL, 0 }));
    CHECK(!str_equal(stored, hash_password(arena, STR("con mèo trèo cây cau"))));
    arena_destroy(arena);
}

/* From the test program of the reference implementation (github.com/P-H-C/phc-winner-argon2, src/test.c). */
static void a_hash_made_elsewhere_matches_and_is_dated(void **state)
{
    struct str stored = STR("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
    struct arena *arena = arena_create(1 << 20);
    (void)state;

    CHECK(hash_password_matches(stored, STR("password")));
    CHECK(!hash_password_matches(stored, STR("passwort")));
    CHECK(hash_password_is_dated(stored));
    CHECK(!hash_password_is_dated(hash_password(arena, STR("password"))));
    arena_destroy(arena);
}

static void what_is_no_hash_matches_nothing(void **state)
{
    char too_long[200];
    (void)state;

    for (size_t i = 0; i < sizeof too_long; i++)
        too_long[i] = 'x';
    CHECK(!hash_password_matches(STR(""), STR("password")));
    CHECK(!hash_password_matches(STR("password"), STR("password")));
    CHECK(!hash_password_matches((struct str){ NULL, 0 }, STR("password")));
    CHECK(!hash_password_matches((struct str){ too_long, sizeof too_long }, STR("password")));
    CHECK(hash_password_is_dated(STR("")));
    CHECK(hash_password_is_dated((struct str){ too_long, sizeof too_long }));
}

static void a_password_past_its_bound_matches_nothing(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    char text[PASSWORD_BYTES_MAX + 1];
    (void)state;

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = 'x';
    struct str stored = hash_password(arena, (struct str){ text, PASSWORD_BYTES_MAX });

    CHECK(hash_password_matches(stored, (struct str){ text, PASSWORD_BYTES_MAX }));
    CHECK(!hash_password_matches(stored, (struct str){ text, PASSWORD_BYTES_MAX + 1 }));
    arena_destroy(arena);
}

static void what_is_sealed_is_read_with_its_secret_alone(void **state)
{
    struct arena *arena = arena_create(1 << 16);
    struct str text, sealed = hash_seal(arena, STR("secret"), STR("097185001234"));
    (void)state;

    CHECK_INT(sealed.len, 70); /* 24 + 16 + 12 bytes */
    CHECK(!str_contains(sealed, STR("097185001234")));
    CHECK(hash_unseal(arena, STR("secret"), sealed, &text));
    CHECK_STR(text, "097185001234");
    CHECK(!str_equal(sealed, hash_seal(arena, STR("secret"), STR("097185001234"))));
    CHECK(!hash_unseal(arena, STR("another"), sealed, &text));
    CHECK(!hash_unseal(arena, STR(""), sealed, &text));
    CHECK(!hash_unseal(arena, STR("secret"), str_head(sealed, 69), &text));
    CHECK(!hash_unseal(arena, STR("secret"), str_from(sealed, 1), &text));
    CHECK(!hash_unseal(arena, STR("secret"), STR("không phải"), &text));
    CHECK(!hash_unseal(arena, STR("secret"), STR(""), &text));
    CHECK(hash_unseal(arena, STR("secret"), hash_seal(arena, STR("secret"), STR("")), &text));
    CHECK_INT(text.len, 0);
    arena_destroy(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingerprints_are_blake2b_of_256_bits),
        cmocka_unit_test(pieces_give_the_fingerprint_of_the_whole),
        cmocka_unit_test(null_is_the_same_as_nothing),
        cmocka_unit_test(a_password_matches_its_own_hash_alone),
        cmocka_unit_test(a_hash_made_elsewhere_matches_and_is_dated),
        cmocka_unit_test(what_is_no_hash_matches_nothing),
        cmocka_unit_test(what_is_sealed_is_read_with_its_secret_alone),
        cmocka_unit_test(a_password_past_its_bound_matches_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
