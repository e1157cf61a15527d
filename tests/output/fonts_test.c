/* SPDX-License-Identifier: Apache-2.0 */
#include "output/fonts.h"
#include "support/check.h"

#include <string.h>

static void every_font_is_a_whole_truetype_file(void **state)
{
    static const unsigned char magic[] = { 0, 1, 0, 0 };

    (void)state;
    for (size_t i = 0; i < FONT_FILES; i++) {
        CHECK(font_files[i].end - font_files[i].begin > 300000);
        CHECK(memcmp(font_files[i].begin, magic, sizeof magic) == 0);
        CHECK(strstr(font_files[i].name, "LiberationSerif") != NULL);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(every_font_is_a_whole_truetype_file) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
