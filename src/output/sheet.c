/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN.  One block waits until the next one comes: only then is it known whether signatures follow, which need room
 * behind it on the same page.  A block that is short moves to the next page whole; a long one is split where the page
 * ends, each cell of a row at its own line. */
#include "output/sheet.h"

#include "output/qr.h"

static const double rule_mm = 0.2;
static const double cell_padding_mm = 1, row_padding_mm = 0.5;
static const double whole_mm = 45;          /* a block lower than this is not split */
static const double tail_mm = 10;           /* of a split block, left to stand before signatures */
static const double signature_room_mm = 14; /* between the title and the name */
static const double signature_gap_mm = 2;
static const double hint_pt = 6.5;
static const double stamp_pt = 46;

enum { SHORT_BYTES_MAX = 240 };

static struct pdf_text one_span(const struct pdf_span *span, double size_pt, enum pdf_align align)
{
    return (struct pdf_text){ .spans = span, .span_count = 1, .size_pt = size_pt, .align = align };
}

double sheet_width(const struct sheet *sheet)
{
    return sheet->paper.right - sheet->paper.left;
}

struct str sheet_short(struct arena *arena, struct str text)
{
    size_t len = SHORT_BYTES_MAX;

    if (text.len <= len)
        return text;
    while (len > 0 && ((unsigned char)text.at[len] & 0xC0) == 0x80)
        len--;
    return arena_printf(arena, "%.*s…", (int)len, text.at);
}

/* ---- Pages ------------------------------------------------------------------------------------- */

static void stamp_page(struct sheet *sheet)
{
    if (!str_is_empty(sheet->stamp))
        pdf_stamp(sheet->pdf, sheet->stamp, stamp_pt, sheet->paper.paper.width_mm / 2,
                  sheet->paper.paper.height_mm / 2);
}

void sheet_begin(struct sheet *sheet, struct pdf *pdf, struct arena *arena, const struct sheet_paper *paper,
                 struct str running, struct str stamp)
{
    *sheet = (struct sheet){ .pdf = pdf,
                             .arena = arena,
                             .paper = *paper,
                             .running = sheet_short(arena, running),
                             .stamp = stamp,
                             .page = 1,
                             .y = paper->top };
    stamp_page(sheet);
}

/* A further page says which one it is and of what. */
static void next_page(struct sheet *sheet)
{
    struct pdf_span page = { .face = PDF_REGULAR, .text = arena_printf(sheet->arena, "%d", ++sheet->page) };
    struct pdf_span running = { .face = PDF_ITALIC, .text = sheet->running };
    double left = sheet->paper.left, width = sheet_width(sheet);

    pdf_next_page(sheet->pdf);
    stamp_page(sheet);
    sheet->y = sheet->paper.top;
    sheet->y += pdf_text(sheet->pdf, one_span(&page, sheet->paper.body_pt, PDF_CENTRE), left, sheet->y, width);
    sheet->y += pdf_text(sheet->pdf, one_span(&running, sheet->paper.table_pt, PDF_CENTRE), left, sheet->y, width) + 2;
}

/* ---- Blocks ------------------------------------------------------------------------------------ */

/* Of what is not drawn yet. */
static double block_height(const struct sheet_block *block)
{
    double highest = 0;

    for (int i = 0; i < block->count; i++) {
        const struct sheet_cell *cell = &block->cells[i];
        double height = cell->set == NULL ? 0 : pdf_set_height(cell->set, cell->line);

        highest = height > highest ? height : highest;
    }
    return highest + 2 * block->padding;
}

static bool is_drawn(const struct sheet_block *block)
{
    for (int i = 0; i < block->count; i++)
        if (block->cells[i].set != NULL && block->cells[i].line < pdf_set_lines(block->cells[i].set))
            return false;
    return true;
}

/* As many lines of each cell as fit into the height, and at least one of each where that is asked; returns the height
 * taken, 0 when not a single line fitted. */
