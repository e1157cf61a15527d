/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/mail.h"

#include "support/check.h"
#include "support/property.h"
#include "support/test_clock.h"

#include <string.h>

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

static struct mail usual(void)
{
    return (struct mail){
        .from_name = STR("UBND xã Bình Yên"),
        .from = STR("motcua@binhyen.example"),
        .to = STR("mau@example.com"),
        .subject = STR("Đã tiếp nhận hồ sơ H55.12.07-250918-0001"),
        .body = STR("Kính gửi bà,\n\n.1 = 2\nFrom here \nhết\n"),
        .message_id = 123456789012345,
        .at = { 1758164405000 }, /* 2025-09-18 10:00:05 in Việt Nam */
    };
}

static struct str composed(struct mail mail)
{
    struct str bytes = { NULL, 0 };

    CHECK_OK(mail_compose(arena, &mail, &bytes));
    return bytes;
}

/* The base64 of this test was written by coreutils' base64. */
static void a_mail_reads_as_written_down(void **state)
{
    (void)state;
    CHECK_STR(composed(usual()), "From: =?UTF-8?B?VUJORCB4w6MgQsOsbmggWcOqbg==?=\r\n"
                                 " <motcua@binhyen.example>\r\n"
                                 "To: <mau@example.com>\r\n"
                                 "Subject: =?UTF-8?B?xJDDoyB0aeG6v3Agbmjhuq1uIGjhu5Mgc8ahIEg1NS4xMi4wNy0yNTA5?=\r\n"
                                 " =?UTF-8?B?MTgtMDAwMQ==?=\r\n"
                                 "Date: Thu, 18 Sep 2025 10:00:05 +0700\r\n"
                                 "Message-ID: <123456789012345@binhyen.example>\r\n"
                                 "MIME-Version: 1.0\r\n"
                                 "Content-Type: text/plain; charset=utf-8\r\n"
                                 "Content-Transfer-Encoding: quoted-printable\r\n"
                                 "Auto-Submitted: auto-generated\r\n"
                                 "\r\n"
                                 "K=C3=ADnh g=E1=BB=ADi b=C3=A0,\r\n"
                                 "\r\n"
                                 "=2E1 =3D 2\r\n"
                                 "=46rom here=20\r\n"
                                 "h=E1=BA=BFt\r\n");
}

static void plain_words_stay_plain(void **state)
{
    struct mail mail = usual();

    (void)state;
    mail.from_name = STR("UBND xa, Binh Yen");
    mail.subject = STR("Ho so da xong");
    struct str bytes = composed(mail);
    CHECK(str_starts_with(bytes, STR("From: \"UBND xa, Binh Yen\"\r\n <motcua@binhyen.example>\r\n")));
    CHECK(str_contains(bytes, STR("\r\nSubject: Ho so da xong\r\n")));
    mail.from_name = STR("");
    CHECK(str_starts_with(composed(mail), STR("From: <motcua@binhyen.example>\r\n")));
    mail.subject = STR("=?UTF-8?B?xxxx?="); /* would be read as something else */
    CHECK(!str_contains(composed(mail), STR("Subject: =?UTF-8?B?xxxx?=")));
}

static void an_address_that_is_none_is_refused(void **state)
{
    static const char *const hostile[] = {
        "",           "x",     "a@b.c\r\nRCPT TO:<x@y.z>", "a@b.c>", "<a@b.c", "a b@c.de", "a@b.c,d@e.fg", "a@-b.cd",
        "\"a\"@b.cd", "ă@b.cd"
    };
    struct str bytes;

    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct mail mail = usual();

        mail.to = str_of(hostile[i]);
        CHECK_STATUS(mail_compose(arena, &mail, &bytes), ST_INVALID);
        mail = usual();
        mail.from = str_of(hostile[i]);
        CHECK_STATUS(mail_compose(arena, &mail, &bytes), ST_INVALID);
    }
}

static size_t count_lines_before_body(struct str bytes)
{
    size_t lines = 0;

    for (size_t i = 0; i + 3 < bytes.len && memcmp(bytes.at + i, "\r\n\r\n", 4) != 0; i++)
        lines += bytes.at[i] == '\n';
    return lines;
}

static void words_cannot_add_a_header(void **state)
{
    struct mail mail = usual();

    (void)state;
    size_t lines = count_lines_before_body(composed(mail));
    mail.subject = STR("a\r\nBcc: victim@example.com\r\n\r\nbody");
    struct str bytes = composed(mail);
    CHECK(!str_contains(bytes, STR("Bcc")));
    CHECK_INT(count_lines_before_body(bytes), lines - 1); /* one word where the usual subject has two */
    mail.from_name = STR("x\" <evil@example.com>\r\nBcc: a@b.cd");
    CHECK(!str_contains(composed(mail), STR("Bcc")) && !str_contains(composed(mail), STR("evil")));
}

static void whatever_is_written_the_wire_sees_short_lines_of_ascii(void **state)
{
    (void)state;
    FOR_ALL(2000) {
        char text[600];
        struct mail mail = usual();
        size_t len = (size_t)test_random_in(0, 600), column = 0;

        arena_reset(arena);
        test_random_bytes(text, len);
        mail.subject = (struct str){ text, len < 200 ? len : 200 };
        mail.body = (struct str){ text, len };
        struct str bytes = composed(mail);
        for (size_t i = 0; i < bytes.len; i++) {
            unsigned char c = (unsigned char)bytes.at[i];

            CHECK(c == '\r' || c == '\n' || (c >= ' ' && c <= '~'));
            CHECK(c != '\n' || (i > 0 && bytes.at[i - 1] == '\r'));
            CHECK(c != '\r' || (i + 1 < bytes.len && bytes.at[i + 1] == '\n'));
            column = c == '\n' ? 0 : column + (c != '\r');
            CHECK(column <= 78);
        }
    }
}

static void a_book_is_refused(void **state)
{
    struct mail mail = usual();
    struct str bytes;
    char *book = arena_alloc(arena, MAIL_BYTES_MAX);

    (void)state;
    memset(book, 'x', MAIL_BYTES_MAX);
    mail.body = (struct str){ book, MAIL_BYTES_MAX };
    CHECK_STATUS(mail_compose(arena, &mail, &bytes), ST_TOO_LARGE);
}

static void a_sender_has_an_address_and_perhaps_a_name(void **state)
{
    struct str name, address;

    (void)state;
    CHECK(mail_parse_sender(STR("UBND xã Bình Yên <motcua@binhyen.gov.vn>"), &name, &address));
    CHECK_STR(name, "UBND xã Bình Yên");
    CHECK_STR(address, "motcua@binhyen.gov.vn");
    CHECK(mail_parse_sender(STR("motcua@binhyen.gov.vn"), &name, &address));
    CHECK_STR(name, "");
    CHECK_STR(address, "motcua@binhyen.gov.vn");
    CHECK(!mail_parse_sender(STR("UBND"), &name, &address));
    CHECK(!mail_parse_sender(STR("UBND <a@b.cd> x"), &name, &address));
    CHECK(!mail_parse_sender(STR("UB\"ND <a@b.cd>"), &name, &address));
    CHECK(!mail_parse_sender((struct str){ NULL, 0 }, &name, &address));
}

#define mail_case(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        mail_case(a_mail_reads_as_written_down),
        mail_case(plain_words_stay_plain),
        mail_case(an_address_that_is_none_is_refused),
        mail_case(words_cannot_add_a_header),
        mail_case(whatever_is_written_the_wire_sees_short_lines_of_ascii),
        mail_case(a_book_is_refused),
        mail_case(a_sender_has_an_address_and_perhaps_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
