/* SPDX-License-Identifier: Apache-2.0 */
#include "app/alert_watch.h"
#include "app/outage_book.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;

#define CODE "H55.12.07-250918-0001"
#define PAGE "/dossiers/" CODE "/ledger"

/* Received on Thursday, 18 September 2025, at 08:00; proposed at 09:00; looked at at 10:00. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    test_dossier_move(&centre, centre.specialist, STR(CODE), 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-18 09:00");
}

static struct test_answer get(const char *login, const char *target)
{
    return test_site_look(site, login, target);
}

static void each_minute_is_drawn_summed_and_told(void **state)
{
    begin(*state);
    struct test_answer answer = get("truongphong", PAGE);

    CHECK_INT(answer.code, 200);
    CHECK_HAS(answer.body, "<strong>2 giờ</strong> làm việc");
    CHECK_HAS(answer.body, "x=\"0\" width=\"500\"");
    CHECK_HAS(answer.body, "x=\"500\" width=\"500\"");
    CHECK_HAS(answer.body, "50,0 %");
    CHECK_HAS(answer.body, "Trong 2 giờ làm việc: chuyenvien1 giữ hồ sơ 1 giờ; chờ ký của lanhdao 1 giờ.");
    CHECK_HAS(answer.body, "08:00 18/09/2025 Tiếp nhận, quay1");
    CHECK_HAS(answer.body, "id=\"part-2\"");
    test_site_close(site);
}

static void the_time_a_system_was_down_is_nobodys_here(void **state)
{
    struct outage_entry outage = { STR("Cổng của tỉnh"), test_moment("2025-09-18 08:15"),
                                   test_moment("2025-09-18 08:45"), STR("TB 15") };
    enum outage_fault fault;
    struct actor director;

    begin(*state);
    director = test_office_person(site->test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    CHECK_OK(outage_book_add(site->test->db, site->test->arena, director, site->now, &outage, &fault));
    struct str body = get("truongphong", PAGE).body;

    CHECK_HAS(body, "chuyenvien1 giữ hồ sơ 30 phút; Cổng của tỉnh ngừng hoạt động 30 phút");
    CHECK_HAS(body, "25,0 %");
    test_site_close(site);
}

static void the_bar_stands_on_the_dossiers_page_too(void **state)
{
    begin(*state);
    struct str body = get("truongphong", "/dossiers/" CODE).body;

    CHECK_HAS(body, "href=\"" PAGE "\"");
    CHECK_HAS(body, "chuyenvien1: 1 giờ (50,0 %)");
    CHECK_HAS(body, "lanhdao: 1 giờ (50,0 %)");
    CHECK_HAS(body, "x=\"500\" width=\"500\"");
    test_site_close(site);
}

static struct test_answer slip(const char *login, const char *form)
{
    return test_site_send(site, login, "/dossiers/" CODE "/control-slip", form);
}

static void the_counter_gives_out_the_control_slip(void **state)
{
    begin(*state);
    CHECK(!str_contains(get("truongphong", PAGE).body, STR("Lập phiếu kiểm soát")));
    CHECK_HAS(get("quay1", PAGE).body, "Lập phiếu kiểm soát (Mẫu 06, PDF)");
    CHECK_INT(slip("quay1", "version=").code, 400);
    CHECK_INT(slip("quay1", "version=2").code, 409);
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '06'"), 0);
    struct test_answer answer = slip("quay1", "version=3");
    struct str file =
        arena_printf(site->test->arena, "/dossiers/" CODE "/forms/%lld.pdf",
                     (long long)test_db_number(site->test, "SELECT form_id FROM form_issue WHERE form_kind = '06'"));

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, arena_c_string(site->test->arena, file));
    answer = get("quay1", file.at);
    CHECK_INT(answer.code, 200);
    CHECK(str_starts_with(answer.body, STR("%PDF-")));
    test_site_close(site);
}

/* Due on Tuesday, 23 September, at 17:30. */
static void who_was_told_about_it_stands_there_too(void **state)
{
    struct alert_work work;

    begin(*state);
    CHECK(!str_contains(get("truongphong", PAGE).body, STR("Đã nhắc ai")));
    site->now = test_moment("2025-09-24 08:00");
    CHECK_OK(alert_watch_round(site->test->db, site->test->arena, site->now, &work));
    CHECK_OK(alert_watch_round(site->test->db, site->test->arena, site->now, &work));
    CHECK_HAS(get("truongphong", PAGE).body, "Báo lanhdao lúc 08:00 thứ Tư, 24/09/2025, chưa xem");
    test_db_run(site->test, "UPDATE alert SET ended_at = 1");
    CHECK_HAS(get("truongphong", PAGE).body, "Báo lanhdao lúc 08:00 thứ Tư, 24/09/2025, chưa xem");
    test_site_close(site);
}

static void strangers_and_other_dossiers_get_nothing(void **state)
{
    begin(*state);
    test_office_person(site->test, centre.office_id, "congan1", ROLE_POLICE, "CA");
    CHECK_INT(get("congan1", PAGE).code, 403);
    CHECK_INT(get("truongphong", "/dossiers/H55.12.07-250918-0099/ledger").code, 404);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(each_minute_is_drawn_summed_and_told),    test_db_each(the_time_a_system_was_down_is_nobodys_here),
    test_db_each(the_bar_stands_on_the_dossiers_page_too), test_db_each(the_counter_gives_out_the_control_slip),
    test_db_each(who_was_told_about_it_stands_there_too),  test_db_each(strangers_and_other_dossiers_get_nothing),
};
TEST_DB_MAIN(tests)
