/* SPDX-License-Identifier: Apache-2.0 */
/* embedded -- text files of the source tree that are part of the program; made by tools/embed.
 *
 * Each set is an array sorted by name with its count: catalogue_files and catalogue_file_count in
 * "catalogue_files.h", calendar_files and calendar_file_count in "calendar_files.h". */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

struct embedded_text {
    const char *name; /* without folder */
    const char *text; /* ends with NUL */
};

#endif
