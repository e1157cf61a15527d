/* SPDX-License-Identifier: Apache-2.0 */
/* The command that answers browsers; its settings come from the command line, else from motcua.conf. */
#include "base/config.h"
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
    struct str database; /* made ready, and served */
    struct delivery_settings delivery;
};

/* What is read, to be taken as a whole or not at all. */
struct serve_settings {
    struct server_settings server;
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

static int read_settings(struct serve_job *job, struct serve_settings *out)
{
    struct serve_settings read = { .server = { .helper_context = job } };
    struct server_settings *server = &read.server;
    struct config config;
    struct str fault = { NULL, 0 };
    const char *path = arena_printf(job->arena, "%.*s/motcua.conf", STR_ARG(job->given[DATA])).at;
    int code = data_folder_source(&usage, job->arena, job->given[DATA], FOLDER_MUST_EXIST, &server->database);

    if (code != OPTIONS_READY)
        return code;
    if (config_read(job->arena, path, &config, &fault) != ST_OK)
        return options_fail(&usage, "%s: %.*s", path, STR_ARG(fault));
    if (job->given[DATABASE].at != NULL)
        server->database = job->given[DATABASE];
    if ((code = check_keys(&config)) != OPTIONS_READY || (code = read_listen(job, &config, server)) != OPTIONS_READY ||
        (code = read_workers(job, &config, server)) != OPTIONS_READY ||
        (code = read_tls(&config, server)) != OPTIONS_READY || (code = read_watch(&config, server)) != OPTIONS_READY ||
        (code = deliver_settings_from(&usage, job->arena, job->given[DATA], &config, &read.delivery)) != OPTIONS_READY)
        return code;
    server->deliver = deliver_has_work(&read.delivery) ? deliver : NULL;
    *out = read;
    return OPTIONS_READY;
}

/* What is served already was made ready at the start: workers must not wait while it is done once more. */
static int connect_to(const struct serve_job *job, struct str source, struct db **out)
{
    if (str_equal(source, job->database))
        return data_folder_connect_again(&usage, job->arena, source, out);
    return data_folder_connect(&usage, job->arena, source, FOLDER_MUST_EXIST, out);
}

/* Makes the database ready, says which messages are to be made, and closes the connection again: none may pass through
 * fork(). */
static int prepare_database(const struct serve_job *job, const struct serve_settings *settings)
{
    struct db *db CLEANUP(db_close_at) = NULL;
    int code = connect_to(job, settings->server.database, &db);

    if (code != OPTIONS_READY)
        return code;
    enum status status = deliver_announce(db, job->arena, &settings->delivery);

    /* a database that cannot be written is served all the same */
    if (status != ST_OK && status != ST_READ_ONLY && status != ST_FULL)
        return data_folder_failed(&usage, db, status);
    return OPTIONS_READY;
}

static int take_settings(struct serve_job *job, struct server_settings *out)
{
    struct serve_settings settings;
    int code = read_settings(job, &settings);

    if (code != OPTIONS_READY)
        return code;
    if ((code = prepare_database(job, &settings)) != OPTIONS_READY)
        return code;
    job->database = settings.server.database;
    job->delivery = settings.delivery;
    *out = settings.server;
    return OPTIONS_READY;
}

/* Each reload keeps its texts; a server is not reloaded thousands of times. */
static bool reload(void *context, struct server_settings *settings)
{
    return take_settings(context, settings) == OPTIONS_READY;
}

int cli_serve(int argc, char **argv)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(SERVE_BYTES_MAX);
    struct serve_job job = { .arena = arena };
    struct server_settings settings;
    int code = options_parse(&usage, argc, argv, job.given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = take_settings(&job, &settings)) != OPTIONS_READY)
        return code;
    return server_run(&settings, reload, &job);
}
