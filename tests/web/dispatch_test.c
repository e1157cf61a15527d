/* SPDX-License-Identifier: Apache-2.0 */
#include "web/dispatch.h"

#include "app/token_admin.h"
#include "support/test_clock.h"
#include "support/test_site.h"
#include "web/limits.h"

#include <stdio.h>

static struct test_site *open_with(void **state, const char *login, enum role role)
{
    struct test_site *site = test_site_open(*state);

    test_office_person(*state, site->office_id, login, role, "TTPVHCC");
    return site;
}

static void a_stranger_is_sent_to_sign_in_and_back(void **state)
{
    struct test_site *site = test_site_open(*state);
    struct test_answer answer = test_site_ask(site, (struct test_ask){ .target = "/dossiers?tab=late&q=b%C3%A9" });

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/login?next=/dossiers%3Ftab%3Dlate%26q%3Db%25C3%25A9");
    test_site_close(site);
}

static void a_program_without_a_token_gets_a_problem(void **state)
{
    struct test_site *site = test_site_open(*state);
    struct test_answer answer = test_site_ask(site, (struct test_ask){ .target = "/api/v1/nowhere" });

    CHECK_INT(answer.code, 404);
    CHECK_STR(answer.response.content_type, "application/problem+json");
    CHECK(str_starts_with(answer.body, STR("{\"type\":\"/api/problems/not-found\",\"title\":\"")));
    test_site_close(site);
}

static void unknown_addresses_and_methods_are_told_in_words(void **state)
{
    struct test_site *site = test_site_open(*state);
    struct test_answer answer = test_site_ask(site, (struct test_ask){ .target = "/nowhere" });

    CHECK_INT(answer.code, 404);
    CHECK(str_contains(answer.body, STR("Không tìm thấy")));
    answer = test_site_ask(site, (struct test_ask){ .method = METHOD_DELETE, .target = "/login" });
    CHECK_INT(answer.code, 405);
    CHECK_STR(answer.allow, "GET, HEAD, POST");
    test_site_close(site);
}

static void a_malformed_address_is_refused(void **state)
{
    static const char *const targets[] = { "/dossiers/%zz",    "/dossiers/%C3", "/login?next=%", "/login?a=%00", "*",
                                           "http://elsewhere/" };
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    const char *session = test_site_sign_in(site, "lan.nt");

    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        CHECK_INT(test_site_ask(site, (struct test_ask){ .target = targets[i], .session = session }).code, 400);
    test_site_close(site);
}

static void a_known_person_without_the_right_is_refused(void **state)
{
    struct test_site *site = open_with(state, "ca.nv", ROLE_POLICE);
    struct test_answer answer =
        test_site_ask(site, (struct test_ask){ .target = "/dossiers", .session = test_site_sign_in(site, "ca.nv") });

    CHECK_INT(answer.code, 403);
    CHECK(str_contains(answer.body, STR("Không có quyền")));
    test_site_close(site);
}

static void signing_in_needs_the_forms_own_cookie(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    const char *form = "csrf=0123456789012345678901234567890123456789abc&login=lan.nt&password="
                       "con%20m%C3%A8o%20tr%C3%A8o%20c%C3%A2y%20cau&next=/dossiers";
    struct test_answer answer =
        test_site_ask(site, (struct test_ask){ .method = METHOD_POST, .target = "/login", .form = form });

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/login");
    answer = test_site_ask(
        site, (struct test_ask){ .method = METHOD_POST,
                                 .target = "/login",
                                 .form = form,
                                 .header = "cookie",
                                 .header_value = "motcua_form=0123456789012345678901234567890123456789abc" });
    CHECK_INT(answer.next, EXCHANGE_ALONE);
    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/dossiers");
    struct str cookie = test_answer_header(&answer, "Set-Cookie");

    CHECK(str_starts_with(cookie, STR("motcua_session=")));
    CHECK(str_ends_with(cookie, STR("; Path=/; HttpOnly; SameSite=Lax")));
    test_site_close(site);
}

static void behind_tls_cookies_are_secure(void **state)
{
    struct test_site *site = test_site_open(*state);

    site->site.is_behind_tls = true;
    struct test_answer answer = test_site_ask(site, (struct test_ask){ .target = "/login" });

    CHECK(str_ends_with(test_answer_header(&answer, "Set-Cookie"), STR("; Secure")));
    test_site_close(site);
}

