/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/transports.h"

#include "support/check.h"
#include "support/scripted_server.h"

static struct arena *arena;

static struct delivery send_with(struct delivery_settings settings, struct outgoing message)
{
    struct http_client *client = http_client_create(NULL);
    struct transports transports = { settings, client };
    struct delivery delivery = transports_send(&transports, arena, &message);

    http_client_destroy(client);
    return delivery;
}

static void a_way_is_open_when_the_settings_name_it(void **state)
{
    struct delivery_settings settings = { .sms = { .url = STR("https://g.example") } };

    (void)state;
    CHECK(!transports_are_open(&settings, MESSAGE_EMAIL));
    CHECK(transports_are_open(&settings, MESSAGE_SMS));
}

static void an_address_that_is_none_never_reaches_the_wire(void **state)
{
    struct delivery_settings settings = {
        .mail = { .url = arena_printf(arena, "smtp://127.0.0.1:%d", scripted_server_closed_port()),
                  .from = STR("a@b.cd"),
                  .tls = TLS_NONE },
        .sms = { .url = arena_printf(arena, "http://127.0.0.1:%d/?{to}{text}", scripted_server_closed_port()),
                 .method = STR("GET"),
                 .content_type = STR("application/json") },
    };
    struct outgoing message = { 1, MESSAGE_EMAIL, STR("x@y.zz>\r\nDATA"), STR("s"), STR("b"), { 1 } };

    (void)state;
    CHECK_INT(send_with(settings, message).outcome, DELIVERY_REFUSED);
    message.recipient = STR("x@y.zz");
    CHECK_INT(send_with(settings, message).outcome, DELIVERY_NO_LINE);
    message.transport = MESSAGE_SMS;
    message.recipient = STR("0912345678&x=1");
    CHECK_INT(send_with(settings, message).outcome, DELIVERY_REFUSED);
    message.recipient = STR("0912345678");
    CHECK_INT(send_with(settings, message).outcome, DELIVERY_NO_LINE);
}

/* The script answers only when exactly these lines come. */
static void a_gateway_is_asked_as_the_settings_say(void **state)
{
    static const char *const script[] = { "<GET /s?p=84912345678&m=Ho%20so%20xong&i=7 HTTP/1.1",
                                          "<Authorization: K sec", "<END",
                                          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", NULL };
    struct scripted_server server = scripted_server_start(script);
    struct delivery_settings settings = {
        .sms = { .url = arena_printf(arena, "http://127.0.0.1:%d/s?p={to84}&m={text}&i={id}", server.port),
                 .method = STR("GET"),
                 .content_type = STR("application/json"),
                 .header = STR("Authorization: K {secret}"),
                 .secret = STR("sec") },
    };
    struct outgoing message = { 7, MESSAGE_SMS, STR("0912345678"), STR(""), STR("Ho so xong"), { 1 } };

    (void)state;
    struct delivery delivery = send_with(settings, message);
    CHECK_INT(delivery.outcome, DELIVERY_SENT);
    CHECK_STR(delivery.answer, "HTTP 200\nok");
    scripted_server_stop(&server);
}

static int begin(void **state)
{
    (void)state;
    arena = arena_create(16 * 1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_way_is_open_when_the_settings_name_it),
        cmocka_unit_test(an_address_that_is_none_never_reaches_the_wire),
        cmocka_unit_test(a_gateway_is_asked_as_the_settings_say),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
