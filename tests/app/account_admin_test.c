/* SPDX-License-Identifier: Apache-2.0 */
#include "app/account_admin.h"

#include "app/login.h"
#include "app/token_admin.h"
#include "base/hash.h"
#include "support/test_clock.h"
#include "support/test_dossier.h"

/* The key of RFC 6238, appendix B, with codes printed there. */
#define TOTP_KEY "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
static const struct moment SECOND_1111111109 = { 1111111109000 };
static const struct moment SECOND_1111111111 = { 1111111111000 };
#define CODE_1111111109 "081804"
#define CODE_1111111111 "050471"

/* An office with an administrator, and a counter officer lan.nt. */
struct scene {
    struct test_db *test;
    struct db *db;
    struct arena *arena;
    int64_t office_id;
    struct actor admin, lan;
    struct moment now;
};

static int64_t held; /* open dossiers in the way of another post */

static struct scene scene_of(void **state)
{
    struct scene scene = { .test = *state };

    scene.db = scene.test->db;
    scene.arena = scene.test->arena;
    scene.office_id = test_office_found(scene.test);
    scene.admin = test_office_person(scene.test, scene.office_id, "admin", ROLE_ADMINISTRATOR, "TTPVHCC");
    scene.lan = test_office_person(scene.test, scene.office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    scene.now = test_moment("2025-09-18 10:00");
    return scene;
}

static struct account_new hoa_of(const struct scene *scene)
{
    return (struct account_new){
        .login = STR("hoa.tv"),
        .password = STR(TEST_PASSWORD),
        .post = { STR(" Trần Văn Hoà "), STR("Chuyên viên"), ROLE_SPECIALIST,
                  test_office_unit(scene->test, scene->office_id, "VHXH") },
    };
}

static struct str sign_in(const struct scene *scene, const char *login, const char *password)
{
    struct login_attempt attempt = { scene->office_id, str_of(login), str_of(password), STR(""), STR("192.0.2.7") };
    struct login_verdict verdict;

