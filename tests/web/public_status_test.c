/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_correction.h"
#include "app/dossier_extension.h"
#include "support/test_dossier.h"
#include "support/test_site.h"

static struct test_site *site;
static struct test_centre centre;
static struct intake_received received;

static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    received = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-18 08:00");
}

static struct test_answer look(const char *key)
{
    struct arena *arena = site->test->arena;

    return test_site_ask(
        site, (struct test_ask){
                  .method = METHOD_GET,
                  .target = arena_c_string(arena, arena_printf(arena, "/status/H55.12.07-250918-0001/%s", key)),
              });
}

static const char *key_of(void)
{
    return test_db_text(site->test, "SELECT public_key FROM dossier").at;
}

static void a_stranger_with_the_receipt_sees_where_it_is(void **state)
{
    static const char *const words[] = { "Hồ sơ đang được xử lý", "Văn phòng HĐND và UBND", "chuyenvien1",
                                         "17:30 thứ Năm, 18/09/2025", "Nguyễn T. M." };
    begin(*state);
    struct test_answer answer = look(key_of());

    CHECK_INT(answer.code, 200);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!str_contains(answer.body, str_of(words[i])))
            CHECK_STR(STR(""), words[i]);
    test_site_close(site);
}

/* A dossier of three working days, due on 23/09 at 17:30, extended until 25/09 at 16:00. */
static void extend(void)
{
    struct test_db *test = site->test;
    struct change_outcome change;
    enum extension_fault fault;
    struct form_issued apology;

    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-18 08:00");
    struct extension_request request = { received.code, 2, STR("Chờ xác minh"), test_moment("2025-09-25 16:00") };
    CHECK_OK(dossier_extension_ask(test->db, test->arena, centre.specialist, test_moment("2025-09-22 08:00"), &request,
                                   &change, &fault));
    CHECK_OK(dossier_extension_grant(test->db, test->arena, centre.head, test_moment("2025-09-22 09:00"), received.code,
                                     3, &change, &fault, &apology));
    site->now = test_moment("2025-09-22 11:00");
}

static void correct_to(const char *procedure_code)
{
    struct correction_outcome outcome;
    struct intake_faults faults;
    struct correction_request request = { .code = received.code,
                                          .seen_version = 4,
                                          .typed = test_intake(&centre, procedure_code).typed,
                                          .reason = STR("Nhầm thủ tục") };

    CHECK_OK(dossier_correction_apply(site->test->db, site->test->arena, centre.counter,
                                      test_moment("2025-09-22 10:00"), &request, &faults, &outcome));
}

static struct str page_of(struct str path, const char *login)
{
    return test_site_ask(site, (struct test_ask){ .method = METHOD_GET,
                                                  .target = arena_c_string(site->test->arena, path),
                                                  .session = login == NULL ? NULL : test_site_sign_in(site, login) })
        .body;
}

static struct str status_of_extended(void)
{
    struct str key = test_db_text(site->test, "SELECT public_key FROM dossier WHERE code LIKE '%-0002'");

    return page_of(arena_printf(site->test->arena, "/status/%.*s/%.*s", STR_ARG(received.code), STR_ARG(key)), NULL);
}

static void an_extension_is_what_is_promised_and_the_law_s_due_stays_beside_it(void **state)
{
    begin(*state);
    extend();
    struct str body = status_of_extended();

    CHECK_HAS(body, "Hẹn trả kết quả: <strong>16:00 thứ Năm, 25/09/2025</strong>");
    CHECK_HAS(body, "Hạn theo quy định: 17:30 thứ Ba, 23/09/2025");
    CHECK_HAS(body, "Trung tâm xin lỗi");
    test_site_close(site);
}

static void a_correction_to_a_shorter_term_does_not_promise_a_day_that_is_over(void **state)
{
    begin(*state);
    extend();
    correct_to("1.001193"); /* of the same day: by law it was due on 18/09 */
    struct str body = status_of_extended();

    CHECK_HAS(body, "Hẹn trả kết quả: <strong>16:00 thứ Năm, 25/09/2025</strong>");
    CHECK_HAS(body, "Hạn theo quy định: 17:30 thứ Năm, 18/09/2025");
    CHECK_HAS(body, "Dùng giấy mới (bản 2).");
    CHECK_HAS(body, "giấy mới hẹn trả kết quả 16:00 thứ Năm, 25/09/2025.");
    CHECK(!str_contains(body, STR("hẹn trả kết quả 17:30 thứ Năm, 18/09/2025")));
    body = page_of(arena_printf(site->test->arena, "/dossiers/%.*s", STR_ARG(received.code)), "chuyenvien1");
    CHECK_HAS(body, "<dd>17:30 thứ Năm, 18/09/2025 <small>Đã gia hạn, ngày hẹn mới: 16:00 thứ Năm, 25/09/2025</small>");
    test_site_close(site);
}

