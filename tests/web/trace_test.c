/* SPDX-License-Identifier: Apache-2.0 */
#include "app/access_trace.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

#include <stdio.h>

static struct test_site *site;
static struct test_centre centre;
static struct actor director;

#define CODE "H55.12.07-250918-0001"
#define TRACE "/dossiers/" CODE "/trace"

/* At 10:00 on Thursday, 18 September 2025; two dossiers of VP with the specialist. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    director = test_office_person(test, centre.office_id, "giamdoc", ROLE_DIRECTOR, "TTPVHCC");
    test_office_person(test, centre.office_id, "kiemtra", ROLE_INSPECTOR, "VHXH");
    test_office_person(test, centre.office_id, "truongphongkt", ROLE_UNIT_HEAD, "KT");
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:01");
}

static struct test_answer ask(const char *login, enum method method, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = method,
                                                  .target = target,
                                                  .session = test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static int64_t dossier_id(const char *ending)
{
    char query[80];

    snprintf(query, sizeof query, "SELECT dossier_id FROM dossier WHERE code LIKE '%%-%s'", ending);
    return test_db_number(site->test, query);
}

static void look(struct actor actor, const char *ending, const char *at)
{
    CHECK_OK(access_trace_record(site->test->db, actor, dossier_id(ending), test_moment(at)));
}

static void who_looked_is_told_by_day_and_hour(void **state)
{
    begin(*state);
    look(centre.specialist, "0001", "2025-09-18 08:15");
    look(centre.specialist, "0001", "2025-09-18 09:59");
    look(centre.colleague, "0001", "2025-09-18 09:30");
    look(centre.specialist, "0001", "2025-09-17 16:40");
    look(director, "0002", "2025-09-18 09:31");
    struct test_answer answer = ask("kiemtra", METHOD_GET, TRACE, NULL);

    CHECK_INT(answer.code, 200);
    CHECK_HAS(answer.body, "<a href=\"/traces/chuyenvien1\">chuyenvien1</a>");
    CHECK_HAS(answer.body, "Chuyên viên, Văn phòng HĐND và UBND");
    CHECK_HAS(answer.body, "data-label=\"Mở lúc\">08:15, 09:59</td>");
    CHECK_HAS(answer.body, "data-label=\"Số lần\">2</td>");
    CHECK_HAS(answer.body, "thứ Tư, 17/09/2025");
    CHECK_HAS(answer.body, "data-label=\"Mở lúc\">16:40</td>");
    CHECK_HAS(answer.body, "data-label=\"Mở lúc\">09:30</td>");
    CHECK(!str_contains(answer.body, STR("09:31")));
    test_site_close(site);
}

static void reading_who_looked_is_a_look_too(void **state)
{
    begin(*state);
    struct test_answer answer = ask("kiemtra", METHOD_GET, TRACE, NULL);

    CHECK_INT(answer.code, 200);
    CHECK_INT(answer.looked_at_dossier_id, dossier_id("0001"));
    test_site_close(site);
}

static void a_unit_head_reads_it_of_the_unit_s_dossiers_alone(void **state)
{
    begin(*state);
    look(centre.specialist, "0001", "2025-09-18 08:15");
    struct test_answer answer = ask("truongphong", METHOD_GET, TRACE, NULL);

    CHECK_INT(answer.code, 200);
    CHECK_HAS(answer.body, "chuyenvien1");
    CHECK(!str_contains(answer.body, STR("/traces/")));
    CHECK_INT(ask("truongphongkt", METHOD_GET, TRACE, NULL).code, 403);
    CHECK_INT(ask("chuyenvien1", METHOD_GET, TRACE, NULL).code, 403);
    CHECK_INT(ask("kiemtra", METHOD_GET, "/dossiers/H55.12.07-250918-0009/trace", NULL).code, 404);
    test_site_close(site);
}

static void the_dossier_leads_there_for_those_who_may(void **state)
{
    begin(*state);
    CHECK_HAS(ask("giamdoc", METHOD_GET, "/dossiers/" CODE, NULL).body, "href=\"" TRACE "\"");
    CHECK_HAS(ask("truongphong", METHOD_GET, "/dossiers/" CODE, NULL).body, "href=\"" TRACE "\"");
    CHECK(!str_contains(ask("chuyenvien1", METHOD_GET, "/dossiers/" CODE, NULL).body, STR(TRACE)));
    CHECK(!str_contains(ask("truongphongkt", METHOD_GET, "/dossiers/" CODE, NULL).body, STR(TRACE)));
    test_site_close(site);
}

/* 60 hours before, one look in each. */
static void look_for_60_hours(void)
{
    for (int i = 1; i <= 60; i++)
        CHECK_OK(access_trace_record(site->test->db, centre.specialist, dossier_id("0001"),
                                     (struct moment){ site->now.ms - i * (int64_t)ACCESS_TRACE_HOUR_MS }));
}

