/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/form.h"

#include "support/check.h"
#include "support/test_clock.h"

#include <string.h>

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(64 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct form_content receipt(void)
{
    static struct str cells[6];
    struct form_content content = { .kind = FORM_RECEIPT,
                                    .year = 2025,
                                    .number = 7,
                                    .version = 1,
                                    .issued_at = test_moment("2025-09-18 10:05"),
                                    .rows = { cells, 2 } };

    cells[0] = STR("Tờ khai");
    cells[1] = STR("biểu mẫu");
    cells[2] = STR("01");
    cells[3] = STR("Ảnh \"3x4\"");
    cells[4] = STR("bản chính");
    cells[5] = STR("02");
    content.texts[FORM_TEXT_person] = STR("Nguyễn Thị Mẫu");
    content.texts[FORM_TEXT_identity_number] = STR("099185001234");
    content.texts[FORM_TEXT_phone] = STR("0123000456");
    content.texts[FORM_TEXT_email] = STR("mau@example.vn");
    content.texts[FORM_TEXT_address] = STR("");
    return content;
}

static struct str print(const struct form_content *content)
{
    struct str text = { NULL, 0 };

    CHECK_OK(form_content_print(arena, content, &text));
    return text;
}

static void each_form_has_its_number(void **state)
{
    (void)state;
    CHECK_STR(form_number(arena, FORM_RECEIPT, 7), "07/TTPVHCC");
    CHECK_STR(form_number(arena, FORM_SUPPLEMENT, 12), "12/PBS-TTPVHCC");
    CHECK_STR(form_number(arena, FORM_REFUSAL, 1), "01/PTC-TTPVHCC");
    CHECK_STR(form_number(arena, FORM_APOLOGY, 123), "123/PXL");
    CHECK_STR(form_number(arena, FORM_STOP, 10), "10/TB-TTPVHCC");
    CHECK_STR(form_number(arena, FORM_CONTROL, 9), "09/PKS-TTPVHCC");
    CHECK_STR(form_number(arena, FORM_BOOK, 9), "09/STD-TTPVHCC");
}

static void a_code_names_its_form(void **state)
{
    enum form_kind kind = FORM_BOOK;

    (void)state;
    CHECK(form_kind_parse(STR("02"), &kind));
    CHECK_INT(kind, FORM_SUPPLEMENT);
    CHECK(!form_kind_parse(STR("08"), &kind) && !form_kind_parse(STR("2"), &kind) && !form_kind_parse(STR(""), &kind));
    CHECK_INT(kind, FORM_SUPPLEMENT);
}

/* What printing relies on. */
static void texts_stand_in_the_order_of_their_bytes(void **state)
{
    (void)state;
    for (enum form_slot text = 1; text < FORM_TEXT_COUNT; text++)
        CHECK(str_compare(form_text_name(text - 1), form_text_name(text)) < 0);
}

static void a_content_is_printed_with_sorted_keys_and_without_what_it_leaves_open(void **state)
{
    struct form_content content = receipt();

    (void)state;
    CHECK_STR(print(&content),
              "{\"form\":\"01\",\"issued_at\":1758164700000,\"number\":7,"
              "\"rows\":[[\"Tờ khai\",\"biểu mẫu\",\"01\"],[\"Ảnh \\\"3x4\\\"\",\"bản chính\",\"02\"]],"
              "\"texts\":{\"email\":\"mau@example.vn\",\"identity_number\":\"099185001234\","
              "\"person\":\"Nguyễn Thị Mẫu\",\"phone\":\"0123000456\"},\"version\":1,\"year\":2025}");
    content.rows.count = 0;
    memset(content.texts, 0, sizeof content.texts);
    CHECK_STR(print(&content), "{\"form\":\"01\",\"issued_at\":1758164700000,\"number\":7,\"rows\":[],\"texts\":{},"
                               "\"version\":1,\"year\":2025}");
}

static void what_was_printed_reads_back_the_same(void **state)
{
    struct form_content content = receipt(), again;

    (void)state;
    struct str text = print(&content);
    CHECK_OK(form_content_parse(arena, text, &again));
    CHECK_INT(again.kind, FORM_RECEIPT);
    CHECK_INT(again.number, 7);
    CHECK(again.issued_at.ms == content.issued_at.ms);
    CHECK_INT(again.rows.count, 2);
    CHECK_STR(again.rows.cells[3], "Ảnh \"3x4\"");
    CHECK_STR(again.texts[FORM_TEXT_person], "Nguyễn Thị Mẫu");
    CHECK(str_is_empty(again.texts[FORM_TEXT_address]));
    CHECK(str_equal(print(&again), text));
}

static void texts_that_nobody_printed_are_refused(void **state)
{
    static const char *const examples[] = {
        "",
        "[]",
        "{}",
        /* no such form, a row too short, a row where none belongs, an unknown text, an unknown key, an empty text */
        "{\"form\":\"09\",\"issued_at\":1,\"number\":7,\"rows\":[],\"texts\":{},\"version\":1,\"year\":2025}",
        "{\"form\":\"01\",\"issued_at\":1,\"number\":7,\"rows\":[[\"a\",\"b\"]],\"texts\":{},\"version\":1,\"year\":"
        "2025}",
        "{\"form\":\"03\",\"issued_at\":1,\"number\":7,\"rows\":[[]],\"texts\":{},\"version\":1,\"year\":2025}",
        "{\"form\":\"01\",\"issued_at\":1,\"number\":7,\"rows\":[],\"texts\":{\"x\":\"y\"},\"version\":1,\"year\":"
        "2025}",
        "{\"form\":\"01\",\"issued_at\":1,\"number\":7,\"rows\":[],\"texts\":{},\"version\":1,\"year\":2025,\"z\":1}",
        "{\"form\":\"01\",\"issued_at\":1,\"number\":7,\"rows\":[],\"texts\":{\"fee\":\"\"},\"version\":1,\"year\":"
        "2025}",
        "{\"form\":\"01\",\"issued_at\":1,\"number\":\"7\",\"rows\":[],\"texts\":{},\"version\":1,\"year\":2025}",
        "{\"form\":\"01\",\"issued_at\":1,\"number\":7,\"rows\":{},\"texts\":{},\"version\":1,\"year\":2025}",
        "{\"form\":\"01\",\"issued_at\":1,\"number\":7,\"rows\":[],\"texts\":[],\"version\":1,\"year\":2025}",
    };
    struct form_content content = { .number = 4711 };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        CHECK_STATUS(form_content_parse(arena, str_of(examples[i]), &content), ST_INVALID);
    CHECK_INT(content.number, 4711);
}

static void what_is_past_its_bounds_is_not_printed(void **state)
{
    static char wide[FORM_TEXT_BYTES_MAX + 1];
    struct str *cells = arena_array(arena, struct str, (FORM_ROWS_MAX + 1) * 3);
    struct form_content content = receipt();
    struct str text = { NULL, 0 };

    (void)state;
    memset(wide, 'W', sizeof wide);
    content.texts[FORM_TEXT_reason] = (struct str){ wide, FORM_TEXT_BYTES_MAX };
    CHECK_OK(form_content_print(arena, &content, &text));
    content.texts[FORM_TEXT_reason] = (struct str){ wide, sizeof wide };
    CHECK_STATUS(form_content_print(arena, &content, &text), ST_TOO_LARGE);
    content = receipt();
    content.rows = (struct form_rows){ cells, FORM_ROWS_MAX + 1 };
    CHECK_STATUS(form_content_print(arena, &content, &text), ST_TOO_LARGE);
    content.rows.count = FORM_ROWS_MAX;
    CHECK_OK(form_content_print(arena, &content, &text));
    for (size_t i = 0; i < 50; i++)
        cells[i] = (struct str){ wide, FORM_TEXT_BYTES_MAX };
    CHECK_STATUS(form_content_print(arena, &content, &text), ST_TOO_LARGE);
    content.kind = FORM_REFUSAL;
    CHECK_STATUS(form_content_print(arena, &content, &text), ST_TOO_LARGE); /* has no rows at all */
}

static void those_who_do_not_work_on_it_see_the_ends_of_numbers(void **state)
{
    struct form_content content = receipt();

    (void)state;
    content.texts[FORM_TEXT_principal_identity_number] = STR("098085004321");
    form_content_mask(arena, &content);
    CHECK_STR(content.texts[FORM_TEXT_identity_number], "********1234");
    CHECK_STR(content.texts[FORM_TEXT_principal_identity_number], "********4321");
    CHECK_STR(content.texts[FORM_TEXT_phone], "*******456");
    CHECK_STR(content.texts[FORM_TEXT_email], "");
    CHECK_STR(content.texts[FORM_TEXT_person], "Nguyễn Thị Mẫu");
    CHECK(str_is_empty(content.texts[FORM_TEXT_principal_phone]));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_has_its_number),
        cmocka_unit_test(a_code_names_its_form),
        cmocka_unit_test(texts_stand_in_the_order_of_their_bytes),
        cmocka_unit_test(a_content_is_printed_with_sorted_keys_and_without_what_it_leaves_open),
        cmocka_unit_test(what_was_printed_reads_back_the_same),
        cmocka_unit_test(texts_that_nobody_printed_are_refused),
        cmocka_unit_test(what_is_past_its_bounds_is_not_printed),
        cmocka_unit_test(those_who_do_not_work_on_it_see_the_ends_of_numbers),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
