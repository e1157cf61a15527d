/* SPDX-License-Identifier: Apache-2.0 */
#include "sql2c.h"

#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void query_error(const struct query *query, const char *format, ...)
{
    char words[512];
    va_list args;

    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    source_error(query->file, query->line, "%.*s: %s", STR_ARG(query->name), words);
}

/* ---- Tokens: as much of SQL as is needed to find parameters ------------------------------------- */

enum token_kind { TOKEN_END, TOKEN_BLANK, TOKEN_WORD, TOKEN_QUOTED, TOKEN_PARAMETER, TOKEN_SIGN };

struct token {
    enum token_kind kind;
    struct str text;
};

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t word_length(struct str s, size_t from)
{
    while (from < s.len && is_word_char(s.at[from]))
        from++;
    return from;
}

/* Up to and with the closing text, or all of it. */
static size_t length_until(struct str s, size_t from, struct str end)
{
    while (from < s.len && !str_starts_with(str_from(s, from), end))
        from++;
    return from + end.len < s.len ? from + end.len : s.len;
}

static size_t token_length(struct str s, enum token_kind *kind)
{
    *kind = TOKEN_BLANK;
    if (str_starts_with(s, STR("--")))
        return length_until(s, 2, STR("\n"));
    if (str_starts_with(s, STR("/*")))
        return length_until(s, 2, STR("*/"));
    if (is_blank(s.at[0]))
        return 1;
    *kind = TOKEN_QUOTED;
    if (s.at[0] == '\'' || s.at[0] == '"')
        return length_until(s, 1, str_head(s, 1));
    *kind = TOKEN_WORD;
    if (is_word_char(s.at[0]))
        return word_length(s, 1);
    *kind = TOKEN_SIGN;
    if (str_starts_with(s, STR("::")))
        return 2;
    if (s.at[0] != ':' || word_length(s, 1) == 1)
        return 1;
    *kind = TOKEN_PARAMETER;
    return word_length(s, 1);
}

static struct token next_token(struct str *rest)
{
    struct token token = { TOKEN_END, { "", 0 } };

    if (rest->len == 0)
        return token;
    token.text = str_head(*rest, token_length(*rest, &token.kind));
    *rest = str_from(*rest, token.text.len);
    return token;
}

static struct token next_solid_token(struct str *rest)
{
    struct token token = next_token(rest);

    while (token.kind == TOKEN_BLANK)
        token = next_token(rest);
    return token;
}

static bool is_keyword(struct token token, const char *word)
{
    return token.text.len == strlen(word) && strncasecmp(token.text.at, word, token.text.len) == 0;
}

/* ---- Parameters and the two spellings ----------------------------------------------------------- */

static size_t find_parameter(const struct query *query, struct str name)
{
    size_t i = 0;

    while (i < query->parameter_count && !str_equal(query->parameters[i].name, name))
        i++;
    return i;
}

static size_t parameter_number(struct query *query, struct str name)
{
    size_t i = find_parameter(query, name);

    if (i == FIELDS_MAX) {
        query_error(query, "more than %d parameters", FIELDS_MAX);
        exit(1);
    }
    if (i == query->parameter_count)
        query->parameters[query->parameter_count++].name = name;
    return i + 1;
}

/* Writes the statement with one blank for any run of them, and with numbered parameters. */
static struct str spell(struct arena *arena, struct query *query, struct str text, char mark)
{
    struct buf out = buf_new(arena, text.len * 2 + 64);
    bool is_blank_due = false;

    for (struct token token = next_token(&text); token.kind != TOKEN_END; token = next_token(&text)) {
        if (token.kind == TOKEN_BLANK || is_keyword(token, ";")) {
            is_blank_due = true;
            continue;
        }
        if (is_blank_due && out.len > 0)
            buf_put_char(&out, ' ');
        is_blank_due = false;
        if (token.kind == TOKEN_PARAMETER)
            buf_printf(&out, "%c%zu", mark, parameter_number(query, str_from(token.text, 1)));
        else if (mark == '$' && is_keyword(token, "INTEGER"))
            buf_put_str(&out, STR("BIGINT")); /* 64 bits in SQLite, 32 in PostgreSQL */
        else
            buf_put_str(&out, token.text);
    }
    return arena_copy(arena, buf_str(&out));
}