static void only_the_trusted_proxy_is_believed(void **state)
{
    struct test_site *site = test_site_open(*state);
    struct test_ask ask = { .target = "/login", .header = "x-forwarded-proto", .header_value = "https" };
    struct test_answer answer = test_site_ask(site, ask);

    CHECK(!str_ends_with(test_answer_header(&answer, "Set-Cookie"), STR("; Secure")));
    site->site.trusted_proxy = STR("192.0.2.7");
    answer = test_site_ask(site, ask);
    CHECK(str_ends_with(test_answer_header(&answer, "Set-Cookie"), STR("; Secure")));
    test_site_close(site);
}

/* HAProxy writes a line of its own below the client's; nginx continues the client's line. */
static void a_client_behind_the_proxy_cannot_choose_its_address(void **state)
{
    const struct {
        struct field headers[2];
        const char *address;
    } rows[] = {
        { { { STR("x-forwarded-for"), STR("203.0.113.9, 198.51.100.4") } }, "198.51.100.4" },
        { { { STR("x-forwarded-for"), STR("203.0.113.9") }, { STR("x-forwarded-for"), STR("198.51.100.4") } },
          "198.51.100.4" },
        { { { STR("x-forwarded-proto"), STR("https") } }, "192.0.2.7" },
    };
    struct test_site *site = test_site_open(*state);
    struct exchange exchange;
    char room[16 * 1024];

    site->site.trusted_proxy = STR("192.0.2.7");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arrival arrival = {
            .target = STR("/login"),
            .headers = { rows[i].headers, 2 },
            .address = STR("192.0.2.7"),
            .number = STR("00-1"),
            .at = site->now,
        };

        exchange_init(&exchange, site->test->arena, room, sizeof room);
        CHECK_INT(dispatch_begin(&site->site, &exchange, &arrival), EXCHANGE_READS);
        CHECK_STR(exchange.request.address, rows[i].address);
    }
    test_site_close(site);
}

static void a_wrong_password_keeps_the_login_and_shows_no_password(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    struct test_answer answer = test_site_ask(
        site, (struct test_ask){ .method = METHOD_POST,
                                 .target = "/login",
                                 .form = "csrf=0123456789012345678901234567890123456789abc&login=lan.nt"
                                         "&password=s3cr3t-s3cr3t",
                                 .header = "cookie",
                                 .header_value = "motcua_form=0123456789012345678901234567890123456789abc" });

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("value=\"lan.nt\"")));
    CHECK(!str_contains(answer.body, STR("s3cr3t")));
    test_site_close(site);
}

static void a_form_of_an_ended_session_comes_back_filled_in(void **state)
{
    struct test_site *site = test_site_open(*state);
    struct test_answer answer = test_site_ask(
        site,
        (struct test_ask){ .method = METHOD_POST, .target = "/dossiers", .form = "csrf=old&applicant=%22An%22+%26+B" });

    CHECK_INT(answer.code, 403);
    CHECK_INT(answer.next, EXCHANGE_ANSWERED);
    CHECK(str_contains(answer.body, STR("name=\"kept.applicant\" value=\"&quot;An&quot; &amp; B\"")));
    CHECK(str_contains(answer.body, STR("name=\"kept_action\" value=\"/dossiers\"")));
    CHECK(str_contains(answer.body, STR("name=\"password\"")));
    CHECK(!str_contains(answer.body, STR("value=\"old\"")));
    test_site_close(site);
}

/* Only secrets stay behind; what a person reads is what a person typed. */
static void what_was_typed_comes_back_in_words_and_without_secrets(void **state)
{
    struct test_site *site = test_site_open(*state);
    struct test_answer answer = test_site_ask(
        site, (struct test_ask){ .method = METHOD_POST,
                                 .target = "/status",
                                 .form = "csrf=old&code=H55.12.07-250918-0001&last_digits=1234&version=7"
                                         "&password=bimat-1&old_password=bimat-2&totp_code=123456&secret=GEZDGNBV" });

    CHECK(str_contains(answer.body, STR("name=\"code\" value=\"H55.12.07-250918-0001\"")));
    CHECK(str_contains(answer.body, STR("name=\"version\" value=\"7\"")));
    CHECK(str_contains(answer.body, STR("govuk-summary-list__key\">Mã hồ sơ</dt>")));
    CHECK(str_contains(answer.body, STR("govuk-summary-list__key\">4 số cuối của số định danh</dt>")));
    CHECK(!str_contains(answer.body, STR("govuk-summary-list__key\">version</dt>")));
    CHECK(!str_contains(answer.body, STR("bimat")));
    CHECK(!str_contains(answer.body, STR("123456")));
    CHECK(!str_contains(answer.body, STR("GEZDGNBV")));
    test_site_close(site);
}

