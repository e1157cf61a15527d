/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN.  Where things stand and what they say is all here; the next circular changes this file and nothing else.
 * The sheet is filled from the top; whatever does not fit is put on a further page as a whole row, paragraph or
 * signature block. */
#include "output/layout_receipt.h"

#include "domain/words.h"
#include "output/layout_heading.h"
#include "output/pdf.h"
#include "output/qr.h"

/* ---- Measures --------------------------------------------------------------------------------- */

static const struct pdf_paper a5 = { 148, 210 };
static const double left_mm = 16, right_mm = 137, top_mm = 10, bottom_mm = 200;
static const double heading_pt = 9, title_pt = 12, body_pt = 10, table_pt = 9, hint_pt = 6.5;
static const double line_gap_mm = 0.8; /* between paragraphs */
static const double qr_mm = 24;
static const double rule_mm = 0.2;
static const double signature_room_mm = 14; /* between the title and the name */

enum { TABLE_COLUMNS = 4, FIELD_CHARS_MAX = 1200, PAPER_CHARS_MAX = 800, FORM_CHARS_MAX = 60, SIGNER_CHARS_MAX = 150 };

static const struct {
    struct str title;
    double width_mm;
    enum pdf_align align;
} table_columns[TABLE_COLUMNS] = {
    { STR_INIT("TT"), 9, PDF_CENTRE },
    { STR_INIT("Tên giấy tờ"), 71, PDF_LEFT },
    { STR_INIT("Hình thức"), 24, PDF_CENTRE },
    { STR_INIT("Số lượng"), 17, PDF_CENTRE },
};
static const double cell_padding_mm = 1, cell_gap_mm = 0.5;

/* A document being filled; `y` is where the next thing goes. */
struct sheet {
    struct pdf *pdf;
    struct arena *arena;
    const struct receipt *receipt;
    int page;
    double y;
};

/* ---- Pages and paragraphs --------------------------------------------------------------------- */

static struct pdf_text one_span(const struct pdf_span *span, double size_pt, enum pdf_align align)
{
    return (struct pdf_text){ .spans = span, .span_count = 1, .size_pt = size_pt, .align = align };
}

static double width(void)
{
    return right_mm - left_mm;
}

/* A further page says which one it is and of what. */
static void next_page(struct sheet *sheet)
{
    struct str number = arena_printf(sheet->arena, "%d", ++sheet->page);
    struct str words = arena_printf(sheet->arena, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả, mã hồ sơ %.*s (tiếp theo)",
                                    STR_ARG(sheet->receipt->code));
    struct pdf_span page = { PDF_REGULAR, number }, title = { PDF_ITALIC, words };

    pdf_next_page(sheet->pdf);
    sheet->y = top_mm;
    sheet->y += pdf_text(sheet->pdf, one_span(&page, body_pt, PDF_CENTRE), left_mm, sheet->y, width());
    sheet->y += pdf_text(sheet->pdf, one_span(&title, table_pt, PDF_CENTRE), left_mm, sheet->y, width()) + 2;
}

/* True when a new page was begun to make room. */
static bool make_room(struct sheet *sheet, double height_mm)
{
    if (sheet->y + height_mm <= bottom_mm)
        return false;
    next_page(sheet);
    return true;
}

/* A value too long for any form is cut, visibly, so that nothing is higher than a page. */
static struct str bounded(struct arena *arena, struct str text, size_t chars_max)
{
    size_t chars = 0;

    for (size_t i = 0; i < text.len; i++) {
        chars += ((unsigned char)text.at[i] & 0xC0) != 0x80;
        if (chars > chars_max)
            return arena_printf(arena, "%.*s…", (int)i, text.at);
    }
    return text;
}

static void put_paragraph(struct sheet *sheet, struct pdf_text text)
{
    make_room(sheet, pdf_text_height(sheet->pdf, text, width()));
    sheet->y += pdf_text(sheet->pdf, text, left_mm, sheet->y, width()) + line_gap_mm;
}

