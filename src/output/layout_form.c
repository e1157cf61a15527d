/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN.  Tables only, read from top to bottom as the papers are; the macros below name their rows. */
#include "output/layout_form.h"

static const struct sheet_paper a5 = { { 148, 210 }, 16, 137, 10, 202, 10, 9 };
static const struct sheet_paper a4_across = { { 297, 210 }, 20, 282, 15, 195, 11, 8.5 };

/* clang-format off */
#define WORDS(text) { (text), sizeof(text) - 1 }
#define LINE(text)                 { FORM_FIELD, WORDS(text), FORM_ALWAYS }
#define LINE_WITH(name, text)      { FORM_FIELD, WORDS(text), FORM_TEXT_##name }
#define PROSE(text)                { FORM_SENTENCE, WORDS(text), FORM_ALWAYS }
#define PROSE_WITH(name, text)     { FORM_SENTENCE, WORDS(text), FORM_TEXT_##name }
#define PARTS(array)               .parts = (array), .part_count = (int)(sizeof(array) / sizeof *(array))
#define COLUMN(text, width, align) { WORDS(text), { NULL, 0 }, width, align }
#define GROUPED(text, width, align) { WORDS(text), WORDS("Nhận và trả kết quả"), width, align }
#define COLUMNS(array)             { (array), (int)(sizeof(array) / sizeof *(array)) }
#define SIGNER(words, name)        { WORDS(words), -1, FORM_TEXT_##name }
#define TITLED(words, title, name) { WORDS(words), FORM_TEXT_##title, FORM_TEXT_##name }

/* Whom the person acts for, and by which paper. */
#define PRINCIPAL LINE_WITH(principal, "Người ủy quyền: {*principal}"), \
    LINE_WITH(authorisation, "Giấy tờ ủy quyền: {authorisation}")

/* An evaluation slip goes out with Mẫu 01, 02 and 03. */
#define EVALUATION LINE("Gửi kèm: Phiếu đánh giá việc tiếp nhận, giải quyết hồ sơ.")

/* ---- 01 ---------------------------------------------------------------------------------------- */

static const struct form_part receipt_parts[] = {
    LINE("{centre}"),
    LINE("Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: {*person}"),
    LINE("Số định danh cá nhân/tổ chức: {identity_number}"),
    LINE("Địa chỉ: {address}"),
    LINE("Số điện thoại: {phone}        Email: {email}"),
    LINE_WITH(principal, "Người ủy quyền: {*principal}"),
    LINE_WITH(principal, "Số định danh cá nhân của người ủy quyền: {principal_identity_number}"),
    LINE_WITH(principal, "Địa chỉ của người ủy quyền: {principal_address}"),
    LINE_WITH(principal, "Số điện thoại: {principal_phone}        Email: {principal_email}"),
    LINE_WITH(principal, "Giấy tờ ủy quyền: {authorisation}"),
    LINE("Nội dung yêu cầu giải quyết: {request}"),
    { FORM_TABLE, WORDS("Thành phần hồ sơ nộp gồm:"), FORM_ALWAYS },
    LINE("Số lượng hồ sơ: {sets}"),
    LINE("Thời gian giải quyết hồ sơ theo quy định là: {term}"),
    LINE("Thời gian nhận hồ sơ: {received_time}"),
    LINE("Thời gian trả kết quả giải quyết hồ sơ: {*return_time}"),
    LINE("Đăng ký nhận kết quả tại: {collect_at}"),
    { FORM_REGISTER, WORDS("Vào Sổ theo dõi hồ sơ, Quyển số: "), FORM_ALWAYS },
    { FORM_PAYMENT, WORDS("Phí, lệ phí: {*fee}"), FORM_TEXT_fee },
    EVALUATION,
};

static const struct sheet_column receipt_columns[] = {
    COLUMN("TT", 9, PDF_CENTRE),
    COLUMN("Tên giấy tờ", 71, PDF_LEFT),
    COLUMN("Hình thức", 24, PDF_CENTRE),
    COLUMN("Số lượng", 17, PDF_CENTRE),
};
static const struct sheet_table receipt_table = COLUMNS(receipt_columns);

/* ---- 02 ---------------------------------------------------------------------------------------- */

