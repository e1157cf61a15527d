/* SPDX-License-Identifier: Apache-2.0 */
/* input_file -- a file named on the command line, whole. */
#ifndef CLI_INPUT_FILE_H
#define CLI_INPUT_FILE_H

#include "base/arena.h"
#include "cli/options.h"

/* A file longer than `bytes_max` gives one byte more than that, for its reader to refuse.  OPTIONS_READY, or the exit
 * code after what is wrong was said. */
int input_file_read(const struct usage *usage, struct arena *arena, struct str name, size_t bytes_max,
                    struct str *out_text);

#endif
