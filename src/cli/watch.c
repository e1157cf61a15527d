/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/watch.h"

#include "app/alert_watch.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/data_folder.h"
#include "cli/ending.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

/* After a piece of work a breath, so that whoever waits for the write lock has it first; without work a longer one. */
enum { WATCH_JOB_BYTES_MAX = 4 * 1024 * 1024, WATCH_BREATH_MS = 50, WATCH_IDLE_SECONDS = 1 };

static enum status look(struct str database, struct write_lock *lock, struct arena *arena, struct db **db,
                        struct alert_work *out)
{
    if (*db == NULL) {
        *out = (struct alert_work){ .failure.status = db_open(database, DB_READ_WRITE, db) };
        TRY(out->failure.status);
        db_use_write_lock(*db, lock);
    }
    return alert_watch_round(*db, arena, clock_now(), out);
}

/* An office that fails does so every second: what was said last is not said again. */
static void say_failure(const struct alert_failure *failure, struct alert_failure *said)
{
    bool is_said = failure->status == said->status && failure->office_id == said->office_id &&
                   str_equal(str_of(failure->code), str_of(said->code));

    *said = *failure;
    if (failure->status == ST_OK || is_said)
        return;
    if (failure->code[0] != '\0')
        log_error("alerts: dossier %s: %s", failure->code, status_text(failure->status));
    else if (failure->office_id != 0)
        log_error("alerts: office %" PRId64 ": %s", failure->office_id, status_text(failure->status));
    else
        log_error("alerts: %s", status_text(failure->status));
}

static struct timespec pause_after(const struct alert_work *work)
{
    if (work->events + work->looks > 0)
        return (struct timespec){ .tv_nsec = WATCH_BREATH_MS * 1000000L };
    return (struct timespec){ .tv_sec = WATCH_IDLE_SECONDS };
}

/* What fails now is tried again: a database may be busy or away for a while. */
int watch_work(struct str database, struct write_lock *lock)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(WATCH_JOB_BYTES_MAX);
    struct db *db CLEANUP(db_close_at) = NULL;
    const volatile sig_atomic_t *is_ending = ending_listen();
    struct alert_failure said = { 0 };
    struct alert_work work;

    while (!*is_ending) {
        arena_reset(arena);
        enum status status = look(database, lock, arena, &db, &work);
        struct timespec pause = pause_after(&work);

        say_failure(&work.failure, &said);
        if (status == ST_UNAVAILABLE) {
            db_close(db);
            db = NULL;
        }
        nanosleep(&pause, NULL); /* a signal ends it early */
    }
    return EXIT_DONE;
}

/* Until nothing is due. */
static enum status watch_once(struct db *db, struct arena *arena, struct alert_work *out)
{
    struct alert_failure said = { 0 };
    struct alert_work work;
    enum status failure = ST_OK;

    *out = (struct alert_work){ 0 };
    do {
        arena_reset(arena);
        enum status status = alert_watch_round(db, arena, clock_now(), &work);

        say_failure(&work.failure, &said);
        alert_work_add(out, &work);
        failure = status != ST_OK ? status : failure;
    } while (work.events + work.looks > 0);
    return failure;
}

int cli_watch(int argc, char **argv)
{
    enum { DATA, OPTIONS };
    static const struct option options[OPTIONS] = {
        [DATA] = { OPTION_REQUIRED, "data", "DIR", "the data folder" },
    };
    static const struct usage usage = {
        "watch", options, OPTIONS,
        "Tells the holder, then the head of the unit, then the director which clocks of dossiers are due soon or "
        "over,\n"
        "each once, and ends. `motcua serve` does it by itself unless motcua.conf says watch = no; this is for a timer."
    };
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(WATCH_JOB_BYTES_MAX);
    struct arena *piece CLEANUP(arena_destroy_at) = arena_create(WATCH_JOB_BYTES_MAX);
    struct db *db CLEANUP(db_close_at) = NULL;
    struct str given[OPTIONS];
    struct alert_work work;
    int code = options_parse(&usage, argc, argv, given);

    if (code != OPTIONS_READY)
        return code;
    if ((code = data_folder_open(&usage, arena, given[DATA], FOLDER_MUST_EXIST, &db)) != OPTIONS_READY)
        return code;
    enum status status = watch_once(db, piece, &work);

    printf("%" PRId64 " dossier(s) looked at, %" PRId64 " alert(s) raised, %" PRId64 " ended.\n", work.looks,
           work.raised, work.ended);
    if (status != ST_OK)
        return data_folder_failed(&usage, db, status);
    if (work.failures > 0)
        return options_fail(&usage, "%" PRId64 " dossier(s) could not be looked at; motcua verify says what is wrong",
                            work.failures);
    return EXIT_DONE;
}