    CHECK_OK(login_try(scene->db, scene->arena, &attempt, scene->now, &verdict));
    CHECK_INT(verdict.outcome, LOGIN_DONE);
    return verdict.session_secret;
}

static void a_new_account_is_stored_as_given_and_noted(void **state)
{
    struct scene scene = scene_of(state);
    struct account_new hoa = hoa_of(&scene);
    int64_t account_id = 0;

    CHECK_OK(account_admin_create(scene.db, scene.arena, scene.admin, &hoa, scene.now, &account_id));
    CHECK_STR(test_db_text(scene.test, "SELECT full_name FROM account WHERE login = 'hoa.tv'"), "Trần Văn Hoà");
    CHECK_STR(test_db_text(scene.test, "SELECT title FROM account WHERE login = 'hoa.tv'"), "Chuyên viên");
    CHECK_STR(test_db_text(scene.test, "SELECT role FROM account WHERE login = 'hoa.tv'"), "specialist");
    CHECK(test_db_number(scene.test, "SELECT account_id FROM account WHERE login = 'hoa.tv'") == account_id);
    CHECK(test_db_number(scene.test, "SELECT unit_id FROM account WHERE login = 'hoa.tv'") == hoa.post.unit_id);
    CHECK(hash_password_matches(test_db_text(scene.test, "SELECT password_hash FROM account WHERE login = 'hoa.tv'"),
                                STR(TEST_PASSWORD)));
    CHECK(test_db_number(scene.test, "SELECT actor_id FROM account_event WHERE note = 'specialist'") ==
          scene.admin.account_id);
    CHECK_STR(test_db_text(scene.test, "SELECT event FROM account_event WHERE note = 'specialist'"), "created");
    CHECK_INT(test_db_number(scene.test, "SELECT occurred_at FROM account_event WHERE note = 'specialist'"),
              1758164400000);
}

static void a_login_name_is_given_once_in_an_office(void **state)
{
    struct scene scene = scene_of(state);
    struct account_new hoa = hoa_of(&scene);
    int64_t account_id = 7;

    hoa.login = STR("lan.nt");
    CHECK_STATUS(account_admin_create(scene.db, scene.arena, scene.admin, &hoa, scene.now, &account_id), ST_EXISTS);
    CHECK_INT(account_id, 7);
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account"), 2);
}

static void what_is_not_acceptable_makes_no_account(void **state)
{
    struct scene scene = scene_of(state);
    struct account_new good = hoa_of(&scene);
    struct account_new bad[8];
    int64_t account_id;

    for (size_t i = 0; i < 8; i++)
        bad[i] = good;
    bad[0].login = STR("Hoa TV");
    bad[1].password = STR("123");
    bad[2].password = STR("hoa.tv2025");
    bad[3].post.full_name = STR("  ");
    bad[4].post.full_name = STR("Ho\xc3");
    bad[5].post.role = ROLE_NONE;
    bad[6].post.role = ROLE_COUNT;
    bad[7].post.unit_id = 12345;
    for (size_t i = 0; i < 8; i++)
        CHECK_STATUS(account_admin_create(scene.db, scene.arena, scene.admin, &bad[i], scene.now, &account_id),
                     ST_INVALID);
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account"), 2);
}

static void nobody_but_an_administrator_manages_accounts(void **state)
{
    struct scene scene = scene_of(state);
    struct account_new hoa = hoa_of(&scene);
    int64_t id = scene.admin.account_id;
    int64_t account_id;

    for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
        struct actor by = scene.lan;

        if (role == ROLE_ADMINISTRATOR)
            continue;
        by.role = role;
        CHECK_STATUS(account_admin_create(scene.db, scene.arena, by, &hoa, scene.now, &account_id), ST_FORBIDDEN);
        CHECK_STATUS(account_admin_set_post(scene.db, scene.arena, by, id, 1, &hoa.post, scene.now, &held),
                     ST_FORBIDDEN);
        CHECK_STATUS(account_admin_disable(scene.db, scene.arena, by, id, 1, scene.now), ST_FORBIDDEN);
        CHECK_STATUS(account_admin_enable(scene.db, scene.arena, by, id, 1, scene.now), ST_FORBIDDEN);
        CHECK_STATUS(account_admin_set_password(scene.db, scene.arena, by, id, STR(TEST_PASSWORD), scene.now),
                     ST_FORBIDDEN);
        CHECK_STATUS(account_admin_remove_totp(scene.db, scene.arena, by, id, scene.now), ST_FORBIDDEN);
    }
}

static void an_administrator_of_another_office_finds_nobody(void **state)
{
    struct scene scene = scene_of(state);
    struct account_new hoa = hoa_of(&scene);
    struct actor stranger = scene.admin;
    int64_t id = scene.lan.account_id;

    stranger.office_id = 12345;
    CHECK_STATUS(account_admin_set_post(scene.db, scene.arena, stranger, id, 1, &hoa.post, scene.now, &held),
                 ST_NOT_FOUND);
    CHECK_STATUS(account_admin_disable(scene.db, scene.arena, stranger, id, 1, scene.now), ST_NOT_FOUND);
    CHECK_STATUS(account_admin_enable(scene.db, scene.arena, stranger, id, 1, scene.now), ST_NOT_FOUND);
    CHECK_STATUS(account_admin_set_password(scene.db, scene.arena, stranger, id, STR(TEST_PASSWORD), scene.now),
                 ST_NOT_FOUND);
    CHECK_STATUS(account_admin_remove_totp(scene.db, scene.arena, stranger, id, scene.now), ST_NOT_FOUND);
}

