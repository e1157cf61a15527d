/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

#include <inttypes.h>

static struct test_site *site;
static struct test_centre centre;
static struct intake_received received;

/* Three working days from Tuesday 16/9/2025 at 10:00: due on Friday 19/9 at 17:30. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-16 10:00");
}

static const char *target(const char *part)
{
    return arena_c_string(site->test->arena,
                          arena_printf(site->test->arena, "/dossiers/%.*s/%s", STR_ARG(received.code), part));
}

static struct test_answer look(const char *login, const char *part)
{
    return test_site_look(site, login, target(part));
}

static struct test_answer send(const char *login, const char *event, const char *form)
{
    return test_site_send(site, login, target(event), form);
}

static void whoever_may_not_do_it_is_led_back_to_the_dossier(void **state)
{
    begin(*state);
    CHECK_INT(look("chuyenvien1", "act/ask-extension").code, 200);
    CHECK_INT(look("chuyenvien2", "act/ask-extension").code, 303);
    CHECK_INT(look("chuyenvien1", "act/allow-supplement").code, 303);
    CHECK_INT(look("chuyenvien1", "act/approve").code, 404);
    CHECK_INT(look("chuyenvien1", "act/nothing").code, 404);
    test_site_close(site);
}

static void an_appointment_that_is_none_comes_back_with_what_was_typed(void **state)
{
    begin(*state);
    struct test_answer answer = send("chuyenvien1", "ask-extension",
                                     "version=2&reason=Cho+xac+minh&until_on=31%2F02%2F2025&until_time=16%3A00");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Ghi ngày hẹn như 05/09/2025")));
    CHECK(str_contains(answer.body, STR("31/02/2025")) && str_contains(answer.body, STR("Cho xac minh")));
    answer = send("chuyenvien1", "ask-extension",
                  "version=2&reason=Cho+xac+minh&until_on=20%2F09%2F2025&until_time=09%3A00");
    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("trong giờ làm việc")));
    CHECK_INT(test_db_number(site->test, "SELECT version FROM dossier"), 2);
    test_site_close(site);
}

static void the_head_sees_what_is_asked_before_granting_it(void **state)
{
    begin(*state);
    CHECK_INT(
        send("chuyenvien1", "ask-extension", "version=2&reason=Cho+xac+minh&until_on=22%2F09%2F2025&until_time=16%3A00")
            .code,
        303);
    struct test_answer page = look("truongphong", "act/grant-extension");

    CHECK_INT(page.code, 200);
    CHECK(str_contains(page.body, STR("Cho xac minh")) && str_contains(page.body, STR("22/09/2025")));
    struct test_answer done = send("truongphong", "grant-extension", "version=3");

    CHECK_INT(done.code, 303);
    CHECK(str_ends_with(done.location, STR("?done=grant-extension")));
    page = test_site_ask(site, (struct test_ask){ .target = arena_c_string(site->test->arena, done.location),
                                                  .session = test_site_sign_in(site, "truongphong") });
    CHECK(str_contains(page.body, STR("Đã duyệt gia hạn, xin lỗi.")));
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '04'"), 1);
    test_site_close(site);
}

static void a_stop_asks_for_its_legal_basis(void **state)
{
    begin(*state);
    struct test_answer answer =
        send("chuyenvien1", "stop", "version=2&reason=Dat+tranh+chap&legal_basis=theo+quy+dinh");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Ghi căn cứ pháp lý")));
    CHECK(str_contains(answer.body, STR("Dat tranh chap")));
    CHECK_INT(send("chuyenvien1", "stop", "version=2&reason=Dat+tranh+chap&legal_basis=Dieu+7+TT+03%2F2025").code, 303);
    CHECK_STR(test_db_text(site->test, "SELECT state FROM dossier"), "stopped");
    test_site_close(site);
}

static void an_unknown_cause_is_asked_for_again(void **state)
{
    begin(*state);
    site->now = test_moment("2025-09-22 08:00");
    CHECK_INT(send("chuyenvien1", "explain", "version=2&reason=Cho+xac+minh&cause=luck").code, 422);
    CHECK_INT(send("chuyenvien1", "explain", "version=2&reason=Cho+xac+minh&cause=coordination").code, 303);
    CHECK_STR(test_db_text(site->test, "SELECT late_cause FROM lateness"), "coordination");
    CHECK_INT(send("truongphong", "measure", "version=3&reason=Da+nhac+nho").code, 303);
    test_site_close(site);
}

static struct str page_of(const char *login)
{
    struct arena *arena = site->test->arena;
    const char *address = arena_c_string(arena, arena_printf(arena, "/dossiers/%.*s", STR_ARG(received.code)));

    return test_site_look(site, login, address).body;
}

static void a_leader_reads_what_a_late_dossier_lacks(void **state)
{
    begin(*state);
    CHECK(!str_contains(page_of("truongphong"), STR("Chưa duyệt kết quả được")));
    site->now = test_moment("2025-09-22 08:00");
    CHECK_INT(
        send("chuyenvien1", "propose",
             arena_c_string(site->test->arena, arena_printf(site->test->arena, "version=2&draft=Mot&person=%" PRId64,
                                                            centre.head.account_id)))
            .code,
        303);
    struct str body = page_of("truongphong");

    CHECK(str_contains(body, STR("Chưa duyệt kết quả được: hồ sơ quá hạn, còn thiếu giải trình của chuyenvien1.")));
    CHECK(!str_contains(body, STR("/approve\"")));
    CHECK_INT(send("chuyenvien1", "explain", "version=3&reason=Cho+xac+minh&cause=coordination").code, 303);
    body = page_of("truongphong");
    CHECK(str_contains(body, STR("còn thiếu biện pháp của trưởng đơn vị.")));
    CHECK(str_contains(body, STR("/act/measure\">")));
    CHECK_INT(send("truongphong", "measure", "version=4&reason=Da+nhac+nho").code, 303);
    body = page_of("truongphong");
    CHECK(!str_contains(body, STR("Chưa duyệt kết quả được")));
    CHECK(str_contains(body, STR("/approve\"")));
    test_site_close(site);
}

/* Tuesday from 10:00 has 330 minutes, three days 1440, Monday until 08:00 the last 30. */
static void an_explanation_begins_with_whose_the_time_was(void **state)
{
    begin(*state);
    site->now = test_moment("2025-09-22 08:00");
    struct str body = look("chuyenvien1", "act/explain").body;

    CHECK(str_contains(body, STR("Trong 30 giờ làm việc: chuyenvien1 giữ hồ sơ 30 giờ.</textarea>")));
    CHECK(!str_contains(send("chuyenvien1", "explain", "version=2&reason=Khac&cause=luck").body, STR("30 giờ")));
    test_site_close(site);
}

static void fields_nobody_asked_for_change_nothing(void **state)
{
    begin(*state);
    CHECK_INT(send("chuyenvien1", "stop", "version=2&reason=x&legal_basis=1&due_at=2030").code, 400);
    CHECK_INT(send("chuyenvien1", "stop", "version=hai&reason=x&legal_basis=1").code, 400);
    CHECK_INT(test_db_number(site->test, "SELECT version FROM dossier"), 2);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(whoever_may_not_do_it_is_led_back_to_the_dossier),
    test_db_each(an_appointment_that_is_none_comes_back_with_what_was_typed),
    test_db_each(the_head_sees_what_is_asked_before_granting_it),
    test_db_each(a_stop_asks_for_its_legal_basis),
    test_db_each(an_unknown_cause_is_asked_for_again),
    test_db_each(a_leader_reads_what_a_late_dossier_lacks),
    test_db_each(an_explanation_begins_with_whose_the_time_was),
    test_db_each(fields_nobody_asked_for_change_nothing),
};
TEST_DB_MAIN(tests)
