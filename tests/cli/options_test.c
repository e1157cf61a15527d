/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

static void a_value_stands_after_a_blank_or_an_equals_sign(void **state)
{
    program_found(*state);
    program_must(*state, "account list --data $D");
    program_must(*state, "account list --data=$D");
}

static void what_is_missing_is_named(void **state)
{
    program_refuses(*state, "verify", 2, "motcua verify: --data DIR is missing");
    program_refuses(*state, "account create --data x", 2, "motcua account create: --login LOGIN is missing");
    program_refuses(*state, "token revoke --data x", 2, "motcua token revoke: NUMBER is missing");
    program_refuses(*state, "deadline", 2, "motcua deadline: MOMENT is missing");
}

static void what_is_not_known_is_named(void **state)
{
    program_refuses(*state, "verify --data x --fast", 2,
                    "motcua verify: --fast: no such option (see motcua verify --help)");
    program_refuses(*state, "verify --data x y", 2,
                    "motcua verify: y: nothing more is expected here (see motcua verify --help)");
    program_refuses(*state, "version now", 2,
                    "motcua version: now: nothing more is expected here (see motcua version --help)");
}

static void an_option_is_given_once_and_with_a_value(void **state)
{
    program_refuses(*state, "verify --data x --data y", 2, "motcua verify: --data: given twice");
    program_refuses(*state, "verify --data", 2, "motcua verify: --data: needs a value: DIR");
    program_refuses(*state, "account list --data --agency-code x", 2,
                    "motcua account list: --data: needs a value: DIR");
    program_refuses(*state, "verify --data ''", 2, "motcua verify: --data: the value is empty");
    program_refuses(*state, "verify --data=", 2, "motcua verify: --data=: the value is empty");
}

static void a_switch_takes_no_value(void **state)
{
    program_refuses(*state, "deadline '2025-08-27 10:00' 5wd --days=yes", 2,
                    "motcua deadline: --days=yes: takes no value");
}

static void help_goes_before_everything_that_is_wrong(void **state)
{
    struct program *program = *state;

    program_must(program, "verify --fast --help");
    CHECK(str_starts_with(str_of(program->out), STR("Usage: motcua verify --data DIR\n")));
    program_must(program, "account create -h");
    CHECK(str_contains(str_of(program->out), STR("  --ask-password          read the password")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(a_value_stands_after_a_blank_or_an_equals_sign),
        program_test(what_is_missing_is_named),
        program_test(what_is_not_known_is_named),
        program_test(an_option_is_given_once_and_with_a_value),
        program_test(a_switch_takes_no_value),
        program_test(help_goes_before_everything_that_is_wrong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
