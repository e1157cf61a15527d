/* SPDX-License-Identifier: Apache-2.0 */
#include "store/schema_dialect.h"

#include "base/cleanup.h"
#include "support/check.h"

static void each_spelling_becomes_the_other_engines(void **state)
{
    static const struct {
        const char *sqlite, *postgres;
    } examples[] = {
        { "CREATE TABLE a (b INTEGER) STRICT;", "CREATE TABLE a (b BIGINT) ;" },
        { "CREATE TABLE a (b INTEGER) STRICT, WITHOUT ROWID;", "CREATE TABLE a (b BIGINT)   ;" },
        { "b TEXT NOT NULL", "b TEXT COLLATE \"C\" NOT NULL" },
        { "SELECT CAST(b AS TEXT)", "SELECT CAST(b AS TEXT)" },
        { "b INTEGERS, TEXTS, RESTRICT, x_TEXT", "b INTEGERS, TEXTS, RESTRICT, x_TEXT" },
        { "b TEXT, -- an INTEGER's text\nc INTEGER", "b TEXT COLLATE \"C\", \nc BIGINT" },
        { "a -- 'open quote\n, b INTEGER", "a \n, b BIGINT" },
        { "a /* INTEGER ' */ INTEGER", "a  BIGINT" },
        { "a /*/ INTEGER */ INTEGER", "a  BIGINT" },
        { "DEFAULT 'INTEGER -- STRICT'", "DEFAULT 'INTEGER -- STRICT'" },
        { "DEFAULT 'it''s TEXT' TEXT", "DEFAULT 'it''s TEXT' TEXT COLLATE \"C\"" },
        { "\"TEXT\" TEXT", "\"TEXT\" TEXT COLLATE \"C\"" },
        { "a - -1", "a - -1" },
        { "'đồng' INTEGER", "'đồng' BIGINT" },
        { "a -- no line end", "a " },
        { "/* never closed", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct arena *arena CLEANUP(arena_destroy_at) = arena_create(1024 * 1024);

        CHECK_STR(schema_dialect_postgres(arena, str_of(examples[i].sqlite)), examples[i].postgres);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_spelling_becomes_the_other_engines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
