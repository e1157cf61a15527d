/* SPDX-License-Identifier: Apache-2.0 */
/* commune -- the demonstration centre: the made-up commune "xã Bình Yên" with its staff, its people and a summer of
 * dossiers, made through the same use cases as real work and in the order in which things happen.
 *
 * The same wish gives the same rows, but for password hashes. */
#ifndef DEMO_COMMUNE_H
#define DEMO_COMMUNE_H

#include "demo/plan.h"

struct commune_wish {
    struct plan_wish plan;
    struct str public_url;   /* what QR codes begin with */
    bool is_one_transaction; /* all or nothing, for a database that others may see; otherwise written in pieces */
};

struct commune_made {
    int64_t received, decided, handed_over;
    struct moment last_at; /* when the last thing happened */
};

/* Tells how far it is, for the person who waits. */
typedef void commune_progress(void *context, int64_t received, int64_t total);

/* Into a migrated database without offices; a failure leaves a part of it, unless it is one transaction.  From here on
 * the process has no true chance any more (random_replay).  `progress` may be NULL.
 *     ST_EXISTS  there is an office already; nothing was written */
enum status commune_make(struct db *db, struct arena *arena, const struct commune_wish *wish,
                         commune_progress *progress, void *context, struct commune_made *out) MUST_CHECK;

#endif
