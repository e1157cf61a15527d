/* SPDX-License-Identifier: Apache-2.0 */
#include "app/message_outbox.h"

#include "support/test_dossier.h"
#include "support/test_site.h"

#include <inttypes.h>
#include <stdio.h>

static struct test_site *site;
static struct test_centre centre;

static void open_transports(bool email, bool sms)
{
    CHECK_OK(message_outbox_set_transports(site->writer, site->test->arena,
                                           (struct message_transports){ { email, sms } }, site->now));
}

static void begin(struct test_db *test)
{
    struct intake_request request;
    struct intake_received received;
    struct intake_faults faults;

    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    test_office_person(test, centre.office_id, "quantri", ROLE_ADMINISTRATOR, "VP");
    test_office_person(test, centre.office_id, "kiemtra", ROLE_INSPECTOR, "VHXH");
    open_transports(true, true);
    request = test_intake(&centre, "1.004873");
    request.forward_to_id = centre.specialist.account_id;
    request.typed.fields[INTAKE_email] = STR("mau@example.com");
    request.typed.fields[INTAKE_phone] = STR("0912345678");
    CHECK_OK(dossier_intake_receive(test->db, test->arena, centre.counter, test_moment("2025-09-18 09:00"), &request,
                                    &faults, &received));
}

static struct test_answer look(const char *login, const char *target)
{
    return test_site_look(site, login, target);
}

static const char *address_of(const char *transport, const char *action)
{
    char sql[100];

    snprintf(sql, sizeof sql, "SELECT message_id FROM message WHERE transport = '%s'", transport);
    return arena_printf(site->test->arena, "/messages/%" PRId64 "%s", test_db_number(site->test, sql), action).at;
}

static struct test_answer change(const char *login, const char *transport, const char *action, const char *form)
{
    return test_site_send(site, login, address_of(transport, action), form);
}

static void the_list_shows_what_waits_and_hides_addresses(void **state)
{
    begin(*state);
    struct str body = look("quantri", "/messages").body;

    CHECK(str_contains(body, STR("Đã tiếp nhận hồ sơ")));
    CHECK(str_contains(body, STR("m***@example.com")) && str_contains(body, STR("*******678")));
    CHECK(!str_contains(body, STR("mau@example.com")) && !str_contains(body, STR("0912345678")));
    CHECK(str_contains(body, STR("Sẽ gửi sau <span class=\"number\">09:02 18/09/2025</span>")));
    CHECK(str_contains(body, STR("Chờ gửi <span class=\"count\">2</span>")));
    CHECK(!str_contains(body, STR("motcua.conf")));
    test_site_close(site);
}

static void a_state_has_its_own_list(void **state)
{
    begin(*state);
    test_db_run(site->test, "UPDATE message SET state = 'failed' WHERE transport = 'sms'");
    struct str body = look("giamdoc", "/messages?state=failed").body;

    CHECK(str_contains(body, STR("*******678")) && !str_contains(body, STR("m***@example.com")));
    CHECK(str_contains(body, STR("Không gửi được <span class=\"count count--late\">1</span>")));
    CHECK(str_contains(look("giamdoc", "/messages?state=sent").body, STR("Không có tin nào.")));
    CHECK_INT(look("giamdoc", "/messages?state=x").code, 404);
    CHECK_INT(look("giamdoc", "/messages?after=x").code, 400);
    test_site_close(site);
}

static void a_way_that_is_closed_is_said(void **state)
{
    begin(*state);
    open_transports(false, false);
    struct str body = look("quantri", "/messages").body;

    CHECK(str_contains(body, STR("Chưa cài đặt máy chủ thư (smtp_url trong motcua.conf)")));
    CHECK(str_contains(body, STR("Chưa cài đặt cổng tin nhắn (sms_url trong motcua.conf)")));
    test_site_close(site);
}

/* Sixty messages: fifty on the first page, ten and the two of the reception on the second. */
static void a_long_list_is_read_page_by_page(void **state)
{
    begin(*state);
    test_db_run(site->test, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
                            "INSERT INTO dossier_event (event_id, office_id, chain_number, dossier_id, version, event, "
                            "actor_id, occurred_at, facts, previous_hash, event_hash) SELECT i, d.office_id, 1000 + i, "
                            "d.dossier_id, 1000 + i, 'stop', d.received_by_id, 1, '{}', '', '' FROM n, dossier d");
    test_db_run(site->test,
                "INSERT INTO message (message_id, office_id, dossier_id, event_id, message_kind, transport, "
                "recipient, subject, body, created_at, not_before_at, state, next_try_at) "
                "SELECT event_id, office_id, dossier_id, event_id, 'stopped', 'email', 'a@b.cd', '', '', 1, "
                "1, 'sent', 1 FROM dossier_event WHERE event_id <= 60");
    struct str body = look("quantri", "/messages").body;

    CHECK(str_contains(body, STR("href=\"/messages/60\"")) && str_contains(body, STR("href=\"/messages/13\"")));
    CHECK(!str_contains(body, STR("href=\"/messages/12\"")));
    CHECK(str_contains(body, STR("/messages?state=&amp;after=0.13")));
    body = look("quantri", "/messages?state=&after=0.13").body;
    CHECK(str_contains(body, STR("href=\"/messages/12\"")) && str_contains(body, STR("href=\"/messages/1\"")));
    CHECK(!str_contains(body, STR("href=\"/messages/13\"")));
    test_site_close(site);
}

