/* SPDX-License-Identifier: Apache-2.0 */
#include "web/absence_page.h"

#include "app/absence.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;
static int64_t absence_id;

#define FIRST "H55.12.07-250918-0001"
#define SECOND "H55.12.07-250918-0002"

/* At 10:00 on Thursday, 18 September 2025; two dossiers with the first specialist, who is away from today to Monday. */
static void begin(struct test_db *test)
{
    struct absence_request request;
    enum absence_fault fault;

    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:01");
    request = (struct absence_request){ .account_id = centre.specialist.account_id };
    CHECK(date_parse_iso(STR("2025-09-18"), &request.span.from_on));
    CHECK(date_parse_iso(STR("2025-09-22"), &request.span.to_on));
    CHECK_OK(absence_open(test->db, test->arena, centre.head, site->now, &request, &absence_id, &fault));
}

static struct test_answer ask(const char *login, enum method method, const char *part, const char *form)
{
    return test_site_ask(
        site, (struct test_ask){
                  .method = method,
                  .target = arena_printf(site->test->arena, "/absences/%lld%s", (long long)absence_id, part).at,
                  .session = test_site_sign_in(site, login),
                  .form = form,
                  .has_csrf = form != NULL });
}

/* The first to the colleague, the second to the head. */
static const char *both(void)
{
    return arena_printf(site->test->arena, "dossier_1=" FIRST "%%3A2&to_1=%lld&dossier_2=" SECOND "%%3A2&to_2=%lld",
                        (long long)centre.colleague.account_id, (long long)centre.head.account_id)
        .at;
}

static int64_t held_by(const char *login)
{
    return test_db_number(site->test,
                          arena_printf(site->test->arena,
                                       "SELECT COUNT(*) FROM dossier d JOIN account a ON a.account_id = d.holder_id "
                                       "WHERE a.login = '%s'",
                                       login)
                              .at);
}

static void the_chief_sees_a_proposal_and_the_loads(void **state)
{
    begin(*state);
    struct str body = ask("truongphong", METHOD_GET, "", NULL).body;

    CHECK_HAS(body, "Đang vắng");
    CHECK_HAS(body, "còn giữ 2");
    CHECK_HAS(body, "value=\"" FIRST ":2\"");
    CHECK_HAS(body, arena_printf(site->test->arena, "<option value=\"%lld\" selected>chuyenvien2</option>",
                                 (long long)centre.colleague.account_id)
                        .at);
    CHECK_HAS(body, arena_printf(site->test->arena, "<option value=\"%lld\" selected>truongphong</option>",
                                 (long long)centre.head.account_id)
                        .at);
    body = ask("chuyenvien1", METHOD_GET, "", NULL).body;
    CHECK_HAS(body, "Trưởng đơn vị hoặc lãnh đạo bàn giao các hồ sơ này tại đây.");
    CHECK_HAS(body, "Kết thúc đợt vắng");
    CHECK(!str_contains(body, STR("name=\"to_1\"")));
    body = ask("quay1", METHOD_GET, "", NULL).body;
    CHECK(!str_contains(body, STR("Kết thúc đợt vắng")));
    test_site_close(site);
}

static void dossiers_are_handed_over_and_come_back(void **state)
{
    begin(*state);
    struct test_answer answer = ask("truongphong", METHOD_POST, "/hand-over", both());

    CHECK_INT(answer.code, 200);
    CHECK_HAS(answer.body, "Đã bàn giao 2 hồ sơ.");
    CHECK_INT(held_by("chuyenvien2"), 1);
    CHECK_INT(held_by("truongphong"), 1);
    test_dossier_move(&centre, centre.head, STR(SECOND), 3, EVENT_ASK_FEE, 0, "2025-09-18 10:10");
    struct str body = ask("truongphong", METHOD_GET, "", NULL).body;

    CHECK_HAS(body, "đã bàn giao 2, nhận lại 0");
    CHECK_HAS(body, "Không còn hồ sơ nào để bàn giao.");
    CHECK_HAS(body, "value=\"" FIRST ":3\" checked");
    CHECK_HAS(body, "truongphong đã bắt đầu xử lý: làm tiếp đến xong.");
    CHECK(!str_contains(body, STR("value=\"" SECOND ":4\"")));
    answer = ask("truongphong", METHOD_POST, "/take-back", "dossier_1=" FIRST "%3A3&dossier_2=" SECOND "%3A4");
    CHECK_INT(answer.code, 200);
    CHECK_HAS(answer.body, "Đã chuyển lại cho chuyenvien1 1 hồ sơ. 1 hồ sơ không chuyển được.");
    CHECK_INT(held_by("chuyenvien1"), 1);
    CHECK_HAS(ask("chuyenvien1", METHOD_GET, "", NULL).body, "Đã trở lại");
    test_site_close(site);
}

