/* SPDX-License-Identifier: Apache-2.0 */
/* sql2c ROOT OUT SCHEMA QUERIES… -- makes typed C functions of the named queries, or says why not.
 *
 * DESIGN  The schema is applied to an empty database in memory and every statement is prepared there, so SQLite itself
 * finds what is misspelt.  Types follow names: a name is looked up in the schema, and its ending says which C type it
 * has.  A statement that would read a whole table is refused unless its comment says why that is right; an index that
 * no statement's plan uses is refused too. */
#include "sql2c.h"

#include "source.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The schema --------------------------------------------------------------------------------- */

struct known {
    struct str name, type;
    bool is_disputed; /* two tables give it different types */
};

/* What a query might be found by. */
struct index {
    struct str name;
    bool is_used;
};

struct schema {
    sqlite3 *database;
    struct known *at;
    size_t count, room;
    struct index *indexes;
    size_t index_count, index_room;
};

static struct str column_text(sqlite3_stmt *stmt, int column)
{
    return str_of((const char *)sqlite3_column_text(stmt, column));
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *stmt;

    if (sqlite3_prepare_v2(database, sql, -1, &stmt, NULL) == SQLITE_OK)
        return stmt;
    fprintf(stderr, "sql2c: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static bool starts_truth(struct str name)
{
    return str_starts_with(name, STR("is_")) || str_starts_with(name, STR("has_"));
}

static bool may_be_null(struct str name)
{
    return (str_ends_with(name, STR("_id")) || str_ends_with(name, STR("_at"))) && !starts_truth(name);
}

/* The stored type that a name demands; null when it leaves the choice. */
static struct str type_by_name(struct str name)
{
    if (starts_truth(name) || str_ends_with(name, STR("_at")) || str_ends_with(name, STR("_id")))
        return STR("INTEGER");
    if (str_ends_with(name, STR("_on")))
        return STR("TEXT");
    return (struct str){ NULL, 0 };
}

static void know(struct arena *arena, struct schema *schema, struct str name, struct str type)
{
    for (size_t i = 0; i < schema->count; i++)
        if (str_equal(schema->at[i].name, name)) {
            schema->at[i].is_disputed |= !str_equal(schema->at[i].type, type);
            return;
        }
    schema->at = arena_grow(arena, schema->at, schema->count, &schema->room, sizeof *schema->at);
    schema->at[schema->count++] = (struct known){ arena_copy(arena, name), arena_copy(arena, type), false };
}

static void check_column(const char *path, struct str table, struct str name, struct str type, bool is_nullable)
{
    struct str wanted = type_by_name(name);

    if (!str_equal(type, STR("INTEGER")) && !str_equal(type, STR("TEXT")))
        source_error(path, 1, "%.*s.%.*s: type %.*s has no C type; use INTEGER or TEXT", STR_ARG(table), STR_ARG(name),
                     STR_ARG(type));
    else if (wanted.at != NULL && !str_equal(type, wanted))
        source_error(path, 1, "%.*s.%.*s: a column of this name is %.*s", STR_ARG(table), STR_ARG(name),
                     STR_ARG(wanted));
    else if (str_equal(type, STR("INTEGER")) && is_nullable && !may_be_null(name))
        source_error(path, 1, "%.*s.%.*s: INTEGER that may be NULL; only _id and _at may", STR_ARG(table),
                     STR_ARG(name));
}

/* Reads back what the tables look like once all the files are applied. */
static void learn_schema(struct arena *arena, struct schema *schema, const char *path)
{
    sqlite3_stmt *stmt =
        prepare(schema->database, "SELECT m.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0"
                                  "  FROM sqlite_schema m, pragma_table_info(m.name) c"
                                  " WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' ORDER BY 1, c.cid");

    while (sqlite3_step(stmt) == SQLITE_ROW) {
        struct str name = column_text(stmt, 1);
        struct str type = column_text(stmt, 2);

        check_column(path, column_text(stmt, 0), name, type, sqlite3_column_int(stmt, 3) != 0);
        know(arena, schema, name, type);
    }
    sqlite3_finalize(stmt);
}

/* All but those that keep a rule: UNIQUE, and SQLite's own behind PRIMARY KEY. */
static void learn_indexes(struct arena *arena, struct schema *schema)
{
    sqlite3_stmt *stmt = prepare(schema->database, "SELECT i.name FROM sqlite_schema m, pragma_index_list(m.name) i"
                                                   " WHERE m.type = 'table' AND i.\"unique\" = 0 ORDER BY 1");

    while (sqlite3_step(stmt) == SQLITE_ROW) {
        schema->indexes =
            arena_grow(arena, schema->indexes, schema->index_count, &schema->index_room, sizeof *schema->indexes);
        schema->indexes[schema->index_count++] = (struct index){ arena_copy(arena, column_text(stmt, 0)), false };
    }
    sqlite3_finalize(stmt);
}

static struct schema load_schema(struct arena *arena, const struct source_list *files)
{
    struct schema schema = { 0 };

    if (sqlite3_open(":memory:", &schema.database) != SQLITE_OK)
        exit(1);
    for (size_t i = 0; i < files->count; i++) {
        char *error = NULL;

        if (sqlite3_exec(schema.database, arena_c_string(arena, source_read(arena, files->at[i])), NULL, NULL,
                         &error) != SQLITE_OK)
            source_error(files->at[i], 1, "%s", error);
        sqlite3_free(error);
    }
    if (files->count > 0)
        learn_schema(arena, &schema, files->at[files->count - 1]);
    learn_indexes(arena, &schema);
    return schema;
}

/* ---- Types by name ------------------------------------------------------------------------------ */

static enum field_type type_of(struct str name, struct str stored)
{
    if (starts_truth(name))
        return TYPE_BOOL;
    if (str_ends_with(name, STR("_on")))
        return TYPE_DATE;
    if (str_ends_with(name, STR("_at")))
        return TYPE_MOMENT;
    if (str_ends_with(name, STR("_id")))
        return TYPE_ID;
    return str_equal(stored, STR("TEXT")) ? TYPE_TEXT : TYPE_INTEGER;
}

static struct declaration *find_declaration(struct query *query, const char *word, struct str name)
{
    for (size_t i = 0; i < query->declared_count; i++)
        if (str_equal(query->declared[i].word, str_of(word)) && str_equal(query->declared[i].name, name))
            return &query->declared[i];
    return NULL;
}

static void resolve_declared(struct query *query, const struct declaration *declared, struct field *field)
{
    struct str wanted = type_by_name(field->name);

    if (wanted.at != NULL && !str_equal(wanted, declared->type))
        query_error(query, "'%.*s' is declared %.*s, but its name says %.*s", STR_ARG(field->name),
                    STR_ARG(declared->type), STR_ARG(wanted));
    field->type = type_of(field->name, declared->type);
}

/* A name is declared, or in the schema, or says its type by itself (until_at, is_late).
 * `word` is "column" or "parameter", as in the declarations. */
static void resolve(struct query *query, const struct schema *schema, const char *word, struct field *field)
{
    struct declaration *declared = find_declaration(query, word, field->name);

    if (declared != NULL) {
        declared->is_used = true;
        resolve_declared(query, declared, field);
        return;
    }
    for (size_t i = 0; i < schema->count; i++) {
        if (!str_equal(schema->at[i].name, field->name))
            continue;
        if (schema->at[i].is_disputed)
            query_error(query, "tables disagree on the type of '%.*s'", STR_ARG(field->name));
        field->type = type_of(field->name, schema->at[i].type);
        return;
    }
    if (type_by_name(field->name).at == NULL)
        query_error(query, "no table has a column called '%.*s'", STR_ARG(field->name));
    field->type = type_of(field->name, type_by_name(field->name));
}

static void refuse_unused_declarations(struct query *query)
{
    for (size_t i = 0; i < query->declared_count; i++)
        if (!query->declared[i].is_used)
            query_error(query, "has no %.*s called '%.*s'", STR_ARG(query->declared[i].word),
                        STR_ARG(query->declared[i].name));
}

/* ---- What SQLite says about a statement --------------------------------------------------------- */

static bool is_identifier(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] != '_' && !(name.at[i] >= 'a' && name.at[i] <= 'z') && !(name.at[i] >= '0' && name.at[i] <= '9'))
            return false;
    return name.len > 0;
}

