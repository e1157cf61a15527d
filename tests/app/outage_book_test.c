/* SPDX-License-Identifier: Apache-2.0 */
#include "app/outage_book.h"

#include "support/test_clock.h"
#include "support/test_office.h"

static int64_t office_id;
static struct actor director, head, stranger;
static enum outage_fault fault;

static void begin(struct test_db *test)
{
    office_id = test_office_found(test);
    director = test_office_person(test, office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    head = test_office_person(test, office_id, "truongphong", ROLE_UNIT_HEAD, "VP");
    stranger = director;
    stranger.office_id = office_id + 1;
}

static enum status add(struct test_db *test, struct actor actor, const char *from, const char *until)
{
    struct outage_entry entry = { STR(" Hệ thống của tỉnh "), test_moment(from), { 0 }, STR("Thông báo 15/TB-STTTT") };

    if (until != NULL)
        entry.until = test_moment(until);
    return outage_book_add(test->db, test->arena, actor, test_moment("2025-08-27 16:00"), &entry, &fault);
}

static void an_outage_is_entered_with_who_and_why(void **state)
{
    struct test_db *test = *state;

    begin(test);
    CHECK_OK(add(test, director, "2025-08-27 08:00", "2025-08-27 09:30"));
    CHECK_STR(test_db_text(test, "SELECT system_name FROM outage"), "Hệ thống của tỉnh");
    CHECK_INT(test_db_number(test, "SELECT until_at FROM outage"), test_moment("2025-08-27 09:30").ms);
    CHECK_INT(test_db_number(test, "SELECT reported_by_id FROM outage"), director.account_id);
    CHECK_STATUS(add(test, head, "2025-08-27 08:00", "2025-08-27 09:30"), ST_FORBIDDEN);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM outage"), 1);
}

static void times_that_cannot_be_are_refused(void **state)
{
    static const struct {
        const char *from, *until;
        enum outage_fault fault;
    } vectors[] = {
        { "2025-08-27 16:01", NULL, OUTAGE_FROM },                /* to come */
        { "2025-05-26 08:00", "2025-05-26 09:00", OUTAGE_FROM },  /* 93 days ago */
        { "2025-08-27 08:00", "2025-08-27 08:00", OUTAGE_UNTIL }, /* no time at all */
        { "2025-08-27 08:00", "2025-08-27 16:01", OUTAGE_UNTIL }, /* to come */
        { "2025-07-01 08:00", "2025-08-01 08:01", OUTAGE_UNTIL }, /* more than 31 days */
    };
    struct test_db *test = *state;

    begin(test);
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        CHECK_STATUS(add(test, director, vectors[i].from, vectors[i].until), ST_INVALID);
        CHECK_INT(fault, vectors[i].fault);
        CHECK(!str_is_empty(outage_fault_text(fault)));
    }
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM outage"), 0);
}

static void words_are_needed(void **state)
{
    struct test_db *test = *state;
    struct outage_entry nameless = { STR(" "), test_moment("2025-08-27 08:00"), { 0 }, STR("Căn cứ") };
    struct outage_entry groundless = { STR("Hệ thống"), test_moment("2025-08-27 08:00"), { 0 }, STR("") };
    struct moment now = test_moment("2025-08-27 16:00");

    begin(test);
    CHECK_STATUS(outage_book_add(test->db, test->arena, director, now, &nameless, &fault), ST_INVALID);
    CHECK_INT(fault, OUTAGE_SYSTEM);
    CHECK_STATUS(outage_book_add(test->db, test->arena, director, now, &groundless, &fault), ST_INVALID);
    CHECK_INT(fault, OUTAGE_EVIDENCE);
}

static void an_outage_that_lasts_ends_once(void **state)
{
    struct test_db *test = *state;
    struct moment now = test_moment("2025-08-28 10:00"), until = test_moment("2025-08-28 09:00");

    begin(test);
    CHECK_OK(add(test, director, "2025-08-27 08:00", NULL));
    int64_t id = test_db_number(test, "SELECT outage_id FROM outage");

    CHECK_STATUS(outage_book_end(test->db, test->arena, stranger, now, id, until, &fault), ST_NOT_FOUND);
    CHECK_STATUS(outage_book_end(test->db, test->arena, head, now, id, until, &fault), ST_FORBIDDEN);
    CHECK_STATUS(outage_book_end(test->db, test->arena, director, now, id, test_moment("2025-08-27 07:00"), &fault),
                 ST_INVALID);
    CHECK_INT(fault, OUTAGE_UNTIL);
    CHECK_OK(outage_book_end(test->db, test->arena, director, now, id, until, &fault));
    CHECK_INT(test_db_number(test, "SELECT until_at FROM outage"), until.ms);
    CHECK_STATUS(outage_book_end(test->db, test->arena, director, now, id, until, &fault), ST_CONFLICT);
}

static void a_mistaken_entry_is_cancelled_and_stays(void **state)
{
    struct test_db *test = *state;
    struct moment now = test_moment("2025-08-28 10:00");

    begin(test);
    CHECK_OK(add(test, director, "2025-08-27 08:00", "2025-08-27 09:30"));
    int64_t id = test_db_number(test, "SELECT outage_id FROM outage");

    CHECK_STATUS(outage_book_cancel(test->db, test->arena, head, now, id), ST_FORBIDDEN);
    CHECK_OK(outage_book_cancel(test->db, test->arena, director, now, id));
    CHECK_STATUS(outage_book_cancel(test->db, test->arena, director, now, id), ST_CONFLICT);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM outage WHERE cancelled_at IS NOT NULL"), 1);
}

static const struct CMUnitTest tests[] = {
    test_db_each(an_outage_is_entered_with_who_and_why),
    test_db_each(times_that_cannot_be_are_refused),
    test_db_each(words_are_needed),
    test_db_each(an_outage_that_lasts_ends_once),
    test_db_each(a_mistaken_entry_is_cancelled_and_stays),
};
TEST_DB_MAIN(tests)
