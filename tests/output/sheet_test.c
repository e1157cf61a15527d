/* SPDX-License-Identifier: Apache-2.0 */
#include "output/sheet.h"

#include "base/buf.h"
#include "support/check.h"
#include "support/pdf_text.h"
#include "support/test_clock.h"

static struct arena *arena;
static const struct sheet_paper a5 = { { 148, 210 }, 16, 137, 10, 200, 10, 9 };
static const struct sheet_column columns[] = {
    { { "TT", 2 }, { NULL, 0 }, 20, PDF_CENTRE },
    { { "Ten", 3 }, { "Nhom", 4 }, 61, PDF_LEFT },
    { { "So", 2 }, { "Nhom", 4 }, 40, PDF_CENTRE },
};
static const struct sheet_table table = { columns, 3 };

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

static struct sheet new_sheet(void)
{
    struct sheet sheet;
    struct pdf *pdf =
        pdf_begin(arena, a5.paper, (struct pdf_facts){ STR(""), STR(""), test_moment("2025-09-18 10:05") });

    sheet_begin(&sheet, pdf, arena, &a5, STR("mot to giay (tiep theo)"), (struct str){ NULL, 0 });
    return sheet;
}

static struct str finish(struct sheet *sheet)
{
    struct str bytes = { NULL, 0 };

    sheet_end(sheet);
    CHECK_OK(pdf_end(sheet->pdf, &bytes));
    return pdf_text_of(arena, bytes);
}

static void put_words(struct sheet *sheet, struct str words)
{
    struct pdf_span span = { .text = words };

    sheet_paragraph(sheet, (struct pdf_text){ .spans = &span, .span_count = 1, .size_pt = 10 }, 1);
}

static void put_row(struct sheet *sheet, struct str first, struct str second, struct str third)
{
    struct pdf_span spans[] = { { .text = first }, { .text = second }, { .text = third } };
    struct pdf_text cells[3];

    for (int i = 0; i < 3; i++)
        cells[i] = (struct pdf_text){ .spans = &spans[i], .span_count = 1, .size_pt = 9 };
    sheet_row(sheet, &table, cells);
}

static struct str page_of(struct str text, int number)
{
    struct str page = { NULL, 0 };

    for (int i = 0; i < number; i++)
        page = str_next(&text, '\f');
    return page;
}

static struct str lines(int count)
{
    struct buf buf = buf_new(arena, 1 << 16);

    for (int i = 1; i <= count; i++) /* one line each at 10 points on A5 */
        buf_printf(&buf, "[%d] xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ", i);
    return buf_str(&buf);
}

static void a_paragraph_longer_than_a_page_is_split_between_lines(void **state)
{
    struct sheet sheet = new_sheet();

    (void)state;
    put_words(&sheet, lines(100));
    struct str text = finish(&sheet);
    CHECK(str_contains(page_of(text, 1), STR("[1]")));
    CHECK(str_contains(page_of(text, 2), STR("mot to giay (tiep theo)")));
    CHECK(str_contains(text, STR("[100]")));
    CHECK(!str_contains(page_of(text, 1), STR("[100]")));
    CHECK_INT(sheet.page, 3);
}

static void a_short_paragraph_moves_to_the_next_page_whole(void **state)
{
    struct sheet sheet = new_sheet();

    (void)state;
    sheet.y = 185; /* room for three lines and a half */
    put_words(&sheet, lines(6));
    struct str text = finish(&sheet);
    CHECK(!str_contains(page_of(text, 1), STR("[1]")));
    CHECK(str_contains(page_of(text, 2), STR("[1]")) && str_contains(page_of(text, 2), STR("[6]")));
}

static void the_last_paragraph_goes_with_the_signatures(void **state)
{
    const struct sheet_signature signature = { STR("NGUOI KY"), STR("Ho Ten") };
    struct sheet sheet = new_sheet();

    (void)state;
    sheet.y = 164; /* two paragraphs end at 174, the signatures need 29 mm */
    put_words(&sheet, STR("doan truoc"));
    put_words(&sheet, STR("doan cuoi"));
    sheet_signatures(&sheet, &signature, 1);
    struct str text = finish(&sheet);
    CHECK(str_contains(page_of(text, 1), STR("doan truoc")));
    CHECK(!str_contains(page_of(text, 1), STR("doan cuoi")));
    CHECK(str_contains(page_of(text, 2), STR("doan cuoi")));
    CHECK(str_contains(page_of(text, 2), STR("NGUOI KY")));
}

