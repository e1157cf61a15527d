/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_official.h"

#include "base/fatal.h"
#include "calendar_files.h"
#include "domain/calendar_file.h"

/* Files are sorted by name; each of them ascends, and so must the whole. */
static struct calendar_days joined(struct arena *arena, struct calendar_days days, struct calendar_days more)
{
    struct calendar_day *all = arena_array(arena, struct calendar_day, days.count + more.count);

    for (size_t i = 0; i < days.count; i++)
        all[i] = days.at[i];
    for (size_t i = 0; i < more.count; i++)
        all[days.count + i] = more.at[i];
    return (struct calendar_days){ all, days.count + more.count };
}

struct calendar_days calendar_official(struct arena *arena)
{
    struct calendar calendar = { .days = { NULL, 0 } };

    for (size_t i = 0; i < calendar_file_count; i++) {
        struct calendar_file_fault fault;
        struct calendar_days more;

        if (!calendar_parse_tsv(arena, str_of(calendar_files[i].text), &more, &fault))
            fatal("calendar/%s:%d: %.*s", calendar_files[i].name, fault.line, STR_ARG(fault.reason));
        calendar.days = joined(arena, calendar.days, more);
    }
    if (!str_is_empty(calendar_fault(&calendar)))
        fatal("calendar/: %.*s", STR_ARG(calendar_fault(&calendar)));
    return calendar.days;
}