static double draw_lines(struct sheet *sheet, struct sheet_block *block, double height_mm, bool at_least_one)
{
    double taken = 0;

    for (int i = 0; i < block->count; i++) {
        struct sheet_cell *cell = &block->cells[i];
        int lines = cell->set == NULL ? 0 : pdf_set_fitting(cell->set, cell->line, height_mm - 2 * block->padding);

        if (lines == 0 && at_least_one && cell->set != NULL && cell->line < pdf_set_lines(cell->set))
            lines = 1;
        if (lines == 0)
            continue;
        double height = pdf_set_draw(cell->set, cell->line, lines, cell->x, sheet->y + block->padding);

        taken = height > taken ? height : taken;
        cell->line += lines;
    }
    return taken == 0 ? 0 : taken + 2 * block->padding;
}

static void rule_row(struct sheet *sheet, const struct sheet_block *block, double height_mm)
{
    double left = sheet->paper.left, right = left;

    for (int i = 0; i < block->count; i++) {
        const struct sheet_cell *cell = &block->cells[i];
        double x = cell->x - cell_padding_mm;

        pdf_line(sheet->pdf, x, sheet->y, 0, height_mm, rule_mm);
        right = x + cell->width;
    }
    pdf_line(sheet->pdf, right, sheet->y, 0, height_mm, rule_mm);
    pdf_line(sheet->pdf, left, sheet->y, right - left, 0, rule_mm);
    pdf_line(sheet->pdf, left, sheet->y + height_mm, right - left, 0, rule_mm);
}

static bool draw_part(struct sheet *sheet, struct sheet_block *block, double height_mm, bool at_least_one)
{
    double taken = draw_lines(sheet, block, height_mm, at_least_one);

    if (taken == 0)
        return false;
    if (block->is_row)
        rule_row(sheet, block, taken);
    sheet->y += taken;
    return true;
}

static void drop_block(struct sheet_block *block)
{
    for (int i = 0; i < block->count; i++)
        if (block->cells[i].set != NULL)
            pdf_set_drop(block->cells[i].set);
}

/* On a new page, under its table's head. */
static void turn_page(struct sheet *sheet, const struct sheet_block *block)
{
    next_page(sheet);
    if (block->table != NULL)
        sheet_head(sheet, block->table);
}

/* Draws a block so that `behind_mm` is left below it on its last page. */
static void place(struct sheet *sheet, struct sheet_block *block, double behind_mm)
{
    bool is_page_new = false;

    while (!is_drawn(block)) {
        double left = sheet->paper.bottom - sheet->y, height = block_height(block);
        bool fits = height + behind_mm <= left;

        if (!fits && !is_page_new && height <= whole_mm) {
            turn_page(sheet, block);
            is_page_new = true;
            continue;
        }
        /* what would fit but for the signatures leaves its end for their page */
        double most = fits || height > left ? left : height - tail_mm;
        if (!draw_part(sheet, block, most, is_page_new) || !is_drawn(block)) {
            turn_page(sheet, block);
            is_page_new = true;
        }
    }
    sheet->y += block->below;
    drop_block(block);
}

static void flush(struct sheet *sheet, double behind_mm)
{
    struct sheet_block block = sheet->waiting;

    if (!sheet->has_waiting)
        return;
    sheet->has_waiting = false;
    place(sheet, &block, behind_mm);
}

static void put(struct sheet *sheet, const struct sheet_block *block)
{
    flush(sheet, 0);
    sheet->waiting = *block;
    sheet->has_waiting = true;
}

void sheet_need(struct sheet *sheet, double height_mm)
{
    flush(sheet, 0);
    if (sheet->y + height_mm > sheet->paper.bottom)
        next_page(sheet);
}

void sheet_gap(struct sheet *sheet, double height_mm)
{
    if (sheet->has_waiting)
        sheet->waiting.below += height_mm;
    else
        sheet->y += height_mm;
}

void sheet_end(struct sheet *sheet)
{
    flush(sheet, 0);
}

/* ---- Paragraphs and tables --------------------------------------------------------------------- */

void sheet_paragraph(struct sheet *sheet, struct pdf_text text, double below_mm)
{
    double width = sheet_width(sheet);
    struct sheet_block block = { .cells = { { pdf_set(sheet->pdf, text, width), sheet->paper.left, width, 0 } },
                                 .count = 1,
                                 .below = below_mm };

    put(sheet, &block);
}

