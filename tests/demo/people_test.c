/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/people.h"

#include "domain/identity.h"
#include "support/check.h"
#include "support/test_clock.h"

#include <stdlib.h>
#include <string.h>

enum { PEOPLE = 20000, ARENA_BYTES_MAX = 64 * 1024 * 1024 };

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static size_t count_words(struct str text)
{
    size_t words = 0;

    while (text.at != NULL && text.len > 0)
        words += str_next(&text, ' ').len > 0;
    return words;
}

static void nobody_can_be_real(void **state)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);

    (void)state;
    for (int64_t number = 0; number < PEOPLE; number++) {
        struct person person = person_make(arena, 1, number * 150);

        CHECK_INT(person.identity_number.len, 12);
        CHECK(str_starts_with(person.identity_number, STR("097")) ||
              str_starts_with(person.identity_number, STR("098")) ||
              str_starts_with(person.identity_number, STR("099")));
        CHECK(str_starts_with(person.phone, STR("0123")));
        CHECK_INT(person.phone.len, 10);
    }
    arena_destroy(arena);
}

static void nothing_about_anybody_looks_odd_at_the_counter(void **state)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    struct date today = test_date("2025-07-01");

    (void)state;
    for (int64_t number = 0; number < PEOPLE; number++) {
        struct person person = person_make(arena, 7, number);
        struct identity identity = identity_parse(person.identity_number, today);
        struct date born_on;
        enum gender gender;

        CHECK(date_parse_vietnamese(person.born_on, &born_on));
        CHECK(gender_parse(person.gender, &gender));
        CHECK(!findings_have_weight(identity.findings, FINDING_IS_WARNING));
        CHECK_INT(identity_compare(identity, born_on, gender).bits, 0);
        CHECK(date_add(born_on, 18 * 365).day < today.day);
        CHECK(phone_clean(arena, person.phone).at != NULL);
        CHECK(str_is_utf8(person.name) && str_is_utf8(person.address));
        arena_reset(arena);
    }
    arena_destroy(arena);
}

static void no_two_people_share_an_identity_number(void **state)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    struct str *numbers = arena_array(arena, struct str, PEOPLE);

    (void)state;
    for (int64_t number = 0; number < PEOPLE; number++)
        numbers[number] = person_make(arena, 1, number * 149).identity_number;
    qsort(numbers, PEOPLE, sizeof *numbers, compare_texts);
    for (size_t i = 1; i < PEOPLE; i++)
        CHECK(!str_equal(numbers[i - 1], numbers[i]));
    arena_destroy(arena);
}

static void names_have_three_syllables_or_four_and_usual_surnames(void **state)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    int three = 0, nguyen = 0;

    (void)state;
    for (int64_t number = 0; number < PEOPLE; number++) {
        struct str name = person_make(arena, 1, number).name;
        size_t words = count_words(name);

        CHECK(words == 3 || words == 4);
        three += words == 3;
        nguyen += str_starts_with(name, STR("Nguyễn "));
    }
    CHECK(three > PEOPLE * 78 / 100 && three < PEOPLE * 90 / 100);
    CHECK(nguyen > PEOPLE * 20 / 100 && nguyen < PEOPLE * 25 / 100);
    arena_destroy(arena);
}

static void addresses_are_whole(void **state)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);

    (void)state;
    for (int64_t number = 0; number < 1000; number++) {
        struct str address = person_make(arena, 1, number).address;
        struct str hamlet = str_next(&address, ',');

        CHECK_STR(address, " xã Bình Yên, tỉnh Thái Nguyên");
        CHECK(str_equal(hamlet, STR("Xóm Yên Thông")) || str_equal(hamlet, STR("Xóm Yên Hòa 1")) ||
              str_equal(hamlet, STR("Xóm Yên Hòa 2")) || str_equal(hamlet, STR("Xóm Đồng Mẫu")) ||
              str_equal(hamlet, STR("Xóm Nà Mẫu")) || str_equal(hamlet, STR("Xóm Bản Thử")) ||
              str_equal(hamlet, STR("Xóm Khe Mẫu")) || str_equal(hamlet, STR("Xóm Làng Ví")));
    }
    arena_destroy(arena);
}

static void the_same_seed_and_number_give_the_same_person(void **state)
{
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    struct person person = person_make(arena, 1, 42), again = person_make(arena, 1, 42),
                  other = person_make(arena, 2, 42);

    (void)state;
    CHECK(str_equal(person.name, again.name) && str_equal(person.identity_number, again.identity_number));
    CHECK(str_equal(person.born_on, again.born_on) && str_equal(person.address, again.address));
    CHECK(!str_equal(person.name, other.name) || !str_equal(person.born_on, other.born_on));
    arena_destroy(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_can_be_real),
        cmocka_unit_test(nothing_about_anybody_looks_odd_at_the_counter),
        cmocka_unit_test(no_two_people_share_an_identity_number),
        cmocka_unit_test(names_have_three_syllables_or_four_and_usual_surnames),
        cmocka_unit_test(addresses_are_whole),
        cmocka_unit_test(the_same_seed_and_number_give_the_same_person),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
