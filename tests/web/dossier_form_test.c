/* SPDX-License-Identifier: Apache-2.0 */
#include "app/form_issue.h"
#include "support/pdf_text.h"
#include "support/test_dossier.h"
#include "web/handlers.h"

static struct test_centre centre;
static struct buf page;
static struct response response;
static struct request request;

/* What one person gets for a code. */
static enum status ask_for(handler *page_of, struct actor actor, struct str code, struct str file)
{
    page = buf_new(centre.test->arena, 4 << 20);
    response = (struct response){ .body = { &page } };
    request = (struct request){
        .arena = centre.test->arena,
        .db = centre.test->db,
        .segments = { code, file },
        .user = { .actor = actor },
        .office = { .office_id = centre.office_id,
                    .name = STR("UBND xã Bình Yên"),
                    .centre_name = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
                    .place_name = STR("Bình Yên"),
                    .address = STR("Thôn Trung Tâm, xã Bình Yên"),
                    .public_url = STR("https://motcua.example") },
    };
    return page_of(&request, &response);
}

static enum status ask(struct actor actor, struct str code)
{
    return ask_for(page_dossier_receipt, actor, code, (struct str){ NULL, 0 });
}

static struct str text_for(struct actor actor, struct str code)
{
    CHECK_OK(ask(actor, code));
    return pdf_text_of(centre.test->arena, buf_str(&page));
}

/* Papers: the first is there, the second was looked up, the third does not apply. */
static struct str received_at_ten(struct test_db *test)
{
    struct intake_received received = { 0 };
    struct intake_faults faults;

    centre = test_centre_found(test);
    struct intake_request typed = test_intake(&centre, "1.001193");
    struct paper_typed papers[] = {
        { .position = 1, .verdict = STR("ok"), .quantity = STR("2") },
        { .position = 2, .verdict = STR("looked-up") },
        { .position = 3, .verdict = STR("not-applicable"), .note = STR("không ủy quyền") }
    };
    typed.typed.papers = papers;
    typed.typed.paper_count = 3;
    typed.typed.fields[INTAKE_phone] = STR("+84 123 000 456");
    typed.typed.fields[INTAKE_email] = STR("mau@example.vn");
    typed.typed.fields[INTAKE_summary] = STR("khai sinh cho con thứ hai");
    CHECK_OK(dossier_intake_receive(test->db, test->arena, centre.counter, test_moment("2025-08-27 10:05"), &typed,
                                    &faults, &received));
    return received.code;
}

static void the_receipt_says_what_was_received(void **state)
{
    static const char *const words[] = {
        "ỦY BAN NHÂN DÂN",
        "Số: 01/TTPVHCC",
        "Bình Yên, ngày 27 tháng 8 năm 2025",
        "Mã hồ sơ: H55.12.07-250827-0001",
        "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: Nguyễn Thị Mẫu",
        "Số định danh cá nhân/tổ chức: 097185001234",
        "Địa chỉ: Thôn Yên Thông, xã Bình Yên",
        "Số điện thoại: 0123000456",
        "Email: mau@example.vn",
        "Đăng ký khai sinh (1.001193): khai sinh cho con thứ",
        "Tờ khai",
        "biểu mẫu",
        "Giấy chứng sinh",
        "tra cứu dữ liệu",
        "Thời gian giải quyết hồ sơ theo quy định là: trong ngày làm việc",
        "Thời gian nhận hồ sơ: 10 giờ 05 phút, ngày 27 tháng 8 năm 2025",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 30 phút, ngày 27 tháng 8 năm 2025",
        "Trung tâm Phục vụ hành chính công xã Bình Yên, Thôn",
        "Quyển số: 2025",
        "Số thứ tự: 1",
        "Phí, lệ phí: Không mất phí",
        "quay1",
    };
    struct str code = received_at_ten(*state), text = text_for(centre.counter, code);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!str_contains(text, str_of(words[i])))
            CHECK_STR(STR(""), words[i]);
    CHECK(!str_contains(text, STR("Văn bản ủy quyền")));
    CHECK_STR(str_of(response.content_type), "application/pdf");
    CHECK_STR(response.headers[0].value, "inline; filename=\"H55.12.07-250827-0001-mau-01.pdf\"");
}

static void it_leaves_a_trace(void **state)
{
    struct str code = received_at_ten(*state);

    CHECK_OK(ask(centre.leader, code));
    CHECK(request.looked_at_dossier_id == test_db_number(centre.test, "SELECT dossier_id FROM dossier"));
}

static void numbers_are_hidden_from_those_who_do_not_work_on_it(void **state)
{
    struct str code = received_at_ten(*state), text = text_for(centre.leader, code);

    CHECK(str_contains(text, STR("********1234")));
    CHECK(str_contains(text, STR("*******456")));
    CHECK(!str_contains(text, STR("097185001234")));
    CHECK(!str_contains(text, STR("mau@example.vn")));
    CHECK(str_contains(text_for(centre.specialist, code), STR("097185001234"))); /* of the unit that handles it */
}

static void a_second_print_is_the_same(void **state)
{
    struct str code = received_at_ten(*state);

    CHECK_OK(ask(centre.counter, code));
    struct str first = buf_str(&page);
    CHECK_OK(ask(centre.counter, code));
    CHECK(str_equal(first, buf_str(&page)));
}

static void an_unknown_code_has_no_receipt(void **state)
{
    received_at_ten(*state);
    CHECK_STATUS(ask(centre.counter, STR("H55.12.07-250827-0002")), ST_NOT_FOUND);
    CHECK_INT(request.looked_at_dossier_id, 0);
    CHECK_INT(page.len, 0);
}

