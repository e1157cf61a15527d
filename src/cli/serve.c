/* SPDX-License-Identifier: Apache-2.0 */
/* The command that answers browsers; its settings come from the command line, else from motcua.conf. */
#include "base/config.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/deliver.h"
#include "cli/watch.h"
#include "web/server.h"

#include <stdio.h>
#include <unistd.h>

enum { SERVE_BYTES_MAX = 16 * 1024 * 1024, WORKERS_LEAST = 2 };

enum { DATA, LISTEN, WORKERS, DATABASE, OPTIONS };

static const struct option options[OPTIONS] = {
    [DATA] = { OPTION_REQUIRED, "data", "DIR",
               "the data folder, as init made it; its motcua.conf may set everything below" },
    [LISTEN] = { OPTION_OPTIONAL, "listen", "HOST:PORT", "where to listen; 127.0.0.1:8080 unless said otherwise" },
    [WORKERS] = { OPTION_OPTIONAL, "workers", "N", "processes that answer; one for each core, at least 2" },
    [DATABASE] = { OPTION_OPTIONAL, "database", "SOURCE", "sqlite:PATH or postgresql://…, instead of DIR/motcua.db" },
};

static const struct usage usage = {
    "serve", options, OPTIONS,
    "Serves until SIGTERM. SIGHUP reads motcua.conf again. Keys of motcua.conf: listen, workers, database, behind_tls\n"
    "(yes or no), trusted_proxy (the address of the proxy whose X-Forwarded-For and -Proto are believed), and how "
    "messages\n"
    "are sent to citizens: see the manual page. They are sent by a process of its own beside those that answer; "
    "another\n"
    "one tells officers which clocks are due, unless motcua.conf says watch = no."
};

/* What a reload needs again. */
struct serve_job {
    struct str given[OPTIONS];
    struct arena *arena;
    struct delivery_settings delivery;
};

static int usual_workers(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    if (cores < WORKERS_LEAST)
        return WORKERS_LEAST;
    return cores > SERVER_WORKERS_MAX ? SERVER_WORKERS_MAX : (int)cores;
}

static int check_keys(const struct config *config)
{
    static const char *const known[] = { "listen", "workers", "database", "behind_tls", "trusted_proxy", "watch" };

    for (size_t i = 0; i < config->count; i++) {
        bool is_known = false;

        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            is_known |= str_equal(config->at[i].key, str_of(known[k]));
        if (!is_known && !settings_knows(config->at[i].key))
            return options_fail(&usage, "motcua.conf: line %d: no setting is called %.*s", config->at[i].line,
                                STR_ARG(config->at[i].key));
    }
    return OPTIONS_READY;
}

/* The command line goes before the file. */
static struct str setting(const struct serve_job *job, const struct config *config, int option, const char *key)
{
    return job->given[option].at != NULL ? job->given[option] : config_value(config, key);
}

static int read_listen(const struct serve_job *job, const struct config *config, struct server_settings *out)
{
    struct str text = setting(job, config, LISTEN, "listen");

    if (text.at == NULL)
        text = STR("127.0.0.1:8080");
    if (!server_parse_address(text, &out->host, &out->port))
        return options_refuse(&usage, "--listen", "not HOST:PORT: '%.*s'", STR_ARG(text));
    return OPTIONS_READY;
}

static int read_workers(const struct serve_job *job, const struct config *config, struct server_settings *out)
{
    struct str text = setting(job, config, WORKERS, "workers");
    int64_t workers = usual_workers();

    if (text.at != NULL && (!str_parse_i64(text, &workers) || workers < 1 || workers > SERVER_WORKERS_MAX))
        return options_refuse(&usage, "--workers", "not a number from 1 to %d: '%.*s'", SERVER_WORKERS_MAX,
                              STR_ARG(text));
    out->workers = (int)workers;
    return OPTIONS_READY;
}

