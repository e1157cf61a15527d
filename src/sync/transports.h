/* SPDX-License-Identifier: Apache-2.0 */
/* transports -- from a message to what goes over the line: e-mail and SMS as motcua.conf sets them up. */
#ifndef SYNC_TRANSPORTS_H
#define SYNC_TRANSPORTS_H

#include "sync/delivery.h"
#include "sync/http_client.h"

struct transports {
    struct delivery_settings settings;
    struct http_client *client;
};

/* Can messages go this way? */
bool transports_are_open(const struct delivery_settings *settings, enum message_transport transport);

/* A delivery_send; `context` is a struct transports. */
struct delivery transports_send(void *context, struct arena *arena, const struct outgoing *message);

#endif