static void add_column(struct arena *arena, struct query *query, const struct schema *schema, struct str name)
{
    struct field *column = &query->columns[query->column_count];

    if (!is_identifier(name)) {
        query_error(query, "column %zu needs a name: AS …", query->column_count + 1);
        return;
    }
    for (size_t i = 0; i < query->column_count; i++)
        if (str_equal(query->columns[i].name, name))
            query_error(query, "two columns are called '%.*s'", STR_ARG(name));
    column->name = arena_copy(arena, name);
    resolve(query, schema, "column", column);
    query->column_count++;
}

static void read_columns(struct arena *arena, struct query *query, const struct schema *schema, sqlite3_stmt *stmt)
{
    int count = sqlite3_column_count(stmt);

    if (query->kind == QUERY_EXEC && count > 0)
        query_error(query, "returns rows but is marked :exec");
    else if (query->kind != QUERY_EXEC && count == 0)
        query_error(query, "returns no rows but is not marked :exec");
    else if (count > FIELDS_MAX)
        query_error(query, "more than %d columns", FIELDS_MAX);
    else
        for (int i = 0; i < count; i++)
            add_column(arena, query, schema, str_of(sqlite3_column_name(stmt, i)));
}

/* ---- The plan ----------------------------------------------------------------------------------- */

