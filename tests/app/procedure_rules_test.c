/* SPDX-License-Identifier: Apache-2.0 */
#include "app/procedure_rules.h"

#include "support/test_dossier.h"

static struct intake_rules rules_of(struct test_db *test, int64_t procedure_version_id)
{
    struct intake_rules rules = { .paper_count = 0 };

    CHECK_OK(procedure_rules_of(test->db, procedure_version_id, &rules));
    return rules;
}

static void rules_are_what_the_version_asks_for(void **state)
{
    struct test_db *test = *state;

    test_centre_found(test);
    procedure_rules_forget();
    struct intake_rules rules = rules_of(test, 901);

    CHECK_INT(rules.paper_count, 3);
    CHECK_INT(rules.papers[0].position, 1);
    CHECK_STR(rules.papers[1].name, "Giấy chứng sinh");
    CHECK_STR(rules.papers[1].paper_kind, "original");
    CHECK(rules.papers[1].is_required);
    CHECK_STR(rules.papers[2].name, "Văn bản ủy quyền");
    CHECK(!rules.papers[2].is_required);
    CHECK_INT(rules_of(test, 902).paper_count, 1);
    CHECK_INT(rules_of(test, 4711).paper_count, 0); /* nobody asks for papers */
}

static void what_is_kept_is_not_asked_for_again(void **state)
{
    struct test_db *test = *state;

    test_centre_found(test);
    procedure_rules_forget();
    CHECK_INT(rules_of(test, 901).paper_count, 3);
    test_db_run(test, "DELETE FROM procedure_paper WHERE procedure_version_id = 901;");
    CHECK_INT(rules_of(test, 901).paper_count, 3);
    procedure_rules_forget();
    CHECK_INT(rules_of(test, 901).paper_count, 0);
}

static void the_version_kept_longest_makes_room(void **state)
{
    struct test_db *test = *state;

    test_centre_found(test);
    procedure_rules_forget();
    CHECK_INT(rules_of(test, 902).paper_count, 1);
    CHECK_INT(rules_of(test, 901).paper_count, 3);
    for (int64_t id = 1; id < PROCEDURE_RULES_KEPT; id++)
        CHECK_INT(rules_of(test, id).paper_count, 0);
    test_db_run(test, "DELETE FROM procedure_paper;");
    CHECK_INT(rules_of(test, 901).paper_count, 3); /* still there, 902 is not */
    CHECK_INT(rules_of(test, 902).paper_count, 0);
}

static void a_failed_reading_keeps_nothing(void **state)
{
    struct test_db *test = *state;
    struct intake_rules rules = { .paper_count = 7 };

    test_centre_found(test);
    procedure_rules_forget();
    db_fail_after(test->db, 1);
    CHECK_STATUS(procedure_rules_of(test->db, 901, &rules), ST_BUSY);
    CHECK_INT(rules.paper_count, 7);
    CHECK_INT(rules_of(test, 901).paper_count, 3);
}

static const struct CMUnitTest tests[] = {
    test_db_each(rules_are_what_the_version_asks_for),
    test_db_each(what_is_kept_is_not_asked_for_again),
    test_db_each(the_version_kept_longest_makes_room),
    test_db_each(a_failed_reading_keeps_nothing),
};
TEST_DB_MAIN(tests)
