/* SPDX-License-Identifier: Apache-2.0 */
/* deliver -- sends what waits in the outbox, one message after the other: takes it in hand (durably), tries it once,
 * and writes down what the other side said.
 *
 * Several may run at once, on one machine or many: none takes what another has in hand.  Whoever dies with a message
 * in hand leaves it in doubt, because it may have gone; nobody sends it again but on a person's word. */
#ifndef SYNC_DELIVER_H
#define SYNC_DELIVER_H

#include "store/db.h"
#include "sync/delivery.h"

#include <signal.h>

enum {
    DELIVER_LOST_MS = 10 * 60 * 1000, /* in hand for so long: whoever had it is gone; far more than an attempt takes */
    DELIVER_LOOK_MS = 2 * 1000,       /* between two looks at an empty outbox */
    DELIVER_BYTES_MAX = 4 * 1024 * 1024 /* of memory, for one message at a time */
};

struct deliver_settings {
    struct str database;           /* for db_open() */
    struct write_lock *write_lock; /* of the server's processes; NULL: runs alone */
    bool is_open[MESSAGE_TRANSPORT_COUNT];
    delivery_send *send;
    void *context;
    struct moment (*clock)(void);
    const volatile sig_atomic_t *is_ending; /* NULL: nobody ends it */
    bool ends_when_idle;                    /* when nothing is due, or the database fails again and again */
};

struct deliver;

enum status deliver_open(const struct deliver_settings *settings, struct deliver **out) MUST_CHECK;
void deliver_close(struct deliver *deliver); /* accepts NULL */
void deliver_close_at(struct deliver **deliver);

/* Sends one message that is due, if there is one.  What the database refuses is tried again for a while once the
 * message has left.
 *     ST_BUSY, ST_UNAVAILABLE, ST_FULL …  of the database; the message waits or, if it was in hand, ends in doubt */
enum status deliver_one(struct deliver *deliver, bool *out_is_sent_or_tried) MUST_CHECK;

/* Messages whose sender died become "in doubt". */
enum status deliver_find_lost(struct deliver *deliver) MUST_CHECK;

/* Until *is_ending, or as `ends_when_idle` says.  Returns the last failure of the database when it gave up, else
 * ST_OK. */
enum status deliver_run(const struct deliver_settings *settings) MUST_CHECK;

#endif