static double table_width(const struct sheet_table *table)
{
    double width = 0;

    for (int i = 0; i < table->count; i++)
        width += table->columns[i].width;
    return width;
}

static struct sheet_block row_of(struct sheet *sheet, const struct sheet_table *table, const struct pdf_text *cells)
{
    struct sheet_block block = { .count = table->count, .is_row = true, .table = table, .padding = row_padding_mm };
    double x = sheet->paper.left;

    for (int i = 0; i < table->count; i++) {
        double width = table->columns[i].width;

        block.cells[i] = (struct sheet_cell){ .x = x + cell_padding_mm, .width = width };
        if (cells[i].span_count > 0)
            block.cells[i].set = pdf_set(sheet->pdf, cells[i], width - 2 * cell_padding_mm);
        x += width;
    }
    return block;
}

void sheet_row(struct sheet *sheet, const struct sheet_table *table, const struct pdf_text *cells)
{
    struct sheet_block block = row_of(sheet, table, cells);

    put(sheet, &block);
}

void sheet_band(struct sheet *sheet, const struct sheet_table *table, struct str words)
{
    struct pdf_span span = { .face = PDF_BOLD, .text = words };
    double width = table_width(table), band_and_row_mm = 14;
    struct sheet_block block = { .count = 1, .is_row = true, .table = table, .padding = row_padding_mm };

    flush(sheet, 0);
    if (sheet->y + band_and_row_mm > sheet->paper.bottom)
        turn_page(sheet, &block);
    block.cells[0] = (struct sheet_cell){
        .set = pdf_set(sheet->pdf, one_span(&span, sheet->paper.table_pt, PDF_LEFT), width - 2 * cell_padding_mm),
        .x = sheet->paper.left + cell_padding_mm,
        .width = width,
    };
    place(sheet, &block, 0);
}

/* A centred title within a rectangle. */
static void draw_title(struct sheet *sheet, struct pdf_set *set, double x, double y, double width, double height)
{
    pdf_set_draw(set, 0, pdf_set_lines(set), x + cell_padding_mm, y + (height - pdf_set_height(set, 0)) / 2);
    pdf_line(sheet->pdf, x, y, width, 0, rule_mm);
    pdf_line(sheet->pdf, x, y + height, width, 0, rule_mm);
    pdf_line(sheet->pdf, x, y, 0, height, rule_mm);
    pdf_line(sheet->pdf, x + width, y, 0, height, rule_mm);
    pdf_set_drop(set);
}

static struct pdf_set *title_of(struct sheet *sheet, struct str words, double width)
{
    struct pdf_span span = { .face = PDF_BOLD, .text = words };

    return pdf_set(sheet->pdf, one_span(&span, sheet->paper.table_pt, PDF_CENTRE), width - 2 * cell_padding_mm);
}

/* The width of the group that begins at a column; 0: it belongs to the one before. */
static double group_width(const struct sheet_table *table, int column)
{
    double width = 0;

    if (column > 0 && str_equal(table->columns[column - 1].group, table->columns[column].group))
        return 0;
    for (int i = column; i < table->count && str_equal(table->columns[i].group, table->columns[column].group); i++)
        width += table->columns[i].width;
    return width;
}

void sheet_head(struct sheet *sheet, const struct sheet_table *table)
{
    struct pdf_set *titles[SHEET_COLUMNS_MAX];
    double lower = 0, upper = 0, x = sheet->paper.left;

    flush(sheet, 0);
    for (int i = 0; i < table->count; i++) {
        const struct sheet_column *column = &table->columns[i];
        double height;

        titles[i] = title_of(sheet, column->title, column->width);
        height = pdf_set_height(titles[i], 0) + 2 * row_padding_mm;
        lower = height > lower ? height : lower;
        if (!str_is_empty(column->group) && upper == 0) {
            struct pdf_set *group = title_of(sheet, column->group, group_width(table, i));
            upper = pdf_set_height(group, 0) + 2 * row_padding_mm;
            pdf_set_drop(group);
        }
    }
    for (int i = 0; i < table->count; i++) {
        const struct sheet_column *column = &table->columns[i];
        bool is_grouped = !str_is_empty(column->group);
        double group = is_grouped ? group_width(table, i) : 0;

        draw_title(sheet, titles[i], x, sheet->y + (is_grouped ? upper : 0), column->width,
                   lower + (is_grouped ? 0 : upper));
        if (group > 0)
            draw_title(sheet, title_of(sheet, column->group, group), x, sheet->y, group, upper);
        x += column->width;
    }
    sheet->y += lower + upper;
}

