/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

#define CREATE "token create --data $D --login lan.nt --name 'Cổng tỉnh'"

static void found_with_lan(struct program *program)
{
    program_found(program);
    program_must(program, "account create --data $D --login lan.nt --name Lan --role counter --unit TTPVHCC");
}

static void a_token_is_alone_on_standard_output(void **state)
{
    struct program *program = *state;

    found_with_lan(program);
    program_must(program, CREATE);
    CHECK_INT(str_of(program->out).len, 51); /* and the line's end */
    CHECK(str_starts_with(str_of(program->out), STR("motcua_")));
}

static void a_token_is_listed_and_revoked_by_its_number(void **state)
{
    struct program *program = *state;

    found_with_lan(program);
    program_must(program, CREATE " --scope 'read write' --days 1");
    program_must(program, "token list --data $D");
    CHECK(str_contains(str_of(program->out), STR(" lan.nt               read write  active   ")));
    CHECK(str_ends_with(str_of(program->out), STR("  Cổng tỉnh\n")));
    program_must(program, "token revoke --data $D $(" TEST_PROGRAM " token list --data $D | cut -d' ' -f1)");
    program_must(program, "token list --data $D");
    CHECK(str_contains(str_of(program->out), STR(" lan.nt               read write  revoked  ")));
}

static void what_does_not_fit_is_named(void **state)
{
    found_with_lan(*state);
    program_refuses(*state, CREATE " --scope write", 2,
                    "motcua token create: --scope: neither \"read\" nor \"read write\": write");
    program_refuses(*state, CREATE " --days 367", 2, "motcua token create: --days: not a number from 1 to 366: 367");
    program_refuses(*state, CREATE " --days ten", 2, "motcua token create: --days: not a number from 1 to 366: ten");
    program_refuses(*state, "token create --data $D --login nobody --name x", 1,
                    "motcua token create: there is no active account nobody");
    program_refuses(*state, "token revoke --data $D 5", 1, "motcua token revoke: there is no token 5");
    program_refuses(*state, "token revoke --data $D x", 2, "motcua token revoke: NUMBER: not a number: x");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(a_token_is_alone_on_standard_output),
        program_test(a_token_is_listed_and_revoked_by_its_number),
        program_test(what_does_not_fit_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
