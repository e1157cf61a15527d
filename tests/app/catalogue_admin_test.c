/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue_admin.h"

#include "queries_read.h"
#include "support/test_clock.h"
#include "support/test_office.h"

struct content {
    const char *from, *to, *certainty, *name;
    int amount;
};

static const struct content FIRST = { "2025-07-01", NULL, "likely", "Đăng ký khai sinh", 5 };

static struct catalogue_file file_of(struct test_db *test, struct content content)
{
    const char *to =
        content.to == NULL
            ? ""
            : arena_printf(test->arena, "\"effective_to\":\"%s\",\"replaced_by\":\"3.000722\",", content.to).at;

    return (struct catalogue_file){
        STR("ho-tich.json"),
        arena_printf(test->arena,
                     "{\"field\":\"Hộ tịch\",\"procedures\":[{\"code\":\"1.001193\",\"name\":\"%s\",\"unit\":\"VP\","
                     "\"effective_from\":\"%s\",%s\"certainty\":\"%s\",\"terms\":["
                     "{\"channel\":\"counter\",\"amount\":%d,\"unit\":\"working-day\",\"fee_vnd\":8000},"
                     "{\"channel\":\"online\",\"amount\":1,\"unit\":\"same-day\",\"fee_vnd\":0}],"
                     "\"papers\":[{\"name\":\"Tờ khai\",\"kind\":\"form\",\"quantity\":1,\"required\":true},"
                     "{\"name\":\"Giấy cam đoan\",\"kind\":\"original\",\"quantity\":2,\"required\":false,"
                     "\"condition\":\"không có Giấy chứng sinh\"}],"
                     "\"result\":\"Giấy khai sinh\",\"result_codes\":[\"KQ.G15.000031\"],"
                     "\"legal_basis\":[\"60/2014/QH13\",\"123/2015/NĐ-CP\"]}]}",
                     content.name, content.from, to, content.certainty, content.amount),
    };
}

static enum status import(struct test_db *test, int64_t office_id, struct content content,
                          struct catalogue_faults *faults, struct catalogue_import *counts)
{
    struct catalogue_file file = file_of(test, content);

    *counts = (struct catalogue_import){ 0 };
    return catalogue_admin_import(test->db, test->arena, test_office_console(office_id), &file, 1,
                                  test_moment("2025-07-01 09:00"), faults, counts);
}

static void check_counts(struct catalogue_import counts, int added, int changed, int corrected, int unchanged)
{
    CHECK_INT(counts.added, added);
    CHECK_INT(counts.changed, changed);
    CHECK_INT(counts.corrected, corrected);
    CHECK_INT(counts.unchanged, unchanged);
}

static void a_new_procedure_is_written_whole(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct catalogue_import counts;

    CHECK_OK(import(test, office_id, FIRST, &faults, &counts));
    check_counts(counts, 1, 0, 0, 0);
    CHECK_STR(test_db_text(test, "SELECT name FROM procedure_version"), "Đăng ký khai sinh");
    CHECK_STR(test_db_text(test, "SELECT name_fold FROM procedure_version"), "dang ky khai sinh\n1.001193\nho tich");
    CHECK_STR(test_db_text(test, "SELECT legal_basis FROM procedure_version"), "60/2014/QH13\n123/2015/NĐ-CP");
    CHECK_STR(test_db_text(test, "SELECT result_code FROM procedure_version"), "KQ.G15.000031");
    CHECK_STR(test_db_text(test, "SELECT u.unit_code FROM procedure_version p JOIN unit u ON u.unit_id = p.unit_id"),
              "VP");
    CHECK_INT(test_db_number(test, "SELECT is_same_day FROM procedure_version"), 0);
    CHECK_INT(test_db_number(test, "SELECT fee_vnd FROM procedure_term WHERE channel = 'counter'"), 8000);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM procedure_term"), 2);
    CHECK_STR(test_db_text(test, "SELECT condition FROM procedure_paper WHERE position = 2"),
              "không có Giấy chứng sinh");
    CHECK_INT(test_db_number(test, "SELECT quantity FROM procedure_paper WHERE position = 2"), 2);
}

