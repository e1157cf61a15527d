/* SPDX-License-Identifier: Apache-2.0 */
/* delivery -- one attempt at one message, and what came of it. */
#ifndef SYNC_DELIVERY_H
#define SYNC_DELIVERY_H

#include "base/arena.h"
#include "domain/date.h"
#include "domain/message.h"

struct outgoing {
    int64_t message_id;
    enum message_transport transport;
    struct str recipient, subject, body;
    struct moment created_at;
};

enum delivery_outcome {
    DELIVERY_SENT,    /* the other side has it */
    DELIVERY_LATER,   /* not this time; certainly not sent */
    DELIVERY_NO_LINE, /* nobody's message would have gone now; certainly not sent */
    DELIVERY_REFUSED, /* never; certainly not sent */
    DELIVERY_UNKNOWN  /* it left, and no answer came: it may have arrived */
};

struct delivery {
    enum delivery_outcome outcome;
    struct str answer; /* what the other side said, word for word, as far as it is kept */
};

/* Tries once; the answer is memory of `arena`. */
typedef struct delivery delivery_send(void *context, struct arena *arena, const struct outgoing *message);

#endif
