/* SPDX-License-Identifier: Apache-2.0 */
#include "sync/retry.h"

int64_t retry_wait_ms(int64_t failures, int64_t first_ms, int64_t longest_ms, int jitter)
{
    int64_t wait_ms = first_ms;

    while (failures > 1 && wait_ms < longest_ms) {
        wait_ms *= 2;
        failures--;
    }
    if (wait_ms > longest_ms)
        wait_ms = longest_ms;
    return wait_ms + wait_ms * jitter / 2000;
}

struct retry retry_after(int64_t attempts, struct moment since, struct moment now, int jitter)
{
    int64_t end_ms = since.ms + RETRY_GIVE_UP_MS;
    int64_t next_ms = now.ms + retry_wait_ms(attempts, RETRY_FIRST_MS, RETRY_LONGEST_MS, jitter);

    if (now.ms >= end_ms)
        return (struct retry){ .is_over = true };
    return (struct retry){ false, { next_ms < end_ms ? next_ms : end_ms } };
}
