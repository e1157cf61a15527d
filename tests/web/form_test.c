/* SPDX-License-Identifier: Apache-2.0 */
#include "web/form.h"

#include "support/check.h"
#include "support/property.h"
#include "web/limits.h"

#include <string.h>

static struct arena *arena;

#define MULTIPART STR("multipart/form-data; boundary=\"xY\"")

static int fresh(void **state)
{
    (void)state;
    arena_reset(arena);
    return 0;
}

static enum status urlencoded(const char *text, struct fields *out)
{
    return form_parse_urlencoded(arena, str_of(text), out);
}

static enum status multipart(const char *body, struct fields *out)
{
    return form_parse_multipart(arena, MULTIPART, str_of(body), out);
}

static void fields_keep_their_order_and_come_decoded(void **state)
{
    struct fields fields;

    (void)state;
    CHECK_OK(urlencoded("name=Nguy%E1%BB%85n+V%C4%83n&empty=&flag&a%3Db=1%2B1", &fields));
    CHECK_INT(fields.count, 4);
    CHECK_STR(fields.at[0].name, "name");
    CHECK_STR(fields.at[0].value, "Nguyễn Văn");
    CHECK_STR(fields.at[1].value, "");
    CHECK_STR(fields.at[2].name, "flag");
    CHECK_STR(fields.at[2].value, "");
    CHECK_STR(fields.at[3].name, "a=b");
    CHECK_STR(fields.at[3].value, "1+1");
}

static void nothing_is_no_field(void **state)
{
    struct fields fields;

    (void)state;
    CHECK_OK(urlencoded("", &fields));
    CHECK_INT(fields.count, 0);
    CHECK_OK(urlencoded("&&", &fields));
    CHECK_INT(fields.count, 0);
}

static void what_is_malformed_is_refused(void **state)
{
    static const char *const texts[] = {
        "a=%",      "a=%4",        "a=%zz",          "%=1",   "a=%00",   "%00=1",   "=1", "a=%C3",
        "a=%C0%80", "a=%ED%A0%80", "a=%F5%80%80%80", "a=%FF", "a=\xC3(", "a=%4%31",
    };
    struct fields fields;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK_STATUS(urlencoded(texts[i], &fields), ST_INVALID);
}

static void line_ends_and_letters_are_tidied(void **state)
{
    struct fields fields;

    (void)state;
    CHECK_OK(urlencoded("note=a%0D%0Ab%0Dc%0Ad&name=e%CC%82%CC%81", &fields));
    CHECK_STR(fields.at[0].value, "a\nb\nc\nd");
    CHECK_STR(fields.at[1].value, "\xE1\xBA\xBF"); /* ế in one piece */
}

static void bounds_hold(void **state)
{
    struct fields fields;
    struct buf text = buf_new(arena, 1 << 20);

    (void)state;
    for (int i = 0; i < LIMIT_FIELDS; i++)
        buf_put_str(&text, STR("a=1&"));
    CHECK_OK(form_parse_urlencoded(arena, buf_str(&text), &fields));
    CHECK_INT(fields.count, LIMIT_FIELDS);
    buf_put_str(&text, STR("a=1"));
    CHECK_STATUS(form_parse_urlencoded(arena, buf_str(&text), &fields), ST_TOO_LARGE);

    text = buf_new(arena, 1 << 20);
    buf_put_str(&text, STR("a="));
    for (int i = 0; i < LIMIT_FIELD_VALUE_BYTES; i++)
        buf_put_char(&text, 'x');
    CHECK_OK(form_parse_urlencoded(arena, buf_str(&text), &fields));
    buf_put_char(&text, 'x');
    CHECK_STATUS(form_parse_urlencoded(arena, buf_str(&text), &fields), ST_TOO_LARGE);

    text = buf_new(arena, 1 << 20);
    for (int i = 0; i <= LIMIT_FIELD_NAME_BYTES; i++)
        buf_put_char(&text, 'x');
    CHECK_STATUS(form_parse_urlencoded(arena, buf_str(&text), &fields), ST_TOO_LARGE);
}

static void parts_become_fields(void **state)
{
    struct fields fields;

    (void)state;
    CHECK_OK(multipart(
        "preamble\r\n--xY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nm\xE1\xBB\x99t\r\nhai\r\n"
        "--xY\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: form-data; filename=\"x;y.txt\"; name=b\r\n\r\n"
        "\r\n--xY--\r\nepilogue",
        &fields));
    CHECK_INT(fields.count, 2);
    CHECK_STR(fields.at[0].name, "a");
    CHECK_STR(fields.at[0].value, "một\nhai");
    CHECK_STR(fields.at[1].name, "b");
    CHECK_STR(fields.at[1].value, "");
}

static void malformed_parts_are_refused(void **state)
{
    static const char *const bodies[] = {
        "",
        "--xY",
        "--xY\r\n",
        "--other--",
        "--xY\r\n\r\n--xY--",
        "--xY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever closed",
        "--xY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--xY",
        "--xY\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xY--",
        "--xY\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--xY--",
        "--xY\r\nContent-Type: text/plain\r\n\r\nx\r\n--xY--",
        "--xY\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--xY--",
        "--xY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xC3(\r\n--xY--",
        "--xYjunk\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--xY--",
    };
    struct fields fields;

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        CHECK_STATUS(multipart(bodies[i], &fields), ST_INVALID);
    CHECK_STATUS(form_parse_multipart(arena, STR("multipart/form-data"), STR("--\r\n"), &fields), ST_INVALID);
}