static const struct form_part supplement_parts[] = {
    LINE("Hồ sơ của: {*person}"),
    PRINCIPAL,
    LINE("Nội dung yêu cầu giải quyết: {request}"),
    LINE("Địa chỉ: {address}"),
    LINE("Số điện thoại: {phone}        Email: {email}"),
    { FORM_ITEMS, WORDS("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"), FORM_ALWAYS },
    LINE("Lý do: {reason}"),
    EVALUATION,
    PROSE("Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với {*contact}, số điện thoại "
          "{*contact_phone} để được hướng dẫn./."),
};

/* ---- 03 ---------------------------------------------------------------------------------------- */

static const struct form_part refusal_parts[] = {
    LINE("{centre}"),
    LINE("Tiếp nhận hồ sơ của: {*person}"),
    PRINCIPAL,
    LINE("Số định danh cá nhân/tổ chức: {identity_number}"),
    LINE("Địa chỉ: {address}"),
    LINE("Số điện thoại: {phone}        Email: {email}"),
    LINE("Mã hồ sơ (nếu có): {*code}"),
    LINE("Nội dung yêu cầu giải quyết: {request}"),
    PROSE("Qua xem xét, {centre} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:"),
    PROSE("{reason}"),
    LINE_WITH(legal_basis, "Căn cứ: {legal_basis}"),
    EVALUATION,
    PROSE("Xin thông báo cho Ông/Bà được biết và thực hiện./."),
};

/* ---- 04 ---------------------------------------------------------------------------------------- */

static const struct form_part apology_parts[] = {
    LINE("Kính gửi: {*person}"),
    PRINCIPAL,
    PROSE("{^received_time}, {handling_unit} tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ tục hành chính "
          "{procedure} của {person}; số định danh: {identity_number}; mã số hồ sơ: {*code}."),
    PROSE("Thời gian hẹn trả kết quả giải quyết hồ sơ: {promised_time}."),
    PROSE("Tuy nhiên đến nay, {handling_unit} chưa trả kết quả giải quyết hồ sơ của Ông/Bà/Tổ chức đúng thời hạn quy "
          "định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."),
    PROSE("Lý do: {reason}"),
    PROSE("{handling_unit} xin trân trọng gửi lời xin lỗi đến Ông (Bà)/Tổ chức vì sự chậm trễ trong quá trình giải "
          "quyết hồ sơ có thể gây phiền hà, tốn kém về chi phí, công sức của Ông (Bà)/Tổ chức."),
    PROSE("{handling_unit} sẽ trả kết quả giải quyết hồ sơ cho Ông/Bà/Tổ chức vào {*new_time}."),
    PROSE("Mong nhận được sự thông cảm của Ông/Bà/Tổ chức vì sự chậm trễ này./."),
};

/* ---- 05 ---------------------------------------------------------------------------------------- */

static const struct form_part stop_parts[] = {
    LINE("Kính gửi: {*person}"),
    PRINCIPAL,
    LINE("Số định danh cá nhân/tổ chức: {identity_number}"),
    LINE("Địa chỉ: {address}"),
    LINE("Số điện thoại: {phone}        Email: {email}"),
    LINE("Nội dung yêu cầu giải quyết: {request}"),
    LINE("Thời gian nhận hồ sơ: {received_time}"),
    PROSE("{centre} thông báo dừng giải quyết hồ sơ nêu trên, khi chưa có quyết định giải quyết:"),
    LINE("Người đề nghị dừng: {requested_by}"),
    LINE("Hồ sơ đang ở bước: {stage}"),
    LINE("Lý do: {reason}"),
    LINE_WITH(legal_basis, "Căn cứ: {legal_basis}"),
    LINE("Phí, lệ phí đã nộp: {settlement}"),
    PROSE("Xin thông báo để Ông/Bà/Tổ chức được biết./."),
};

/* ---- 06 ---------------------------------------------------------------------------------------- */

static const struct form_part control_parts[] = {
    LINE("Mã số hồ sơ: {*code}"),
    LINE("Cơ quan (bộ phận) giải quyết hồ sơ: {handling_unit}"),
    LINE("Cơ quan phối hợp giải quyết hồ sơ: {helping_units}"),
    LINE("Ngày nhận: {received_time}"),
    LINE("Hẹn trả kết quả vào: {promised_time}"),
    { FORM_TABLE, WORDS(""), FORM_ALWAYS },
    LINE("Ghi chú:"),
    LINE("- Kết quả giải quyết hồ sơ do bên nhận ghi khi nhận bàn giao hồ sơ."),
    LINE("- Việc lưu vết do hệ thống thực hiện tự động."),
};

