/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake_fault.h"

#include "support/check.h"

static void every_fault_has_words_of_its_own(void **state)
{
    (void)state;
    for (enum intake_fault_kind kind = 0; kind < INTAKE_FAULT_COUNT; kind++) {
        CHECK(intake_fault_text(kind).len > 10);
        for (enum intake_fault_kind other = 0; other < kind; other++)
            CHECK(!str_equal(intake_fault_text(kind), intake_fault_text(other)));
    }
    CHECK_STR(intake_fault_text(INTAKE_NO_FAULT), "");
}

static void no_fault_is_not_added(void **state)
{
    struct intake_faults faults = { .count = 0 };
    (void)state;

    intake_fault_add(&faults, STR("applicant"), STR("Họ và tên"), INTAKE_NO_FAULT);
    CHECK_INT(faults.count, 0);
    intake_fault_add(&faults, STR("applicant"), STR("Họ và tên"), INTAKE_MISSING);
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, "applicant");
    CHECK_STR(faults.at[0].label, "Họ và tên");
}

static void a_full_list_stays_full(void **state)
{
    struct intake_faults faults = { .count = 0 };
    (void)state;

    for (int i = 0; i < INTAKE_FAULTS_MAX + 10; i++)
        intake_fault_add(&faults, STR("paper_1"), STR("Tờ khai"), INTAKE_MISSING);
    CHECK_INT(faults.count, INTAKE_FAULTS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_has_words_of_its_own),
        cmocka_unit_test(no_fault_is_not_added),
        cmocka_unit_test(a_full_list_stays_full),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
