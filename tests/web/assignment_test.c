/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assignment.h"

#include "support/test_dossier.h"
#include "support/test_site.h"
#include "web/colleague_words.h"

static struct test_site *site;
static struct test_centre centre;

#define FIRST "H55.12.07-250918-0001"
#define SECOND "H55.12.07-250918-0002"

/* At 10:00 on Thursday, 18 September 2025; two dossiers with the first specialist, each version 2. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
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

static const char *to_colleague(const char *rest)
{
    return arena_printf(site->test->arena, "to=%lld&%s", (long long)centre.colleague.account_id, rest).at;
}

static int64_t held_by_colleague(void)
{
    return test_db_number(site->test, "SELECT COUNT(*) FROM dossier d JOIN account a ON a.account_id = d.holder_id "
                                      "WHERE a.login = 'chuyenvien2'");
}

static void the_head_sees_the_unit_and_what_each_has_to_do(void **state)
{
    begin(*state);
    struct str body = ask("truongphong", METHOD_GET, "/assignments", NULL).body;

    CHECK_HAS(body, "value=\"" FIRST ":2\"");
    CHECK_HAS(body, "value=\"" SECOND ":2\"");
    CHECK_HAS(body, "đang giữ 2 hồ sơ, 1 đến hạn hôm nay");
    CHECK_HAS(body, "chưa giữ hồ sơ nào");
    const char *of_colleague =
        arena_printf(site->test->arena, "/assignments?from=%lld", (long long)centre.colleague.account_id).at;

    CHECK_HAS(ask("truongphong", METHOD_GET, of_colleague, NULL).body, "Không có hồ sơ nào đang mở ở đây.");
    const char *of_counter =
        arena_printf(site->test->arena, "/assignments?from=%lld", (long long)centre.counter.account_id).at;

    CHECK_INT(ask("truongphong", METHOD_GET, of_counter, NULL).code, 404);
    CHECK_INT(ask("truongphong", METHOD_GET, "/assignments?from=x", NULL).code, 400);
    test_site_close(site);
}

static void each_chosen_dossier_says_what_came_of_it(void **state)
{
    begin(*state);
    test_db_run(site->test, "UPDATE procedure_term SET fee_vnd = 8000");
    test_dossier_move(&centre, centre.specialist, STR(SECOND), 2, EVENT_ASK_FEE, 0, "2025-09-18 09:00");
    struct test_answer answer =
        ask("truongphong", METHOD_POST, "/assignments",
            to_colleague("reason=Chia+vi%E1%BB%87c&dossier_1=" FIRST "%3A2&dossier_2=" SECOND "%3A2&from=&after="));

    CHECK_INT(answer.code, 200);
    CHECK_HAS(answer.body, "Đã giao 1 hồ sơ cho chuyenvien2. 1 hồ sơ chưa giao được.");
    CHECK_HAS(answer.body, "Vừa có người khác cập nhật hồ sơ.");
    CHECK_INT(held_by_colleague(), 1);
    CHECK_STR(test_db_text(site->test, "SELECT reason FROM dossier_event WHERE event = 'reassign'"), "Chia việc");
    /* the same form once more: all of it was seen before */
    answer =
        ask("truongphong", METHOD_POST, "/assignments",
            to_colleague("reason=Chia+vi%E1%BB%87c&dossier_1=" FIRST "%3A2&dossier_2=" SECOND "%3A3&from=&after="));
    CHECK_HAS(answer.body, "Đã giao 1 hồ sơ cho chuyenvien2. 1 hồ sơ chưa giao được.");
    CHECK_INT(held_by_colleague(), 2);
    test_site_close(site);
}

