/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/words.h"

#include "base/put.h"

#include <inttypes.h>

enum { MINUTES_PER_HOUR = 60 };

struct str day_in_words(struct arena *arena, struct date date)
{
    struct civil day = date_civil(date);

    return arena_printf(arena, day.month <= 2 ? "ngày %02d tháng %02d năm %d" : "ngày %02d tháng %d năm %d", day.day,
                        day.month, day.year);
}

struct str moment_in_words(struct arena *arena, struct moment moment)
{
    int minute = moment_minute(moment);

    if (!moment_is_given(moment))
        return STR("");
    struct str day = day_in_words(arena, moment_date(moment));

    return arena_printf(arena, "%02d giờ %02d phút, %.*s", minute / 60, minute % 60, STR_ARG(day));
}

struct str money_in_words(struct arena *arena, int64_t vnd)
{
    struct str digits = arena_printf(arena, "%" PRId64, vnd);
    char *text = arena_alloc(arena, digits.len * 2);
    size_t len = 0;

    for (size_t i = 0; i < digits.len; i++) {
        if (i > 0 && (digits.len - i) % 3 == 0)
            text[len++] = '.';
        text[len++] = digits.at[i];
    }
    return arena_printf(arena, "%.*s đồng", (int)len, text);
}

struct str fee_in_words(struct arena *arena, int64_t fee_vnd, struct str fee_note)
{
    if (fee_vnd > 0)
        return money_in_words(arena, fee_vnd);
    if (fee_vnd == 0)
        return STR("Không mất phí");
    return str_is_empty(fee_note) ? STR("Theo quy định") : fee_note;
}

struct str hours_in_words(int64_t minutes, char out[40])
{
    int64_t hours = minutes / MINUTES_PER_HOUR, rest = minutes % MINUTES_PER_HOUR;
    char *end = out;

    if (hours > 0)
        end = put_str(put_number(end, hours), STR(" giờ"));
    if (hours > 0 && rest > 0)
        end = put_char(end, ' ');
    if (rest > 0 || hours == 0)
        end = put_str(put_number(end, rest), STR(" phút"));
    return put_end(out, end);
}