static void a_changed_post_keeps_the_rest(void **state)
{
    struct scene scene = scene_of(state);
    struct account_post post = { STR("Nguyễn Thị Lan"), STR("Trưởng phòng"), ROLE_UNIT_HEAD,
                                 test_office_unit(scene.test, scene.office_id, "KT") };

    CHECK_OK(
        account_admin_set_post(scene.db, scene.arena, scene.admin, scene.lan.account_id, 1, &post, scene.now, &held));
    CHECK_STR(test_db_text(scene.test, "SELECT full_name FROM account WHERE login = 'lan.nt'"), "Nguyễn Thị Lan");
    CHECK_STR(test_db_text(scene.test, "SELECT role FROM account WHERE login = 'lan.nt'"), "unit-head");
    CHECK(test_db_number(scene.test, "SELECT unit_id FROM account WHERE login = 'lan.nt'") == post.unit_id);
    CHECK_INT(test_db_number(scene.test, "SELECT version FROM account WHERE login = 'lan.nt'"), 2);
    sign_in(&scene, "lan.nt", TEST_PASSWORD);
}

static void nobody_is_moved_away_from_open_dossiers(void **state)
{
    struct test_db *test = *state;
    struct test_centre centre = test_centre_found(test);
    struct actor admin = test_office_person(test, centre.office_id, "admin", ROLE_ADMINISTRATOR, "TTPVHCC");
    struct moment now = test_moment("2025-09-18 11:00");
    int64_t id = centre.specialist.account_id;
    struct account_post post = { STR("Trần Văn Ví Dụ"), STR("Chuyên viên"), ROLE_SPECIALIST,
                                 test_office_unit(test, centre.office_id, "VHXH") };

    test_dossier_receive(&centre, "1.004873", id, "2025-09-18 10:00");
    test_dossier_receive(&centre, "1.004873", id, "2025-09-18 10:10");

    CHECK_STATUS(account_admin_set_post(test->db, test->arena, admin, id, 1, &post, now, &held), ST_INVALID);
    CHECK_INT(held, 2);
    post.unit_id = centre.specialist.unit_id;
    post.role = ROLE_POLICE;
    CHECK_STATUS(account_admin_set_post(test->db, test->arena, admin, id, 1, &post, now, &held), ST_INVALID);
    CHECK_STR(test_db_text(test, "SELECT role FROM account WHERE version = 1 AND login <> 'admin' AND account_id = "
                                 "(SELECT holder_id FROM dossier LIMIT 1)"),
              "specialist");
    post.role = ROLE_SPECIALIST; /* another name or title takes nobody away */
    CHECK_OK(account_admin_set_post(test->db, test->arena, admin, id, 1, &post, now, &held));
    CHECK_INT(held, 0);
    test_db_run(test, "UPDATE dossier SET holder_id = received_by_id");
    post.role = ROLE_POLICE;
    CHECK_OK(account_admin_set_post(test->db, test->arena, admin, id, 2, &post, now, &held));
}

static void whoever_saw_an_older_account_decides_again(void **state)
{
    struct scene scene = scene_of(state);
    int64_t id = scene.lan.account_id;
    struct account_post post = hoa_of(&scene).post;

    CHECK_OK(account_admin_disable(scene.db, scene.arena, scene.admin, id, 1, scene.now));
    CHECK_STATUS(account_admin_enable(scene.db, scene.arena, scene.admin, id, 1, scene.now), ST_CONFLICT);
    CHECK_STATUS(account_admin_set_post(scene.db, scene.arena, scene.admin, id, 1, &post, scene.now, &held),
                 ST_CONFLICT);
    CHECK_OK(account_admin_enable(scene.db, scene.arena, scene.admin, id, 2, scene.now));
}

