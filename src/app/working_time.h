/* SPDX-License-Identifier: Apache-2.0 */
/* working_time -- an office's calendar, kept in the process until the office changes its hours or days.
 *
 * office.calendar_version says whether what is kept still holds: one small look-up instead of some eighty rows. */
#ifndef APP_WORKING_TIME_H
#define APP_WORKING_TIME_H

#include "domain/calendar.h"
#include "store/db.h"

/* *out is good until working_time_of() is called for another office or another version.
 *     ST_NOT_FOUND  no such office */
enum status working_time_of(struct db *db, struct arena *arena, int64_t office_id, const struct calendar **out)
    MUST_CHECK;

/* Forgets what is kept: for tests that change a calendar behind its back. */
void working_time_forget(void);

#endif
