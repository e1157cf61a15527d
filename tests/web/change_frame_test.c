/* SPDX-License-Identifier: Apache-2.0 */
#include "web/change_frame.h"

#include "support/check.h"

static struct arena *arena;

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

static const struct field headers[] = { { STR_INIT("host"), STR_INIT("xabinhyen.vn") },
                                        { STR_INIT("cookie"), STR_INIT("a=b; c=d") } };

static struct wish change(void)
{
    return (struct wish){ .kind = WISH_CHANGE,
                          .tag = -7,
                          .arrival = { .method = METHOD_DELETE,
                                       .at = { 1758164700123 },
                                       .number = STR_INIT("02-15"),
                                       .target = STR_INIT("/dossiers?x=1"),
                                       .address = STR_INIT("10.1.2.3"),
                                       .headers = { headers, 2 },
                                       .body = STR_INIT("Nguyễn Thị Mẫu\n") } };
}

static void a_change_comes_as_it_was_asked(void **state)
{
    struct wish asked = change(), got;

    (void)state;
    CHECK(change_frame_read_wish(arena, change_frame_wish(arena, &asked), &got));
    CHECK_INT(got.kind, WISH_CHANGE);
    CHECK_INT(got.tag, -7);
    CHECK_INT(got.arrival.method, METHOD_DELETE);
    CHECK_INT(got.arrival.at.ms, 1758164700123);
    CHECK_STR(got.arrival.number, "02-15");
    CHECK_STR(got.arrival.target, "/dossiers?x=1");
    CHECK_STR(got.arrival.address, "10.1.2.3");
    CHECK_STR(got.arrival.body, "Nguyễn Thị Mẫu\n");
    CHECK_INT(got.arrival.headers.count, 2);
    CHECK_STR(got.arrival.headers.at[0].name, "host");
    CHECK_STR(got.arrival.headers.at[1].value, "a=b; c=d");
    CHECK(got.session_hash.at == NULL);
}

static void a_trace_says_who_looked_at_what(void **state)
{
    struct wish asked = {
        .kind = WISH_TRACE, .tag = 1, .actor = { 11, 22, 33, ROLE_CHAIRMAN }, .dossier_id = 44, .opens_dossier = true
    };
    struct wish got;

    (void)state;
    CHECK(change_frame_read_wish(arena, change_frame_wish(arena, &asked), &got));
    CHECK_INT(got.kind, WISH_TRACE);
    CHECK_INT(got.actor.account_id, 11);
    CHECK_INT(got.actor.office_id, 22);
    CHECK_INT(got.actor.unit_id, 33);
    CHECK_INT(got.actor.role, ROLE_CHAIRMAN);
    CHECK_INT(got.dossier_id, 44);
    CHECK(got.opens_dossier);
}

static void a_reply_comes_as_it_was_given(void **state)
{
    struct reply given = { .tag = 5,
                           .status = ST_CONFLICT,
                           .code = 409,
                           .content_type = STR_INIT("text/html; charset=utf-8"),
                           .headers = { headers, 1 },
                           .body = STR_INIT("<p>Hồ sơ vừa được người khác cập nhật"),
                           .shows = STR_INIT("page_api_dossier"),
                           .segment = STR_INIT("H55.12.07-250918-0007") };
    struct reply got;

    (void)state;
    CHECK(change_frame_read_reply(arena, change_frame_reply(arena, &given), &got));
    CHECK_INT(got.tag, 5);
    CHECK_INT(got.status, ST_CONFLICT);
    CHECK_INT(got.code, 409);
    CHECK_STR(got.content_type, "text/html; charset=utf-8");
    CHECK_INT(got.headers.count, 1);
    CHECK_STR(got.headers.at[0].value, "xabinhyen.vn");
    CHECK_STR(got.body, "<p>Hồ sơ vừa được người khác cập nhật");
    CHECK_STR(got.shows, "page_api_dossier");
    CHECK_STR(got.segment, "H55.12.07-250918-0007");
}

/* Cut anywhere, or with a byte too much, it is no message; and nothing is read behind its end. */
static void a_message_that_is_cut_says_nothing(void **state)
{
    struct wish asked = change(), wish;
    struct reply given = { .code = 303, .headers = { headers, 2 }, .body = STR_INIT("x") }, reply;
    struct str whole = change_frame_wish(arena, &asked), answer = change_frame_reply(arena, &given);

    (void)state;
    for (size_t len = 0; len < whole.len; len++)
        CHECK(!change_frame_read_wish(arena, str_head(whole, len), &wish));
    for (size_t len = 0; len < answer.len; len++)
        CHECK(!change_frame_read_reply(arena, str_head(answer, len), &reply));
    CHECK(!change_frame_read_wish(arena, arena_printf(arena, "%.*s!", STR_ARG(whole)), &wish));
    CHECK(!change_frame_read_wish(arena, STR("\xff\xff\xff\xff\xff\xff\xff\x7f and more"), &wish));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(a_change_comes_as_it_was_asked, begin, end),
    cmocka_unit_test_setup_teardown(a_trace_says_who_looked_at_what, begin, end),
    cmocka_unit_test_setup_teardown(a_reply_comes_as_it_was_given, begin, end),
    cmocka_unit_test_setup_teardown(a_message_that_is_cut_says_nothing, begin, end),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
