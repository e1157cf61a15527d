/* SPDX-License-Identifier: Apache-2.0 */
#include "web/site.h"

#include "base/log.h"

enum { REOPEN_MS = 500 };

bool site_open(struct site *site, const struct site_settings *settings)
{
    struct arena *arena CLEANUP(arena_destroy_at) = arena_create(64 * 1024);
    struct str why = { NULL, 0 };

    *site = (struct site){
        .metrics = settings->metrics,
        .is_behind_tls = settings->is_behind_tls,
        .trusted_proxy = settings->trusted_proxy,
    };
    if (db_open_explained(settings->database, DB_READ_ONLY, arena, &site->reader, &why) != ST_OK) {
        log_error("process %d: database: %.*s", settings->slot, STR_ARG(why));
        return false;
    }
    site->sessions = sessions_create(&settings->metrics->session_generation);
    return true;
}

void site_close(struct site *site)
{
    sessions_destroy(site->sessions);
    arena_destroy(site->offices_arena);
    db_close(site->reader);
}

bool site_reopen(struct site *site, const struct site_settings *settings)
{
    int64_t now_us = clock_monotonic_us();
    struct db *reader = NULL;

    if (now_us - site->reopened_us < REOPEN_MS * 1000)
        return false;
    site->reopened_us = now_us;
    if (db_open(settings->database, DB_READ_ONLY, &reader) != ST_OK)
        return false;
    db_close(site->reader);
    site->reader = reader;
    return true;
}
