/* SPDX-License-Identifier: Apache-2.0 */
/* absence_plan -- a proposal of who takes over which open dossier of somebody who is away: to whom each may go, and the
 * split that leaves the colleagues' loads as even as can be.  The chief who looks at it decides. */
#ifndef APP_ABSENCE_PLAN_H
#define APP_ABSENCE_PLAN_H

#include "app/colleague_load.h"
#include "app/dossier_assignment.h"
#include "domain/absence.h"
#include "queries_read.h"

struct absence_plan {
    struct sql_dossiers_to_hand_over_of_rows dossiers; /* the most urgent, ASSIGNMENT_MAX at most */
    struct colleagues people; /* of the unit, and the leaders when something waits for a signature */
    uint64_t *may_take;       /* of each dossier: a bit for each of the people who can hold it */
    int *taker;               /* of each dossier: the proposed one's place in `people`, or ABSENCE_NOBODY */
};

/* For what `account_id`, of that unit, holds at `now`.  Whoever is away too is proposed for nothing. */
enum status absence_plan_make(struct db *db, struct arena *arena, int64_t office_id, int64_t account_id,
                              int64_t unit_id, struct moment now, struct absence_plan *out) MUST_CHECK;

#endif
