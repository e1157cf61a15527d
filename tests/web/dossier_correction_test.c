/* SPDX-License-Identifier: Apache-2.0 */
#include "support/test_dossier.h"
#include "support/test_site.h"

#include <string.h>

static struct test_site *site;
static struct test_centre centre;
static struct intake_received received;

/* "1.001193", received on Tuesday 16/9/2025 at 10:00 and due that day; with the specialist. */
static void begin(struct test_db *test)
{
    site = test_site_open(test);
    centre = test_centre_of(test, site->office_id);
    received = test_dossier_receive(&centre, "1.001193", centre.specialist.account_id, "2025-09-16 10:00");
    site->now = test_moment("2025-09-16 11:00");
}

static const char *target(const char *part)
{
    return arena_c_string(site->test->arena,
                          arena_printf(site->test->arena, "/dossiers/%.*s%s", STR_ARG(received.code), part));
}

static struct test_answer look(const char *login, const char *part)
{
    return test_site_look(site, login, target(part));
}

/* The form as it stands, with another name, summary and version; `more` begins with "&". */
static const char *form_with(const char *applicant, const char *reason, int version, const char *more)
{
    return arena_printf(site->test->arena,
                        "version=%d&procedure_code=1.001193&channel=counter&applicant=%s&identity_number=097185001234&"
                        "born_on=05%%2F03%%2F1985&gender=female&address=Thon+Yen+Thong&answer_0=no&paper_1=ok&"
                        "paper_2=ok&reason=%s%s",
                        version, applicant, reason, more)
        .at;
}

static struct test_answer send(const char *login, const char *form)
{
    return test_site_send(site, login, target("/correct"), form);
}

static bool has(const struct test_answer *answer, const char *words)
{
    return str_contains(answer->body, str_of(words));
}

/* "&confirmed=…", as the button on the page says. */
static const char *confirmation(const struct test_answer *answer)
{
    const char *button = strstr(arena_c_string(site->test->arena, answer->body), "name=\"confirmed\" value=\"");

    CHECK(button != NULL);
    return arena_printf(site->test->arena, "&confirmed=%.64s", button + strlen("name=\"confirmed\" value=\"")).at;
}

static int64_t version_of(void)
{
    return test_db_number(site->test, "SELECT version FROM dossier");
}

static void the_form_comes_filled_with_what_stands_there(void **state)
{
    begin(*state);
    struct test_answer answer = look("quay1", "/correct");

    CHECK_INT(answer.code, 200);
    CHECK(has(&answer, "value=\"Nguyễn Thị Mẫu\"") && has(&answer, "value=\"097185001234\""));
    CHECK(has(&answer, "value=\"05/03/1985\"") && has(&answer, "value=\"Thôn Yên Thông, xã Bình Yên\""));
    CHECK(has(&answer, "name=\"paper_2\" type=\"radio\" value=\"ok\" checked"));
    CHECK(has(&answer, "<option value=\"1.004873\">Xác nhận tình trạng hôn nhân (1.004873)</option>"));
    CHECK(!has(&answer, "name=\"forward_to\"")); /* the handler stays */
    CHECK_INT(look("chuyenvien1", "/correct").code, 403);
    test_site_close(site);
}

static void it_is_shown_before_it_is_saved(void **state)
{
    begin(*state);
    struct test_answer answer = send("quay1", form_with("Nguyen+Thi+Mau", "Go+nham", 2, ""));

    CHECK_INT(answer.code, 200);
    CHECK(has(&answer, "Xem lại trước khi lưu") && has(&answer, "<del>Nguyễn Thị Mẫu</del>") &&
          has(&answer, "<ins>Nguyen Thi Mau</ins>"));
    CHECK_INT(version_of(), 2);
    answer = send("quay1", form_with("Nguyen+Thi+Mau", "Go+nham", 2, confirmation(&answer)));
    CHECK_INT(answer.code, 303);
    CHECK(str_ends_with(answer.location, STR("?done=correct")));
    CHECK_INT(version_of(), 3);
    CHECK_STR(test_db_text(site->test, "SELECT applicant FROM dossier"), "Nguyen Thi Mau");
    answer = look("quay1", "?done=correct");
    CHECK(has(&answer, "Đã sửa nội dung tiếp nhận. Đưa giấy tiếp nhận mới cho người nộp"));
    CHECK(has(&answer, "Họ và tên: Nguyễn Thị Mẫu → Nguyen Thi Mau") && has(&answer, "Go nham"));
    CHECK(has(&answer, "(hết hiệu lực)"));
    test_site_close(site);
}

