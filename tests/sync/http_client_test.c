/* SPDX-License-Identifier: Apache-2.0 */
/* What the other side can do to a message, step by step; tests/sync/deliver_test.mjs has a real mail server. */
#include "sync/http_client.h"

#include "support/check.h"
#include "support/scripted_server.h"

static struct arena *arena;
static struct http_client *client;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(16 * 1024 * 1024);
    client = http_client_create(NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    http_client_destroy(client);
    arena_destroy(arena);
    return 0;
}

static struct delivery mail_to_port(int port, enum tls_need tls)
{
    struct mail_settings settings = { .url = arena_printf(arena, "smtp://127.0.0.1:%d", port),
                                      .from = STR("a@b.cd"),
                                      .tls = tls };

    return http_client_mail(client, arena, &settings, STR("c@d.ef"), STR("Subject: x\r\n\r\ny\r\n"));
}

static struct delivery mail_through(const char *const *script)
{
    struct scripted_server server = scripted_server_start(script);
    struct delivery delivery = mail_to_port(server.port, TLS_NONE);

    scripted_server_stop(&server);
    return delivery;
}

static struct delivery ask_through(const char *const *script, struct str success)
{
    struct scripted_server server = scripted_server_start(script);
    struct http_request request = {
        .url = arena_printf(arena, "http://127.0.0.1:%d/send", server.port),
        .method = STR("POST"),
        .content_type = STR("application/json"),
        .header = STR("X-Key: 1"),
        .body = STR("{}"),
        .success = success,
    };
    struct delivery delivery = http_client_ask(client, arena, &request);

    scripted_server_stop(&server);
    return delivery;
}

static void check_delivery(struct delivery delivery, enum delivery_outcome outcome, const char *answer)
{
    CHECK_INT(delivery.outcome, outcome);
    CHECK_STR(delivery.answer, answer);
}

#define SCRIPT(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define HELLO "220 mx ESMTP\r\n", "<EHLO", "250-mx\r\n250 OK\r\n", "<MAIL"
#define TO_DATA HELLO, "250 OK\r\n", "<RCPT", "250 OK\r\n", "<DATA", "354 go on\r\n"

static void a_mail_that_is_taken_is_sent(void **state)
{
    (void)state;
    check_delivery(mail_through(SCRIPT(TO_DATA, "<.", "250-Thanks,\r\n250 queued as 7A\r\n")), DELIVERY_SENT,
                   "250-Thanks,\r\n250 queued as 7A");
}

static void a_refused_recipient_is_refused_word_for_word(void **state)
{
    (void)state;
    check_delivery(mail_through(SCRIPT(HELLO, "250 OK\r\n", "<RCPT", "550 5.1.1 no \xFFsuch person here\r\n")),
                   DELIVERY_REFUSED, "550 5.1.1 no ?such person here");
    check_delivery(mail_through(SCRIPT(TO_DATA, "<.", "554 smells of spam\r\n")), DELIVERY_REFUSED,
                   "554 smells of spam");
}

static void a_recipient_for_later_is_for_later(void **state)
{
    (void)state;
    check_delivery(mail_through(SCRIPT(HELLO, "250 OK\r\n", "<RCPT", "451 4.7.1 greylisted\r\n")), DELIVERY_LATER,
                   "451 4.7.1 greylisted");
    check_delivery(mail_through(SCRIPT(TO_DATA, "<.", "452 disk full\r\n")), DELIVERY_LATER, "452 disk full");
}

static void a_server_that_wants_none_of_us_is_a_line_that_is_down(void **state)
{
    (void)state;
    check_delivery(mail_through(SCRIPT("421 too busy\r\n", "!")), DELIVERY_NO_LINE, "421 too busy");
    check_delivery(mail_through(SCRIPT("554 go away\r\n", "!")), DELIVERY_NO_LINE, "554 go away");
    check_delivery(mail_through(SCRIPT(HELLO, "550 sender not liked\r\n")), DELIVERY_NO_LINE, "550 sender not liked");
    CHECK_INT(mail_to_port(scripted_server_closed_port(), TLS_NONE).outcome, DELIVERY_NO_LINE);
}

static void without_tls_nothing_is_said_where_it_is_required(void **state)
{
    struct scripted_server server = scripted_server_start(SCRIPT(TO_DATA, "<.", "250 OK\r\n"));

    (void)state;
    CHECK_INT(mail_to_port(server.port, TLS_REQUIRED).outcome, DELIVERY_NO_LINE);
    CHECK_INT(mail_to_port(server.port, TLS_OFFERED).outcome, DELIVERY_SENT);
    scripted_server_stop(&server);
}

static void a_server_that_dies_before_the_end_of_the_data_has_nothing(void **state)
{
    (void)state;
    CHECK_INT(mail_through(SCRIPT(HELLO, "!")).outcome, DELIVERY_NO_LINE);
    CHECK_INT(mail_through(SCRIPT(HELLO, "250 OK\r\n", "<RCPT", "!")).outcome, DELIVERY_NO_LINE);
    CHECK_INT(mail_through(SCRIPT(HELLO, "250 OK\r\n", "<RCPT", "250 OK\r\n", "<DATA", "!")).outcome, DELIVERY_NO_LINE);
}

