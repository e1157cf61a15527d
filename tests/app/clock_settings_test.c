/* SPDX-License-Identifier: Apache-2.0 */
#include "app/clock_settings.h"

#include "support/test_clock.h"
#include "support/test_office.h"

#include <string.h>

static int64_t office_id;
static struct actor director, head;
static enum clock_wish_fault fault;

static void begin(struct test_db *test)
{
    office_id = test_office_found(test);
    director = test_office_person(test, office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    head = test_office_person(test, office_id, "truongphong", ROLE_UNIT_HEAD, "VP");
}

static enum status set(struct test_db *test, struct actor actor, int64_t value, const char *from_on, const char *reason)
{
    struct clock_wish wish = { CLOCK_RULE_RETURN, value, test_date(from_on), str_of(reason) };

    return clock_settings_set(test->db, test->arena, actor, test_moment("2025-08-27 10:00"), &wish, &fault);
}

static void what_the_director_settles_holds_from_its_day_on(void **state)
{
    struct test_db *test = *state;
    struct clock_settings settings;

    begin(test);
    CHECK_OK(set(test, director, 2, "2025-09-01", " Quyết định 12/QĐ-UBND "));
    CHECK_OK(set(test, director, 1, "2025-09-01", "Sửa"));
    CHECK_OK(clock_settings_of(test->db, test->arena, office_id, &settings));
    CHECK_INT(settings.count, 2);
    CHECK_INT(clock_rule_on(settings, CLOCK_RULE_RETURN, test_date("2025-08-31")), 3);
    CHECK_INT(clock_rule_on(settings, CLOCK_RULE_RETURN, test_date("2025-09-01")), 1);
    CHECK_STR(test_db_text(test, "SELECT reason FROM clock_setting ORDER BY clock_setting_id LIMIT 1"),
              "Quyết định 12/QĐ-UBND");
    CHECK_INT(test_db_number(test, "SELECT set_by_id FROM clock_setting LIMIT 1"), director.account_id);
}

static void nobody_else_may(void **state)
{
    struct test_db *test = *state;

    begin(test);
    CHECK_STATUS(set(test, head, 2, "2025-09-01", "Vì tôi muốn"), ST_FORBIDDEN);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM clock_setting"), 0);
}

static void what_cannot_be_is_refused_and_changes_nothing(void **state)
{
    static const struct {
        int64_t value;
        const char *from_on, *reason;
        enum clock_wish_fault fault;
    } vectors[] = {
        { 0, "2025-09-01", "Lý do", CLOCK_WISH_VALUE }, { INT64_MAX, "2025-09-01", "Lý do", CLOCK_WISH_VALUE },
        { 2, "2025-08-27", "Lý do", CLOCK_WISH_DAY }, /* today: clocks run since this morning */
        { 2, "2026-08-29", "Lý do", CLOCK_WISH_DAY }, /* 367 days away */
        { 2, "2025-09-01", "  ", CLOCK_WISH_REASON },   { 3, "2025-09-01", "Lý do", CLOCK_WISH_SAME },
    };
    struct test_db *test = *state;

    begin(test);
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        CHECK_STATUS(set(test, director, vectors[i].value, vectors[i].from_on, vectors[i].reason), ST_INVALID);
        CHECK_INT(fault, vectors[i].fault);
        CHECK(!str_is_empty(clock_wish_fault_text(fault)));
    }
    char *long_reason = arena_alloc(test->arena, 502);

    memset(long_reason, 'a', 501);
    CHECK_STATUS(set(test, director, 2, "2025-09-01", long_reason), ST_INVALID);
    CHECK_INT(fault, CLOCK_WISH_REASON);
    CHECK_OK(set(test, director, 2, "2026-08-28", "Lý do"));
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM clock_setting"), 1);
}

static enum status settle(struct test_db *test)
{
    return set(test, director, 2, "2025-09-01", "Lý do");
}

static void a_setting_is_written_whole_or_not_at_all(void **state)
{
    struct test_db *test = *state;

    begin(test);
    CHECK_INT(test_db_fail_each_statement(test, settle), 4);
}

static const struct CMUnitTest tests[] = {
    test_db_each(what_the_director_settles_holds_from_its_day_on),
    test_db_each(nobody_else_may),
    test_db_each(what_cannot_be_is_refused_and_changes_nothing),
    test_db_each(a_setting_is_written_whole_or_not_at_all),
};
TEST_DB_MAIN(tests)