static void what_is_missing_is_said_and_what_was_chosen_stays(void **state)
{
    begin(*state);
    struct test_answer answer =
        ask("truongphong", METHOD_POST, "/assignments", "reason=L%C3%BD+do&dossier_1=" FIRST "%3A2&from=&after=");

    CHECK_INT(answer.code, 422);
    CHECK_HAS(answer.body, "Chọn người nhận hồ sơ.");
    CHECK_HAS(answer.body, "value=\"" FIRST ":2\" checked");
    CHECK_HAS(answer.body, "Lý do</textarea>");
    CHECK(!str_contains(answer.body, STR("value=\"" SECOND ":2\" checked")));
    CHECK_HAS(ask("truongphong", METHOD_POST, "/assignments", to_colleague("reason=x")).body,
              "Chọn ít nhất một hồ sơ.");
    CHECK_HAS(ask("truongphong", METHOD_POST, "/assignments", to_colleague("reason=+&dossier_1=" FIRST "%3A2")).body,
              "Ghi lý do giao lại.");
    CHECK_INT(ask("truongphong", METHOD_POST, "/assignments", to_colleague("reason=x&dossier_1=" FIRST)).code, 400);
    CHECK_INT(ask("truongphong", METHOD_POST, "/assignments", "to=x&reason=x&dossier_1=" FIRST "%3A2").code, 400);
    CHECK_INT(ask("truongphong", METHOD_POST, "/assignments", to_colleague("reason=x&holder=1")).code, 400);
    /* of another unit */
    const char *to_counter = arena_printf(site->test->arena, "to=%lld&reason=x&dossier_1=" FIRST "%%3A2",
                                          (long long)centre.counter.account_id)
                                 .at;

    CHECK_INT(ask("truongphong", METHOD_POST, "/assignments", to_counter).code, 422);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, "/assignments", to_colleague("reason=x&dossier_1=" FIRST "%3A2")).code,
              403);
    CHECK_INT(held_by_colleague(), 0);
    test_site_close(site);
}

/* 51 boxes are more than a page holds. */
static void more_than_fifty_are_refused(void **state)
{
    begin(*state);
    struct buf form = buf_new(site->test->arena, 4096);

    buf_printf(&form, "to=%lld&reason=x", (long long)centre.colleague.account_id);
    for (int i = 0; i < 51; i++)
        buf_printf(&form, "&dossier_%d=" FIRST "%%3A2", i + 1);
    CHECK_INT(ask("truongphong", METHOD_POST, "/assignments", arena_c_string(site->test->arena, buf_str(&form))).code,
              413);
    CHECK_INT(held_by_colleague(), 0);
    test_site_close(site);
}

static void a_load_is_said_in_words(void **state)
{
    struct test_db *test = *state;
    const struct {
        struct colleague person;
        const char *words;
    } examples[] = {
        { { .dossiers = 0 }, "chưa giữ hồ sơ nào" },
        { { .dossiers = 12 }, "đang giữ 12 hồ sơ" },
        { { .dossiers = 12, .overdue = 1 }, "đang giữ 12 hồ sơ, 1 quá hạn" },
        { { .dossiers = 12, .due_today = 3, .overdue = 1 }, "đang giữ 12 hồ sơ, 3 đến hạn hôm nay, 1 quá hạn" },
        { { .dossiers = 1000 }, "đang giữ hơn 1000 hồ sơ" },
    };

    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STR(words_load(test->arena, &examples[i].person), examples[i].words);
}

static void a_box_carries_code_and_version(void **state)
{
    struct test_db *test = *state;
    struct assignment_item item;

    CHECK_STR(assignment_value(test->arena, STR(FIRST), 7), FIRST ":7");
    CHECK(assignment_value_parse(STR(FIRST ":7"), &item));
    CHECK_STR(item.code, FIRST);
    CHECK_INT(item.seen_version, 7);
    CHECK(!assignment_value_parse(STR(FIRST), &item));
    CHECK(!assignment_value_parse(STR(":7"), &item));
    CHECK(!assignment_value_parse(STR(FIRST ":x"), &item));
    CHECK(!assignment_value_parse(STR(""), &item));
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_head_sees_the_unit_and_what_each_has_to_do),
    test_db_each(each_chosen_dossier_says_what_came_of_it),
    test_db_each(what_is_missing_is_said_and_what_was_chosen_stays),
    test_db_each(more_than_fifty_are_refused),
    test_db_sqlite(a_load_is_said_in_words), /* words alone: no engine */
    test_db_sqlite(a_box_carries_code_and_version),
};
TEST_DB_MAIN(tests)
