/* SPDX-License-Identifier: Apache-2.0 */
/* message -- what the citizen is told about a dossier, and how it may be sent (messages.def, message_states.def). */
#ifndef DOMAIN_MESSAGE_H
#define DOMAIN_MESSAGE_H

#include "base/arena.h"
#include "domain/date.h"
#include "domain/dossier.h"

enum message_transport { MESSAGE_EMAIL, MESSAGE_SMS, MESSAGE_TRANSPORT_COUNT };

enum message_state {
#define STATE(name, stored, colour, label) MESSAGE_##name,
#include "domain/message_states.def"
#undef STATE
    MESSAGE_STATE_COUNT
};

enum {
    MESSAGE_SMS_CHARS_MAX = 160,
    MESSAGE_ANSWER_BYTES_MAX = 2000, /* kept of what the other side said */
    MESSAGE_WAIT_MS = 130 * 1000     /* two minutes in which the event can be taken back, and time to write that */
};

/* What the texts of templates/message are drawn from.  Texts may be empty. */
struct message_facts {
    struct str code, applicant, procedure_name, result;
    struct str reason; /* of the event, in the officer's words */
    struct moment promised_at;
    struct str status_url; /* the dossier's page, with its key */
    struct str centre_name, address, phone;
};

/* The event's text, as stored: "supplement_asked"; null: the citizen is not told. */
struct str message_kind(enum dossier_event event);
struct str message_kind_label(struct str kind); /* in Vietnamese; the kind itself when unknown */

struct str message_transport_name(enum message_transport transport);
struct str message_transport_label(enum message_transport transport);
bool message_transport_parse(struct str stored, enum message_transport *out);

struct str message_state_name(enum message_state state);
struct str message_state_label(enum message_state state);
struct str message_state_colour(enum message_state state);
bool message_state_parse(struct str stored, enum message_state *out);

/* The states in which a person may decide: send it again, or take it as sent. */
bool message_awaits_decision(enum message_state state);

/* Digits of a mobile telephone (03, 05, 07, 08, 09): fixed lines take no text messages. */
bool message_is_mobile(struct str phone);

/* One text message: `words` without marks and line breaks, then a blank and `link` when all of it fits into
 * MESSAGE_SMS_CHARS_MAX; else the words alone, cut after a whole word if they are too long. */
struct str message_sms(struct arena *arena, struct str words, struct str link);

#endif
