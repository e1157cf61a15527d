/* SPDX-License-Identifier: Apache-2.0 */
/* pdf -- pages of text, rules and filled squares, measured in millimetres from the top left corner.
 *
 * The text is set in the product's own fonts (Liberation Serif, the metrics of Times), carried in the executable; the
 * machine's fonts and settings play no part, so the same calls give the same bytes everywhere, and the text can be
 * searched and copied.  One document at a time. */
#ifndef OUTPUT_PDF_H
#define OUTPUT_PDF_H

#include "base/arena.h"
#include "base/status.h"
#include "domain/date.h"

enum pdf_face { PDF_REGULAR, PDF_BOLD, PDF_ITALIC };
enum pdf_align { PDF_LEFT, PDF_CENTRE, PDF_RIGHT, PDF_JUSTIFIED };

struct pdf_paper {
    double width_mm, height_mm;
};

struct pdf_facts {
    struct str title, author;
    struct moment made_at; /* printed as the document's date: never the clock's */
};

/* A stretch of text in one face. */
struct pdf_span {
    enum pdf_face face;
    struct str text;
    bool begins_line; /* what is in the text itself never begins one */
};

/* A paragraph; lines wrap at words, and inside a word that is wider than the paragraph. */
struct pdf_text {
    const struct pdf_span *spans;
    size_t span_count;
    double size_pt;
    enum pdf_align align;
    double hanging_mm; /* lines after the first begin this much further right; below 0: the first one does */
};

struct pdf;

struct pdf *pdf_begin(struct arena *arena, struct pdf_paper paper, struct pdf_facts facts);

/* A paragraph set into lines, to be measured and drawn whole or in parts.  Lives until it is dropped or the document
 * ends. */
struct pdf_set;

struct pdf_set *pdf_set(struct pdf *pdf, struct pdf_text text, double width_mm);
void pdf_set_drop(struct pdf_set *set);
int pdf_set_lines(const struct pdf_set *set);
double pdf_set_height(const struct pdf_set *set, int first_line);                 /* from that line to the end */
int pdf_set_fitting(const struct pdf_set *set, int first_line, double height_mm); /* so many lines from there */
double pdf_set_width(const struct pdf_set *set);                                  /* of the widest line */
/* Draws some lines with their top left corner at x, y; returns the height taken. */
double pdf_set_draw(struct pdf_set *set, int first_line, int line_count, double x_mm, double y_mm);

/* All at once: sets, draws and drops. */
double pdf_text(struct pdf *pdf, struct pdf_text text, double x_mm, double y_mm, double width_mm);
double pdf_text_width(struct pdf *pdf, struct pdf_text text, double width_mm); /* of the widest line when so wrapped */

/* Pale words across the page, centred at x, y and rising to the right; what is drawn later stands on top of them. */
void pdf_stamp(struct pdf *pdf, struct str words, double size_pt, double x_mm, double y_mm);
void pdf_line(struct pdf *pdf, double x_mm, double y_mm, double width_mm, double height_mm, double thickness_mm);
void pdf_box(struct pdf *pdf, double x_mm, double y_mm, double width_mm, double height_mm); /* filled black */
void pdf_next_page(struct pdf *pdf);

/* Ends the document, also when it fails: ST_UNAVAILABLE, the library could not draw it; ST_TOO_LARGE, past 4 MiB. */
enum status pdf_end(struct pdf *pdf, struct str *out_bytes) MUST_CHECK;

#endif
