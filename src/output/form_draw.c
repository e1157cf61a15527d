/* SPDX-License-Identifier: Apache-2.0 */
#include "output/form_draw.h"

#include "base/buf.h"
#include "base/fatal.h"
#include "base/text_fold.h"
#include "output/layout_form.h"
#include "output/layout_heading.h"

#include <inttypes.h>

static const double heading_pt = 9, title_pt = 12, void_pt = 9;
static const double line_gap_mm = 0.8;                 /* between paragraphs */
static const double hanging_mm = 4, first_line_mm = 8; /* of a field, of a sentence */
static const double square_mm = 24;
static const double payment_mm = 24, payment_below_mm = 2.5, payment_words_mm = 7;

enum { SPANS_MAX = 24 };

/* ---- Lines with texts in them ------------------------------------------------------------------ */

/* A form being drawn. */
struct drawing {
    struct sheet sheet;
    const struct form_sheet *of;
    const struct form_layout *layout;
};

static struct arena *arena_of(const struct drawing *drawing)
{
    return drawing->sheet.arena;
}

static struct str text_of(const struct drawing *drawing, int text)
{
    return text < 0 ? STR("") : drawing->of->content->texts[text];
}

static struct pdf_text one_span(const struct pdf_span *span, double size_pt, enum pdf_align align)
{
    return (struct pdf_text){ .spans = span, .span_count = 1, .size_pt = size_pt, .align = align };
}

static struct str short_text_of(const struct drawing *drawing, int text)
{
    return sheet_short(arena_of(drawing), text_of(drawing, text));
}

static enum form_slot text_named(struct str name)
{
    for (enum form_slot text = 0; text < FORM_TEXT_COUNT; text++)
        if (str_equal(form_text_name(text), name))
            return text;
    fatal("no form has a text called %.*s", STR_ARG(name));
}

/* "name", "*name" in bold, "^name" with a capital to begin a sentence. */
static struct pdf_span span_of(const struct drawing *drawing, struct str name)
{
    bool is_bold = str_starts_with(name, STR("*")), begins_sentence = str_starts_with(name, STR("^"));
    struct str text = text_of(drawing, (int)text_named(str_from(name, is_bold || begins_sentence)));

    if (str_is_empty(text))
        return (struct pdf_span){ .face = PDF_REGULAR, .text = STR("……………") };
    if (begins_sentence)
        text = arena_printf(arena_of(drawing), "%.*s%.*s", STR_ARG(text_upper(arena_of(drawing), str_head(text, 1))),
                            STR_ARG(str_from(text, 1)));
    return (struct pdf_span){ .face = is_bold ? PDF_BOLD : PDF_REGULAR, .text = text };
}

static size_t spans_of(const struct drawing *drawing, struct str words, struct pdf_span spans[SPANS_MAX])
{
    size_t count = 0;

    while (words.len > 0 && count + 2 < SPANS_MAX) {
        struct str literal = str_next(&words, '{');

        if (literal.len > 0)
            spans[count++] = (struct pdf_span){ .face = PDF_REGULAR, .text = literal };
        if (words.at != NULL)
            spans[count++] = span_of(drawing, str_next(&words, '}'));
    }
    return count;
}

/* ---- Parts ------------------------------------------------------------------------------------- */

static void put_words(struct drawing *drawing, enum form_part_kind kind, struct str words)
{
    struct pdf_span spans[SPANS_MAX];
    size_t count = spans_of(drawing, words, spans);
    struct pdf_text text = { .spans = spans, .span_count = count, .size_pt = drawing->sheet.paper.body_pt };

    if (kind == FORM_CENTRED) {
        text.align = PDF_CENTRE;
    } else if (kind == FORM_SENTENCE) {
        text.align = PDF_JUSTIFIED;
        text.hanging_mm = -first_line_mm;
    } else {
        text.hanging_mm = hanging_mm;
    }
    sheet_paragraph(&drawing->sheet, text, line_gap_mm);
}

