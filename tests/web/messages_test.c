/* SPDX-License-Identifier: Apache-2.0 */
#include "web/messages.h"

#include "base/json.h"
#include "support/check.h"
#include "web/dispatch.h"

static struct arena *arena;

static struct exchange *fresh(const char *path)
{
    struct exchange *exchange = arena_new(arena, struct exchange);

    exchange_init(exchange, arena, arena_alloc(arena, 64), 64);
    exchange->request.path = str_of(path);
    return exchange;
}

static void every_status_has_its_own_words(void **state)
{
    (void)state;
    for (enum status status = ST_OK; status < ST_COUNT; status++) {
        enum message message = message_of_status(status);

        CHECK(message_heading(message).len > 0 && message_sentence(message).len > 0);
        CHECK(status == ST_OK || message_code(message) >= 400);
    }
    CHECK_INT(message_code(message_of_status(ST_NOT_FOUND)), 404);
    CHECK_INT(message_code(message_of_status(ST_CONFLICT)), 409);
    CHECK_INT(message_code(message_of_status(ST_BUSY)), 503);
    CHECK_INT(message_code(message_of_status(ST_FULL)), 507);
}

static void a_program_gets_a_problem_document(void **state)
{
    (void)state;
    for (enum message message = MESSAGE_NOT_FOUND; message < MESSAGE_COUNT; message++) {
        struct exchange *exchange = fresh("/api/v1/dossiers");
        const struct json *problem;
        int64_t code = 0;

        arena_reset(arena);
        exchange = fresh("/api/v1/dossiers");
        message_answer(&exchange->request, &exchange->response, message);
        CHECK_STR(str_of(exchange->response.content_type), "application/problem+json");
        CHECK_OK(json_parse(arena, buf_str(&exchange->bytes), 1 << 16, &problem, NULL));
        CHECK(json_get_i64(problem, "status", &code));
        CHECK_INT(code, message_code(message));
        CHECK_INT(exchange->response.code, message_code(message));
    }
}

static void what_was_written_before_is_taken_back(void **state)
{
    struct exchange *exchange = fresh("/api/x");

    (void)state;
    buf_put_str(&exchange->bytes, STR("half a page"));
    response_header(&exchange->response, STR("Set-Cookie"), STR("a=b"));
    message_answer(&exchange->request, &exchange->response, MESSAGE_CONFLICT);
    CHECK(!str_contains(buf_str(&exchange->bytes), STR("half")));
    CHECK_INT(exchange->response.header_count, 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_status_has_its_own_words),
    cmocka_unit_test(a_program_gets_a_problem_document),
    cmocka_unit_test(what_was_written_before_is_taken_back),
};

int main(void)
{
    arena = arena_create(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_destroy(arena);
    return failed;
}
