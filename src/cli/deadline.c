/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_official.h"
#include "base/cleanup.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "domain/calendar_law.h"
#include "domain/deadline_days.h"
#include "domain/lunar.h"

#include <stdio.h>

enum { DEADLINE_BYTES_MAX = 16 * 1024 * 1024, LAST_YEAR = LUNAR_LAST_YEAR };

enum { MOMENT, TERM, DAYS, OPTIONS };

static const struct option options[OPTIONS] = {
    [MOMENT] = { OPTION_ARGUMENT, NULL, "MOMENT",
                 "when the dossier was accepted: \"2025-08-27 10:00\", clock of Việt Nam" },
    [TERM] = { OPTION_ARGUMENT, NULL, "TERM", "5wd (working days), 7d (days), 8h (working hours) or same-day" },
    [DAYS] = { OPTION_SWITCH, "days", NULL, "show the arithmetic day by day" },
};

static const struct usage usage = {
    "deadline", options, OPTIONS,
    "Prints the due instant by the official calendar this program was built with, office hours 07:30-11:30 and\n"
    "13:30-17:30.  Years without an official notice follow the law alone; that is said on standard error."
};

static int year_of(struct moment moment)
{
    return date_civil(moment_date(moment)).year;
}

/* Has the text the shape of a moment, so that only its numbers can be wrong? */
static bool looks_like_moment(struct str text)
{
    static const struct str shape = { "0000-00-00 00:00", 16 };

    if (text.len != shape.len)
        return false;
    for (size_t i = 0; i < shape.len; i++) {
        bool is_digit = text.at[i] >= '0' && text.at[i] <= '9';

        if (shape.at[i] == '0' ? !is_digit : text.at[i] != shape.at[i] && text.at[i] != 'T')
            return false;
    }
    return true;
}

static int read_moment(struct str text, struct moment *out)
{
    if (!moment_parse(text, out))
        return looks_like_moment(text)
                   ? options_refuse(&usage, "MOMENT", "no such day or time: '%.*s'", STR_ARG(text))
                   : options_refuse(&usage, "MOMENT", "not written like 2025-08-27 10:00: '%.*s'", STR_ARG(text));
    if (year_of(*out) < CALENDAR_OFFICIAL_FROM || year_of(*out) > LAST_YEAR)
        return options_refuse(&usage, "MOMENT", "year out of range, the calendar is known from %d to %d: '%.*s'",
                              CALENDAR_OFFICIAL_FROM, LAST_YEAR, STR_ARG(text));
    return OPTIONS_READY;
}

static int read_term(struct str text, struct term *out)
{
    switch (term_parse(text, out)) {
    case TERM_GOOD:
        return OPTIONS_READY;
    case TERM_NO_NUMBER:
        return options_refuse(&usage, "TERM", "neither a number with a unit (5wd, 7d, 8h) nor same-day: '%.*s'",
                              STR_ARG(text));
    case TERM_NO_SUCH_UNIT:
        return options_refuse(&usage, "TERM", "unknown unit, it must be wd, d or h: '%.*s'", STR_ARG(text));
    case TERM_OUT_OF_BOUNDS:
        return options_refuse(&usage, "TERM", "amount must be from 1 to %d (wd, d) or %d (h): '%.*s'",
                              term_amount_max(TERM_WORKING_DAY), term_amount_max(TERM_WORKING_HOUR), STR_ARG(text));
    }
    return EXIT_MISUSED;
}

static void say_provisional(struct calendar_days official, int first_year, int last_year)
{
    for (int year = first_year; year <= last_year; year++)
        if (!calendar_is_official(official, year))
            fprintf(stderr,
                    "motcua deadline: note: no official calendar of %d yet, its days off follow the law alone\n", year);
}

static void print_days(struct deadline_days days)
{
    char on[11];

    for (size_t i = 0; i < days.count; i++)
        printf("%s  %.*s\n", date_format(days.at[i].on, on).at, STR_ARG(days.at[i].effect));
}

int cli_deadline(int argc, char **argv)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(DEADLINE_BYTES_MAX);
    struct str given[OPTIONS];
    struct moment accepted_at;
    struct term term;
    char text[17];
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY || (code = read_moment(given[MOMENT], &accepted_at)) != OPTIONS_READY ||
        (code = read_term(given[TERM], &term)) != OPTIONS_READY)
        return code;

    struct calendar_days official = calendar_official(arena);
    struct calendar calendar = {
        .days = calendar_with_law(arena, official, year_of(accepted_at), LAST_YEAR),
    };
    struct deadline_case dossier = { .calendar = &calendar, .term = term, .accepted_at = accepted_at };
    struct moment due_at = deadline_after(&dossier).due_at;

    if (year_of(due_at) > LAST_YEAR)
        return options_fail(&usage, "the term ends after %d, where no calendar is known", LAST_YEAR);
    say_provisional(official, year_of(accepted_at), year_of(due_at));
    printf("%s\n", moment_format_sortable(due_at, text).at);
    if (given[DAYS].at != NULL)
        print_days(deadline_days(arena, &dossier));
    return EXIT_DONE;
}
