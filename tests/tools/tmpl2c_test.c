/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of samples/templates look like once drawn. */
#include "samples/pages.h"
#include "tests/tools/templates.h"

#include "support/check.h"

static struct arena *arena;
static struct buf bytes;

static const char *draw(const struct dossier_list *page)
{
    struct html out = { &bytes };

    bytes = buf_new(arena, 10000);
    tpl_dossier_list(&out, page);
    return arena_c_string(arena, buf_str(&bytes));
}

static void a_page_without_rows_takes_the_other_branch(void **state)
{
    (void)state;
    CHECK_STR(draw(&(struct dossier_list){ .layout.title = STR("T"), .heading = STR("H") }),
              "<title>T</title>\n<main>\n<h1 title=\"H\">H?</h1>\n<p>none</p>\n<p>free</p>\n"
              "<p>0   0</p>\n<p></p>\n</main>\n");
}

static void loops_nest_and_lines_of_tags_leave_no_trace(void **state)
{
    static const struct note notes[] = { { { "x", 1 } }, { { "y", 1 } } };
    static const struct dossier dossiers[] = {
        { .code = { "A", 1 }, .badge = { { "late", 4 }, true }, .notes = { notes, 2 } },
        { .code = { "B", 1 }, .badge = { { "fine", 4 }, false } },
    };

    (void)state;
    CHECK_STR(draw(&(struct dossier_list){ .fee_vnd = 8000, .dossiers = { dossiers, 2 } }),
              "<title></title>\n<main>\n<h1 title=\"\">?</h1>\n"
              "  <p>A \n<b class=\"late\">late</b>\n    <i>A: x</i><i>A: y</i>\n  </p>\n"
              "  <p>B \n<b>fine</b>\n    \n  </p>\n"
              "<p>8000   0</p>\n<p></p>\n</main>\n");
}

static void every_value_is_escaped_by_its_type(void **state)
{
    static const struct str words[] = { { "<script>", 8 }, { "", 0 }, { "Tết & xuân", 13 } };
    struct dossier_list page = {
        .heading = STR("\"><img src=x onerror='alert(1)'>"),
        .markup = { STR("<b>safe</b>") },
        .printed_at = { 1756263600000 }, /* 2025-08-27 10:00 in Việt Nam */
        .fee_vnd = -1,
        .words = { words, 3 },
    };

    (void)state;
    CHECK_STR(draw(&page), "<title></title>\n<main>\n"
                           "<h1 title=\"&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;\">"
                           "&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;?</h1>\n<p>none</p>\n"
                           "<p>-1 10:00 27/08/2025 <b>safe</b> 3</p>\n"
                           "<p>[&lt;script&gt;]-[Tết &amp; xuân]</p>\n</main>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_without_rows_takes_the_other_branch),
        cmocka_unit_test(loops_nest_and_lines_of_tags_leave_no_trace),
        cmocka_unit_test(every_value_is_escaped_by_its_type),
    };

    arena = arena_create(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_destroy(arena);
    return failed;
}