enum { PLAN_NAMES_MAX = 32 };

/* Names in a plan that are results of other steps, not tables. */
struct plan {
    struct str made[PLAN_NAMES_MAX];
    size_t made_count;
};

static bool is_made(const struct plan *plan, struct str name)
{
    for (size_t i = 0; i < plan->made_count; i++)
        if (str_equal(plan->made[i], name))
            return true;
    return str_starts_with(name, STR("(")) || str_equal(name, STR("CONSTANT"));
}

static void read_made(struct arena *arena, struct plan *plan, struct str detail)
{
    struct str verb = str_next(&detail, ' ');

    if ((str_equal(verb, STR("MATERIALIZE")) || str_equal(verb, STR("CO-ROUTINE"))) &&
        plan->made_count < PLAN_NAMES_MAX)
        plan->made[plan->made_count++] = arena_copy(arena, str_next(&detail, ' '));
}

static bool reads_all(const struct plan *plan, struct str detail, struct str *out_name)
{
    struct str rest = detail;
    struct str verb = str_next(&rest, ' ');
    struct str name = str_next(&rest, ' ');

    *out_name = name;
    if (is_made(plan, name) || str_contains(rest, STR("VIRTUAL TABLE")) || str_contains(rest, STR("CONSTANT ROW")))
        return false;
    if (str_equal(verb, STR("SEARCH")))
        return str_starts_with(rest, STR("USING AUTOMATIC"));
    return str_equal(verb, STR("SCAN")) && !str_starts_with(rest, STR("USING"));
}

/* "SEARCH d USING COVERING INDEX dossier_held (holder_id=?)" */
static void note_index(struct schema *schema, struct str detail)
{
    while (detail.len > 0 && !str_equal(str_next(&detail, ' '), STR("INDEX")))
        continue;
    struct str name = str_next(&detail, ' ');

    for (size_t i = 0; i < schema->index_count; i++)
        schema->indexes[i].is_used |= str_equal(schema->indexes[i].name, name);
}

