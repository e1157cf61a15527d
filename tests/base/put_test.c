/* SPDX-License-Identifier: Apache-2.0 */
#include "base/put.h"

#include "support/check.h"

static void pieces_follow_each_other_and_end_with_a_nul(void **state)
{
    char out[32] = "...............................";
    char *end = put_str(out, STR("hồ sơ "));

    (void)state;
    end = put_str(end, (struct str){ NULL, 0 });
    end = put_char(put_number(end, 42), '/');
    end = put_digits(end, 7, 3);
    CHECK_STR(put_end(out, end), "hồ sơ 42/007");
    CHECK_STR(out, "hồ sơ 42/007");
}

static void numbers_have_no_leading_zeros(void **state)
{
    static const struct {
        int64_t number;
        const char *text;
    } examples[] = {
        { 0, "0" }, { 9, "9" }, { 10, "10" }, { 100, "100" }, { INT64_MAX, "9223372036854775807" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char out[20];

        CHECK_STR(put_end(out, put_number(out, examples[i].number)), examples[i].text);
    }
}

static void digits_are_exactly_as_many_as_asked_for(void **state)
{
    char out[8];

    (void)state;
    CHECK_STR(put_end(out, put_digits(out, 5, 2)), "05");
    CHECK_STR(put_end(out, put_digits(out, 0, 4)), "0000");
    CHECK_STR(put_end(out, put_digits(out, 2025, 4)), "2025");
    CHECK_STR(put_end(out, put_digits(out, 12345, 4)), "2345"); /* the last ones */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_follow_each_other_and_end_with_a_nul),
        cmocka_unit_test(numbers_have_no_leading_zeros),
        cmocka_unit_test(digits_are_exactly_as_many_as_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
