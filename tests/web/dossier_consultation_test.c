/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_consultation.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

#include <string.h>

static struct test_site *site;
static struct test_centre centre;
static struct actor police;

#define CODE "H55.12.07-250918-0001"
#define PAGE "/dossiers/" CODE "/consultations"
#define QUESTION "Anh%20Nguy%E1%BB%85n%20V%C4%83n%20M%E1%BA%ABu%20c%C3%B3%20t%E1%BA%A1m%20tr%C3%BA%3F"

/* At 10:00 on Thursday, 18 September 2025; with the specialist as version 2. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    police = test_office_person(test, centre.office_id, "congan1", ROLE_POLICE, "CA");
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
}

static struct test_answer ask(const char *login, enum method method, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = method,
                                                  .target = target,
                                                  .session = test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static const char *form_of(int64_t unit_id, const char *rest)
{
    return arena_printf(site->test->arena, "unit=%lld%s", (long long)unit_id, rest).at;
}

static void the_police_are_asked_and_answer_without_seeing_the_dossier(void **state)
{
    begin(*state);
    struct test_answer answer =
        ask("chuyenvien1", METHOD_POST, PAGE,
            form_of(police.unit_id, "&version=2&body=&amount=4&time_unit=working-hour&question=" QUESTION));

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, PAGE);
    answer = ask("congan1", METHOD_GET, "/consultations", NULL);
    CHECK_INT(answer.code, 200);
    CHECK_HAS(answer.body, "Anh Nguyễn Văn Mẫu có tạm trú?");
    CHECK_HAS(answer.body, "còn 4 giờ");
    CHECK(!str_contains(answer.body, STR("097185001234")));
    answer = ask("congan1", METHOD_GET, "/consultations/" CODE "/3", NULL);
    CHECK_INT(answer.code, 200);
    CHECK_HAS(answer.body, "Gửi trả lời");
    CHECK(!str_contains(answer.body, STR("/dossiers/")));
    CHECK_INT(ask("congan1", METHOD_GET, "/dossiers/" CODE, NULL).code, 403);
    answer = ask("congan1", METHOD_POST, "/consultations/" CODE "/3", "reply=C%C3%B3%20t%E1%BA%A1m%20tr%C3%BA.");
    CHECK_INT(answer.code, 303);
    CHECK_HAS(ask("congan1", METHOD_GET, "/consultations", NULL).body, "Không có câu hỏi nào");
    answer = ask("chuyenvien1", METHOD_GET, "/dossiers/" CODE, NULL);
    CHECK_HAS(answer.body, "Có tạm trú.");
    CHECK_HAS(answer.body, "congan1");
    test_site_close(site);
}

static void what_was_typed_stays_when_the_form_is_wrong(void **state)
{
    begin(*state);
    struct test_answer answer = ask("chuyenvien1", METHOD_POST, PAGE,
                                    "unit=0&version=2&body=&amount=2&time_unit=working-day&question=" QUESTION);

    CHECK_INT(answer.code, 422);
    CHECK_HAS(answer.body, "Ghi tên cơ quan được hỏi");
    CHECK_HAS(answer.body, "Anh Nguyễn Văn Mẫu có tạm trú?");
    answer = ask("chuyenvien1", METHOD_POST, PAGE,
                 "unit=0&version=2&body=S%E1%BB%9F&amount=99&time_unit=working-day&question=x");
    CHECK_INT(answer.code, 422);
    CHECK_HAS(answer.body, "từ 1 đến 15 ngày làm việc");
    answer = ask("chuyenvien1", METHOD_POST, PAGE,
                 "unit=0&version=1&body=S%E1%BB%9F&amount=2&time_unit=working-day&question=" QUESTION);
    CHECK_INT(answer.code, 409);
    CHECK_HAS(answer.body, "Anh Nguyễn Văn Mẫu có tạm trú?");
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM consultation"), 0);
    test_site_close(site);
}

static void a_stranger_to_the_question_neither_sees_nor_answers_it(void **state)
{
    begin(*state);
    ask("chuyenvien1", METHOD_POST, PAGE, "unit=0&version=2&body=S%E1%BB%9F&amount=2&time_unit=working-day&question=x");
    CHECK_INT(ask("congan1", METHOD_GET, "/consultations/" CODE "/3", NULL).code, 403);
    CHECK_INT(ask("congan1", METHOD_POST, "/consultations/" CODE "/3", "reply=x").code, 403);
    CHECK_INT(ask("chuyenvien2", METHOD_GET, "/consultations/" CODE "/3", NULL).code, 200);
    CHECK_INT(ask("chuyenvien2", METHOD_POST, "/consultations/" CODE "/3", "reply=x").code, 403);
    CHECK_INT(ask("chuyenvien1", METHOD_GET, "/consultations/" CODE "/9", NULL).code, 404);
    CHECK_INT(ask("chuyenvien1", METHOD_GET, "/consultations/" CODE "/x", NULL).code, 404);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, "/consultations/" CODE "/3", "reply=").code, 422);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, "/consultations/" CODE "/3", "reply=x&unit=1").code, 400);
    CHECK_STR(ask("chuyenvien1", METHOD_POST, "/consultations/" CODE "/3", "reply=x").location, PAGE);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, "/consultations/" CODE "/3", "reply=y").code, 422);
    test_site_close(site);
}

static void a_late_answer_is_seen_on_the_dossier(void **state)
{
    begin(*state);
    ask("chuyenvien1", METHOD_POST, PAGE,
        form_of(police.unit_id, "&version=2&body=&amount=1&time_unit=working-hour&question=x"));
    site->now = test_moment("2025-09-18 15:00"); /* due at 11:00 */
    struct str body = ask("chuyenvien1", METHOD_GET, "/dossiers/" CODE, NULL).body;

    CHECK_HAS(body, "Đang chờ trả lời");
    CHECK_HAS(body, "quá hạn 2 giờ");
    ask("congan1", METHOD_POST, "/consultations/" CODE "/3", "reply=x");
    CHECK_HAS(ask("chuyenvien1", METHOD_GET, "/dossiers/" CODE, NULL).body, "Trả lời muộn");
    test_site_close(site);
}

