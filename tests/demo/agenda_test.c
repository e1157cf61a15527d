/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/agenda.h"

#include "support/check.h"
#include "support/property.h"

enum { ITEMS = 200 };

static void what_is_earlier_comes_first_and_then_what_was_received_earlier(void **state)
{
    struct arena *arena = arena_create(1024 * 1024);
    struct agenda agenda = { 0 };
    char words[][8] = { "third", "first", "fourth", "second" };

    (void)state;
    agenda_add(&agenda, arena, (struct agenda_item){ { 2000 }, 7, words[0] });
    agenda_add(&agenda, arena, (struct agenda_item){ { 1000 }, 8, words[1] });
    agenda_add(&agenda, arena, (struct agenda_item){ { 2000 }, 9, words[2] });
    agenda_add(&agenda, arena, (struct agenda_item){ { 2000 }, 6, words[3] });
    CHECK_INT(agenda_first(&agenda)->number, 8);
    CHECK_STR((char *)agenda_take(&agenda), "first");
    CHECK_STR((char *)agenda_take(&agenda), "second");
    CHECK_STR((char *)agenda_take(&agenda), "third");
    CHECK_STR((char *)agenda_take(&agenda), "fourth");
    CHECK(agenda_first(&agenda) == NULL);
    arena_destroy(arena);
}

static void whatever_is_put_in_comes_out_in_order(void **state)
{
    struct arena *arena = arena_create(64 * 1024 * 1024);

    (void)state;
    FOR_ALL(500) {
        struct agenda agenda = { 0 };
        int64_t last = 0;

        for (int64_t i = 0; i < ITEMS; i++)
            agenda_add(&agenda, arena, (struct agenda_item){ { test_random_in(1, 50) }, i, NULL });
        for (int64_t i = 0; i < ITEMS; i++) {
            const struct agenda_item *first = agenda_first(&agenda);
            int64_t place = first->at.ms * ITEMS + first->number;

            CHECK(place > last);
            last = place;
            agenda_take(&agenda);
        }
        CHECK(agenda_first(&agenda) == NULL);
        arena_reset(arena);
    }
    arena_destroy(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_earlier_comes_first_and_then_what_was_received_earlier),
        cmocka_unit_test(whatever_is_put_in_comes_out_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
