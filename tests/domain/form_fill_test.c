/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/form_fill.h"

#include "support/check.h"
#include "support/test_clock.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(1 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct form_dossier dossier(void)
{
    return (struct form_dossier){
        .parent = STR("UBND xã Bình Yên"),
        .centre = STR("Trung tâm Phục vụ hành chính công xã Bình Yên"),
        .place = STR("Bình Yên"),
        .code = STR("H55.12.07-250918-0007"),
        .person = { .name = STR("Nguyễn Thị Mẫu"),
                    .identity_number = STR("099185001234"),
                    .address = STR("Xóm Nà Mòn"),
                    .phone = STR("0123000456"),
                    .email = STR("mau@example.vn") },
        .procedure = STR("Đăng ký khai sinh"),
        .request = STR("Đăng ký khai sinh (1.001193)"),
        .handling_unit = STR("Văn phòng HĐND và UBND"),
        .received_at = test_moment("2025-09-18 10:05"),
        .promised_at = test_moment("2025-09-19 17:30"),
    };
}

/* One text of the content of a form. */
#define CHECK_TEXT(content, name, expected)                  \
    do {                                                     \
        struct str is_ = (content).texts[FORM_TEXT_##name];  \
        CHECK_STR(is_.at == NULL ? STR("") : is_, expected); \
    } while (0)

static void a_request_names_procedure_code_and_summary(void **state)
{
    (void)state;
    CHECK_STR(form_request(arena, STR("Khai sinh"), STR("1.001193"), STR("")), "Khai sinh (1.001193)");
    CHECK_STR(form_request(arena, STR("Khai sinh"), STR("1.001193"), STR("con thứ hai")),
              "Khai sinh (1.001193): con thứ hai");
}

static void the_receipt_lists_what_was_handed_in_or_looked_up(void **state)
{
    const struct form_paper papers[] = {
        { STR("Tờ khai"), STR("form"), 2, PAPER_OK },
        { STR("Ảnh"), STR("original"), 1, PAPER_MISSING },
        { STR("Giấy chứng sinh"), STR("original"), 1, PAPER_LOOKED_UP },
        { STR("Ủy quyền"), STR("original"), 1, PAPER_NOT_APPLICABLE },
        { STR("Hộ chiếu"), STR("copy"), 1, PAPER_FAULTY },
    };
    const struct form_receipt receipt = { .papers = papers,
                                          .paper_count = 5,
                                          .sets = 1,
                                          .term = STR("1 ngày làm việc"),
                                          .fee = STR("8.000 đồng, đã thu"),
                                          .payment_qr = STR("000201"),
                                          .officer = STR("Hoàng Văn Thử") };
    struct form_dossier of = dossier();
    struct form_content content = form_fill_receipt(arena, &of, test_moment("2025-09-18 10:06"), &receipt);

    (void)state;
    CHECK_INT(content.kind, FORM_RECEIPT);
    CHECK(content.issued_at.ms == test_moment("2025-09-18 10:06").ms);
    CHECK_INT(content.rows.count, 3);
    CHECK_STR(content.rows.cells[0], "Tờ khai");
    CHECK_STR(content.rows.cells[1], "biểu mẫu");
    CHECK_STR(content.rows.cells[2], "02");
    CHECK_STR(content.rows.cells[4], "tra cứu dữ liệu");
    CHECK_STR(content.rows.cells[6], "Hộ chiếu");
    CHECK_TEXT(content, sets, "01 (bộ)");
    CHECK_TEXT(content, received_time, "10 giờ 05 phút, ngày 18 tháng 9 năm 2025");
    CHECK_TEXT(content, return_time, "17 giờ 30 phút, ngày 19 tháng 9 năm 2025");
    CHECK_TEXT(content, fee, "8.000 đồng, đã thu");
    CHECK_TEXT(content, payment_qr, "000201");
    CHECK_TEXT(content, submitter, "Nguyễn Thị Mẫu");
    CHECK_TEXT(content, principal, "");
}

static void whoever_is_acted_for_and_whoever_came_are_named(void **state)
{
    const struct form_receipt receipt = { .sets = 1 };
    struct form_dossier of = dossier();

    (void)state;
    of.principal = (struct form_party){ .name = STR("Ma Văn Thử"), .phone = STR("0123") };
    of.authorisation = STR("Giấy ủy quyền số 12/2025");
    of.submitter = STR("Lý Thị Mẫu");
    struct form_content content = form_fill_receipt(arena, &of, of.received_at, &receipt);
    CHECK_TEXT(content, principal, "Ma Văn Thử");
    CHECK_TEXT(content, principal_phone, "0123");
    CHECK_TEXT(content, authorisation, "Giấy ủy quyền số 12/2025");
    CHECK_TEXT(content, submitter, "Lý Thị Mẫu");
}

static void a_supplement_lists_everything_at_once(void **state)
{
    const struct str items[] = { STR("Giấy chứng sinh"), STR("Tờ khai: thiếu chữ ký") };
    const struct form_supplement supplement = { .items = items,
                                                .item_count = 2,
                                                .reason = STR("Điều 16 Luật Hộ tịch"),
                                                .contact = STR("Hoàng Văn Thử"),
                                                .contact_phone = STR("0208300111"),
                                                .officer = STR("Hoàng Văn Thử") };
    struct form_dossier of = dossier();
    struct form_content content = form_fill_supplement(arena, &of, test_moment("2025-09-18 11:00"), &supplement);

    (void)state;
    CHECK_INT(content.kind, FORM_SUPPLEMENT);
    CHECK_INT(content.rows.count, 2);
    CHECK_STR(content.rows.cells[1], "Tờ khai: thiếu chữ ký");
    CHECK_TEXT(content, reason, "Điều 16 Luật Hộ tịch");
    CHECK_TEXT(content, contact_phone, "0208300111");
    CHECK_TEXT(content, identity_number, ""); /* the form has no place for it */
    CHECK_TEXT(content, phone, "0123000456");
}

static void a_refusal_says_reason_and_basis(void **state)
{
    const struct form_refusal refusal = { STR("Không thuộc thẩm quyền"), STR("Điều 13 Luật Hộ tịch"), STR("Thử") };
    struct form_dossier of = dossier();
    struct form_content content = form_fill_refusal(arena, &of, test_moment("2025-09-18 11:00"), &refusal);

    (void)state;
    CHECK_INT(content.kind, FORM_REFUSAL);
    CHECK_TEXT(content, reason, "Không thuộc thẩm quyền");
    CHECK_TEXT(content, legal_basis, "Điều 13 Luật Hộ tịch");
    CHECK_TEXT(content, identity_number, "099185001234");
    CHECK_TEXT(content, officer, "Thử");
}

static void an_apology_has_both_appointments(void **state)
{
    const struct form_apology apology = { .reason = STR("Cần xác minh"),
                                          .new_at = test_moment("2025-09-25 17:30"),
                                          .signer = STR("Trần Văn Thử"),
                                          .signer_title = STR("Chánh Văn phòng") };
    struct form_dossier of = dossier();
    struct form_content content = form_fill_apology(arena, &of, test_moment("2025-09-18 11:00"), &apology);

    (void)state;
    CHECK_INT(content.kind, FORM_APOLOGY);
    CHECK_TEXT(content, received_time, "ngày 18 tháng 9 năm 2025");
    CHECK_TEXT(content, promised_time, "17 giờ 30 phút, ngày 19 tháng 9 năm 2025");
    CHECK_TEXT(content, new_time, "17 giờ 30 phút, ngày 25 tháng 9 năm 2025");
    CHECK_TEXT(content, handling_unit, "Văn phòng HĐND và UBND");
    CHECK_TEXT(content, signer_title, "Chánh Văn phòng");
}

static void a_stop_says_who_asked_how_far_and_what_of_the_money(void **state)
{
    const struct form_stop stop = { .requested_by = STR("Người nộp hồ sơ"),
                                    .stage = STR("Đang thẩm định"),
                                    .reason = STR("Xin rút hồ sơ"),
                                    .settlement = STR("Hoàn lại 8.000 đồng"),
                                    .signer = STR("Trần Văn Thử") };
    struct form_dossier of = dossier();
    struct form_content content = form_fill_stop(arena, &of, test_moment("2025-09-18 11:00"), &stop);

    (void)state;
    CHECK_INT(content.kind, FORM_STOP);
    CHECK_TEXT(content, requested_by, "Người nộp hồ sơ");
    CHECK_TEXT(content, stage, "Đang thẩm định");
    CHECK_TEXT(content, settlement, "Hoàn lại 8.000 đồng");
    CHECK_TEXT(content, legal_basis, "");
}

static void a_control_slip_has_a_row_for_each_hand_over(void **state)
{
    const struct form_handover handovers[] = {
        { STR("Trung tâm"), STR("Văn phòng"), STR("Thử"), STR("Mẫu"), test_moment("2025-09-18 10:10"), STR("trước hạn"),
          STR("đủ giấy tờ") },
        { .from_unit = STR("Văn phòng"), .to_unit = STR("Công an xã") },
    };
    const struct form_control control = { handovers, 2, STR("Công an xã") };
    struct form_dossier of = dossier();
    struct form_content content = form_fill_control(arena, &of, test_moment("2025-09-18 11:00"), &control);

    (void)state;
    CHECK_INT(content.rows.count, 2);
    CHECK_STR(content.rows.cells[0], "Trung tâm");
    CHECK_STR(content.rows.cells[1], "Văn phòng");
    CHECK_STR(content.rows.cells[2], "10 giờ 10 phút, ngày 18/09/2025");
    CHECK_STR(content.rows.cells[3], "Thử");
    CHECK_STR(content.rows.cells[4], "Mẫu");
    CHECK_STR(content.rows.cells[5], "trước hạn");
    CHECK_STR(content.rows.cells[6], "đủ giấy tờ");
    CHECK_STR(content.rows.cells[9], ""); /* not handed over yet */
    CHECK_TEXT(content, helping_units, "Công an xã");
}

static void every_form_to_the_citizen_says_for_whom_somebody_acts(void **state)
{
    const struct form_supplement supplement = { .reason = STR("Thiếu") };
    const struct form_refusal refusal = { .reason = STR("Không thuộc thẩm quyền") };
    const struct form_apology apology = { .reason = STR("Cần xác minh") };
    const struct form_stop stop = { .reason = STR("Xin rút") };
    struct form_dossier of = dossier();
    struct moment at = test_moment("2025-09-18 11:00");

    (void)state;
    of.principal = (struct form_party){ .name = STR("Ma Văn Thử") };
    of.authorisation = STR("Giấy ủy quyền số 12/2025");
    const struct form_content contents[] = { form_fill_supplement(arena, &of, at, &supplement),
                                             form_fill_refusal(arena, &of, at, &refusal),
                                             form_fill_apology(arena, &of, at, &apology),
                                             form_fill_stop(arena, &of, at, &stop) };

    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        CHECK_TEXT(contents[i], person, "Nguyễn Thị Mẫu");
        CHECK_TEXT(contents[i], principal, "Ma Văn Thử");
        CHECK_TEXT(contents[i], authorisation, "Giấy ủy quyền số 12/2025");
    }
}

