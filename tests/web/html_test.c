/* SPDX-License-Identifier: Apache-2.0 */
#include "web/html.h"

#include "support/check.h"
#include "support/test_clock.h"

static struct arena *arena;

static struct str put_str(struct str text)
{
    struct buf bytes = buf_new(arena, 1024);
    struct html out = { &bytes };

    html_put(&out, text);
    return buf_str(&bytes);
}

static struct str put_number(int64_t number)
{
    struct buf bytes = buf_new(arena, 1024);
    struct html out = { &bytes };

    html_put(&out, number);
    return buf_str(&bytes);
}

static void text_cannot_leave_its_place(void **state)
{
    (void)state;
    CHECK_STR(put_str(STR("<script>alert(\"a\")</script>")), "&lt;script&gt;alert(&quot;a&quot;)&lt;/script&gt;");
    CHECK_STR(put_str(STR("\" onload='x' & b")), "&quot; onload=&#39;x&#39; &amp; b");
    CHECK_STR(put_str(STR("Nguyễn Văn")), "Nguyễn Văn");
    CHECK_STR(put_str(STR("&")), "&amp;");
    CHECK_STR(put_str((struct str){ NULL, 0 }), "");
}

static void whole_numbers_are_written_plainly(void **state)
{
    (void)state;
    CHECK_STR(put_number(0), "0");
    CHECK_STR(put_number(1234567890), "1234567890");
    CHECK_STR(put_number(-7), "-7");
    CHECK_STR(put_number(INT64_MAX), "9223372036854775807");
    CHECK_STR(put_number(INT64_MIN), "-9223372036854775808");
}

static void days_and_moments_are_written_as_offices_do(void **state)
{
    struct buf bytes = buf_new(arena, 1024);
    struct html out = { &bytes };

    (void)state;
    html_put(&out, test_date("2026-02-14"));
    html_put(&out, STR("|"));
    html_put(&out, test_moment("2025-08-27 10:00"));
    html_put(&out, STR("|"));
    html_put(&out, ((struct date){ 0 }));
    CHECK_STR(buf_str(&bytes), "14/02/2026|10:00 27/08/2025|");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(text_cannot_leave_its_place),
    cmocka_unit_test(whole_numbers_are_written_plainly),
    cmocka_unit_test(days_and_moments_are_written_as_offices_do),
};

int main(void)
{
    arena = arena_create(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_destroy(arena);
    return failed;
}
