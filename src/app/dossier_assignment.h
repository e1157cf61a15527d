/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_assignment -- giving many open dossiers to other people at once: each is a REASSIGN event of its own, judged
 * by itself against the version that was seen, so one that cannot be moved holds up no other. */
#ifndef APP_DOSSIER_ASSIGNMENT_H
#define APP_DOSSIER_ASSIGNMENT_H

#include "app/dossier_change.h"

enum { ASSIGNMENT_MAX = 50 /* dossiers at once */ };

struct assignment_item {
    struct str code;
    int64_t seen_version; /* the dossier as the actor last saw it */
    int64_t to_id;        /* who shall hold it */
};

struct assignment_items {
    const struct assignment_item *at;
    size_t count;
};

struct assignment {
    struct assignment_items items;
    struct str reason; /* the same for all */
    struct str facts;  /* sealed with each event; null: none */
    int64_t from_id;   /* whose dossiers these are: one that somebody else holds has changed; 0: anybody's */
};

enum assignment_verdict {
    ASSIGNMENT_MOVED,
    ASSIGNMENT_GONE,    /* the office has no such dossier */
    ASSIGNMENT_CHANGED, /* somebody else changed it meanwhile */
    ASSIGNMENT_HELD,    /* that person holds it already */
    ASSIGNMENT_REFUSED  /* `refusal` says why */
};

struct assignment_result {
    enum assignment_verdict verdict;
    enum dossier_refusal refusal;
    int64_t dossier_id, version; /* of what was moved, after it */
};

/* Moves each of the items; *out has a result for each, in their order.
 *     ST_INVALID    nothing to move, or no reason
 *     ST_TOO_LARGE  more than ASSIGNMENT_MAX, or a reason beyond REASON_CHARS_MAX; nothing was moved then */
enum status dossier_assignment_apply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct assignment *assignment, struct assignment_result **out) MUST_CHECK;

#endif
