/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/calendar_file.h"

#include "support/check.h"

#include <string.h>

#define HEADING "on\tkind\tnote\tsource\n"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(4 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void a_good_file_gives_its_days(void **state)
{
    struct str text = STR("# một dòng ghi chú\n"
                          "\n" HEADING "2025-04-26\twork\tLàm bù\t6150/TB\n"
                          "# giữa chừng\n"
                          "2025-04-30\toff\t 30/4 \tĐiều 112\r\n"
                          "2025-05-01\toff\t1/5\tĐiều 112");
    struct calendar_file_fault fault = { 0 };
    struct calendar_days days = { 0 };

    (void)state;
    CHECK(calendar_parse_tsv(arena, text, &days, &fault));
    CHECK_INT(days.count, 3);
    CHECK(days.at[0].is_working && !days.at[0].is_provisional);
    CHECK_INT(days.at[0].on.day, 739367);
    CHECK_STR(days.at[0].note, "Làm bù");
    CHECK(!days.at[1].is_working);
    CHECK_STR(days.at[1].note, "30/4");
    CHECK_INT(days.at[2].on.day, 739372);
}

static void a_bad_line_is_named_with_its_reason(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *reason;
    } examples[] = {
        { "", 1, "tệp không có ngày nào" },
        { "# chỉ có ghi chú\n", 2, "tệp không có ngày nào" },
        { HEADING, 2, "tệp không có ngày nào" },
        { "2025-01-01\toff\ta\tb\n", 1, "dòng đầu phải là tiêu đề: on, kind, note, source" },
        { "# a\non\tkind\tnote\n", 2, "dòng đầu phải là tiêu đề: on, kind, note, source" },
        { HEADING "2025-01-01\toff\ta\n", 2, "cần đúng 4 cột cách nhau bằng dấu tab: on, kind, note, source" },
        { HEADING "2025-01-01\toff\ta\tb\tc\n", 2, "cần đúng 4 cột cách nhau bằng dấu tab: on, kind, note, source" },
        { HEADING "2025-01-01 off a b\n", 2, "cần đúng 4 cột cách nhau bằng dấu tab: on, kind, note, source" },
        { HEADING "2025-02-31\toff\ta\tb\n", 2, "ngày phải có thật và viết như 2025-01-31" },
        { HEADING "1/1/2025\toff\ta\tb\n", 2, "ngày phải có thật và viết như 2025-01-31" },
        { HEADING "2025-01-01\tOff\ta\tb\n", 2, "cột kind chỉ nhận off hoặc work" },
        { HEADING "2025-01-01\t\ta\tb\n", 2, "cột kind chỉ nhận off hoặc work" },
        { HEADING "2025-01-01\toff\t\tb\n", 2, "thiếu ghi chú hoặc nguồn" },
        { HEADING "2025-01-01\toff\ta\t \n", 2, "thiếu ghi chú hoặc nguồn" },
        { HEADING "2025-01-01\toff\ta\tb\n\n2025-01-01\toff\ta\tb\n", 4, "ngày này đã có ở dòng trên" },
        { HEADING "2025-01-02\toff\ta\tb\n2025-01-01\toff\ta\tb\n", 3, "ngày không theo thứ tự tăng dần" },
        { HEADING "2025-01-01\toff\t\xff\tb\n", 1, "tệp không phải UTF-8" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct calendar_file_fault fault = { 0 };
        struct calendar_days days = { NULL, 42 };

        CHECK(!calendar_parse_tsv(arena, str_of(examples[i].text), &days, &fault));
        CHECK_INT(fault.line, examples[i].line);
        CHECK_STR(fault.reason, examples[i].reason);
        CHECK_INT(days.count, 42);
    }
}

static void a_file_past_its_bound_is_refused(void **state)
{
    static char lines[CALENDAR_FILE_MAX_DAYS];
    struct calendar_file_fault fault = { 0 };
    struct calendar_days days;

    (void)state;
    memset(lines, '\n', sizeof lines);
    CHECK(!calendar_parse_tsv(arena, (struct str){ lines, sizeof lines }, &days, &fault));
    CHECK_STR(fault.reason, "tệp quá dài");
    CHECK(!calendar_parse_tsv(arena, (struct str){ NULL, 0 }, &days, &fault));
    CHECK_STR(fault.reason, "tệp không có ngày nào");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_gives_its_days),
        cmocka_unit_test(a_bad_line_is_named_with_its_reason),
        cmocka_unit_test(a_file_past_its_bound_is_refused),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
