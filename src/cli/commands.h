/* SPDX-License-Identifier: Apache-2.0 */
/* commands -- the functions behind commands.def.  argv[0] is the command's name; the result is the exit code: 0 done,
 * 1 failed, 2 not called as it should be.  Whatever is wrong is said in one line on standard error. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include <stddef.h>

typedef int command_function(int argc, char **argv);

struct command {
    const char *name;
    command_function *run;
    const char *help;
};

extern const struct command commands[];
extern const size_t command_count;

const struct command *command_find(const char *name); /* NULL: no such command */

/* Runs argv[0] among `rows` with the rest of argv; for the program itself ("") and for commands made of several
 * ("account"). */
int command_dispatch(const char *group, const struct command *rows, size_t count, int argc, char **argv);

#define COMMAND(name, function, help) command_function function;
#include "cli/commands.def"
#undef COMMAND

#endif
