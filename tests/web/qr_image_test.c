/* SPDX-License-Identifier: Apache-2.0 */
#include "web/qr_image.h"

#include "output/qr.h"
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 185 };

static struct arena *arena;
static bool drawn[SIDE_MAX][SIDE_MAX];

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

/* The number behind `before`; the place goes on. */
static int number_after(const char **at, const char *before)
{
    char *behind;

    CHECK(strncmp(*at, before, strlen(before)) == 0);
    long number = strtol(*at + strlen(before), &behind, 10);
    *at = behind;
    return (int)number;
}

/* Draws each "Mx,yhLv1h-Lz" of the second path. */
static void draw(const char *path)
{
    memset(drawn, 0, sizeof drawn);
    while (*path == 'M') {
        int x = number_after(&path, "M"), y = number_after(&path, ","), length = number_after(&path, "h");

        CHECK_INT(number_after(&path, "v1h-"), length);
        CHECK(*path++ == 'z');
        for (int i = 0; i < length; i++)
            drawn[y][x + i] = true;
    }
    CHECK(strncmp(path, "%22/%3E%3C/svg%3E", 17) == 0);
}

static void the_image_has_each_module_of_the_code(void **state)
{
    struct str text = STR("00020101021138570010A0000007270127000697040501138500201004321"
                          "0208QRIBFTTA53037045802VN63042E8E");
    struct str image = qr_image(arena, text);
    struct qr qr;

    (void)state;
    CHECK(qr_encode(arena, text, &qr));
    CHECK(str_starts_with(image, STR("data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22")));
    CHECK(str_contains(image, arena_printf(arena, "viewBox=%%220%%200%%20%d%%20%d%%22", qr.side + 8, qr.side + 8)));
    draw(strstr(strstr(image.at, "%3Cpath%20d=%22"), "%22") + 3);
    for (int y = 0; y < qr.side + 2 * QR_QUIET_MODULES; y++)
        for (int x = 0; x < qr.side + 2 * QR_QUIET_MODULES; x++) {
            int column = x - QR_QUIET_MODULES, row = y - QR_QUIET_MODULES;
            bool is_inside = column >= 0 && row >= 0 && column < qr.side && row < qr.side;

            CHECK_INT(drawn[y][x], is_inside && qr_is_dark(qr, column, row));
        }
}

static void the_address_holds_nothing_that_would_end_an_attribute(void **state)
{
    struct str image = qr_image(arena, STR("x"));

    (void)state;
    for (size_t i = 0; i < image.len; i++)
        CHECK(image.at[i] > ' ' && strchr("\"'<>&#", image.at[i]) == NULL);
}

static void what_fits_no_code_has_no_image(void **state)
{
    char *long_text = arena_array(arena, char, 3000);

    (void)state;
    memset(long_text, 'x', 2999);
    CHECK_STR(qr_image(arena, STR("")), "");
    CHECK_STR(qr_image(arena, (struct str){ NULL, 0 }), "");
    CHECK_STR(qr_image(arena, (struct str){ long_text, 2999 }), "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_image_has_each_module_of_the_code),
        cmocka_unit_test(the_address_holds_nothing_that_would_end_an_attribute),
        cmocka_unit_test(what_fits_no_code_has_no_image),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
