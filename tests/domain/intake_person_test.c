/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/intake_person.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct person_typed good(void)
{
    struct person_typed typed = { .is_given = true };

    typed.fields[PERSON_name] = STR(" Trần Văn Mẫu ");
    typed.fields[PERSON_identity_number] = STR("098 065 000 123");
    typed.fields[PERSON_born_on] = STR("1/2/1965");
    typed.fields[PERSON_gender] = STR("male");
    typed.fields[PERSON_phone] = STR("0912 345 678");
    typed.fields[PERSON_authorisation] = STR("Giấy ủy quyền số 12/2025");
    return typed;
}

static struct intake_faults check(enum person_role role, const struct person_typed *typed, struct intake_person *out)
{
    struct intake_faults faults = { .count = 0 };

    *out = intake_person_check(arena, role, typed, test_date("2025-09-18"), &faults);
    return faults;
}

static void a_good_person_is_cleaned(void **state)
{
    struct person_typed typed = good();
    struct intake_person person;
    (void)state;

    CHECK_INT(check(PERSON_SUBMITTER, &typed, &person).count, 0);
    CHECK_STR(person.name, "Trần Văn Mẫu");
    CHECK_STR(person.identity_number, "098065000123");
    CHECK_INT(person.born_on.day, test_date("1965-02-01").day);
    CHECK_STR(person.gender, "male");
    CHECK_STR(person.phone, "0912345678");
    CHECK_STR(person.authorisation, "Giấy ủy quyền số 12/2025");
    CHECK_STR(person.address, "");
}

static void who_is_not_given_is_the_applicant(void **state)
{
    struct person_typed typed = good();
    struct intake_person person;
    (void)state;

    typed.is_given = false;
    CHECK_INT(check(PERSON_OWNER, &typed, &person).count, 0);
    CHECK_STR(person.name, NULL);
}

static void only_a_submitter_shows_an_authorisation(void **state)
{
    struct person_typed typed = good();
    struct intake_person person;
    (void)state;

    typed.fields[PERSON_authorisation] = STR(" ");
    struct intake_faults faults = check(PERSON_SUBMITTER, &typed, &person);

    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, "submitter_authorisation");
    CHECK_STR(faults.at[0].label, "Người nộp thay, Giấy tờ ủy quyền");
    CHECK_INT(faults.at[0].kind, INTAKE_MISSING);
    CHECK_INT(check(PERSON_OWNER, &typed, &person).count, 0);
    typed.fields[PERSON_authorisation] = STR("giấy gì đó");
    check(PERSON_OWNER, &typed, &person);
    CHECK_STR(person.authorisation, ""); /* an owner needs none */
}

static void each_field_has_its_fault(void **state)
{
    static const struct {
        enum person_field field;
        const char *value, *place;
        enum intake_fault_kind kind;
    } cases[] = {
        { PERSON_name, "", "owner_name", INTAKE_MISSING },
        { PERSON_identity_number, " ", "owner_identity_number", INTAKE_MISSING },
        { PERSON_identity_number, "12", "owner_identity_number", INTAKE_NOT_AN_IDENTITY },
        { PERSON_born_on, "30/02/1965", "owner_born_on", INTAKE_NOT_A_DATE },
        { PERSON_born_on, "19/09/2025", "owner_born_on", INTAKE_FUTURE_DATE },
        { PERSON_gender, "x", "owner_gender", INTAKE_NOT_A_CHOICE },
        { PERSON_phone, "1", "owner_phone", INTAKE_NOT_A_PHONE },
        { PERSON_email, "a@", "owner_email", INTAKE_NOT_AN_EMAIL },
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct person_typed typed = good();
        struct intake_person person;

        typed.fields[cases[i].field] = str_of(cases[i].value);
        struct intake_faults faults = check(PERSON_OWNER, &typed, &person);

        CHECK_INT(faults.count, 1);
        CHECK_STR(faults.at[0].place, cases[i].place);
        CHECK_INT(faults.at[0].kind, cases[i].kind);
    }
}

static void any_bytes_are_answered(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        char bytes[300];
        struct person_typed typed = good();
        struct intake_person person;

        test_random_bytes(bytes, sizeof bytes);
        typed.fields[test_random_in(0, PERSON_FIELD_COUNT - 1)] =
            (struct str){ bytes, (size_t)test_random_in(0, sizeof bytes) };
        CHECK(check(PERSON_SUBMITTER, &typed, &person).count <= 2);
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_person_is_cleaned),
        cmocka_unit_test(who_is_not_given_is_the_applicant),
        cmocka_unit_test(only_a_submitter_shows_an_authorisation),
        cmocka_unit_test(each_field_has_its_fault),
        cmocka_unit_test(any_bytes_are_answered),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
