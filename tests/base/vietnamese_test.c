/* SPDX-License-Identifier: Apache-2.0 */
#include "base/vietnamese.h"
#include "support/check.h"
#include "support/property.h"

#include <string.h>

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static const char *const small = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";
static const char *const capital = "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ";

static void every_letter_has_its_capital(void **state)
{
    (void)state;
    CHECK_STR(vietnamese_upper(arena, str_of(small)), capital);
    CHECK_STR(vietnamese_upper(arena, str_of(capital)), capital);
    CHECK_STR(vietnamese_upper(arena, STR("Trung tâm Phục vụ hành chính công xã Bình Yên 12/2025")),
              "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ BÌNH YÊN 12/2025");
}

static void other_characters_stay(void **state)
{
    (void)state;
    CHECK_STR(vietnamese_upper(arena, STR("×÷ß“”€中😀")), "×÷ß“”€中😀");
    CHECK_STR(vietnamese_upper(arena, STR("")), "");
    CHECK_STR(vietnamese_compose(arena, STR("e\u0308 中\u0301 x\u0301")), "e\u0308 中\u0301 x\u0301");
}

static void marks_join_their_letters(void **state)
{
    static const struct {
        const char *apart, *together;
    } examples[] = {
        { "Nguye\u0302\u0303n Thi\u0323 Ma\u0302\u0303u", "Nguyễn Thị Mẫu" },
        { "e\u0323\u0302", "ệ" }, /* the order of NFD */
        { "\u00EA\u0323", "ệ" },  /* a shaped letter and a tone, as Windows-1258 has it */
        { "u\u031B\u0303", "ữ" },
        { "O\u031B\u0309", "Ở" },
        { "A\u0306\u0300", "Ằ" },
        { "U\u0303", "Ũ" },
        { "đ\u0301", "đ\u0301" }, /* no such letter */
        { "i\u0302", "i\u0302" },
        { "a\u0301\u0300", "á\u0300" }, /* one tone a letter */
        { "a\u0302\u0306", "â\u0306" }, /* one shape a letter */
        { "\u0301a", "\u0301a" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(vietnamese_compose(arena, str_of(examples[i].apart)), examples[i].together);
}

static void composed_text_is_returned_as_it_is(void **state)
{
    struct str text = STR("Nguyễn Thị Mẫu"), null_view = { NULL, 0 };

    (void)state;
    CHECK(vietnamese_compose(arena, text).at == text.at);
    CHECK(vietnamese_compose(arena, null_view).at == NULL);
}

static void composing_never_lengthens_and_settles_at_once(void **state)
{
    static const char *const pieces[] = { "a", "e", "ơ", "Ư", "đ", "x", "\u0300", "\u0301", "\u0302", "\u0303",
                                          "\u0306", "\u0309", "\u031B", "\u0323", "中", "😀" };

    (void)state;
    FOR_ALL(5000) {
        char bytes[100] = "";
        size_t len = 0;
        for (int i = test_random_in(0, 20); i > 0; i--) {
            const char *piece = pieces[test_random_in(0, 15)];
            memcpy(bytes + len, piece, strlen(piece));
            len += strlen(piece);
        }
        struct str once = vietnamese_compose(arena, (struct str){ bytes, len });
        CHECK(once.len <= len);
        CHECK(str_is_utf8(once));
        CHECK(str_equal(vietnamese_compose(arena, once), once));
        arena_reset(arena);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_letter_has_its_capital),
        cmocka_unit_test(other_characters_stay),
        cmocka_unit_test(marks_join_their_letters),
        cmocka_unit_test(composed_text_is_returned_as_it_is),
        cmocka_unit_test(composing_never_lengthens_and_settles_at_once),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
