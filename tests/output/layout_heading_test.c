/* SPDX-License-Identifier: Apache-2.0 */
#include "output/layout_heading.h"
#include "support/check.h"
#include "support/pdf_text.h"
#include "support/test_clock.h"

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

static void the_heading_has_both_sides_and_grows_with_a_long_name(void **state)
{
    struct heading heading = { .parent = STR("UBND xã Bình Yên"),
                               .issuer = STR("Trung tâm Phục vụ hành chính công"),
                               .number = STR("Số: 12/TTPVHCC"),
                               .place = STR("Bình Yên"),
                               .issued_on = test_date("2026-02-05"),
                               .size_pt = 9 };
    struct pdf *pdf = pdf_begin(arena, (struct pdf_paper){ 148, 210 },
                                (struct pdf_facts){ STR(""), STR(""), test_moment("2026-02-05 08:00") });
    double below = heading_draw(pdf, arena, &heading, 16, 137, 10);
    struct str bytes;

    (void)state;
    heading.issuer = STR("Trung tâm Phục vụ hành chính công xã Bình Yên Thượng và các vùng lân cận của huyện cũ");
    CHECK(below > 20 && below < 32);
    CHECK(heading_draw(pdf, arena, &heading, 16, 137, 60) > 50 + below + 3);
    CHECK_OK(pdf_end(pdf, &bytes));
    struct str text = pdf_text_of(arena, bytes);
    CHECK(str_contains(text, STR("ỦY BAN NHÂN DÂN")));
    CHECK(str_contains(text, STR("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")));
    CHECK(str_contains(text, STR("Độc lập - Tự do - Hạnh phúc")));
    CHECK(str_contains(text, STR("Số: 12/TTPVHCC")));
    CHECK(str_contains(text, STR("Bình Yên, ngày 05 tháng 02 năm 2026")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_heading_has_both_sides_and_grows_with_a_long_name),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
