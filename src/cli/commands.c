/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"

#include "cli/options.h"

#include <stdio.h>
#include <string.h>

const struct command commands[] = {
#define COMMAND(name, function, help) { (name), (function), (help) },
#include "cli/commands.def"
#undef COMMAND
};
const size_t command_count = sizeof commands / sizeof *commands;

static const struct command *find(const struct command *rows, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

static bool asks_for_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* `group` is "" or "account " */
static void print_list(const char *group, const struct command *rows, size_t count)
{
    printf("Usage: motcua %sCOMMAND [OPTION...]\n\n", group);
    for (size_t i = 0; i < count; i++)
        printf("  %-12s%s\n", rows[i].name, rows[i].help);
    printf("\nmotcua %sCOMMAND --help tells a command's options.\n", group);
}

const struct command *command_find(const char *name)
{
    return find(commands, command_count, name);
}

int command_dispatch(const char *group, const struct command *rows, size_t count, int argc, char **argv)
{
    if (argc < 1) {
        fprintf(stderr, "motcua: %sCOMMAND is missing (see motcua %s--help)\n", group, group);
        return EXIT_MISUSED;
    }
    if (asks_for_help(argv[0])) {
        print_list(group, rows, count);
        return EXIT_DONE;
    }
    const struct command *command = find(rows, count, argv[0]);

    if (command == NULL) {
        fprintf(stderr, "motcua: no such command: %s%s (see motcua %s--help)\n", group, argv[0], group);
        return EXIT_MISUSED;
    }
    return command->run(argc, argv);
}

int cli_version(int argc, char **argv)
{
    static const struct usage usage = { .command = "version" };
    int code = options_parse(&usage, argc, argv, NULL);

    if (code != OPTIONS_READY)
        return code;
    printf("motcua %s\n", MOTCUA_VERSION);
    return EXIT_DONE;
}

int cli_help(int argc, char **argv)
{
    enum { COMMAND_NAME, OPTIONS };
    static const struct option options[OPTIONS] = {
        [COMMAND_NAME] = { OPTION_OPTIONAL_ARGUMENT, NULL, "COMMAND", "print the help of this command" },
    };
    struct str given[OPTIONS];
    int code = options_parse(&(struct usage){ "help", options, OPTIONS, NULL }, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if (given[COMMAND_NAME].at == NULL) {
        print_list("", commands, command_count);
        return EXIT_DONE;
    }
    return command_dispatch("", commands, command_count, 2, (char *[]){ argv[1], (char[]){ "--help" }, NULL });
}
