/* SPDX-License-Identifier: Apache-2.0 */
/* held -- a request that is not answered yet, because something of it has to be durable first.
 *
 * Either a change, or a page that was made already but shows a dossier, whose trace of who looked must be written
 * before it leaves. */
#ifndef WEB_HELD_H
#define WEB_HELD_H

#include "web/dispatch.h"

struct held {
    struct held *next, *previous;
    struct exchange *exchange;
    enum exchange_next kind; /* EXCHANGE_CHANGES or EXCHANGE_READS */
    enum status status;      /* of what was run for it */
    enum status committed;   /* of the commit it was in */
};

/* What is asked of whoever has the connection it came on. */
struct held_owner {
    void (*answered)(void *context, struct held *held); /* the response is complete: keep a copy of it */
    void (*settled)(void *context, struct held *held);  /* durable or refused: what `answered` kept last may leave */
    void *context;
};

#endif
