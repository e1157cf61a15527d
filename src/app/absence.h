/* SPDX-License-Identifier: Apache-2.0 */
/* absence -- somebody is away from one day to another: who enters it, which dossiers are handed over meanwhile, and
 * which come back.
 *
 * An absence is entered by the person or by a chief: the head of the person's unit, or a leader of the commune.  Only
 * chiefs move dossiers; each is a REASSIGN whose facts name the absence.  What may come back: domain/absence. */
#ifndef APP_ABSENCE_H
#define APP_ABSENCE_H

#include "app/dossier_assignment.h"
#include "domain/absence.h"

struct absence_request {
    int64_t account_id; /* who will be away */
    struct absence_span span;
};

enum absence_fault {
    ABSENCE_FINE,
    ABSENCE_NO_PERSON, /* nobody active of the office who can hold dossiers */
    ABSENCE_BAD_SPAN,  /* as domain/absence says */
    ABSENCE_RUNNING    /* that person has one that nobody has ended */
};

/* May `actor` move the dossiers of somebody of that unit? */
bool absence_is_chief(struct actor actor, int64_t unit_id);

/*     ST_INVALID    *out_fault says why
 *     ST_FORBIDDEN  somebody else's, and the actor is no chief of theirs */
enum status absence_open(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                         const struct absence_request *request, int64_t *out_absence_id, enum absence_fault *out_fault)
    MUST_CHECK;

/* The person is back: by the person or a chief.
 *     ST_NOT_FOUND  no such absence in the office
 *     ST_FORBIDDEN
 *     ST_CONFLICT   it is ended already */
enum status absence_end(struct db *db, struct arena *arena, struct actor actor, struct moment now, int64_t absence_id)
    MUST_CHECK;

/* Hands dossiers of the absent person over, each to the one it names; results as app/dossier_assignment.h says.
 *     ST_NOT_FOUND  no such absence in the office
 *     ST_FORBIDDEN  the actor is no chief of the person
 *     ST_CONFLICT   it is ended: nothing is handed over any more */
enum status absence_hand_over(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                              int64_t absence_id, struct assignment_items items, struct assignment_result **out)
    MUST_CHECK;

/* Takes dossiers back to the person, and ends the absence when nobody has.  One that may not return has CHANGED; the
 * `to_id` of the items is not looked at.
 *     ST_NOT_FOUND, ST_FORBIDDEN  as before */
enum status absence_take_back(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                              int64_t absence_id, struct assignment_items items, struct assignment_result **out)
    MUST_CHECK;

/* ---- Leaving for good ---------------------------------------------------------------------------- */

/* How many open dossiers somebody holds; 1000 stands for more.  Results that wait for the citizen are no open dossiers:
 * anybody at the counter hands them over. */
enum status absence_held(struct db *db, struct arena *arena, int64_t account_id, int64_t *out) MUST_CHECK;

struct departure {
    int64_t account_id, to_id;
    int64_t moved;                /* out */
    struct str code;              /* out: of the first dossier that could not be handed over; null: all were */
    struct assignment_result why; /* out: of that one */
};

/* Hands all open dossiers of somebody over to one colleague, by `actor`, a chief; all or nothing.
 *     ST_INVALID    one of them cannot be: departure->code
 *     ST_FORBIDDEN, ST_NOT_FOUND */
enum status absence_depart(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                           struct departure *departure) MUST_CHECK;

#endif
