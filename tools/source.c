/* SPDX-License-Identifier: Apache-2.0 */
#include "source.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int error_count;

void source_error(const char *file, int line, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "%s:%d: error: ", file, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    error_count++;
}

int source_error_count(void)
{
    return error_count;
}

__attribute__((noreturn)) static void fail(const char *path)
{
    fprintf(stderr, "%s: error: %s\n", path, strerror(errno));
    exit(1);
}

void source_enter(const char *root)
{
    if (chdir(root) != 0)
        fail(root);
}

void source_add(struct arena *arena, struct source_list *list, const char *path)
{
    list->at = arena_grow(arena, list->at, list->count, &list->room, sizeof *list->at);
    list->at[list->count++] = arena_c_string(arena, arena_copy(arena, str_of(path)));
}

static void find_below(struct arena *arena, const char *folder, const char *suffix, struct source_list *out)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);

    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        const char *path = arena_printf(arena, "%s/%s", folder, name).at;
        struct stat info;

        if (name[0] != '.' && stat(path, &info) == 0) {
            if (S_ISDIR(info.st_mode))
                find_below(arena, path, suffix, out);
            else if (str_ends_with(str_of(name), str_of(suffix)))
                source_add(arena, out, path);
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

struct source_list source_find(struct arena *arena, const char *path, const char *suffix)
{
    struct source_list list = { 0 };
    struct stat info;

    if (stat(path, &info) != 0)
        return list;
    if (S_ISDIR(info.st_mode))
        find_below(arena, path, suffix, &list);
    else
        source_add(arena, &list, path);
    return list;
}

struct str source_read(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat info;

    if (file == NULL || fstat(fileno(file), &info) != 0)
        fail(path);

    size_t len = (size_t)info.st_size;
    char *bytes = arena_alloc(arena, len + 1);
    if (fread(bytes, 1, len, file) != len)
        fail(path);
    fclose(file);
    return (struct str){ bytes, len };
}

static bool holds_already(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "rb");
    bool is_same = file != NULL;

    for (size_t i = 0; is_same && i < bytes.len; i++)
        is_same = fgetc(file) == (unsigned char)bytes.at[i];
    is_same = is_same && fgetc(file) == EOF;
    if (file != NULL)
        fclose(file);
    return is_same;
}

void source_write(const char *path, const struct buf *out)
{
    struct str bytes = buf_str(out);

    if (buf_overflowed(out)) {
        errno = EFBIG;
        fail(path);
    }
    if (holds_already(path, bytes))
        return;

    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes.at, 1, bytes.len, file) != bytes.len || fclose(file) != 0)
        fail(path);
}

static void put_dependency(struct buf *out, const char *path, size_t len)
{
    char folder[PATH_MAX];

    if (path[0] != '/' && getcwd(folder, sizeof folder) != NULL)
        buf_printf(out, " %s/%.*s", folder, (int)len, path);
    else
        buf_printf(out, " %.*s", (int)len, path);
}

void source_write_depfile(struct arena *arena, const char *path, const char *target, const struct source_list *inputs)
{
    struct buf out = source_buf(arena);

    buf_printf(&out, "%s:", target);
    for (size_t i = 0; i < inputs->count; i++) {
        const char *slash = strrchr(inputs->at[i], '/');

        put_dependency(&out, inputs->at[i], strlen(inputs->at[i]));
        if (slash != NULL)
            put_dependency(&out, inputs->at[i], (size_t)(slash - inputs->at[i]));
    }
    buf_put_char(&out, '\n');
    source_write(path, &out);
}

struct buf source_buf(struct arena *arena)
{
    return buf_new(arena, 64 << 20);
}

void source_put_c(struct buf *out, struct str bytes)
{
    buf_put_char(out, '"');
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.at[i];

        if (c == '"' || c == '\\' || c == '?')
            buf_printf(out, "\\%c", c);
        else if (c == '\n')
            buf_put_str(out, STR("\\n"));
        else if (c < ' ' || c == 127)
            buf_printf(out, "\\%03o", c);
        else
            buf_put_char(out, (char)c);
    }
    buf_put_char(out, '"');
}
