/* SPDX-License-Identifier: Apache-2.0 */
/* Liberation Serif 2 (SIL Open Font License 1.1) as Debian's fonts-liberation2 installs it; version 1 has no
 * Vietnamese.  The assembler copies the files in: a megabyte written out as C would take seconds to compile. */
#include "output/fonts.h"

#define EMBED(name, file)                                            \
    __asm__(".section .rodata\n"                                     \
            ".balign 16\n" #name "_begin:\n"                         \
            ".incbin \"" FONT_FOLDER "/" file "\"\n" #name "_end:\n" \
            ".previous\n");                                          \
    extern const unsigned char name##_begin[], name##_end[]

EMBED(font_regular, "LiberationSerif-Regular.ttf");
EMBED(font_bold, "LiberationSerif-Bold.ttf");
EMBED(font_italic, "LiberationSerif-Italic.ttf");

const struct font_file font_files[FONT_FILES] = {
    { "LiberationSerif-Regular.ttf", font_regular_begin, font_regular_end },
    { "LiberationSerif-Bold.ttf", font_bold_begin, font_bold_end },
    { "LiberationSerif-Italic.ttf", font_italic_begin, font_italic_end },
};
