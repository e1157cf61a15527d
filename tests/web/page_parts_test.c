/* SPDX-License-Identifier: Apache-2.0 */
#include "web/page_parts.h"

#include "support/check.h"

static void one_thing_wrong_stands_at_its_field_and_nothing_wrong_nowhere(void **state)
{
    struct arena *arena = arena_create(4096);
    struct form_errors errors = form_errors_one(arena, STR("reason"), STR("Ghi rõ lý do."));
    (void)state;

    CHECK_INT(errors.count, 1);
    CHECK_STR(errors.at[0].field, "reason");
    CHECK_STR(errors.at[0].message, "Ghi rõ lý do.");
    CHECK_INT(form_errors_one(arena, STR("reason"), STR("")).count, 0);
    arena_destroy(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thing_wrong_stands_at_its_field_and_nothing_wrong_nowhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
