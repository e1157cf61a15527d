/* SPDX-License-Identifier: Apache-2.0 */
#include "app/message_outbox.h"
#include "app/token_admin.h"
#include "support/pdf_text.h"
#include "support/test_dossier.h"
#include "support/test_site.h"
#include "web/router.h"

static struct test_site *site;
static struct test_centre centre;
static struct intake_received received;

#define CODE "H55.12.07-250918-0001"
#define PAGE "/dossiers/" CODE "/notes"
#define MARK "Gấu Bông 7319"
#define MARK_TYPED "G%E1%BA%A5u+B%C3%B4ng+7319"

/* At 10:00 on Thursday, 18 September 2025; with the specialist as version 2. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    test_office_person(test, centre.office_id, "kiemtra", ROLE_INSPECTOR, "VHXH");
    CHECK_OK(message_outbox_set_transports(test->db, test->arena, (struct message_transports){ { true, true } },
                                           test_moment("2025-09-18 07:00")));
    struct intake_request typed = test_intake(&centre, "1.004873");
    struct intake_faults faults;

    typed.forward_to_id = centre.specialist.account_id;
    typed.typed.fields[INTAKE_phone] = STR("0912345678");
    typed.typed.fields[INTAKE_email] = STR("mau@example.com");
    CHECK_OK(dossier_intake_receive(test->db, test->arena, centre.counter, test_moment("2025-09-18 08:00"), &typed,
                                    &faults, &received));
}

static struct test_answer ask(const char *login, enum method method, const char *target, const char *form)
{
    return test_site_ask(site, (struct test_ask){ .method = method,
                                                  .target = target,
                                                  .session = login == NULL ? NULL : test_site_sign_in(site, login),
                                                  .form = form,
                                                  .has_csrf = form != NULL });
}

static int64_t notes(void)
{
    return test_db_number(site->test, "SELECT COUNT(*) FROM dossier_note");
}

static void a_note_is_written_on_the_dossier_and_read_there(void **state)
{
    begin(*state);
    struct test_answer answer = ask("chuyenvien1", METHOD_POST, PAGE, "note=%3Cb%3E" MARK_TYPED "%0D%0Ad%C3%B2ng+hai");

    CHECK_INT(answer.code, 303);
    CHECK_STR(answer.location, "/dossiers/" CODE "#notes");
    answer = ask("quay1", METHOD_GET, "/dossiers/" CODE, NULL);
    CHECK_HAS(answer.body, "&lt;b&gt;" MARK "\ndòng hai");
    CHECK_HAS(answer.body, "chuyenvien1 (Văn phòng HĐND và UBND), <span class=\"number\">10:00 18/09/2025</span>");
    CHECK_HAS(answer.body, "action=\"" PAGE "\"");
    answer = ask("kiemtra", METHOD_GET, "/dossiers/" CODE, NULL);
    CHECK_HAS(answer.body, MARK);
    CHECK(!str_contains(answer.body, STR("action=\"" PAGE "\"")));
    test_site_close(site);
}

static void what_is_wrong_is_said_and_the_words_stay(void **state)
{
    begin(*state);
    struct buf form = buf_new(site->test->arena, 4096);

    buf_put_str(&form, STR("note="));
    for (int i = 0; i < 2001; i++)
        buf_put_char(&form, 'y');
    struct test_answer answer = ask("chuyenvien1", METHOD_POST, PAGE, "note=+");

    CHECK_INT(answer.code, 422);
    CHECK_HAS(answer.body, "Viết nội dung ghi chú.");
    answer = ask("chuyenvien1", METHOD_POST, PAGE, arena_c_string(site->test->arena, buf_str(&form)));
    CHECK_INT(answer.code, 422);
    CHECK_HAS(answer.body, "Ghi chú dài quá 2000 ký tự.");
    CHECK_HAS(answer.body, "yyyyyyyyyyyyyyyyyyyy");
    CHECK_INT(ask("chuyenvien1", METHOD_POST, PAGE, "note=x&version=2").code, 400);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, PAGE, "note=x&note=y").code, 400);
    CHECK_INT(ask("kiemtra", METHOD_POST, PAGE, "note=x").code, 403);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, "/dossiers/H55.12.07-250918-0009/notes", "note=x").code, 404);
    CHECK_INT(ask("chuyenvien1", METHOD_GET, PAGE "?after=x", NULL).code, 400);
    CHECK_INT(notes(), 0);
    answer =
        test_site_ask(site, (struct test_ask){ .method = METHOD_POST,
                                               .target = PAGE,
                                               .session = test_site_sign_in(site, "chuyenvien1"),
                                               .form = "note=x&csrf=0123456789012345678901234567890123456789abc" });
    CHECK_INT(answer.code, 403);
    CHECK_INT(notes(), 0);
    test_site_close(site);
}

/* 53 notes: the newest five on the dossier's page, fifty and then three on their own. */
static void many_notes_are_read_page_by_page(void **state)
{
    begin(*state);
    const char *session = test_site_sign_in(site, "chuyenvien1");

    for (int i = 1; i <= 53; i++) {
        site->now.ms += 1000;
        test_site_ask(site, (struct test_ask){ .method = METHOD_POST,
                                               .target = PAGE,
                                               .session = session,
                                               .form = arena_printf(site->test->arena, "note=note-%02d.", i).at,
                                               .has_csrf = true });
    }
    struct str body = ask("quay1", METHOD_GET, "/dossiers/" CODE, NULL).body;

    CHECK_HAS(body, "note-53.");
    CHECK_HAS(body, "note-49.");
    CHECK(!str_contains(body, STR("note-48.")));
    CHECK_HAS(body, "Xem tất cả ghi chú");
    body = ask("kiemtra", METHOD_GET, PAGE, NULL).body;
    CHECK_HAS(body, "note-04.");
    CHECK(!str_contains(body, STR("note-03.")));
    struct str next = STR("href=\"" PAGE "?&amp;after=");

    CHECK_HAS(body, next.at);
    for (size_t i = 0; i + next.len < body.len; i++)
        if (str_starts_with(str_from(body, i), next)) {
            struct str rest = str_from(body, i + next.len);
            struct str key = str_next(&rest, '"');

            body = ask("quay1", METHOD_GET, arena_printf(site->test->arena, PAGE "?after=%.*s", STR_ARG(key)).at, NULL)
                       .body;
            break;
        }
    CHECK_HAS(body, "note-03.");
    CHECK_HAS(body, "note-01.");
    CHECK(!str_contains(body, STR("note-04.")));
    test_site_close(site);
}

