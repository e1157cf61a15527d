/* SPDX-License-Identifier: Apache-2.0 */
/* motcua -- the counter of a commune's public administration centre; one program, one data folder.
 * The first word names a row of cli/commands.def, which does the rest. */
#include "cli/commands.h"

#include <locale.h>
#include <string.h>

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        argv[1] += 2;
    return command_dispatch("", commands, command_count, argc - 1, argv + 1);
}
