/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_clocks.h"

#include "support/test_dossier.h"

static struct test_life life;

static void begin(struct test_db *test)
{
    life = test_life_begin(test);
}

static void clocks_know_opinions_and_what_the_office_settled(void **state)
{
    struct test_db *test = *state;
    struct dossier_clocks clocks;
    const struct clock *asked;

    begin(test);
    struct dossier_reading reading = test_life_read_at(&life, "2025-08-28 10:30");

    CHECK_OK(dossier_clocks_of(test->db, test->arena, life.centre.office_id, &reading, test_moment("2025-08-28 10:30"),
                               &clocks));
    asked = clocks_find(clocks.clocks, CLOCK_OF_CONSULTATION);
    CHECK(asked != NULL);
    CHECK_STR(asked->body, "Chi nhánh VPĐK");
    CHECK_INT(asked->phase, CLOCK_KEPT);
    CHECK_INT(clocks_find(clocks.clocks, CLOCK_OF_HANDLING)->due_at.ms, test_moment("2025-09-03 17:30").ms);
}

static const struct CMUnitTest tests[] = {
    test_db_each(clocks_know_opinions_and_what_the_office_settled),
};
TEST_DB_MAIN(tests)
