/* SPDX-License-Identifier: Apache-2.0 */
/* test_calendar -- the days of 2025 and 2026 written down once more, and calendars nobody would announce. */
#ifndef SUPPORT_TEST_CALENDAR_H
#define SUPPORT_TEST_CALENDAR_H

#include "domain/calendar.h"

/* 2025 and 2026 as announced, usual hours. */
const struct calendar *test_calendar(void);

/* Inside FOR_ALL: seasons with one to three sessions, and holidays, whole weeks off and worked weekends scattered over
 * 2025 and 2026.  Good until the next call. */
const struct calendar *test_calendar_random(void);

/* A moment between the middle of 2025 and the middle of 2026, seconds included. */
struct moment test_moment_random(void);

#endif
