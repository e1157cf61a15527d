/* SPDX-License-Identifier: Apache-2.0 */
#include "web/paging.h"

#include "support/check.h"
#include "support/property.h"

static void a_key_reads_back(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    (void)state;

    FOR_ALL(5000) {
        struct page_key key = { { test_random_in_i64(0, INT64_C(253402275540000)) },
                                test_random_in_i64(0, INT64_MAX),
                                test_random_in_i64(0, 3) };
        struct page_key read = { .id = 0 };

        CHECK_OK(page_key_parse(page_key_format(arena, key), &read));
        CHECK(read.at.ms == key.at.ms && read.id == key.id && read.number == key.number);
        arena_reset(arena);
    }
    arena_destroy(arena);
}

static void no_key_is_the_beginning(void **state)
{
    struct page_key key = { { 7 }, 7, 7 };
    (void)state;

    CHECK_OK(page_key_parse((struct str){ NULL, 0 }, &key));
    CHECK(key.at.ms == 0 && key.id == 0 && key.number == 0);
}

static void what_no_page_gave_out_is_refused(void **state)
{
    static const char *const wrong[] = {
        "1",    ".",     "1.",     ".1",    "a.1",  "1.b",     "-1.1", "1.-1", "1 .1", "99999999999999999999.1",
        "1.1.", "1.1.0", "1.1.-1", "1.1.b", "1..1", "1.1.1.1",
    };
    struct page_key key = { { 7 }, 7, 7 };
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_STATUS(page_key_parse(str_of(wrong[i]), &key), ST_INVALID);
    CHECK(key.at.ms == 7 && key.id == 7 && key.number == 7);
}

static void a_pager_leads_on_and_back_to_the_first_page(void **state)
{
    struct arena *arena = arena_create(1 << 20);
    struct page_key first = { .id = 0 }, last = { { 5 }, 9, 0 }, last_of_id = { { 5 }, 9, 3 };
    (void)state;

    CHECK(!pager_of(arena, STR("/x?"), first, last, false).is_needed);
    CHECK_STR(pager_of(arena, STR("/x?"), first, last, true).next_href, "/x?&after=5.9");
    CHECK_STR(pager_of(arena, STR("/x?"), first, last_of_id, true).next_href, "/x?&after=5.9.3");
    CHECK(str_is_empty(pager_of(arena, STR("/x?"), first, last, true).first_href));
    CHECK_STR(pager_of(arena, STR("/x?"), last, last, false).first_href, "/x?");
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_reads_back),
        cmocka_unit_test(no_key_is_the_beginning),
        cmocka_unit_test(what_no_page_gave_out_is_refused),
        cmocka_unit_test(a_pager_leads_on_and_back_to_the_first_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
