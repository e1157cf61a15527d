/* SPDX-License-Identifier: Apache-2.0 */
#include "app/account_log.h"

#include "support/test_clock.h"
#include "support/test_office.h"

static void a_line_says_who_did_what_to_whom_and_when(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor admin = test_office_person(test, office_id, "admin", ROLE_ADMINISTRATOR, "VP");
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");

    CHECK_OK(account_log(test->db, admin, lan.account_id, ACCOUNT_EVENT_TOKEN_CREATED, STR("Cổng tỉnh"),
                         test_moment("2025-09-18 10:00")));
    CHECK(test_db_number(test, "SELECT account_id FROM account_event WHERE event = 'token-created'") == lan.account_id);
    CHECK(test_db_number(test, "SELECT actor_id FROM account_event WHERE event = 'token-created'") == admin.account_id);
    CHECK(test_db_number(test, "SELECT office_id FROM account_event WHERE event = 'token-created'") == office_id);
    CHECK_STR(test_db_text(test, "SELECT note FROM account_event WHERE event = 'token-created'"), "Cổng tỉnh");
    CHECK_INT(test_db_number(test, "SELECT occurred_at FROM account_event WHERE event = 'token-created'"),
              1758164400000);
}

static void the_command_line_is_nobodys_account(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");

    CHECK_OK(account_log(test->db, test_office_console(office_id), lan.account_id, ACCOUNT_EVENT_DISABLED,
                         (struct str){ NULL, 0 }, test_moment("2025-09-18 10:00")));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM account_event"
                                   " WHERE event = 'disabled' AND actor_id IS NULL AND note IS NULL"),
              1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_line_says_who_did_what_to_whom_and_when),
    test_db_each(the_command_line_is_nobodys_account),
};

TEST_DB_MAIN(tests)
