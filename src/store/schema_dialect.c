/* SPDX-License-Identifier: Apache-2.0 */
#include "store/schema_dialect.h"

#include "base/buf.h"

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t word_length(struct str s)
{
    size_t len = 0;

    while (len < s.len && is_word_char(s.at[len]))
        len++;
    return len;
}

static size_t comment_length(struct str s)
{
    size_t len = 0;

    if (str_starts_with(s, STR("--"))) {
        while (len < s.len && s.at[len] != '\n')
            len++;
    } else if (str_starts_with(s, STR("/*"))) {
        len = 2; /* the star of a comment's beginning does not end it */
        while (len < s.len && !str_starts_with(str_from(s, len), STR("*/")))
            len++;
        len = len + 2 < s.len ? len + 2 : s.len;
    }
    return len;
}

/* 'it''s' ends at its last quote: the two in the middle begin a second piece right after the first. */
static size_t quoted_length(struct str s)
{
    size_t len = 1;

    while (len < s.len && s.at[len] != s.at[0])
        len++;
    return len < s.len ? len + 1 : s.len;
}

/* What only SQLite says of a table, behind its columns. */
static bool is_table_option(struct str word)
{
    return str_equal(word, STR("STRICT")) || str_equal(word, STR("WITHOUT")) || str_equal(word, STR("ROWID"));
}

static struct str spelled(struct str word, struct str previous)
{
    if (str_equal(word, STR("INTEGER")))
        return STR("BIGINT");
    if (is_table_option(word))
        return STR("");
    if (str_equal(word, STR("TEXT")) && !str_equal(previous, STR("AS")))
        return STR("TEXT COLLATE \"C\"");
    return word;
}

struct str schema_dialect_postgres(struct arena *arena, struct str sql)
{
    struct buf out = buf_new(arena, sql.len * 4 + 64);
    struct str previous = STR("");

    while (sql.len > 0) {
        size_t len = comment_length(sql);

        if (len > 0) {
            sql = str_from(sql, len);
            continue;
        }
        len = word_length(sql);
        if (len > 0) {
            buf_put_str(&out, spelled(str_head(sql, len), previous));
            previous = str_head(sql, len);
        } else {
            len = sql.at[0] == '\'' || sql.at[0] == '"' ? quoted_length(sql) : 1;
            buf_put_str(&out, str_head(sql, len));
        }
        sql = str_from(sql, len);
        if (is_table_option(previous) && str_starts_with(sql, STR(",")))
            sql = str_from(sql, 1);
    }
    return buf_str(&out);
}
