/* SPDX-License-Identifier: Apache-2.0 */
/* metrics -- what all processes of the server count, in memory they share.
 *
 * Each worker writes its own slot and nobody else's; any of them adds the slots up for /metrics. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "base/buf.h"

enum { METRICS_WORKERS_MAX = 68, METRICS_CLASSES = 5, METRICS_BUCKETS = 14, METRICS_BATCH_BUCKETS = 9 };

struct metrics_slot {
    int64_t pid;                          /* 0: nobody works here */
    int64_t connections;                  /* open now */
    int64_t requests[2][METRICS_CLASSES]; /* reads, changes; by hundreds of the HTTP code, from 1xx on */
    int64_t duration_buckets[2][METRICS_BUCKETS];
    int64_t duration_us[2];
    int64_t commits, commit_failures, commit_us;
    int64_t batch_buckets[METRICS_BATCH_BUCKETS];
    int64_t batch_sum;  /* changes in all commits */
    int64_t traces;     /* access traces written */
    int64_t lock_waits; /* times another process held the write lock */
};

struct metrics {
    int64_t started_at_ms;
    int64_t worker_crashes;     /* written by the parent */
    int64_t checkpoints;        /* written by the keeper */
    int64_t commit_generation;  /* grows with each commit, before its answers leave */
    int64_t session_generation; /* grows when a session or an account changed */
    struct metrics_slot slots[METRICS_WORKERS_MAX];
};

/* Made by the first call, which comes before the first fork; lives as long as the processes. */
struct metrics *metrics_shared(void);

void metrics_count_request(struct metrics_slot *slot, bool is_change, int code, int64_t duration_us);
void metrics_count_commit(struct metrics_slot *slot, int64_t changes, int64_t duration_us, bool is_durable);
void metrics_add(int64_t *counter, int64_t amount);
void metrics_set(int64_t *gauge, int64_t value);
int64_t metrics_read(const int64_t *counter);

void metrics_print(const struct metrics *metrics, struct buf *out); /* Prometheus text format 0.0.4 */

#endif
