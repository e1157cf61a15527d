/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_log -- appends events to an office's sealed chain, inside the caller's transaction.
 *
 *     TRY(dossier_log_open(db, arena, office_id, &log));
 *     TRY(dossier_log_append(&log, &entry));           once or more
 *     TRY(dossier_log_close(&log));                    writes the chain's new end
 *
 * Open it before working_time_of(): the office's calendar changes under the same lock (app/calendar_admin), so the due
 * instant that is written goes with the calendar that stands.
 *
 * Each event also leaves the messages that tell the citizen (app/message_outbox): the dossier's row must be there
 * already, as it is after the event.  Other systems read the chain itself, from the number they have done
 * (docs/adr/0018). */
#ifndef APP_DOSSIER_LOG_H
#define APP_DOSSIER_LOG_H

#include "app/dossier_seal.h"
#include "base/status.h"
#include "store/db.h"

struct dossier_log {
    struct db *db;
    struct arena *arena;
    int64_t office_id, chain_number;
    char seal[SEAL_ROOM];
};

struct log_entry {
    int64_t dossier_id;
    int64_t version; /* of the dossier after the event */
    enum dossier_event event;
    int64_t actor_id, holder_id;
    struct moment at;
    struct str reason; /* null: none */
    struct str facts;
};

/* ST_NOT_FOUND: the office has no chain. */
enum status dossier_log_open(struct db *db, struct arena *arena, int64_t office_id, struct dossier_log *out) MUST_CHECK;
enum status dossier_log_append(struct dossier_log *log, const struct log_entry *entry) MUST_CHECK;
enum status dossier_log_close(struct dossier_log *log) MUST_CHECK;

#endif