static void a_row_of_the_book_has_all_its_cells(void **state)
{
    static const char *const expected[] = { "Hộ tịch",
                                            "7",
                                            "H55.12.07-250918-0007",
                                            "Đăng ký khai sinh",
                                            "Nguyễn Thị Mẫu",
                                            "Xóm Nà Mòn; *******456",
                                            "Văn phòng",
                                            "10:05 18/09/2025",
                                            "17:30 19/09/2025",
                                            "",
                                            "trực tiếp",
                                            "" };
    const struct form_book_row row = { STR("Hộ tịch"),
                                       STR("7"),
                                       STR("H55.12.07-250918-0007"),
                                       STR("Đăng ký khai sinh"),
                                       STR("Nguyễn Thị Mẫu"),
                                       STR("Xóm Nà Mòn"),
                                       STR("*******456"),
                                       STR("Văn phòng"),
                                       test_moment("2025-09-18 10:05"),
                                       test_moment("2025-09-19 17:30"),
                                       { 0 },
                                       STR("trực tiếp"),
                                       STR("") };
    struct form_dossier office = dossier();
    struct str cells[12];

    (void)state;
    CHECK_INT(form_cells(FORM_BOOK), 12);
    form_fill_book_row(arena, &row, cells);
    for (size_t i = 0; i < 12; i++)
        CHECK_STR(cells[i], expected[i]);
    struct form_content book = form_fill_book(arena, &office, test_date("2025-07-01"), test_date("2025-09-30"),
                                              test_moment("2025-10-01 08:00"), (struct form_rows){ cells, 1 });
    CHECK_TEXT(book, period, "Từ ngày 01/07/2025 đến ngày 30/09/2025");
    CHECK_INT(book.rows.count, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_names_procedure_code_and_summary),
        cmocka_unit_test(the_receipt_lists_what_was_handed_in_or_looked_up),
        cmocka_unit_test(whoever_is_acted_for_and_whoever_came_are_named),
        cmocka_unit_test(a_supplement_lists_everything_at_once),
        cmocka_unit_test(a_refusal_says_reason_and_basis),
        cmocka_unit_test(an_apology_has_both_appointments),
        cmocka_unit_test(a_stop_says_who_asked_how_far_and_what_of_the_money),
        cmocka_unit_test(a_control_slip_has_a_row_for_each_hand_over),
        cmocka_unit_test(every_form_to_the_citizen_says_for_whom_somebody_acts),
        cmocka_unit_test(a_row_of_the_book_has_all_its_cells),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