/* ---- Never outside ------------------------------------------------------------------------------- */

/* An address of this dossier for a row of routes.def. */
static const char *target_of(struct str path)
{
    struct arena *arena = site->test->arena;
    struct buf out = buf_new(arena, 1024);
    struct str rest = str_from(path, 1);

    while (rest.at != NULL) {
        struct str segment = str_next(&rest, '/');
        struct str value = segment;

        if (str_equal(segment, STR("{code}")))
            value = str_contains(path, STR("procedures")) ? STR("1.004873") : STR(CODE);
        else if (str_equal(segment, STR("{key}")))
            value = test_db_text(site->test, "SELECT public_key FROM dossier");
        else if (str_equal(segment, STR("{procedure}")))
            value = STR("1.004873");
        else if (str_equal(segment, STR("{month}")))
            value = STR("2025-09");
        else if (str_equal(segment, STR("{file}")))
            value = arena_printf(arena, "%lld.pdf",
                                 (long long)test_db_number(site->test, "SELECT MIN(form_id) FROM form_issue"));
        else if (str_starts_with(segment, STR("{id")))
            value = arena_printf(arena, "%lld",
                                 (long long)test_db_number(site->test, "SELECT MIN(message_id) FROM message"));
        buf_printf(&out, "/%.*s", STR_ARG(value));
    }
    return arena_c_string(arena, buf_str(&out));
}

