/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

#include <stdio.h>

static void a_folder_that_is_not_there_is_said_and_not_made(void **state)
{
    struct program *program = *state;

    program_run(program, "account list --data /no/such/folder");
    CHECK_STR(program->err, "motcua account list: there is no folder /no/such/folder (motcua init makes one)\n");
    CHECK_INT(program->code, 1);
    program_run(program, "serve --data /no/such/folder");
    CHECK_STR(program->err, "motcua serve: there is no folder /no/such/folder (motcua init makes one)\n");
    CHECK_INT(program->code, 1);
    program_run(program, "init --data /no/such/folder --office-name x --agency-code H55.12.07");
    CHECK_STR(program->err, "motcua init: cannot make the folder /no/such/folder: No such file or directory\n");
    CHECK_INT(program->code, 1);
}

static void a_file_is_no_folder(void **state)
{
    struct program *program = *state;

    program_prepare(program, "touch $F/data");
    program_run(program, "account list --data $D");
    CHECK(str_ends_with(str_of(program->err), STR("/data is not a folder\n")));
    CHECK_INT(program->code, 1);
}

static void a_folder_without_office_leads_to_init(void **state)
{
    program_must(*state, "migrate --data $D");
    program_refuses(*state, "account list --data $D", 1,
                    "motcua account list: the data folder has no office yet (motcua init makes one)");
}

static void with_several_offices_one_must_be_named(void **state)
{
    program_found(*state);
    program_must(*state, "init --data $D --office-name 'UBND xã Mẫu' --agency-code H55.12.08");
    program_refuses(*state, "account list --data $D", 1,
                    "motcua account list: the data folder has 2 offices: say which with --agency-code");
    program_refuses(*state, "account list --data $D --agency-code H55.12.09", 1,
                    "motcua account list: no office has the agency code H55.12.09");
    program_must(*state, "account list --data $D --agency-code H55.12.08");
}

/* A mistyped name must not leave an empty database behind, which looks like one that lost everything. */
static void only_what_founds_makes_a_database(void **state)
{
    static const char *const commands[] = { "verify", "account list", "serve --listen 127.0.0.1:0" };
    struct program *program = *state;
    char words[128], line[256];

    program_prepare(program, "mkdir $D");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        snprintf(words, sizeof words, "%s --data $D", commands[i]);
        program_run(program, words);
        snprintf(line, sizeof line, ": there is no database %s/data/motcua.db (motcua init makes one)\n",
                 program->folder);
        CHECK(str_ends_with(str_of(program->err), str_of(line)));
        CHECK_INT(program->code, 1);
    }
    program_refuses(program, "serve --data $D --database sqlite:/no/such.db", 1,
                    "motcua serve: there is no database /no/such.db (motcua init makes one)");
    program_prepare(program, "test -z \"$(ls -A $D)\"");
}

/* SQL cannot fold names: the first command that writes does what the migration left to do. */
static void keys_of_older_dossiers_are_made_by_the_next_command_that_writes(void **state)
{
    struct program *program = *state;

    program_must(program, "demo --data $D --dossiers 20 --seed 1");
    program_prepare(program,
                    "sqlite3 $D/motcua.db 'SELECT * FROM search_key ORDER BY 1, 2, 3' >$F/keys; test -s $F/keys");
    program_prepare(program, "sqlite3 $D/motcua.db 'DELETE FROM search_key; INSERT INTO search_fill VALUES (0)'");
    program_must(program, "verify --data $D");
    program_must(program, "account list --data $D");
    program_prepare(program, "sqlite3 $D/motcua.db 'SELECT * FROM search_key ORDER BY 1, 2, 3' | cmp - $F/keys");
    program_must(program, "verify --data $D");
}

static void a_newer_database_is_refused_and_left_alone(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_prepare(program,
                    "sqlite3 $D/motcua.db \"INSERT INTO schema_migration VALUES (9999, '9999_later.sql', 'x')\"");
    program_run(program, "account list --data $D");
    CHECK_INT(program->code, 1);
    CHECK(str_starts_with(str_of(program->err), STR("motcua account list: ")));
    CHECK(str_contains(str_of(program->err), STR("9999")));
    CHECK_STR(program->out, "");
}

static void a_file_that_is_no_database_is_refused_and_left_alone(void **state)
{
    struct program *program = *state;

    program_prepare(program, "mkdir $D; head -c 8192 /dev/zero | tr '\\0' x >$D/motcua.db; cp $D/motcua.db $F/before");
    program_run(program, "account list --data $D");
    CHECK_INT(program->code, 1);
    CHECK(str_starts_with(str_of(program->err), STR("motcua account list: ")));
    program_prepare(program, "cmp $D/motcua.db $F/before");
}

static void the_settings_may_name_another_database(void **state)
{
    struct program *program = *state;

    program_prepare(program, "mkdir $D $F/elsewhere; echo \"database = sqlite:$F/elsewhere/x.db\" >$D/motcua.conf");
    program_found(program);
    program_prepare(program, "test -e $F/elsewhere/x.db; test ! -e $D/motcua.db");
    program_prepare(program, "echo 'database = oracle:x' >$D/motcua.conf");
    program_refuses(program, "account list --data $D", 1,
                    "motcua account list: database: neither sqlite:PATH nor postgresql://…");
    program_prepare(program, "echo 'nonsense' >$D/motcua.conf");
    program_run(program, "account list --data $D");
    CHECK_INT(program->code, 1);
    CHECK(str_contains(str_of(program->err), STR("motcua.conf: ")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(a_folder_that_is_not_there_is_said_and_not_made),
        program_test(a_file_is_no_folder),
        program_test(a_folder_without_office_leads_to_init),
        program_test(with_several_offices_one_must_be_named),
        program_test(only_what_founds_makes_a_database),
        program_test(keys_of_older_dossiers_are_made_by_the_next_command_that_writes),
        program_test(a_newer_database_is_refused_and_left_alone),
        program_test(a_file_that_is_no_database_is_refused_and_left_alone),
        program_test(the_settings_may_name_another_database),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
