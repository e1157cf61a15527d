/* SPDX-License-Identifier: Apache-2.0 */
#include "app/calendar_admin.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/input_file.h"
#include "queries_read.h"

#include <inttypes.h>
#include <stdio.h>

enum { CHECK_BYTES_MAX = 16 * 1024 * 1024, NOTICE_BYTES_MAX = 1024 * 1024 };

static command_function calendar_check_file, calendar_import_file;

static const struct command subcommands[] = {
    { "check", calendar_check_file, "look for faults in an official notice of days off" },
    { "import", calendar_import_file, "enter an official notice of days off into an office's calendar" },
};

int cli_calendar(int argc, char **argv)
{
    return command_dispatch("calendar ", subcommands, sizeof subcommands / sizeof *subcommands, argc - 1, argv + 1);
}

static int read_notice(const struct usage *usage, struct arena *arena, struct str name, struct str *out_text)
{
    int code = input_file_read(usage, arena, name, NOTICE_BYTES_MAX, out_text);

    if (code == OPTIONS_READY && out_text->len > NOTICE_BYTES_MAX)
        return options_fail(usage, "%.*s: larger than %d bytes", STR_ARG(name), NOTICE_BYTES_MAX);
    return code;
}

static int say_fault(const struct usage *usage, struct str name, struct calendar_file_fault fault)
{
    if (fault.line == 0)
        return options_fail(usage, "%.*s: %.*s", STR_ARG(name), STR_ARG(fault.reason));
    return options_fail(usage, "%.*s:%d: %.*s", STR_ARG(name), fault.line, STR_ARG(fault.reason));
}

static int calendar_check_file(int argc, char **argv)
{
    enum { NOTICE, OPTIONS };
    static const struct option options[OPTIONS] = {
        [NOTICE] = { OPTION_ARGUMENT, NULL, "FILE", "lines of on, kind, note, source with tabs between them" },
    };
    static const struct usage usage = {
        "calendar check", options, OPTIONS,
        "Says the line and the reason of the first fault. docs/domain/deadlines.md tells how a notice is written down."
    };
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(CHECK_BYTES_MAX);
    struct str given[OPTIONS], text;
    struct calendar_file_fault fault;
    struct calendar_days days;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY || (code = read_notice(&usage, arena, given[NOTICE], &text)) != OPTIONS_READY)
        return code;
    if (calendar_admin_check(arena, text, clock_now(), &days, &fault) != ST_OK)
        return say_fault(&usage, given[NOTICE], fault);
    printf("%zu days, no fault.\n", days.count);
    return EXIT_DONE;
}

/* From now on the command acts for this person. */
static int say_who(const struct usage *usage, struct str login, struct office_job *job)
{
    struct sql_account_by_login_row account;
    enum status status = sql_account_by_login(job->db, job->arena, job->by.office_id, login, &account);

    if (status != ST_OK && status != ST_NOT_FOUND)
        return data_folder_failed(usage, job->db, status);
    if (status == ST_NOT_FOUND || !account.is_active)
        return options_fail(usage, "no active account is called %.*s", STR_ARG(login));
    job->by.account_id = account.account_id;
    job->by.unit_id = account.unit_id;
    if (!role_parse(account.role, &job->by.role))
        return data_folder_failed(usage, job->db, ST_CORRUPT);
    return OPTIONS_READY;
}

static int calendar_import_file(int argc, char **argv)
{
    enum { DATA, AGENCY_CODE, LOGIN, NOTICE, OPTIONS };
    static const struct option options[OPTIONS] = {
        [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" },
        [AGENCY_CODE] = { OPTION_OPTIONAL, "agency-code", "CODE", "the office, when the folder has several" },
        [LOGIN] = { OPTION_OPTIONAL, "login", "LOGIN",
                    "who enters it, when open dossiers move: a director's or "
                    "administrator's account" },
        [NOTICE] = { OPTION_ARGUMENT, NULL, "FILE", "the notice, with all days off of each year it speaks of" },
    };
    static const struct usage usage = {
        "calendar import", options, OPTIONS,
        "Each year in the file becomes as the file says. The due instants of open dossiers follow at once; what is\n"
        "closed, or was promised on a receipt, stays. The calendar before is kept. In each dossier that moves stands "
        "who\n"
        "entered the notice."
    };
    struct office_job job CLEANUP(office_job_end) = { 0 };
    struct calendar_notice notice;
    struct calendar_file_fault fault;
    struct calendar_import counts;
    struct str given[OPTIONS];
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = office_job_begin(&usage, given[DATA], given[AGENCY_CODE], &job)) != OPTIONS_READY)
        return code;
    if (given[LOGIN].at != NULL && (code = say_who(&usage, given[LOGIN], &job)) != OPTIONS_READY)
        return code;
    notice.source = given[NOTICE];
    if ((code = read_notice(&usage, job.arena, given[NOTICE], &notice.text)) != OPTIONS_READY)
        return code;
    enum status status = calendar_admin_import(job.db, job.arena, job.by, &notice, job.now, &fault, &counts);

    if (status == ST_INVALID && !str_is_empty(fault.reason))
        return say_fault(&usage, given[NOTICE], fault);
    if (status == ST_UNAUTHENTICATED)
        return options_fail(&usage, "due instants of open dossiers would move: say who enters the notice with --login");
    if (status == ST_FORBIDDEN)
        return options_fail(&usage, "%.*s may not change the calendar", STR_ARG(given[LOGIN]));
    if (status != ST_OK)
        return data_folder_failed(&usage, job.db, status);
    printf("%" PRId64 " days added, %" PRId64 " removed, %" PRId64 " changed, %" PRId64
           " confirmed; the due instant of %" PRId64 " dossiers moved.\n",
           counts.added, counts.removed, counts.changed, counts.confirmed, counts.dossiers);
    return EXIT_DONE;
}
