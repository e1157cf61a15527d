/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"
#include "cli/data_folder.h"

#include <stdio.h>

enum { MIGRATE_BYTES_MAX = 4 * 1024 * 1024 };

int cli_migrate(int argc, char **argv)
{
    enum { DATA, OPTIONS };
    static const struct option options[OPTIONS] = {
        [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder; made when it is not there" },
    };
    static const struct usage usage = { "migrate", options, OPTIONS,
                                        "Every command does this by itself; this one does nothing else." };
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(MIGRATE_BYTES_MAX);
    struct db *db CLEANUP(db_close_at) = NULL;
    struct str given[OPTIONS];
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = data_folder_open(&usage, arena, given[DATA], FOLDER_IS_MADE, &db)) != OPTIONS_READY)
        return code;
    printf("The database of %.*s has the schema of motcua %s.\n", STR_ARG(given[DATA]), MOTCUA_VERSION);
    return EXIT_DONE;
}
