/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

static void it_says_what_came_of_it(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_must(program, "watch --data $D");
    CHECK_STR(program->out, "0 dossier(s) looked at, 0 alert(s) raised, 0 ended.\n");
}

/* The demonstration has dossiers at work; a second look tells nothing twice. */
static void the_demonstration_is_looked_at_once(void **state)
{
    struct program *program = *state;

    program_must(program, "demo --data $D --dossiers 200 --seed 7 --late 10 --waiting 10");
    program_must(program, "watch --data $D");
    CHECK(!str_starts_with(str_of(program->out), STR("0 dossier(s)")));
    program_must(program, "watch --data $D");
    CHECK_STR(program->out, "0 dossier(s) looked at, 0 alert(s) raised, 0 ended.\n");
    program_must(program, "verify --data $D");
}

static void what_is_no_data_folder_is_refused(void **state)
{
    struct program *program = *state;

    program_refuses(program, "watch", 2, "motcua watch: --data DIR is missing");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(it_says_what_came_of_it),
        program_test(the_demonstration_is_looked_at_once),
        program_test(what_is_no_data_folder_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
