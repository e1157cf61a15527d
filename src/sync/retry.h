/* SPDX-License-Identifier: Apache-2.0 */
/* retry -- when to try again: a minute, two, four … up to an hour, for three days. */
#ifndef SYNC_RETRY_H
#define SYNC_RETRY_H

#include "domain/date.h"

enum {
    RETRY_FIRST_MS = 60 * 1000,
    RETRY_LONGEST_MS = 60 * 60 * 1000,
    RETRY_GIVE_UP_MS = 3 * 24 * 60 * 60 * 1000,
    RETRY_LINE_FIRST_MS = 10 * 1000, /* nobody is tried on a line that was down just now */
    RETRY_LINE_LONGEST_MS = 10 * 60 * 1000
};

/* How long to wait after `failures` in a row (1 …), doubling from `first_ms` up to `longest_ms`, and up to half of it
 * more: `jitter` 0 to 1000 says how much, so that many who failed together do not come back together. */
int64_t retry_wait_ms(int64_t failures, int64_t first_ms, int64_t longest_ms, int jitter);

struct retry {
    bool is_over; /* it was tried long enough: a person must look */
    struct moment next_at;
};

/* After the `attempts`-th attempt failed at `now`, of a message that could go from `since` on.  The last attempt is at
 * the very end of RETRY_GIVE_UP_MS. */
struct retry retry_after(int64_t attempts, struct moment since, struct moment now, int jitter);

#endif
