/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

#include <string.h>

#define CREATE_LAN "account create --data $D --login lan.nt --name 'Nguyễn Thị Lan' --role counter --unit TTPVHCC"
#define CREATE_ADMIN "account create --data $D --login admin --name 'Quản Trị' --role administrator --unit VP"

static void a_made_up_password_is_printed_once(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_must(program, CREATE_LAN);
    CHECK(str_starts_with(str_of(program->out), STR("Created the account lan.nt (counter).\n"
                                                    "Password (shown this once): ")));
    /* two lines; the password is four groups of four */
    CHECK_INT(str_of(program->out).len, sizeof "Created the account lan.nt (counter).\n" - 1 +
                                            sizeof "Password (shown this once): xxxx-xxxx-xxxx-xxxx\n" - 1);
}

static void a_password_comes_from_standard_input_when_asked_for(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_run_with(program, CREATE_LAN " --ask-password", "con mèo trèo cây cau\n");
    CHECK_INT(program->code, 0);
    CHECK_STR(program->out, "Created the account lan.nt (counter).\n");
    program_run_with(program, CREATE_ADMIN " --ask-password", "ngắn\n");
    CHECK_INT(program->code, 1);
    CHECK_STR(program->err, "motcua account create: the password is too short: at least 10 characters\n");
    program_run_with(program, CREATE_ADMIN " --ask-password", "");
    CHECK_INT(program->code, 1);
    CHECK_STR(program->err, "motcua account create: no password on standard input\n");
    program_must(program, "account list --data $D");
    CHECK_STR(program->out, "lan.nt               counter        TTPVHCC    active    -     Nguyễn Thị Lan\n");
}

static void what_does_not_fit_is_named_with_what_would(void **state)
{
    program_found(*state);
    program_refuses(*state, "account create --data $D --login Lan --name x --role counter --unit VP", 2,
                    "motcua account create: --login: not a login name: Lan");
    program_refuses(*state, "account create --data $D --login lan --name x --role boss --unit VP", 2,
                    "motcua account create: --role: no such role: boss (there are: counter specialist unit-head "
                    "duty-leader director chairman inspector police administrator)");
    program_refuses(*state, "account create --data $D --login lan --name x --role counter --unit ABC", 2,
                    "motcua account create: --unit: no such unit: ABC (there are: CA KT LD TTPVHCC VHXH VP)");
}

static void a_login_is_taken_once(void **state)
{
    program_found(*state);
    program_must(*state, CREATE_LAN);
    program_refuses(*state, CREATE_LAN, 1, "motcua account create: there is an account lan.nt already");
}

static void an_account_is_changed_closed_and_opened(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_must(program, CREATE_LAN);
    program_must(program, "account change --data $D --login lan.nt --role unit-head --unit KT");
    program_must(program, "account list --data $D");
    CHECK_STR(program->out, "lan.nt               unit-head      KT         active    -     Nguyễn Thị Lan\n");
    program_must(program, "account disable --data $D --login lan.nt");
    program_must(program, "account list --data $D");
    CHECK_STR(program->out, "lan.nt               unit-head      KT         disabled  -     Nguyễn Thị Lan\n");
    program_must(program, "account enable --data $D --login lan.nt");
    program_must(program, "account password --data $D --login lan.nt");
    CHECK(str_starts_with(str_of(program->out), STR("Set a new password for lan.nt.\n")));
    program_must(program, "account totp-off --data $D --login lan.nt");
    program_refuses(program, "account disable --data $D --login nobody", 1,
                    "motcua account disable: there is no account nobody");
}

static void the_last_administrator_stays(void **state)
{
    program_found(*state);
    program_must(*state, CREATE_ADMIN);
    program_refuses(*state, "account disable --data $D --login admin", 1,
                    "motcua account disable: admin is the last active administrator, or was changed by somebody else "
                    "just now");
}

/* Whoever holds dossiers: tests/e2e/absence.spec.mjs. */
static void handing_over_needs_two_people_who_are_there(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_must(program, CREATE_LAN);
    program_must(program, CREATE_ADMIN);
    program_refuses(program, "account disable --data $D --login lan.nt --hand-over-to admin", 2,
                    "motcua account disable: --hand-over-to: goes together with --by");
    program_refuses(program, "account disable --data $D --login lan.nt --by admin", 2,
                    "motcua account disable: --hand-over-to: goes together with --by");
    program_refuses(program, "account disable --data $D --login lan.nt --hand-over-to nobody --by admin", 1,
                    "motcua account disable: no active account is called nobody");
    program_refuses(program, "account disable --data $D --login lan.nt --hand-over-to admin --by nobody", 1,
                    "motcua account disable: no active account is called nobody");
    program_refuses(program, "account disable --data $D --login lan.nt --hand-over-to admin --by admin", 1,
                    "motcua account disable: admin is not the head of that person's unit, nor a leader");
    program_must(program, "account list --data $D");
    CHECK(strstr(program->out, "lan.nt               counter        TTPVHCC    active") != NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(a_made_up_password_is_printed_once),
        program_test(a_password_comes_from_standard_input_when_asked_for),
        program_test(what_does_not_fit_is_named_with_what_would),
        program_test(a_login_is_taken_once),
        program_test(an_account_is_changed_closed_and_opened),
        program_test(the_last_administrator_stays),
        program_test(handing_over_needs_two_people_who_are_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