/* Every change of a row pays for each index of its table, so each must find something. */
static void refuse_unused_indexes(struct arena *arena, const struct schema *schema, const struct source_list *files)
{
    for (size_t i = 0; i < schema->index_count; i++) {
        struct str made = arena_printf(arena, "CREATE INDEX %.*s ON ", STR_ARG(schema->indexes[i].name));
        const char *path = "";

        if (schema->indexes[i].is_used)
            continue;
        for (size_t k = 0; k < files->count; k++)
            if (str_contains(source_read(arena, files->at[k]), made))
                path = files->at[k];
        source_error(path, 1, "no query uses the index %.*s", STR_ARG(schema->indexes[i].name));
    }
}

static void check_plan(struct arena *arena, struct query *query, struct schema *schema)
{
    struct str sql = arena_printf(arena, "EXPLAIN QUERY PLAN %.*s", STR_ARG(query->sqlite));
    sqlite3_stmt *stmt = prepare(schema->database, sql.at);
    struct plan plan = { 0 };
    bool is_scanning = false;
    struct str name;

    while (sqlite3_step(stmt) == SQLITE_ROW)
        read_made(arena, &plan, column_text(stmt, 3));
    sqlite3_reset(stmt);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        is_scanning |= str_starts_with(column_text(stmt, 3), STR("SCAN"));
        note_index(schema, column_text(stmt, 3));
        if (reads_all(&plan, column_text(stmt, 3), &name) && !query->is_scan_ok)
            query_error(query, "SCAN %.*s without an index", STR_ARG(name));
    }
    sqlite3_finalize(stmt);
    if (query->is_scan_ok && !is_scanning)
        query_error(query, "says 'scan ok' but scans nothing");
}

static void check_query(struct arena *arena, struct query *query, struct schema *schema)
{
    int errors_before = source_error_count();
    sqlite3_stmt *stmt;

    parse_parameters(arena, query);
    if (query->sqlite.len == 0 || source_error_count() > errors_before)
        return;
    if (sqlite3_prepare_v2(schema->database, query->sqlite.at, -1, &stmt, NULL) != SQLITE_OK) {
        query_error(query, "%s", sqlite3_errmsg(schema->database));
        return;
    }
    query->is_reader = sqlite3_stmt_readonly(stmt) != 0;
    read_columns(arena, query, schema, stmt);
    sqlite3_finalize(stmt);
    for (size_t i = 0; i < query->parameter_count; i++)
        resolve(query, schema, "parameter", &query->parameters[i]);
    refuse_unused_declarations(query);
    check_plan(arena, query, schema);
}

static void load_queries(struct arena *arena, const char *path, struct query_list *queries, struct source_list *inputs)
{
    struct source_list files = source_find(arena, path, ".sql");

    source_add(arena, inputs, path);
    for (size_t i = 0; i < files.count; i++) {
        parse_queries(arena, files.at[i], queries);
        source_add(arena, inputs, files.at[i]);
    }
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_create((size_t)1 << 30);
    struct query_list queries = { 0 };

    if (argc < 5) {
        fprintf(stderr, "usage: sql2c ROOT OUT SCHEMA QUERIES...\n");
        return 2;
    }
    source_enter(argv[1]);
    struct source_list inputs = source_find(arena, argv[3], ".sql");
    struct source_list migrations = inputs;
    struct schema schema = load_schema(arena, &migrations);

    for (int i = 4; i < argc; i++)
        load_queries(arena, argv[i], &queries, &inputs);
    for (size_t i = 0; i < queries.count; i++)
        check_query(arena, &queries.at[i], &schema);
    if (source_error_count() == 0)
        refuse_unused_indexes(arena, &schema, &migrations);
    sqlite3_close(schema.database);
    if (source_error_count() == 0) {
        emit_queries(arena, &queries, argv[2]);
        source_write_depfile(arena, arena_printf(arena, "%s/queries.d", argv[2]).at, "queries.c", &inputs);
    }
    arena_destroy(arena);
    return source_error_count() == 0 ? 0 : 1;
}
