/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/new_database.h"
#include "demo/commune.h"
#include "demo/staff.h"
#include "queries_read.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DEMO_BYTES_MAX = 1024 * 1024 * 1024, PERCENT_MAX = 100 };

enum { DATA, SEED, DATE, DOSSIERS, LATE, RETURNED, WAITING, PUBLIC_URL, OPTIONS };

static const struct option options[OPTIONS] = {
    [DATA] = { OPTION_REQUIRED, "data", "DIR",
               "the data folder; made when it is not there, without a database when it is" },
    [SEED] = { OPTION_OPTIONAL, "seed", "NUMBER", "the same number gives the same commune; 1 if not given" },
    [DATE] = { OPTION_OPTIONAL, "date", "YYYY-MM-DD", "\"today\": nothing happens later; 2025-09-18 if not given" },
    [DOSSIERS] = { OPTION_OPTIONAL, "dossiers", "NUMBER",
                   "dossiers until then; at the pace of the summer of 2025 if not given" },
    [LATE] = { OPTION_OPTIONAL, "late", "PERCENT", "of them are past their limit, one half still open" },
    [RETURNED] = { OPTION_OPTIONAL, "returned", "PERCENT", "… were sent back once by the leader" },
    [WAITING] = { OPTION_OPTIONAL, "waiting", "PERCENT", "… wait for papers" },
    [PUBLIC_URL] = { OPTION_OPTIONAL, "public-url", "URL",
                     "how citizens reach the server; http://127.0.0.1:8080 if not given" },
};

static const struct usage usage = {
    "demo", options, OPTIONS,
    "Makes the demonstration centre: the made-up commune \"xã Bình Yên\", with staff, and with the\n"
    "2,382 dossiers that came from 2025-07-01 to 2025-09-18, all resolved before their limits. No\n"
    "person in it is real. Accounts and their password are written to DIR/ACCOUNTS.txt."
};

static int read_number(const struct str given[OPTIONS], int place, int64_t low, int64_t high, int64_t *out)
{
    char name[24];
    int64_t number;

    if (given[place].at == NULL)
        return OPTIONS_READY;
    snprintf(name, sizeof name, "--%s", options[place].name);
    if (!str_parse_i64(given[place], &number) || number < low || number > high)
        return options_refuse(&usage, name, "not a number from %" PRId64 " to %" PRId64 ": '%.*s'", low, high,
                              STR_ARG(given[place]));
    *out = number;
    return OPTIONS_READY;
}

static int read_date(struct str given, struct date *out)
{
    struct date first = plan_first_day(), furthest = plan_furthest_day();
    char first_text[11], furthest_text[11];

    if (given.at == NULL)
        return OPTIONS_READY;
    if (!date_parse_iso(given, out))
        return options_refuse(&usage, "--date", "not a day like 2025-09-18: '%.*s'", STR_ARG(given));
    if (out->day < first.day || out->day > furthest.day)
        return options_refuse(&usage, "--date", "not from %.*s to %.*s: '%.*s'",
                              STR_ARG(date_format_iso(first, first_text)),
                              STR_ARG(date_format_iso(furthest, furthest_text)), STR_ARG(given));
    return OPTIONS_READY;
}

static int read_percents(const struct str given[OPTIONS], struct plan_wish *wish)
{
    int64_t late = 0, returned = 0, waiting = 0;
    int code;

    if ((code = read_number(given, LATE, 0, PERCENT_MAX, &late)) != OPTIONS_READY ||
        (code = read_number(given, RETURNED, 0, PERCENT_MAX, &returned)) != OPTIONS_READY ||
        (code = read_number(given, WAITING, 0, PERCENT_MAX, &waiting)) != OPTIONS_READY)
        return code;
    if (late + returned + waiting > PERCENT_MAX)
        return options_refuse(&usage, NULL, "--late, --returned and --waiting are more than 100 percent together");
    if (late + waiting > 0 && wish->until.day == plan_first_day().day)
        return options_refuse(&usage, "--date", "on the first day nothing can be late or waiting yet");
    wish->late_percent = (int)late;
    wish->returned_percent = (int)returned;
    wish->waiting_percent = (int)waiting;
    return OPTIONS_READY;
}

