/* SPDX-License-Identifier: Apache-2.0 */
/* source -- what the generators share: files in, files out, and errors in the form an editor understands. */
#ifndef TOOLS_SOURCE_H
#define TOOLS_SOURCE_H

#include "base/arena.h"
#include "base/buf.h"

struct source_list {
    const char **at;
    size_t count, room;
};

/* Generators name files from the project's root, whatever folder they are started in. */
void source_enter(const char *root);

/* The files below `path` whose name ends with `suffix`, sorted; `path` itself when it is a file; else none. */
struct source_list source_find(struct arena *arena, const char *path, const char *suffix);
void source_add(struct arena *arena, struct source_list *list, const char *path);

struct str source_read(struct arena *arena, const char *path); /* exits when it cannot be read */

/* Leaves the file alone when it holds these bytes already, so that nothing is built again for nothing. */
void source_write(const char *path, const struct buf *bytes);

/* Tells ninja what `target` was made from: the files, and their folders (a new file changes its folder). */
void source_write_depfile(struct arena *arena, const char *path, const char *target, const struct source_list *inputs);

struct buf source_buf(struct arena *arena);           /* large enough for any generated file */
void source_put_c(struct buf *out, struct str bytes); /* as a C string literal, with quotes */

/* "FILE:LINE: error: WORDS" on standard error, and remembers that there was one. */
__attribute__((format(printf, 3, 4))) void source_error(const char *file, int line, const char *format, ...);
int source_error_count(void);

#endif