static void refuse_foreign_parameters(const struct query *query, struct str text)
{
    for (struct token token = next_token(&text); token.kind != TOKEN_END; token = next_token(&text))
        if (token.kind == TOKEN_SIGN && strchr("?$@", token.text.at[0]) != NULL)
            query_error(query, "'%.*s' in the statement: parameters are written :name", STR_ARG(token.text));
}

static void refuse_star(const struct query *query, struct str text)
{
    static const char *const before[] = { "SELECT", "DISTINCT", "ALL", "RETURNING", ",", "." };
    struct token last = { TOKEN_END, { "", 0 } };

    for (struct token token = next_solid_token(&text); token.kind != TOKEN_END; token = next_solid_token(&text)) {
        for (size_t i = 0; is_keyword(token, "*") && i < sizeof before / sizeof *before; i++)
            if (is_keyword(last, before[i]))
                query_error(query, "SELECT *: name the columns");
        last = token;
    }
}

static void refuse_second_statement(const struct query *query, struct str text)
{
    for (struct token token = next_solid_token(&text); token.kind != TOKEN_END; token = next_solid_token(&text))
        if (is_keyword(token, ";") && next_solid_token(&text).kind != TOKEN_END) {
            query_error(query, "more than one statement");
            return;
        }
}

static bool uses_parameter(struct str text, struct str name)
{
    for (struct token token = next_token(&text); token.kind != TOKEN_END; token = next_token(&text))
        if (token.kind == TOKEN_PARAMETER && str_equal(str_from(token.text, 1), name))
            return true;
    return false;
}

static void compare_parameters(const struct query *query)
{
    for (size_t i = 0; i < query->parameter_count; i++) {
        struct str name = query->parameters[i].name;

        if (uses_parameter(query->text, name) != uses_parameter(query->postgres_text, name))
            query_error(query, "parameter ':%.*s' is in one of the two spellings only", STR_ARG(name));
    }
}

void parse_parameters(struct arena *arena, struct query *query)
{
    refuse_foreign_parameters(query, query->text);
    refuse_star(query, query->text);
    refuse_second_statement(query, query->text);
    query->sqlite = spell(arena, query, query->text, '?');
    query->postgres = spell(arena, query, query->postgres_text.at == NULL ? query->text : query->postgres_text, '$');
    if (query->postgres_text.at != NULL) {
        refuse_foreign_parameters(query, query->postgres_text);
        refuse_star(query, query->postgres_text);
        refuse_second_statement(query, query->postgres_text);
        compare_parameters(query);
    }
}

/* ---- Blocks ------------------------------------------------------------------------------------- */

static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] != '_' && !(name.at[i] >= 'a' && name.at[i] <= 'z') &&
            !(i > 0 && name.at[i] >= '0' && name.at[i] <= '9'))
            return false;
    return name.len > 0;
}

static bool parse_kind(struct str word, enum query_kind *out)
{
    if (str_equal(word, STR(":one")))
        *out = QUERY_ONE;
    else if (str_equal(word, STR(":many")))
        *out = QUERY_MANY;
    else if (str_equal(word, STR(":exec")))
        *out = QUERY_EXEC;
    else
        return false;
    return true;
}

static struct query *begin_query(struct arena *arena, const char *path, int line, struct str head,
                                 struct query_list *list)
{
    struct str name = str_next(&head, ' ');
    enum query_kind kind = QUERY_ONE;