static void closing_an_account_ends_its_sessions_and_tokens_at_once(void **state)
{
    struct scene scene = scene_of(state);
    struct token_new new = { scene.lan.account_id, STR("thử"), TOKEN_READ, 30 };
    struct str secret = sign_in(&scene, "lan.nt", TEST_PASSWORD);
    struct token_holder holder;
    struct session session;
    struct str token;

    CHECK_OK(token_admin_create(scene.db, scene.arena, scene.admin, &new, scene.now, &token));
    CHECK_OK(account_admin_disable(scene.db, scene.arena, scene.admin, scene.lan.account_id, 1, scene.now));
    CHECK_STATUS(login_session(scene.db, scene.arena, secret, scene.now, &session), ST_UNAUTHENTICATED);
    CHECK_STATUS(token_admin_holder(scene.db, scene.arena, token, scene.now, &holder), ST_UNAUTHENTICATED);
    CHECK_OK(account_admin_enable(scene.db, scene.arena, scene.admin, scene.lan.account_id, 2, scene.now));
    CHECK_STATUS(login_session(scene.db, scene.arena, secret, scene.now, &session), ST_UNAUTHENTICATED);
    CHECK_STATUS(token_admin_holder(scene.db, scene.arena, token, scene.now, &holder), ST_UNAUTHENTICATED);
    sign_in(&scene, "lan.nt", TEST_PASSWORD);
}

static void the_last_administrator_stays_one(void **state)
{
    struct scene scene = scene_of(state);
    int64_t id = scene.admin.account_id;
    struct account_post post = hoa_of(&scene).post;

    CHECK_STATUS(account_admin_disable(scene.db, scene.arena, scene.admin, id, 1, scene.now), ST_CONFLICT);
    CHECK_STATUS(account_admin_set_post(scene.db, scene.arena, scene.admin, id, 1, &post, scene.now, &held),
                 ST_CONFLICT);
    test_office_person(scene.test, scene.office_id, "admin2", ROLE_ADMINISTRATOR, "VP");
    CHECK_OK(account_admin_disable(scene.db, scene.arena, scene.admin, id, 1, scene.now));
}

static void a_password_set_for_somebody_ends_the_sessions_and_the_wait(void **state)
{
    struct scene scene = scene_of(state);
    struct str secret = sign_in(&scene, "lan.nt", TEST_PASSWORD);
    struct session session;

    CHECK_STATUS(account_admin_set_password(scene.db, scene.arena, scene.admin, scene.lan.account_id, STR("lan.nt123"),
                                            scene.now),
                 ST_INVALID);
    CHECK_OK(login_session(scene.db, scene.arena, secret, scene.now, &session));
    for (int i = 0; i < 4; i++)
        CHECK_STATUS(account_admin_change_password(scene.db, scene.arena, scene.lan, STR("wrong"), STR(TEST_PASSWORD),
                                                   session.session_hash, scene.now),
                     ST_FORBIDDEN);
    CHECK_OK(account_admin_set_password(scene.db, scene.arena, scene.admin, scene.lan.account_id,
                                        STR("một mật khẩu mới"), scene.now));
    CHECK_STATUS(login_session(scene.db, scene.arena, secret, scene.now, &session), ST_UNAUTHENTICATED);
    sign_in(&scene, "lan.nt", "một mật khẩu mới");
}

static void changing_the_own_password_keeps_this_browser_and_ends_the_others(void **state)
{
    struct scene scene = scene_of(state);
    struct str here = sign_in(&scene, "lan.nt", TEST_PASSWORD);
    struct str there = sign_in(&scene, "lan.nt", TEST_PASSWORD);
    struct session session, other;

    CHECK_OK(login_session(scene.db, scene.arena, here, scene.now, &session));
    CHECK_STATUS(account_admin_change_password(scene.db, scene.arena, session.actor, STR(TEST_PASSWORD), STR("ngắn"),
                                               session.session_hash, scene.now),
                 ST_INVALID);
    CHECK_OK(account_admin_change_password(scene.db, scene.arena, session.actor, STR(TEST_PASSWORD),
                                           STR("một mật khẩu mới"), session.session_hash, scene.now));
    CHECK_OK(login_session(scene.db, scene.arena, here, scene.now, &session));
    CHECK_STATUS(login_session(scene.db, scene.arena, there, scene.now, &other), ST_UNAUTHENTICATED);
    sign_in(&scene, "lan.nt", "một mật khẩu mới");
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account_event WHERE event = 'password-changed'"), 1);
}

