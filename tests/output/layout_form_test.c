/* SPDX-License-Identifier: Apache-2.0 */
#include "output/layout_form.h"

#include "support/check.h"

static bool is_a_text(struct str name)
{
    for (enum form_slot text = 0; text < FORM_TEXT_COUNT; text++)
        if (str_equal(form_text_name(text), name))
            return true;
    return false;
}

/* Else drawing would stop the program. */
static void every_name_in_braces_is_a_text(void **state)
{
    (void)state;
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++) {
        const struct form_layout *layout = form_layout_of(kind);
        for (int i = 0; i < layout->part_count; i++) {
            struct str words = layout->parts[i].words;
            str_next(&words, '{');
            while (words.at != NULL) {
                struct str name = str_next(&words, '}');
                bool is_marked = name.len > 0 && (name.at[0] == '*' || name.at[0] == '^');
                CHECK(is_a_text(str_from(name, is_marked)));
                str_next(&words, '{');
            }
        }
    }
}

static void every_table_is_as_wide_as_its_sheet(void **state)
{
    (void)state;
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++) {
        const struct form_layout *layout = form_layout_of(kind);
        double width = 0;

        if (layout->table == NULL)
            continue;
        CHECK(layout->table->count <= SHEET_COLUMNS_MAX);
        for (int i = 0; i < layout->table->count; i++)
            width += layout->table->columns[i].width;
        CHECK(width == layout->paper->right - layout->paper->left);
    }
}

static void only_the_book_is_on_large_paper(void **state)
{
    (void)state;
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++)
        CHECK_INT((int)form_layout_of(kind)->paper->paper.width_mm, kind == FORM_BOOK ? 297 : 148);
}

static void a_square_leads_to_the_status_page_on_all_that_the_citizen_gets(void **state)
{
    (void)state;
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++)
        CHECK_INT(form_layout_of(kind)->has_square, kind != FORM_CONTROL && kind != FORM_BOOK);
}

static void an_evaluation_slip_goes_with_the_first_three(void **state)
{
    (void)state;
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++) {
        const struct form_layout *layout = form_layout_of(kind);
        int slips = 0;

        for (int i = 0; i < layout->part_count; i++)
            slips += str_contains(layout->parts[i].words, STR("Phiếu đánh giá"));
        CHECK_INT(slips, kind == FORM_RECEIPT || kind == FORM_SUPPLEMENT || kind == FORM_REFUSAL);
    }
}

static void whoever_is_acted_for_is_named_on_all_that_the_citizen_gets(void **state)
{
    (void)state;
    for (enum form_kind kind = 0; kind < FORM_KIND_COUNT; kind++) {
        const struct form_layout *layout = form_layout_of(kind);
        int lines = 0;

        for (int i = 0; i < layout->part_count; i++)
            lines += str_contains(layout->parts[i].words, STR("Người ủy quyền: {*principal}"));
        CHECK_INT(lines, kind != FORM_CONTROL && kind != FORM_BOOK);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_in_braces_is_a_text),
        cmocka_unit_test(whoever_is_acted_for_is_named_on_all_that_the_citizen_gets),
        cmocka_unit_test(every_table_is_as_wide_as_its_sheet),
        cmocka_unit_test(only_the_book_is_on_large_paper),
        cmocka_unit_test(a_square_leads_to_the_status_page_on_all_that_the_citizen_gets),
        cmocka_unit_test(an_evaluation_slip_goes_with_the_first_three),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
