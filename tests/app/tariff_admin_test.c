/* SPDX-License-Identifier: Apache-2.0 */
#include "app/tariff_admin.h"

#include "app/catalogue_admin.h"
#include "support/test_clock.h"
#include "support/test_office.h"

/* One tariff by page and one exemption from it; what varies is given. */
static struct catalogue_file file_of(struct test_db *test, const char *from, const char *last, const char *certainty,
                                     int price_vnd)
{
    const char *to = last == NULL ? "" : arena_printf(test->arena, "\"effective_to\":\"%s\",", last).at;

    return (struct catalogue_file){
        STR("tariffs.json"),
        arena_printf(
            test->arena,
            "{\"tariffs\":[{\"code\":\"ban-sao\",\"name\":\"Phí bản sao\",\"unit\":\"page\",\"set_by\":\"law\","
            "\"certainty\":\"%s\",\"legal_basis\":\"226/2016/TT-BTC\",\"cap_vnd\":200000,%s"
            "\"effective_from\":\"%s\",\"prices\":[{\"price_vnd\":%d},{\"from_unit\":3,\"price_vnd\":1000},"
            "{\"channel\":\"online\",\"price_vnd\":500}]}],"
            "\"exemptions\":[{\"code\":\"ho-ngheo\",\"name\":\"Hộ nghèo\",\"percent\":%d,"
            "\"evidence\":\"Giấy chứng nhận\",\"legal_basis\":\"97/2015/QH13\",\"certainty\":\"%s\",%s"
            "\"effective_from\":\"%s\",\"tariffs\":[\"ban-sao\"]}]}",
            certainty, to, from, price_vnd, price_vnd / 40, certainty, to, from),
    };
}

static enum status import(struct test_db *test, int64_t office_id, struct catalogue_file file,
                          struct catalogue_faults *faults, struct tariff_import *counts)
{
    struct catalogue_import all = { 0 };
    enum status status = catalogue_admin_import(test->db, test->arena, test_office_console(office_id), &file, 1,
                                                test_moment("2025-07-01 09:00"), faults, &all);

    *counts = all.tariffs;
    return status;
}

static void check_counts(struct tariff_import counts, int added, int changed, int corrected, int unchanged)
{
    CHECK_INT(counts.added, added);
    CHECK_INT(counts.changed, changed);
    CHECK_INT(counts.corrected, corrected);
    CHECK_INT(counts.unchanged, unchanged);
}

static int64_t amount_on(struct test_db *test, int64_t office_id, const char *day, const char *channel, int64_t pages)
{
    struct tariffs tariffs;

    CHECK_OK(tariff_admin_in_force(test->db, test->arena, office_id, STR("gone ban-sao"), test_date(day), &tariffs));
    return tariffs.count == 0 ? -1 : tariff_amount(&tariffs.at[0], str_of(channel), pages, 1, 0);
}

static void tariffs_come_in_whole_and_are_read_for_a_day(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct tariff_import counts;
    struct fee_exemptions exemptions;

    CHECK_OK(import(test, office_id, file_of(test, "2025-07-01", NULL, "verified", 2000), &faults, &counts));
    check_counts(counts, 2, 0, 0, 0);
    CHECK_INT(amount_on(test, office_id, "2025-06-30", "counter", 5), -1);
    CHECK_INT(amount_on(test, office_id, "2025-07-01", "counter", 5), 7000);
    CHECK_INT(amount_on(test, office_id, "2025-07-01", "counter", 300), 200000);
    CHECK_INT(amount_on(test, office_id, "2025-07-01", "online", 5), 2500);
    CHECK_OK(tariff_admin_exemptions(test->db, test->arena, office_id, test_date("2025-07-01"), &exemptions));
    CHECK_INT(exemptions.count, 1);
    CHECK_INT(exemptions.at[0].percent, 50);
    CHECK_STR(exemptions.at[0].evidence, "Giấy chứng nhận");
    CHECK(fee_exemption_applies(&exemptions.at[0], STR("ban-sao"), STR("counter"), test_date("2025-07-01")));
    CHECK_OK(tariff_admin_exemptions(test->db, test->arena, office_id, test_date("2025-06-30"), &exemptions));
    CHECK_INT(exemptions.count, 0);
}