static void what_is_saved_is_what_was_shown(void **state)
{
    begin(*state);
    struct test_answer answer = send("quay1", form_with("Nguyen+Thi+Mau", "Go+nham", 2, ""));
    const char *confirmed = confirmation(&answer);

    answer = send("quay1", form_with("Nguyen+Thi+Man", "Go+nham", 2, confirmed)); /* another name by now */
    CHECK_INT(answer.code, 200);
    CHECK(has(&answer, "<ins>Nguyen Thi Man</ins>"));
    CHECK_INT(version_of(), 2);
    test_site_close(site);
}

static void what_is_wrong_comes_back_with_what_was_typed(void **state)
{
    begin(*state);
    struct test_answer answer = send("quay1", form_with("", "", 2, "&summary=Noi+dung+moi"));

    CHECK_INT(answer.code, 422);
    CHECK(has(&answer, "Họ và tên: Chưa nhập mục này.") && has(&answer, "Lý do sửa: Chưa nhập mục này."));
    CHECK(has(&answer, "Noi dung moi"));
    CHECK_INT(version_of(), 2);
    answer = send("quay1", form_with("Nguyen+Thi+Mau", "Go+nham", 1, ""));
    CHECK_INT(answer.code, 409);
    CHECK(has(&answer, "nội dung đã gõ vẫn còn đây") && has(&answer, "value=\"Nguyen Thi Mau\""));
    CHECK(has(&answer, "name=\"version\" value=\"2\"")); /* the next sending is about what stands now */
    CHECK_INT(send("quay1", form_with("x", "y", 2, "&due_at=2030")).code, 400);
    CHECK_INT(send("chuyenvien1", form_with("x", "y", 2, "")).code, 403);
    CHECK_INT(version_of(), 2);
    test_site_close(site);
}

static void another_procedure_asks_for_its_own_papers(void **state)
{
    begin(*state);
    struct test_answer answer =
        send("quay1", form_with("Nguyen+Thi+Man", "Go+nham", 2, "&summary=Tom+tat&other_procedure=1.004873"));

    CHECK_INT(answer.code, 200);
    CHECK(has(&answer, "Xác nhận tình trạng hôn nhân") && has(&answer, "kiểm tra từng giấy tờ"));
    CHECK(has(&answer, "value=\"Nguyen Thi Man\"") && !has(&answer, "Giấy chứng sinh"));
    CHECK(has(&answer, "Go nham") && has(&answer, "Tom tat")); /* all that was typed is there still */
    CHECK(has(&answer, "name=\"procedure_code\" value=\"1.004873\""));
    CHECK_INT(version_of(), 2);
    CHECK(!has(&answer, "name=\"paper_1\" type=\"radio\" value=\"ok\" checked"));
    answer = send("quay1", form_with("Nguyen+Thi+Man", "Go+nham", 2, "&other_procedure=9.999999"));
    CHECK_INT(answer.code, 422);
    CHECK(has(&answer, "Ngày hồ sơ đến, thủ tục này không tiếp nhận") && has(&answer, "Đăng ký khai sinh"));
    const char *form = "version=2&procedure_code=1.004873&channel=counter&applicant=Nguyen+Thi+Mau&"
                       "identity_number=097185001234&address=Thon&answer_0=no&paper_1=ok&reason=Nham+thu+tuc";

    answer = send("quay1", form);
    CHECK_INT(answer.code, 200);
    CHECK(has(&answer, "<ins>Xác nhận tình trạng hôn nhân (1.004873)</ins>"));
    CHECK(has(&answer, "<del>17:30 thứ Ba, 16/09/2025</del>") && has(&answer, "<ins>17:30 thứ Sáu, 19/09/2025</ins>"));
    answer = send("quay1", arena_printf(site->test->arena, "%s%s", form, confirmation(&answer)).at);
    CHECK_INT(answer.code, 303);
    CHECK_INT(test_db_number(site->test, "SELECT promised_at FROM dossier"), test_moment("2025-09-19 17:30").ms);
    test_site_close(site);
}

