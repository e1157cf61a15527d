/* SPDX-License-Identifier: Apache-2.0 */
#include "base/config.h"

#include "base/cleanup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CONFIG_BYTES_MAX = 64 * 1024, CONFIG_ENTRIES_MAX = 100 };

static enum status unreadable(struct arena *arena, struct str *out_fault)
{
    *out_fault = arena_printf(arena, "cannot be read: %s", strerror(errno));
    return ST_UNAVAILABLE;
}

static void close_file_at(FILE **file)
{
    if (*file != NULL)
        fclose(*file);
}

struct str config_value(const struct config *config, const char *key)
{
    for (size_t i = 0; i < config->count; i++)
        if (str_equal(config->at[i].key, str_of(key)))
            return config->at[i].value;
    return (struct str){ NULL, 0 };
}

enum status config_parse(struct arena *arena, struct str text, struct config *out, struct str *out_fault)
{
    struct config_entry *entries = arena_array(arena, struct config_entry, CONFIG_ENTRIES_MAX);
    struct config config = { entries, 0 };

    for (int line = 1; text.len > 0; line++) {
        struct str value = str_trim(str_next(&text, '\n'));

        if (value.len == 0 || value.at[0] == '#')
            continue;
        struct str key = str_trim(str_next(&value, '='));

        if (value.at == NULL || key.len == 0) {
            *out_fault = arena_printf(arena, "line %d is not \"key = value\"", line);
            return ST_INVALID;
        }
        if (config_value(&config, arena_c_string(arena, key)).at != NULL) {
            *out_fault = arena_printf(arena, "line %d gives %.*s a second time", line, STR_ARG(key));
            return ST_INVALID;
        }
        if (config.count == CONFIG_ENTRIES_MAX) {
            *out_fault = arena_printf(arena, "more than %d values", CONFIG_ENTRIES_MAX);
            return ST_TOO_LARGE;
        }
        entries[config.count++] = (struct config_entry){ key, str_trim(value), line };
    }
    *out = config;
    return ST_OK;
}

enum status config_read(struct arena *arena, const char *path, struct config *out, struct str *out_fault)
{
    FILE *file CLEANUP(close_file_at) = fopen(path, "re");

    if (file == NULL && errno == ENOENT)
        return config_parse(arena, STR(""), out, out_fault);
    if (file == NULL)
        return unreadable(arena, out_fault);

    char *bytes = arena_alloc(arena, CONFIG_BYTES_MAX + 1);
    size_t len = fread(bytes, 1, CONFIG_BYTES_MAX + 1, file);

    if (ferror(file) != 0)
        return unreadable(arena, out_fault);
    if (len > CONFIG_BYTES_MAX) {
        *out_fault = arena_printf(arena, "longer than %d bytes", CONFIG_BYTES_MAX);
        return ST_TOO_LARGE;
    }
    return config_parse(arena, (struct str){ bytes, len }, out, out_fault);
}
