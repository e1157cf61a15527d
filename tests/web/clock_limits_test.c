/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;

/* Thursday, 18 September 2025, 10:00. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    test_office_person(test, site->office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
}

static struct test_answer ask(const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = form == NULL ? METHOD_GET : METHOD_POST,
                                                  .target = "/clocks",
                                                  .session = test_site_sign_in(site, "giamdoc"),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static void a_limit_is_settled_with_a_reason_and_told(void **state)
{
    begin(*state);
    CHECK_HAS(ask(NULL).body, "15:00");
    CHECK_HAS(ask(NULL).body, "8 giờ làm việc");
    CHECK_INT(ask("rule=forward-until&value=14:30&from_on=19/09/2025&reason=Q%C4%90%2012").code, 303);
    CHECK_INT(test_db_number(site->test, "SELECT value FROM clock_setting"), 870);
    CHECK_INT(ask("rule=warn-handling&value=10:30&from_on=19/09/2025&reason=Q%C4%90%2012").code, 303);
    CHECK_INT(test_db_number(site->test, "SELECT value FROM clock_setting WHERE rule_name = 'warn-handling'"), 630);
    struct str body = ask(NULL).body;

    CHECK_HAS(body, "14:30");
    CHECK_HAS(body, "10 giờ 30 phút làm việc");
    CHECK_HAS(body, "QĐ 12");
    CHECK_HAS(body, "giamdoc đặt lúc 10:00 18/09/2025");
    test_site_close(site);
}

static void what_is_wrong_is_said_beside_its_field(void **state)
{
    begin(*state);
    CHECK_HAS(ask("rule=warn-handling&value=40:01&from_on=19/09/2025&reason=A").body, "Giá trị ngoài giới hạn");
    CHECK_HAS(ask("rule=forward-until&value=24:00&from_on=19/09/2025&reason=A").body, "Giá trị ngoài giới hạn");
    CHECK_HAS(ask("rule=return&value=x&from_on=19/09/2025&reason=A").body, "Giá trị ngoài giới hạn");
    CHECK_HAS(ask("rule=return&value=2&from_on=18-13-2025&reason=A").body, "Chọn một ngày từ ngày mai");
    CHECK_HAS(ask("rule=return&value=2&from_on=18/09/2025&reason=A").body, "Chọn một ngày từ ngày mai");
    CHECK_HAS(ask("rule=return&value=2&from_on=19/09/2025&reason=").body, "Ghi lý do");
    CHECK_INT(ask("rule=return&value=3&from_on=19/09/2025&reason=A").code, 422);
    CHECK_INT(ask("rule=none&value=3&from_on=19/09/2025&reason=A").code, 400);
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM clock_setting"), 0);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_limit_is_settled_with_a_reason_and_told),
    test_db_each(what_is_wrong_is_said_beside_its_field),
};
TEST_DB_MAIN(tests)