static void other_content_types_have_no_fields(void **state)
{
    struct fields fields;

    (void)state;
    CHECK_OK(form_parse(arena, STR("application/json"), STR("{\"csrf\":1}"), &fields));
    CHECK_INT(fields.count, 0);
    CHECK_OK(form_parse(arena, STR("text/plain"), STR("csrf=1"), &fields));
    CHECK_INT(fields.count, 0);
    CHECK_OK(form_parse(arena, (struct str){ NULL, 0 }, STR("csrf=1"), &fields));
    CHECK_INT(fields.count, 0);
    CHECK_OK(form_parse(arena, STR("Application/X-WWW-Form-Urlencoded; charset=UTF-8"), STR("csrf=1"), &fields));
    CHECK_INT(fields.count, 1);
}

/* Whatever comes, the parsers end within their bounds, and what they let through is text. */
static void random_bytes_never_get_past(void **state)
{
    static const char alphabet[] = "ab=&%+0F\r\n-xY;:\"\xC3\xA9\0Content-Disposition: form-data; name=";

    (void)state;
    FOR_ALL(3000) {
        char text[160];
        size_t len = (size_t)test_random_in(0, sizeof text);
        struct fields fields = { NULL, 0 };

        arena_reset(arena);
        for (size_t i = 0; i < len; i++)
            text[i] = alphabet[test_random_in(0, sizeof alphabet - 1)];
        if (test_random_in(0, 1) == 1 && len > 8)
            memcpy(text, "--xY\r\n", 6);
        struct str given = { text, len };
        enum status status = test_random_in(0, 1) == 0 ? form_parse_urlencoded(arena, given, &fields)
                                                       : form_parse_multipart(arena, MULTIPART, given, &fields);

        CHECK(status == ST_OK || status == ST_INVALID || status == ST_TOO_LARGE);
        for (size_t i = 0; status == ST_OK && i < fields.count; i++)
            CHECK(str_is_utf8(fields.at[i].name) && str_is_utf8(fields.at[i].value) && fields.at[i].name.len > 0);
    }
}

static void a_path_keeps_its_plus(void **state)
{
    struct str out;

    (void)state;
    CHECK_OK(form_decode(arena, STR("a+b%20c"), false, &out));
    CHECK_STR(out, "a+b c");
}

static void cookies_are_found_by_their_whole_name(void **state)
{
    struct str header = STR("xmotcua=1; motcua=2 ; motcua=3; other");

    (void)state;
    CHECK_STR(form_cookie(header, STR("motcua")), "2");
    CHECK_STR(form_cookie(header, STR("other")), NULL);
    CHECK_STR(form_cookie(header, STR("absent")), NULL);
    CHECK_STR(form_cookie((struct str){ NULL, 0 }, STR("motcua")), NULL);
}

static struct request with(struct fields form)
{
    return (struct request){ .form = form };
}

static void only_expected_fields_pass(void **state)
{
    struct fields fields;

    (void)state;
    CHECK_OK(urlencoded("csrf=x&code=1&paper_12_note=a&tag=1&tag=2", &fields));
    struct request request = with(fields);

    CHECK_OK(form_only(&request, "code", "paper_#_note", "tag*"));
    CHECK_STATUS(form_only(&request, "code", "paper_#_note", "tag"), ST_INVALID);
    CHECK_STATUS(form_only(&request, "code", "tag*"), ST_INVALID);
    CHECK_STATUS(form_only(&request, "code", "paper_#", "tag*"), ST_INVALID);
}

static void a_field_sent_twice_is_refused_and_reads_as_the_first(void **state)
{
    struct fields fields;

    (void)state;
    CHECK_OK(urlencoded("code=1&code=2", &fields));
    struct request request = with(fields);

    CHECK_STATUS(form_only(&request, "code"), ST_INVALID);
    CHECK_STR(request_form(&request, "code"), "1");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup(fields_keep_their_order_and_come_decoded, fresh),
    cmocka_unit_test_setup(nothing_is_no_field, fresh),
    cmocka_unit_test_setup(what_is_malformed_is_refused, fresh),
    cmocka_unit_test_setup(line_ends_and_letters_are_tidied, fresh),
    cmocka_unit_test_setup(bounds_hold, fresh),
    cmocka_unit_test_setup(parts_become_fields, fresh),
    cmocka_unit_test_setup(malformed_parts_are_refused, fresh),
    cmocka_unit_test_setup(other_content_types_have_no_fields, fresh),
    cmocka_unit_test_setup(random_bytes_never_get_past, fresh),
    cmocka_unit_test_setup(a_path_keeps_its_plus, fresh),
    cmocka_unit_test_setup(cookies_are_found_by_their_whole_name, fresh),
    cmocka_unit_test_setup(only_expected_fields_pass, fresh),
    cmocka_unit_test_setup(a_field_sent_twice_is_refused_and_reads_as_the_first, fresh),
};

int main(void)
{
    arena = arena_create(16 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_destroy(arena);
    return failed;
}
