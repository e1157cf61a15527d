/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_clock.h"
#include "support/test_site.h"

/* An office with an administrator and a counter officer, both signed in. */
struct scene {
    struct test_db *test;
    struct test_site *site;
    const char *admin, *lan;
};

static struct scene scene_open(void **state)
{
    struct scene scene = { .test = *state };

    scene.site = test_site_open(scene.test);
    test_office_person(scene.test, scene.site->office_id, "admin", ROLE_ADMINISTRATOR, "VP");
    test_office_person(scene.test, scene.site->office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    scene.admin = test_site_sign_in(scene.site, "admin");
    scene.lan = test_site_sign_in(scene.site, "lan.nt");
    return scene;
}

static struct test_answer get(const struct scene *scene, const char *session, const char *target)
{
    return test_site_ask(scene->site, (struct test_ask){ METHOD_GET, target, .session = session });
}

static struct test_answer post(const struct scene *scene, const char *session, const char *target, const char *form)
{
    return test_site_ask(scene->site,
                         (struct test_ask){ METHOD_POST, target, .session = session, .form = form, .has_csrf = true });
}

static void passwords_never_come_back_in_a_page(void **state)
{
    struct scene scene = scene_open(state);
    struct test_answer answer =
        post(&scene, scene.lan, "/account/password",
             "old_password=bimat-cu-123&new_password=bimat-moi-123&again_password=bimat-moi-123");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Mật khẩu hiện nay không đúng.")));
    CHECK(!str_contains(answer.body, STR("bimat")));
    answer = post(&scene, scene.lan, "/account/password",
                  "old_password=bimat-cu-123&new_password=bimat-moi-123&again_password=bimat-khac-123");
    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Hai lần nhập mật khẩu mới không giống nhau.")));
    CHECK(!str_contains(answer.body, STR("bimat")));
    test_site_close(scene.site);
}

static void a_form_that_comes_back_carries_no_password(void **state)
{
    struct scene scene = scene_open(state);
    struct test_answer answer = test_site_ask(
        scene.site,
        (struct test_ask){ METHOD_POST, "/account/password", .session = scene.lan,
                           .form = "old_password=bimat-cu&new_password=bimat-moi&again_password=bimat-moi" });

    CHECK_INT(answer.code, 403);
    CHECK(!str_contains(answer.body, STR("bimat")));
    test_site_close(scene.site);
}

static void what_is_wrong_with_a_new_account_is_said_all_at_once(void **state)
{
    struct scene scene = scene_open(state);
    struct test_answer answer = post(&scene, scene.admin, "/accounts",
                                     "login=Hoa&full_name=+&title=Gi%C3%A1m+%C4%91%E1%BB%91c&role=boss&unit=X");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Tên đăng nhập chưa đúng")));
    CHECK(str_contains(answer.body, STR("Nhập họ và tên.")));
    CHECK(str_contains(answer.body, STR("Chọn một vai trò.")));
    CHECK(str_contains(answer.body, STR("Chọn một bộ phận.")));
    CHECK(str_contains(answer.body, STR("value=\"Giám đốc\""))); /* what was typed is still there */
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account"), 2);
    test_site_close(scene.site);
}

static void a_hostile_name_is_text_wherever_it_is_shown(void **state)
{
    struct scene scene = scene_open(state);
    struct test_answer answer = post(&scene, scene.admin, "/accounts",
                                     "login=hoa&full_name=%3Cscript%3Ealert%281%29%3C%2Fscript%3E"
                                     "&title=%22+onclick%3D%22x&role=specialist&unit=KT");

    CHECK_INT(answer.code, 200);
    CHECK(!str_contains(answer.body, STR("<script>alert")));
    answer = get(&scene, scene.admin, "/accounts");
    CHECK(str_contains(answer.body, STR("&lt;script&gt;alert(1)&lt;/script&gt;")));
    CHECK(!str_contains(answer.body, STR("<script>alert")));
    answer = get(&scene, scene.admin, "/accounts/hoa");
    CHECK(!str_contains(answer.body, STR("<script>alert")));
    CHECK(!str_contains(answer.body, STR("\" onclick=\"x")));
    test_site_close(scene.site);
}

static void a_taken_login_is_said_at_its_field(void **state)
{
    struct scene scene = scene_open(state);
    struct test_answer answer =
        post(&scene, scene.admin, "/accounts", "login=lan.nt&full_name=Lan&title=&role=specialist&unit=KT");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("Tên đăng nhập này đã có người dùng.")));
    test_site_close(scene.site);
}

