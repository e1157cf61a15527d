/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_office.h"

#include "app/account_admin.h"
#include "app/office_admin.h"
#include "app/verify.h"
#include "queries_read.h"
#include "support/test_clock.h"

int64_t test_office_found(struct test_db *test)
{
    struct office_new office = {
        .agency_code = STR("H55.12.07"),
        .name = STR("UBND xã Bình Yên"),
        .centre_name = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
        .place_name = STR("Bình Yên"),
        .address = STR("Thôn Trung Tâm, xã Bình Yên"),
        .phone = STR("02083000000"),
        .public_url = STR("https://motcua.example"),
    };
    int64_t office_id = 0;

    CHECK_OK(office_admin_create(test->db, test->arena, &office, test_moment("2025-07-01 08:00"), &office_id));
    return office_id;
}

int64_t test_office_unit(struct test_db *test, int64_t office_id, const char *unit_code)
{
    struct sql_unit_by_code_row unit;

    CHECK_OK(sql_unit_by_code(test->db, test->arena, office_id, str_of(unit_code), &unit));
    return unit.unit_id;
}

struct actor test_office_person(struct test_db *test, int64_t office_id, const char *login, enum role role,
                                const char *unit_code)
{
    struct account_new account = {
        .login = str_of(login),
        .password = STR(TEST_PASSWORD),
        .post = { .full_name = str_of(login),
                  .title = role_label(role),
                  .role = role,
                  .unit_id = test_office_unit(test, office_id, unit_code) },
    };
    int64_t account_id = 0;

    CHECK_OK(account_admin_create(test->db, test->arena, test_office_console(office_id), &account,
                                  test_moment("2025-07-01 08:00"), &account_id));
    return (struct actor){ account_id, office_id, account.post.unit_id, role };
}

void test_office_check(struct test_db *test)
{
    struct verify_result result;

    CHECK_OK(verify_all(test->db, test->arena, NULL, NULL, &result));
    CHECK_STR(result.fault, NULL);
    CHECK(result.is_sound);
}

struct actor test_office_console(int64_t office_id)
{
    return (struct actor){ .office_id = office_id, .role = ROLE_ADMINISTRATOR };
}