/* "Label: value", the value in bold when it is what people look for. */
static void put_field(struct sheet *sheet, struct str label, struct str value, enum pdf_face face)
{
    struct pdf_span spans[] = { { PDF_REGULAR, label }, { face, bounded(sheet->arena, value, FIELD_CHARS_MAX) } };

    put_paragraph(sheet, (struct pdf_text){ .spans = spans, .span_count = 2, .size_pt = body_pt, .hanging_mm = 4 });
}

/* Two fields on one line, as the form has them; a missing value leaves the label. */
static void put_pair(struct sheet *sheet, struct str label, struct str value, struct str other_label, struct str other)
{
    struct pdf_span spans[] = { { PDF_REGULAR, label },
                                { PDF_REGULAR, bounded(sheet->arena, value, FIELD_CHARS_MAX) },
                                { PDF_REGULAR, STR("        ") },
                                { PDF_REGULAR, other_label },
                                { PDF_REGULAR, bounded(sheet->arena, other, FIELD_CHARS_MAX) } };

    put_paragraph(sheet, (struct pdf_text){ .spans = spans, .span_count = 5, .size_pt = body_pt, .hanging_mm = 4 });
}

/* ---- The head: letterhead, title, code and QR ------------------------------------------------- */

static void draw_qr(struct sheet *sheet, struct qr qr, double x_mm, double y_mm)
{
    double module_mm = qr_mm / (qr.side + 2 * QR_QUIET_MODULES);

    for (int row = 0; row < qr.side; row++)
        for (int column = 0, run = 0; column < qr.side; column += run + 1) {
            for (run = 0; column + run < qr.side && qr_is_dark(qr, column + run, row); run++)
                ;
            if (run > 0)
                pdf_box(sheet->pdf, x_mm + (column + QR_QUIET_MODULES) * module_mm,
                        y_mm + (row + QR_QUIET_MODULES) * module_mm, run * module_mm, module_mm);
        }
}

static void put_heading(struct sheet *sheet)
{
    const struct receipt *receipt = sheet->receipt;
    struct heading heading = { .parent = receipt->parent,
                               .issuer = receipt->centre,
                               .number = arena_printf(sheet->arena, "Số: %.*s", STR_ARG(receipt->number)),
                               .place = receipt->place,
                               .issued_on = moment_date(receipt->received_at),
                               .size_pt = heading_pt };

    sheet->y = heading_draw(sheet->pdf, sheet->arena, &heading, left_mm, right_mm, sheet->y) + 1;
}

/* The title with the code under it; the QR, if there is one, stands at the right of both. */
static void put_title(struct sheet *sheet)
{
    static const struct pdf_span titles[] = { { PDF_BOLD, STR_INIT("GIẤY TIẾP NHẬN HỒ SƠ") },
                                              { PDF_BOLD, STR_INIT("VÀ HẸN TRẢ KẾT QUẢ") } };
    struct pdf_span code[] = { { PDF_REGULAR, STR("Mã hồ sơ: ") }, { PDF_BOLD, sheet->receipt->code } };
    struct pdf_span hint = { PDF_ITALIC, STR("Quét mã để xem hồ sơ đang ở đâu") };
    struct qr qr;
    bool has_qr =
        !str_is_empty(sheet->receipt->status_address) && qr_encode(sheet->arena, sheet->receipt->status_address, &qr);
    double top = sheet->y, title_width = has_qr ? width() - qr_mm : width();

    if (has_qr) {
        draw_qr(sheet, qr, right_mm - qr_mm, top - 3);
        pdf_text(sheet->pdf, one_span(&hint, hint_pt, PDF_CENTRE), right_mm - qr_mm, top - 4 + qr_mm, qr_mm);
        sheet->y += 3;
    }
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        sheet->y += pdf_text(sheet->pdf, one_span(&titles[i], title_pt, PDF_CENTRE), left_mm, sheet->y, title_width);
    sheet->y += 1;
    sheet->y += pdf_text(sheet->pdf,
                         (struct pdf_text){ .spans = code, .span_count = 2, .size_pt = body_pt, .align = PDF_CENTRE },
                         left_mm, sheet->y, title_width);
    if (has_qr && sheet->y < top + qr_mm - 1)
        sheet->y = top + qr_mm - 1;
    sheet->y += 3;
}

