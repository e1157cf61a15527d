/* SPDX-License-Identifier: Apache-2.0 */
#include "base/totp.h"
#include "support/check.h"

/* "12345678901234567890" in base32: the key of RFC 6238, appendix B. */
static const struct str KEY = { "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 32 };

static bool matches_at(struct str code, int64_t second)
{
    int64_t step;

    return totp_matches(KEY, code, (struct moment){ second * 1000 }, 0, &step);
}

/* RFC 6238, appendix B, SHA-1: the last six of the eight digits printed there. */
static void codes_are_those_of_the_standard(void **state)
{
    static const struct {
        int64_t second;
        const char *code;
    } examples[] = {
        { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
        { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
    };
    (void)state;

    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        int64_t step = 0;

        CHECK(totp_matches(KEY, str_of(examples[i].code), (struct moment){ examples[i].second * 1000 }, 0, &step));
        CHECK_INT(step, examples[i].second / 30);
    }
}

/* The code of the step 37037037, which lasts from second 1111111110 on. */
static void one_step_of_drift_is_forgiven_and_not_two(void **state)
{
    (void)state;
    CHECK(!matches_at(STR("050471"), 1111111110 - 31));
    CHECK(matches_at(STR("050471"), 1111111110 - 30));
    CHECK(matches_at(STR("050471"), 1111111110));
    CHECK(matches_at(STR("050471"), 1111111110 + 59));
    CHECK(!matches_at(STR("050471"), 1111111110 + 60));
}

static void a_code_works_once(void **state)
{
    struct moment now = { 1111111111000 };
    int64_t step = 0;
    (void)state;

    CHECK(totp_matches(KEY, STR("050471"), now, 37037036, &step));
    CHECK_INT(step, 37037037);
    CHECK(!totp_matches(KEY, STR("050471"), now, step, &step));
    /* nor an older one after it, though still within the drift */
    CHECK(!totp_matches(KEY, STR("081804"), now, 37037037, &step));
    CHECK_INT(step, 37037037);
}

static void what_is_no_code_is_refused(void **state)
{
    int64_t step;
    (void)state;

    CHECK(!matches_at(STR(""), 59));
    CHECK(!matches_at((struct str){ NULL, 0 }, 59));
    CHECK(!matches_at(STR("28708"), 59));
    CHECK(!matches_at(STR("94287082"), 59));
    CHECK(!matches_at(STR("28708x"), 59));
    CHECK(!matches_at(STR("-87082"), 59));
    CHECK(!totp_matches((struct str){ NULL, 0 }, STR("287082"), (struct moment){ 59000 }, 0, &step));
    CHECK(!totp_matches(STR("not base32 !"), STR("287082"), (struct moment){ 59000 }, 0, &step));
}

static void secrets_are_160_bits_and_differ(void **state)
{
    struct arena *arena = arena_create(1 << 16);
    struct str one = totp_make_secret(arena), other = totp_make_secret(arena);
    (void)state;

    CHECK_INT(one.len, 32); /* 32 characters of 5 bits */
    CHECK(totp_secret_is_valid(one));
    CHECK(!str_equal(one, other));
    CHECK(!totp_secret_is_valid(STR("GEZDGNBVGY3TQOJQ")));
    CHECK(!totp_secret_is_valid(STR("gezdgnbvgy3tqojqgezdgnbvgy3tqojq")));
    CHECK(!totp_secret_is_valid((struct str){ NULL, 0 }));
    arena_destroy(arena);
}

static void the_address_for_the_phone_is_percent_encoded(void **state)
{
    struct arena *arena = arena_create(1 << 16);
    (void)state;

    CHECK_STR(totp_uri(arena, STR("xã Bình Yên"), STR("lan.nt"), KEY),
              "otpauth://totp/x%C3%A3%20B%C3%ACnh%20Y%C3%AAn:lan.nt?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
              "&issuer=x%C3%A3%20B%C3%ACnh%20Y%C3%AAn");
    arena_destroy(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_standard),
        cmocka_unit_test(one_step_of_drift_is_forgiven_and_not_two),
        cmocka_unit_test(a_code_works_once),
        cmocka_unit_test(what_is_no_code_is_refused),
        cmocka_unit_test(secrets_are_160_bits_and_differ),
        cmocka_unit_test(the_address_for_the_phone_is_percent_encoded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