static void a_long_last_paragraph_leaves_its_end_for_the_signatures(void **state)
{
    const struct sheet_signature signatures[] = { { STR("NGUOI NOP"), STR("A") }, { STR("NGUOI NHAN"), STR("B") } };
    struct sheet sheet = new_sheet();

    (void)state;
    put_words(&sheet, lines(43)); /* nearly a page */
    sheet_signatures(&sheet, signatures, 2);
    struct str text = finish(&sheet);
    CHECK(str_contains(page_of(text, 1), STR("[30]")));
    CHECK(str_contains(page_of(text, 2), STR("[43]")) && str_contains(page_of(text, 2), STR("NGUOI NOP")));
}

static void rows_that_move_to_a_new_page_stand_under_the_head_again(void **state)
{
    struct sheet sheet = new_sheet();

    (void)state;
    sheet_head(&sheet, &table);
    for (int i = 1; i <= 60; i++)
        put_row(&sheet, arena_printf(arena, "r%d", i), STR("ten"), STR("so"));
    struct str text = finish(&sheet), second = page_of(text, 2);
    CHECK_INT(sheet.page, 2);
    CHECK(str_contains(second, STR("Nhom")) && str_contains(second, STR("r60")));
    CHECK(!str_contains(page_of(text, 1), STR("r60")));
}

static void a_row_higher_than_a_page_is_split_in_all_its_cells(void **state)
{
    struct sheet sheet = new_sheet();

    (void)state;
    sheet_head(&sheet, &table);
    put_row(&sheet, STR("dau"), lines(60), lines(2));
    put_row(&sheet, STR("sau"), STR("ten"), STR("so"));
    struct str text = finish(&sheet);
    CHECK(sheet.page >= 3);
    CHECK(str_contains(page_of(text, 1), STR("dau")));
    CHECK(str_contains(text, STR("[60]")) && str_contains(text, STR("sau")));
}

static void a_band_stays_with_its_first_row(void **state)
{
    struct sheet sheet = new_sheet();

    (void)state;
    sheet.y = 189;
    sheet_band(&sheet, &table, STR("Linh vuc"));
    put_row(&sheet, STR("r1"), STR("ten"), STR("so"));
    struct str text = finish(&sheet);
    CHECK(!str_contains(page_of(text, 1), STR("Linh vuc")));
    CHECK(str_contains(page_of(text, 2), STR("Linh vuc")) && str_contains(page_of(text, 2), STR("r1")));
}

static void room_that_is_asked_for_is_there(void **state)
{
    struct sheet sheet = new_sheet();

    (void)state;
    sheet.y = 150;
    sheet_need(&sheet, 50);
    CHECK(sheet.y == 150 && sheet.page == 1);
    sheet_need(&sheet, 51);
    CHECK(sheet.y < 30 && sheet.page == 2);
    finish(&sheet);
}

static void a_text_that_makes_no_square_says_so(void **state)
{
    static char wide[4000];
    struct sheet sheet = new_sheet();

    (void)state;
    for (size_t i = 0; i < sizeof wide; i++)
        wide[i] = 'w';
    CHECK(!sheet_square(&sheet, STR(""), STR("chu"), 20, 20, 24));
    CHECK(!sheet_square(&sheet, (struct str){ wide, sizeof wide }, STR("chu"), 20, 20, 24));
    CHECK(sheet_square(&sheet, STR("https://motcua.example"), STR("chu"), 20, 20, 24));
    CHECK(str_contains(finish(&sheet), STR("chu")));
}

static void a_stamp_is_on_every_page(void **state)
{
    struct sheet sheet;
    struct pdf *pdf =
        pdf_begin(arena, a5.paper, (struct pdf_facts){ STR(""), STR(""), test_moment("2025-09-18 10:05") });

    (void)state;
    sheet_begin(&sheet, pdf, arena, &a5, STR("tiep"), STR("QZJ"));
    put_words(&sheet, lines(60));
    struct str text = finish(&sheet);
    for (int page = 1; page <= 2; page++) /* it rises, so that each letter is read alone */
        CHECK(str_contains(page_of(text, page), STR("Q")) && str_contains(page_of(text, page), STR("Z")) &&
              str_contains(page_of(text, page), STR("J")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_longer_than_a_page_is_split_between_lines),
        cmocka_unit_test(a_short_paragraph_moves_to_the_next_page_whole),
        cmocka_unit_test(the_last_paragraph_goes_with_the_signatures),
        cmocka_unit_test(a_long_last_paragraph_leaves_its_end_for_the_signatures),
        cmocka_unit_test(rows_that_move_to_a_new_page_stand_under_the_head_again),
        cmocka_unit_test(a_row_higher_than_a_page_is_split_in_all_its_cells),
        cmocka_unit_test(a_band_stays_with_its_first_row),
        cmocka_unit_test(room_that_is_asked_for_is_there),
        cmocka_unit_test(a_text_that_makes_no_square_says_so),
        cmocka_unit_test(a_stamp_is_on_every_page),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