static int read_tls(const struct config *config, struct server_settings *out)
{
    struct str text = config_value(config, "behind_tls");

    if (text.at != NULL && !str_equal(text, STR("yes")) && !str_equal(text, STR("no")))
        return options_fail(&usage, "motcua.conf: behind_tls is yes or no, not '%.*s'", STR_ARG(text));
    out->is_behind_tls = str_equal(text, STR("yes"));
    out->trusted_proxy = config_value(config, "trusted_proxy");
    return OPTIONS_READY;
}

static int watch(void *context, struct str database, struct write_lock *lock)
{
    (void)context;
    return watch_work(database, lock);
}

static int read_watch(const struct config *config, struct server_settings *out)
{
    struct str text = config_value(config, "watch");

    if (text.at != NULL && !str_equal(text, STR("yes")) && !str_equal(text, STR("no")))
        return options_fail(&usage, "motcua.conf: watch is yes or no, not '%.*s'", STR_ARG(text));
    out->watch = str_equal(text, STR("no")) ? NULL : watch;
    return OPTIONS_READY;
}

static int deliver(void *context, struct str database, struct write_lock *lock)
{
    const struct serve_job *job = context;

    return deliver_work(&job->delivery, database, lock, DELIVER_UNTIL_TOLD);
}

static int read_settings(struct serve_job *job, struct server_settings *out)
{
    struct server_settings settings = { 0 };
    struct delivery_settings delivery;
    struct config config;
    struct str fault = { NULL, 0 };
    const char *path = arena_printf(job->arena, "%.*s/motcua.conf", STR_ARG(job->given[DATA])).at;
    int code = data_folder_source(&usage, job->arena, job->given[DATA], FOLDER_MUST_EXIST, &settings.database);

    if (code != OPTIONS_READY)
        return code;
    if (config_read(job->arena, path, &config, &fault) != ST_OK)
        return options_fail(&usage, "%s: %.*s", path, STR_ARG(fault));
    if (job->given[DATABASE].at != NULL)
        settings.database = job->given[DATABASE];
    if ((code = check_keys(&config)) != OPTIONS_READY ||
        (code = read_listen(job, &config, &settings)) != OPTIONS_READY ||
        (code = read_workers(job, &config, &settings)) != OPTIONS_READY ||
        (code = read_tls(&config, &settings)) != OPTIONS_READY ||
        (code = read_watch(&config, &settings)) != OPTIONS_READY ||
        (code = deliver_settings_from(&usage, job->arena, job->given[DATA], &config, &delivery)) != OPTIONS_READY)
        return code;
    job->delivery = delivery;
    settings.deliver = deliver_has_work(&delivery) ? deliver : NULL;
    settings.helper_context = job;
    *out = settings;
    return OPTIONS_READY;
}

/* Brings the schema up to date, says which messages are to be made, and closes the connection again: none may pass
 * through fork(). */
static int prepare_database(const struct serve_job *job, struct str source)
{
    struct db *db CLEANUP(db_close_at) = NULL;
    int code = data_folder_connect(&usage, job->arena, source, FOLDER_MUST_EXIST, &db);

    if (code != OPTIONS_READY)
        return code;
    enum status status = deliver_announce(db, job->arena, &job->delivery);

    /* a database that cannot be written is served all the same */
    if (status != ST_OK && status != ST_READ_ONLY && status != ST_FULL)
        return data_folder_failed(&usage, db, status);
    return OPTIONS_READY;
}

/* Each reload keeps its texts; a server is not reloaded thousands of times. */
static bool reload(void *context, struct server_settings *settings)
{
    return read_settings(context, settings) == OPTIONS_READY &&
           prepare_database(context, settings->database) == OPTIONS_READY;
}

int cli_serve(int argc, char **argv)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(SERVE_BYTES_MAX);
    struct serve_job job = { .arena = arena };
    struct server_settings settings;
    int code = options_parse(&usage, argc, argv, job.given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = read_settings(&job, &settings)) != OPTIONS_READY)
        return code;
    if ((code = prepare_database(&job, settings.database)) != OPTIONS_READY)
        return code;
    return server_run(&settings, reload, &job);
}