static int read_wish(const struct str given[OPTIONS], struct commune_wish *out)
{
    struct plan_wish *wish = &out->plan;
    int code;

    *out = (struct commune_wish){ .plan = { .seed = 1, .until = plan_last_day() },
                                  .public_url =
                                      given[PUBLIC_URL].at != NULL ? given[PUBLIC_URL] : STR("http://127.0.0.1:8080") };
    if ((code = read_number(given, SEED, 0, INT64_MAX, &wish->seed)) != OPTIONS_READY ||
        (code = read_number(given, DOSSIERS, 1, PLAN_DOSSIERS_MAX, &wish->dossiers)) != OPTIONS_READY ||
        (code = read_date(given[DATE], &wish->until)) != OPTIONS_READY)
        return code;
    return read_percents(given, wish);
}

/* One line that is written over, for a person who watches. */
static void show_progress(void *context, int64_t received, int64_t total)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%" PRId64 " of %" PRId64 " dossiers%s", received, total, received == total ? "\n" : "");
}

static void list_accounts(FILE *file)
{
    fprintf(file, "Password of every account: %s\n\n", DEMO_PASSWORD);
    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
        const struct staff_post *post = staff_of_role(role);
        struct str label = role_label(role);

        if (post != NULL)
            fprintf(file, "  %-14.*s%.*s\n", STR_ARG(post->login), STR_ARG(label));
    }
    fprintf(file, "\nAll %zu are named by motcua account list --data DIR.\n", staff_count);
}

/* On the disk before the database appears: where that is, this is. */
static int write_accounts(struct arena *arena, struct str folder)
{
    struct str path = arena_printf(arena, "%.*s/ACCOUNTS.txt", STR_ARG(folder));
    FILE *file = fopen(path.at, "w");

    if (file == NULL)
        return options_fail(&usage, "%s: %s", path.at, strerror(errno));
    list_accounts(file);
    bool is_written = fflush(file) == 0 && fsync(fileno(file)) == 0;

    if (fclose(file) != 0 || !is_written)
        return options_fail(&usage, "%s: %s", path.at, strerror(errno));
    return EXIT_DONE;
}

static int failed(const struct db *db, enum status status)
{
    if (status == ST_EXISTS)
        return options_fail(&usage, "the database has an office already: name a new one in motcua.conf");
    if (status == ST_INVALID)
        return options_refuse(&usage, "--public-url", "not http(s)://… without a slash at the end");
    return data_folder_failed(&usage, db, status);
}

int cli_demo(int argc, char **argv)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(DEMO_BYTES_MAX);
    struct new_database database CLEANUP(new_database_end) = { .folder = -1 };
    struct str given[OPTIONS];
    struct commune_wish wish;
    struct commune_made made;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = read_wish(given, &wish)) != OPTIONS_READY)
        return code;
    if ((code = new_database_begin(&usage, arena, given[DATA], &database)) != OPTIONS_READY)
        return code;
    wish.is_one_transaction = database.is_one_transaction;
    enum status status = commune_make(database.db, arena, &wish, show_progress, NULL, &made);

    if (status != ST_OK)
        return failed(database.db, status);
    if ((code = write_accounts(arena, given[DATA])) != EXIT_DONE)
        return code;
    if ((code = new_database_keep(&usage, &database)) != OPTIONS_READY)
        return code;
    printf("Made xã Bình Yên (H55.12.07) in %.*s: %" PRId64 " dossiers received, %" PRId64 " decided, %" PRId64
           " handed over.\n",
           STR_ARG(given[DATA]), made.received, made.decided, made.handed_over);
    list_accounts(stdout);
    return EXIT_DONE;
}
