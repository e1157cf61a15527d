/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/deliver.h"

#include "app/message_outbox.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/ending.h"
#include "sync/deliver.h"
#include "sync/transports.h"

enum { DELIVER_JOB_BYTES_MAX = 16 * 1024 * 1024 };

int deliver_settings_from(const struct usage *usage, struct arena *arena, struct str folder,
                          const struct config *config, struct delivery_settings *out)
{
    struct str fault = { NULL, 0 };

    if (settings_read(arena, config, folder, out, &fault) != ST_OK)
        return options_fail(usage, "motcua.conf: %.*s", STR_ARG(fault));
    return OPTIONS_READY;
}

bool deliver_has_work(const struct delivery_settings *settings)
{
    return transports_are_open(settings, MESSAGE_EMAIL) || transports_are_open(settings, MESSAGE_SMS);
}

enum status deliver_announce(struct db *db, struct arena *arena, const struct delivery_settings *settings)
{
    struct message_transports open;

    for (enum message_transport i = 0; i < MESSAGE_TRANSPORT_COUNT; i++)
        open.is_open[i] = transports_are_open(settings, i);
    return message_outbox_set_transports(db, arena, open, clock_now());
}

int deliver_work(const struct delivery_settings *settings, struct str database, struct write_lock *lock,
                 enum deliver_length length)
{
    const volatile sig_atomic_t *is_ending = ending_listen();
    struct http_client *client CLEANUP(http_client_destroy_at) = http_client_create(is_ending);
    struct transports transports = { *settings, client };
    struct deliver_settings work = {
        .database = database,
        .write_lock = lock,
        .send = transports_send,
        .context = &transports,
        .clock = clock_now,
        .is_ending = is_ending,
        .ends_when_idle = length == DELIVER_ONCE,
    };
    enum status status;

    for (enum message_transport i = 0; i < MESSAGE_TRANSPORT_COUNT; i++)
        work.is_open[i] = transports_are_open(settings, i);
    status = deliver_run(&work);
    if (status != ST_OK)
        log_error("messages: %s", status_text(status));
    return status == ST_OK ? EXIT_DONE : EXIT_FAILED;
}

static int read_config(const struct usage *usage, struct arena *arena, struct str folder, struct config *out)
{
    const char *path = arena_printf(arena, "%.*s/motcua.conf", STR_ARG(folder)).at;
    struct str fault = { NULL, 0 };

    if (config_read(arena, path, out, &fault) != ST_OK)
        return options_fail(usage, "%s: %.*s", path, STR_ARG(fault));
    return OPTIONS_READY;
}

static int announce(const struct usage *usage, struct arena *arena, struct str folder,
                    const struct delivery_settings *settings, struct str *out_database)
{
    struct db *db CLEANUP(db_close_at) = NULL;
    int code = data_folder_source(usage, arena, folder, FOLDER_MUST_EXIST, out_database);

    if (code != OPTIONS_READY)
        return code;
    if ((code = data_folder_open(usage, arena, folder, FOLDER_MUST_EXIST, &db)) != OPTIONS_READY)
        return code;
    enum status status = deliver_announce(db, arena, settings);

    return status == ST_OK ? OPTIONS_READY : data_folder_failed(usage, db, status);
}

int cli_deliver(int argc, char **argv)
{
    enum { DATA, ONCE, OPTIONS };
    static const struct option options[OPTIONS] = {
        [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" },
        [ONCE] = { OPTION_SWITCH, "once", NULL, "send what is due now, then end" },
    };
    static const struct usage usage = {
        "deliver", options, OPTIONS,
        "Sends the messages that wait for citizens, by e-mail and SMS, as motcua.conf says (see the manual page), "
        "until\n"
        "SIGTERM. `motcua serve` does it by itself; this runs it alone, or once more on another machine."
    };
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(DELIVER_JOB_BYTES_MAX);
    struct str given[OPTIONS], database;
    struct delivery_settings settings;
    struct config config;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = read_config(&usage, arena, given[DATA], &config)) != OPTIONS_READY ||
        (code = deliver_settings_from(&usage, arena, given[DATA], &config, &settings)) != OPTIONS_READY ||
        (code = announce(&usage, arena, given[DATA], &settings, &database)) != OPTIONS_READY)
        return code;
    if (!deliver_has_work(&settings))
        return options_fail(&usage, "motcua.conf has neither smtp_url nor sms_url: no messages are made or sent");
    return deliver_work(&settings, database, NULL, given[ONCE].at != NULL ? DELIVER_ONCE : DELIVER_UNTIL_TOLD);
}
