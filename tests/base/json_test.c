/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include "support/check.h"
#include "support/property.h"

#include <string.h>

enum { TEXT_MAX = 1024 * 1024 };

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_create(64 * 1024 * 1024);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static const struct json *parsed(const char *text)
{
    const struct json *value = NULL;

    CHECK_OK(json_parse(arena, str_of(text), TEXT_MAX, &value, NULL));
    return value;
}

static struct str written(const struct json *value)
{
    struct buf out = buf_new(arena, TEXT_MAX);

    json_write(&out, value);
    return buf_str(&out);
}

static void values_are_read_by_their_kind(void **state)
{
    const struct json *object =
        parsed("{\"name\":\"Đăng ký\",\"amount\":-5,\"required\":true,\"none\":null,\"list\":[1,2,3]}");
    struct str name = { NULL, 0 };
    int64_t amount = 0;
    bool is_required = false;

    (void)state;
    CHECK(json_get_str(object, "name", &name));
    CHECK(json_get_i64(object, "amount", &amount));
    CHECK(json_get_bool(object, "required", &is_required));
    CHECK_STR(name, "Đăng ký");
    CHECK_INT(amount, -5);
    CHECK(is_required);
    CHECK_INT(json_kind(json_get(object, "none")), JSON_KIND_NULL);
    CHECK_INT(json_count(json_get(object, "list")), 3);
    CHECK(json_as_i64(json_item(json_get(object, "list"), 2), &amount));
    CHECK_INT(amount, 3);
    CHECK_STR(json_key(object, 1), "amount");
}

static void a_value_of_another_kind_is_not_taken(void **state)
{
    const struct json *object = parsed("{\"text\":\"5\",\"number\":5,\"fraction\":5.0}");
    struct str text = STR("as it was");
    int64_t number = 77;
    bool truth = true;

    (void)state;
    CHECK(!json_get_i64(object, "text", &number));
    CHECK(!json_get_i64(object, "fraction", &number));
    CHECK(!json_get_i64(object, "absent", &number));
    CHECK(!json_get_str(object, "number", &text));
    CHECK(!json_get_bool(object, "number", &truth));
    CHECK(json_get(json_get(object, "text"), "inside") == NULL);
    CHECK(json_item(object, 3) == NULL);
    CHECK_INT(number, 77);
    CHECK_STR(text, "as it was");
    CHECK_INT(json_kind(json_get(object, "fraction")), JSON_KIND_FRACTION);
}

static void what_is_not_json_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *reason;
    } examples[] = {
        { "", 1, "unexpected token near end of file" },
        { "{\"a\":1,}", 1, "string or '}' expected near '}'" },
        { "{\n\"a\": 1\n\"b\": 2}", 3, "'}' expected near '\"b\"'" },
        { "{\"a\":1,\"a\":2}", 1, "duplicate object key near '\"a\"'" },
        { "[1] x", 1, "end of file expected near 'x'" },
        { "\"\\u0000\"", 1, "\\u0000 is not allowed without JSON_ALLOW_NUL" },
        { "\"\\ud800\"", 1, "invalid Unicode '\\uD800'" },
        { "[99999999999999999999]", 1, "too big integer near '99999999999999999999'" },
        { "[01]", 1, "invalid token near '0'" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct json *value = NULL;
        struct json_fault fault = { 0 };

        CHECK_STATUS(json_parse(arena, str_of(examples[i].text), TEXT_MAX, &value, &fault), ST_INVALID);
        CHECK(value == NULL);
        CHECK_INT(fault.line, examples[i].line);
        CHECK(fault.column >= 1);
        CHECK(str_starts_with(fault.reason, str_of(examples[i].reason)));
    }
}

static void bytes_that_are_not_utf_8_are_refused(void **state)
{
    const struct json *value;
    struct json_fault fault;

    (void)state;
    CHECK_STATUS(json_parse(arena, STR("\"\xC3\x28\""), TEXT_MAX, &value, &fault), ST_INVALID);
    CHECK_STATUS(json_parse(arena, STR("\"a\0b\""), TEXT_MAX, &value, &fault), ST_INVALID);
}