static void signing_in_below_it_gives_it_back(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    struct test_ask ask = { .method = METHOD_POST,
                            .target = "/login",
                            .form = "csrf=0123456789012345678901234567890123456789abc&login=lan.nt&password=wrong"
                                    "&kept_action=/dossiers&kept.applicant=An",
                            .header = "cookie",
                            .header_value = "motcua_form=0123456789012345678901234567890123456789abc" };
    struct test_answer answer = test_site_ask(site, ask);

    CHECK_INT(answer.code, 422);
    CHECK(str_contains(answer.body, STR("name=\"kept.applicant\" value=\"An\"")));

    ask.form = "csrf=0123456789012345678901234567890123456789abc&login=lan.nt&password="
               "con%20m%C3%A8o%20tr%C3%A8o%20c%C3%A2y%20cau&kept_action=/dossiers&kept.applicant=An";
    answer = test_site_ask(site, ask);
    CHECK_INT(answer.code, 200);
    CHECK(str_contains(answer.body, STR("<form method=\"post\" action=\"/dossiers\">")));
    CHECK(str_contains(answer.body, STR("name=\"applicant\" value=\"An\"")));
    CHECK(str_starts_with(test_answer_header(&answer, "Set-Cookie"), STR("motcua_session=")));
    test_site_close(site);
}

static void a_kept_form_never_leads_elsewhere(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    struct test_answer answer = test_site_ask(
        site, (struct test_ask){ .method = METHOD_POST,
                                 .target = "/login",
                                 .form = "csrf=0123456789012345678901234567890123456789abc&login=lan.nt&password="
                                         "con%20m%C3%A8o%20tr%C3%A8o%20c%C3%A2y%20cau&kept_action=//evil.example",
                                 .header = "cookie",
                                 .header_value = "motcua_form=0123456789012345678901234567890123456789abc" });

    CHECK_INT(answer.code, 400);
    test_site_close(site);
}

static void a_stale_token_gives_the_form_back_with_a_fresh_one(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    struct test_answer answer = test_site_ask(site, (struct test_ask){ .method = METHOD_POST,
                                                                       .target = "/dossiers",
                                                                       .session = test_site_sign_in(site, "lan.nt"),
                                                                       .form = "csrf=stale&applicant=An" });

    CHECK_INT(answer.code, 403);
    CHECK(str_contains(answer.body, STR("Thử lưu lại")));
    CHECK(str_contains(answer.body, STR("name=\"applicant\" value=\"An\"")));
    CHECK(!str_contains(answer.body, STR("stale")));
    test_site_close(site);
}

static void a_form_of_another_site_is_not_even_given_back(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    struct test_answer answer = test_site_ask(site, (struct test_ask){ .method = METHOD_POST,
                                                                       .target = "/dossiers",
                                                                       .session = test_site_sign_in(site, "lan.nt"),
                                                                       .form = "applicant=An",
                                                                       .header = "sec-fetch-site",
                                                                       .header_value = "cross-site" });

    CHECK_INT(answer.code, 403);
    CHECK(!str_contains(answer.body, STR("applicant")));
    test_site_close(site);
}

static void signing_out_ends_the_session_at_once(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    const char *session = test_site_sign_in(site, "lan.nt");

    CHECK_INT(test_site_knock(site, (struct test_ask){ .target = "/dossiers", .session = session }).next,
              EXCHANGE_READS);
    struct test_answer answer = test_site_ask(
        site, (struct test_ask){ .method = METHOD_POST, .target = "/logout", .session = session, .has_csrf = true });

    CHECK_INT(answer.code, 303);
    CHECK(str_starts_with(test_answer_header(&answer, "Set-Cookie"), STR("motcua_session=; Path=/; Max-Age=0")));
    CHECK_INT(test_site_knock(site, (struct test_ask){ .target = "/dossiers", .session = session }).code, 303);
    test_site_close(site);
}

static void a_session_ended_elsewhere_lives_two_seconds_more_at_most(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    const char *session = test_site_sign_in(site, "lan.nt");

    CHECK_INT(test_site_knock(site, (struct test_ask){ .target = "/dossiers", .session = session }).next,
              EXCHANGE_READS);
    test_db_run(*state, "DELETE FROM session");
    site->now.ms += 2000;
    CHECK_INT(test_site_knock(site, (struct test_ask){ .target = "/dossiers", .session = session }).code, 303);
    test_site_close(site);
}

static const char *token_of(struct test_site *site, const char *login, enum token_scope scope)
{
    struct str token;
    char sql[200];

    snprintf(sql, sizeof sql, "SELECT account_id FROM account WHERE login = '%s'", login);
    struct token_new what = { test_db_number(site->test, sql), STR("một cửa"), scope, 30 };

    CHECK_OK(token_admin_create(site->writer, site->test->arena, test_office_console(site->office_id), &what, site->now,
                                &token));
    return arena_c_string(site->test->arena, token);
}

