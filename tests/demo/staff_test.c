/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/staff.h"

#include "queries_read.h"
#include "support/test_clock.h"
#include "support/test_office.h"

static struct staff hire(struct test_db *test, int64_t *out_office_id)
{
    struct staff staff;

    *out_office_id = test_office_found(test);
    CHECK_OK(staff_hire(test->db, test->arena, test_office_console(*out_office_id), 1, test_moment("2025-06-30 08:00"),
                        &staff));
    return staff;
}

static void every_role_has_somebody(void **state)
{
    struct test_db *test = *state;
    int64_t office_id;

    hire(test, &office_id);
    CHECK_INT(test_db_number(test, "SELECT COUNT(DISTINCT role) FROM account"), ROLE_COUNT - 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM account"), (int64_t)staff_count);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM account_event WHERE event = 'created'"), (int64_t)staff_count);
    CHECK_STR(staff_of_role(ROLE_COUNTER)->login, "quay1");
    CHECK_STR(staff_of_role(ROLE_ADMINISTRATOR)->login, "quantri");
}

static void every_unit_that_handles_dossiers_has_specialists_and_signers(void **state)
{
    static const char *const unit_codes[] = { "TTPVHCC", "VP", "KT", "VHXH", "CA" };
    struct test_db *test = *state;
    struct dice dice = dice_of(1, DICE_DESK, 0);
    int64_t office_id;
    struct staff staff = hire(test, &office_id);

    for (size_t i = 0; i < sizeof unit_codes / sizeof *unit_codes; i++) {
        int64_t unit_id = test_office_unit(test, office_id, unit_codes[i]);

        for (int roll = 0; roll < 200; roll++) {
            struct actor specialist = staff_specialist(&staff, unit_id, &dice);
            struct actor signer = staff_signer(&staff, unit_id, &dice);

            CHECK_INT(specialist.role, ROLE_SPECIALIST);
            CHECK_INT(specialist.unit_id, unit_id);
            CHECK(role_may(signer.role, PERM_DOSSIER_DECIDE));
            CHECK(signer.role != ROLE_UNIT_HEAD || signer.unit_id == unit_id);
            CHECK_INT(staff_counter(&staff, &dice).role, ROLE_COUNTER);
        }
    }
}

static void the_password_would_be_accepted_from_anybody(void **state)
{
    (void)state;
    for (size_t i = 0; i < staff_count; i++)
        CHECK_INT(password_check(STR(DEMO_PASSWORD), staff_posts[i].login), PASSWORD_ACCEPTED);
}

static const struct CMUnitTest tests[] = {
    /* tests/app/account_admin_test.c opens accounts on both */
    test_db_sqlite(every_role_has_somebody),
    test_db_sqlite(every_unit_that_handles_dossiers_has_specialists_and_signers),
    cmocka_unit_test(the_password_would_be_accepted_from_anybody),
};

TEST_DB_MAIN(tests)
