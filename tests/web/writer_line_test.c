/* SPDX-License-Identifier: Apache-2.0 */
/* The writer of these tests is the test itself, at the other end of the line. */
#include "web/writer_line.h"

#include "support/test_dossier.h"
#include "support/test_site.h"
#include "web/change_frame.h"
#include "web/frames.h"
#include "web/writer.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM_BYTES = 64 * 1024 };

static struct {
    struct test_site *site;
    struct arena *arena;
    struct writer_line *line;
    struct frames *writer;
    int listen_socket, events;
    int answered, settled;
    struct held *last;
} bench;

static void answered(void *context, struct held *held)
{
    (void)context, (void)held;
    bench.answered++;
}

static void settled(void *context, struct held *held)
{
    (void)context;
    bench.settled++;
    bench.last = held;
}

static void begin(void **state)
{
    bench.site = test_site_open(*state);
    bench.arena = bench.site->test->arena;
    bench.answered = bench.settled = 0;
    bench.last = NULL;
    bench.writer = NULL;
    bench.listen_socket = writer_listen();
    CHECK(bench.listen_socket >= 0);
    bench.events = epoll_create1(0);
    bench.line = writer_line_create(&(struct held_owner){ answered, settled, NULL }, &bench.site->site,
                                    bench.listen_socket, bench.events);
}

static void finish(void)
{
    writer_line_destroy(bench.line);
    frames_destroy(bench.writer);
    close(bench.listen_socket);
    close(bench.events);
    test_site_close(bench.site);
}

static struct held *hold(enum exchange_next kind)
{
    struct held *held = arena_new(bench.arena, struct held);

    held->kind = kind;
    held->exchange = arena_new(bench.arena, struct exchange);
    exchange_init(held->exchange, bench.arena, arena_alloc(bench.arena, ROOM_BYTES), ROOM_BYTES);
    held->exchange->request.method = kind == EXCHANGE_READS ? METHOD_GET : METHOD_POST;
    held->exchange->request.path = STR("/t");
    held->exchange->request.number = STR("02-7");
    held->exchange->request.now = bench.site->now;
    held->exchange->request.office.office_id = bench.site->office_id;
    return held;
}

static struct held *ask(const char *target)
{
    struct held *held = hold(EXCHANGE_CHANGES);

    writer_line_change(bench.line, held, &(struct arrival){ .method = METHOD_POST, .target = str_of(target) });
    return held;
}

/* What the writer gets next. */
static struct wish wish(void)
{
    struct wish got = { .tag = 0 };
    struct str message;

    writer_line_send(bench.line);
    if (bench.writer == NULL)
        bench.writer = frames_create(accept4(bench.listen_socket, NULL, NULL, SOCK_NONBLOCK));
    CHECK(frames_receive(bench.writer));
    CHECK(frames_next(bench.writer, &message));
    CHECK(change_frame_read_wish(bench.arena, message, &got));
    return got;
}

static void reply(struct reply answer)
{
    frames_add(bench.writer, change_frame_reply(bench.arena, &answer));
    CHECK(frames_send(bench.writer));
    writer_line_take_replies(bench.line);
}

static void a_change_is_settled_with_the_writers_answer(void **state)
{
    begin(state);
    struct held *held = ask("/dossiers");
    struct wish got = wish();

    CHECK_INT(got.kind, WISH_CHANGE);
    CHECK_STR(got.arrival.target, "/dossiers");
    CHECK_INT(bench.settled, 0);
    CHECK(!writer_line_is_idle(bench.line));
    const struct field location = { STR("Location"), STR("/dossiers/1") };

    reply((struct reply){ .tag = got.tag,
                          .code = 303,
                          .content_type = STR("text/html"),
                          .headers = { &location, 1 },
                          .body = STR("Đã lưu") });
    CHECK_INT(bench.answered, 1);
    CHECK_INT(bench.settled, 1);
    CHECK(bench.last == held);
    CHECK_INT(held->exchange->response.code, 303);
    CHECK_STR(held->exchange->response.headers[0].value, "/dossiers/1");
    CHECK_STR(buf_str(&held->exchange->bytes), "Đã lưu");
    CHECK(writer_line_is_idle(bench.line));
    finish();
}

static void answers_come_in_any_order(void **state)
{
    begin(state);
    struct held *first = ask("/1"), *second = ask("/2");
    int64_t first_tag = wish().tag, second_tag = wish().tag;

    reply((struct reply){ .tag = second_tag, .code = 200, .content_type = STR("text/html") });
    CHECK(bench.last == second);
    reply((struct reply){ .tag = first_tag, .code = 200, .content_type = STR("text/html") });
    CHECK(bench.last == first);
    finish();
}

