/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/search_query.h"

#include "base/buf.h"
#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(64 * 1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/* "serial 7; phone 0007": the readings in their order. */
static struct str readings_of(struct str typed)
{
    static const char *const names[SEARCH_KIND_COUNT] = {
        [SEARCH_CODE] = "code",           [SEARCH_CODE_BEGINNING] = "beginning",
        [SEARCH_SERIAL] = "serial",       [SEARCH_IDENTITY] = "identity",
        [SEARCH_PHONE] = "phone",         [SEARCH_NAME] = "name",
        [SEARCH_PROCEDURE] = "procedure",
    };
    struct buf text = buf_new(arena, 64 * 1024);
    struct search_query query;

    search_query_read(arena, typed, STR("H55.12.07"), test_date("2025-09-18"), &query);
    for (size_t i = 0; i < query.count; i++)
        buf_printf(&text, "%s%s %.*s", i == 0 ? "" : "; ", names[query.readings[i].kind],
                   STR_ARG(query.readings[i].text));
    return buf_str(&text);
}

struct example {
    const char *typed, *readings;
};

static void check_all(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        CHECK_STR(readings_of(str_of(examples[i].typed)), examples[i].readings);
}

static void codes_are_known_whole_in_part_and_without_points(void **state)
{
    static const struct example examples[] = {
        { "H55.12.07-250918-0007", "code H55.12.07-250918-0007" },
        { " h55.12.07 - 250918 - 0007 ", "code H55.12.07-250918-0007" },
        { "H55.12.07–250918–0007", "code H55.12.07-250918-0007" },
        { "h5512072509180007", "code H55.12.07-250918-0007" },
        { "H55.12.07-250918-7", "code H55.12.07-250918-0007" },
        { "H55 12 07 250918 12345", "code H55.12.07-250918-12345" },
        { "H26.1.07-250918-0007", "name h26 1 07 250918 0007; procedure H26.1.07-250918-0007" },
        { "H26.01.07-250918-0007", "code H26.01.07-250918-0007" },
        { "000.12.07.H55-180115-0007", "code 000.12.07.H55-180115-0007" },
        { "H55.12.07-250918", "beginning H55.12.07-250918-" },
        { "H55.12.07-2509", "beginning H55.12.07-2509" },
        { "H55.12.07-251318-0007", "" },
        { "250918-0007", "code H55.12.07-250918-0007" },
        { "250918-7", "code H55.12.07-250918-0007" },
        { "250918/0007", "code H55.12.07-250918-0007" },
        { "250918 7", "code H55.12.07-250918-0007" },
        { "2509180007", "code H55.12.07-250918-0007" },
        { "250918", "beginning H55.12.07-250918-; phone 250918" },
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

static void short_numbers_are_those_of_the_last_days_or_the_end_of_a_telephone(void **state)
{
    static const struct example examples[] = {
        { "7", "serial 7" },
        { "0007", "serial 7; phone 0007" },
        { "00007", "serial 7; phone 00007" },
        { "5678", "serial 5678; phone 5678" },
        { "345678", "phone 345678" },
        { "0", "" },
        { "0000", "phone 0000" },
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

static void people_are_known_by_number_and_telephone(void **state)
{
    static const struct example examples[] = {
        { "097185001234", "identity 097185001234" },
        { "097 185 001 234", "identity 097185001234" },
        { "012345678", "identity 012345678; phone 012345678" },
        { "b1234567", "identity B1234567; name b1234567; procedure b1234567" },
        { "0912345678", "phone 0912345678" },
        { "0912 345 678", "phone 0912345678" },
        { "+84 912.345.678", "phone 0912345678" },
        { "84912345678", "phone 0912345678" },
        { "912345678", "identity 912345678; phone 912345678" },
        { "(0208) 3123456", "phone 02083123456" },
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

static void scanners_send_addresses_and_cards(void **state)
{
    static const struct example examples[] = {
        { "https://motcua.example/status/H55.12.07-250918-0007/ABCDEFGHIJKLMNOP", "code H55.12.07-250918-0007" },
        { "https://motcua.example/status/H55.12.07-250918-0007", "code H55.12.07-250918-0007" },
        { "https://motcua.example/dossiers/H55.12.07-250918-0007?done=forward", "code H55.12.07-250918-0007" },
        { "https://motcua.example/status/anything", "" },
        { "https://motcua.example/procedures/1.001193?a=0K3D", "procedure 1.001193" },
        { "097185001234|090123456|Nguyễn Thị Mẫu|05031985|Nữ|Xóm Mẫu, Bình Yên|20052021",
          "identity 097185001234; identity 090123456" },
        { "097185001234||Nguyễn Thị Mẫu|05031985|Nữ|Xóm Mẫu, Bình Yên|20052021||||", "identity 097185001234" },
        { "a|b", "" },
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

static void words_are_a_name_or_a_procedure(void **state)
{
    static const struct example examples[] = {
        { "Mẫu", "name mau; procedure Mẫu" },
        { "nguyen thi  MAU", "name nguien thi mau; procedure nguyen thi  MAU" },
        { "một hai ba bốn năm sáu bảy tám chín",
          "name mot hai ba bon nam sau bai tam; procedure một hai ba bốn năm sáu bảy tám chín" },
        { "khai sinh", "name khai sinh; procedure khai sinh" },
        { "1.001193", "procedure 1.001193" },
        { "1.001193.000.00.00.H55", "procedure 1.001193" },
        { "1.001193.H55", "procedure 1.001193" },
        { "", "" },
        { "   ", "" },
        { "?!…", "" },
        { "漢字", "" },
    };

    (void)state;
    check_all(examples, sizeof examples / sizeof *examples);
}

/* Anything can be typed: it is read in a few ways, never more than there is room for, and nothing else happens. */
static void anything_can_be_typed(void **state)
{
    static const char *const pieces[] = { "H55.12.07", "-", "250918", "0007", " ",  "|",        "/status/",
                                          "Nữ",        "ễ", "+84",    "9",    ".",  "1.001193", "%",
                                          "\x01",      "?", "#",      "=",    "…~", "x" };

    (void)state;
    FOR_ALL(3000) {
        struct buf text = buf_new(arena, 1000);
        struct search_query query;
        int count = test_random_in(0, 12);

        for (int i = 0; i < count; i++)
            buf_put_str(&text, str_of(pieces[test_random_in(0, (int)(sizeof pieces / sizeof *pieces) - 1)]));
        search_query_read(arena, buf_str(&text), STR("H55.12.07"), test_date("2025-09-18"), &query);
        CHECK(query.count <= SEARCH_READINGS_MAX);
        for (size_t i = 0; i < query.count; i++)
            CHECK(query.readings[i].text.len > 0);
        arena_reset(arena);
    }
}

static void every_kind_says_what_was_tried(void **state)
{
    (void)state;
    CHECK_STR(search_kind_words(SEARCH_CODE), "mã hồ sơ");
    for (enum search_kind kind = 0; kind < SEARCH_KIND_COUNT; kind++)
        CHECK(search_kind_words(kind).len > 0);
}

static bool are_files(const char *typed)
{
    struct search_query query;

    search_query_read(arena, str_of(typed), STR("H55.12.07"), test_date("2025-09-18"), &query);
    return search_query_is_of_files(&query);
}

static void what_may_be_of_a_person_is_not_of_files(void **state)
{
    (void)state;
    CHECK(are_files("H55.12.07-250918-0007"));
    CHECK(are_files("250918-7"));
    CHECK(are_files("7"));
    CHECK(are_files("1.001193"));
    CHECK(!are_files("097185001234"));
    CHECK(!are_files("09718500123")); /* a digit is missing */
    CHECK(!are_files("5678"));
    CHECK(!are_files("khai sinh")); /* could be a name */
    CHECK(!are_files("?"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_known_whole_in_part_and_without_points),
        cmocka_unit_test(short_numbers_are_those_of_the_last_days_or_the_end_of_a_telephone),
        cmocka_unit_test(people_are_known_by_number_and_telephone),
        cmocka_unit_test(scanners_send_addresses_and_cards),
        cmocka_unit_test(words_are_a_name_or_a_procedure),
        cmocka_unit_test(anything_can_be_typed),
        cmocka_unit_test(what_may_be_of_a_person_is_not_of_files),
        cmocka_unit_test(every_kind_says_what_was_tried),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
