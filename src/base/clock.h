/* SPDX-License-Identifier: Apache-2.0 */
/* clock -- the only door to the machine's time.
 *
 * Moments are milliseconds since 1970-01-01 00:00 UTC.  Business rules live in Asia/Ho_Chi_Minh (UTC+7, no
 * summer time); domain/date turns one into the other. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

struct moment {
    int64_t ms;
};

struct moment clock_now(void);    /* wall time; may jump when the machine's clock is set */
int64_t clock_monotonic_us(void); /* microseconds that never run backwards; for durations */

#endif
