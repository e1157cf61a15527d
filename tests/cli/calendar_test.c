/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

/* The program's own notices, with one day off more: Wednesday, 3 September 2025. */
#define WITH_STORM \
    "sed -e '/^2025-09-02/a 2025-09-03\\toff\\tNghỉ bão\\tTB 1' " SOURCE_FOLDER "/calendar/official.tsv >$F/n.tsv"

static void a_notice_is_checked_and_entered(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_prepare(program, WITH_STORM);
    program_must(program, "calendar check $F/n.tsv");
    CHECK_STR(program->out, "30 days, no fault.\n");
    program_must(program, "calendar import --data $D $F/n.tsv");
    CHECK_STR(program->out, "1 days added, 0 removed, 0 changed, 0 confirmed; the due instant of 0 dossiers moved.\n");
    program_must(program, "calendar import --data $D $F/n.tsv");
    CHECK_STR(program->out, "0 days added, 0 removed, 0 changed, 0 confirmed; the due instant of 0 dossiers moved.\n");
    program_must(program, "verify --data $D");
}

/* Somebody's open dossier may move with any notice: the program does not guess whose word it was. */
static void who_enters_a_notice_is_named(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_prepare(program, WITH_STORM);
    program_refuses(program, "calendar import --data $D --login nobody $F/n.tsv", 1,
                    "motcua calendar import: no active account is called nobody");
}

static void the_bad_line_is_named(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_prepare(program, "printf 'on\\tkind\\tnote\\tsource\\n2027-01-01\\tfree\\tx\\ty\\n' >$F/n.tsv");
    program_run(program, "calendar import --data $D $F/n.tsv");
    CHECK_INT(program->code, 1);
    CHECK(str_ends_with(str_of(program->err), STR("/n.tsv:2: cột kind chỉ nhận off hoặc work\n")));
    program_prepare(program, "printf 'on\\tkind\\tnote\\tsource\\n2027-01-01\\toff\\tx\\ty\\n' >$F/n.tsv");
    program_run(program, "calendar check $F/n.tsv");
    CHECK_INT(program->code, 1);
    CHECK(str_ends_with(str_of(program->err),
                        STR("/n.tsv: năm 2027 chỉ có 1 ngày nghỉ, luật cho 12 ngày: tệp phải có đủ cả năm\n")));
    program_refuses(program, "calendar check /no/such", 1,
                    "motcua calendar check: /no/such: No such file or directory");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(a_notice_is_checked_and_entered),
        program_test(who_enters_a_notice_is_named),
        program_test(the_bad_line_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
