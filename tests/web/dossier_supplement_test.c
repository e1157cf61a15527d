/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

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

static void every_paper_stands_on_the_page_with_what_was_found(void **state)
{
    begin(*state);
    struct test_answer page = look("chuyenvien1", "ask-supplement");

    CHECK_INT(page.code, 200);
    CHECK(str_contains(page.body, STR("1. Tờ khai")));
    CHECK(str_contains(page.body, STR("name=\"paper_1\"")));
    CHECK_INT(look("chuyenvien2", "ask-supplement").code, 303);
    test_site_close(site);
}

/* Directive 1b-once: nothing is issued before it was shown once more. */
static void it_is_shown_once_more_before_it_is_issued(void **state)
{
    begin(*state);
    struct test_answer page = send("chuyenvien1", "ask-supplement",
                                   "version=2&paper_1=1&paper_1_note=chua+ky&other_1=Sua+ngay+sinh&reason=Thieu");

    CHECK_INT(page.code, 200);
    CHECK(str_contains(page.body, STR("Đây là lần duy nhất")));
    CHECK(str_contains(page.body, STR("<li>Tờ khai: chua ky</li>")));
    CHECK(str_contains(page.body, STR("<li>Sua ngay sinh</li>")));
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '02'"), 0);
    page = send("chuyenvien1", "ask-supplement",
                "version=2&paper_1=1&paper_1_note=chua+ky&other_1=Sua+ngay+sinh&reason=Thieu&is_confirmed=1");
    CHECK_INT(page.code, 303);
    CHECK(str_ends_with(page.location, STR("?done=ask-supplement")));
    CHECK_STR(test_db_text(site->test, "SELECT state FROM dossier"), "supplement");
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM form_issue WHERE form_kind = '02'"), 1);
    test_site_close(site);
}

static void a_slip_without_items_or_reason_comes_back(void **state)
{
    begin(*state);
    CHECK_INT(send("chuyenvien1", "ask-supplement", "version=2&reason=Thieu&is_confirmed=1").code, 422);
    CHECK_INT(send("chuyenvien1", "ask-supplement", "version=2&paper_1=1&is_confirmed=1").code, 422);
    CHECK_INT(send("chuyenvien1", "ask-supplement", "version=2&paper_1=1&reason=x&paper_one=1").code, 400);
    CHECK_INT(test_db_number(site->test, "SELECT version FROM dossier"), 2);
    test_site_close(site);
}

static void a_stale_page_loses_no_words(void **state)
{
    begin(*state);
    struct test_answer answer =
        send("chuyenvien1", "ask-supplement", "version=1&other_1=Giay+xac+nhan&reason=Thieu&is_confirmed=1");

    CHECK_INT(answer.code, 409);
    CHECK(str_contains(answer.body, STR("Giay xac nhan")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(every_paper_stands_on_the_page_with_what_was_found),
    test_db_each(it_is_shown_once_more_before_it_is_issued),
    test_db_each(a_slip_without_items_or_reason_comes_back),
    test_db_each(a_stale_page_loses_no_words),
};
TEST_DB_MAIN(tests)
