/* SPDX-License-Identifier: Apache-2.0 */
#include "output/layout_heading.h"

#include "base/text_fold.h"
#include "domain/words.h"

enum { RULE_PERCENT = 40 }; /* of the issuer's width: "from a third to a half" */

static const double column_gap_mm = 2;
static const double issuer_share = 0.40; /* of the width between the edges */
static const double rule_mm = 0.25;
static const double rule_gap_mm = 0.6;

/* One centred line or paragraph of a column; returns the y below it. */
static double centred(struct pdf *pdf, enum pdf_face face, struct str words, double size_pt, double x_mm, double y_mm,
                      double width_mm)
{
    struct pdf_span span = { .face = face, .text = words };

    return y_mm + pdf_text(pdf, (struct pdf_text){ &span, 1, size_pt, PDF_CENTRE, 0 }, x_mm, y_mm, width_mm);
}

static double width_of(struct pdf *pdf, enum pdf_face face, struct str words, double size_pt, double width_mm)
{
    struct pdf_span span = { .face = face, .text = words };

    return pdf_text_width(pdf, (struct pdf_text){ &span, 1, size_pt, PDF_LEFT, 0 }, width_mm);
}

/* A centred rule; returns the y below it. */
static double rule(struct pdf *pdf, double x_mm, double y_mm, double width_mm, double length_mm)
{
    pdf_line(pdf, x_mm + (width_mm - length_mm) / 2, y_mm + rule_gap_mm, length_mm, 0, rule_mm);
    return y_mm + 3 * rule_gap_mm;
}

/* A people's committee is written out, on a line of its own, as such letters have it. */
static double parent_lines(struct pdf *pdf, struct arena *arena, const struct heading *heading, double x, double y,
                           double width)
{
    struct str name = heading->parent;

    if (str_starts_with(name, STR("UBND "))) {
        y = centred(pdf, PDF_REGULAR, STR("ỦY BAN NHÂN DÂN"), heading->size_pt, x, y, width);
        name = str_from(name, sizeof("UBND ") - 1);
    }
    return centred(pdf, PDF_REGULAR, text_upper(arena, name), heading->size_pt, x, y, width);
}

static double issuer_column(struct pdf *pdf, struct arena *arena, const struct heading *heading, double x, double y,
                            double width)
{
    struct str issuer = text_upper(arena, heading->issuer);

    y = parent_lines(pdf, arena, heading, x, y, width);
    y = centred(pdf, PDF_BOLD, issuer, heading->size_pt, x, y, width);
    y = rule(pdf, x, y, width, width_of(pdf, PDF_BOLD, issuer, heading->size_pt, width) * RULE_PERCENT / 100);
    return centred(pdf, PDF_REGULAR, heading->number, heading->size_pt + 0.5, x, y, width);
}

static double country_column(struct pdf *pdf, struct arena *arena, const struct heading *heading, double x, double y,
                             double width)
{
    const struct str motto = STR("Độc lập - Tự do - Hạnh phúc");
    struct str day = day_in_words(arena, heading->issued_on);
    struct str place_and_day = arena_printf(arena, "%.*s, %.*s", STR_ARG(heading->place), STR_ARG(day));

    y = centred(pdf, PDF_BOLD, STR("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), heading->size_pt, x, y, width);
    y = centred(pdf, PDF_BOLD, motto, heading->size_pt + 0.5, x, y, width);
    y = rule(pdf, x, y, width, width_of(pdf, PDF_BOLD, motto, heading->size_pt + 0.5, width));
    return centred(pdf, PDF_ITALIC, place_and_day, heading->size_pt + 0.5, x, y, width);
}

double heading_draw(struct pdf *pdf, struct arena *arena, const struct heading *heading, double left_mm,
                    double right_mm, double y_mm)
{
    double issuer_width = (right_mm - left_mm) * issuer_share;
    double country_left = left_mm + issuer_width + column_gap_mm;
    double below_issuer = issuer_column(pdf, arena, heading, left_mm, y_mm, issuer_width);
    double below_country = country_column(pdf, arena, heading, country_left, y_mm, right_mm - country_left);

    return below_issuer > below_country ? below_issuer : below_country;
}