/* The head gives the dossier to the specialist again, who is still away: it is handed over once more. */
static void hand_over_again(void)
{
    struct assignment_item item = { STR(FIRST), 3, centre.specialist.account_id };
    struct assignment assignment = { .items = { &item, 1 }, .reason = STR("Trần Văn Ví Dụ về sớm") };
    struct assignment_result *results;

    CHECK_OK(
        dossier_assignment_apply(site->test->db, site->test->arena, centre.head, site->now, &assignment, &results));
    CHECK_INT(results[0].verdict, ASSIGNMENT_MOVED);
    CHECK_HAS(
        ask("truongphong", METHOD_POST, "/hand-over",
            arena_printf(site->test->arena, "dossier_1=" FIRST "%%3A4&to_1=%lld", (long long)centre.head.account_id).at)
            .body,
        "Đã bàn giao 1 hồ sơ.");
}

static int count_of(struct str body, struct str part)
{
    int count = 0;

    for (size_t at = 0; at < body.len; at++)
        count += str_starts_with(str_from(body, at), part);
    return count;
}

static void a_dossier_handed_over_more_often_than_a_page_shows_is_seen_each_time(void **state)
{
    struct test_db *test = *state;
    struct str listed = STR("\">" FIRST "</");

    begin(test);
    ask("truongphong", METHOD_POST, "/hand-over", both());
    hand_over_again();
    CHECK_INT(count_of(ask("truongphong", METHOD_GET, "", NULL).body, listed), 2);
    /* 60 times more, past the use cases. */
    test_db_run(test, "INSERT INTO absence_item (absence_id, dossier_id, number, taker_id, moved_at) "
                      "WITH RECURSIVE more (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM more WHERE n < 159) "
                      "SELECT i.absence_id, i.dossier_id, n, i.taker_id, i.moved_at FROM absence_item i, more "
                      "WHERE i.number = 3 AND i.dossier_id = (SELECT MIN(dossier_id) FROM dossier)");
    struct str first = ask("truongphong", METHOD_GET, "", NULL).body;
    struct str rest = str_from(first, 0);

    CHECK_INT(count_of(first, listed), 50);
    while (rest.len > 0 && !str_starts_with(rest, STR("?&amp;after=")))
        rest = str_from(rest, 1);
    rest = str_from(rest, sizeof "?&amp;" - 1);
    struct str key = str_next(&rest, '"');
    const char *second = arena_printf(test->arena, "?%.*s", STR_ARG(key)).at;

    CHECK_INT(count_of(ask("truongphong", METHOD_GET, second, NULL).body, listed), 12);
    test_site_close(site);
}

static void a_head_is_reminded_of_what_can_come_back(void **state)
{
    begin(*state);
    ask("truongphong", METHOD_POST, "/hand-over", both());
    ask("chuyenvien1", METHOD_POST, "/end", "");
    struct test_ask work = { .method = METHOD_GET, .target = "/work" };

    work.session = test_site_sign_in(site, "truongphong");
    CHECK_HAS(test_site_ask(site, work).body, "chuyenvien1 đã trở lại, có hồ sơ chuyển lại được");
    ask("truongphong", METHOD_POST, "/take-back", "dossier_1=" FIRST "%3A3&dossier_2=" SECOND "%3A3");
    CHECK_INT(held_by("chuyenvien1"), 2);
    CHECK(!str_contains(test_site_ask(site, work).body, STR("đã trở lại, có hồ sơ")));
    test_site_close(site);
}

