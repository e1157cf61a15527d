/* SPDX-License-Identifier: Apache-2.0 */
#include "app/login.h"

#include "app/account_admin.h"
#include "base/hash.h"
#include "support/test_clock.h"
#include "support/test_office.h"

/* The key of RFC 6238, appendix B; its codes are printed there for the seconds below. */
#define TOTP_KEY "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
static const struct moment SECOND_1111111109 = { 1111111109000 };
static const struct moment SECOND_1111111111 = { 1111111111000 };
#define CODE_1111111109 "081804"
#define CODE_1111111111 "050471"

static struct login_verdict try(struct test_db *test, int64_t office_id, const char *login, const char *password,
                                const char *code, struct moment now)
{
    struct login_attempt attempt = { office_id, str_of(login), str_of(password), str_of(code), STR("192.0.2.7") };
    struct login_verdict verdict = { 0 };

    CHECK_OK(login_try(test->db, test->arena, &attempt, now, &verdict));
    return verdict;
}

static struct moment later(struct moment moment, int64_t seconds)
{
    return (struct moment){ moment.ms + seconds * 1000 };
}

static void the_right_password_opens_a_session(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct moment now = test_moment("2025-09-18 10:00");
    struct login_verdict verdict = try(test, office_id, "lan.nt", TEST_PASSWORD, "", now);
    struct session session;

    CHECK_INT(verdict.outcome, LOGIN_DONE);
    CHECK(verdict.account_id == lan.account_id);
    CHECK_OK(login_session(test->db, test->arena, verdict.session_secret, now, &session));
    CHECK(session.actor.account_id == lan.account_id && session.actor.office_id == office_id);
    CHECK(session.actor.unit_id == lan.unit_id);
    CHECK_INT(session.actor.role, ROLE_COUNTER);
    CHECK_STR(session.login, "lan.nt");
    CHECK_STR(session.title, "Cán bộ một cửa");
    CHECK_STR(session.unit_name, "Trung tâm Phục vụ hành chính công");
    CHECK_INT(session.csrf_token.len, 43);
    CHECK(!session.is_touch_due);
    CHECK_STR(test_db_text(test, "SELECT event FROM account_event WHERE occurred_at > 1758000000000"), "signed-in");
    CHECK_STR(test_db_text(test, "SELECT note FROM account_event WHERE occurred_at > 1758000000000"), "192.0.2.7");
}

static void the_secret_itself_is_nowhere_in_the_database(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    char digits[HASH_HEX_LEN + 1];

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct str secret =
        try(test, office_id, "lan.nt", TEST_PASSWORD, "", test_moment("2025-09-18 10:00")).session_secret;

    CHECK_STR(test_db_text(test, "SELECT session_hash FROM session"),
              arena_c_string(test->arena, hash_hex(secret, digits)));
    CHECK(!str_equal(test_db_text(test, "SELECT csrf_token FROM session"), secret));
}

static void capital_letters_and_blanks_around_a_login_name_are_forgiven(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    CHECK_INT(try(test, office_id, " Lan.NT ", TEST_PASSWORD, "", test_moment("2025-09-18 10:00")).outcome, LOGIN_DONE);
}

static void an_unknown_name_and_a_wrong_password_are_answered_alike(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 10:00");

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    for (int i = 0; i < 4; i++) {
        CHECK_INT(try(test, office_id, "lan.nt", "con mèo trèo cây cam", "", now).outcome, LOGIN_WRONG);
        CHECK_INT(try(test, office_id, "nobody", "con mèo trèo cây cam", "", now).outcome, LOGIN_WRONG);
    }
    struct login_verdict known = try(test, office_id, "lan.nt", "x", "", now);
    struct login_verdict unknown = try(test, office_id, "nobody", "x", "", now);

    CHECK_INT(known.outcome, LOGIN_THROTTLED);
    CHECK_INT(unknown.outcome, LOGIN_THROTTLED);
    CHECK_INT(known.retry_at.ms, unknown.retry_at.ms);
}

