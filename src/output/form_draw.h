/* SPDX-License-Identifier: Apache-2.0 */
/* form_draw -- the forms of TT 03/2025/TT-VPCP as PDF (layout_form.h). */
#ifndef OUTPUT_FORM_DRAW_H
#define OUTPUT_FORM_DRAW_H

#include "domain/form.h"

struct form_sheet {
    const struct form_content *content;
    bool is_void;        /* "HẾT HIỆU LỰC" stands across each page */
    int64_t replaced_by; /* the version in its place; 0: none */
};

/* The document; the same sheet always gives the same bytes.
 *     ST_TOO_LARGE    past 4 MiB
 *     ST_UNAVAILABLE  could not be drawn */
enum status form_draw(struct arena *arena, const struct form_sheet *sheet, struct str *out_pdf) MUST_CHECK;

#endif