static void a_procedure_of_another_unit_names_its_handler(void **state)
{
    begin(*state);
    struct actor trader = test_office_person(site->test, site->office_id, "kinhte1", ROLE_SPECIALIST, "KT");
    const char *form = "version=2&procedure_code=1.004873&channel=counter&applicant=Nguyen+Thi+Mau&"
                       "identity_number=097185001234&address=Thon&answer_0=no&paper_1=ok&reason=Nham+thu+tuc";

    test_db_run(site->test,
                arena_printf(site->test->arena,
                             "UPDATE procedure_version SET unit_id = %lld WHERE procedure_version_id = 902;",
                             (long long)trader.unit_id)
                    .at);
    struct test_answer answer =
        send("quay1", form_with("Nguyen+Thi+Man", "Go+nham", 2, "&summary=Tom+tat&other_procedure=1.004873"));

    CHECK(has(&answer, "name=\"forward_to\"") && has(&answer, "kinhte1 (chưa giữ hồ sơ nào)"));
    answer = send("quay1", form);
    CHECK_INT(answer.code, 422);
    CHECK(has(&answer, "Chuyển cho: Chưa nhập mục này."));
    form = arena_printf(site->test->arena, "%s&forward_to=%lld", form, (long long)trader.account_id).at;
    answer = send("quay1", form);
    CHECK_INT(answer.code, 200);
    CHECK(has(&answer, "<del>chuyenvien1</del>") && has(&answer, "<ins>kinhte1 (chưa giữ hồ sơ nào)</ins>"));
    CHECK_INT(send("quay1", arena_printf(site->test->arena, "%s%s", form, confirmation(&answer)).at).code, 303);
    CHECK_INT(test_db_number(site->test, "SELECT holder_id FROM dossier"), trader.account_id);
    test_site_close(site);
}

static void a_term_that_is_over_already_is_said(void **state)
{
    begin(*state);
    received = test_dossier_receive(&centre, "1.004873", centre.specialist.account_id, "2025-09-16 10:30");
    site->now = test_moment("2025-09-17 08:00");
    struct test_answer answer = send("quay1", form_with("Nguyen+Thi+Mau", "Nham+thu+tuc", 2, ""));

    CHECK_INT(answer.code, 200);
    CHECK(has(&answer, "Theo thủ tục mới, hồ sơ này đã quá hạn."));
    CHECK(has(&answer, "<del>17:30 thứ Sáu, 19/09/2025</del>") && has(&answer, "<ins>17:30 thứ Ba, 16/09/2025</ins>"));
    CHECK(has(&answer, "Phí, lệ phí không đổi theo"));
    test_site_close(site);
}

static void what_waits_to_be_signed_says_so(void **state)
{
    begin(*state);
    test_dossier_move(&centre, centre.specialist, received.code, 2, EVENT_PROPOSE, centre.leader.account_id,
                      "2025-09-16 11:00");
    struct test_answer answer = look("quay1", "/correct");

    CHECK_INT(answer.code, 422);
    CHECK(has(&answer, "Người ký trả lại hồ sơ trước") && !has(&answer, "<form id=\"correction\""));
    answer = send("quay1", form_with("Nguyen+Thi+Mau", "Go+nham", 3, ""));
    CHECK_INT(answer.code, 422);
    CHECK(has(&answer, "Người ký trả lại hồ sơ trước") && has(&answer, "value=\"Nguyen Thi Mau\""));
    answer = look("quay1", "");
    CHECK(has(&answer, "/correct\"")); /* the way there stays, so that one learns why */
    CHECK_INT(version_of(), 3);
    test_site_close(site);
}

static void numbers_are_not_told_to_those_who_need_them_not(void **state)
{
    begin(*state);
    struct test_answer answer = send("quay1", form_with("Nguyen+Thi+Mau", "Go+nham", 2, "&phone=0912345678"));

    CHECK_INT(send("quay1", form_with("Nguyen+Thi+Mau", "Go+nham", 2,
                                      arena_printf(site->test->arena, "&phone=0912345678%s", confirmation(&answer)).at))
                  .code,
              303);
    answer = look("chuyenvien1", "");
    CHECK(has(&answer, "Số điện thoại: (không có) → 0912345678"));
    test_office_person(site->test, site->office_id, "kinhte1", ROLE_SPECIALIST, "KT");
    answer = look("kinhte1", "");
    CHECK_INT(answer.code, 200);
    CHECK(has(&answer, "Số điện thoại: đã sửa") && !has(&answer, "0912345678"));
    test_site_close(site);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_form_comes_filled_with_what_stands_there),
    test_db_each(it_is_shown_before_it_is_saved),
    test_db_each(what_is_saved_is_what_was_shown),
    test_db_each(what_is_wrong_comes_back_with_what_was_typed),
    test_db_each(another_procedure_asks_for_its_own_papers),
    test_db_each(a_procedure_of_another_unit_names_its_handler),
    test_db_each(a_term_that_is_over_already_is_said),
    test_db_each(what_waits_to_be_signed_says_so),
    test_db_each(numbers_are_not_told_to_those_who_need_them_not),
};
TEST_DB_MAIN(tests)
