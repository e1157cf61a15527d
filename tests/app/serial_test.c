/* SPDX-License-Identifier: Apache-2.0 */
#include "app/serial.h"

#include "support/test_office.h"

static int64_t next(struct test_db *test, int64_t office_id, const char *kind, const char *period)
{
    int64_t number;

    CHECK_OK(serial_next(test->db, test->arena, office_id, str_of(kind), str_of(period), &number));
    return number;
}

static void each_kind_and_period_of_an_office_counts_from_one(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);

    CHECK_INT(next(test, office_id, "dossier", "250918"), 1);
    CHECK_INT(next(test, office_id, "dossier", "250918"), 2);
    CHECK_INT(next(test, office_id, "dossier", "250919"), 1);
    CHECK_INT(next(test, office_id, "form-01", "250918"), 1);
    CHECK_INT(next(test, office_id, "dossier", "250918"), 3);
}

static void a_number_that_was_undone_is_given_again(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct db_tx *tx = NULL;

    CHECK_INT(next(test, office_id, "form-01", "2025"), 1);
    CHECK_OK(db_tx_begin(test->db, &tx));
    CHECK_INT(next(test, office_id, "form-01", "2025"), 2);
    db_tx_end_at(&tx);
    CHECK_INT(next(test, office_id, "form-01", "2025"), 2);
}

static const struct CMUnitTest tests[] = {
    test_db_each(each_kind_and_period_of_an_office_counts_from_one),
    test_db_each(a_number_that_was_undone_is_given_again),
};
TEST_DB_MAIN(tests)
