/* SPDX-License-Identifier: Apache-2.0 */
/* pdf_text -- what a reader finds in a PDF, by Debian's poppler-utils; a missing tool fails the test. */
#ifndef SUPPORT_PDF_TEXT_H
#define SUPPORT_PDF_TEXT_H

#include "base/arena.h"

struct str pdf_text_of(struct arena *arena, struct str pdf);  /* pdftotext -layout, without blanks at line ends */
struct str pdf_info_of(struct arena *arena, struct str pdf);  /* pdfinfo; times in UTC */
struct str pdf_fonts_of(struct arena *arena, struct str pdf); /* pdffonts */

#endif
