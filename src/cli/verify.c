/* SPDX-License-Identifier: Apache-2.0 */
#include "app/verify.h"
#include "cli/commands.h"
#include "cli/data_folder.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { VERIFY_BYTES_MAX = 4 * 1024 * 1024 };

/* One line that is written over, for a person who watches. */
static void show_progress(void *context, int64_t events, int64_t dossiers)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%" PRId64 " events, %" PRId64 " dossiers", events, dossiers);
}

int cli_verify(int argc, char **argv)
{
    enum { DATA, OPTIONS };
    static const struct option options[OPTIONS] = {
        [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" },
    };
    static const struct usage usage = {
        "verify", options, OPTIONS,
        "Computes every seal and replays every dossier; names the first bad row. Only reads,\n"
        "also while the server is at work."
    };
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(VERIFY_BYTES_MAX);
    struct db *db CLEANUP(db_close_at) = NULL;
    struct str given[OPTIONS];
    struct verify_result result;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = data_folder_open_to_read(&usage, arena, given[DATA], &db)) != OPTIONS_READY)
        return code;
    enum status status = verify_all(db, arena, show_progress, NULL, &result);

    if (isatty(STDERR_FILENO))
        fputc('\n', stderr);
    if (status != ST_OK)
        return data_folder_failed(&usage, db, status);
    if (!result.is_sound)
        return options_fail(&usage, "%.*s", STR_ARG(result.fault));
    printf("Sound: %" PRId64 " office(s), %" PRId64 " events, %" PRId64 " dossiers.\n", result.offices, result.events,
           result.dossiers);
    return EXIT_DONE;
}