/* ---- More than a page shows ----------------------------------------------------------------------- */

enum { QUESTIONS = 120 };

/* 120 questions about one dossier, all due at the end of the next working day. */
static void ask_often(void)
{
    for (int i = 0; i < QUESTIONS; i++) {
        struct consultation_request request = {
            .code = STR(CODE),
            .seen_version = 2 + i,
            .unit_id = police.unit_id,
            .limit = { TERM_WORKING_DAY, 1 },
            .question = arena_printf(site->test->arena, "Câu hỏi %03d?", i),
        };
        struct change_outcome outcome;
        enum consultation_fault fault;

        CHECK_OK(dossier_consultation_ask(site->test->db, site->test->arena, centre.specialist, site->now, &request,
                                          &outcome, &fault));
    }
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(DISTINCT due_at) FROM consultation"), 1);
}

static void count_seen(struct str body, int *seen)
{
    for (int i = 0; i < QUESTIONS; i++)
        seen[i] += str_contains(body, arena_printf(site->test->arena, "Câu hỏi %03d?", i));
}

/* Where the page leads on to; NULL at the end. */
static const char *next_of(struct str body)
{
    static const char start[] = "href=\"/consultations?&amp;after=";
    const char *found = memmem(body.at, body.len, start, sizeof start - 1);

    if (found == NULL)
        return NULL;
    struct str rest = { found + sizeof start - 1, body.len - (size_t)(found - body.at) - (sizeof start - 1) };
    struct str key = str_next(&rest, '"');

    return arena_printf(site->test->arena, "/consultations?after=%.*s", STR_ARG(key)).at;
}

static void questions_due_at_one_moment_are_each_seen_once(void **state)
{
    const char *target = "/consultations";
    int seen[QUESTIONS] = { 0 }, pages = 0;

    begin(*state);
    ask_often();
    while (target != NULL && pages < 10) {
        struct str body = ask("congan1", METHOD_GET, target, NULL).body;

        count_seen(body, seen);
        target = next_of(body);
        pages++;
    }
    CHECK_INT(pages, 3);
    for (int i = 0; i < QUESTIONS; i++)
        CHECK_INT(seen[i], 1);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_police_are_asked_and_answer_without_seeing_the_dossier),
    test_db_each(what_was_typed_stays_when_the_form_is_wrong),
    test_db_each(a_stranger_to_the_question_neither_sees_nor_answers_it),
    test_db_each(a_late_answer_is_seen_on_the_dossier),
    test_db_each(questions_due_at_one_moment_are_each_seen_once),
};
TEST_DB_MAIN(tests)
