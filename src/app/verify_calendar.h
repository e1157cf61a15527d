/* SPDX-License-Identifier: Apache-2.0 */
/* verify_calendar -- the part of verify that works out again what a change of the calendar did to a dossier. */
#ifndef APP_VERIFY_CALENDAR_H
#define APP_VERIFY_CALENDAR_H

#include "domain/dossier_clock.h"
#include "store/db.h"

/* `facts` are those of the events of `whole`, one for each.  Every RECALCULATE among them must say what the calendar
 * before it and the one it names give for what had happened until then.  (What was recalculated before a correction is
 * only looked at in form: the correction may have changed the term.)  *out_fault says what is wrong, in a few words;
 * null: nothing. */
enum status verify_calendar(struct db *db, struct arena *arena, int64_t office_id, struct dossier_timing timing,
                            struct dossier_history whole, const struct str *facts, struct str *out_fault) MUST_CHECK;

#endif