static void a_text_past_its_bounds_is_refused(void **state)
{
    const struct json *value;
    struct json_fault fault;
    char deep[2 * JSON_DEPTH_MAX + 2];
    struct buf many = buf_new(arena, TEXT_MAX);

    (void)state;
    CHECK_STATUS(json_parse(arena, STR("[1,2,3]"), 6, &value, NULL), ST_TOO_LARGE);
    CHECK_OK(json_parse(arena, STR("[1,2,3]"), 7, &value, NULL));

    memset(deep, '[', JSON_DEPTH_MAX + 1);
    memset(deep + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
    CHECK_STATUS(json_parse(arena, (struct str){ deep, sizeof deep }, TEXT_MAX, &value, &fault), ST_INVALID);
    CHECK_STR(fault.reason, "nested too deeply");
    CHECK_INT(fault.column, JSON_DEPTH_MAX + 1);
    CHECK_OK(json_parse(arena, (struct str){ deep + 1, sizeof deep - 2 }, TEXT_MAX, &value, &fault));

    buf_put_str(&many, STR("[1"));
    for (int i = 0; i < JSON_VALUES_MAX; i++)
        buf_put_str(&many, STR(",1"));
    buf_put_char(&many, ']');
    CHECK_STATUS(json_parse(arena, buf_str(&many), TEXT_MAX, &value, &fault), ST_INVALID);
    CHECK_STR(fault.reason, "too many values");
}

static void brackets_inside_text_are_text(void **state)
{
    (void)state;
    CHECK_STR(written(parsed("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\",\"\\\"[{,\"]")),
              "[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\",\"\\\"[{,\"]");
}

static void keys_are_written_in_their_order_whatever_the_text_had(void **state)
{
    (void)state;
    CHECK_STR(written(parsed("{ \"b\" : [ true , null ], \"a\" : { \"z\": 1, \"y\": \"\" }, \"B\": -0 }")),
              "{\"B\":0,\"a\":{\"y\":\"\",\"z\":1},\"b\":[true,null]}");
}

static void made_values_are_written_escaped(void **state)
{
    struct json *object = json_new_object(arena);
    struct json *list = json_new_list(arena), *item = json_new_object(arena);

    (void)state;
    json_put_str(item, "text", STR("một \"hai\" \\ ba\n\t\r\x01"));
    json_append(list, item);
    json_append_i64(list, INT64_MIN);
    json_append(list, json_new_object(arena));
    json_put(object, "list", list);
    json_put_str(object, "absent", (struct str){ NULL, 0 });
    json_put_bool(object, "done", false);
    json_put_i64(object, "n", 1);
    json_put_i64(object, "n", 2);
    CHECK_STR(written(object),
              "{\"absent\":null,\"done\":false,\"list\":[{\"text\":\"một \\\"hai\\\" \\\\ ba\\n\\t\\r\\u0001\"},"
              "-9223372036854775808,{}],\"n\":2}");
}

static void the_first_unknown_key_is_named(void **state)
{
    static const char *const known[] = { "a", "b", NULL };

    (void)state;
    CHECK_STR(json_unknown_key(parsed("{\"b\":1,\"c\":2,\"d\":3}"), known), "c");
    CHECK_STR(json_unknown_key(parsed("{\"b\":1,\"a\":2}"), known), NULL);
    CHECK_STR(json_unknown_key(parsed("[]"), known), NULL);
}

static void what_was_written_reads_back_as_the_same_text(void **state)
{
    (void)state;
    FOR_ALL(3000) {
        struct json *object = json_new_object(arena);
        char bytes[12];
        const struct json *again = NULL;

        for (int i = 0; i < 6; i++) {
            char *key = arena_array(arena, char, 2);

            test_random_bytes(bytes, sizeof bytes);
            for (size_t k = 0; k < sizeof bytes; k++)
                bytes[k] = (char)(bytes[k] & 0x7F) == 0 ? 'x' : (char)(bytes[k] & 0x7F);
            key[0] = (char)test_random_in('a', 'z');
            json_put_str(object, key, arena_copy(arena, (struct str){ bytes, sizeof bytes }));
        }
        struct str first = written(object);
        CHECK_OK(json_parse(arena, first, TEXT_MAX, &again, NULL));
        CHECK(str_equal(written(again), first));
        arena_reset(arena);
    }
}

static void random_bytes_never_do_harm(void **state)
{
    static const char alphabet[] = "{}[]\",:0123.e-+truefalsn\\u \n";

    (void)state;
    FOR_ALL(20000) {
        char text[24];
        const struct json *value = NULL;
        struct json_fault fault = { 0 };

        for (size_t i = 0; i < sizeof text; i++)
            text[i] = alphabet[test_random_in(0, sizeof alphabet - 2)];
        enum status status = json_parse(arena, (struct str){ text, sizeof text }, TEXT_MAX, &value, &fault);
        CHECK(status == ST_OK ? value != NULL : status == ST_INVALID && fault.line >= 1 && fault.reason.len > 0);
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_by_their_kind),
        cmocka_unit_test(a_value_of_another_kind_is_not_taken),
        cmocka_unit_test(what_is_not_json_is_refused_with_its_place),
        cmocka_unit_test(bytes_that_are_not_utf_8_are_refused),
        cmocka_unit_test(a_text_past_its_bounds_is_refused),
        cmocka_unit_test(brackets_inside_text_are_text),
        cmocka_unit_test(keys_are_written_in_their_order_whatever_the_text_had),
        cmocka_unit_test(made_values_are_written_escaped),
        cmocka_unit_test(the_first_unknown_key_is_named),
        cmocka_unit_test(what_was_written_reads_back_as_the_same_text),
        cmocka_unit_test(random_bytes_never_do_harm),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