static void an_unchanged_procedure_is_left_alone(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct catalogue_import counts;

    CHECK_OK(import(test, office_id, FIRST, &faults, &counts));
    struct str before = test_db_fingerprint(test);
    CHECK_OK(import(test, office_id, FIRST, &faults, &counts));
    check_counts(counts, 0, 0, 0, 1);
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static void a_version_from_a_later_day_ends_the_old_one_the_day_before(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct content second = { "2025-09-01", NULL, "likely", "Đăng ký khai sinh", 3 };
    struct catalogue_faults faults;
    struct catalogue_import counts;

    CHECK_OK(import(test, office_id, FIRST, &faults, &counts));
    CHECK_OK(import(test, office_id, second, &faults, &counts));
    check_counts(counts, 0, 1, 0, 0);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM procedure_version"), 2);
    CHECK_STR(
        test_db_text(test, "SELECT effective_to_on FROM procedure_version WHERE effective_from_on = '2025-07-01'"),
        "2025-08-31");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM procedure_version WHERE effective_to_on IS NULL"), 1);

    struct sql_procedures_in_force_rows rows;
    CHECK_OK(sql_procedures_in_force(test->db, test->arena, office_id, test_date("2025-08-31"), &rows));
    CHECK_INT(rows.count, 1);
    CHECK_INT(rows.at[0].term_amount, 5);
    CHECK_OK(sql_procedures_in_force(test->db, test->arena, office_id, test_date("2025-09-01"), &rows));
    CHECK_INT(rows.count, 1);
    CHECK_INT(rows.at[0].term_amount, 3);

    CHECK_OK(import(test, office_id, FIRST, &faults, &counts)); /* the old file again reopens nothing */
    check_counts(counts, 0, 0, 0, 1);
}

static void a_published_version_is_never_rewritten(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct content other = { "2025-07-01", NULL, "likely", "Đăng ký khai sinh", 3 };
    struct catalogue_faults faults;
    struct catalogue_import counts;

    CHECK_OK(import(test, office_id, FIRST, &faults, &counts));
    struct str before = test_db_fingerprint(test);
    CHECK_STATUS(import(test, office_id, other, &faults, &counts), ST_INVALID);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].file, "ho-tich.json");
    CHECK_STR(faults.at[0].place, "1.001193 (procedures[0]) effective_from");
    CHECK_STR(faults.at[0].reason,
              "differs from the version the office has from 2025-07-01 on; a change needs a later day");
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static void a_version_before_a_known_one_must_end_before_it(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct content second = { "2025-09-01", NULL, "likely", "Đăng ký khai sinh", 3 };
    struct content ended = { "2025-07-01", "2025-08-31", "likely", "Đăng ký khai sinh", 5 };
    struct catalogue_faults faults;
    struct catalogue_import counts;

    CHECK_OK(import(test, office_id, second, &faults, &counts));
    CHECK_STATUS(import(test, office_id, FIRST, &faults, &counts), ST_INVALID);
    CHECK_STR(faults.at[0].reason, "the office has a version from 2025-09-01 on; this one must end before");
    CHECK_OK(import(test, office_id, ended, &faults, &counts));
    check_counts(counts, 0, 1, 0, 0);
}

static void a_repealed_procedure_gets_its_last_day(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct content repealed = { "2025-07-01", "2026-08-31", "verified", "Đăng ký khai sinh", 5 };
    struct catalogue_faults faults;
    struct catalogue_import counts;
    struct sql_procedures_in_force_rows rows;

    CHECK_OK(import(test, office_id, FIRST, &faults, &counts));
    CHECK_OK(import(test, office_id, repealed, &faults, &counts));
    check_counts(counts, 0, 0, 1, 0);
    CHECK_STR(test_db_text(test, "SELECT effective_to_on FROM procedure_version"), "2026-08-31");
    CHECK_STR(test_db_text(test, "SELECT replaced_by FROM procedure_version"), "3.000722");
    CHECK_STR(test_db_text(test, "SELECT certainty FROM procedure_version"), "verified");
    CHECK_OK(sql_procedures_in_force(test->db, test->arena, office_id, test_date("2026-08-31"), &rows));
    CHECK_INT(rows.count, 1);
    CHECK_OK(sql_procedures_in_force(test->db, test->arena, office_id, test_date("2026-09-01"), &rows));
    CHECK_INT(rows.count, 0);
}