static void put_items(struct drawing *drawing, struct str words)
{
    struct form_rows rows = drawing->of->content->rows;

    put_words(drawing, FORM_FIELD, words);
    for (size_t i = 0; i < rows.count; i++) {
        struct pdf_span spans[] = { { .text = arena_printf(arena_of(drawing), "%zu. ", i + 1) },
                                    { .text = rows.cells[i] } };
        struct pdf_text text = {
            .spans = spans, .span_count = 2, .size_pt = drawing->sheet.paper.body_pt, .hanging_mm = hanging_mm
        };

        sheet_paragraph(&drawing->sheet, text, line_gap_mm);
    }
    if (rows.count == 0)
        put_words(drawing, FORM_FIELD, STR("1. ……………"));
}

static void put_register(struct drawing *drawing, struct str words)
{
    const struct form_content *content = drawing->of->content;
    struct str line = arena_printf(arena_of(drawing), "%.*s%" PRId64 "        Số thứ tự: %" PRId64, STR_ARG(words),
                                   content->year, content->number);

    put_words(drawing, FORM_FIELD, line);
}

static void put_payment(struct drawing *drawing, struct str words)
{
    struct sheet *sheet = &drawing->sheet;
    struct str square = text_of(drawing, FORM_TEXT_payment_qr);
    double words_left = sheet->paper.left + payment_mm + 2, words_width = sheet->paper.right - words_left;
    struct pdf_span spans[SPANS_MAX];
    struct pdf_span hint = { .face = PDF_ITALIC, .text = STR("Quét mã này bằng ứng dụng ngân hàng để nộp.") };

    if (str_is_empty(square)) {
        put_words(drawing, FORM_FIELD, words);
        return;
    }
    size_t count = spans_of(drawing, words, spans);
    struct pdf_text text = { .spans = spans, .span_count = count, .size_pt = sheet->paper.body_pt };

    sheet_need(sheet, payment_mm + payment_below_mm);
    if (sheet_square(sheet, square, STR("VietQR"), sheet->paper.left, sheet->y, payment_mm)) {
        double y = sheet->y + payment_words_mm;

        y += pdf_text(sheet->pdf, text, words_left, y, words_width) + line_gap_mm;
        pdf_text(sheet->pdf, one_span(&hint, sheet->paper.table_pt, PDF_LEFT), words_left, y, words_width);
    }
    sheet->y += payment_mm + payment_below_mm;
}

/* ---- Tables ------------------------------------------------------------------------------------ */

static void put_row(struct drawing *drawing, const struct str *texts)
{
    struct pdf_span spans[SHEET_COLUMNS_MAX];
    struct pdf_text cells[SHEET_COLUMNS_MAX];
    const struct sheet_table *table = drawing->layout->table;

    for (int i = 0; i < table->count; i++) {
        spans[i] = (struct pdf_span){ .face = PDF_REGULAR, .text = texts[i] };
        cells[i] = one_span(&spans[i], drawing->sheet.paper.table_pt, table->columns[i].align);
        cells[i].span_count = str_is_empty(texts[i]) ? 0 : 1;
    }
    sheet_row(&drawing->sheet, table, cells);
}

static void put_paper(struct drawing *drawing, size_t number, const struct str *cells)
{
    const struct str texts[] = { arena_printf(arena_of(drawing), "%zu", number), cells[0], cells[1], cells[2] };

    put_row(drawing, texts);
}

/* Both sides share a cell: the unit that gives and its officer above those that receive. */
static void put_handover(struct drawing *drawing, const struct str *cells)
{
    const struct pdf_span sides[] = { { .face = PDF_BOLD, .text = STR("1. Giao: ") },
                                      { .text = cells[0] },
                                      { .text = STR("Người giao: "), .begins_line = true },
                                      { .text = cells[3] },
                                      { .face = PDF_BOLD, .text = STR("2. Nhận: "), .begins_line = true },
                                      { .text = cells[1] },
                                      { .text = STR("Người nhận: "), .begins_line = true },
                                      { .text = cells[4] } };
    const struct pdf_span others[] = { { .text = cells[2] }, { .text = cells[5] }, { .text = cells[6] } };
    double size_pt = drawing->sheet.paper.table_pt;
    const struct pdf_text row[] = { { .spans = sides, .span_count = 8, .size_pt = size_pt },
                                    one_span(&others[0], size_pt, PDF_CENTRE),
                                    one_span(&others[1], size_pt, PDF_CENTRE),
                                    one_span(&others[2], size_pt, PDF_LEFT) };

    sheet_row(&drawing->sheet, drawing->layout->table, row);
}

