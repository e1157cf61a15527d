/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/calendar_file.h"

enum { COLUMNS = 4 };

static const struct str heading = STR_INIT("on\tkind\tnote\tsource");

/* Cuts the line into its columns; false when there are more or fewer. */
static bool cut(struct str line, struct str out[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++) {
        if (line.at == NULL)
            return false;
        out[i] = str_trim(str_next(&line, '\t'));
    }
    return line.at == NULL;
}

static bool parse_kind(struct str kind, bool *out_is_working)
{
    *out_is_working = str_equal(kind, STR("work"));
    return *out_is_working || str_equal(kind, STR("off"));
}

/* Reads one day that has to come after `before`; returns what is wrong with it, or "". */
static struct str parse_day(struct str line, struct date before, struct calendar_day *out)
{
    struct str columns[COLUMNS];
    struct calendar_day day = { .is_provisional = false };

    if (!cut(line, columns))
        return STR("cần đúng 4 cột cách nhau bằng dấu tab: on, kind, note, source");
    if (!date_parse_iso(columns[0], &day.on))
        return STR("ngày phải có thật và viết như 2025-01-31");
    if (!parse_kind(columns[1], &day.is_working))
        return STR("cột kind chỉ nhận off hoặc work");
    if (str_is_empty(columns[2]) || str_is_empty(columns[3]))
        return STR("thiếu ghi chú hoặc nguồn");
    if (day.on.day == before.day)
        return STR("ngày này đã có ở dòng trên");
    if (day.on.day < before.day)
        return STR("ngày không theo thứ tự tăng dần");
    day.note = columns[2];
    *out = day;
    return STR("");
}

static size_t count_lines(struct str text)
{
    size_t count = 1;

    for (size_t i = 0; i < text.len; i++)
        count += text.at[i] == '\n';
    return count;
}

static bool fail(struct calendar_file_fault *out, int line, struct str reason)
{
    *out = (struct calendar_file_fault){ line, reason };
    return false;
}

bool calendar_parse_tsv(struct arena *arena, struct str text, struct calendar_days *out,
                        struct calendar_file_fault *out_fault)
{
    size_t lines = count_lines(text), count = 0;
    bool is_past_heading = false;
    struct date before = { 0 };

    if (!str_is_utf8(text))
        return fail(out_fault, 1, STR("tệp không phải UTF-8"));
    if (lines > CALENDAR_FILE_MAX_DAYS)
        return fail(out_fault, CALENDAR_FILE_MAX_DAYS, STR("tệp quá dài"));

    struct calendar_day *days = arena_array(arena, struct calendar_day, lines);
    for (int number = 1; text.at != NULL; number++) {
        struct str line = str_next(&text, '\n');

        if (str_is_empty(str_trim(line)) || str_starts_with(line, STR("#")))
            continue;
        if (!is_past_heading) {
            if (!str_equal(str_trim(line), heading))
                return fail(out_fault, number, STR("dòng đầu phải là tiêu đề: on, kind, note, source"));
            is_past_heading = true;
            continue;
        }

        struct str reason = parse_day(line, before, &days[count]);
        if (!str_is_empty(reason))
            return fail(out_fault, number, reason);
        before = days[count++].on;
    }
    if (count == 0)
        return fail(out_fault, (int)lines, STR("tệp không có ngày nào"));
    *out = (struct calendar_days){ days, count };
    return true;
}
