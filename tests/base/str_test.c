/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include "support/check.h"
#include "support/property.h"

#include <stdio.h>
#include <string.h>

static const struct str NOTHING = { NULL, 0 };

static void null_equals_null_and_nothing_else(void **state)
{
    (void)state;
    CHECK(str_equal(NOTHING, NOTHING));
    CHECK(!str_equal(NOTHING, STR("")));
    CHECK(!str_equal(STR(""), NOTHING));
    CHECK(str_equal(STR(""), STR("")));
    CHECK(str_equal(STR("xã"), STR("xã")));
    CHECK(!str_equal(STR("xã"), STR("xa")));
    CHECK(str_of(NULL).at == NULL);
    CHECK(str_is_empty(NOTHING) && str_is_empty(STR("")) && !str_is_empty(STR(" ")));
}

static void order_is_by_bytes_and_a_beginning_comes_first(void **state)
{
    (void)state;
    CHECK(str_compare(STR("a"), STR("b")) < 0);
    CHECK(str_compare(STR("ab"), STR("a")) > 0);
    CHECK(str_compare(STR("a"), STR("a")) == 0);
    CHECK(str_compare(STR(""), STR("a")) < 0);
    CHECK(str_compare(NOTHING, STR("")) == 0);
    CHECK(str_compare(STR("z"), STR("đ")) < 0); /* bytes are unsigned */
}

static void beginnings_ends_and_parts_are_found(void **state)
{
    (void)state;
    CHECK(str_starts_with(STR("sqlite:x"), STR("sqlite:")));
    CHECK(!str_starts_with(STR("sql"), STR("sqlite:")));
    CHECK(str_starts_with(NOTHING, STR("")));
    CHECK(str_ends_with(STR("a.html"), STR(".html")));
    CHECK(!str_ends_with(STR("html"), STR(".html")));
    CHECK(str_contains(STR("khai sinh"), STR("i s")));
    CHECK(str_contains(STR("khai sinh"), STR("nh")));
    CHECK(str_contains(STR("khai sinh"), STR("")));
    CHECK(!str_contains(STR("khai sinh"), STR("sin ")));
    CHECK(!str_contains(STR("a"), STR("ab")));
    CHECK(!str_contains(NOTHING, STR("a")));
}

static void blanks_at_both_ends_are_trimmed_and_none_inside(void **state)
{
    (void)state;
    CHECK_STR(str_trim(STR(" \t\r\n Nguyễn  An \n")), "Nguyễn  An");
    CHECK_STR(str_trim(STR("   ")), "");
    CHECK_STR(str_trim(STR("")), "");
    CHECK_STR(str_trim(NOTHING), NULL);
}

static void cutting_past_the_end_gives_what_there_is(void **state)
{
    (void)state;
    CHECK_STR(str_from(STR("abc"), 1), "bc");
    CHECK_STR(str_from(STR("abc"), 3), "");
    CHECK_STR(str_from(STR("abc"), 9), "");
    CHECK_STR(str_from(NOTHING, 9), NULL);
    CHECK_STR(str_head(STR("abc"), 2), "ab");
    CHECK_STR(str_head(STR("abc"), 9), "abc");
}

static void splitting_gives_every_piece_and_then_null(void **state)
{
    struct str rest = STR("a||bc");

    (void)state;
    CHECK_STR(str_next(&rest, '|'), "a");
    CHECK_STR(str_next(&rest, '|'), "");
    CHECK_STR(str_next(&rest, '|'), "bc");
    CHECK(rest.at == NULL);
    rest = STR("a|");
    CHECK_STR(str_next(&rest, '|'), "a");
    CHECK(rest.at != NULL);
    CHECK_STR(str_next(&rest, '|'), "");
    CHECK(rest.at == NULL);
}

