/* SPDX-License-Identifier: Apache-2.0 */
/* test_clock -- days and moments as tests write them; a text that is neither fails the test. */
#ifndef SUPPORT_TEST_CLOCK_H
#define SUPPORT_TEST_CLOCK_H

#include "domain/date.h"

struct date test_date(const char *text);     /* 2025-09-18 */
struct moment test_moment(const char *text); /* 2025-09-18 10:00 in Việt Nam */

#endif