static void a_stale_page_moves_only_what_is_as_it_was(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, STR(FIRST), 2, EVENT_ASK_FEE, 0, "2025-09-18 09:00");
    struct test_answer answer = ask("truongphong", METHOD_POST, "/hand-over", both());

    CHECK_HAS(answer.body, "Đã bàn giao 1 hồ sơ. 1 hồ sơ không chuyển được.");
    CHECK_HAS(answer.body, "Vừa có người khác cập nhật hồ sơ.");
    CHECK_INT(held_by("chuyenvien1"), 1);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, "/end", "").code, 303);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, "/end", "").code, 409);
    answer = ask("truongphong", METHOD_POST, "/hand-over", both());
    CHECK_INT(answer.code, 409);
    CHECK_HAS(answer.body, "Đợt vắng này đã kết thúc");
    test_site_close(site);
}

static void a_form_that_says_nothing_or_too_much_moves_nothing(void **state)
{
    begin(*state);
    CHECK_INT(ask("truongphong", METHOD_POST, "/hand-over", "dossier_1=" FIRST "%3A2&to_1=").code, 422);
    CHECK_INT(ask("truongphong", METHOD_POST, "/hand-over", "dossier_1=" FIRST "%3A2").code, 422);
    CHECK_INT(ask("truongphong", METHOD_POST, "/hand-over", "dossier_1=" FIRST "&to_1=1").code, 400);
    CHECK_INT(ask("truongphong", METHOD_POST, "/hand-over", "dossier_1=" FIRST "%3A2&to_1=x").code, 400);
    CHECK_INT(ask("truongphong", METHOD_POST, "/hand-over", "dossier_1=" FIRST "%3A2&to_1=1&reason=x").code, 400);
    CHECK_INT(ask("truongphong", METHOD_POST, "/take-back", "").code, 422);
    CHECK_INT(ask("truongphong", METHOD_GET, "?after=x", NULL).code, 400);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, "/hand-over", both()).code, 403);
    CHECK_INT(ask("chuyenvien2", METHOD_POST, "/end", "").code, 403);
    CHECK_INT(held_by("chuyenvien1"), 2);
    absence_id++;
    CHECK_INT(ask("truongphong", METHOD_GET, "", NULL).code, 404);
    CHECK_INT(ask("truongphong", METHOD_POST, "/hand-over", both()).code, 404);
    test_site_close(site);
}

static void how_it_stands_depends_on_the_day(void **state)
{
    static const struct {
        const char *today, *words;
    } examples[] = {
        { "2025-09-17", "Sắp vắng" },
        { "2025-09-18", "Đang vắng" },
        { "2025-09-22", "Đang vắng" },
        { "2025-09-23", "Hết ngày vắng, chưa kết thúc" },
    };
    struct absence_span span;
    struct date today;

    (void)state;
    CHECK(date_parse_iso(STR("2025-09-18"), &span.from_on) && date_parse_iso(STR("2025-09-22"), &span.to_on));
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        CHECK(date_parse_iso(str_of(examples[i].today), &today));
        CHECK_STR(words_absence(span, (struct moment){ 0 }, today).label, examples[i].words);
    }
    CHECK_STR(words_absence(span, (struct moment){ 1 }, today).label, "Đã trở lại");
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_chief_sees_a_proposal_and_the_loads),
    test_db_each(dossiers_are_handed_over_and_come_back),
    test_db_each(a_dossier_handed_over_more_often_than_a_page_shows_is_seen_each_time),
    test_db_each(a_head_is_reminded_of_what_can_come_back),
    test_db_each(a_stale_page_moves_only_what_is_as_it_was),
    test_db_each(a_form_that_says_nothing_or_too_much_moves_nothing),
    test_db_sqlite(how_it_stands_depends_on_the_day), /* words alone: no engine */
};
TEST_DB_MAIN(tests)
