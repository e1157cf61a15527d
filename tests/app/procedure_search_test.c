/* SPDX-License-Identifier: Apache-2.0 */
#include "app/procedure_search.h"

#include "support/test_dossier.h"

static void the_best_comes_first_and_the_rest_stays_away(void **state)
{
    struct test_centre centre = test_centre_found(*state);
    struct sql_procedures_in_force_rows all, found;

    CHECK_OK(
        sql_procedures_in_force(centre.test->db, centre.test->arena, centre.office_id, test_date("2025-09-18"), &all));
    CHECK_INT(procedure_search(centre.test->arena, STR("hôn nhân"), &all).count, 1);
    found = procedure_search(centre.test->arena, STR("khai sinh"), &all);
    CHECK_INT(found.count, 1);
    CHECK_STR(found.at[0].procedure_code, "1.001193");
    CHECK_STR(found.at[0].name, "Đăng ký khai sinh");
    CHECK_INT(procedure_search(centre.test->arena, STR("zzz"), &all).count, 0);
    CHECK_INT(procedure_search(centre.test->arena, STR(""), &all).count, 0);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_best_comes_first_and_the_rest_stays_away),
};
TEST_DB_MAIN(tests)
