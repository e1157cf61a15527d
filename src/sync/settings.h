/* SPDX-License-Identifier: Apache-2.0 */
/* settings -- what motcua.conf says about sending messages (docs/ops/messages.md lists the keys). */
#ifndef SYNC_SETTINGS_H
#define SYNC_SETTINGS_H

#include "base/arena.h"
#include "base/config.h"
#include "base/status.h"

enum tls_need { TLS_REQUIRED, TLS_OFFERED, TLS_NONE };

struct mail_settings {
    struct str url; /* smtp://HOST:PORT or smtps://HOST:PORT; null: no e-mail */
    struct str from_name, from;
    struct str user, password; /* null: none */
    enum tls_need tls;
    struct str ca_file; /* null: the system's */
};

struct sms_settings {
    struct str url; /* null: no text messages; may have the places of sms_request.h, as may body and header */
    struct str method, content_type, body, header;
    struct str secret;
    struct str success; /* words that an answer must hold to mean yes; null: its code is enough */
    struct str ca_file;
};

struct delivery_settings {
    struct mail_settings mail;
    struct sms_settings sms;
};

bool settings_knows(struct str key); /* is it one of ours? */

/* Reads the files that hold secrets too; their paths count from `folder`.
 *     ST_INVALID  *out_fault says what, in English */
enum status settings_read(struct arena *arena, const struct config *config, struct str folder,
                          struct delivery_settings *out, struct str *out_fault) MUST_CHECK;

#endif
