/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/input_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int input_file_read(const struct usage *usage, struct arena *arena, struct str name, size_t bytes_max,
                    struct str *out_text)
{
    const char *path = arena_c_string(arena, name);
    FILE *from = fopen(path, "r");

    if (from == NULL)
        return options_fail(usage, "%s: %s", path, strerror(errno));
    char *bytes = arena_array(arena, char, bytes_max + 1);
    size_t len = fread(bytes, 1, bytes_max + 1, from);
    int error = ferror(from) ? errno : 0;

    fclose(from);
    if (error != 0)
        return options_fail(usage, "%s: %s", path, strerror(error));
    *out_text = (struct str){ bytes, len };
    return OPTIONS_READY;
}
