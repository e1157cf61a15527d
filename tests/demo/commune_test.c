/* SPDX-License-Identifier: Apache-2.0 */
#include "demo/commune.h"

#include "app/working_time.h"
#include "store/migrate.h"
#include "support/test_clock.h"
#include "support/test_office.h"

static struct commune_wish wish_of(int64_t dossiers)
{
    return (struct commune_wish){ .plan = { .seed = 1, .until = test_date("2025-09-18"), .dossiers = dossiers },
                                  .public_url = STR("http://127.0.0.1:8080") };
}

static struct commune_made make(struct test_db *test, struct commune_wish wish)
{
    struct commune_made made = { 0 };

    working_time_forget();
    CHECK_OK(commune_make(test->db, test->arena, &wish, NULL, NULL, &made));
    return made;
}

static void note_progress(void *context, int64_t received, int64_t total)
{
    int64_t *last = context;

    CHECK(received > *last || received == total);
    CHECK_INT(total, 2382);
    *last = received;
}

/* directive: 0-facts */
static void the_summer_of_2025_was_resolved_wholly_before_its_limits(void **state)
{
    struct test_db *test = *state;
    struct commune_wish wish = wish_of(0);
    struct commune_made made;
    int64_t last = 0;

    CHECK_OK(commune_make(test->db, test->arena, &wish, note_progress, &last, &made));
    CHECK_INT(last, 2382);
    CHECK_INT(made.received, 2382);
    CHECK_INT(made.decided, 2382);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier"), 2382);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE punctuality = 'early'"), 2382);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE state = 'handed-over'"), made.handed_over);
    CHECK(made.handed_over > 2300);
    CHECK_INT(test_db_number(test, "SELECT COUNT(DISTINCT SUBSTR(code, 11, 6)) FROM dossier"), 56);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE received_at < 1751302800000"),
              0); /* 2025-07-01 */
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE closed_at >= 1758214800000"),
              0); /* 2025-09-19 */
    CHECK_INT(test_db_number(test, "SELECT SUM(received) FROM month_count"), 2382);
    CHECK_INT(test_db_number(test, "SELECT SUM(finished_early) FROM month_count"), 2382);
    CHECK_INT(test_db_number(test, "SELECT SUM(finished_on_time + finished_late + refused) FROM month_count"), 0);
    CHECK_INT(test_db_number(test, "SELECT COUNT(DISTINCT month) FROM month_count"), 3);
    test_office_check(test);
}

static void every_kind_of_life_goes_through_the_use_cases(void **state)
{
    struct test_db *test = *state;
    struct commune_wish wish = wish_of(200);

    wish.plan.late_percent = 10;
    wish.plan.waiting_percent = 5;
    wish.plan.returned_percent = 10;
    make(test, wish);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier"), 200);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE state = 'supplement'"), 10);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event WHERE event = 'send-back'"), 20);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE punctuality = 'late' OR "
                                   "(closed_at IS NULL AND due_at < 1758214800000)"),
              20);
    CHECK(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE closed_at IS NULL AND due_at < 1758214800000") >=
          10);
    test_office_check(test);
}

static void nothing_happens_after_today(void **state)
{
    struct test_db *test = *state;
    struct commune_wish wish = wish_of(0);

    wish.plan.until = test_date("2025-07-08");
    struct commune_made made = make(test, wish);

    CHECK(made.received > 200 && made.received < 320);
    CHECK(made.decided < made.received);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM dossier_event WHERE occurred_at >= 1751994000000"),
              0); /* 9 July */
    CHECK(test_db_number(test, "SELECT COUNT(*) FROM dossier WHERE closed_at IS NULL") == made.received - made.decided);
    test_office_check(test);
}

static const char *rows_of(struct test_db *test, struct commune_wish wish)
{
    make(test, wish);
    test_db_run(test, "UPDATE account SET password_hash = '';"); /* its salt is true chance */
    return test_db_fingerprint(test).at;
}

static void the_same_wish_gives_the_same_rows_and_another_seed_others(void **state)
{
    struct test_db *test = *state;
    struct commune_wish wish = wish_of(120);
    const char *rows = rows_of(test, wish);

    for (int64_t seed = 1; seed <= 2; seed++) {
        struct test_db other = *test;
        struct migration migration;

        other.source = arena_printf(test->arena, "sqlite:%s/again%d.db", test->folder, (int)seed);
        CHECK_OK(db_open(other.source, DB_READ_WRITE, &other.db));
        CHECK_OK(migrate(other.db, test->arena, &migration));
        wish.plan.seed = seed;
        if (seed == 1)
            CHECK_STR(rows_of(&other, wish), rows);
        else
            CHECK(!str_equal(str_of(rows_of(&other, wish)), str_of(rows)));
        db_close(other.db);
    }
}

static void a_database_with_an_office_is_left_alone(void **state)
{
    struct test_db *test = *state;
    struct commune_wish wish = wish_of(10);
    struct commune_made made;

    test_office_found(test);
    const char *before = test_db_fingerprint(test).at;

    CHECK_STATUS(commune_make(test->db, test->arena, &wish, NULL, NULL, &made), ST_EXISTS);
    CHECK_STR(test_db_fingerprint(test), before);
}

static void a_bad_address_of_the_site_is_refused_and_nothing_is_written(void **state)
{
    struct test_db *test = *state;
    struct commune_wish wish = wish_of(10);
    struct commune_made made;
    const char *before = test_db_fingerprint(test).at;

    wish.public_url = STR("motcua");
    CHECK_STATUS(commune_make(test->db, test->arena, &wish, NULL, NULL, &made), ST_INVALID);
    CHECK_STR(test_db_fingerprint(test), before);
}

/* For PostgreSQL, where nothing can be made beside and renamed. */
static void one_transaction_leaves_nothing_of_a_making_that_failed(void **state)
{
    struct test_db *test = *state;
    struct commune_wish wish = wish_of(200);
    struct commune_made made;
    const char *before = test_db_fingerprint(test).at;

    wish.is_one_transaction = true;
    db_fail_after(test->db, 12000); /* past the first piece of what is written in pieces */
    CHECK_STATUS(commune_make(test->db, test->arena, &wish, NULL, NULL, &made), ST_BUSY);
    db_fail_after(test->db, 0);
    CHECK_STR(test_db_fingerprint(test), before);
    CHECK_INT(make(test, wish).received, 200);
    test_office_check(test);
}

static const struct CMUnitTest tests[] = {
    test_db_sqlite(the_summer_of_2025_was_resolved_wholly_before_its_limits), /* long; the next ones run on both */
    test_db_each(every_kind_of_life_goes_through_the_use_cases),
    test_db_sqlite(nothing_happens_after_today), /* the same use cases as the one before */
    test_db_sqlite(the_same_wish_gives_the_same_rows_and_another_seed_others), /* a second file beside the first */
    test_db_each(a_database_with_an_office_is_left_alone),
    test_db_each(a_bad_address_of_the_site_is_refused_and_nothing_is_written),
    test_db_each(one_transaction_leaves_nothing_of_a_making_that_failed),
};

TEST_DB_MAIN(tests)
