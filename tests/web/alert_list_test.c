/* SPDX-License-Identifier: Apache-2.0 */
#include "web/alert_list.h"

#include "app/alert_watch.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;

#define CODE "H55.12.07-250918-0001"

/* Due on Tuesday, 23 September 2025, at 17:30; watched on Wednesday at 08:00. */
static void begin(struct test_db *test)
{
    struct alert_work work;

    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    site->now = test_moment("2025-09-24 08:00");
    CHECK_OK(alert_watch_round(test->db, test->arena, site->now, &work));
    CHECK_OK(alert_watch_round(test->db, test->arena, site->now, &work));
}

static struct test_answer ask(const char *login, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = form == NULL ? METHOD_GET : METHOD_POST,
                                                  .target = target,
                                                  .session = test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static void a_person_sees_what_concerns_them_until_it_is_seen(void **state)
{
    begin(*state);
    struct str body = ask("truongphong", "/alerts", NULL).body;

    CHECK_HAS(body, "Giải quyết cả hồ sơ");
    CHECK_HAS(body, "Quá hạn, không báo trước");
    CHECK_HAS(body, "Quá hạn, báo cấp trên");
    CHECK_HAS(body, CODE);
    CHECK_HAS(body, "Nhắc lúc 08:00 thứ Tư, 24/09/2025");
    CHECK_HAS(body, "alerts__row--new");
    struct str form = arena_printf(site->test->arena, "until=%lld", (long long)site->now.ms);

    CHECK_INT(ask("truongphong", "/alerts/seen", form.at).code, 303);
    body = ask("truongphong", "/alerts", NULL).body;
    CHECK_HAS(body, "Quá hạn, không báo trước");
    CHECK(!str_contains(body, STR("alerts__row--new")));
    CHECK(!str_contains(body, STR("Đã xem tất cả")));
    CHECK_HAS(ask("chuyenvien1", "/alerts", NULL).body, "alerts__row--new"); /* each for themselves */
    CHECK_HAS(ask("quay1", "/alerts", NULL).body, "Không có việc nào cần nhắc.");
    test_site_close(site);
}

static void the_head_sees_who_of_the_unit_was_told_and_the_director_everybody(void **state)
{
    begin(*state);
    struct str unit = ask("truongphong", "/alerts?of=unit", NULL).body;
    struct str office = ask("giamdoc", "/alerts?of=office", NULL).body;

    CHECK_HAS(unit, "Báo chuyenvien1 lúc 08:00 thứ Tư, 24/09/2025, chưa xem");
    CHECK_HAS(unit, "Báo truongphong lúc");
    CHECK(!str_contains(unit, STR("Báo giamdoc lúc")));
    CHECK_HAS(office, "Báo chuyenvien1 lúc");
    CHECK_HAS(office, "Báo giamdoc lúc");
    CHECK(!str_contains(office, STR("alerts__row--new")));
    CHECK_INT(ask("chuyenvien1", "/alerts?of=unit", NULL).code, 403);
    CHECK_INT(ask("truongphong", "/alerts?of=office", NULL).code, 403);
    CHECK_INT(ask("truongphong", "/alerts?of=province", NULL).code, 404);
    CHECK_INT(ask("truongphong", "/alerts?after=x", NULL).code, 400);
    test_site_close(site);
}

static void the_day_begins_with_the_newest_of_them(void **state)
{
    begin(*state);
    struct str body = ask("truongphong", "/work", NULL).body;

    CHECK_HAS(body, "<h2 id=\"alerts\"");
    CHECK_HAS(body, "Quá hạn, không báo trước");
    CHECK_HAS(body, "href=\"/alerts\"");
    CHECK(!str_contains(ask("quay1", "/work", NULL).body, STR("<h2 id=\"alerts\"")));
    CHECK_HAS(ask("giamdoc", "/alerts", NULL).body, "href=\"/outages\"");
    CHECK(!str_contains(ask("truongphong", "/alerts", NULL).body, STR("href=\"/outages\"")));
    test_site_close(site);
}

static void a_long_list_goes_on_where_it_stopped(void **state)
{
    begin(*state);
    test_db_run(site->test,
                "INSERT INTO alert (alert_id, office_id, dossier_id, rule_name, due_at, account_id, body, raised_at) "
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
                "SELECT n.i, a.office_id, a.dossier_id, 'handling-over', n.i, a.account_id, '', 1000 "
                "FROM n, alert a WHERE a.rule_name = 'choice-passed'");
    struct str first = ask("truongphong", "/alerts", NULL).body;

    CHECK_HAS(first, "Trang sau");
    CHECK_HAS(first, "Quá hạn, không báo trước");
    struct str second = ask("truongphong", "/alerts?of=&after=1000.20", NULL).body;

    CHECK(!str_contains(second, STR("Quá hạn, không báo trước")));
    CHECK_HAS(second, "Về đầu danh sách");
    CHECK(!str_contains(second, STR("Trang sau")));
    test_site_close(site);
}

static void nothing_else_is_taken(void **state)
{
    begin(*state);
    CHECK_INT(ask("truongphong", "/alerts/seen", "until=").code, 400);
    CHECK_INT(ask("truongphong", "/alerts/seen", "until=1&account=2").code, 400);
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM alert WHERE seen_at IS NOT NULL"), 0);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_person_sees_what_concerns_them_until_it_is_seen),
    test_db_each(the_head_sees_who_of_the_unit_was_told_and_the_director_everybody),
    test_db_each(the_day_begins_with_the_newest_of_them),
    test_db_each(a_long_list_goes_on_where_it_stopped),
    test_db_each(nothing_else_is_taken),
};
TEST_DB_MAIN(tests)