/* ---- The body --------------------------------------------------------------------------------- */

static void put_people(struct sheet *sheet)
{
    const struct receipt_person *applicant = &sheet->receipt->applicant, *principal = &sheet->receipt->principal;

    put_field(sheet, STR(""), sheet->receipt->centre, PDF_REGULAR);
    put_field(sheet, STR("Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: "), applicant->name, PDF_BOLD);
    put_field(sheet, STR("Số định danh cá nhân/tổ chức: "), applicant->identity_number, PDF_REGULAR);
    put_field(sheet, STR("Địa chỉ: "), applicant->address, PDF_REGULAR);
    put_pair(sheet, STR("Số điện thoại: "), applicant->phone, STR("Email: "), applicant->email);
    if (str_is_empty(principal->name))
        return;
    put_field(sheet, STR("Người ủy quyền: "), principal->name, PDF_BOLD);
    put_field(sheet, STR("Số định danh cá nhân của người ủy quyền: "), principal->identity_number, PDF_REGULAR);
    put_field(sheet, STR("Địa chỉ của người ủy quyền: "), principal->address, PDF_REGULAR);
    put_pair(sheet, STR("Số điện thoại: "), principal->phone, STR("Email: "), principal->email);
    put_field(sheet, STR("Giấy tờ ủy quyền: "), sheet->receipt->authorisation, PDF_REGULAR);
}

/* One row; each cell is wrapped in its own column, the highest decides. */
static double row_height(struct sheet *sheet, const struct pdf_span cells[TABLE_COLUMNS])
{
    double height = 0;

    for (int i = 0; i < TABLE_COLUMNS; i++) {
        double needed = pdf_text_height(sheet->pdf, one_span(&cells[i], table_pt, table_columns[i].align),
                                        table_columns[i].width_mm - 2 * cell_padding_mm);
        height = needed > height ? needed : height;
    }
    return height + 2 * cell_gap_mm;
}

static void draw_row(struct sheet *sheet, const struct pdf_span cells[TABLE_COLUMNS], double height_mm)
{
    double x = left_mm;

    pdf_line(sheet->pdf, left_mm, sheet->y, width(), 0, rule_mm);
    for (int i = 0; i < TABLE_COLUMNS; i++) {
        pdf_line(sheet->pdf, x, sheet->y, 0, height_mm, rule_mm);
        pdf_text(sheet->pdf, one_span(&cells[i], table_pt, table_columns[i].align), x + cell_padding_mm,
                 sheet->y + cell_gap_mm, table_columns[i].width_mm - 2 * cell_padding_mm);
        x += table_columns[i].width_mm;
    }
    pdf_line(sheet->pdf, x, sheet->y, 0, height_mm, rule_mm);
    sheet->y += height_mm;
    pdf_line(sheet->pdf, left_mm, sheet->y, width(), 0, rule_mm);
}

static void put_titles(struct sheet *sheet)
{
    struct pdf_span titles[TABLE_COLUMNS];

    for (int i = 0; i < TABLE_COLUMNS; i++)
        titles[i] = (struct pdf_span){ PDF_BOLD, table_columns[i].title };
    draw_row(sheet, titles, row_height(sheet, titles));
}

static void put_row(struct sheet *sheet, const struct pdf_span cells[TABLE_COLUMNS])
{
    double height = row_height(sheet, cells);

    if (make_room(sheet, height))
        put_titles(sheet);
    draw_row(sheet, cells, height);
}

static void put_papers(struct sheet *sheet)
{
    struct receipt_papers papers = sheet->receipt->papers;

    if (papers.count == 0) {
        put_field(sheet, STR("Thành phần hồ sơ nộp gồm: "), STR("không có giấy tờ kèm theo."), PDF_REGULAR);
        return;
    }
    make_room(sheet, 20); /* the label, the titles and a first row stay together */
    put_field(sheet, STR("Thành phần hồ sơ nộp gồm:"), STR(""), PDF_REGULAR);
    put_titles(sheet);
    for (size_t i = 0; i < papers.count; i++) {
        const struct pdf_span cells[TABLE_COLUMNS] = {
            { PDF_REGULAR, arena_printf(sheet->arena, "%zu", i + 1) },
            { PDF_REGULAR, bounded(sheet->arena, papers.at[i].name, PAPER_CHARS_MAX) },
            { PDF_REGULAR, bounded(sheet->arena, papers.at[i].form, FORM_CHARS_MAX) },
            { PDF_REGULAR, arena_printf(sheet->arena, "%02lld", (long long)papers.at[i].quantity) },
        };
        put_row(sheet, cells);
    }
    sheet->y += 1.5;
}