static void what_a_change_shows_is_read_once_it_is_durable(void **state)
{
    begin(state);
    struct test_centre centre = test_centre_of(bench.site->test, bench.site->office_id);
    struct held *held = ask("/api/v1/dossiers");
    struct wish got = wish();
    struct intake_received received = test_dossier_receive(&centre, "1.001193", 0, "2025-09-18 09:00");

    held->exchange->request.user.actor = centre.counter;
    reply((struct reply){ .tag = got.tag,
                          .code = 201,
                          .content_type = STR("text/html"),
                          .shows = STR("page_api_dossier"),
                          .segment = received.code });
    CHECK_INT(held->exchange->response.code, 201);
    CHECK_STR(str_of(held->exchange->response.content_type), "application/json");
    CHECK(str_contains(buf_str(&held->exchange->bytes), received.code));
    CHECK_INT(bench.answered, 1);
    finish();
}

static void who_cannot_be_shown_what_was_saved_is_told_that_it_was_saved(void **state)
{
    begin(state);
    struct held *held = ask("/api/v1/dossiers");
    struct wish got = wish();

    reply((struct reply){ .tag = got.tag,
                          .code = 201,
                          .content_type = STR("text/html"),
                          .shows = STR("page_api_dossier"),
                          .segment = STR("H55.12.07-250918-0099") });
    CHECK_INT(held->exchange->response.code, 500);
    CHECK(str_contains(buf_str(&held->exchange->bytes), STR("đã được lưu")));
    CHECK_INT(bench.settled, 1);
    finish();
}

static struct held *look(void)
{
    struct held *held = hold(EXCHANGE_READS);

    held->exchange->request.user.actor.account_id = 11;
    request_leaves_trace(&held->exchange->request, 44);
    buf_put_str(&held->exchange->bytes, STR("the page"));
    writer_line_trace(bench.line, held);
    return held;
}

static void a_page_leaves_as_it_is_when_its_trace_is_written(void **state)
{
    begin(state);
    struct held *held = look();
    struct wish got = wish();

    CHECK_INT(got.kind, WISH_TRACE);
    CHECK_INT(got.actor.account_id, 11);
    CHECK_INT(got.dossier_id, 44);
    CHECK_STR(got.arrival.number, "02-7");
    CHECK_INT(got.arrival.at.ms, bench.site->now.ms);
    reply((struct reply){ .tag = got.tag });
    CHECK_INT(bench.answered, 0);
    CHECK_INT(bench.settled, 1);
    CHECK_INT(held->status, ST_OK);
    CHECK_STR(buf_str(&held->exchange->bytes), "the page");
    finish();
}

static void a_page_whose_trace_cannot_be_written_is_not_shown(void **state)
{
    begin(state);
    struct held *held = look();
    struct wish got = wish();

    reply((struct reply){ .tag = got.tag, .status = ST_FULL });
    CHECK_INT(bench.answered, 1);
    CHECK_INT(bench.settled, 1);
    CHECK_INT(held->exchange->response.code, 507);
    CHECK(!str_contains(buf_str(&held->exchange->bytes), STR("the page")));
    finish();
}

static void what_a_dead_writer_had_is_refused_and_the_next_one_is_found(void **state)
{
    begin(state);
    struct held *change = ask("/1"), *page = look();

    wish();
    frames_destroy(bench.writer);
    bench.writer = NULL;
    writer_line_take_replies(bench.line);
    CHECK_INT(bench.settled, 2);
    CHECK_INT(bench.answered, 2);
    CHECK_INT(change->exchange->response.code, 503);
    CHECK_INT(page->exchange->response.code, 503);
    CHECK(writer_line_is_idle(bench.line));

    struct held *next = ask("/2");
    struct wish got = wish();

    CHECK_STR(got.arrival.target, "/2");
    reply((struct reply){ .tag = got.tag, .code = 200, .content_type = STR("text/html") });
    CHECK(bench.last == next);
    CHECK_INT(next->exchange->response.code, 200);
    finish();
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_change_is_settled_with_the_writers_answer),
    test_db_each(answers_come_in_any_order),
    test_db_each(what_a_change_shows_is_read_once_it_is_durable),
    test_db_each(who_cannot_be_shown_what_was_saved_is_told_that_it_was_saved),
    test_db_each(a_page_leaves_as_it_is_when_its_trace_is_written),
    test_db_each(a_page_whose_trace_cannot_be_written_is_not_shown),
    test_db_each(what_a_dead_writer_had_is_refused_and_the_next_one_is_found),
};
TEST_DB_MAIN(tests)
