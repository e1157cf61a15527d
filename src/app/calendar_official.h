/* SPDX-License-Identifier: Apache-2.0 */
/* calendar_official -- the days this program was built with: every notice in calendar/, oldest first. */
#ifndef APP_CALENDAR_OFFICIAL_H
#define APP_CALENDAR_OFFICIAL_H

#include "base/arena.h"
#include "domain/calendar.h"

enum { CALENDAR_OFFICIAL_FROM = 2025 }; /* earlier notices are not in the files */

/* Fatal when a file cannot be read: it is part of the program, so that is a bug. */
struct calendar_days calendar_official(struct arena *arena);

#endif
