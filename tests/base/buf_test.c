/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include "base/cleanup.h"
#include "support/check.h"
#include "support/property.h"

#include <string.h>

static void what_was_put_stands_in_order(void **state)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(1024 * 1024);
    struct buf buf = buf_new(arena, 1000);

    (void)state;
    CHECK_STR(buf_str(&buf), "");
    buf_put(&buf, "hồ", 4);
    buf_put_char(&buf, ' ');
    buf_put_str(&buf, STR("sơ"));
    buf_put_str(&buf, (struct str){ NULL, 0 });
    buf_printf(&buf, " %d/%s", 7, "2025");
    CHECK_STR(buf_str(&buf), "hồ sơ 7/2025");
    CHECK(!buf_overflowed(&buf));
}

static void the_maximum_itself_fits_and_one_more_does_not(void **state)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(1024 * 1024);
    struct buf buf = buf_new(arena, 5);

    (void)state;
    buf_put_str(&buf, STR("12345"));
    CHECK(!buf_overflowed(&buf));
    buf_put_str(&buf, STR(""));
    CHECK(!buf_overflowed(&buf));
    buf_put_char(&buf, '6');
    CHECK(buf_overflowed(&buf));
    CHECK_STR(buf_str(&buf), "12345");
    buf = buf_new(arena, 5);
    buf_put_str(&buf, STR("123"));
    buf_put_str(&buf, STR("456"));
    CHECK(buf_overflowed(&buf));
    CHECK_STR(buf_str(&buf), "12345");
}

static void any_pieces_make_the_same_whole(void **state)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(16 * 1024 * 1024);
    static char bytes[20000];

    (void)state;
    FOR_ALL(300) {
        size_t len = (size_t)test_random_in(0, sizeof bytes);
        size_t max = (size_t)test_random_in(0, sizeof bytes);
        struct buf buf = buf_new(arena, max);

        test_random_bytes(bytes, len);
        for (size_t at = 0; at < len;) {
            size_t piece = (size_t)test_random_in(1, 3000);

            if (piece > len - at)
                piece = len - at;
            buf_put(&buf, bytes + at, piece);
            at += piece;
        }
        CHECK_INT(buf_str(&buf).len, len < max ? len : max);
        CHECK(memcmp(buf_str(&buf).at, bytes, buf_str(&buf).len) == 0);
        CHECK(buf_overflowed(&buf) == (len > max));
        arena_reset(arena);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_stands_in_order),
        cmocka_unit_test(the_maximum_itself_fits_and_one_more_does_not),
        cmocka_unit_test(any_pieces_make_the_same_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