static void a_server_that_dies_after_the_end_of_the_data_may_have_it(void **state)
{
    (void)state;
    CHECK_INT(mail_through(SCRIPT(TO_DATA, "<.", "!")).outcome, DELIVERY_UNKNOWN);
}

static void a_connection_serves_many_mails(void **state)
{
    struct scripted_server server =
        scripted_server_start(SCRIPT(TO_DATA, "<.", "250 first\r\n", "<MAIL", "250 OK\r\n", "<RCPT", "250 OK\r\n",
                                     "<DATA", "354 go on\r\n", "<.", "250 second\r\n"));

    (void)state;
    check_delivery(mail_to_port(server.port, TLS_NONE), DELIVERY_SENT, "250 first");
    check_delivery(mail_to_port(server.port, TLS_NONE), DELIVERY_SENT, "250 second");
    scripted_server_stop(&server);
}

static const char *http(const char *code, const char *body)
{
    return arena_printf(arena, "HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", code,
                        str_of(body).len, body)
        .at;
}

static void a_gateway_says_yes(void **state)
{
    struct str none = { NULL, 0 };

    (void)state;
    check_delivery(ask_through(SCRIPT("<POST /send HTTP/1.1", "<END", http("200 OK", "{\"r\":1}")), none),
                   DELIVERY_SENT, "HTTP 200\n{\"r\":1}");
    check_delivery(ask_through(SCRIPT("<END", http("202 Accepted", "")), none), DELIVERY_SENT, "HTTP 202");
    check_delivery(ask_through(SCRIPT("<END", http("200 OK", "{\"code\":\"100\"}")), STR("\"code\":\"100\"")),
                   DELIVERY_SENT, "HTTP 200\n{\"code\":\"100\"}");
    check_delivery(ask_through(SCRIPT("<X-Key: 1", "<END", http("204 No Content", "")), none), DELIVERY_SENT,
                   "HTTP 204");
}

static void a_gateway_says_no_in_many_ways(void **state)
{
    struct str none = { NULL, 0 };
    static const struct {
        const char *code;
        enum delivery_outcome outcome;
    } codes[] = { { "400 Bad Request", DELIVERY_REFUSED },    { "422 Unprocessable", DELIVERY_REFUSED },
                  { "401 Unauthorized", DELIVERY_NO_LINE },   { "403 Forbidden", DELIVERY_NO_LINE },
                  { "404 Not Found", DELIVERY_NO_LINE },      { "302 Found", DELIVERY_NO_LINE },
                  { "429 Too Many", DELIVERY_LATER },         { "503 Unavailable", DELIVERY_LATER },
                  { "502 Bad Gateway", DELIVERY_LATER },      { "500 Internal", DELIVERY_UNKNOWN },
                  { "504 Gateway Timeout", DELIVERY_UNKNOWN } };

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        CHECK_INT(ask_through(SCRIPT("<END", http(codes[i].code, "x")), none).outcome, codes[i].outcome);
    check_delivery(ask_through(SCRIPT("<END", http("200 OK", "{\"code\":\"103\"}")), STR("\"code\":\"100\"")),
                   DELIVERY_LATER, "HTTP 200\n{\"code\":\"103\"}");
}

static void a_gateway_that_dies_with_the_request_may_have_sent_it(void **state)
{
    struct str none = { NULL, 0 };
    struct http_request request = { .url = arena_printf(arena, "http://127.0.0.1:%d/", scripted_server_closed_port()),
                                    .method = STR("GET") };

    (void)state;
    CHECK_INT(ask_through(SCRIPT("<END", "!"), none).outcome, DELIVERY_UNKNOWN);
    CHECK_INT(ask_through(SCRIPT("<END", "HTTP/1.1 20", "!"), none).outcome, DELIVERY_UNKNOWN);
    CHECK_INT(http_client_ask(client, arena, &request).outcome, DELIVERY_NO_LINE);
}

static void an_answer_without_end_is_cut(void **state)
{
    struct str none = { NULL, 0 };
    char *long_body = arena_alloc(arena, 50001);

    (void)state;
    for (size_t i = 0; i < 50000; i++)
        long_body[i] = 'a';
    struct delivery delivery = ask_through(SCRIPT("<END", http("200 OK", long_body)), none);

    CHECK_INT(delivery.outcome, DELIVERY_SENT);
    CHECK(delivery.answer.len <= MESSAGE_ANSWER_BYTES_MAX + 20);
}

#define client_case(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        client_case(a_mail_that_is_taken_is_sent),
        client_case(a_refused_recipient_is_refused_word_for_word),
        client_case(a_recipient_for_later_is_for_later),
        client_case(a_server_that_wants_none_of_us_is_a_line_that_is_down),
        client_case(without_tls_nothing_is_said_where_it_is_required),
        client_case(a_server_that_dies_before_the_end_of_the_data_has_nothing),
        client_case(a_server_that_dies_after_the_end_of_the_data_may_have_it),
        client_case(a_connection_serves_many_mails),
        client_case(a_gateway_says_yes),
        client_case(a_gateway_says_no_in_many_ways),
        client_case(a_gateway_that_dies_with_the_request_may_have_sent_it),
        client_case(an_answer_without_end_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
