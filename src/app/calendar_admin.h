/* SPDX-License-Identifier: Apache-2.0 */
/* calendar_admin -- the days of an office that differ from the plain week. */
#ifndef APP_CALENDAR_ADMIN_H
#define APP_CALENDAR_ADMIN_H

#include "store/db.h"

enum { CALENDAR_YEARS_AHEAD = 5 };

/* Gives a new office the official days that the program knows (calendar/), and for the years up to
 * CALENDAR_YEARS_AHEAD from now the days of the law, provisional until a notice is entered.
 *     ST_EXISTS  the office has days already */
enum status calendar_admin_start(struct db *db, struct arena *arena, int64_t office_id, struct moment now) MUST_CHECK;

#endif
