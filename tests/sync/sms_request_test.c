/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/sms_request.h"

#include "support/check.h"

static struct arena *arena;
static const struct sms_values values = {
    { "0912345678", 10 }, { "Ho so \"A\"&b=1\n\\x", 16 }, { "42", 2 }, { "k y", 3 }
};

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void a_url_gets_percent_signs(void **state)
{
    (void)state;
    CHECK_STR(
        sms_request_fill(arena, STR("https://g.example/s?to={to84}&t={text}&i={id}&k={secret}"), SMS_IN_URL, &values),
        "https://g.example/s?to=84912345678&t=Ho%20so%20%22A%22%26b%3D1%0A%5Cx&i=42&k=k%20y");
}

static void json_stays_json(void **state)
{
    (void)state;
    CHECK_STR(
        sms_request_fill(arena, STR("{\"to\":\"{to}\",\"body\":\"{text}\",\"x\":{\"id\":{id}}}"), SMS_IN_JSON, &values),
        "{\"to\":\"0912345678\",\"body\":\"Ho so \\\"A\\\"&b=1\\u000a\\\\x\",\"x\":{\"id\":42}}");
}

static void a_header_stays_one_line(void **state)
{
    struct sms_values hostile = values;

    (void)state;
    hostile.secret = STR("abc\r\nX-Evil: 1");
    CHECK_STR(sms_request_fill(arena, STR("Authorization: Bearer {secret}"), SMS_IN_HEADER, &hostile),
              "Authorization: Bearer abcX-Evil: 1");
}

static void a_value_is_not_filled_again(void **state)
{
    struct sms_values hostile = values;

    (void)state;
    hostile.text = STR("{secret}");
    CHECK_STR(sms_request_fill(arena, STR("{text} {unknown} {to"), SMS_IN_HEADER, &hostile), "{secret} {unknown} {to");
    CHECK_STR(sms_request_fill(arena, (struct str){ NULL, 0 }, SMS_IN_URL, &values), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_url_gets_percent_signs, begin, end),
        cmocka_unit_test_setup_teardown(json_stays_json, begin, end),
        cmocka_unit_test_setup_teardown(a_header_stays_one_line, begin, end),
        cmocka_unit_test_setup_teardown(a_value_is_not_filled_again, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