/* ---- Squares and signatures -------------------------------------------------------------------- */

static void draw_modules(struct sheet *sheet, struct qr qr, double x_mm, double y_mm, double side_mm)
{
    double module_mm = side_mm / (qr.side + 2 * QR_QUIET_MODULES);

    for (int row = 0; row < qr.side; row++)
        for (int column = 0, run = 0; column < qr.side; column += run + 1) {
            for (run = 0; column + run < qr.side && qr_is_dark(qr, column + run, row); run++)
                ;
            if (run > 0)
                pdf_box(sheet->pdf, x_mm + (column + QR_QUIET_MODULES) * module_mm,
                        y_mm + (row + QR_QUIET_MODULES) * module_mm, run * module_mm, module_mm);
        }
}

bool sheet_square(struct sheet *sheet, struct str text, struct str hint, double x_mm, double y_mm, double side_mm)
{
    struct pdf_span span = { .face = PDF_ITALIC, .text = hint };
    struct qr qr;

    if (str_is_empty(text) || !qr_encode(sheet->arena, text, &qr))
        return false;
    draw_modules(sheet, qr, x_mm, y_mm, side_mm);
    pdf_text(sheet->pdf, one_span(&span, hint_pt, PDF_CENTRE), x_mm, y_mm + side_mm - 1, side_mm);
    return true;
}

static struct sheet_block signature_of(struct sheet *sheet, const struct sheet_signature *signature, double x)
{
    struct pdf_span role = { .face = PDF_BOLD, .text = sheet_short(sheet->arena, signature->role) };
    struct pdf_span name = { .face = PDF_BOLD, .text = sheet_short(sheet->arena, signature->name) };
    double half = sheet_width(sheet) / 2, body_pt = sheet->paper.body_pt;

    return (struct sheet_block){
        .cells = { { .set = pdf_set(sheet->pdf, one_span(&role, body_pt, PDF_CENTRE), half), .x = x },
                   { .set = pdf_set(sheet->pdf, one_span(&name, body_pt, PDF_CENTRE), half), .x = x } },
        .count = 2
    };
}

static void draw_signature(struct sheet *sheet, struct sheet_block *signature, double role_height)
{
    struct pdf_set *role = signature->cells[0].set, *name = signature->cells[1].set;
    struct pdf_span span = { .face = PDF_ITALIC, .text = STR("(Ký và ghi rõ họ tên)") };
    double x = signature->cells[0].x, y = sheet->y + signature_gap_mm;

    pdf_set_draw(role, 0, pdf_set_lines(role), x, y);
    y += role_height;
    y += pdf_text(sheet->pdf, one_span(&span, sheet->paper.table_pt, PDF_CENTRE), x, y, sheet_width(sheet) / 2);
    pdf_set_draw(name, 0, pdf_set_lines(name), x, y + signature_room_mm);
}

void sheet_signatures(struct sheet *sheet, const struct sheet_signature *signatures, int count)
{
    struct sheet_block blocks[2];
    double half = sheet_width(sheet) / 2, role_height = 0, name_height = 0, note_height = 5;

    for (int i = 0; i < count; i++) {
        double x = sheet->paper.left + (count == 1 || i == 1 ? half : 0);
        blocks[i] = signature_of(sheet, &signatures[i], x);
        double role = pdf_set_height(blocks[i].cells[0].set, 0), name = pdf_set_height(blocks[i].cells[1].set, 0);
        role_height = role > role_height ? role : role_height;
        name_height = name > name_height ? name : name_height;
    }
    double height = signature_gap_mm + role_height + note_height + signature_room_mm + name_height;

    flush(sheet, height);
    for (int i = 0; i < count; i++) {
        draw_signature(sheet, &blocks[i], role_height);
        drop_block(&blocks[i]);
    }
    sheet->y += height;
}
