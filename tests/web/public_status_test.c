/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_correction.h"
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
    test_db_each(a_receipt_that_was_replaced_is_said_to_be_void),
    test_db_each(no_personal_number_is_on_the_page),
    test_db_each(a_guessed_key_opens_nothing),
    test_db_each(the_reason_of_a_request_is_told),
    test_db_each(who_guesses_digits_is_told_how_long_to_wait),
};
TEST_DB_MAIN(tests)
