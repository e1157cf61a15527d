/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "support/test_program.h"

#include <stdio.h>
#include <string.h>

enum { ARENA_BYTES_MAX = 8 * 1024 * 1024, PAGE_BYTES_MAX = 256 * 1024 };

static void without_a_command_or_with_an_unknown_one_it_says_where_to_look(void **state)
{
    program_refuses(*state, "", 2, "motcua: COMMAND is missing (see motcua --help)");
    program_refuses(*state, "frob", 2, "motcua: no such command: frob (see motcua --help)");
    program_refuses(*state, "--frob", 2, "motcua: no such command: --frob (see motcua --help)");
    program_refuses(*state, "account", 2, "motcua: account COMMAND is missing (see motcua account --help)");
    program_refuses(*state, "token frob", 2, "motcua: no such command: token frob (see motcua token --help)");
    program_refuses(*state, "help frob", 2, "motcua: no such command: frob (see motcua --help)");
}

static void help_and_version_are_there_under_both_spellings(void **state)
{
    struct program *program = *state;
    static char listed[PROGRAM_SAID_MAX];

    program_must(program, "--help");
    CHECK(str_starts_with(str_of(program->out), STR("Usage: motcua COMMAND [OPTION...]\n")));
    memcpy(listed, program->out, sizeof listed);
    program_must(program, "help");
    CHECK_STR(program->out, listed);
    program_must(program, "version");
    CHECK_STR(program->out, "motcua " MOTCUA_VERSION "\n");
    program_must(program, "--version");
    CHECK_STR(program->out, "motcua " MOTCUA_VERSION "\n");
    program_must(program, "verify --help");
    memcpy(listed, program->out, sizeof listed);
    program_must(program, "help verify");
    CHECK_STR(program->out, listed);
}

/* ---- The manual page --------------------------------------------------------------------------- */

/* One line of a help or of the page; the separator is taken away. */
static struct str next_line(struct str *text)
{
    return str_next(text, '\n');
}

/* "  --data DIR   …" and "  MOMENT   …" as the page writes them: ".It Fl -data Ar DIR", ".It Ar MOMENT". */
static struct str item_of(struct arena *arena, struct str help_line)
{
    struct str rest = str_trim(help_line);
    struct str word = str_next(&rest, ' ');

    if (!str_starts_with(word, STR("--")))
        return arena_printf(arena, ".It Ar %.*s", STR_ARG(word));
    struct str name = str_from(word, 2);
    struct str value = str_next(&rest, ' ');

    if (value.len == 0) /* a switch: nothing but blanks before its help */
        return arena_printf(arena, ".It Fl -%.*s", STR_ARG(name));
    return arena_printf(arena, ".It Fl -%.*s Ar %.*s", STR_ARG(name), STR_ARG(value));
}

/* The next line of the page that opens a section or an item. */
static struct str next_mark(struct str *page)
{
    while (page->at != NULL) {
        struct str line = next_line(page);

        if (str_starts_with(line, STR(".Ss ")) || str_starts_with(line, STR(".It ")) ||
            str_starts_with(line, STR(".Sh ")))
            return line;
    }
    return STR("");
}

static struct str help_of(struct arena *arena, struct program *program, struct str command)
{
    program_must(program, arena_printf(arena, "%.*s --help", STR_ARG(command)).at);
    return arena_copy(arena, str_of(program->out));
}

static void check_command(struct arena *arena, struct program *program, struct str command, struct str *page);

/* All commands of a list, in its order. */
static void check_list(struct arena *arena, struct program *program, const char *group, struct str list,
                       struct str *page)
{
    while (list.at != NULL) {
        struct str line = next_line(&list);

        if (!str_starts_with(line, STR("  ")))
            continue;
        line = str_trim(line);
        struct str name = str_next(&line, ' ');

        check_command(arena, program, arena_printf(arena, "%s%.*s", group, STR_ARG(name)), page);
    }
}

static void check_command(struct arena *arena, struct program *program, struct str command, struct str *page)
{
    struct str help = help_of(arena, program, command);
    struct str first = next_line(&help);

    if (str_ends_with(first, STR("COMMAND [OPTION...]"))) {
        check_list(arena, program, arena_printf(arena, "%.*s ", STR_ARG(command)).at, help, page);
        return;
    }
    CHECK_STR(next_mark(page), arena_printf(arena, ".Ss %.*s", STR_ARG(command)).at);
    while (help.at != NULL) {
        struct str line = next_line(&help);

        if (str_starts_with(line, STR("  ")))
            CHECK_STR(next_mark(page), item_of(arena, line).at);
    }
}

static void the_manual_page_has_every_command_and_option_and_no_other(void **state)
{
    struct program *program = *state;
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    char *bytes = arena_alloc(arena, PAGE_BYTES_MAX);
    FILE *file = fopen(MANUAL_PAGE, "r");

    CHECK(file != NULL);
    struct str page = { bytes, fread(bytes, 1, PAGE_BYTES_MAX - 1, file) };
    fclose(file);

    while (!str_equal(next_line(&page), STR(".Sh COMMANDS")))
        CHECK(page.at != NULL);
    check_list(arena, program, "", help_of(arena, program, STR("")), &page);
    CHECK_STR(next_mark(&page), ".Sh FILES");
    arena_destroy(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        program_test(without_a_command_or_with_an_unknown_one_it_says_where_to_look),
        program_test(help_and_version_are_there_under_both_spellings),
        program_test(the_manual_page_has_every_command_and_option_and_no_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