static void a_message_shows_the_last_answer_word_for_word(void **state)
{
    begin(*state);
    test_db_run(site->test, "UPDATE message SET state = 'failed', attempts = 1, last_answer = '550 <mau> no such user' "
                            "WHERE transport = 'email'");
    struct test_answer answer = look("giamdoc", address_of("email", ""));

    CHECK(str_contains(answer.body, STR("550 &lt;mau&gt; no such user")));
    CHECK(str_contains(answer.body, STR("mau@example.com")));
    CHECK(str_contains(answer.body, STR("Kính gửi ông/bà Nguyễn Thị Mẫu,")));
    CHECK(str_contains(answer.body, STR("<a href=\"/dossiers/H55.12.07-250918-0001\">")));
    CHECK(str_contains(answer.body, STR("/resend")));
    /* an administrator does not read dossiers */
    CHECK(!str_contains(look("quantri", address_of("email", "")).body, STR("<a href=\"/dossiers/")));
    CHECK(!str_contains(look("quantri", address_of("sms", "")).body, STR("/resend")));
    CHECK_INT(look("quantri", "/messages/1").code, 404);
    CHECK_INT(look("quantri", "/messages/x").code, 404);
    test_site_close(site);
}

static void an_administrator_sees_nothing_of_the_citizen(void **state)
{
    begin(*state);
    test_db_run(site->test, "UPDATE message SET state = 'failed', attempts = 1, last_answer = '550 5.1.1 "
                            "<mau@example.com>: user 84912345678 unknown'");
    struct str body = look("quantri", address_of("email", "")).body;

    CHECK(!str_contains(body, STR("mau@example.com")) && str_contains(body, STR("m***@example.com")));
    CHECK(!str_contains(body, STR("Nguyễn Thị Mẫu")));
    CHECK(str_contains(body, STR("550 5.1.1 *** user *** unknown")));
    CHECK(str_contains(body, STR("/resend")) && str_contains(body, STR("Chỉ giám đốc trung tâm")));
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM access_trace"), 0);
    body = look("quantri", address_of("sms", "")).body;
    CHECK(!str_contains(body, STR("0912345678")) && str_contains(body, STR("*******678")));
    test_site_close(site);
}

static void a_person_sends_it_again_or_takes_it_as_sent(void **state)
{
    begin(*state);
    test_db_run(site->test, "UPDATE message SET state = 'in-doubt', attempts = 1");
    CHECK(str_contains(look("quantri", address_of("email", "")).body, STR("Hệ thống không tự gửi lại.")));
    struct test_answer answer = change("quantri", "email", "/resend", "attempts=1");
    CHECK_STR(answer.location, address_of("email", "?done=resend"));
    CHECK_STR(test_db_text(site->test, "SELECT state FROM message WHERE transport = 'email'"), "waiting");
    answer = change("giamdoc", "sms", "/sent", "attempts=1");
    CHECK_STR(answer.location, address_of("sms", "?done=sent"));
    CHECK_STR(test_db_text(site->test, "SELECT state FROM message WHERE transport = 'sms'"), "sent");
    CHECK(str_contains(look("giamdoc", address_of("sms", "?done=sent")).body, STR("Đã ghi là đã gửi.")));
    CHECK(str_contains(look("giamdoc", address_of("sms", "")).body, STR("giamdoc, 10:00 18/09/2025")));
    /* twice, or too late */
    answer = change("giamdoc", "sms", "/sent", "attempts=1");
    CHECK_INT(answer.code, 409);
    CHECK(str_contains(answer.body, STR("Tin này vừa đổi tình trạng.")));
    CHECK_INT(change("giamdoc", "sms", "/sent", "attempts=x").code, 400);
    CHECK_INT(change("quay1", "sms", "/sent", "attempts=1").code, 403);
    test_site_close(site);
}

static void a_dossiers_page_says_what_its_citizen_was_told(void **state)
{
    begin(*state);
    test_db_run(site->test, "UPDATE message SET state = 'sent', sent_at = 1758164580000 WHERE transport = 'email'");
    struct str body = look("chuyenvien1", "/dossiers/H55.12.07-250918-0001").body;

    CHECK(str_contains(body, STR("Đã báo cho người dân")));
    CHECK(str_contains(body, STR("Thư điện tử mau@example.com")));
    CHECK(str_contains(body, STR("Gửi lúc <span class=\"number\">10:03 18/09/2025</span>")));
    body = look("kiemtra", "/dossiers/H55.12.07-250918-0001").body;
    CHECK(str_contains(body, STR("Tin nhắn *******678")) && !str_contains(body, STR("example.com")));
    test_db_run(site->test, "DELETE FROM message");
    CHECK(!str_contains(look("chuyenvien1", "/dossiers/H55.12.07-250918-0001").body, STR("Đã báo cho người dân")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_list_shows_what_waits_and_hides_addresses),
    test_db_each(a_state_has_its_own_list),
    test_db_each(a_way_that_is_closed_is_said),
    test_db_each(a_long_list_is_read_page_by_page),
    test_db_each(a_message_shows_the_last_answer_word_for_word),
    test_db_each(an_administrator_sees_nothing_of_the_citizen),
    test_db_each(a_person_sends_it_again_or_takes_it_as_sent),
    test_db_each(a_dossiers_page_says_what_its_citizen_was_told),
};
TEST_DB_MAIN(tests)