static const struct sheet_column control_columns[] = {
    COLUMN("Tên đơn vị", 47, PDF_LEFT),
    COLUMN("Thời gian giao nhận hồ sơ", 26, PDF_CENTRE),
    COLUMN("Kết quả giải quyết hồ sơ (trước hạn/đúng hạn/quá hạn)", 28, PDF_CENTRE),
    COLUMN("Ghi chú", 20, PDF_LEFT),
};
static const struct sheet_table control_table = COLUMNS(control_columns);

/* ---- 07 ---------------------------------------------------------------------------------------- */

static const struct form_part book_parts[] = {
    { FORM_CENTRED, WORDS("{period}"), FORM_ALWAYS },
    { FORM_TABLE, WORDS(""), FORM_ALWAYS },
};

static const struct sheet_column book_columns[] = {
    COLUMN("STT", 11, PDF_CENTRE),
    COLUMN("Mã hồ sơ", 33, PDF_LEFT),
    COLUMN("Tên TTHC", 38, PDF_LEFT),
    COLUMN("Tên tổ chức, cá nhân", 29, PDF_LEFT),
    COLUMN("Địa chỉ/SĐT", 36, PDF_LEFT),
    COLUMN("Cơ quan chủ trì giải quyết", 26, PDF_LEFT),
    GROUPED("Nhận hồ sơ", 18, PDF_CENTRE),
    GROUPED("Hẹn trả kết quả", 18, PDF_CENTRE),
    GROUPED("Trả kết quả", 18, PDF_CENTRE),
    GROUPED("Phương thức nhận kết quả", 18, PDF_CENTRE),
    GROUPED("Ký nhận", 17, PDF_CENTRE),
};
static const struct sheet_table book_table = COLUMNS(book_columns);

/* ---- All of them ------------------------------------------------------------------------------- */

static const struct form_layout layouts[FORM_KIND_COUNT] = {
    [FORM_RECEIPT] = { &a5, { WORDS("GIẤY TIẾP NHẬN HỒ SƠ"), WORDS("VÀ HẸN TRẢ KẾT QUẢ") }, true, true,
                       PARTS(receipt_parts), .table = &receipt_table, .signer_count = 2,
                       .signers = { SIGNER("NGƯỜI NỘP HỒ SƠ", submitter),
                                    SIGNER("NGƯỜI TIẾP NHẬN HỒ SƠ", officer) } },
    [FORM_SUPPLEMENT] = { &a5, { WORDS("PHIẾU YÊU CẦU BỔ SUNG,"), WORDS("HOÀN THIỆN HỒ SƠ") }, true, true,
                          PARTS(supplement_parts), .signer_count = 1,
                          .signers = { SIGNER("NGƯỜI HƯỚNG DẪN", officer) } },
    [FORM_REFUSAL] = { &a5, { WORDS("PHIẾU TỪ CHỐI"), WORDS("TIẾP NHẬN GIẢI QUYẾT HỒ SƠ") }, false, true,
                       PARTS(refusal_parts), .signer_count = 2,
                       .signers = { SIGNER("NGƯỜI NỘP HỒ SƠ", submitter),
                                    SIGNER("NGƯỜI TIẾP NHẬN HỒ SƠ", officer) } },
    [FORM_APOLOGY] = { &a5, { WORDS("PHIẾU XIN LỖI VÀ ĐỀ NGHỊ"), WORDS("GIA HẠN THỜI GIAN GIẢI QUYẾT") }, false, true,
                       PARTS(apology_parts), .signer_count = 1,
                       .signers = { TITLED("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", signer_title, signer) } },
    [FORM_STOP] = { &a5, { WORDS("THÔNG BÁO"), WORDS("DỪNG GIẢI QUYẾT HỒ SƠ") }, true, true, PARTS(stop_parts),
                    .signer_count = 1,
                    .signers = { TITLED("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", signer_title, signer) } },
    [FORM_CONTROL] = { &a5, { WORDS("PHIẾU KIỂM SOÁT QUÁ TRÌNH"), WORDS("GIẢI QUYẾT HỒ SƠ") }, false, false,
                       PARTS(control_parts), .table = &control_table },
    [FORM_BOOK] = { &a4_across, { WORDS("SỔ THEO DÕI HỒ SƠ") }, false, false, PARTS(book_parts), .table = &book_table },
};
/* clang-format on */

const struct form_layout *form_layout_of(enum form_kind kind)
{
    return &layouts[kind];
}
