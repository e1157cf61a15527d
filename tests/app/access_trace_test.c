/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_trace.h"

#include "support/test_clock.h"
#include "support/test_office.h"

#include <stdio.h>

/* A dossier that is nothing but its row. */
static void put_dossier(struct test_db *test, struct actor by)
{
    char script[2048];

    snprintf(
        script, sizeof script,
        "INSERT INTO procedure_version (procedure_version_id, office_id, procedure_code, name, field, unit_id, result,"
        " legal_basis, certainty, effective_from_on, is_same_day, name_fold)"
        " SELECT 7, office_id, '1.1', 'n', 'f', unit_id, 'r', 'l', 'unsure', '2025-07-01', 0, 'n' FROM unit"
        " WHERE office_id = %lld AND unit_code = 'VP';"
        "INSERT INTO dossier (dossier_id, office_id, code, public_key, procedure_version_id, channel, applicant,"
        " applicant_fold, identity_number, address, phone, email, summary, state, unit_id, version, received_at,"
        " due_at, promised_at, received_by_id)"
        " SELECT 11, office_id, 'H55.12.07-250918-0001', 'k', 7, 'counter', 'a', 'a', '1', '', '', '', '',"
        " 'received', unit_id, 1, 1, 2, 2, %lld FROM unit WHERE office_id = %lld AND unit_code = 'VP';",
        (long long)by.office_id, (long long)by.account_id, (long long)by.office_id);
    test_db_run(test, script);
}

static void one_row_stands_for_all_looks_of_an_hour(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");

    put_dossier(test, lan);
    CHECK_OK(access_trace_record(test->db, lan, 11, test_moment("2025-09-18 10:05")));
    CHECK_OK(access_trace_record(test->db, lan, 11, test_moment("2025-09-18 10:59")));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM access_trace"), 1);
    CHECK_INT(test_db_number(test, "SELECT looked_at FROM access_trace"), test_moment("2025-09-18 10:05").ms);
    CHECK_INT(test_db_number(test, "SELECT hour_at FROM access_trace"), test_moment("2025-09-18 10:00").ms);
    CHECK_OK(access_trace_record(test->db, lan, 11, test_moment("2025-09-18 11:00")));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM access_trace"), 2);
}

static void each_person_leaves_an_own_trace(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct actor ha = test_office_person(test, office_id, "ha.tv", ROLE_CHAIRMAN, "VP");
    struct moment now = test_moment("2025-09-18 10:05");

    put_dossier(test, lan);
    CHECK_OK(access_trace_record(test->db, lan, 11, now));
    CHECK_OK(access_trace_record(test->db, ha, 11, now));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM access_trace"), 2);
}

static void a_dossier_that_is_not_there_leaves_no_trace(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");

    CHECK_STATUS(access_trace_record(test->db, lan, 12, test_moment("2025-09-18 10:05")), ST_INVALID);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM access_trace"), 0);
}

static const struct CMUnitTest tests[] = {
    test_db_each(one_row_stands_for_all_looks_of_an_hour),
    test_db_each(each_person_leaves_an_own_trace),
    test_db_each(a_dossier_that_is_not_there_leaves_no_trace),
};

TEST_DB_MAIN(tests)