static void another_office_sees_no_receipt(void **state)
{
    struct str code = received_at_ten(*state);
    struct actor stranger = centre.counter;

    stranger.office_id++;
    CHECK_STATUS(ask(stranger, code), ST_NOT_FOUND);
}

/* A second version of the receipt; returns the dossier's code. */
static struct str corrected_at_eleven(struct test_db *test)
{
    struct str code = received_at_ten(test);
    struct form_issued issued;
    int64_t dossier_id = test_db_number(test, "SELECT dossier_id FROM dossier");
    struct form_order order = { centre.office_id, dossier_id, centre.counter.account_id, NULL };

    test_db_run(test, "UPDATE dossier SET applicant = 'Nguyễn Thị Mẫu Hai'");
    CHECK_OK(
        form_receipt_issue(test->db, test->arena, &order, test_moment("2025-08-27 11:00"), STR("Sai tên"), &issued));
    return code;
}

static struct str file_of_version(int version)
{
    return arena_printf(
        centre.test->arena, "%lld.pdf",
        (long long)test_db_number(centre.test, version == 1 ? "SELECT form_id FROM form_issue WHERE version = 1"
                                                            : "SELECT form_id FROM form_issue WHERE version = 2"));
}

static void the_receipt_is_its_newest_version(void **state)
{
    struct str code = corrected_at_eleven(*state), text = text_for(centre.counter, code);

    CHECK(str_contains(text, STR("Nguyễn Thị Mẫu Hai")));
    CHECK(str_contains(text, STR("Bản 2, thay bản 1.")));
    CHECK(str_contains(text, STR("Số: 01/TTPVHCC")));
    CHECK(!str_contains(text, STR("HẾT HIỆU LỰC")));
}

static void each_version_can_be_had_and_the_first_is_void(void **state)
{
    struct str code = corrected_at_eleven(*state);

    CHECK_OK(ask_for(page_dossier_form, centre.counter, code, file_of_version(1)));
    struct str text = pdf_text_of(centre.test->arena, buf_str(&page));
    CHECK(str_contains(text, STR("HẾT HIỆU LỰC: đã thay bằng bản 2 cùng số.")));
    CHECK(!str_contains(text, STR("Mẫu Hai")));
    CHECK(request.looked_at_dossier_id == test_db_number(centre.test, "SELECT dossier_id FROM dossier"));
    CHECK_OK(ask_for(page_dossier_form, centre.leader, code, file_of_version(2)));
    text = pdf_text_of(centre.test->arena, buf_str(&page));
    CHECK(str_contains(text, STR("Mẫu Hai")) && str_contains(text, STR("********1234")));
}

static void a_form_of_another_dossier_or_name_is_not_found(void **state)
{
    struct str code = corrected_at_eleven(*state), file = file_of_version(1);
    struct str other = test_dossier_receive(&centre, "1.004873", 0, "2025-08-27 12:00").code;
    const char *const names[] = { "", ".pdf", "1.pdf", "a.pdf", "-1.pdf", "99999999999999999999.pdf", "receipt" };

    CHECK_STATUS(ask_for(page_dossier_form, centre.counter, other, file), ST_NOT_FOUND);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CHECK_STATUS(ask_for(page_dossier_form, centre.counter, code, str_of(names[i])), ST_NOT_FOUND);
    CHECK_STATUS(ask_for(page_dossier_form, centre.counter, code, str_head(file, file.len - 4)), ST_NOT_FOUND);
    CHECK_INT(request.looked_at_dossier_id, 0);
}

static void the_list_shows_each_version_and_whether_it_holds(void **state)
{
    struct str code = corrected_at_eleven(*state);

    CHECK_OK(ask_for(page_dossier_forms, centre.leader, code, (struct str){ NULL, 0 }));
    struct str html = buf_str(&page);
    CHECK(str_contains(html, STR("Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF)")));
    CHECK(str_contains(html, STR("01/TTPVHCC")));
    CHECK(str_contains(html, STR("Còn hiệu lực")) && str_contains(html, STR("Hết hiệu lực")));
    CHECK(str_contains(html, STR("Sai tên")));
    CHECK(str_contains(html, arena_printf(centre.test->arena, "/dossiers/%.*s/forms/%.*s", STR_ARG(code),
                                          STR_ARG(file_of_version(1)))));
    CHECK(request.looked_at_dossier_id == test_db_number(centre.test, "SELECT dossier_id FROM dossier"));
    CHECK_STATUS(ask_for(page_dossier_forms, centre.leader, STR("H55.12.07-250827-0009"), (struct str){ NULL, 0 }),
                 ST_NOT_FOUND);
}

static const struct CMUnitTest tests[] = {
    test_db_each(the_receipt_says_what_was_received),
    test_db_each(it_leaves_a_trace),
    test_db_each(numbers_are_hidden_from_those_who_do_not_work_on_it),
    test_db_each(a_second_print_is_the_same),
    test_db_each(an_unknown_code_has_no_receipt),
    test_db_each(another_office_sees_no_receipt),
    test_db_each(the_receipt_is_its_newest_version),
    test_db_each(each_version_can_be_had_and_the_first_is_void),
    test_db_each(a_form_of_another_dossier_or_name_is_not_found),
    test_db_each(the_list_shows_each_version_and_whether_it_holds),
};
TEST_DB_MAIN(tests)