    if (!is_name(name))
        source_error(path, line, "'%.*s' is no name for a query: a-z, 0-9 and _", STR_ARG(name));
    if (!parse_kind(str_trim(head), &kind))
        source_error(path, line, "%.*s: needs :one, :many or :exec after its name", STR_ARG(name));
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->at[i].name, name))
            source_error(path, line, "%.*s: the name is taken by %s:%d", STR_ARG(name), list->at[i].file,
                         list->at[i].line);
    list->at = arena_grow(arena, list->at, list->count, &list->room, sizeof *list->at);
    list->at[list->count] = (struct query){ .file = path, .line = line, .name = name, .kind = kind };
    return &list->at[list->count++];
}

static void declare(struct query *query, struct str word, struct str rest)
{
    struct str name = str_next(&rest, ' ');
    struct str type = str_trim(rest);

    if (!is_name(name) || !(str_equal(type, STR("INTEGER")) || str_equal(type, STR("TEXT"))))
        query_error(query, "a declaration reads '-- %.*s NAME INTEGER' or '… TEXT'", STR_ARG(word));
    else if (query->declared_count < FIELDS_MAX)
        query->declared[query->declared_count++] = (struct declaration){ .word = word, .name = name, .type = type };
}

static void add_comment(struct arena *arena, struct query *query, struct str words)
{
    if (str_contains(words, STR("*/")))
        query_error(query, "'*/' in the comment would end the C comment");
    else if (query->comment.len == 0)
        query->comment = words;
    else
        query->comment = arena_printf(arena, "%.*s\n * %.*s", STR_ARG(query->comment), STR_ARG(words));
}

/* A comment line between `-- query:` and the statement. */
static void parse_head_line(struct arena *arena, struct query *query, struct str words)
{
    struct str rest = words;
    struct str word = str_next(&rest, ' ');

    if (str_starts_with(words, STR("scan ok:")))
        query->is_scan_ok = str_trim(str_from(words, 8)).len > 0;
    else if (str_equal(words, STR("parameters: struct")))
        query->takes_struct = true;
    else if ((str_equal(word, STR("column")) || str_equal(word, STR("parameter"))) && str_contains(rest, STR(" ")) &&
             (str_ends_with(rest, STR(" INTEGER")) || str_ends_with(rest, STR(" TEXT"))))
        declare(query, word, str_trim(rest));
    else if (words.len > 0)
        add_comment(arena, query, words);
}

/* The text between two places of the same file. */
static struct str between(const char *from, const char *to)
{
    return str_trim((struct str){ from, (size_t)(to - from) });
}

static void end_query(struct query *query, const char *from, const char *to, bool is_postgres)
{
    struct str text;

    if (query == NULL)
        return;
    text = from == NULL ? (struct str){ "", 0 } : between(from, to);
    if (text.len == 0)
        query_error(query, "has no statement");
    if (is_postgres)
        query->postgres_text = text;
    else
        query->text = text;
}

void parse_queries(struct arena *arena, const char *path, struct query_list *out)
{
    struct str rest = source_read(arena, path);
    const char *end = rest.at + rest.len;
    struct query *query = NULL;
    const char *from = NULL; /* where the statement's text begins */
    bool is_postgres = false;
    int number = 0;

    while (rest.len > 0) {
        const char *start = rest.at;
        struct str line = str_trim(str_next(&rest, '\n'));
        bool is_comment = str_starts_with(line, STR("--"));
        struct str words = is_comment ? str_trim(str_from(line, 2)) : line;

        number++;
        if (is_comment && str_starts_with(words, STR("query:"))) {
            end_query(query, from, start, is_postgres);
            query = begin_query(arena, path, number, str_trim(str_from(words, 6)), out);
            from = NULL;
            is_postgres = false;
        } else if (query == NULL) {
            if (line.len > 0 && !is_comment)
                source_error(path, number, "a statement without '-- query: name :one' above it");
        } else if (is_comment && str_starts_with(words, STR("postgres:"))) {
            end_query(query, from, start, false);
            is_postgres = true;
            from = NULL;
        } else if (is_comment && from == NULL && !is_postgres) {
            parse_head_line(arena, query, words);
        } else if (from == NULL && line.len > 0 && !is_comment) {
            from = start;
        }
    }
    end_query(query, from, end, is_postgres);
}
