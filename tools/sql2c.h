/* SPDX-License-Identifier: Apache-2.0 */
/* sql2c -- named queries in, typed C functions out.  Three steps: sql2c_parse.c reads the files, sql2c.c asks SQLite
 * what each statement means, sql2c_emit.c writes C. */
#ifndef TOOLS_SQL2C_H
#define TOOLS_SQL2C_H

#include "base/arena.h"
#include "base/buf.h"

enum { FIELDS_MAX = 96 };

enum query_kind { QUERY_ONE, QUERY_MANY, QUERY_EXEC };

enum field_type { TYPE_UNKNOWN, TYPE_TEXT, TYPE_INTEGER, TYPE_ID, TYPE_BOOL, TYPE_DATE, TYPE_MOMENT };

struct field {
    struct str name;
    enum field_type type;
};

/* `-- column NAME TYPE`, `-- parameter NAME TYPE`: for names that the schema does not know. */
struct declaration {
    struct str word, name, type;
    bool is_used;
};

struct query {
    const char *file;
    int line;
    struct str name, comment;
    enum query_kind kind;
    struct str text, postgres_text; /* as written; the second may be null */
    struct str sqlite, postgres;    /* as sent: parameters numbered, comments and needless blanks gone */
    struct declaration declared[FIELDS_MAX];
    size_t declared_count;
    struct field parameters[FIELDS_MAX]; /* in the order of first appearance */
    size_t parameter_count;
    struct field columns[FIELDS_MAX];
    size_t column_count;
    bool is_scan_ok, is_reader, takes_struct;
};

struct query_list {
    struct query *at;
    size_t count, room;
};

/* ---- sql2c_parse.c ---- */
void parse_queries(struct arena *arena, const char *path, struct query_list *out);
void query_error(const struct query *query, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Fills parameters, sqlite and postgres of a query from its text. */
void parse_parameters(struct arena *arena, struct query *query);

/* ---- sql2c_emit.c ---- */
void emit_queries(struct arena *arena, const struct query_list *queries, const char *folder);

#endif
