/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_index.h"

#include "app/dossier_acceptance.h"
#include "app/verify.h"
#include "store/migrate.h"
#include "support/test_dossier.h"

static struct test_centre centre;

static struct str keys_of(int64_t dossier_id)
{
    struct arena *arena = centre.test->arena;
    int64_t count = test_db_number(
        centre.test,
        arena_printf(arena, "SELECT COUNT(*) FROM search_key WHERE dossier_id = %lld", (long long)dossier_id).at);
    struct str keys = STR("");

    for (int64_t i = 0; i < count; i++) {
        struct str sql = arena_printf(arena,
                                      "SELECT search_key FROM search_key WHERE dossier_id = %lld ORDER BY search_key "
                                      "LIMIT 1 OFFSET %lld",
                                      (long long)dossier_id, (long long)i);

        keys = arena_printf(arena, "%.*s%.*s;", STR_ARG(keys), STR_ARG(test_db_text(centre.test, sql.at)));
    }
    return keys;
}

static void check_is_sound(void)
{
    struct verify_result result;

    CHECK_OK(verify_all(centre.test->db, centre.test->arena, NULL, NULL, &result));
    if (!result.is_sound)
        print_error("%.*s\n", STR_ARG(result.fault));
    CHECK(result.is_sound);
}

static void a_reception_writes_the_keys_of_all_its_people(void **state)
{
    centre = test_centre_found(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;

    request.typed.fields[INTAKE_phone] = STR("+84 912 345 678");
    request.typed.persons[PERSON_OWNER].is_given = true;
    request.typed.persons[PERSON_OWNER].fields[PERSON_name] = STR("Đặng Bé");
    request.typed.persons[PERSON_OWNER].fields[PERSON_identity_number] = STR("097225000001");
    enum status status = dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                                test_moment("2025-09-18 08:00"), &request, &faults, &received);

    for (size_t i = 0; i < faults.count; i++)
        print_error("%.*s\n", STR_ARG(faults.at[i].place));
    CHECK_OK(status);
    CHECK_STR(keys_of(received.dossier_id),
              "#8765432190;=097225000001;>1.001193;be;dang be;mau;nguien thi mau;thi mau;");
    check_is_sound();
}

static void what_is_written_down_anew_is_found_by_its_new_names_alone(void **state)
{
    centre = test_centre_found(*state);
    struct intake_request request = test_intake(&centre, "1.001193");
    struct intake_received received;
    struct intake_faults faults;
    struct change_outcome outcome;

    request.decision = INTAKE_SUBMIT;
    request.typed.fields[INTAKE_channel] = STR("online");
    request.typed.fields[INTAKE_applicant] = STR("Nguyễn Thị Mâu");
    CHECK_OK(dossier_intake_receive(centre.test->db, centre.test->arena, centre.counter,
                                    test_moment("2025-09-18 08:00"), &request, &faults, &received));
    CHECK_STR(keys_of(received.dossier_id), ">1.001193;mau;nguien thi mau;thi mau;");
    struct acceptance_request acceptance = { .code = received.code,
                                             .seen_version = 1,
                                             .typed = test_intake(&centre, "1.001193").typed };

    acceptance.typed.fields[INTAKE_applicant] = STR("Nguyễn Thị Mầu Hoa");
    acceptance.typed.fields[INTAKE_phone] = STR("0912345678");
    CHECK_OK(dossier_acceptance_apply(centre.test->db, centre.test->arena, centre.counter,
                                      test_moment("2025-09-18 09:00"), &acceptance, &faults, &outcome));
    CHECK_STR(keys_of(received.dossier_id), "#8765432190;>1.001193;hoa;mau hoa;nguien thi mau hoa;thi mau hoa;");
    check_is_sound();
}

static void older_dossiers_get_their_keys_once(void **state)
{
    int64_t count = -1;

    centre = test_centre_found(*state);
    struct intake_received first = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    struct intake_received second = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 08:05");
    struct str keys = keys_of(second.dossier_id);

    test_db_run(centre.test, "DELETE FROM search_key;");
    CHECK_OK(search_index_fill(centre.test->db, &count));
    CHECK_INT(count, 0); /* no row in search_fill: nothing is lacking */
    test_db_run(centre.test, "INSERT INTO search_fill (after_dossier_id) VALUES (0);");
    CHECK_OK(search_index_fill(centre.test->db, &count));
    CHECK_INT(count, 2);
    CHECK_STR(keys_of(first.dossier_id), ">1.001193;mau;nguien thi mau;thi mau;");
    CHECK(str_equal(keys_of(second.dossier_id), keys));
    CHECK_INT(test_db_number(centre.test, "SELECT COUNT(*) FROM search_fill"), 0);
    check_is_sound();
}

