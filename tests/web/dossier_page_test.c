/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;
static struct intake_received received;

static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    received = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
    test_office_person(test, centre.office_id, "kiemtra", ROLE_INSPECTOR, "VHXH");
    test_office_person(test, centre.office_id, "congan", ROLE_POLICE, "CA");
}

static struct test_answer look(const char *login)
{
    return test_site_look(site, login, "/dossiers/H55.12.07-250918-0001");
}

static struct test_answer move(const char *login, const char *event, const char *form)
{
    struct arena *arena = site->test->arena;

    return test_site_send(
        site, login, arena_c_string(arena, arena_printf(arena, "/dossiers/H55.12.07-250918-0001/%s", event)), form);
}

static const char *person_form(const char *fields, int64_t account_id)
{
    struct arena *arena = site->test->arena;

    return arena_c_string(arena, arena_printf(arena, "%s&person=%lld", fields, (long long)account_id));
}

static void the_holder_is_offered_the_next_step(void **state)
{
    begin(*state);
    struct str body = look("chuyenvien1").body;

    CHECK(str_contains(body, STR("Trình dự thảo kết quả")));
    CHECK(str_contains(body, STR("/dossiers/H55.12.07-250918-0001/propose")));
    CHECK(!str_contains(body, STR("/dossiers/H55.12.07-250918-0001/approve")));
    CHECK(!str_contains(look("chuyenvien2").body, STR("/dossiers/H55.12.07-250918-0001/propose")));
    test_site_close(site);
}

static void numbers_show_to_those_who_work_on_it(void **state)
{
    begin(*state);
    CHECK(str_contains(look("chuyenvien1").body, STR("097185001234")));
    CHECK(str_contains(look("quay1").body, STR("097185001234")));
    CHECK(!str_contains(look("kiemtra").body, STR("097185001234")));
    CHECK(str_contains(look("kiemtra").body, STR("********1234")));
    CHECK_INT(look("congan").code, 403);
    test_site_close(site);
}

static void the_due_instant_is_shown_with_its_days(void **state)
{
    begin(*state);
    struct str body = look("chuyenvien1").body;

    CHECK(str_contains(body, STR("17:30 thứ Năm, 18/09/2025")));
    CHECK(str_contains(body, STR("còn 5 giờ 30 phút")));
    test_site_close(site);
}

static void a_move_goes_from_hand_to_hand(void **state)
{
    begin(*state);
    CHECK_INT(move("chuyenvien1", "propose", person_form("version=2&draft=Du+thao", centre.leader.account_id)).code,
              303);
    CHECK_INT(move("lanhdao", "approve", "version=3").code, 303);
    CHECK_INT(move("quay1", "hand-over", "version=4").code, 303);
    CHECK_STR(test_db_text(site->test, "SELECT state FROM dossier"), "handed-over");
    test_site_close(site);
}

static void words_come_back_when_somebody_else_was_first(void **state)
{
    begin(*state);
    CHECK_INT(move("chuyenvien1", "propose", person_form("version=2&draft=Mot", centre.leader.account_id)).code, 303);
    struct test_answer answer = move("lanhdao", "send-back", "version=2&reason=Sai+ten+me");

    CHECK_INT(answer.code, 409);
    CHECK(str_contains(answer.body, STR("Sai ten me")));
    CHECK(str_contains(answer.body, STR("vừa có người khác cập nhật")));
    test_site_close(site);
}

static void words_stay_readable_when_their_form_is_gone(void **state)
{
    begin(*state);
    CHECK_INT(move("chuyenvien1", "propose", person_form("version=2&draft=Mot", centre.leader.account_id)).code, 303);
    struct test_answer answer =
        move("chuyenvien1", "propose", person_form("version=2&draft=Ban+khac", centre.leader.account_id));

    CHECK_INT(answer.code, 409);
    CHECK(!str_contains(answer.body, STR("name=\"draft\"")));
    CHECK(str_contains(answer.body, STR("<p class=\"typed-words\">Ban khac</p>")));
    test_site_close(site);
}

