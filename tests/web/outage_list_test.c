/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;

/* Thursday, 18 September 2025, 10:00. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    test_office_person(test, site->office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    test_office_person(test, site->office_id, "truongphong", ROLE_UNIT_HEAD, "VP");
}

static struct test_answer ask(const char *login, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = form == NULL ? METHOD_GET : METHOD_POST,
                                                  .target = target,
                                                  .session = test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static const char *address_of(const char *what)
{
    return arena_printf(site->test->arena, "/outages/%lld/%s",
                        (long long)test_db_number(site->test, "SELECT outage_id FROM outage"), what)
        .at;
}

static void the_director_writes_down_what_was_down(void **state)
{
    begin(*state);
    struct test_answer answer = ask("giamdoc", "/outages",
                                    "system=C%E1%BB%95ng&from_on=18/09/2025&from_time=08:00&until_on=&until_time=&"
                                    "evidence=TB%2015");

    CHECK_INT(answer.code, 303);
    answer = ask("giamdoc", "/outages", NULL);
    CHECK_HAS(answer.body, "Cổng");
    CHECK_HAS(answer.body, "còn đang ngừng");
    CHECK_INT(ask("giamdoc", address_of("end"), "").code, 303);
    CHECK_INT(test_db_number(site->test, "SELECT until_at FROM outage"), site->now.ms);
    CHECK_INT(ask("giamdoc", address_of("end"), "").code, 409);
    CHECK_INT(ask("giamdoc", address_of("cancel"), "").code, 303);
    CHECK_HAS(ask("giamdoc", "/outages", NULL).body, "Chưa ghi sự cố nào.");
    test_site_close(site);
}

static void what_is_wrong_is_said_and_what_was_typed_stays(void **state)
{
    begin(*state);
    struct test_answer answer = ask("giamdoc", "/outages",
                                    "system=C%E1%BB%95ng%20X&from_on=18/09/2025&from_time=25:00&until_on=&until_time="
                                    "&evidence=TB");

    CHECK_INT(answer.code, 422);
    CHECK_HAS(answer.body, "Ghi ngày như 05/09/2025");
    CHECK_HAS(answer.body, "Cổng X");
    answer = ask("giamdoc", "/outages",
                 "system=X&from_on=18/09/2025&from_time=09:00&until_on=18/09/2025&until_time=08:00&evidence=TB");
    CHECK_INT(answer.code, 422);
    CHECK_HAS(answer.body, "phải sau lúc bắt đầu");
    CHECK_INT(ask("giamdoc", "/outages", "system=X&other=1").code, 400);
    CHECK_INT(ask("giamdoc", "/outages/x/end", "").code, 404);
    CHECK_INT(ask("giamdoc", "/outages/99/cancel", "").code, 404);
    CHECK_INT(ask("truongphong", "/outages", NULL).code, 403);
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM outage"), 0);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_director_writes_down_what_was_down),
    test_db_each(what_is_wrong_is_said_and_what_was_typed_stays),
};
TEST_DB_MAIN(tests)