static void guessing_the_old_password_in_a_stolen_session_must_wait(void **state)
{
    struct scene scene = scene_of(state);

    for (int i = 0; i < 4; i++)
        CHECK_STATUS(account_admin_change_password(scene.db, scene.arena, scene.lan, STR("wrong"),
                                                   STR("một mật khẩu mới"), STR(""), scene.now),
                     ST_FORBIDDEN);
    CHECK_STATUS(account_admin_change_password(scene.db, scene.arena, scene.lan, STR(TEST_PASSWORD),
                                               STR("một mật khẩu mới"), STR(""), scene.now),
                 ST_TOO_MANY);
}

static void guessing_the_code_that_turns_the_second_factor_off_must_wait(void **state)
{
    struct scene scene = scene_of(state);

    CHECK_OK(account_admin_enable_totp(scene.db, scene.arena, scene.lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                       STR(CODE_1111111109), SECOND_1111111109));
    for (int i = 0; i < 4; i++)
        CHECK_STATUS(account_admin_disable_totp(scene.db, scene.arena, scene.lan, STR("000000"), SECOND_1111111111),
                     ST_INVALID);
    CHECK_STATUS(account_admin_disable_totp(scene.db, scene.arena, scene.lan, STR(CODE_1111111111), SECOND_1111111111),
                 ST_TOO_MANY);
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account WHERE totp_secret IS NOT NULL"), 1);
}

/* Who finds an open session must not lock its owner out with a telephone of the own. */
static void a_second_factor_begins_with_the_password(void **state)
{
    struct scene scene = scene_of(state);

    for (int i = 0; i < 4; i++)
        CHECK_STATUS(account_admin_enable_totp(scene.db, scene.arena, scene.lan, STR("wrong"), STR(TOTP_KEY),
                                               STR(CODE_1111111109), SECOND_1111111109),
                     ST_FORBIDDEN);
    CHECK_STATUS(account_admin_enable_totp(scene.db, scene.arena, scene.lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                           STR(CODE_1111111109), SECOND_1111111109),
                 ST_TOO_MANY);
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account WHERE totp_secret IS NOT NULL"), 0);
}

static void a_second_factor_begins_and_ends_with_a_code(void **state)
{
    struct scene scene = scene_of(state);

    CHECK_STATUS(account_admin_enable_totp(scene.db, scene.arena, scene.lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                           STR("123456"), SECOND_1111111109),
                 ST_INVALID);
    CHECK_STATUS(account_admin_enable_totp(scene.db, scene.arena, scene.lan, STR(TEST_PASSWORD), STR("A"),
                                           STR(CODE_1111111109), SECOND_1111111109),
                 ST_INVALID);
    CHECK_OK(account_admin_enable_totp(scene.db, scene.arena, scene.lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                       STR(CODE_1111111109), SECOND_1111111109));
    CHECK_INT(test_db_number(scene.test, "SELECT totp_step FROM account WHERE login = 'lan.nt'"), 37037036);
    CHECK_STATUS(account_admin_enable_totp(scene.db, scene.arena, scene.lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                           STR(CODE_1111111111), SECOND_1111111111),
                 ST_CONFLICT);
    CHECK_STATUS(account_admin_disable_totp(scene.db, scene.arena, scene.lan, STR(CODE_1111111109), SECOND_1111111111),
                 ST_INVALID); /* spent */
    CHECK_OK(account_admin_disable_totp(scene.db, scene.arena, scene.lan, STR(CODE_1111111111), SECOND_1111111111));
    CHECK_INT(test_db_number(scene.test, "SELECT COUNT(*) FROM account WHERE totp_secret IS NOT NULL"), 0);
    CHECK_STATUS(account_admin_disable_totp(scene.db, scene.arena, scene.lan, STR(CODE_1111111111), SECOND_1111111111),
                 ST_CONFLICT);
}