static void one_fault_keeps_everything_out(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_file files[2] = { file_of(test, FIRST), { STR("b.json"), STR("{\"field\":\"Đất đai\"}") } };
    struct str before = test_db_fingerprint(test);
    struct catalogue_faults faults;
    struct catalogue_import counts = { 0 };

    CHECK_STATUS(catalogue_admin_import(test->db, test->arena, test_office_console(office_id), files, 2,
                                        test_moment("2025-07-01 09:00"), &faults, &counts),
                 ST_INVALID);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].file, "b.json");
    CHECK_STR(faults.at[0].place, "procedures");
    CHECK_STR(faults.at[0].reason, "missing");
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static void a_unit_the_office_lacks_is_a_fault(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct catalogue_import counts;

    test_db_run(test, "UPDATE unit SET unit_code = 'VPUB' WHERE unit_code = 'VP'");
    CHECK_STATUS(import(test, office_id, FIRST, &faults, &counts), ST_INVALID);
    CHECK_STR(faults.at[0].place, "1.001193 (procedures[0]) unit");
    CHECK_STR(faults.at[0].reason, "the office has no unit 'VP'");
}

static void only_who_manages_the_catalogue_may_import(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_file file = file_of(test, FIRST);
    struct catalogue_faults faults;
    struct catalogue_import counts;

    for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
        struct actor actor = { .office_id = office_id, .role = role };
        bool is_manager = role == ROLE_DIRECTOR || role == ROLE_ADMINISTRATOR;

        CHECK_STATUS(catalogue_admin_import(test->db, test->arena, actor, &file, 1, test_moment("2025-07-01 09:00"),
                                            &faults, &counts),
                     is_manager ? ST_OK : ST_FORBIDDEN);
    }
}

static void each_office_has_its_own_catalogue(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct catalogue_import counts;
    struct sql_procedures_in_force_rows rows;

    CHECK_OK(import(test, office_id, FIRST, &faults, &counts));
    CHECK_OK(sql_procedures_in_force(test->db, test->arena, office_id + 1, test_date("2025-09-01"), &rows));
    CHECK_INT(rows.count, 0);
}

static void the_embedded_catalogue_comes_in_whole_and_once(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor console = test_office_console(office_id);
    struct moment now = test_moment("2025-07-01 09:00");
    struct catalogue_faults faults;
    struct catalogue_import counts;
    struct sql_procedures_in_force_rows rows;

    CHECK_OK(catalogue_admin_import_embedded(test->db, test->arena, console, now, &faults, &counts));
    check_counts(counts, 181, 3, 0, 0);
    CHECK_OK(sql_procedures_in_force(test->db, test->arena, office_id, test_date("2025-09-18"), &rows));
    CHECK_INT(rows.count, 179);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM procedure_version WHERE procedure_code = '1.001193'"), 1);
    CHECK_INT(test_db_number(test, "SELECT is_same_day FROM procedure_version WHERE procedure_code = '1.001193'"), 1);
    CHECK_OK(catalogue_admin_import_embedded(test->db, test->arena, console, now, &faults, &counts));
    check_counts(counts, 0, 0, 0, 184);
}

static int64_t second_office_id;

static enum status import_second(struct test_db *test)
{
    struct content second = { "2025-09-01", NULL, "likely", "Đăng ký khai sinh", 3 };
    struct catalogue_faults faults;
    struct catalogue_import counts;

    return import(test, second_office_id, second, &faults, &counts);
}

static void a_failing_statement_leaves_nothing_behind(void **state)
{
    struct test_db *test = *state;
    struct catalogue_faults faults;
    struct catalogue_import counts;

    second_office_id = test_office_found(test);
    CHECK_OK(import(test, second_office_id, FIRST, &faults, &counts));
    CHECK(test_db_fail_each_statement(test, import_second) >= 8);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_new_procedure_is_written_whole),
    test_db_each(an_unchanged_procedure_is_left_alone),
    test_db_each(a_version_from_a_later_day_ends_the_old_one_the_day_before),
    test_db_each(a_published_version_is_never_rewritten),
    test_db_each(a_version_before_a_known_one_must_end_before_it),
    test_db_each(a_repealed_procedure_gets_its_last_day),
    test_db_each(one_fault_keeps_everything_out),
    test_db_each(a_unit_the_office_lacks_is_a_fault),
    test_db_each(only_who_manages_the_catalogue_may_import),
    test_db_each(each_office_has_its_own_catalogue),
    test_db_each(the_embedded_catalogue_comes_in_whole_and_once),
    test_db_each(a_failing_statement_leaves_nothing_behind),
};
TEST_DB_MAIN(tests)
