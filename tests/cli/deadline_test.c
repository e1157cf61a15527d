/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"
#include "cli/options.h"

#include "support/check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SAID_MAX = 8192, ARGUMENTS_MAX = 4 };

struct said {
    int code;
    char out[SAID_MAX], err[SAID_MAX];
};

/* Sends a stream of this process to a file; returns where it went before. */
static int redirect(FILE *stream, FILE *to)
{
    int before = dup(fileno(stream));

    fflush(stream);
    dup2(fileno(to), fileno(stream));
    return before;
}

static void restore(FILE *stream, int before, FILE *from, char out[SAID_MAX])
{
    fflush(stream);
    dup2(before, fileno(stream));
    close(before);
    rewind(from);
    out[fread(out, 1, SAID_MAX - 1, from)] = '\0';
    fclose(from);
}

static void run(struct said *said, const char *first, const char *second, const char *third)
{
    const char *given[] = { "deadline", first, second, third };
    char words[ARGUMENTS_MAX][64];
    char *argv[ARGUMENTS_MAX + 1] = { NULL };
    int argc = 0;

    for (; argc < ARGUMENTS_MAX && given[argc] != NULL; argc++) {
        snprintf(words[argc], sizeof words[argc], "%s", given[argc]);
        argv[argc] = words[argc];
    }

    FILE *out = tmpfile(), *err = tmpfile();
    int out_before = redirect(stdout, out), err_before = redirect(stderr, err);
    said->code = cli_deadline(argc, argv);
    restore(stdout, out_before, out, said->out);
    restore(stderr, err_before, err, said->err);
}

static void the_due_instant_is_one_line(void **state)
{
    static const struct {
        const char *moment, *term, *due;
    } examples[] = {
        { "2025-08-27 10:00", "5wd", "2025-09-05 17:30\n" },      { "2025-08-27T10:00", "5wd", "2025-09-05 17:30\n" },
        { "2026-08-26 09:00", "7d", "2026-09-03 17:30\n" },       { "2026-02-13 16:00", "8h", "2026-02-23 16:00\n" },
        { "2026-08-28 15:05", "same-day", "2026-09-03 17:30\n" },
    };
    struct said said;

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        run(&said, examples[i].moment, examples[i].term, NULL);
        CHECK_INT(said.code, EXIT_DONE);
        CHECK_STR(said.out, examples[i].due);
        CHECK_STR(said.err, "");
    }
}

static void what_is_wrong_is_said_in_one_line(void **state)
{
    static const struct {
        const char *moment, *term;
        int code;
        const char *error;
    } examples[] = {
        { "2025-02-31 10:00", "5wd", 2, "motcua deadline: MOMENT: no such day or time: '2025-02-31 10:00'\n" },
        { "2025-02-28 24:00", "5wd", 2, "motcua deadline: MOMENT: no such day or time: '2025-02-28 24:00'\n" },
        { "31/02/2025", "5wd", 2, "motcua deadline: MOMENT: not written like 2025-08-27 10:00: '31/02/2025'\n" },
        { "", "5wd", 2, "motcua deadline: MOMENT: not written like 2025-08-27 10:00: ''\n" },
        { "2024-12-31 10:00", "5wd", 2,
          "motcua deadline: MOMENT: year out of range, the calendar is known from 2025 to 2100: '2024-12-31 10:00'\n" },
        { "2101-01-01 10:00", "5wd", 2,
          "motcua deadline: MOMENT: year out of range, the calendar is known from 2025 to 2100: '2101-01-01 10:00'\n" },
        { "2025-08-27 10:00", "5x", 2, "motcua deadline: TERM: unknown unit, it must be wd, d or h: '5x'\n" },
        { "2025-08-27 10:00", "five", 2,
          "motcua deadline: TERM: neither a number with a unit (5wd, 7d, 8h) nor same-day: 'five'\n" },
        { "2025-08-27 10:00", "-5wd", 2,
          "motcua deadline: TERM: amount must be from 1 to 999 (wd, d) or 7999 (h): '-5wd'\n" },
        { "2025-08-27 10:00", "0d", 2,
          "motcua deadline: TERM: amount must be from 1 to 999 (wd, d) or 7999 (h): '0d'\n" },
        { "2025-08-27 10:00", NULL, 2, "motcua deadline: TERM is missing\n" },
        { "2100-12-30 10:00", "5wd", 1, "motcua deadline: the term ends after 2100, where no calendar is known\n" },
    };
    struct said said;

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        run(&said, examples[i].moment, examples[i].term, NULL);
        CHECK_INT(said.code, examples[i].code);
        CHECK_STR(said.out, "");
        CHECK_STR(said.err, examples[i].error);
    }
}

static void a_year_without_a_notice_is_pointed_out(void **state)
{
    struct said said;

    (void)state;
    run(&said, "2027-02-01 10:00", "5wd", NULL);
    CHECK_INT(said.code, EXIT_DONE);
    CHECK_STR(said.out, "2027-02-15 17:30\n");
    CHECK_STR(said.err, "motcua deadline: note: no official calendar of 2027 yet, its days off follow the law alone\n");
}

static void the_arithmetic_is_shown_on_request(void **state)
{
    struct said said;

    (void)state;
    run(&said, "--days", "2025-08-29 10:00", "1wd");
    CHECK_INT(said.code, EXIT_DONE);
    CHECK_STR(said.out, "2025-09-03 17:30\n"
                        "29/08/2025  Ngày tiếp nhận, không tính\n"
                        "30/08/2025  Nghỉ cuối tuần\n"
                        "31/08/2025  Nghỉ cuối tuần\n"
                        "01/09/2025  Nghỉ: Quốc khánh (ngày liền kề)\n"
                        "02/09/2025  Nghỉ: Quốc khánh\n"
                        "03/09/2025  Ngày làm việc thứ 1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_due_instant_is_one_line),
        cmocka_unit_test(what_is_wrong_is_said_in_one_line),
        cmocka_unit_test(a_year_without_a_notice_is_pointed_out),
        cmocka_unit_test(the_arithmetic_is_shown_on_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