static void whole_numbers_are_read_and_everything_else_is_refused(void **state)
{
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {
        { "0", 0 },
        { "-0", 0 },
        { "007", 7 },
        { "-42", -42 },
        { "9223372036854775807", INT64_MAX },
        { "-9223372036854775808", INT64_MIN },
    };
    /* clang-format off */
    static const char *const bad[] = {
        "", "-", "+1", " 1", "1 ", "1.0", "0x1", "--1", "1a", "١",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999",
    };
    /* clang-format on */

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int64_t value = -1;

        CHECK(str_parse_i64(str_of(good[i].text), &value));
        CHECK_INT(value, good[i].value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t value = 77;

        CHECK(!str_parse_i64(str_of(bad[i]), &value));
        CHECK_INT(value, 77);
    }
    CHECK(!str_parse_i64(NOTHING, &(int64_t){ 0 }));
}

static void a_number_reads_back_as_it_was_printed(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        int64_t number = test_random_in_i64(INT64_MIN, INT64_MAX);
        int64_t value = 0;
        char text[24];

        if (case_ % 2 == 0)
            number = test_random_in(-1000, 1000);
        snprintf(text, sizeof text, "%lld", (long long)number);
        CHECK(str_parse_i64(str_of(text), &value));
        CHECK_INT(value, number);
    }
}

static void well_formed_utf8_passes(void **state)
{
    (void)state;
    CHECK(str_is_utf8(STR("")));
    CHECK(str_is_utf8(NOTHING));
    CHECK(str_is_utf8(STR("Trung tâm Phục vụ hành chính công")));
    CHECK(str_is_utf8(STR("\xED\x9F\xBF\xEE\x80\x80")));         /* both sides of the surrogates */
    CHECK(str_is_utf8(STR("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"))); /* U+10000, U+10FFFF */
}

static void ill_formed_utf8_is_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } bad[] = {
        { "a\0b", 3 },             /* NUL */
        { "\x80", 1 },             /* a continuation alone */
        { "\xC3", 1 },             /* cut short */
        { "\xE1\xBB", 2 },         /* cut short */
        { "\xC0\xAF", 2 },         /* overlong */
        { "\xE0\x80\xAF", 3 },     /* overlong */
        { "\xF0\x80\x80\xAF", 4 }, /* overlong */
        { "\xED\xA0\x80", 3 },     /* a surrogate */
        { "\xF4\x90\x80\x80", 4 }, /* past U+10FFFF */
        { "\xF8\x88\x80\x80\x80", 5 },
        { "\xFF\xFE", 2 },
        { "Nguy\xEAn", 6 }, /* Latin-1 */
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!str_is_utf8((struct str){ bad[i].bytes, bad[i].len }));
}

static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80)
        return (size_t)snprintf(out, 4, "%c", (int)c);
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    for (size_t i = len; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00u >> len & 0xFF) | c);
    return len;
}

static void every_code_point_is_one_character_and_loses_it_when_cut(void **state)
{
    (void)state;
    FOR_ALL(20000) {
        uint32_t c = (uint32_t)test_random_in(1, 0x10FFFF);
        char bytes[4];
        size_t len = encode(c, bytes);
        bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;

        CHECK(str_is_utf8((struct str){ bytes, len }) == !is_surrogate);
        CHECK_INT(str_count_chars((struct str){ bytes, len }), 1);
        if (len > 1)
            CHECK(!str_is_utf8((struct str){ bytes, len - 1 }));
    }
}

static void characters_are_counted_not_bytes(void **state)
{
    (void)state;
    CHECK_INT(str_count_chars(STR("Nguyễn Thị Ánh")), 14);
    CHECK_INT(str_count_chars(STR("")), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_equals_null_and_nothing_else),
        cmocka_unit_test(order_is_by_bytes_and_a_beginning_comes_first),
        cmocka_unit_test(beginnings_ends_and_parts_are_found),
        cmocka_unit_test(blanks_at_both_ends_are_trimmed_and_none_inside),
        cmocka_unit_test(cutting_past_the_end_gives_what_there_is),
        cmocka_unit_test(splitting_gives_every_piece_and_then_null),
        cmocka_unit_test(whole_numbers_are_read_and_everything_else_is_refused),
        cmocka_unit_test(a_number_reads_back_as_it_was_printed),
        cmocka_unit_test(well_formed_utf8_passes),
        cmocka_unit_test(ill_formed_utf8_is_refused),
        cmocka_unit_test(every_code_point_is_one_character_and_loses_it_when_cut),
        cmocka_unit_test(characters_are_counted_not_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