static void an_unknown_name_costs_as_much_time_as_a_wrong_password(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    int64_t known_us = INT64_MAX, unknown_us = INT64_MAX;

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    for (int day = 0; day < 5; day++) { /* the quickest of five of each */
        struct moment now = later(test_moment("2025-09-18 10:00"), day * 86400);
        int64_t begin = clock_monotonic_us();

        CHECK_INT(try(test, office_id, "lan.nt", "con mèo trèo cây cam", "", now).outcome, LOGIN_WRONG);
        int64_t middle = clock_monotonic_us();
        CHECK_INT(try(test, office_id, "nobody", "con mèo trèo cây cam", "", now).outcome, LOGIN_WRONG);
        int64_t end = clock_monotonic_us();

        known_us = middle - begin < known_us ? middle - begin : known_us;
        unknown_us = end - middle < unknown_us ? end - middle : unknown_us;
    }
    CHECK(unknown_us * 2 > known_us);
    CHECK(known_us * 2 > unknown_us);
}

static void failures_in_a_row_make_the_name_wait_longer_and_longer(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 10:00");

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    for (int i = 0; i < 4; i++)
        CHECK_INT(try(test, office_id, "lan.nt", "wrong", "", now).outcome, LOGIN_WRONG);
    struct login_verdict verdict = try(test, office_id, "lan.nt", TEST_PASSWORD, "", later(now, 14));

    CHECK_INT(verdict.outcome, LOGIN_THROTTLED); /* the right password is not even looked at */
    CHECK_INT(verdict.retry_at.ms, later(now, 15).ms);
    CHECK_INT(try(test, office_id, "lan.nt", "wrong", "", later(now, 15)).outcome, LOGIN_WRONG);
    CHECK_INT(try(test, office_id, "lan.nt", "wrong", "", later(now, 44)).outcome, LOGIN_THROTTLED);
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, "", later(now, 45)).outcome, LOGIN_DONE);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM login_throttle WHERE throttle_key LIKE 'login:%'"), 0);
}

static void one_name_waiting_does_not_make_another_wait(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 10:00");

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    test_office_person(test, office_id, "hoa.tv", ROLE_COUNTER, "TTPVHCC");
    for (int i = 0; i < 4; i++)
        CHECK_INT(try(test, office_id, "lan.nt", "wrong", "", now).outcome, LOGIN_WRONG);
    CHECK_INT(try(test, office_id, "hoa.tv", TEST_PASSWORD, "", now).outcome, LOGIN_DONE);
}

static void an_address_that_tries_many_names_waits_for_all_of_them(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 10:00");

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    for (int i = 0; i < 21; i++)
        CHECK_INT(try(test, office_id, arena_printf(test->arena, "name%d", i).at, "wrong", "", now).outcome,
                  LOGIN_WRONG);
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, "", now).outcome, LOGIN_THROTTLED);
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, "", later(now, 15)).outcome, LOGIN_DONE);
}

static void failures_are_forgotten_an_hour_after_the_wait(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 10:00");

    for (int i = 0; i < 3; i++)
        CHECK_INT(try(test, office_id, "nobody", "wrong", "", now).outcome, LOGIN_WRONG);
    CHECK_INT(try(test, office_id, "nobody", "wrong", "", later(now, 3600)).outcome, LOGIN_WRONG);
    CHECK_INT(test_db_number(test, "SELECT failures FROM login_throttle WHERE throttle_key LIKE 'login:%'"), 1);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM login_throttle"), 2);
}

static void a_disabled_account_stays_outside_and_only_the_right_password_learns_why(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct moment now = test_moment("2025-09-18 10:00");

    CHECK_OK(account_admin_disable(test->db, test->arena, test_office_console(office_id), lan.account_id, 1, now));
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, "", now).outcome, LOGIN_DISABLED);
    CHECK_INT(try(test, office_id, "lan.nt", "wrong", "", now).outcome, LOGIN_WRONG);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM session"), 0);
}

