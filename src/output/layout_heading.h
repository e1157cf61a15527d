/* SPDX-License-Identifier: Apache-2.0 */
/* layout_heading -- the head that every office paper shares (NĐ 30/2020, annex I): on the left the parent body, the
 * issuing body in bold with a short rule under it, and the number; on the right Quốc hiệu, Tiêu ngữ with a rule of its
 * own length, place and day. */
#ifndef OUTPUT_LAYOUT_HEADING_H
#define OUTPUT_LAYOUT_HEADING_H

#include "output/pdf.h"

struct heading {
    struct str parent, issuer; /* printed in capitals */
    struct str number;         /* "Số: 12/TTPVHCC" */
    struct str place;
    struct date issued_on;
    double size_pt;
};

/* Draws it from y on between two edges; returns the y below it. */
double heading_draw(struct pdf *pdf, struct arena *arena, const struct heading *heading, double left_mm,
                    double right_mm, double y_mm);

#endif
