/* SPDX-License-Identifier: Apache-2.0 */
/* fonts -- the font files carried in the executable. */
#ifndef OUTPUT_FONTS_H
#define OUTPUT_FONTS_H

#define FONT_FAMILY "Liberation Serif"

enum { FONT_FILES = 3 };

struct font_file {
    const char *name;
    const unsigned char *begin, *end;
};

extern const struct font_file font_files[FONT_FILES];

#endif
