/* SPDX-License-Identifier: Apache-2.0 */
#include "sql2c.h"

#include "source.h"

static const struct {
    const char *c_type;
    const char *suffix; /* of db_bind_… and db_column_… */
    char letter;        /* in parameter_types */
} types[] = {
    [TYPE_TEXT] = { "struct str ", "str", 't' },   [TYPE_INTEGER] = { "int64_t ", "i64", 'i' },
    [TYPE_ID] = { "int64_t ", "id", 'i' },         [TYPE_BOOL] = { "bool ", "bool", 'i' },
    [TYPE_DATE] = { "struct date ", "date", 't' }, [TYPE_MOMENT] = { "struct moment ", "moment", 'i' },
};

static void put_fields(struct buf *out, const struct field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "    %s%.*s;\n", types[fields[i].type].c_type, STR_ARG(fields[i].name));
}

static void put_structs(struct buf *out, const struct query *query)
{
    if (query->takes_struct) {
        buf_printf(out, "\nstruct sql_%.*s_parameters {\n", STR_ARG(query->name));
        put_fields(out, query->parameters, query->parameter_count);
        buf_put_str(out, STR("};\n"));
    }
    if (query->kind == QUERY_EXEC)
        return;
    buf_printf(out, "\nstruct sql_%.*s_row {\n", STR_ARG(query->name));
    put_fields(out, query->columns, query->column_count);
    buf_put_str(out, STR("};\n"));
    if (query->kind == QUERY_MANY)
        buf_printf(out, "\nstruct sql_%.*s_rows {\n    struct sql_%.*s_row *at;\n    size_t count;\n};\n",
                   STR_ARG(query->name), STR_ARG(query->name));
}

static void put_signature(struct buf *out, const struct query *query)
{
    buf_printf(out, "enum status sql_%.*s(struct db *db", STR_ARG(query->name));
    if (query->kind != QUERY_EXEC)
        buf_put_str(out, STR(", struct arena *arena"));
    if (query->takes_struct)
        buf_printf(out, ", const struct sql_%.*s_parameters *given", STR_ARG(query->name));
    for (size_t i = 0; i < query->parameter_count && !query->takes_struct; i++)
        buf_printf(out, ", %s%.*s", types[query->parameters[i].type].c_type, STR_ARG(query->parameters[i].name));
    if (query->kind == QUERY_EXEC)
        buf_put_str(out, STR(", int64_t *out_changed)"));
    else
        buf_printf(out, ", struct sql_%.*s_%s *out)", STR_ARG(query->name), query->kind == QUERY_ONE ? "row" : "rows");
}

static void put_declaration(struct buf *out, const struct query *query)
{
    put_structs(out, query);
    buf_put_char(out, '\n');
    if (query->comment.len > 0)
        buf_printf(out, "/* %.*s */\n", STR_ARG(query->comment));
    put_signature(out, query);
    buf_put_str(out, STR(" MUST_CHECK;\n"));
}

static void put_header(struct arena *arena, const struct query_list *queries, const char *folder, bool is_reader)
{
    const char *name = is_reader ? "queries_read.h" : "queries_write.h";
    const char *guard = is_reader ? "QUERIES_READ_H" : "QUERIES_WRITE_H";
    struct buf out = source_buf(arena);

    buf_printf(&out, "/* Made by sql2c from queries/: statements that %s. */\n",
               is_reader ? "only read" : "change rows");
    buf_printf(&out, "#ifndef %s\n#define %s\n\n#include \"store/db.h\"\n", guard, guard);
    for (size_t i = 0; i < queries->count; i++)
        if (queries->at[i].is_reader == is_reader)
            put_declaration(&out, &queries->at[i]);
    buf_put_str(&out, STR("\n#endif\n"));
    source_write(arena_printf(arena, "%s/%s", folder, name).at, &out);
}

static void put_constant(struct buf *out, const struct query *query, size_t number)
{
    buf_printf(out, "\nstatic const struct db_query query_%.*s = {\n    .name = \"%.*s\",\n    .sqlite = ",
               STR_ARG(query->name), STR_ARG(query->name));
    source_put_c(out, query->sqlite);
    buf_put_str(out, STR(",\n    .postgres = "));
    source_put_c(out, query->postgres);
    buf_printf(out, ",\n    .parameter_count = %zu,\n    .number = %zu,\n    .parameter_types = \"",
               query->parameter_count, number);
    for (size_t i = 0; i < query->parameter_count; i++)
        buf_put_char(out, types[query->parameters[i].type].letter);
    buf_put_str(out, STR("\",\n};\n"));
}

static void put_binds(struct buf *out, const struct query *query)
{
    for (size_t i = 0; i < query->parameter_count; i++)
        buf_printf(out, "    db_bind_%s(stmt_, %zu, %s%.*s);\n", types[query->parameters[i].type].suffix, i + 1,
                   query->takes_struct ? "given->" : "", STR_ARG(query->parameters[i].name));
}

