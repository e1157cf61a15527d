/* SPDX-License-Identifier: Apache-2.0 */
#include "app/office_admin.h"

#include "support/test_clock.h"
#include "support/test_db.h"

static struct office_new good_office(void)
{
    return (struct office_new){
        .agency_code = STR("H55.12.07"),
        .name = STR("UBND xã Bình Yên"),
        .centre_name = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
        .place_name = STR("Bình Yên"),
        .address = STR(""),
        .phone = STR(""),
        .public_url = STR("https://motcua.example"),
    };
}

static enum status found(struct test_db *test, const struct office_new *office)
{
    int64_t office_id;

    return office_admin_create(test->db, test->arena, office, test_moment("2025-07-01 08:00"), &office_id);
}

static void an_office_begins_with_units_a_chain_and_a_calendar(void **state)
{
    struct test_db *test = *state;
    struct office_new office = good_office();

    CHECK_OK(found(test, &office));
    CHECK_STR(test_db_text(test, "SELECT name FROM office WHERE agency_code = 'H55.12.07'"), "UBND xã Bình Yên");
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM unit"), 6);
    CHECK_STR(test_db_text(test, "SELECT name FROM unit WHERE unit_code = 'VHXH'"), "Phòng Văn hóa – Xã hội");
    CHECK_INT(test_db_number(test, "SELECT chain_number FROM event_chain"), 0);
    CHECK_STR(test_db_text(test, "SELECT event_hash FROM event_chain"),
              "0000000000000000000000000000000000000000000000000000000000000000");
    CHECK_INT(test_db_number(test, "SELECT is_working FROM calendar_day WHERE day_on = '2025-09-02'"), 0);
    CHECK_INT(test_db_number(test, "SELECT is_provisional FROM calendar_day WHERE day_on = '2025-09-02'"), 0);
    CHECK_INT(test_db_number(test, "SELECT is_working FROM calendar_day WHERE day_on = '2026-08-22'"), 1);
    /* 2/9/2027 is a Thursday; no notice is known */
    CHECK_INT(test_db_number(test, "SELECT is_provisional FROM calendar_day WHERE day_on = '2027-09-02'"), 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM calendar_day WHERE day_on > '2030-12-31'"), 0);
}

static void an_agency_code_is_one_offices(void **state)
{
    struct test_db *test = *state;
    struct office_new office = good_office();

    CHECK_OK(found(test, &office));
    CHECK_STATUS(found(test, &office), ST_EXISTS);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM unit"), 6);
    office.agency_code = STR("H55.12.08");
    CHECK_OK(found(test, &office));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM unit"), 12);
}

static void a_bank_account_is_taken_when_it_can_be_one(void **state)
{
    static const struct office_bank bad[] = {
        { { "970499", 6 }, { "8500201004321", 13 }, { "UBND XA", 7 } }, /* no such bank */
        { { "970405", 6 }, { "12345", 5 }, { "UBND XA", 7 } },
        { { "970405", 6 }, { "8500-2010", 9 }, { "UBND XA", 7 } },
        { { "970405", 6 }, { "8500201004321", 13 }, { " ", 1 } },
        { { "", 0 }, { "8500201004321", 13 }, { "", 0 } },
    };
    struct test_db *test = *state;
    struct office_new office = good_office();
    int64_t office_id;
    struct office_bank good = { STR("970405"), STR("8500201004321"), STR("UBND XA BINH YEN") };
    struct office_bank none = { STR(""), STR(""), STR("") };

    CHECK_OK(office_admin_create(test->db, test->arena, &office, test_moment("2025-07-01 08:00"), &office_id));
    struct actor by = { .office_id = office_id, .role = ROLE_ADMINISTRATOR };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_STATUS(office_admin_set_bank(test->db, by, &bad[i]), ST_INVALID);
    CHECK_STR(test_db_text(test, "SELECT bank_bin FROM office"), "");
    CHECK_OK(office_admin_set_bank(test->db, by, &good));
    CHECK_STR(test_db_text(test, "SELECT bank_account FROM office WHERE bank_bin = '970405'"), "8500201004321");
    by.role = ROLE_COUNTER;
    CHECK_STATUS(office_admin_set_bank(test->db, by, &none), ST_FORBIDDEN);
    by.role = ROLE_ADMINISTRATOR;
    CHECK_OK(office_admin_set_bank(test->db, by, &none));
    CHECK_STR(test_db_text(test, "SELECT bank_account_name FROM office"), "");
}

static void what_is_not_acceptable_founds_nothing(void **state)
{
    struct test_db *test = *state;
    struct office_new bad[7];

    for (size_t i = 0; i < 7; i++)
        bad[i] = good_office();
    bad[0].agency_code = STR("h55.12");
    bad[1].name = STR(" ");
    bad[2].centre_name = (struct str){ NULL, 0 };
    bad[3].place_name = STR("B\xff");
    bad[4].public_url = STR("motcua.example");
    bad[5].public_url = STR("https://motcua.example/");
    bad[6].phone = (struct str){ NULL, 0 };
    for (size_t i = 0; i < 7; i++)
        CHECK_STATUS(found(test, &bad[i]), ST_INVALID);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM office"), 0);
}

static enum status found_good(struct test_db *test)
{
    struct office_new office = good_office();

    return found(test, &office);
}

static void a_failing_statement_leaves_nothing_behind(void **state)
{
    CHECK(test_db_fail_each_statement(*state, found_good) >= 8);
}

static const struct CMUnitTest tests[] = {
    test_db_each(an_office_begins_with_units_a_chain_and_a_calendar),
    test_db_each(an_agency_code_is_one_offices),
    test_db_each(a_bank_account_is_taken_when_it_can_be_one),
    test_db_each(what_is_not_acceptable_founds_nothing),
    test_db_each(a_failing_statement_leaves_nothing_behind),
};

TEST_DB_MAIN(tests)