static void an_administrator_takes_a_lost_phone_off(void **state)
{
    struct scene scene = scene_of(state);

    CHECK_OK(account_admin_enable_totp(scene.db, scene.arena, scene.lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                       STR(CODE_1111111109), SECOND_1111111109));
    CHECK_OK(account_admin_remove_totp(scene.db, scene.arena, scene.admin, scene.lan.account_id, scene.now));
    sign_in(&scene, "lan.nt", TEST_PASSWORD);
}

static struct scene loop;
static struct account_new loop_hoa; /* made before statements fail */

static enum status create_hoa(struct test_db *test)
{
    int64_t account_id;

    (void)test;
    return account_admin_create(loop.db, loop.arena, loop.admin, &loop_hoa, loop.now, &account_id);
}

static enum status disable_lan(struct test_db *test)
{
    (void)test;
    return account_admin_disable(loop.db, loop.arena, loop.admin, loop.lan.account_id, 1, loop.now);
}

static enum status set_password_of_lan(struct test_db *test)
{
    (void)test;
    return account_admin_set_password(loop.db, loop.arena, loop.admin, loop.lan.account_id, STR("một mật khẩu mới"),
                                      loop.now);
}

static enum status change_password_of_lan(struct test_db *test)
{
    (void)test;
    return account_admin_change_password(loop.db, loop.arena, loop.lan, STR("một mật khẩu mới"), STR(TEST_PASSWORD),
                                         STR(""), loop.now);
}

static enum status enable_totp_of_lan(struct test_db *test)
{
    (void)test;
    return account_admin_enable_totp(loop.db, loop.arena, loop.lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                     STR(CODE_1111111109), SECOND_1111111109);
}

static enum status move_lan(struct test_db *test)
{
    (void)test;
    return account_admin_set_post(loop.db, loop.arena, loop.admin, loop.lan.account_id, 5, &loop_hoa.post, loop.now,
                                  &held);
}

static void a_failing_statement_leaves_nothing_behind(void **state)
{
    loop = scene_of(state);
    loop_hoa = hoa_of(&loop);
    CHECK(test_db_fail_each_statement(loop.test, create_hoa) >= 3);
    CHECK(test_db_fail_each_statement(loop.test, disable_lan) >= 5);
    CHECK(test_db_fail_each_statement(loop.test, set_password_of_lan) >= 5);
    CHECK(test_db_fail_each_statement(loop.test, change_password_of_lan) >= 5);
    CHECK(test_db_fail_each_statement(loop.test, enable_totp_of_lan) >= 3);
    CHECK(test_db_fail_each_statement(loop.test, move_lan) >= 4);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_new_account_is_stored_as_given_and_noted),
    test_db_each(a_login_name_is_given_once_in_an_office),
    test_db_each(what_is_not_acceptable_makes_no_account),
    test_db_each(nobody_but_an_administrator_manages_accounts),
    test_db_each(an_administrator_of_another_office_finds_nobody),
    test_db_each(a_changed_post_keeps_the_rest),
    test_db_each(nobody_is_moved_away_from_open_dossiers),
    test_db_each(whoever_saw_an_older_account_decides_again),
    test_db_each(closing_an_account_ends_its_sessions_and_tokens_at_once),
    test_db_each(the_last_administrator_stays_one),
    test_db_each(a_password_set_for_somebody_ends_the_sessions_and_the_wait),
    test_db_each(changing_the_own_password_keeps_this_browser_and_ends_the_others),
    test_db_each(guessing_the_old_password_in_a_stolen_session_must_wait),
    test_db_each(guessing_the_code_that_turns_the_second_factor_off_must_wait),
    test_db_each(a_second_factor_begins_with_the_password),
    test_db_each(a_second_factor_begins_and_ends_with_a_code),
    test_db_each(an_administrator_takes_a_lost_phone_off),
    test_db_each(a_failing_statement_leaves_nothing_behind),
};

TEST_DB_MAIN(tests)
