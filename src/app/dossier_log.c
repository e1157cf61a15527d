/* SPDX-License-Identifier: Apache-2.0 */
#include "app/dossier_log.h"

#include "app/message_outbox.h"
#include "base/random.h"
#include "queries_read.h"
#include "queries_write.h"

#include <string.h>

static void keep_seal(struct dossier_log *log, struct str seal)
{
    memcpy(log->seal, seal.at, HASH_HEX_LEN);
    log->seal[HASH_HEX_LEN] = '\0';
}

enum status dossier_log_open(struct db *db, struct arena *arena, int64_t office_id, struct dossier_log *out)
{
    struct sql_event_chain_end_row end;

    TRY(sql_event_chain_end(db, arena, office_id, &end));
    if (end.event_hash.len != HASH_HEX_LEN)
        return ST_CORRUPT;
    *out = (struct dossier_log){ .db = db, .arena = arena, .office_id = office_id, .chain_number = end.chain_number };
    keep_seal(out, end.event_hash);
    return ST_OK;
}

enum status dossier_log_append(struct dossier_log *log, const struct log_entry *entry)
{
    struct sealed_event event = {
        .event_id = random_id(entry->at),
        .chain_number = log->chain_number + 1,
        .dossier_id = entry->dossier_id,
        .version = entry->version,
        .event = dossier_event_name(entry->event),
        .actor_id = entry->actor_id,
        .holder_id = entry->holder_id,
        .occurred_at = entry->at,
        .reason = entry->reason,
        .facts = entry->facts,
    };
    char seal[SEAL_ROOM];
    int64_t changed;

    seal_event(&event, str_of(log->seal), seal);
    TRY(sql_dossier_event_add(log->db, event.event_id, log->office_id, event.chain_number, event.dossier_id,
                              event.version, event.event, event.actor_id, event.holder_id, event.occurred_at,
                              event.reason, event.facts, str_of(log->seal), str_of(seal), &changed));
    TRY(message_outbox_add(log->db, log->arena,
                           &(struct message_event){ .office_id = log->office_id,
                                                    .dossier_id = entry->dossier_id,
                                                    .event_id = event.event_id,
                                                    .event = entry->event,
                                                    .reason = entry->reason,
                                                    .at = entry->at }));
    log->chain_number = event.chain_number;
    keep_seal(log, str_of(seal));
    return ST_OK;
}

enum status dossier_log_close(struct dossier_log *log)
{
    int64_t changed;

    TRY(sql_event_chain_move(log->db, log->chain_number, str_of(log->seal), log->office_id, &changed));
    return changed == 1 ? ST_OK : ST_CORRUPT;
}