/* A database of the time before the search, with one dossier in it. */
static void a_migration_leaves_older_dossiers_to_be_found(void **state)
{
    struct test_db *test = *state;
    struct migration migration;
    int64_t count = -1;

    test_dossier_of_before(test, "_search.sql");
    CHECK_OK(migrate(test->db, test->arena, &migration));
    centre.test = test;
    CHECK_STR(keys_of(5), "");
    CHECK_OK(search_index_fill(test->db, &count));
    CHECK_INT(count, 1);
    CHECK_STR(keys_of(5), "#8765432190;>1.001193;dang thi mi;mi;thi mi;");
}

static void a_new_database_has_nothing_to_make(void **state)
{
    struct test_db *test = *state;
    struct migration migration;

    CHECK_OK(migrate(test->db, test->arena, &migration));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM search_fill"), 0);
}

static void what_was_broken_off_goes_on(void **state)
{
    int64_t count = -1;

    centre = test_centre_found(*state);
    struct intake_received first = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    struct intake_received second = test_dossier_receive(&centre, "1.004873", 0, "2025-09-18 08:05");

    test_db_run(centre.test, "DELETE FROM search_key;");
    test_db_run(centre.test, "INSERT INTO search_fill (after_dossier_id) SELECT MIN(dossier_id) FROM dossier;");
    CHECK_OK(search_index_fill(centre.test->db, &count));
    CHECK_INT(count, 1);
    CHECK_STR(keys_of(first.dossier_id), "");
    CHECK_STR(keys_of(second.dossier_id), ">1.004873;mau;nguien thi mau;thi mau;");
    CHECK_OK(search_index_fill(centre.test->db, &count));
    CHECK_INT(count, 0);
}

/* Whoever saves meanwhile waits for a hundred dossiers at most: what was made before filling broke off stands. */
static void keys_are_made_for_a_hundred_dossiers_at_once(void **state)
{
    enum { STATEMENTS_OF_MORE_THAN_A_HUNDRED = 1000 };
    struct test_db *test = *state;
    int64_t count = -1;

    centre = test_centre_found(test);
    (void)test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    test_dossier_copy(test, 249);
    test_db_run(test, "DELETE FROM search_key; INSERT INTO search_fill (after_dossier_id) VALUES (0);");
    db_fail_after(test->db, STATEMENTS_OF_MORE_THAN_A_HUNDRED);
    CHECK_STATUS(search_index_fill(test->db, &count), ST_BUSY);
    db_fail_after(test->db, 0);
    CHECK_INT(count, 100);
    CHECK_INT(test_db_number(test, "SELECT COUNT(DISTINCT dossier_id) FROM search_key"), 100);
    CHECK_OK(search_index_fill(test->db, &count));
    CHECK_INT(count, 150);
    CHECK_INT(test_db_number(test, "SELECT COUNT(DISTINCT dossier_id) FROM search_key"), 250);
}

static void keys_can_be_forgotten_and_made_again(void **state)
{
    centre = test_centre_found(*state);
    struct intake_received received = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 08:00");
    struct str keys = keys_of(received.dossier_id);

    CHECK_OK(search_index_forget(centre.test->db, centre.test->arena, received.dossier_id));
    CHECK_STR(keys_of(received.dossier_id), "");
    CHECK_OK(search_index_make(centre.test->db, centre.test->arena, received.dossier_id));
    CHECK_OK(search_index_make(centre.test->db, centre.test->arena, received.dossier_id));
    CHECK(str_equal(keys_of(received.dossier_id), keys));
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_reception_writes_the_keys_of_all_its_people),
    test_db_each(what_is_written_down_anew_is_found_by_its_new_names_alone),
    test_db_each(older_dossiers_get_their_keys_once),
    test_db_each_empty(a_migration_leaves_older_dossiers_to_be_found),
    test_db_each_empty(a_new_database_has_nothing_to_make),
    test_db_each(what_was_broken_off_goes_on),
    test_db_each(keys_are_made_for_a_hundred_dossiers_at_once),
    test_db_each(keys_can_be_forgotten_and_made_again),
};
TEST_DB_MAIN(tests)