static void a_second_factor_must_be_right_and_fresh(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct moment now = SECOND_1111111111;

    CHECK_OK(account_admin_enable_totp(test->db, test->arena, lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                       STR(CODE_1111111109), SECOND_1111111109));
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, "", now).outcome, LOGIN_CODE_NEEDED);
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, "123456", now).outcome, LOGIN_CODE_WRONG);
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, CODE_1111111109, now).outcome,
              LOGIN_CODE_WRONG); /* spent */
    CHECK_INT(try(test, office_id, "lan.nt", "wrong", CODE_1111111111, now).outcome, LOGIN_WRONG);
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, CODE_1111111111, now).outcome, LOGIN_DONE);
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, CODE_1111111111, now).outcome, LOGIN_CODE_WRONG);
    CHECK_INT(test_db_number(test, "SELECT COUNT(*) FROM session"), 1);
}

static void guessing_codes_makes_the_name_wait(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct actor lan = test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct moment now = SECOND_1111111111;

    CHECK_OK(account_admin_enable_totp(test->db, test->arena, lan, STR(TEST_PASSWORD), STR(TOTP_KEY),
                                       STR(CODE_1111111109), SECOND_1111111109));
    for (int i = 0; i < 4; i++)
        CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, "123456", now).outcome, LOGIN_CODE_WRONG);
    CHECK_INT(try(test, office_id, "lan.nt", TEST_PASSWORD, CODE_1111111111, now).outcome, LOGIN_THROTTLED);
}

static void a_hash_of_other_costs_is_made_again_at_the_next_login(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 10:00");

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    /* "password", from the test program of the reference implementation */
    test_db_run(test, "UPDATE account SET password_hash = "
                      "'$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'");
    CHECK_INT(try(test, office_id, "lan.nt", "password", "", now).outcome, LOGIN_DONE);
    struct str stored = test_db_text(test, "SELECT password_hash FROM account");

    CHECK(str_starts_with(stored, STR("$argon2id$v=19$m=12288,t=3,p=1$")));
    CHECK(hash_password_matches(stored, STR("password")));
}

static void a_session_ends_an_hour_after_the_last_touch(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 10:00");
    struct session session;

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct str secret = try(test, office_id, "lan.nt", TEST_PASSWORD, "", now).session_secret;

    CHECK_OK(login_session(test->db, test->arena, secret, later(now, 299), &session));
    CHECK(!session.is_touch_due);
    CHECK_OK(login_session(test->db, test->arena, secret, later(now, 3599), &session));
    CHECK(session.is_touch_due);
    CHECK_STATUS(login_session(test->db, test->arena, secret, later(now, 3600), &session), ST_UNAUTHENTICATED);
    CHECK_OK(login_touch(test->db, session.session_hash, later(now, 3599)));
    CHECK_OK(login_session(test->db, test->arena, secret, later(now, 7198), &session));
    CHECK_STATUS(login_session(test->db, test->arena, secret, later(now, 7199), &session), ST_UNAUTHENTICATED);
}

static void a_session_ends_after_twelve_hours_however_busy(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 07:00");
    struct session session;

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    struct str secret = try(test, office_id, "lan.nt", TEST_PASSWORD, "", now).session_secret;

    CHECK_OK(login_session(test->db, test->arena, secret, now, &session));
    CHECK_OK(login_touch(test->db, session.session_hash, later(now, 43199)));
    CHECK_OK(login_session(test->db, test->arena, secret, later(now, 43199), &session));
    CHECK_STATUS(login_session(test->db, test->arena, secret, later(now, 43200), &session), ST_UNAUTHENTICATED);
}

