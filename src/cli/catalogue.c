/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue_admin.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/input_file.h"

#include <stdio.h>
#include <string.h>

enum { CHECK_BYTES_MAX = 256 * 1024 * 1024 };

static command_function catalogue_check_files, catalogue_import_files;

static const struct command subcommands[] = {
    { "check", catalogue_check_files, "look for faults in catalogue files" },
    { "import", catalogue_import_files, "bring catalogue files into an office: all or nothing" },
};

int cli_catalogue(int argc, char **argv)
{
    return command_dispatch("catalogue ", subcommands, sizeof subcommands / sizeof *subcommands, argc - 1, argv + 1);
}

/* ---- Files ----------------------------------------------------------------------------------------------------- */

struct files {
    struct catalogue_file *at;
    size_t count;
};

/* Takes the names of files out of argv, so that options_parse() sees only the first one. */
static int take_files(const struct usage *usage, struct arena *arena, int *argc, char **argv, struct files *out)
{
    int kept = 1;

    *out = (struct files){ arena_array(arena, struct catalogue_file, CATALOGUE_FILES_MAX), 0 };
    for (int i = 1; i < *argc; i++) {
        bool is_option = strncmp(argv[i], "--", 2) == 0;

        if (!is_option && out->count == CATALOGUE_FILES_MAX)
            return options_refuse(usage, NULL, "more than %d files", CATALOGUE_FILES_MAX);
        if (!is_option)
            out->at[out->count++].name = str_of(argv[i]);
        if (is_option || out->count == 1)
            argv[kept++] = argv[i];
        bool has_value = is_option && strchr(argv[i], '=') == NULL && strcmp(argv[i], "--help") != 0;
        if (has_value && i + 1 < *argc)
            argv[kept++] = argv[++i];
    }
    *argc = kept;
    return OPTIONS_READY;
}

static int read_files(const struct usage *usage, struct arena *arena, const struct files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        int code = input_file_read(usage, arena, files->at[i].name, CATALOGUE_FILE_MAX_BYTES, &files->at[i].text);

        if (code != OPTIONS_READY)
            return code;
    }
    return OPTIONS_READY;
}

static int say_faults(const struct usage *usage, const struct catalogue_faults *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct catalogue_fault *fault = &faults->at[i];

        fprintf(stderr, "%.*s: %.*s%s%.*s\n", STR_ARG(fault->file), STR_ARG(fault->place),
                fault->place.len == 0 ? "" : ": ", STR_ARG(fault->reason));
    }
    return options_fail(usage, faults->count == 1 ? "%zu fault" : "%zu faults", faults->count);
}

/* ---- Commands -------------------------------------------------------------------------------------------------- */

static int catalogue_check_files(int argc, char **argv)
{
    enum { FILES, OPTIONS };
    static const struct option options[OPTIONS] = {
        [FILES] = { OPTION_ARGUMENT, NULL, "FILE...", "catalogue files; together they must not contradict each other" },
    };
    static const struct usage usage = {
        "catalogue check", options, OPTIONS,
        "Says file, place and reason of each fault; catalogue/README.md has the rules."
    };
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(CHECK_BYTES_MAX);
    struct str given[OPTIONS];
    struct catalogue_faults faults;
    struct files files;
    int code = take_files(&usage, arena, &argc, argv, &files);

    if (code != OPTIONS_READY || (code = options_parse(&usage, argc, argv, given)) != OPTIONS_READY ||
        (code = read_files(&usage, arena, &files)) != OPTIONS_READY)
        return code;
    struct catalogue catalogue = catalogue_read(arena, files.at, files.count, &faults);
    if (faults.count > 0)
        return say_faults(&usage, &faults);
    printf("%zu procedure versions, %zu tariffs, %zu exemptions in %zu files, no fault.\n", catalogue.procedures.count,
           catalogue.tariffs.count, catalogue.exemptions.count, files.count);
    return EXIT_DONE;
}

static void say_tariffs(const struct tariff_import *counts)
{
    if (counts->added + counts->changed + counts->corrected + counts->unchanged > 0)
        printf("%lld tariffs and exemptions added, %lld new versions, %lld corrected, %lld unchanged.\n",
               (long long)counts->added, (long long)counts->changed, (long long)counts->corrected,
               (long long)counts->unchanged);
}

static int catalogue_import_files(int argc, char **argv)
{
    enum { DATA, AGENCY_CODE, FILES, OPTIONS };
    static const struct option options[OPTIONS] = {
        [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" },
        [AGENCY_CODE] = { OPTION_OPTIONAL, "agency-code", "CODE", "the office, when the folder has several" },
        [FILES] = { OPTION_ARGUMENT, NULL, "FILE...", "catalogue files" },
    };
    static const struct usage usage = { "catalogue import", options, OPTIONS,
                                        "Brings files into an office, all or nothing. A version that is there is left "
                                        "alone; one from a new day on ends\n"
                                        "the one before it the day before; a published version is never rewritten." };
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(CHECK_BYTES_MAX);
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct str given[OPTIONS];
    struct catalogue_faults faults;
    struct catalogue_import counts;
    struct files files;
    int code = take_files(&usage, arena, &argc, argv, &files);

    if (code != OPTIONS_READY || (code = options_parse(&usage, argc, argv, given)) != OPTIONS_READY ||
        (code = read_files(&usage, arena, &files)) != OPTIONS_READY ||
        (code = office_job_begin(&usage, given[DATA], given[AGENCY_CODE], &job)) != OPTIONS_READY)
        return code;
    enum status status =
        catalogue_admin_import(job.db, arena, job.by, files.at, files.count, job.now, &faults, &counts);
    if (status == ST_INVALID && faults.count > 0)
        return say_faults(&usage, &faults);
    if (status != ST_OK)
        return data_folder_failed(&usage, job.db, status);
    say_tariffs(&counts.tariffs);
    printf("%lld procedures added, %lld new versions, %lld corrected, %lld unchanged.\n", (long long)counts.added,
           (long long)counts.changed, (long long)counts.corrected, (long long)counts.unchanged);
    return EXIT_DONE;
}
