/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/account.h"

#include "base/buf.h"
#include "support/check.h"

#include <stdio.h>

enum { GOLDEN_BYTES_MAX = 64 * 1024 };

static struct str read_golden(struct arena *arena, const char *path)
{
    char *bytes = arena_alloc(arena, GOLDEN_BYTES_MAX);
    FILE *file = fopen(path, "r");

    CHECK(file != NULL);
    size_t len = fread(bytes, 1, GOLDEN_BYTES_MAX - 1, file);
    fclose(file);
    return (struct str){ bytes, len };
}

static const char *const permission_names[PERM_COUNT] = {
    [PERM_PUBLIC] = "PUBLIC",
    [PERM_SIGNED_IN] = "SIGNED_IN",
#define PERMISSION(name, roles) [PERM_##name] = #name,
#include "domain/permissions.def"
#undef PERMISSION
};

static void put_row(struct buf *buf, enum permission permission)
{
    buf_put_str(buf, STR("| "));
    buf_put_str(buf, str_of(permission_names[permission]));
    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
        buf_put_str(buf, role_may(role, permission) ? STR(" | ●") : STR(" | –"));
    buf_put_str(buf, role_may(ROLE_NONE, permission) ? STR(" | ● |\n") : STR(" | – |\n"));
}

/* The table was approved by people: whoever changes permissions.def changes it there too, and has it read. */
static void permissions_are_those_of_the_reviewed_table(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    struct buf buf = buf_new(arena, GOLDEN_BYTES_MAX);
    struct str golden = read_golden(arena, GOLDEN_FOLDER "/permissions.md");
    (void)state;

    buf_put_str(&buf, STR("|"));
    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
        buf_put_str(&buf, STR(" | "));
        buf_put_str(&buf, role_name(role));
    }
    buf_put_str(&buf, STR(" | nobody |\n|"));
    for (int i = 0; i <= ROLE_COUNT; i++)
        buf_put_str(&buf, STR("---|"));
    buf_put_str(&buf, STR("\n"));
    for (enum permission permission = PERM_PUBLIC; permission < PERM_COUNT; permission++)
        put_row(&buf, permission);

    while (golden.len > 0 && !str_starts_with(golden, STR("| |")))
        golden = str_from(golden, 1);
    CHECK_STR(golden, arena_c_string(arena, buf_str(&buf)));
    arena_destroy(arena);
}

static void roles_read_back(void **state)
{
    enum role role = ROLE_NONE;
    (void)state;

    CHECK(role_parse(STR("unit-head"), &role));
    CHECK_INT(role, ROLE_UNIT_HEAD);
    CHECK_STR(role_label(role), "Trưởng phòng");
    for (enum role each = ROLE_NONE + 1; each < ROLE_COUNT; each++) {
        CHECK(role_parse(role_name(each), &role));
        CHECK_INT(role, each);
    }
    CHECK(!role_parse(STR(""), &role));
    CHECK(!role_parse(STR("Counter"), &role));
    CHECK(!role_parse((struct str){ NULL, 0 }, &role));
}