static bool says_mark(const struct test_answer *answer)
{
    if (str_starts_with(answer->body, STR("%PDF")))
        return str_contains(pdf_text_of(site->test->arena, answer->body), STR(MARK));
    return str_contains(answer->body, STR(MARK));
}

struct surfaces {
    int shown, answered, documents; /* with the note on it; with something on it; PDFs among those */
};

/* Asks for every address that anybody may read, as `session`, as the program `token`, or as a stranger. */
static struct surfaces look_everywhere(const char *session, const char *token)
{
    struct surfaces seen = { 0 };
    size_t count;
    const struct route *routes = router_routes(&count);

    for (size_t i = 0; i < count; i++) {
        if (routes[i].method != METHOD_GET)
            continue;
        struct test_answer answer = test_site_ask(
            site, (struct test_ask){
                      .method = METHOD_GET, .target = target_of(routes[i].path), .session = session, .token = token });
        bool is_shown = says_mark(&answer);

        if (is_shown && !str_equal(routes[i].path, STR("/dossiers/{code}")) &&
            !str_equal(routes[i].path, STR("/dossiers/{code}/notes")))
            CHECK_STR(routes[i].path, "the note is on no other page");
        seen.shown += is_shown;
        seen.answered += answer.code == 200;
        seen.documents += str_starts_with(answer.body, STR("%PDF"));
    }
    return seen;
}

static int64_t rows_with(const char *table, const char *column)
{
    return test_db_number(
        site->test,
        arena_printf(site->test->arena, "SELECT COUNT(*) FROM %s WHERE %s LIKE '%%Bông 7319%%'", table, column).at);
}

/* The whole life of a dossier with a note on it: of all pages, documents and interfaces two show it, both inside; a
 * stranger, and a program with a token, never see it; and nothing that is sent or sealed holds it. */
static void no_surface_for_citizens_or_programs_knows_of_a_note(void **state)
{
    struct token_new token = { 0 };
    struct str secret;

    begin(*state);
    CHECK_INT(ask("chuyenvien1", METHOD_POST, PAGE, "note=" MARK_TYPED).code, 303);
    test_dossier_finish(&centre, received, "2025-09-18 09:30");
    token = (struct token_new){ centre.head.account_id, STR("cổng"), TOKEN_READ_WRITE, 30 };
    CHECK_OK(token_admin_create(site->writer, site->test->arena, test_office_console(site->office_id), &token,
                                site->now, &secret));
    struct surfaces head = look_everywhere(test_site_sign_in(site, "truongphong"), NULL);
    struct surfaces program = look_everywhere(NULL, arena_c_string(site->test->arena, secret));
    struct surfaces stranger = look_everywhere(NULL, NULL);

    CHECK_INT(head.shown, 2);
    CHECK(head.documents >= 2); /* the receipt, twice: the proof reads into documents */
    CHECK_INT(program.shown, 0);
    CHECK(program.answered >= 4);
    CHECK_INT(stranger.shown, 0);
    CHECK(stranger.answered >= 6);
    CHECK_HAS(ask(NULL, METHOD_GET, target_of(STR("/status/{code}/{key}")), NULL).body, CODE);
    CHECK_INT(rows_with("dossier_note", "note_text"), 1);
    CHECK(test_db_number(site->test, "SELECT COUNT(*) FROM message") > 2);
    CHECK_INT(rows_with("message", "body") + rows_with("message", "subject"), 0);
    CHECK_INT(rows_with("form_issue", "content"), 0);
    CHECK_INT(rows_with("dossier_event", "facts") + rows_with("dossier_event", "reason"), 0);
    CHECK_INT(rows_with("dossier", "summary") + rows_with("dossier", "draft_result"), 0);
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_note_is_written_on_the_dossier_and_read_there),
    test_db_each(what_is_wrong_is_said_and_the_words_stay),
    test_db_each(many_notes_are_read_page_by_page),
    test_db_each(no_surface_for_citizens_or_programs_knows_of_a_note),
};
TEST_DB_MAIN(tests)
