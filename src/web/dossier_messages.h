/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_messages -- what a dossier's citizen was told, for the dossier's page; and words that all pages of messages
 * share. */
#ifndef WEB_DOSSIER_MESSAGES_H
#define WEB_DOSSIER_MESSAGES_H

#include "domain/message.h"
#include "web/pages_message.h"
#include "web/request.h"

/* Unless `in_full`, of a telephone the last digits show, of an e-mail address nothing, as elsewhere on the page. */
enum status dossier_messages_of(struct request *request, int64_t dossier_id, bool in_full, struct message_rows *out)
    MUST_CHECK;

/* `a***@example.com`, `*******678` */
struct str message_recipient_mask(struct arena *arena, enum message_transport transport, struct str recipient);

/* When it was sent, or will be, and what to call that; no moment for one that was not and will not be. */
void message_time(enum message_state state, struct moment sent_at, struct moment next_try_at, struct message_row *row);

struct tag message_tag(enum message_state state);

#endif