static void login_names_are_plain(void **state)
{
    static const char *const good[] = { "lan", "lan.nt", "nguyen_van-an2", "a1234567890123456789012345678901" };
    static const char *const bad[] = {
        "", "ab", "Lan.NT", "1lan", ".lan", "lan nt", "lan\n", "lân", "a12345678901234567890123456789012", "lan'--"
    };
    (void)state;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(login_is_valid(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!login_is_valid(str_of(bad[i])));
    CHECK(!login_is_valid((struct str){ NULL, 0 }));
}

static void passwords_are_long_and_not_obvious(void **state)
{
    static const struct {
        const char *password;
        enum password_verdict verdict;
    } examples[] = {
        { "con mèo trèo", PASSWORD_ACCEPTED },
        { "mèo mèo mè", PASSWORD_ACCEPTED }, /* 10 characters, whatever they weigh in bytes */
        { "mèo mèo m", PASSWORD_TOO_SHORT },
        { "", PASSWORD_TOO_SHORT },
        { "1234567890", PASSWORD_TOO_SIMPLE },
        { "0987654321", PASSWORD_TOO_SIMPLE },
        { "aaaaaaaaaaaa", PASSWORD_TOO_SIMPLE },
        { "abcdefghijkl", PASSWORD_TOO_SIMPLE },
        { "nguyen.lan1", PASSWORD_LIKE_LOGIN },
        { "nguyen.lan2025", PASSWORD_LIKE_LOGIN },
        { "nguyen.lan và con mèo", PASSWORD_ACCEPTED },
    };
    char long_one[257];
    (void)state;

    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_INT(password_check(str_of(examples[i].password), STR("nguyen.lan")), examples[i].verdict);
    for (size_t i = 0; i < sizeof long_one; i++)
        long_one[i] = (char)('a' + i * 7 % 26);
    CHECK_INT(password_check((struct str){ long_one, 257 }, STR("nguyen.lan")), PASSWORD_TOO_LONG);
    CHECK_INT(password_check((struct str){ long_one, 256 }, STR("nguyen.lan")), PASSWORD_ACCEPTED);
    CHECK_INT(password_check((struct str){ NULL, 0 }, STR("nguyen.lan")), PASSWORD_TOO_SHORT);
}

static void the_wait_after_failures_doubles_up_to_a_quarter_of_an_hour(void **state)
{
    static const int64_t seconds[] = { 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900 };
    (void)state;

    for (int64_t failures = 0; failures < 12; failures++)
        CHECK_INT(throttle_wait_ms(THROTTLE_LOGIN, failures), seconds[failures] * 1000);
    CHECK_INT(throttle_wait_ms(THROTTLE_LOGIN, INT64_MAX), 900 * 1000);
    CHECK_INT(throttle_wait_ms(THROTTLE_ADDRESS, 20), 0);
    CHECK_INT(throttle_wait_ms(THROTTLE_ADDRESS, 21), 15 * 1000);
    CHECK_INT(throttle_wait_ms(THROTTLE_ADDRESS, 22), 30 * 1000);
}

static void events_have_words(void **state)
{
    (void)state;
    CHECK_STR(account_event_name(ACCOUNT_EVENT_TOTP_ENABLED), "totp-enabled");
    CHECK_STR(account_event_label(STR("totp-enabled")), "Bật mã xác thực");
    CHECK_STR(account_event_label(STR("of a later version")), "of a later version");
}

static void numbers_stand_in_full_before_the_counter_and_whoever_works_on_the_dossier(void **state)
{
    enum { HOLDER = 5, UNIT = 9, SOMEBODY = 6, ELSEWHERE = 8 };
    (void)state;

    CHECK(actor_sees_numbers((struct actor){ SOMEBODY, 1, ELSEWHERE, ROLE_COUNTER }, HOLDER, UNIT));
    CHECK(actor_sees_numbers((struct actor){ HOLDER, 1, ELSEWHERE, ROLE_SPECIALIST }, HOLDER, UNIT));
    CHECK(actor_sees_numbers((struct actor){ SOMEBODY, 1, UNIT, ROLE_SPECIALIST }, HOLDER, UNIT));
    CHECK(!actor_sees_numbers((struct actor){ SOMEBODY, 1, ELSEWHERE, ROLE_SPECIALIST }, HOLDER, UNIT));
    CHECK(!actor_sees_numbers((struct actor){ SOMEBODY, 1, ELSEWHERE, ROLE_CHAIRMAN }, HOLDER, UNIT));
    /* a stranger is neither the holder of a closed dossier nor of its unit */
    CHECK(!actor_sees_numbers((struct actor){ 0 }, 0, 0));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(permissions_are_those_of_the_reviewed_table),
        cmocka_unit_test(roles_read_back),
        cmocka_unit_test(login_names_are_plain),
        cmocka_unit_test(passwords_are_long_and_not_obvious),
        cmocka_unit_test(the_wait_after_failures_doubles_up_to_a_quarter_of_an_hour),
        cmocka_unit_test(events_have_words),
        cmocka_unit_test(numbers_stand_in_full_before_the_counter_and_whoever_works_on_the_dossier),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
