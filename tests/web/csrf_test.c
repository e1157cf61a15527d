/* SPDX-License-Identifier: Apache-2.0 */
#include "web/csrf.h"

#include "support/check.h"

static struct arena *arena;

static enum csrf_verdict verdict(struct str session_token, const char *cookie, const char *field, const char *site)
{
    struct field headers[] = { { STR("cookie"), str_of(cookie) }, { STR("sec-fetch-site"), str_of(site) } };
    struct field form[] = { { STR("csrf"), str_of(field) } };
    struct request request = {
        .arena = arena,
        .user.csrf_token = session_token,
        .headers = { headers, 2 },
        .form = { form, 1 },
    };

    return csrf_check(&request);
}

static const struct str NOBODY = { NULL, 0 };

static void the_sessions_token_is_ours_and_no_other(void **state)
{
    (void)state;
    CHECK_INT(verdict(STR("abc"), NULL, "abc", NULL), CSRF_OURS);
    CHECK_INT(verdict(STR("abc"), NULL, "abd", NULL), CSRF_STALE);
    CHECK_INT(verdict(STR("abc"), NULL, "ab", NULL), CSRF_STALE);
    CHECK_INT(verdict(STR("abc"), NULL, "", NULL), CSRF_STALE);
    CHECK_INT(verdict(STR("abc"), NULL, NULL, NULL), CSRF_STALE);
    CHECK_INT(verdict(STR("abc"), "motcua_form=xyz", "xyz", NULL), CSRF_STALE);
}

static void a_stranger_answers_for_the_own_cookie(void **state)
{
    (void)state;
    CHECK_INT(verdict(NOBODY, "motcua_form=xyz", "xyz", NULL), CSRF_OURS);
    CHECK_INT(verdict(NOBODY, "motcua_form=xyz", "abc", NULL), CSRF_STALE);
    CHECK_INT(verdict(NOBODY, "motcua_form=", "", NULL), CSRF_STALE);
    CHECK_INT(verdict(NOBODY, NULL, NULL, NULL), CSRF_STALE);
    CHECK_INT(verdict(NOBODY, NULL, "", NULL), CSRF_STALE);
}

static void what_the_browser_calls_foreign_is_foreign(void **state)
{
    (void)state;
    CHECK_INT(verdict(STR("abc"), NULL, "abc", "cross-site"), CSRF_FOREIGN);
    CHECK_INT(verdict(STR("abc"), NULL, "abc", "same-site"), CSRF_FOREIGN);
    CHECK_INT(verdict(STR("abc"), NULL, "abc", "same-origin"), CSRF_OURS);
    CHECK_INT(verdict(STR("abc"), NULL, "abc", "none"), CSRF_OURS);
}

static void a_stranger_gets_a_token_with_its_cookie_and_keeps_it(void **state)
{
    struct request request = { .arena = arena };
    struct response response = { 0 };
    struct str token = csrf_token(&request, &response);

    (void)state;
    CHECK_INT(token.len, 43);
    CHECK_INT(response.header_count, 1);
    struct field header = { STR("cookie"), arena_printf(arena, CSRF_COOKIE "=%.*s", STR_ARG(token)) };

    request.headers = (struct fields){ &header, 1 };
    CHECK_STR(csrf_token(&request, &response), arena_c_string(arena, token));
    CHECK_INT(response.header_count, 1);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_sessions_token_is_ours_and_no_other),
    cmocka_unit_test(a_stranger_answers_for_the_own_cookie),
    cmocka_unit_test(what_the_browser_calls_foreign_is_foreign),
    cmocka_unit_test(a_stranger_gets_a_token_with_its_cookie_and_keeps_it),
};

int main(void)
{
    arena = arena_create(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_destroy(arena);
    return failed;
}