static void a_long_list_goes_on_after_its_last_row(void **state)
{
    begin(*state);
    look_for_60_hours();
    struct str body = ask("kiemtra", METHOD_GET, TRACE, NULL).body;

    /* 50 looks back from 09:00 on the 18th: to 08:00 on the 16th */
    CHECK_HAS(body, "thứ Ba, 16/09/2025");
    CHECK_HAS(body, ">08:00, 09:00, 10:00, 11:00,");
    char next[160];

    snprintf(next, sizeof next, TRACE "?&after=%lld.%lld", (long long)test_moment("2025-09-16 08:00").ms,
             (long long)centre.specialist.account_id);
    CHECK_HAS(body, str_from(str_of(next), sizeof TRACE + 1).at);
    body = ask("kiemtra", METHOD_GET, next, NULL).body;
    CHECK_HAS(body, ">00:00, 01:00, 02:00, 03:00, 04:00, 05:00, 06:00, 07:00<");
    CHECK_HAS(body, ">22:00, 23:00<");
    CHECK_INT(ask("kiemtra", METHOD_GET, TRACE "?after=x", NULL).code, 400);
    test_site_close(site);
}

static void an_officer_s_looks_are_shown_after_a_reason(void **state)
{
    begin(*state);
    look(centre.specialist, "0001", "2025-09-18 08:15");
    look(centre.specialist, "0002", "2025-09-18 08:20");
    look(centre.colleague, "0002", "2025-09-18 09:47");
    struct str body = ask("giamdoc", METHOD_GET, "/traces/chuyenvien1", NULL).body;

    CHECK_HAS(body, "Lý do xem");
    CHECK(!str_contains(body, STR(CODE)));
    CHECK_INT(ask("giamdoc", METHOD_POST, "/traces/chuyenvien1", "reason=+").code, 422);
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM account_event WHERE event = 'traces-read'"), 0);
    struct test_answer answer = ask("giamdoc", METHOD_POST, "/traces/chuyenvien1", "reason=%C4%90%C6%A1n+12");

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/traces/chuyenvien1");
    body = ask("giamdoc", METHOD_GET, "/traces/chuyenvien1", NULL).body;
    CHECK_HAS(body, "<a href=\"" TRACE "\">" CODE "</a>");
    CHECK_HAS(body, "H55.12.07-250918-0002");
    CHECK_HAS(body, ">08:20<");
    CHECK(!str_contains(body, STR("09:47")));
    CHECK(!str_contains(ask("kiemtra", METHOD_GET, "/traces/chuyenvien1", NULL).body, STR(CODE)));
    CHECK_HAS(ask("chuyenvien1", METHOD_GET, "/account", NULL).body, "Đơn 12");
    site->now.ms += 60 * 60 * 1000;
    CHECK(!str_contains(ask("giamdoc", METHOD_GET, "/traces/chuyenvien1", NULL).body, STR(CODE)));
    CHECK_INT(ask("giamdoc", METHOD_GET, "/traces/khongco", NULL).code, 404);
    test_site_close(site);
}

static void everybody_of_the_office_can_be_chosen(void **state)
{
    begin(*state);
    CHECK_HAS(ask("kiemtra", METHOD_GET, "/traces", NULL).body, "<a href=\"/traces/chuyenvien2\">");
    CHECK_HAS(ask("kiemtra", METHOD_GET, "/figures", NULL).body, "href=\"/traces\"");
    CHECK(!str_contains(ask("truongphong", METHOD_GET, "/figures", NULL).body, STR("href=\"/traces\"")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(who_looked_is_told_by_day_and_hour),
    test_db_each(reading_who_looked_is_a_look_too),
    test_db_each(a_unit_head_reads_it_of_the_unit_s_dossiers_alone),
    test_db_each(the_dossier_leads_there_for_those_who_may),
    test_db_each(a_long_list_goes_on_after_its_last_row),
    test_db_each(an_officer_s_looks_are_shown_after_a_reason),
    test_db_each(everybody_of_the_office_can_be_chosen),
};
TEST_DB_MAIN(tests)
