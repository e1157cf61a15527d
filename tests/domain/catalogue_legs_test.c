/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue.h"

#include "support/check.h"

static struct arena *arena;
static struct catalogue_faults faults;

static int setup(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    faults = (struct catalogue_faults){ .arena = arena };
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/* One after two at once: 1 and the longer of 2 and 4 make 5. */
static struct procedure_leg legs[3];
static struct procedure_term terms[2];

static struct procedure good(void)
{
    legs[0] = (struct procedure_leg){ 1, STR("Văn phòng"), STR("Khai tử"), 1, STR("working-day") };
    legs[1] = (struct procedure_leg){ 2, STR("Công an xã"), STR("Xóa thường trú"), 2, STR("working-day") };
    legs[2] = (struct procedure_leg){ 2, STR("Phòng Văn hóa"), STR("Mai táng phí"), 4, STR("working-day") };
    terms[0] = (struct procedure_term){ STR("counter"), 5, STR("working-day"), 0 };
    terms[1] = (struct procedure_term){ STR("online"), 6, STR("working-day"), 0 };
    return (struct procedure){ .legs = legs, .leg_count = 3, .terms = terms, .term_count = 2 };
}

static void check_fault(const struct procedure *procedure, const char *place, const char *reason)
{
    faults = (struct catalogue_faults){ .arena = arena };
    catalogue_check_legs(procedure, &faults);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, place);
    CHECK_STR(faults.at[0].reason, reason);
}

static void legs_that_fill_the_term_are_right(void **state)
{
    struct procedure procedure = good();
    (void)state;

    catalogue_check_legs(&procedure, &faults);
    CHECK_INT(faults.count, 0);
    procedure.leg_count = 0;
    catalogue_check_legs(&procedure, &faults);
    CHECK_INT(faults.count, 0);
}

static void stages_summed_must_fit_into_every_term(void **state)
{
    struct procedure procedure = good();
    (void)state;

    terms[0].amount = 4;
    check_fault(&procedure, "legs", "take 5 together, longer than the term of 4 for counter");
    procedure = good();
    terms[1].amount = 7;
    legs[1].stage = 2;
    legs[2].stage = 3;
    check_fault(&procedure, "legs", "take 7 together, longer than the term of 5 for counter");
}

static void each_broken_rule_of_a_leg_is_named(void **state)
{
    struct procedure procedure = good();
    (void)state;

    legs[1].body = STR(" ");
    check_fault(&procedure, "legs[1].body", "missing");
    procedure = good();
    legs[2].what = (struct str){ NULL, 0 };
    check_fault(&procedure, "legs[2].what", "missing");
    procedure = good();
    legs[0].stage = 2;
    check_fault(&procedure, "legs[0]", "stage 2 follows 0; stages are 1, 2, 3 … in this order");
    procedure = good();
    legs[2].stage = 1;
    check_fault(&procedure, "legs[2]", "stage 1 follows 2; stages are 1, 2, 3 … in this order");
    procedure = good();
    legs[2].stage = 4;
    check_fault(&procedure, "legs[2]", "stage 4 follows 2; stages are 1, 2, 3 … in this order");
    procedure = good();
    legs[1].amount = 0;
    check_fault(&procedure, "legs[1]", "not a limit in working days, days or working hours");
    procedure = good();
    legs[1].unit = STR("same-day");
    check_fault(&procedure, "legs[1]", "not a limit in working days, days or working hours");
    procedure = good();
    terms[1].unit = STR("calendar-day");
    check_fault(&procedure, "legs", "the unit of legs[0] is not that of the term for online");
}

static void another_body_is_another_leg(void **state)
{
    struct procedure a = good(), b = a;
    struct procedure_leg others[3] = { legs[0], legs[1], legs[2] };
    (void)state;

    b.legs = others;
    CHECK(procedure_legs_equal(&a, &b));
    others[2].body = STR("Phòng Kinh tế");
    CHECK(!procedure_legs_equal(&a, &b));
    others[2] = legs[2];
    others[2].amount = 3;
    CHECK(!procedure_legs_equal(&a, &b));
    b.leg_count = 2;
    CHECK(!procedure_legs_equal(&a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(legs_that_fill_the_term_are_right, setup, teardown),
        cmocka_unit_test_setup_teardown(stages_summed_must_fit_into_every_term, setup, teardown),
        cmocka_unit_test_setup_teardown(each_broken_rule_of_a_leg_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(another_body_is_another_leg, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
