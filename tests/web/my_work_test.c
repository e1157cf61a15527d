/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_opening.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;

static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
}

static struct str work_of(const char *login)
{
    struct test_answer answer = test_site_look(site, login, "/work");

    CHECK_INT(answer.code, 200);
    return answer.body;
}

/* What stands in one block of the page; empty when the block is not there. */
static struct str block(struct str body, const char *id)
{
    struct str mark = arena_printf(site->test->arena, "<h2 id=\"%s\"", id);

    for (size_t i = 0; i + mark.len <= body.len; i++)
        if (str_starts_with(str_from(body, i), mark)) {
            struct str rest = str_from(body, i);

            for (size_t k = 0; k < rest.len; k++)
                if (str_starts_with(str_from(rest, k), STR("</section>")))
                    return str_head(rest, k);
        }
    return STR("");
}

static bool has(struct str part, const char *text)
{
    return str_contains(part, str_of(text));
}

static void move(struct actor actor, const char *code, int64_t version, enum dossier_event event, int64_t chosen_id,
                 const char *at)
{
    test_dossier_move(&centre, actor, str_of(code), version, event, chosen_id, at);
}

static void the_day_is_divided_by_what_falls_due(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-17 08:00"); /* due 17/9 17:30 */
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00"); /* due 18/9 17:30 */
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:30"); /* due 23/9 */
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:40");
    test_db_run(site->test,
                "UPDATE dossier SET due_at = 1758167999999 WHERE code = 'H55.12.07-250918-0003'"); /* 10:59 */
    struct str body = work_of("chuyenvien1");

    CHECK(has(block(body, "mine-late"), "H55.12.07-250917-0001"));
    CHECK(has(block(body, "mine-noon"), "H55.12.07-250918-0003"));
    CHECK(!has(block(body, "mine-noon"), "H55.12.07-250918-0001"));
    CHECK(has(block(body, "mine-evening"), "H55.12.07-250918-0001"));
    CHECK(has(block(body, "mine-later"), "H55.12.07-250918-0002"));
    CHECK(!has(block(body, "mine-later"), "H55.12.07-250918-0001"));
    CHECK(!has(body, "Không có việc nào đang chờ."));
    test_site_close(site);
}

static void who_holds_nothing_is_told_so(void **state)
{
    begin(*state);
    CHECK(has(work_of("chuyenvien2"), "Không có việc nào đang chờ."));
    test_site_close(site);
}

static void what_is_new_says_who_sent_it_until_it_is_opened(void **state)
{
    begin(*state);
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    struct str unopened = block(work_of("chuyenvien1"), "mine-unopened");

    CHECK(has(unopened, "H55.12.07-250918-0001"));
    CHECK(has(unopened, "quay1, 08:00 18/09/2025"));
    CHECK(has(unopened, "Chưa mở"));
    CHECK_OK(
        dossier_opening_record(site->test->db, site->test->arena, centre.specialist, received.dossier_id, site->now));
    CHECK_STR(block(work_of("chuyenvien1"), "mine-unopened"), "");
    CHECK(!has(block(work_of("chuyenvien1"), "mine-later"), "Chưa mở"));
    test_site_close(site);
}

static void what_i_sent_is_offered_back_until_it_is_opened(void **state)
{
    begin(*state);
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");

    CHECK(has(block(work_of("quay1"), "sent"), "/dossiers/H55.12.07-250918-0001/take-back"));
    CHECK_OK(
        dossier_opening_record(site->test->db, site->test->arena, centre.specialist, received.dossier_id, site->now));
    CHECK_STR(block(work_of("quay1"), "sent"), "");
    test_site_close(site);
}

static void a_recall_from_the_page_leads_back_to_it(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    const char *session = test_site_sign_in(site, "quay1");
    struct test_answer answer =
        test_site_ask(site, (struct test_ask){ .method = METHOD_POST,
                                               .target = "/dossiers/H55.12.07-250918-0001/take-back",
                                               .session = session,
                                               .form = "version=2&back=work",
                                               .has_csrf = true });

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/work?done=take-back");
    answer = test_site_ask(
        site, (struct test_ask){ .method = METHOD_GET, .target = "/work?done=take-back", .session = session });
    CHECK(has(answer.body, "Đã thu hồi."));
    CHECK(has(block(answer.body, "mine-later"), "H55.12.07-250918-0001"));
    test_site_close(site);
}

static void what_was_sent_back_or_completed_comes_back(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:05");
    move(centre.specialist, "H55.12.07-250918-0001", 2, EVENT_PROPOSE, centre.leader.account_id, "2025-09-18 08:30");
    move(centre.leader, "H55.12.07-250918-0001", 3, EVENT_SEND_BACK, 0, "2025-09-18 08:40");
    move(centre.specialist, "H55.12.07-250918-0002", 2, EVENT_ASK_SUPPLEMENT, 0, "2025-09-18 08:30");
    move(centre.counter, "H55.12.07-250918-0002", 3, EVENT_SUPPLEMENT, 0, "2025-09-18 09:00");
    struct str back = block(work_of("chuyenvien1"), "mine-back");

    CHECK(has(back, "H55.12.07-250918-0001"));
    CHECK(has(back, "H55.12.07-250918-0002"));
    move(centre.specialist, "H55.12.07-250918-0001", 4, EVENT_PROPOSE, centre.leader.account_id, "2025-09-18 09:30");
    back = block(work_of("chuyenvien1"), "mine-back");
    CHECK(!has(back, "H55.12.07-250918-0001"));
    CHECK(has(back, "H55.12.07-250918-0002"));
    test_site_close(site);
}

