/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text_fold.h"

#include "support/check.h"
#include "support/property.h"

#include <string.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_create(16 * 1024 * 1024);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void every_letter_of_the_alphabet_folds_to_its_plain_one(void **state)
{
    (void)state;
    CHECK_STR(text_fold(arena, STR("aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ")),
              "aaaaaaaaaaaaaaaaaadeeeeeeeeeeeeiiiiiioooooooooooooooooouuuuuuuuuuuuyyyyyy");
    CHECK_STR(text_fold(arena, STR("AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴ")),
              "aaaaaaaaaaaaaaaaaadeeeeeeeeeeeeiiiiiioooooooooooooooooouuuuuuuuuuuuyyyyyy");
}

static void words_and_names_fold(void **state)
{
    (void)state;
    CHECK_STR(text_fold(arena, STR("Đăng ký khai sinh (1.001193)")), "dang ky khai sinh (1.001193)");
    CHECK_STR(text_fold(arena, STR("NGUYỄN THỊ HƯỜNG")), "nguyen thi huong");
    CHECK_STR(text_fold(arena, STR("Zoë Ångström, São Tomé")), "zoe angstrom, sao tome");
    CHECK_STR(text_fold(arena, STR("東京 – 5€")), "東京 – 5€");
    CHECK_STR(text_fold(arena, STR("")), "");
    CHECK_STR(text_fold(arena, (struct str){ NULL, 0 }), NULL);
}

/* The right column is what Python's unicodedata.normalize('NFC', …) gives, but for the one that says so. */
static void marks_that_stand_apart_are_composed(void **state)
{
    static const struct {
        const char *apart, *composed;
    } examples[] = {
        { "a\u0300", "à" },
        { "e\u0302\u0301", "ế" }, /* circumflex, then tone */
        { "a\u0323\u0302", "ậ" }, /* the dot below may come first */
        { "a\u0302\u0323", "ậ" },
        { "o\u031B\u0309", "ở" },
        { "o\u0309\u031B", "ở" }, /* the horn sorts before every tone */
        { "U\u031B\u0303", "Ữ" },
        { "A\u0306\u0301", "Ắ" },
        { "\u01B0\u0323", "ự" },
        { "\u00EA\u0301", "ế" }, /* as Windows keyboards send it */
        { "a\u0341", "á" },
        { "a\u0301\u0302", "á\u0302" }, /* Unicode keeps these two apart */
        { "a\u0301\u0301", "á\u0301" },
        { "d\u0301", "d\u0301" }, /* no such letter in Vietnamese */
        { "y\u0302", "y\u0302" }, /* ŷ in Unicode; not a letter of Vietnamese */
        { "\u0301a", "\u0301a" },
        { "Nguye\u0302\u0303n Thi\u0323 Hu\u031Bo\u031B\u0300ng", "Nguyễn Thị Hường" },
        { "đ\u0323", "đ\u0323" },
        { "ế", "ế" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(text_nfc(arena, str_of(examples[i].apart)), examples[i].composed);
    CHECK_STR(text_nfc(arena, (struct str){ NULL, 0 }), NULL);
}

/* They look the same on paper, and citizens' documents hold all three. */
static void the_letters_that_look_like_a_barred_d_fold_alike(void **state)
{
    (void)state;
    CHECK_STR(text_fold(arena, STR("\u0110ặng \u0110ình")), "dang dinh");
    CHECK_STR(text_fold(arena, STR("\u00D0ặng \u00D0ình")), "dang dinh");
    CHECK_STR(text_fold(arena, STR("\u0111ặng \u00F0ình")), "dang dinh");
    CHECK_STR(text_ascii(arena, STR("\u00D0ặng \u00F0ình")), "Dang dinh");
}

static void both_spellings_fold_alike(void **state)
{
    (void)state;
    CHECK_STR(text_fold(arena, STR("Nguye\u0302\u0303n Thi\u0323 Hu\u031Bo\u031B\u0300ng")), "nguyen thi huong");
}

static void bytes_that_are_not_utf_8_pass_through(void **state)
{
    (void)state;
    CHECK_STR(text_fold(arena, STR("A\xFF\xC3")), "a\xFF\xC3");
    CHECK_STR(text_nfc(arena, STR("\xE1\xBA\x20\xC4")), "\xE1\xBA\x20\xC4");
}

static void random_text_is_never_longer_and_settles_at_once(void **state)
{
    static const char *const pieces[] = { "a",      "ê", "Ơ", "\u0301", "\u0302", "\u0323",
                                          "\u031B", "u", "đ", " ",      "\xC3",   "x" };

    (void)state;
    FOR_ALL(20000) {
        char text[64] = "";
        size_t len = 0;

        for (int i = 0; i < 12; i++) {
            struct str piece = str_of(pieces[test_random_in(0, 11)]);

            memcpy(text + len, piece.at, piece.len);
            len += piece.len;
        }
        struct str once = text_nfc(arena, (struct str){ text, len });
        struct str folded = text_fold(arena, once);
        CHECK(once.len <= len && folded.len <= len);
        CHECK(str_equal(text_nfc(arena, once), once));
        CHECK(str_equal(text_fold(arena, folded), folded));
        arena_reset(arena);
    }
}

static void every_letter_has_its_capital(void **state)
{
    static const char *const capitals =
        "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ";

    (void)state;
    CHECK_STR(
        text_upper(arena,
                   STR("aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ")),
        capitals);
    CHECK_STR(text_upper(arena, str_of(capitals)), capitals);
    CHECK_STR(text_upper(arena, STR("Trung tâm Phục vụ hành chính công 12/2025")),
              "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG 12/2025");
    CHECK_STR(text_upper(arena, STR("ö×÷ß“”€中😀\xFF")), "Ö×÷ß“”€中😀\xFF");
    CHECK_STR(text_upper(arena, (struct str){ NULL, 0 }), NULL);
}

static void a_telephone_without_our_letters_gets_plain_ones(void **state)
{
    (void)state;
    CHECK_STR(text_ascii(arena, STR("Đã tiếp nhận – UBND xã “Bình Yên”, ĐƯỜNG Ấp Ỷ")),
              "Da tiep nhan - UBND xa \"Binh Yen\", DUONG Ap Y");
    CHECK_STR(text_ascii(arena, STR("Tie\u0302\u0301p, Müller, ÉMILE")), "Tiep, Muller, EMILE");
    CHECK_STR(text_ascii(arena, STR("10\u00A0€ 中 😀\xFF ~")), "10 ? ? ?? ~");
    CHECK_STR(text_ascii(arena, (struct str){ NULL, 0 }), NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_letter_of_the_alphabet_folds_to_its_plain_one),
        cmocka_unit_test(words_and_names_fold),
        cmocka_unit_test(marks_that_stand_apart_are_composed),
        cmocka_unit_test(the_letters_that_look_like_a_barred_d_fold_alike),
        cmocka_unit_test(both_spellings_fold_alike),
        cmocka_unit_test(bytes_that_are_not_utf_8_pass_through),
        cmocka_unit_test(every_letter_has_its_capital),
        cmocka_unit_test(a_telephone_without_our_letters_gets_plain_ones),
        cmocka_unit_test(random_text_is_never_longer_and_settles_at_once),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