static void a_closed_account_loses_its_session_with_the_next_request(void **state)
{
    struct scene scene = scene_open(state);
    struct test_answer answer = post(&scene, scene.admin, "/accounts/lan.nt/disable", "version=1");

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/accounts/lan.nt?done=disabled");
    CHECK(answer.response.code == 303);
    CHECK_INT(get(&scene, scene.lan, "/account").code, 303); /* to sign in */
    test_site_close(scene.site);
}

static void whoever_saw_an_older_account_is_told_and_sees_the_new_one(void **state)
{
    struct scene scene = scene_open(state);

    CHECK_INT(
        post(&scene, scene.admin, "/accounts/lan.nt/post", "version=1&full_name=Lan&title=&role=specialist&unit=KT")
            .code,
        303);
    struct test_answer answer = post(&scene, scene.admin, "/accounts/lan.nt/disable", "version=1");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("vừa được người khác thay đổi")));
    CHECK(str_contains(answer.body, STR("name=\"version\" value=\"2\"")));
    test_site_close(scene.site);
}

static void a_made_up_secret_is_refused(void **state)
{
    struct scene scene = scene_open(state);

    CHECK_INT(post(&scene, scene.lan, "/account/totp", "secret=short&password=x&totp_code=123456").code, 400);
    struct test_answer answer = post(&scene, scene.lan, "/account/totp",
                                     "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&totp_code=123456"
                                     "&password=con%20m%C3%A8o%20tr%C3%A8o%20c%C3%A2y%20cau");

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"))); /* the phone knows this one */
    test_site_close(scene.site);
}

/* As when a page that was too old is sent once more: it had no secret to send. */
static void without_a_secret_it_begins_anew(void **state)
{
    struct scene scene = scene_open(state);
    struct test_answer answer = post(&scene, scene.lan, "/account/totp", "");

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/account/totp");
    test_site_close(scene.site);
}

static void switching_the_second_factor_on_asks_for_the_password(void **state)
{
    struct scene scene = scene_open(state);
    const char *form = "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&totp_code=123456&password=bimat-sai-123";
    struct test_answer answer = get(&scene, scene.lan, "/account/totp");

    CHECK(str_contains(answer.body, STR("name=\"password\"")));
    for (int i = 0; i < 4; i++) {
        answer = post(&scene, scene.lan, "/account/totp", form);
        CHECK_INT(answer.code, 422);
        CHECK(str_contains(answer.body, STR("Mật khẩu hiện nay không đúng.")));
        CHECK(!str_contains(answer.body, STR("bimat")));
    }
    answer = post(&scene, scene.lan, "/account/totp", form);
    CHECK_INT(answer.code, 429);
    CHECK_STR(test_answer_header(&answer, "Retry-After"), "60");
    test_site_close(scene.site);
}

static void unknown_people_and_fields_are_refused(void **state)
{
    struct scene scene = scene_open(state);

    CHECK_INT(get(&scene, scene.admin, "/accounts/nobody").code, 404);
    CHECK_INT(post(&scene, scene.admin, "/accounts/nobody/disable", "version=1").code, 404);
    CHECK_INT(post(&scene, scene.admin, "/accounts/lan.nt/disable", "version=one").code, 400);
    CHECK_INT(post(&scene, scene.admin, "/accounts/lan.nt/disable", "version=1&more=1").code, 400);
    CHECK_INT(
        post(&scene, scene.lan, "/accounts/lan.nt/post", "version=1&full_name=Lan&title=&role=administrator&unit=KT")
            .code,
        403);
    CHECK_STR(test_db_text(scene.test, "SELECT role FROM account WHERE login = 'lan.nt'"), "counter");
    test_site_close(scene.site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(passwords_never_come_back_in_a_page),
    test_db_each(a_form_that_comes_back_carries_no_password),
    test_db_each(what_is_wrong_with_a_new_account_is_said_all_at_once),
    test_db_each(a_hostile_name_is_text_wherever_it_is_shown),
    test_db_each(a_taken_login_is_said_at_its_field),
    test_db_each(a_closed_account_loses_its_session_with_the_next_request),
    test_db_each(whoever_saw_an_older_account_is_told_and_sees_the_new_one),
    test_db_each(a_made_up_secret_is_refused),
    test_db_each(without_a_secret_it_begins_anew),
    test_db_each(switching_the_second_factor_on_asks_for_the_password),
    test_db_each(unknown_people_and_fields_are_refused),
};

TEST_DB_MAIN(tests)
