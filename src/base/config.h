/* SPDX-License-Identifier: Apache-2.0 */
/* config -- a file of `key = value` lines; a line that begins with `#` is a comment, blank lines mean nothing. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/arena.h"
#include "base/status.h"

struct config_entry {
    struct str key, value;
    int line;
};

struct config {
    const struct config_entry *at;
    size_t count;
};

/* A file that is not there is an empty configuration.  On failure `*out_fault` says in English what is wrong.
 *     ST_INVALID      a line is not `key = value`, or a key comes twice
 *     ST_TOO_LARGE    longer than 64 KiB or more than 100 lines of values
 *     ST_UNAVAILABLE  the file is there and cannot be read */
enum status config_read(struct arena *arena, const char *path, struct config *out, struct str *out_fault) MUST_CHECK;
enum status config_parse(struct arena *arena, struct str text, struct config *out, struct str *out_fault) MUST_CHECK;

struct str config_value(const struct config *config, const char *key); /* null when absent */

#endif
