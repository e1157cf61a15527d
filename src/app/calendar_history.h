/* SPDX-License-Identifier: Apache-2.0 */
/* calendar_history -- a closed dossier keeps the due instant and the punctuality of the calendar it was closed under,
 * also after a notice changed the calendar. */
#ifndef APP_CALENDAR_HISTORY_H
#define APP_CALENDAR_HISTORY_H

#include "domain/deadline.h"
#include "store/db.h"

/* What stands in a closed dossier. */
struct closed_clock {
    struct moment due_at, closed_at;
    struct str punctuality;
};

/* Sets clock->calendar, which is the office's present one, to the newest calendar of the office by which `closed` comes
 * out as it stands; leaves it when there is none. */
enum status calendar_history_find(struct db *db, struct arena *arena, int64_t office_id,
                                  const struct closed_clock *closed, struct deadline_case *clock) MUST_CHECK;

/* The calendar as it was in one version, the present one too; good as long as the arena, and the present one as long as
 * what working_time_of() gives.
 *     ST_NOT_FOUND  the office never had it */
enum status calendar_history_version(struct db *db, struct arena *arena, int64_t office_id, int64_t version,
                                     const struct calendar **out) MUST_CHECK;

#endif
