/* SPDX-License-Identifier: Apache-2.0 */
#include "output/pdf.h"
#include "support/check.h"
#include "support/pdf_text.h"
#include "support/property.h"
#include "support/test_clock.h"

#include <string.h>

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(64 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct pdf *a5(void)
{
    return pdf_begin(arena, (struct pdf_paper){ 148, 210 },
                     (struct pdf_facts){ STR("Giấy hẹn"), STR("Trung tâm"), test_moment("2025-09-18 10:05") });
}

static struct pdf_text text_of(const struct pdf_span *span, double size_pt)
{
    return (struct pdf_text){ .spans = span, .span_count = 1, .size_pt = size_pt };
}

static double height_of(struct pdf *pdf, struct pdf_text text, double width_mm)
{
    struct pdf_set *set = pdf_set(pdf, text, width_mm);
    double height = pdf_set_height(set, 0);

    pdf_set_drop(set);
    return height;
}

static struct str finish(struct pdf *pdf)
{
    struct str bytes = { NULL, 0 };

    CHECK_OK(pdf_end(pdf, &bytes));
    return bytes;
}

/* A page with one text on it. */
static struct str page_with(const char *words)
{
    struct pdf *pdf = a5();
    struct pdf_span span = { .face = PDF_REGULAR, .text = str_of(words) };

    pdf_text(pdf, text_of(&span, 11), 10, 10, 120);
    return finish(pdf);
}

static void every_vietnamese_letter_can_be_found_again(void **state)
{
    static const char *const words[] = {
        "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị", "oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ",
        "AÀẢÃÁẠ ĂẰẲẴẮẶ ÂẦẨẪẤẬ EÈẺẼÉẸ ÊỀỂỄẾỆ IÌỈĨÍỊ", "OÒỎÕÓỌ ÔỒỔỖỐỘ ƠỜỞỠỚỢ UÙỦŨÚỤ ƯỪỬỮỨỰ YỲỶỸÝỴ Đ",
        "0123456789 .,:;/()-–—“”‘’…₫№§%&<>\"'",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        CHECK(str_contains(pdf_text_of(arena, page_with(words[i])), str_of(words[i])));
        arena_reset(arena);
    }
}

static void the_document_says_what_it_is_and_never_the_clocks_time(void **state)
{
    struct str info = pdf_info_of(arena, page_with("một"));

    (void)state;
    CHECK(str_contains(info, STR("Title:           Giấy hẹn\n")));
    CHECK(str_contains(info, STR("Author:          Trung tâm\n")));
    CHECK(str_contains(info, STR("CreationDate:    Thu Sep 18 03:05:00 2025 UTC\n")));
    CHECK(str_contains(info, STR("ModDate:         Thu Sep 18 03:05:00 2025 UTC\n")));
    CHECK(str_contains(info, STR("Page size:       419.528 x 595.276 pts"))); /* 148 x 210 mm */
}

static void only_our_fonts_are_used_and_they_are_inside(void **state)
{
    struct str fonts = pdf_fonts_of(arena, page_with("Nguyễn Thị Mẫu"));
    size_t count = 0;

    (void)state;
    str_next(&fonts, '\n');
    str_next(&fonts, '\n');
    while (fonts.len > 0) {
        struct str font = str_next(&fonts, '\n');
        CHECK(str_contains(font, STR("+LiberationSerif ")));
        CHECK(str_contains(font, STR("yes yes yes"))); /* embedded, subset, with a map to Unicode */
        count++;
    }
    CHECK(count > 0);
}

static void the_same_calls_give_the_same_bytes(void **state)
{
    struct str one = page_with("Bình Yên"), two = page_with("Bình Yên"), other = page_with("Bình yên");

    (void)state;
    CHECK(str_equal(one, two));
    CHECK(!str_equal(one, other));
}

static void text_wraps_and_says_how_high_it_is(void **state)
{
    struct pdf_span short_span = { .face = PDF_REGULAR, .text = STR("một") };
    struct pdf_span long_span = { .face = PDF_BOLD,
                                  .text = STR("một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu") };
    struct pdf *pdf = a5();
    double one = height_of(pdf, text_of(&short_span, 10), 30);
    double many = height_of(pdf, text_of(&long_span, 10), 30);

    (void)state;
    CHECK(one > 3.5 && one < 5);
    CHECK(many > 3.9 * one && many < 6.1 * one);
    CHECK(pdf_text_width(pdf, text_of(&long_span, 10), 30) <= 30);
    CHECK(pdf_text(pdf, text_of(&long_span, 10), 10, 10, 30) == many);
    finish(pdf);
}

static void a_word_wider_than_the_column_is_broken(void **state)
{
    static char word[400];
    struct pdf_span span = { .face = PDF_REGULAR, .text = { word, sizeof word } };
    struct pdf *pdf = a5();

    (void)state;
    memset(word, 'W', sizeof word);
    CHECK(pdf_text_width(pdf, text_of(&span, 10), 50) <= 50);
    finish(pdf);
}

static void line_breaks_inside_a_value_are_blanks(void **state)
{
    struct pdf_span flat = { .face = PDF_REGULAR, .text = STR("một hai ba") };
    struct pdf_span broken = { .face = PDF_REGULAR, .text = STR("một\nhai\tba") };
    struct pdf *pdf = a5();

    (void)state;
    CHECK(height_of(pdf, text_of(&flat, 10), 100) == height_of(pdf, text_of(&broken, 10), 100));
    finish(pdf);
}

static void a_text_is_measured_and_drawn_in_parts(void **state)
{
    struct pdf_span span = { .text = STR("một hai ba bốn năm sáu bảy tám chín mười mười một mười hai") };
    struct pdf *pdf = a5();
    struct pdf_set *set = pdf_set(pdf, text_of(&span, 10), 20);
    int lines = pdf_set_lines(set);

    (void)state;
    CHECK(lines >= 4);
    double line = pdf_set_height(set, lines - 1);
    CHECK_INT(pdf_set_fitting(set, 0, line * 2.5), 2);
    CHECK_INT(pdf_set_fitting(set, lines - 1, 1000), 1);
    CHECK_INT(pdf_set_fitting(set, 0, line / 2), 0);
    CHECK(pdf_set_draw(set, 0, 2, 10, 10) == pdf_set_height(set, 0) - pdf_set_height(set, 2));
    pdf_next_page(pdf);
    pdf_set_draw(set, 2, lines - 2, 10, 10);
    pdf_set_drop(set);
    struct str text = pdf_text_of(arena, finish(pdf)), first = str_next(&text, '\f');
    CHECK(str_contains(first, STR("một")) && !str_contains(first, STR("chín")));
    CHECK(str_contains(text, STR("chín")) && !str_contains(text, STR("bốn")));
}

static void spans_begin_lines_and_values_never_do(void **state)
{
    struct pdf_span one = { .text = STR("một\nhai\xE2\x80\xA8"
                                        "ba\xE2\x80\xA9"
                                        "bốn") };
    struct pdf_span two[] = { { .text = STR("một hai") }, { .text = STR("ba bốn"), .begins_line = true } };
    struct pdf *pdf = a5();
    struct pdf_set *whole = pdf_set(pdf, text_of(&one, 10), 100);
    struct pdf_set *broken = pdf_set(pdf, (struct pdf_text){ .spans = two, .span_count = 2, .size_pt = 10 }, 100);

    (void)state;
    CHECK_INT(pdf_set_lines(whole), 1);
    CHECK_INT(pdf_set_lines(broken), 2);
    pdf_set_drop(whole);
    pdf_set_drop(broken);
    finish(pdf);
}

static void pages_are_counted(void **state)
{
    struct pdf *pdf = a5();
    struct pdf_span span = { .face = PDF_REGULAR, .text = STR("trang") };

    (void)state;
    for (int i = 0; i < 3; i++) {
        if (i > 0)
            pdf_next_page(pdf);
        pdf_text(pdf, text_of(&span, 10), 10, 10, 100);
        pdf_line(pdf, 10, 20, 100, 0, 0.2);
        pdf_box(pdf, 10, 30, 5, 5);
    }
    CHECK(str_contains(pdf_info_of(arena, finish(pdf)), STR("Pages:           3\n")));
}

static void any_text_can_be_drawn(void **state)
{
    (void)state;
    FOR_ALL(60) {
        char bytes[200] = "";
        size_t len = 0;
        while (len < sizeof bytes - 4) { /* characters of every plane, among them marks, bidi controls, private use */
            uint32_t c = (uint32_t)test_random_in(1, test_random_in(0, 1) == 0 ? 0x2FF : 0x1FFFF);
            if (c >= 0xD800 && c <= 0xDFFF)
                continue;
            if (c < 0x80) {
                bytes[len++] = (char)c;
            } else if (c < 0x800) {
                bytes[len++] = (char)(0xC0 | c >> 6);
                bytes[len++] = (char)(0x80 | (c & 0x3F));
            } else if (c < 0x10000) {
                bytes[len++] = (char)(0xE0 | c >> 12);
                bytes[len++] = (char)(0x80 | (c >> 6 & 0x3F));
                bytes[len++] = (char)(0x80 | (c & 0x3F));
            } else {
                bytes[len++] = (char)(0xF0 | c >> 18);
                bytes[len++] = (char)(0x80 | (c >> 12 & 0x3F));
                bytes[len++] = (char)(0x80 | (c >> 6 & 0x3F));
                bytes[len++] = (char)(0x80 | (c & 0x3F));
            }
        }
        struct str pdf = page_with(bytes);
        CHECK(str_starts_with(pdf, STR("%PDF-1.")));
        arena_reset(arena);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_vietnamese_letter_can_be_found_again),
        cmocka_unit_test(the_document_says_what_it_is_and_never_the_clocks_time),
        cmocka_unit_test(only_our_fonts_are_used_and_they_are_inside),
        cmocka_unit_test(the_same_calls_give_the_same_bytes),
        cmocka_unit_test(text_wraps_and_says_how_high_it_is),
        cmocka_unit_test(a_word_wider_than_the_column_is_broken),
        cmocka_unit_test(line_breaks_inside_a_value_are_blanks),
        cmocka_unit_test(a_text_is_measured_and_drawn_in_parts),
        cmocka_unit_test(spans_begin_lines_and_values_never_do),
        cmocka_unit_test(pages_are_counted),
        cmocka_unit_test(any_text_can_be_drawn),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
