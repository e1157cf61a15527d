/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/catalogue_reader.h"
#include "support/check.h"
#include "support/test_clock.h"

static struct arena *arena;
static struct catalogue_faults faults;

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

static struct catalogue_reader reader_of(const char *text)
{
    struct catalogue_reader reader = { .arena = arena, .faults = &faults, .place = "" };

    faults = (struct catalogue_faults){ .arena = arena };
    CHECK_OK(json_parse(arena, str_of(text), 4096, &reader.object, NULL));
    return reader;
}

static void check_fault(const char *place, const char *reason)
{
    CHECK_INT(faults.count, 1);
    CHECK_STR(faults.at[0].place, place);
    CHECK_STR(faults.at[0].reason, reason);
}

static void values_are_read_by_their_kind(void **state)
{
    struct catalogue_reader reader = reader_of("{\"name\":\"To\u031B\u0300\",\"sum\":7,\"is\":true,"
                                               "\"day\":\"2025-07-01\",\"codes\":[\"a\",\"b\"]}");

    (void)state;
    CHECK_STR(catalogue_str(&reader, "name"), "Tờ");
    CHECK_STR(catalogue_str(&reader, "absent"), NULL);
    CHECK_INT(catalogue_i64(&reader, "sum"), 7);
    CHECK_INT(catalogue_i64_or(&reader, "absent", 5), 5);
    CHECK_INT(catalogue_i64_or(&reader, "sum", 5), 7);
    CHECK(catalogue_bool(&reader, "is"));
    CHECK_INT(catalogue_date(&reader, "day").day, test_date("2025-07-01").day);
    CHECK(!date_is_given(catalogue_date(&reader, "absent")));
    CHECK_STR(catalogue_joined(&reader, "codes", ' '), "a b");
    CHECK_STR(catalogue_joined(&reader, "absent", ' '), NULL);
    CHECK_INT(faults.count, 0);
}

static void what_does_not_fit_is_said_at_its_place(void **state)
{
    struct catalogue_reader reader = reader_of("{\"rows\":[{\"sum\":\"7\"},3]}"), row;
    const struct json *rows;

    (void)state;
    CHECK_INT(catalogue_list(&reader, "rows", &rows), 2);
    row = catalogue_item(&reader, rows, "rows", 0);
    CHECK(catalogue_is_object(&row));
    catalogue_i64(&row, "sum");
    check_fault("rows[0].sum", "text where whole number belongs");
    faults.count = 0;
    row = catalogue_item(&reader, rows, "rows", 1);
    CHECK(!catalogue_is_object(&row));
    check_fault("rows[1]", "whole number where object belongs");
    reader = reader_of("{\"day\":\"2025-02-30\"}");
    catalogue_date(&reader, "day");
    check_fault("day", "not a day like 2025-07-01: '2025-02-30'");
    reader = reader_of("{\"codes\":[\"a b\"]}");
    catalogue_joined(&reader, "codes", ' ');
    check_fault("codes[0]", "not a single text");
    reader = reader_of("{\"codes\":{}}");
    CHECK_INT(catalogue_list(&reader, "codes", &rows), 0);
    check_fault("codes", "object where list belongs");
}

static void a_key_nobody_knows_is_a_fault(void **state)
{
    static const char *const keys[] = { "name", NULL };
    struct catalogue_reader reader = reader_of("{\"name\":1,\"nmae\":2}");

    (void)state;
    catalogue_check_keys(&reader, keys);
    check_fault("", "unknown key 'nmae'");
}

static void a_list_is_read_up_to_its_bound(void **state)
{
    struct buf text = buf_new(arena, 4096);
    const struct json *list;

    (void)state;
    buf_put_str(&text, STR("{\"rows\":[0"));
    for (int i = 0; i < CATALOGUE_ITEMS_MAX; i++)
        buf_put_str(&text, STR(",0"));
    buf_put_str(&text, STR("]}"));
    struct catalogue_reader reader = reader_of(arena_c_string(arena, buf_str(&text)));
    CHECK_INT(catalogue_list(&reader, "rows", &list), CATALOGUE_ITEMS_MAX);
    check_fault("rows", "more than 200 items");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_by_their_kind),
        cmocka_unit_test(what_does_not_fit_is_said_at_its_place),
        cmocka_unit_test(a_key_nobody_knows_is_a_fault),
        cmocka_unit_test(a_list_is_read_up_to_its_bound),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