/* Dossiers of one field stand together under its name. */
static void put_book_row(struct drawing *drawing, const struct str *cells, struct str *field)
{
    if (!str_equal(*field, cells[0])) {
        *field = cells[0];
        sheet_band(&drawing->sheet, drawing->layout->table,
                   arena_printf(arena_of(drawing), "Lĩnh vực: %.*s", STR_ARG(*field)));
    }
    put_row(drawing, cells + 1);
}

static void put_rows(struct drawing *drawing)
{
    const struct form_content *content = drawing->of->content;
    size_t cells = form_cells(content->kind);
    struct str field = { NULL, 0 };

    sheet_head(&drawing->sheet, drawing->layout->table);
    for (size_t i = 0; i < content->rows.count; i++) {
        const struct str *row = &content->rows.cells[i * cells];

        if (content->kind == FORM_RECEIPT)
            put_paper(drawing, i + 1, row);
        else if (content->kind == FORM_CONTROL)
            put_handover(drawing, row);
        else
            put_book_row(drawing, row, &field);
    }
    sheet_gap(&drawing->sheet, 1.5);
}

static void put_table(struct drawing *drawing, struct str words)
{
    if (drawing->of->content->rows.count == 0 && words.len > 0) {
        put_words(drawing, FORM_FIELD,
                  arena_printf(arena_of(drawing), "%.*s không có giấy tờ kèm theo.", STR_ARG(words)));
        return;
    }
    sheet_need(&drawing->sheet, 20); /* the words, the titles and a first row stay together */
    if (words.len > 0)
        put_words(drawing, FORM_FIELD, words);
    put_rows(drawing);
}

static void put_part(struct drawing *drawing, const struct form_part *part)
{
    if (part->only_with != FORM_ALWAYS && str_is_empty(text_of(drawing, part->only_with)))
        return;
    switch (part->kind) {
    case FORM_FIELD:
    case FORM_SENTENCE:
    case FORM_CENTRED:
        put_words(drawing, part->kind, part->words);
        break;
    case FORM_ITEMS:
        put_items(drawing, part->words);
        break;
    case FORM_TABLE:
        put_table(drawing, part->words);
        break;
    case FORM_REGISTER:
        put_register(drawing, part->words);
        break;
    case FORM_PAYMENT:
        put_payment(drawing, part->words);
        break;
    }
}

/* ---- Head and end ------------------------------------------------------------------------------ */

static void put_heading(struct drawing *drawing)
{
    const struct form_content *content = drawing->of->content;
    struct sheet *sheet = &drawing->sheet;
    struct str number = form_number(arena_of(drawing), content->kind, content->number);
    struct heading heading = { .parent = short_text_of(drawing, FORM_TEXT_parent),
                               .issuer = short_text_of(drawing, FORM_TEXT_centre),
                               .number = arena_printf(arena_of(drawing), "Số: %.*s", STR_ARG(number)),
                               .place = short_text_of(drawing, FORM_TEXT_place),
                               .issued_on = moment_date(content->issued_at),
                               .size_pt = heading_pt };

    if (content->number == 0)
        heading.number = arena_printf(arena_of(drawing), "Số: ……%.*s", STR_ARG(str_from(number, 2)));
    sheet->y = heading_draw(sheet->pdf, sheet->arena, &heading, sheet->paper.left, sheet->paper.right, sheet->y) + 1;
}

/* Which version it is, once there are several, and that it is void. */
static void put_version(struct drawing *drawing)
{
    const struct form_sheet *of = drawing->of;
    struct sheet *sheet = &drawing->sheet;
    struct buf words = buf_new(arena_of(drawing), 300);

    if (of->content->version > 1)
        buf_printf(&words, "Bản %" PRId64 ", thay bản %" PRId64 ". ", of->content->version, of->content->version - 1);
    if (of->is_void)
        buf_put_str(&words, STR("HẾT HIỆU LỰC"));
    if (of->is_void && of->replaced_by > 0)
        buf_printf(&words, ": đã thay bằng bản %" PRId64 " cùng số", of->replaced_by);
    if (of->is_void)
        buf_put_char(&words, '.');
    if (words.len == 0)
        return;
    struct pdf_span span = { .face = of->is_void ? PDF_BOLD : PDF_ITALIC, .text = str_trim(buf_str(&words)) };
    sheet->y +=
        pdf_text(sheet->pdf, one_span(&span, void_pt, PDF_LEFT), sheet->paper.left, sheet->y, sheet_width(sheet)) + 1;
}

