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

/* What is wrong with it `verify` says; the rest is looked at, and a timer sees that something failed. */
static void a_dossier_that_breaks_a_rule_is_named_at_the_end(void **state)
{
    struct program *program = *state;

    program_must(program, "demo --data $D --dossiers 60 --seed 7 --late 10 --waiting 10");
    program_prepare(program,
                    "sqlite3 $D/motcua.db \"UPDATE dossier_event SET event = 'approve' WHERE event = 'receive' "
                    "AND dossier_id = (SELECT dossier_id FROM dossier WHERE closed_at IS NULL AND state = "
                    "'processing' LIMIT 1)\"");
    program_run(program, "watch --data $D");
    CHECK_INT(program->code, 1);
    CHECK(!str_starts_with(str_of(program->out), STR("0 dossier(s)")));
    CHECK(str_contains(str_of(program->err), STR(" error alerts: dossier ")));
    CHECK(str_contains(str_of(program->err), STR(": stored data breaks a rule\n")));
    CHECK(
        str_ends_with(str_of(program->err), STR("motcua watch: 1 dossier(s) could not be looked at; motcua verify says "
                                                "what is wrong\n")));
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
        program_test(a_dossier_that_breaks_a_rule_is_named_at_the_end),
        program_test(what_is_no_data_folder_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