static void a_missing_reason_is_asked_for(void **state)
{
    begin(*state);
    struct test_answer answer = move("quay1", "withdraw", "version=2&reason=+");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Ghi rõ lý do.")));
    CHECK_STR(test_db_text(site->test, "SELECT state FROM dossier"), "processing");
    test_site_close(site);
}

static void doors_of_moves_are_closed_to_the_wrong_roles(void **state)
{
    begin(*state);
    CHECK_INT(move("quay1", "approve", "version=2").code, 403);
    CHECK_INT(move("kiemtra", "withdraw", "version=2&reason=x").code, 403);
    CHECK_INT(move("chuyenvien2", "propose", person_form("version=2", centre.leader.account_id)).code, 403);
    CHECK_INT(move("chuyenvien1", "propose", "version=zwei").code, 400);
    CHECK_INT(move("chuyenvien1", "propose", "version=2&due_at=2030-01-01").code, 400);
    CHECK_STR(test_db_text(site->test, "SELECT state FROM dossier"), "processing");
    test_site_close(site);
}

static struct test_answer look_at(const char *login, const char *target)
{
    return test_site_look(site, login, target);
}

static void what_was_just_done_is_said_with_its_undo(void **state)
{
    const char *after = "/dossiers/H55.12.07-250918-0001?done=propose";
    begin(*state);
    struct test_answer answer =
        move("chuyenvien1", "propose", person_form("version=2&draft=x", centre.leader.account_id));

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/dossiers/H55.12.07-250918-0001?done=propose");
    struct str body = look_at("chuyenvien1", after).body;

    CHECK(str_contains(body, STR("Đã trình dự thảo kết quả.")));
    CHECK(str_contains(body, STR("Hoàn tác</button>")));
    CHECK(!str_contains(body, STR("Thu hồi việc vừa làm")));
    CHECK(!str_contains(look_at("chuyenvien1", "/dossiers/H55.12.07-250918-0001?done=approve").body, STR("Đã duyệt")));
    CHECK(!str_contains(look_at("chuyenvien2", after).body, STR("Hoàn tác</button>")));
    CHECK_INT(move("chuyenvien1", "take-back", "version=3").code, 303);
    CHECK(test_db_number(site->test, "SELECT holder_id FROM dossier") == centre.specialist.account_id);
    CHECK(str_contains(look_at("chuyenvien1", "/dossiers/H55.12.07-250918-0001?done=take-back").body,
                       STR("Đã thu hồi việc vừa làm.")));
    site->now.ms += INT64_C(121000);
    CHECK(!str_contains(look_at("chuyenvien1", "/dossiers/H55.12.07-250918-0001?done=take-back").body,
                        STR("Đã thu hồi việc vừa làm.")));
    test_site_close(site);
}

static void the_first_look_of_the_holder_opens_the_dossier(void **state)
{
    begin(*state);
    look("quay1");
    look("chuyenvien2");
    CHECK_INT(test_db_number(site->test, "SELECT COUNT(*) FROM dossier WHERE opened_at IS NULL"), 1);
    look("chuyenvien1");
    CHECK(test_db_number(site->test, "SELECT opened_at FROM dossier") == site->now.ms);
    CHECK_INT(move("quay1", "take-back", "version=2").code, 422);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_holder_is_offered_the_next_step),
    test_db_each(numbers_show_to_those_who_work_on_it),
    test_db_each(the_due_instant_is_shown_with_its_days),
    test_db_each(a_move_goes_from_hand_to_hand),
    test_db_each(words_come_back_when_somebody_else_was_first),
    test_db_each(a_missing_reason_is_asked_for),
    test_db_each(words_stay_readable_when_their_form_is_gone),
    test_db_each(doors_of_moves_are_closed_to_the_wrong_roles),
    test_db_each(the_first_look_of_the_holder_opens_the_dossier),
    test_db_each(what_was_just_done_is_said_with_its_undo),
};
TEST_DB_MAIN(tests)
