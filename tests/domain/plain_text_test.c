/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/plain_text.h"

#include "support/check.h"
#include "support/test_clock.h"

static struct arena *arena;
static struct buf subject, body;
static struct plain_text out = { &subject, &body };

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1024 * 1024);
    subject = buf_new(arena, 1000);
    body = buf_new(arena, 1000);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static void a_value_cannot_begin_a_header(void **state)
{
    struct str hostile = STR("A\r\nBcc: b@c.vn\r\n\r\nBody\t\x01\x7F.");

    (void)state;
    plain_text_put_subject(&out, hostile);
    CHECK_STR(buf_str(&subject), "A  Bcc: b@c.vn    Body   .");
    CHECK_STR(buf_str(&body), "");
}

static void a_value_of_the_body_keeps_its_lines(void **state)
{
    (void)state;
    plain_text_put_body(&out, STR("- Tờ khai\r\n- <b>Giấy</b> & \x1B[31m"));
    CHECK_STR(buf_str(&body), "- Tờ khai \n- <b>Giấy</b> &  [31m");
    CHECK_STR(buf_str(&subject), "");
}

static void values_print_as_offices_write_them(void **state)
{
    (void)state;
    plain_text_raw_body(&out, "x: ", 3);
    plain_text_put_body(&out, test_moment("2025-09-18 10:00"));
    plain_text_put_body(&out, ((struct moment){ 0 }));
    plain_text_raw_body(&out, ", ", 2);
    plain_text_put_body(&out, test_date("2025-02-03"));
    plain_text_put_subject(&out, INT64_C(-15));
    plain_text_raw_subject(&out, "!", 1);
    CHECK_STR(buf_str(&body), "x: 10:00 18/09/2025, 03/02/2025");
    CHECK_STR(buf_str(&subject), "-15!");
}

static void a_condition_asks_whether_there_is_anything(void **state)
{
    (void)state;
    CHECK(plain_text_is(STR("x")) && !plain_text_is(STR("")) && !plain_text_is(((struct str){ NULL, 0 })));
    CHECK(plain_text_is(INT64_C(-1)) && !plain_text_is(INT64_C(0)));
    CHECK(plain_text_is((bool)true) && !plain_text_is((bool)false));
    CHECK(plain_text_is(test_date("2025-02-03")) && !plain_text_is(((struct date){ 0 })));
    CHECK(plain_text_is(test_moment("2025-02-03 10:00")) && !plain_text_is(((struct moment){ 0 })));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_value_cannot_begin_a_header, begin, end),
        cmocka_unit_test_setup_teardown(a_value_of_the_body_keeps_its_lines, begin, end),
        cmocka_unit_test_setup_teardown(values_print_as_offices_write_them, begin, end),
        cmocka_unit_test_setup_teardown(a_condition_asks_whether_there_is_anything, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
