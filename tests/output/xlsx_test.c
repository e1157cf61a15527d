/* SPDX-License-Identifier: Apache-2.0 */
#include "output/xlsx.h"

#include "base/buf.h"
#include "support/check.h"
#include "support/test_clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct arena *arena;
static const struct xlsx_column columns[] = {
    { { "STT", 3 }, { NULL, 0 }, 6 },
    { { "Ten", 3 }, { "Nhom", 4 }, 20 },
    { { "Noi", 3 }, { "Nhom", 4 }, 30 },
};

static int begin(void **state)
{
    (void)state;
    arena = arena_create(128 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct xlsx *start(void)
{
    struct xlsx *xlsx = NULL;

    CHECK_OK(xlsx_begin(arena,
                        (struct xlsx_facts){ STR("Sổ"), STR("Trung tâm"), STR("Sổ theo dõi hồ sơ: tháng 9 năm 2025"),
                                             test_moment("2025-09-18 10:05") },
                        columns, 3, &xlsx));
    return xlsx;
}

static struct str finish(struct xlsx *xlsx)
{
    struct str bytes = { NULL, 0 };

    CHECK_OK(xlsx_end(xlsx, &bytes));
    return bytes;
}

static void put_row(struct xlsx *xlsx, struct str one, struct str two, struct str three)
{
    const struct str cells[] = { one, two, three };

    xlsx_row(xlsx, cells);
}

/* A part of the document, unpacked by Debian's unzip. */
static struct str part_of(struct str document, const char *name)
{
    struct buf buf = buf_new(arena, 64 << 20);
    char path[] = "/tmp/xlsx_test_XXXXXX", command[256], bytes[4096];
    int file = mkstemp(path);

    CHECK(file >= 0 && write(file, document.at, document.len) == (ssize_t)document.len);
    close(file);
    snprintf(command, sizeof command, "unzip -p %s %s", path, name);
    FILE *tool = popen(command, "r");
    assert_non_null(tool);
    for (size_t len; (len = fread(bytes, 1, sizeof bytes, tool)) > 0;)
        buf_put(&buf, bytes, len);
    CHECK_INT(pclose(tool), 0);
    unlink(path);
    return buf_str(&buf);
}

static struct str sheet_of(struct str document)
{
    return part_of(document, "xl/worksheets/sheet1.xml");
}

static void rows_come_back_as_they_were_put(void **state)
{
    struct xlsx *xlsx = start();

    (void)state;
    xlsx_title(xlsx, STR("SỔ THEO DÕI HỒ SƠ"));
    xlsx_head(xlsx);
    xlsx_band(xlsx, STR("Lĩnh vực: Hộ tịch"));
    put_row(xlsx, STR("1"), STR("Nguyễn Thị Mẫu"), (struct str){ NULL, 0 });
    struct str document = finish(xlsx), sheet = sheet_of(document);
    CHECK(str_starts_with(document, STR("PK")));
    CHECK(str_contains(sheet, STR("SỔ THEO DÕI HỒ SƠ")));
    CHECK(str_contains(sheet, STR("<mergeCell ref=\"A1:C1\"/>"))); /* the title */
    CHECK(str_contains(sheet, STR("<mergeCell ref=\"B2:C2\"/>"))); /* the group */
    CHECK(str_contains(sheet, STR("<mergeCell ref=\"A4:C4\"/>"))); /* the band */
    CHECK(str_contains(sheet, STR("r=\"B5\"")) && str_contains(sheet, STR("Nguyễn Thị Mẫu")));
    CHECK(str_contains(sheet, STR("topLeftCell=\"A4\""))); /* the head stays in sight */
    CHECK(str_contains(part_of(document, "xl/workbook.xml"), STR("name=\"Sổ theo dõi hồ sơ  tháng 9 năm \"")));
    CHECK(str_contains(part_of(document, "docProps/core.xml"), STR("2025-09-18T03:05:00Z")));
}

static void values_are_text_and_never_formulas_or_markup(void **state)
{
    struct xlsx *xlsx = start();

    (void)state;
    put_row(xlsx, STR("=1+1"), STR("<b>&\"</b>"), STR("một\nhai\x01"));
    struct str sheet = sheet_of(finish(xlsx));
    CHECK(!str_contains(sheet, STR("<f>")));
    CHECK(str_contains(sheet, STR("<t>=1+1</t>")));
    CHECK(str_contains(sheet, STR("&lt;b&gt;&amp;")));
    CHECK(str_contains(sheet, STR("một hai")));
}

static void the_same_calls_give_the_same_bytes_at_another_time(void **state)
{
    struct str documents[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct xlsx *xlsx = start();
        for (int row = 0; row < 100; row++)
            put_row(xlsx, arena_printf(arena, "%d", row), STR("tên"), STR("nơi"));
        documents[i] = finish(xlsx);
        if (i == 0) /* a ZIP's times have steps of two seconds */
            nanosleep(&(struct timespec){ 2, 100000000 }, NULL);
    }
    CHECK(str_equal(documents[0], documents[1]));
}

static void many_rows_are_written_and_none_is_lost(void **state)
{
    struct xlsx *xlsx = start();
    enum { ROWS = 20000 };

    (void)state;
    for (int row = 1; row <= ROWS; row++)
        put_row(xlsx, STR("1"), STR("Cấp Giấy xác nhận tình trạng hôn nhân"), STR("Xóm Nà Mòn, xã Bình Yên"));
    struct str sheet = sheet_of(finish(xlsx));
    CHECK(str_contains(sheet, STR("<row r=\"20000\"")));
}

static void a_value_longer_than_a_cell_is_cut_at_a_letter(void **state)
{
    struct buf wide = buf_new(arena, 20000);
    struct xlsx *xlsx = start();

    (void)state;
    buf_put_str(&wide, STR("a"));
    while (wide.len < 9000)
        buf_put_str(&wide, STR("ư"));
    put_row(xlsx, buf_str(&wide), STR(""), STR(""));
    struct str sheet = sheet_of(finish(xlsx));
    CHECK(str_contains(sheet, STR("ưư</t>")));
    CHECK(str_is_utf8(sheet));
}

static void one_that_is_given_up_leaves_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) { /* more than files may be open */
        struct xlsx *xlsx = start();
        put_row(xlsx, STR("1"), STR("2"), STR("3"));
        xlsx_drop(xlsx);
        arena_reset(arena);
    }
    finish(start());
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_as_they_were_put),
        cmocka_unit_test(values_are_text_and_never_formulas_or_markup),
        cmocka_unit_test(the_same_calls_give_the_same_bytes_at_another_time),
        cmocka_unit_test(many_rows_are_written_and_none_is_lost),
        cmocka_unit_test(a_value_longer_than_a_cell_is_cut_at_a_letter),
        cmocka_unit_test(one_that_is_given_up_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