/* ids come back as plain numbers: NULL reads as 0 */
static void put_row(struct buf *out, const struct query *query, const char *indent)
{
    buf_printf(out, "(struct sql_%.*s_row){\n", STR_ARG(query->name));
    for (size_t i = 0; i < query->column_count; i++) {
        enum field_type type = query->columns[i].type;

        buf_printf(out, "%s    .%.*s = db_column_%s(stmt_, %zu%s),\n", indent, STR_ARG(query->columns[i].name),
                   type == TYPE_ID ? "i64" : types[type].suffix, i, type == TYPE_TEXT ? ", arena" : "");
    }
    buf_printf(out, "%s};\n", indent);
}

static bool has_text_column(const struct query *query)
{
    for (size_t i = 0; i < query->column_count; i++)
        if (query->columns[i].type == TYPE_TEXT)
            return true;
    return false;
}

static void put_body_one(struct buf *out, const struct query *query)
{
    if (!has_text_column(query))
        buf_put_str(out, STR("    (void)arena;\n"));
    buf_printf(out,
               "    struct sql_%.*s_row row_ = { 0 };\n"
               "    bool is_found_ = db_step(stmt_);\n\n"
               "    if (is_found_)\n        row_ = ",
               STR_ARG(query->name));
    put_row(out, query, "        ");
    buf_put_str(out, STR("    TRY(db_finish(stmt_));\n"
                         "    if (!is_found_)\n        return ST_NOT_FOUND;\n"
                         "    *out = row_;\n    return ST_OK;\n"));
}

static void put_body_many(struct buf *out, const struct query *query)
{
    buf_printf(out,
               "    struct sql_%.*s_rows rows_ = { 0 };\n"
               "    size_t room_ = 0;\n\n"
               "    while (db_step(stmt_)) {\n"
               "        rows_.at = arena_grow(arena, rows_.at, rows_.count, &room_, sizeof *rows_.at);\n"
               "        rows_.at[rows_.count++] = ",
               STR_ARG(query->name));
    put_row(out, query, "        ");
    buf_put_str(out, STR("    }\n    TRY(db_finish(stmt_));\n    *out = rows_;\n    return ST_OK;\n"));
}

static void put_body_exec(struct buf *out)
{
    buf_put_str(out, STR("    while (db_step(stmt_))\n        continue;\n"
                         "    int64_t changed_ = db_changed(stmt_);\n\n"
                         "    TRY(db_finish(stmt_));\n    *out_changed = changed_;\n    return ST_OK;\n"));
}

static void put_function(struct buf *out, const struct query *query)
{
    buf_put_char(out, '\n');
    put_signature(out, query);
    buf_printf(out, "\n{\n    struct db_stmt *stmt_;\n\n    TRY(db_start(db, &query_%.*s, &stmt_));\n",
               STR_ARG(query->name));
    put_binds(out, query);
    if (query->kind == QUERY_ONE)
        put_body_one(out, query);
    else if (query->kind == QUERY_MANY)
        put_body_many(out, query);
    else
        put_body_exec(out);
    buf_put_str(out, STR("}\n"));
}

static void put_source(struct arena *arena, const struct query_list *queries, const char *folder)
{
    struct buf out = source_buf(arena);

    buf_put_str(&out, STR("/* Made by sql2c from queries/. */\n#include \"queries_all.h\"\n"
                          "#include \"queries_read.h\"\n#include \"queries_write.h\"\n"));
    for (size_t i = 0; i < queries->count; i++) {
        put_constant(&out, &queries->at[i], i);
        put_function(&out, &queries->at[i]);
    }
    buf_put_str(&out, STR("\nconst struct db_query *const queries_all[QUERY_COUNT + 1] = {\n"));
    for (size_t i = 0; i < queries->count; i++)
        buf_printf(&out, "    &query_%.*s,\n", STR_ARG(queries->at[i].name));
    buf_put_str(&out, STR("    NULL,\n};\n"));
    source_write(arena_printf(arena, "%s/queries.c", folder).at, &out);
}

static void put_list(struct arena *arena, const struct query_list *queries, const char *folder)
{
    struct buf count = source_buf(arena);
    struct buf all = source_buf(arena);

    buf_printf(&count,
               "/* Made by sql2c: how many statements there are, for the connection's cache. */\n"
               "#ifndef QUERIES_COUNT_H\n#define QUERIES_COUNT_H\n\nenum { QUERY_COUNT = %zu };\n\n#endif\n",
               queries->count);
    source_write(arena_printf(arena, "%s/queries_count.h", folder).at, &count);
    buf_put_str(&all, STR("/* Made by sql2c: every statement, so that a test can prepare them all. */\n"
                          "#ifndef QUERIES_ALL_H\n#define QUERIES_ALL_H\n\n"
                          "#include \"queries_count.h\"\n#include \"store/db.h\"\n\n"
                          "extern const struct db_query *const queries_all[QUERY_COUNT + 1]; /* NULL ends it */\n\n"
                          "#endif\n"));
    source_write(arena_printf(arena, "%s/queries_all.h", folder).at, &all);
}

void emit_queries(struct arena *arena, const struct query_list *queries, const char *folder)
{
    put_header(arena, queries, folder, true);
    put_header(arena, queries, folder, false);
    put_list(arena, queries, folder);
    put_source(arena, queries, folder);
}
