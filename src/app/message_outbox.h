/* SPDX-License-Identifier: Apache-2.0 */
/* message_outbox -- what citizens shall be told: written in the transaction of the event it tells of, so that neither
 * is without the other.  sync/deliver sends it later.  Also what a person may decide of a message that did not go. */
#ifndef APP_MESSAGE_OUTBOX_H
#define APP_MESSAGE_OUTBOX_H

#include "domain/account.h"
#include "domain/message.h"
#include "store/db.h"

/* What motcua.conf can send by. */
struct message_transports {
    bool is_open[MESSAGE_TRANSPORT_COUNT];
};

enum status message_outbox_transports(struct db *db, struct arena *arena, struct message_transports *out) MUST_CHECK;

/* Remembers it for all processes; writes nothing when it is so already. */
enum status message_outbox_set_transports(struct db *db, struct arena *arena, struct message_transports transports,
                                          struct moment now) MUST_CHECK;

/* An event just written, with its dossier as it stands after it. */
struct message_event {
    int64_t office_id, dossier_id, event_id;
    enum dossier_event event;
    struct str reason; /* null: none */
    struct moment at;
};

/* Leaves one message for each open transport the citizen has an address for; none, when the event is not for citizens
 * (domain/messages.def).  The same event again changes nothing. */
enum status message_outbox_add(struct db *db, struct arena *arena, const struct message_event *event) MUST_CHECK;

/* The event that made the dossier's `version` was taken back: what still waits of it is never sent. */
enum status message_outbox_cancel(struct db *db, int64_t dossier_id, int64_t version) MUST_CHECK;

/* The dossier's receipt is void: what still waits to tell of it is never sent, perhaps to a number that was wrong. */
enum status message_outbox_cancel_receipts(struct db *db, int64_t dossier_id) MUST_CHECK;

enum message_decision { MESSAGE_SEND_AGAIN, MESSAGE_TAKE_AS_SENT };

/* About a message that failed or is in doubt, as the actor saw it after `seen_attempts`.
 *     ST_NOT_FOUND  no such message in the actor's office
 *     ST_FORBIDDEN  the actor may not
 *     ST_CONFLICT   it is in another state by now */
enum status message_outbox_decide(struct db *db, struct arena *arena, struct actor actor, int64_t message_id,
                                  int64_t seen_attempts, enum message_decision decision, struct moment now) MUST_CHECK;

#endif
