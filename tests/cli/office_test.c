/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

static void a_bank_account_is_named_and_taken_away(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_must(program, "office bank --data $D --bin 970405 --account 8500201004321 --name 'UBND XA BINH YEN'");
    CHECK_STR(program->out, "Fees go to account 8500201004321 of UBND XA BINH YEN at Agribank.\n");
    program_must(program, "office bank --data $D --none");
    CHECK_STR(program->out, "The office takes no transfers.\n");
}

static void what_cannot_be_an_account_is_refused(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_refuses(program, "office bank --data $D --bin 970499 --account 8500201004321 --name X", 2,
                    "motcua office bank: --bin: no such bank: 970499");
    program_refuses(program, "office bank --data $D --bin 970405 --account 85 --name X", 2,
                    "motcua office bank: --account: an account has 6 to 19 letters and digits, and a name");
    program_refuses(program, "office bank --data $D --bin 970405", 2,
                    "motcua office bank: give --bin, --account and --name, or --none");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(a_bank_account_is_named_and_taken_away),
        program_test(what_cannot_be_an_account_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
