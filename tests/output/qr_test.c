/* SPDX-License-Identifier: Apache-2.0 */
#include "output/qr.h"
#include "support/check.h"

#include <string.h>

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1 << 22);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/* Dark ring, light ring, dark 3 by 3: what readers look for in three corners. */
static bool is_finder(struct qr qr, int left, int top)
{
    for (int row = 0; row < 7; row++)
        for (int column = 0; column < 7; column++) {
            int edge = row < column ? row : column;
            int far = 6 - (row > column ? row : column);
            int ring = edge < far ? edge : far;

            if (qr_is_dark(qr, left + column, top + row) != (ring != 1))
                return false;
        }
    return true;
}

static void a_short_text_makes_the_smallest_square(void **state)
{
    struct qr qr;

    (void)state;
    CHECK(qr_encode(arena, STR("H55"), &qr));
    CHECK_INT(qr.side, 21);
}

static void a_square_has_its_three_finders_and_not_a_fourth(void **state)
{
    struct qr qr;

    (void)state;
    CHECK(qr_encode(arena, STR("https://dvc.example.vn/status/H55.12.07-250918-0007/mK3vQ9xT2pLr"), &qr));
    CHECK(is_finder(qr, 0, 0));
    CHECK(is_finder(qr, qr.side - 7, 0));
    CHECK(is_finder(qr, 0, qr.side - 7));
    CHECK(!is_finder(qr, qr.side - 7, qr.side - 7));
}

static void the_same_text_gives_the_same_square(void **state)
{
    struct qr one, two;

    (void)state;
    CHECK(qr_encode(arena, STR("Bình Yên"), &one));
    CHECK(qr_encode(arena, STR("Bình Yên"), &two));
    CHECK_INT(one.side, two.side);
    CHECK(memcmp(one.modules, two.modules, (size_t)(one.side * one.side)) == 0);
}

static void nothing_and_too_much_make_no_square(void **state)
{
    static char long_text[2400];
    struct qr qr = { .side = -1 };

    (void)state;
    memset(long_text, 'a', sizeof long_text);
    CHECK(!qr_encode(arena, STR(""), &qr));
    CHECK(!qr_encode(arena, (struct str){ NULL, 0 }, &qr));
    CHECK(!qr_encode(arena, (struct str){ long_text, 2332 }, &qr));
    CHECK_INT(qr.side, -1);
    CHECK(qr_encode(arena, (struct str){ long_text, 2331 }, &qr));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_text_makes_the_smallest_square),
        cmocka_unit_test(a_square_has_its_three_finders_and_not_a_fourth),
        cmocka_unit_test(the_same_text_gives_the_same_square),
        cmocka_unit_test(nothing_and_too_much_make_no_square),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