static void an_extension_that_a_longer_term_made_needless_is_promised_no_more(void **state)
{
    begin(*state);
    extend();
    test_db_run(site->test, "UPDATE procedure_term SET term_amount = 5, term_unit = 'working-day' WHERE "
                            "procedure_version_id = 901 AND channel = 'counter'");
    correct_to("1.001193"); /* due on 25/09 at 17:30, later than what was granted */
    struct str body = status_of_extended();

    CHECK_HAS(body, "Hẹn trả kết quả: <strong>17:30 thứ Năm, 25/09/2025</strong>");
    CHECK(!str_contains(body, STR("Hạn theo quy định")));
    CHECK_HAS(body, "Dùng giấy mới (bản 2), hẹn trả kết quả 17:30 thứ Năm, 25/09/2025.");
    body = page_of(arena_printf(site->test->arena, "/dossiers/%.*s", STR_ARG(received.code)), "chuyenvien1");
    CHECK(!str_contains(body, STR("Đã gia hạn, ngày hẹn mới")));
    CHECK_HAS(body, "nay hết hiệu lực vì giấy tiếp nhận mới hẹn muộn hơn");
    test_site_close(site);
}

static void a_receipt_that_was_replaced_is_said_to_be_void(void **state)
{
    struct correction_request request;
    struct correction_outcome outcome;
    struct intake_faults faults;

    begin(*state);
    CHECK(!str_contains(look(key_of()).body, STR("hết hiệu lực")));
    request = (struct correction_request){ .code = received.code,
                                           .seen_version = 2,
                                           .typed = test_intake(&centre, "1.004873").typed,
                                           .reason = STR("Nhầm thủ tục") };
    CHECK_OK(dossier_correction_apply(site->test->db, site->test->arena, centre.counter,
                                      test_moment("2025-09-18 09:00"), &request, &faults, &outcome));
    struct str body = look(key_of()).body;

    CHECK(str_contains(body, STR("Giấy tiếp nhận trước đây đã hết hiệu lực.")));
    CHECK(str_contains(body, STR("bản 2), hẹn trả kết quả 17:30 thứ Ba, 23/09/2025.")));
    CHECK(!str_contains(body, STR("Nhầm thủ tục")));
    test_site_close(site);
}

static void no_personal_number_is_on_the_page(void **state)
{
    begin(*state);
    struct str body = look(key_of()).body;

    CHECK(!str_contains(body, STR("097185001234")));
    CHECK(!str_contains(body, STR("Nguyễn Thị Mẫu")));
    CHECK(!str_contains(body, STR("Thôn Yên Thông")));
    test_site_close(site);
}

static void a_guessed_key_opens_nothing(void **state)
{
    begin(*state);
    CHECK_INT(look("AAAAAAAAAAAAAAAA").code, 404);
    CHECK_INT(look("A").code, 404);
    test_site_close(site);
}

static void the_reason_of_a_request_is_told(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_ASK_SUPPLEMENT, 0, "2025-09-18 09:00");
    struct str body = look(key_of()).body;

    CHECK(str_contains(body, STR("cần bổ sung giấy tờ")));
    CHECK(str_contains(body, STR("lý do")));
    test_site_close(site);
}

static struct test_answer look_up(const char *digits)
{
    struct arena *arena = site->test->arena;
    struct str form = arena_printf(arena, "csrf=0123456789012345678901234567890123456789abc&code=%.*s&last_digits=%s",
                                   STR_ARG(received.code), digits);

    return test_site_ask(
        site, (struct test_ask){ .method = METHOD_POST,
                                 .target = "/status",
                                 .form = arena_c_string(arena, form),
                                 .header = "cookie",
                                 .header_value = "motcua_form=0123456789012345678901234567890123456789abc" });
}

static void who_guesses_digits_is_told_how_long_to_wait(void **state)
{
    begin(*state);
    for (int i = 0; i < 4; i++)
        CHECK_INT(look_up("9999").code, 422);
    struct test_answer answer = look_up("1234");

    CHECK_INT(answer.code, 429);
    CHECK_STR(test_answer_header(&answer, "Retry-After"), "15");
    CHECK(str_contains(answer.body, STR("Sai quá nhiều lần. Hãy đợi 15 giây rồi thử lại. Cần ngay, hỏi tại quầy của "
                                        "Trung tâm.")));
    CHECK(str_contains(answer.body, STR("value=\"H55.12.07-250918-0001\""))); /* what was typed is still there */
    site->now.ms += 15000;
    answer = look_up("1234");
    CHECK_INT(answer.code, 303);
    CHECK(str_starts_with(answer.location, STR("/status/H55.12.07-250918-0001/")));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(a_stranger_with_the_receipt_sees_where_it_is),
    test_db_each(an_extension_is_what_is_promised_and_the_law_s_due_stays_beside_it),
    test_db_each(a_correction_to_a_shorter_term_does_not_promise_a_day_that_is_over),
    test_db_each(an_extension_that_a_longer_term_made_needless_is_promised_no_more),
    test_db_each(a_receipt_that_was_replaced_is_said_to_be_void),
    test_db_each(no_personal_number_is_on_the_page),
    test_db_each(a_guessed_key_opens_nothing),
    test_db_each(the_reason_of_a_request_is_told),
    test_db_each(who_guesses_digits_is_told_how_long_to_wait),
};
TEST_DB_MAIN(tests)