static void the_same_again_changes_nothing(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_file file = file_of(test, "2025-07-01", NULL, "verified", 2000);
    struct catalogue_faults faults;
    struct tariff_import counts;

    CHECK_OK(import(test, office_id, file, &faults, &counts));
    struct str before = test_db_fingerprint(test);
    CHECK_OK(import(test, office_id, file, &faults, &counts));
    check_counts(counts, 0, 0, 0, 2);
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static void a_new_price_from_a_later_day_ends_the_old_one_the_day_before(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct tariff_import counts;

    CHECK_OK(import(test, office_id, file_of(test, "2025-07-01", NULL, "verified", 2000), &faults, &counts));
    CHECK_OK(import(test, office_id, file_of(test, "2027-01-01", NULL, "likely", 4000), &faults, &counts));
    check_counts(counts, 0, 2, 0, 0);
    CHECK_INT(amount_on(test, office_id, "2026-12-31", "counter", 2), 4000);
    CHECK_INT(amount_on(test, office_id, "2027-01-01", "counter", 2), 8000);
    CHECK_STR(test_db_text(test, "SELECT effective_to_on FROM tariff WHERE effective_from_on = '2025-07-01'"),
              "2026-12-31");
    CHECK_STR(test_db_text(test, "SELECT effective_to_on FROM fee_exemption WHERE effective_from_on = '2025-07-01'"),
              "2026-12-31");
    CHECK_OK(import(test, office_id, file_of(test, "2025-07-01", NULL, "verified", 2000), &faults, &counts));
    check_counts(counts, 0, 0, 0, 2); /* the old file again reopens nothing */
}

static void a_price_is_never_rewritten(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct tariff_import counts;

    CHECK_OK(import(test, office_id, file_of(test, "2025-07-01", NULL, "verified", 2000), &faults, &counts));
    struct str before = test_db_fingerprint(test);
    CHECK_STATUS(import(test, office_id, file_of(test, "2025-07-01", NULL, "verified", 2400), &faults, &counts),
                 ST_INVALID);
    CHECK_INT(faults.count, 2);
    CHECK_STR(faults.at[0].file, "tariffs.json");
    CHECK_STR(faults.at[0].place, "ban-sao (tariffs[0]) effective_from");
    CHECK_STR(faults.at[0].reason,
              "differs from the version the office has from 2025-07-01 on; a change needs a later day");
    CHECK_STR(faults.at[1].place, "ho-ngheo (exemptions[0]) effective_from");
    CHECK(str_equal(test_db_fingerprint(test), before));
}

static void last_day_and_certainty_may_be_corrected(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct tariff_import counts;

    CHECK_OK(import(test, office_id, file_of(test, "2025-07-01", NULL, "likely", 2000), &faults, &counts));
    CHECK_OK(import(test, office_id, file_of(test, "2025-07-01", "2026-06-30", "verified", 2000), &faults, &counts));
    check_counts(counts, 0, 0, 2, 0);
    CHECK_STR(test_db_text(test, "SELECT certainty FROM tariff"), "verified");
    CHECK_INT(amount_on(test, office_id, "2026-07-01", "counter", 2), -1);
}

static void a_version_before_a_known_one_must_end_before_it(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct tariff_import counts;

    CHECK_OK(import(test, office_id, file_of(test, "2026-01-01", NULL, "verified", 2000), &faults, &counts));
    CHECK_STATUS(import(test, office_id, file_of(test, "2025-07-01", NULL, "verified", 4000), &faults, &counts),
                 ST_INVALID);
    CHECK_STR(faults.at[0].reason, "the office has a version from 2026-01-01 on; this one must end before");
}

static void the_programs_own_tariffs_come_with_the_catalogue(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct catalogue_faults faults;
    struct catalogue_import counts;
    struct tariffs tariffs;

    CHECK_OK(catalogue_admin_import_embedded(test->db, test->arena, test_office_console(office_id),
                                             test_moment("2025-07-01 09:00"), &faults, &counts));
    CHECK_INT(counts.tariffs.added, 53);  /* 40 tariffs, 13 exemptions … */
    CHECK_INT(counts.tariffs.changed, 2); /* … and two tariffs change on 01/01/2027 */
    struct str codes = test_db_text(test, "SELECT tariffs FROM procedure_version WHERE procedure_code = '1.004194'");
    CHECK_STR(codes, "dang-ky-tam-tru dang-ky-tam-tru-danh-sach");
    CHECK_OK(tariff_admin_in_force(test->db, test->arena, office_id, codes, test_date("2026-10-01"), &tariffs));
    CHECK_INT(tariffs.count, 2);
    CHECK_INT(tariff_amount(&tariffs.at[1], STR("counter"), 1, 12, 0), 120000);
}

static const struct CMUnitTest tests[] = {
    test_db_each(tariffs_come_in_whole_and_are_read_for_a_day),
    test_db_each(the_same_again_changes_nothing),
    test_db_each(a_new_price_from_a_later_day_ends_the_old_one_the_day_before),
    test_db_each(a_price_is_never_rewritten),
    test_db_each(last_day_and_certainty_may_be_corrected),
    test_db_each(a_version_before_a_known_one_must_end_before_it),
    test_db_each(the_programs_own_tariffs_come_with_the_catalogue),
};
TEST_DB_MAIN(tests)