static void the_last_two_working_days_ask_for_a_choice(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-16 08:00"); /* due 19/9 */
    site->now = test_moment("2025-09-17 17:29");
    CHECK_STR(block(work_of("chuyenvien1"), "mine-choice"), ""); /* two working days and a minute are left */
    site->now = test_moment("2025-09-17 17:30");
    CHECK(has(block(work_of("chuyenvien1"), "mine-choice"), "H55.12.07-250916-0001"));
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00"); /* of a day: never */
    struct str choice;

    site->now = test_moment("2025-09-19 08:00");
    choice = block(work_of("chuyenvien1"), "mine-choice");
    CHECK(has(choice, "H55.12.07-250916-0001"));
    CHECK(!has(choice, "H55.12.07-250918-0001"));
    move(centre.specialist, "H55.12.07-250916-0001", 2, EVENT_CONFIRM_FINISH, 0, "2025-09-19 08:10");
    CHECK_STR(block(work_of("chuyenvien1"), "mine-choice"), "");
    test_site_close(site);
}

static void an_act_can_be_undone_for_two_minutes(void **state)
{
    begin(*state);
    struct intake_received received =
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");

    move(centre.specialist, "H55.12.07-250918-0001", 2, EVENT_PROPOSE, centre.leader.account_id, "2025-09-18 09:59");
    CHECK_OK(dossier_opening_record(site->test->db, site->test->arena, centre.leader, received.dossier_id, site->now));
    struct str acts = block(work_of("chuyenvien1"), "acts");

    CHECK(has(acts, "Trình dự thảo kết quả: "));
    CHECK(has(acts, "/dossiers/H55.12.07-250918-0001/take-back"));
    CHECK_STR(block(work_of("lanhdao"), "acts"), "");
    site->now = test_moment("2025-09-18 10:02");
    CHECK_STR(block(work_of("chuyenvien1"), "acts"), "");
    test_site_close(site);
}

static void a_head_sees_what_the_unit_owes(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-17 08:00"); /* late */
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00"); /* due today */
    struct str body = work_of("truongphong");

    CHECK(has(block(body, "unit-late"), "H55.12.07-250917-0001"));
    CHECK(has(block(body, "unit-measure"), "H55.12.07-250917-0001"));
    CHECK(has(block(body, "unit-soon"), "H55.12.07-250918-0001"));
    CHECK(!has(block(body, "unit-soon"), "H55.12.07-250917-0001"));
    CHECK(has(block(body, "unit-unopened"), "H55.12.07-250917-0001"));
    CHECK_STR(block(work_of("chuyenvien2"), "unit-late"), "");
    move(centre.specialist, "H55.12.07-250917-0001", 2, EVENT_EXPLAIN, 0, "2025-09-18 08:30");
    move(centre.head, "H55.12.07-250917-0001", 3, EVENT_MEASURE, 0, "2025-09-18 08:40");
    body = work_of("truongphong");
    CHECK_STR(block(body, "unit-measure"), "");
    CHECK(has(block(body, "unit-late"), "H55.12.07-250917-0001"));
    test_site_close(site);
}

static void the_counter_sees_what_waits_to_be_handed_over(void **state)
{
    begin(*state);
    test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    move(centre.specialist, "H55.12.07-250918-0001", 2, EVENT_PROPOSE, centre.leader.account_id, "2025-09-18 08:30");
    move(centre.leader, "H55.12.07-250918-0001", 3, EVENT_APPROVE, 0, "2025-09-18 09:00");
    CHECK(has(block(work_of("quay1"), "hand-over"), "H55.12.07-250918-0001"));
    CHECK_STR(block(work_of("chuyenvien1"), "hand-over"), "");
    test_site_close(site);
}

static void a_block_shows_the_beginning_and_leads_to_the_whole(void **state)
{
    begin(*state);
    for (int i = 0; i < 7; i++)
        test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    struct str later = block(work_of("chuyenvien1"), "mine-later");

    CHECK(has(later, "H55.12.07-250918-0006"));
    CHECK(!has(later, "H55.12.07-250918-0007"));
    CHECK(has(later, "/dossiers?tab=mine-later"));
    test_site_close(site);
}

static void the_first_page_of_an_officer_is_the_own_work(void **state)
{
    begin(*state);
    struct test_answer answer = test_site_ask(
        site, (struct test_ask){ .method = METHOD_GET, .target = "/", .session = test_site_sign_in(site, "quay1") });

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/work");
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_day_is_divided_by_what_falls_due),
    test_db_each(who_holds_nothing_is_told_so),
    test_db_each(what_is_new_says_who_sent_it_until_it_is_opened),
    test_db_each(what_i_sent_is_offered_back_until_it_is_opened),
    test_db_each(a_recall_from_the_page_leads_back_to_it),
    test_db_each(what_was_sent_back_or_completed_comes_back),
    test_db_each(the_last_two_working_days_ask_for_a_choice),
    test_db_each(an_act_can_be_undone_for_two_minutes),
    test_db_each(a_head_sees_what_the_unit_owes),
    test_db_each(the_counter_sees_what_waits_to_be_handed_over),
    test_db_each(a_block_shows_the_beginning_and_leads_to_the_whole),
    test_db_each(the_first_page_of_an_officer_is_the_own_work),
};
TEST_DB_MAIN(tests)