static void a_cookie_is_no_key_to_the_interface_of_programs(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    struct exchange exchange;
    struct field headers[] = { { STR("cookie"), { NULL, 0 } } };
    struct test_db *test = *state;

    headers[0].value = arena_printf(test->arena, SESSION_COOKIE "=%s", test_site_sign_in(site, "lan.nt"));
    exchange_init(&exchange, test->arena, arena_alloc(test->arena, 64), 64);
    dispatch_begin(&site->site, &exchange,
                   &(struct arrival){
                       .method = METHOD_GET, .target = STR("/api/v1/x"), .headers = { headers, 1 }, .at = site->now });
    CHECK(exchange.request.user.actor.account_id == 0);

    headers[0] = (struct field){ STR("authorization"),
                                 arena_printf(test->arena, "Bearer %s", token_of(site, "lan.nt", TOKEN_READ)) };
    exchange_init(&exchange, test->arena, arena_alloc(test->arena, 64), 64);
    dispatch_begin(&site->site, &exchange,
                   &(struct arrival){
                       .method = METHOD_GET, .target = STR("/api/v1/x"), .headers = { headers, 1 }, .at = site->now });
    CHECK(exchange.request.user.actor.account_id != 0);
    CHECK(!exchange.caller.may_change);
    test_site_close(site);
}

static void a_body_too_long_is_refused_before_it_comes(void **state)
{
    (void)state;
    CHECK_OK(dispatch_admit(STR("/dossiers"), LIMIT_FORM_BYTES));
    CHECK_STATUS(dispatch_admit(STR("/dossiers"), LIMIT_FORM_BYTES + 1), ST_TOO_LARGE);
    CHECK_OK(dispatch_admit(STR("/api/v1/dossiers"), LIMIT_JSON_BYTES));
    CHECK_STATUS(dispatch_admit(STR("/api/v1/dossiers"), LIMIT_JSON_BYTES + 1), ST_TOO_LARGE);
}

static void a_busy_database_gives_the_form_back(void **state)
{
    struct test_site *site = open_with(state, "lan.nt", ROLE_COUNTER);
    const char *session = test_site_sign_in(site, "lan.nt");

    CHECK_INT(test_site_knock(site, (struct test_ask){ .target = "/", .session = session }).next, EXCHANGE_READS);
    db_fail_after(site->writer, 2);
    struct test_answer answer = test_site_ask(
        site,
        (struct test_ask){
            .method = METHOD_POST, .target = "/logout", .session = session, .has_csrf = true, .form = "next=/x" });

    db_fail_after(site->writer, 0);
    CHECK_STATUS(answer.status, ST_BUSY);
    CHECK_INT(answer.code, 503);
    CHECK(str_contains(answer.body, STR("name=\"next\" value=\"/x\"")));
    CHECK(test_answer_header(&answer, "Set-Cookie").at == NULL);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_stranger_is_sent_to_sign_in_and_back),
    test_db_each(a_program_without_a_token_gets_a_problem),
    test_db_each(unknown_addresses_and_methods_are_told_in_words),
    test_db_each(a_malformed_address_is_refused),
    test_db_each(a_known_person_without_the_right_is_refused),
    test_db_each(signing_in_needs_the_forms_own_cookie),
    test_db_each(behind_tls_cookies_are_secure),
    test_db_each(only_the_trusted_proxy_is_believed),
    test_db_each(a_client_behind_the_proxy_cannot_choose_its_address),
    test_db_each(a_wrong_password_keeps_the_login_and_shows_no_password),
    test_db_each(a_form_of_an_ended_session_comes_back_filled_in),
    test_db_each(what_was_typed_comes_back_in_words_and_without_secrets),
    test_db_each(signing_in_below_it_gives_it_back),
    test_db_each(a_kept_form_never_leads_elsewhere),
    test_db_each(a_stale_token_gives_the_form_back_with_a_fresh_one),
    test_db_each(a_form_of_another_site_is_not_even_given_back),
    test_db_each(signing_out_ends_the_session_at_once),
    test_db_each(a_session_ended_elsewhere_lives_two_seconds_more_at_most),
    test_db_each(a_cookie_is_no_key_to_the_interface_of_programs),
    cmocka_unit_test(a_body_too_long_is_refused_before_it_comes),
    test_db_each(a_busy_database_gives_the_form_back),
};

TEST_DB_MAIN(tests)