static void signing_out_ends_one_session_and_no_other(void **state)
{
    struct test_db *test = *state;
    int64_t office_id = test_office_found(test);
    struct moment now = test_moment("2025-09-18 10:00");
    struct str secrets[2];
    struct session session;

    test_office_person(test, office_id, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    for (int i = 0; i < 2; i++)
        secrets[i] = try(test, office_id, "lan.nt", TEST_PASSWORD, "", now).session_secret;
    CHECK_OK(login_session(test->db, test->arena, secrets[0], now, &session));
    CHECK_OK(login_end(test->db, session.session_hash));
    CHECK_OK(login_end(test->db, session.session_hash));
    CHECK_STATUS(login_session(test->db, test->arena, secrets[0], now, &session), ST_UNAUTHENTICATED);
    CHECK_OK(login_session(test->db, test->arena, secrets[1], now, &session));
}

static void a_forged_secret_is_nobody(void **state)
{
    struct test_db *test = *state;
    struct moment now = test_moment("2025-09-18 10:00");
    struct session session;

    CHECK_STATUS(login_session(test->db, test->arena, (struct str){ NULL, 0 }, now, &session), ST_UNAUTHENTICATED);
    CHECK_STATUS(login_session(test->db, test->arena, STR(""), now, &session), ST_UNAUTHENTICATED);
    CHECK_STATUS(
        login_session(test->db, test->arena, STR("0000000000000000000000000000000000000000000"), now, &session),
        ST_UNAUTHENTICATED);
}

static int64_t office_of_loop;

static enum status sign_in(struct test_db *test)
{
    struct login_attempt attempt = { office_of_loop, STR("lan.nt"), STR(TEST_PASSWORD), STR(""), STR("192.0.2.7") };
    struct login_verdict verdict = { 0 };

    TRY(login_try(test->db, test->arena, &attempt, test_moment("2025-09-18 10:00"), &verdict));
    CHECK_INT(verdict.outcome, LOGIN_DONE);
    return ST_OK;
}

static enum status fail_to_sign_in(struct test_db *test)
{
    struct login_attempt attempt = { office_of_loop, STR("lan.nt"), STR("wrong"), STR(""), STR("192.0.2.7") };
    struct login_verdict verdict = { 0 };

    TRY(login_try(test->db, test->arena, &attempt, test_moment("2025-09-18 10:00"), &verdict));
    CHECK_INT(verdict.outcome, LOGIN_WRONG);
    return ST_OK;
}

static void a_failing_statement_leaves_nothing_behind(void **state)
{
    struct test_db *test = *state;

    office_of_loop = test_office_found(test);
    test_office_person(test, office_of_loop, "lan.nt", ROLE_COUNTER, "TTPVHCC");
    CHECK(test_db_fail_each_statement(test, fail_to_sign_in) >= 8);
    CHECK(test_db_fail_each_statement(test, sign_in) >= 7);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_right_password_opens_a_session),
    test_db_each(the_secret_itself_is_nowhere_in_the_database),
    test_db_each(capital_letters_and_blanks_around_a_login_name_are_forgiven),
    test_db_each(an_unknown_name_and_a_wrong_password_are_answered_alike),
    test_db_each(an_unknown_name_costs_as_much_time_as_a_wrong_password),
    test_db_each(failures_in_a_row_make_the_name_wait_longer_and_longer),
    test_db_each(one_name_waiting_does_not_make_another_wait),
    test_db_each(an_address_that_tries_many_names_waits_for_all_of_them),
    test_db_each(failures_are_forgotten_an_hour_after_the_wait),
    test_db_each(a_disabled_account_stays_outside_and_only_the_right_password_learns_why),
    test_db_each(a_second_factor_must_be_right_and_fresh),
    test_db_each(guessing_codes_makes_the_name_wait),
    test_db_each(a_hash_of_other_costs_is_made_again_at_the_next_login),
    test_db_each(a_session_ends_an_hour_after_the_last_touch),
    test_db_each(a_session_ends_after_twelve_hours_however_busy),
    test_db_each(signing_out_ends_one_session_and_no_other),
    test_db_each(a_forged_secret_is_nobody),
    test_db_each(a_failing_statement_leaves_nothing_behind),
};

TEST_DB_MAIN(tests)