/* The title with the code under it; the square, if there is one, stands at the right of both. */
static void put_title(struct drawing *drawing)
{
    struct sheet *sheet = &drawing->sheet;
    struct pdf_span code[] = { { .text = STR("Mã hồ sơ: ") },
                               { .face = PDF_BOLD, .text = short_text_of(drawing, FORM_TEXT_code) } };
    double top = sheet->y, right = sheet->paper.right;
    bool has_square = drawing->layout->has_square &&
                      sheet_square(sheet, text_of(drawing, FORM_TEXT_status_address),
                                   STR("Quét mã để xem hồ sơ đang ở đâu"), right - square_mm, top - 3, square_mm);
    double width = has_square ? sheet_width(sheet) - square_mm : sheet_width(sheet);

    sheet->y += has_square ? 3 : 1;
    for (int i = 0; i < 2 && drawing->layout->title[i].len > 0; i++) {
        struct pdf_span title = { .face = PDF_BOLD, .text = drawing->layout->title[i] };
        sheet->y += pdf_text(sheet->pdf, one_span(&title, title_pt, PDF_CENTRE), sheet->paper.left, sheet->y, width);
    }
    sheet->y += 1;
    if (drawing->layout->has_code) {
        struct pdf_text line = { code, 2, sheet->paper.body_pt, PDF_CENTRE, 0 };
        sheet->y += pdf_text(sheet->pdf, line, sheet->paper.left, sheet->y, width);
    }
    if (has_square && sheet->y < top + square_mm - 1)
        sheet->y = top + square_mm - 1;
    sheet->y += 3;
}

static void put_signatures(struct drawing *drawing)
{
    struct sheet_signature signatures[2];

    for (int i = 0; i < drawing->layout->signer_count; i++) {
        const struct form_signer *signer = &drawing->layout->signers[i];
        struct str title = text_of(drawing, signer->title);

        signatures[i].role = str_is_empty(title) ? signer->role : text_upper(arena_of(drawing), title);
        signatures[i].name = text_of(drawing, signer->name);
    }
    if (drawing->layout->signer_count > 0)
        sheet_signatures(&drawing->sheet, signatures, drawing->layout->signer_count);
}

enum status form_draw(struct arena *arena, const struct form_sheet *sheet, struct str *out_pdf)
{
    const struct form_content *content = sheet->content;
    struct drawing drawing = { .of = sheet, .layout = form_layout_of(content->kind) };
    const struct sheet_paper *paper = drawing.layout->paper;
    struct str title = form_title(content->kind), code = content->texts[FORM_TEXT_code];
    bool has_code = !str_is_empty(code);
    struct str name = arena_printf(arena, "%.*s%s%.*s", STR_ARG(title), has_code ? ", mã hồ sơ " : "", STR_ARG(code));
    struct pdf_facts facts = { name, content->texts[FORM_TEXT_centre], content->issued_at };

    sheet_begin(&drawing.sheet, pdf_begin(arena, paper->paper, facts), arena, paper,
                arena_printf(arena, "%s%.*s (tiếp theo)", sheet->is_void ? "HẾT HIỆU LỰC. " : "", STR_ARG(name)),
                sheet->is_void ? STR("HẾT HIỆU LỰC") : STR(""));
    put_heading(&drawing);
    put_version(&drawing);
    put_title(&drawing);
    for (int i = 0; i < drawing.layout->part_count; i++)
        put_part(&drawing, &drawing.layout->parts[i]);
    put_signatures(&drawing);
    sheet_end(&drawing.sheet);
    return pdf_end(drawing.sheet.pdf, out_pdf);
}
