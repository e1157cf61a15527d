/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify_search.h"

#include "app/search_index.h"
#include "app/verify.h"
#include "support/test_dossier.h"

static struct test_centre centre;

static struct str fault_of_all(void)
{
    struct verify_result result;

    CHECK_OK(verify_all(centre.test->db, centre.test->arena, NULL, NULL, &result));
    return result.is_sound ? STR("") : result.fault;
}

static void a_missing_key_is_named(void **state)
{
    centre = test_centre_found(*state);
    struct intake_received received = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    struct str fault;

    CHECK_STR(fault_of_all(), "");
    test_db_run(centre.test, "DELETE FROM search_key WHERE search_key = 'thi mau';");
    CHECK_OK(verify_search(centre.test->db, centre.test->arena, received.dossier_id, &fault));
    CHECK_STR(fault, "it is not found by \"thi mau\"");
    CHECK_STR(fault_of_all(), "dossier H55.12.07-250918-0001: it is not found by \"thi mau\"");
}

static void keys_still_to_be_made_may_be_missing(void **state)
{
    centre = test_centre_found(*state);
    test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    test_db_run(centre.test, "DELETE FROM search_key;");
    test_db_run(centre.test, "INSERT INTO search_fill (after_dossier_id) VALUES (0);");
    CHECK_STR(fault_of_all(), "");
}

static void a_key_that_leads_astray_is_named(void **state)
{
    centre = test_centre_found(*state);
    test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    test_db_run(centre.test, "INSERT INTO search_key (office_id, search_key, dossier_id) "
                             "SELECT office_id, 'tran van hoa', dossier_id FROM dossier;");
    struct str fault = fault_of_all();

    CHECK(str_starts_with(fault, STR("search_key: \"tran van hoa\" leads to a dossier (")));
    CHECK(str_ends_with(fault, STR(") without it")));
}

static void a_key_of_another_office_is_named(void **state)
{
    struct arena *piece CLEANUP(arena_destroy_at) = arena_create(1 << 20);
    struct str fault;

    centre = test_centre_found(*state);
    test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    test_db_run(centre.test, "INSERT INTO search_key (office_id, search_key, dossier_id) "
                             "SELECT office_id + 1, 'mau', dossier_id FROM dossier;");
    CHECK_OK(verify_search_keys(centre.test->db, piece, centre.test->arena, &fault));
    CHECK(str_starts_with(fault, STR("search_key: \"mau\" leads to a dossier (")));
}

/* The owner gives "dang be", "be", a telephone and a number; a submitter who is not written down gives nothing. */
static void keys_of_an_owner_lead_to_the_dossier(void **state)
{
    struct arena *piece CLEANUP(arena_destroy_at) = arena_create(1 << 20);
    struct str fault;

    centre = test_centre_found(*state);
    struct intake_received received = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    int64_t before = test_db_number(centre.test, "SELECT COUNT(*) FROM search_key");

    test_db_run(centre.test, "INSERT INTO dossier_person (dossier_id, person_role, full_name, identity_number, phone, "
                             "address, email, authorisation) SELECT dossier_id, 'owner', 'Đặng Bé', '097225000001', "
                             "'0398765432', '', '', '' FROM dossier;");
    CHECK_OK(verify_search(centre.test->db, centre.test->arena, received.dossier_id, &fault));
    CHECK(str_starts_with(fault, STR("it is not found by \"")));
    CHECK_OK(search_index_make(centre.test->db, centre.test->arena, received.dossier_id));
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM search_key") - before, 4);
    CHECK_OK(verify_search(centre.test->db, centre.test->arena, received.dossier_id, &fault));
    CHECK(fault.at == NULL);
    CHECK_OK(verify_search_keys(centre.test->db, piece, centre.test->arena, &fault));
    CHECK(fault.at == NULL);
    test_db_run(centre.test, "UPDATE dossier_person SET identity_number = '097225000002';");
    CHECK_OK(verify_search_keys(centre.test->db, piece, centre.test->arena, &fault));
    CHECK(str_starts_with(fault, STR("search_key: \"=097225000001\" leads to a dossier (")));
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_missing_key_is_named),
    test_db_each(keys_still_to_be_made_may_be_missing),
    test_db_each(a_key_that_leads_astray_is_named),
    test_db_each(a_key_of_another_office_is_named),
    test_db_each(keys_of_an_owner_lead_to_the_dossier),
};
TEST_DB_MAIN(tests)
