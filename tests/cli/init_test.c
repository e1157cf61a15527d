/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_program.h"

static void the_names_of_an_office_follow_from_one(void **state)
{
    struct program *program = *state;

    program_found(program);
    program_prepare(program, "test \"$(sqlite3 $D/motcua.db 'SELECT name, centre_name, place_name FROM office')\" = "
                             "'UBND xã Bình Yên|Trung tâm Phục vụ hành chính công xã Bình Yên|Bình Yên'");
}

static void what_is_given_goes_before_what_follows(void **state)
{
    struct program *program = *state;

    program_must(program, "init --data $D --office-name 'UBND phường Mẫu' --agency-code H26.01 --centre-name 'Một cửa' "
                          "--place-name 'Hà Nội' --address 'Số 1' --phone 0240 --public-url https://a.example");
    program_prepare(program, "test \"$(sqlite3 $D/motcua.db "
                             "'SELECT centre_name, place_name, address, phone, public_url FROM office')\" = "
                             "'Một cửa|Hà Nội|Số 1|0240|https://a.example'");
}

static void the_folder_is_the_owners_alone(void **state)
{
    program_found(*state);
    program_prepare(*state, "test \"$(stat -c %a $D)\" = 700");
}

static void an_agency_code_founds_one_office(void **state)
{
    program_found(*state);
    program_refuses(*state, "init --data $D --office-name 'UBND xã Mẫu' --agency-code H55.12.07", 1,
                    "motcua init: the data folder has an office with the code H55.12.07 already");
    program_prepare(*state, "test \"$(sqlite3 $D/motcua.db 'SELECT COUNT(*) FROM office')\" = 1");
}

static void a_code_that_is_none_makes_nothing(void **state)
{
    program_refuses(*state, "init --data $D --office-name x --agency-code 55", 2,
                    "motcua init: --agency-code: not an agency code: 55");
    program_prepare(*state, "test ! -e $D");
}

static void an_address_must_be_one(void **state)
{
    struct program *program = *state;

    program_run(program, "init --data $D --office-name x --agency-code H55.12.07 --public-url motcua.example");
    CHECK_INT(program->code, 2);
    CHECK(str_contains(str_of(program->err), STR("--public-url")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(the_names_of_an_office_follow_from_one), program_test(what_is_given_goes_before_what_follows),
        program_test(the_folder_is_the_owners_alone),         program_test(an_agency_code_founds_one_office),
        program_test(a_code_that_is_none_makes_nothing),      program_test(an_address_must_be_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
