/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/procedures.h"

#include "app/catalogue_admin.h"
#include "support/test_clock.h"
#include "support/test_office.h"

static struct procedures_offered offered(struct test_db *test)
{
    int64_t office_id = test_office_found(test);
    struct procedures_offered procedures;
    struct catalogue_faults faults;
    struct catalogue_import imported;

    CHECK_OK(catalogue_admin_import_embedded(test->db, test->arena, test_office_console(office_id),
                                             test_moment("2025-06-30 08:00"), &faults, &imported));
    CHECK_OK(procedures_load(test->db, test->arena, office_id, &procedures));
    return procedures;
}

static void everything_drawn_is_in_force_on_that_day(void **state)
{
    static const char *const days[] = { "2025-07-01", "2025-09-18", "2026-08-31", "2026-09-01", "2027-01-01" };
    struct test_db *test = *state;
    struct procedures_offered procedures = offered(test);
    struct dice dice = dice_of(1, DICE_LIFE, 0);

    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        for (int roll = 0; roll < 5000; roll++) {
            struct date on = test_date(days[i]);
            struct request_drawn drawn = procedures_draw(&procedures, on, &dice);

            CHECK(procedure_is_in_force(drawn.procedure->from, drawn.procedure->to, on));
            CHECK(drawn.procedure->unit_id != 0 && drawn.procedure->result.len > 0);
            CHECK(drawn.term->term.amount >= 1);
        }
}

static bool is_certification(struct str code)
{
    return str_equal(code, STR("2.000815")) || str_equal(code, STR("2.000884"));
}

static void certifying_at_the_counter_is_what_most_people_come_for(void **state)
{
    struct procedures_offered procedures = offered(*state);
    struct dice dice = dice_of(1, DICE_LIFE, 0);
    int certifications = 0, online = 0;

    for (int roll = 0; roll < 10000; roll++) {
        struct request_drawn drawn = procedures_draw(&procedures, test_date("2025-08-01"), &dice);

        certifications += is_certification(drawn.procedure->code);
        online += str_equal(drawn.term->channel, STR("online"));
        if (is_certification(drawn.procedure->code))
            CHECK_STR(drawn.term->channel, "counter");
    }
    CHECK(certifications > 4000 && certifications < 4700);
    CHECK(online > 3000 && online < 4200);
}

static void the_quickest_is_done_within_the_day(void **state)
{
    struct procedures_offered procedures = offered(*state);
    struct request_drawn drawn = procedures_quickest(&procedures, test_date("2025-09-18"));

    CHECK_STR(drawn.procedure->code, "2.000815");
    CHECK_INT(drawn.term->term.unit, TERM_SAME_DAY);
}

static const struct CMUnitTest tests[] = {
    test_db_each(everything_drawn_is_in_force_on_that_day),
    test_db_sqlite(certifying_at_the_counter_is_what_most_people_come_for), /* the same rows as above */
    test_db_sqlite(the_quickest_is_done_within_the_day),
};

TEST_DB_MAIN(tests)