static void put_times(struct sheet *sheet)
{
    const struct receipt *receipt = sheet->receipt;
    struct str sets = arena_printf(sheet->arena, "%02lld (bộ)", (long long)receipt->sets);

    put_field(sheet, STR("Số lượng hồ sơ: "), sets, PDF_REGULAR);
    put_field(sheet, STR("Thời gian giải quyết hồ sơ theo quy định là: "), receipt->term, PDF_REGULAR);
    put_field(sheet, STR("Thời gian nhận hồ sơ: "), moment_in_words(sheet->arena, receipt->received_at), PDF_REGULAR);
    put_field(sheet, STR("Thời gian trả kết quả giải quyết hồ sơ: "), moment_in_words(sheet->arena, receipt->return_at),
              PDF_BOLD);
    put_field(sheet, STR("Đăng ký nhận kết quả tại: "), receipt->collect_at, PDF_REGULAR);
    if (!str_is_empty(receipt->book))
        put_pair(sheet, STR("Vào Sổ theo dõi hồ sơ, Quyển số: "), receipt->book, STR("Số thứ tự: "),
                 receipt->book_serial);
}

/* ---- Signatures ------------------------------------------------------------------------------- */

static double put_signature(struct sheet *sheet, double x_mm, struct str role, struct str name)
{
    struct pdf_span title = { PDF_BOLD, role }, note = { PDF_ITALIC, STR("(Ký và ghi rõ họ tên)") };
    struct pdf_span signer = { PDF_BOLD, bounded(sheet->arena, name, SIGNER_CHARS_MAX) };
    double half = width() / 2, y = sheet->y;

    y += pdf_text(sheet->pdf, one_span(&title, body_pt, PDF_CENTRE), x_mm, y, half);
    y += pdf_text(sheet->pdf, one_span(&note, table_pt, PDF_CENTRE), x_mm, y, half) + signature_room_mm;
    return y + pdf_text(sheet->pdf, one_span(&signer, body_pt, PDF_CENTRE), x_mm, y, half);
}

static void put_signatures(struct sheet *sheet)
{
    const struct receipt *receipt = sheet->receipt;
    struct pdf_span longest = { PDF_BOLD, bounded(sheet->arena, receipt->applicant.name, SIGNER_CHARS_MAX) };
    double name_height = pdf_text_height(sheet->pdf, one_span(&longest, body_pt, PDF_CENTRE), width() / 2);

    make_room(sheet, 2 + 10 + signature_room_mm + name_height);
    sheet->y += 2;
    put_signature(sheet, left_mm, STR("NGƯỜI NỘP HỒ SƠ"), receipt->applicant.name);
    put_signature(sheet, left_mm + width() / 2, STR("NGƯỜI TIẾP NHẬN HỒ SƠ"), receipt->officer);
}

enum status receipt_draw(struct arena *arena, const struct receipt *receipt, struct str *out_pdf)
{
    struct str title = arena_printf(arena, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả %.*s", STR_ARG(receipt->code));
    struct pdf *pdf = pdf_begin(arena, a5, (struct pdf_facts){ title, receipt->centre, receipt->received_at });
    struct sheet sheet = { .pdf = pdf, .arena = arena, .receipt = receipt, .page = 1, .y = top_mm };

    put_heading(&sheet);
    put_title(&sheet);
    put_people(&sheet);
    put_field(&sheet, STR("Nội dung yêu cầu giải quyết: "), receipt->request, PDF_REGULAR);
    put_papers(&sheet);
    put_times(&sheet);
    put_signatures(&sheet);
    return pdf_end(pdf, out_pdf);
}
