/* SPDX-License-Identifier: Apache-2.0 */
/* sheet -- fills pages from the top with paragraphs, tables, squares and signatures, whatever their length.
 *
 * What fits on no page is split between lines; a table's head stands again on each page; the last paragraph or row
 * before the signatures goes with them, so that nobody signs an empty page.  Measures are millimetres. */
#ifndef OUTPUT_SHEET_H
#define OUTPUT_SHEET_H

#include "output/pdf.h"

enum { SHEET_COLUMNS_MAX = 12 };

struct sheet_paper {
    struct pdf_paper paper;
    double left, right, top, bottom; /* edges of what is printed */
    double body_pt, table_pt;
};

/* A column of a table; columns side by side of the same `group` stand under its name. */
struct sheet_column {
    struct str title, group; /* null group: none */
    double width;
    enum pdf_align align;
};

struct sheet_table {
    const struct sheet_column *columns;
    int count;
};

struct sheet_cell {
    struct pdf_set *set; /* NULL: empty */
    double x, width;
    int line; /* the first one not drawn yet */
};

/* A paragraph, or a row of a table, that still has to find its place. */
struct sheet_block {
    struct sheet_cell cells[SHEET_COLUMNS_MAX];
    int count;
    bool is_row;
    const struct sheet_table *table; /* whose head it needs on a new page; NULL: none */
    double padding, below;
};

struct sheet {
    struct pdf *pdf;
    struct arena *arena;
    struct sheet_paper paper;
    struct str running; /* at the top of each page but the first */
    struct str stamp;   /* across each page; null: none */
    int page;
    double y; /* where the next thing goes */
    struct sheet_block waiting;
    bool has_waiting;
};

struct sheet_signature {
    struct str role, name; /* "NGƯỜI NỘP HỒ SƠ", "Nguyễn Thị Mẫu" */
};

void sheet_begin(struct sheet *sheet, struct pdf *pdf, struct arena *arena, const struct sheet_paper *paper,
                 struct str running, struct str stamp);
double sheet_width(const struct sheet *sheet);

/* What stands where there is no room for more is cut, visibly: names under signatures, headings. */
struct str sheet_short(struct arena *arena, struct str text);

/* A new page when less than this is left; nothing waits afterwards. */
void sheet_need(struct sheet *sheet, double height_mm);

void sheet_paragraph(struct sheet *sheet, struct pdf_text text, double below_mm);

/* A table's head, and a row; `cells` are as many as the columns, `table` lives until the sheet ends. */
void sheet_head(struct sheet *sheet, const struct sheet_table *table);
void sheet_row(struct sheet *sheet, const struct sheet_table *table, const struct pdf_text *cells);
/* A row of one cell, as wide as the table, with the next row on its page. */
void sheet_band(struct sheet *sheet, const struct sheet_table *table, struct str words);
void sheet_gap(struct sheet *sheet, double height_mm); /* below whatever was put last */

/* A QR square with words under it, drawn at once at x and the present y; false when the text makes none. */
bool sheet_square(struct sheet *sheet, struct str text, struct str hint, double x_mm, double y_mm, double side_mm);

/* One signature stands at the right, two side by side. */
void sheet_signatures(struct sheet *sheet, const struct sheet_signature *signatures, int count);

/* Draws what waits; the document is ended by pdf_end(). */
void sheet_end(struct sheet *sheet);

#endif
