/* SPDX-License-Identifier: Apache-2.0 */
#include "web/metrics.h"

#include "base/clock.h"
#include "base/fatal.h"

#include <inttypes.h>
#include <sys/mman.h>

/* Upper ends in microseconds; the last bucket has none. */
static const int64_t duration_bounds[METRICS_BUCKETS - 1] = { 50,    100,   250,   500,    1000,   2500,   5000,
                                                              10000, 25000, 50000, 100000, 500000, 2500000 };
static const int64_t batch_bounds[METRICS_BATCH_BUCKETS - 1] = { 1, 2, 4, 8, 16, 32, 64, 128 };
static const char *const kinds[2] = { "read", "change" };

struct metrics *metrics_shared(void)
{
    static struct metrics *metrics;

    if (metrics != NULL)
        return metrics;
    metrics = mmap(NULL, sizeof *metrics, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (metrics == MAP_FAILED)
        fatal("no memory to share between processes");
    metrics->started_at_ms = clock_now().ms;
    return metrics;
}

void metrics_add(int64_t *counter, int64_t amount)
{
    __atomic_fetch_add(counter, amount, __ATOMIC_RELAXED);
}

void metrics_set(int64_t *gauge, int64_t value)
{
    __atomic_store_n(gauge, value, __ATOMIC_RELAXED);
}

int64_t metrics_read(const int64_t *counter)
{
    return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static size_t bucket_of(const int64_t *bounds, size_t count, int64_t value)
{
    size_t i = 0;

    while (i < count && value > bounds[i])
        i++;
    return i;
}

void metrics_count_request(struct metrics_slot *slot, bool is_change, int code, int64_t duration_us)
{
    int class = code / 100 - 1;

    if (class >= 0 && class < METRICS_CLASSES)
        metrics_add(&slot->requests[is_change][class], 1);
    metrics_add(&slot->duration_buckets[is_change][bucket_of(duration_bounds, METRICS_BUCKETS - 1, duration_us)], 1);
    metrics_add(&slot->duration_us[is_change], duration_us);
}

void metrics_count_commit(struct metrics_slot *slot, int64_t changes, int64_t duration_us, bool is_durable)
{
    if (!is_durable) {
        metrics_add(&slot->commit_failures, 1);
        return;
    }
    metrics_add(&slot->commits, 1);
    metrics_add(&slot->commit_us, duration_us);
    metrics_add(&slot->batch_sum, changes);
    metrics_add(&slot->batch_buckets[bucket_of(batch_bounds, METRICS_BATCH_BUCKETS - 1, changes)], 1);
}

/* The sum over all slots of the counter that lies `offset` bytes into each. */
static int64_t total(const struct metrics *metrics, const int64_t *in_first_slot)
{
    size_t offset = (size_t)((const char *)in_first_slot - (const char *)&metrics->slots[0]);
    int64_t sum = 0;

    for (size_t i = 0; i < METRICS_WORKERS_MAX; i++)
        sum += metrics_read((const int64_t *)(const void *)((const char *)&metrics->slots[i] + offset));
    return sum;
}

static void print_one(struct buf *out, const char *name, const char *type, const char *help, int64_t value)
{
    buf_printf(out, "# HELP motcua_%s %s\n# TYPE motcua_%s %s\nmotcua_%s %" PRId64 "\n", name, help, name, type, name,
               value);
}

static void print_seconds(struct buf *out, int64_t us)
{
    buf_printf(out, "%" PRId64 ".%06" PRId64, us / 1000000, us % 1000000);
}

static void print_requests(const struct metrics *metrics, struct buf *out)
{
    buf_printf(out, "# HELP motcua_requests_total Requests answered, by kind and class of the HTTP code.\n"
                    "# TYPE motcua_requests_total counter\n");
    for (int kind = 0; kind < 2; kind++)
        for (int class = 0; class < METRICS_CLASSES; class ++)
            buf_printf(out, "motcua_requests_total{kind=\"%s\",class=\"%dxx\"} %" PRId64 "\n", kinds[kind], class + 1,
                       total(metrics, &metrics->slots[0].requests[kind][class]));
}

static void print_durations(const struct metrics *metrics, struct buf *out)
{
    buf_printf(out, "# HELP motcua_request_seconds From the request's last byte to its answer's first.\n"
                    "# TYPE motcua_request_seconds histogram\n");
    for (int kind = 0; kind < 2; kind++) {
        int64_t count = 0;

        for (size_t i = 0; i < METRICS_BUCKETS; i++) {
            count += total(metrics, &metrics->slots[0].duration_buckets[kind][i]);
            buf_printf(out, "motcua_request_seconds_bucket{kind=\"%s\",le=\"", kinds[kind]);
            if (i == METRICS_BUCKETS - 1)
                buf_printf(out, "+Inf");
            else
                print_seconds(out, duration_bounds[i]);
            buf_printf(out, "\"} %" PRId64 "\n", count);
        }
        buf_printf(out, "motcua_request_seconds_sum{kind=\"%s\"} ", kinds[kind]);
        print_seconds(out, total(metrics, &metrics->slots[0].duration_us[kind]));
        buf_printf(out, "\nmotcua_request_seconds_count{kind=\"%s\"} %" PRId64 "\n", kinds[kind], count);
    }
}

static void print_batches(const struct metrics *metrics, struct buf *out)
{
    int64_t count = 0;

    buf_printf(out, "# HELP motcua_commit_changes Changes that became durable together.\n"
                    "# TYPE motcua_commit_changes histogram\n");
    for (size_t i = 0; i < METRICS_BATCH_BUCKETS; i++) {
        count += total(metrics, &metrics->slots[0].batch_buckets[i]);
        if (i == METRICS_BATCH_BUCKETS - 1)
            buf_printf(out, "motcua_commit_changes_bucket{le=\"+Inf\"} %" PRId64 "\n", count);
        else
            buf_printf(out, "motcua_commit_changes_bucket{le=\"%" PRId64 "\"} %" PRId64 "\n", batch_bounds[i], count);
    }
    buf_printf(out, "motcua_commit_changes_sum %" PRId64 "\nmotcua_commit_changes_count %" PRId64 "\n",
               total(metrics, &metrics->slots[0].batch_sum), count);
    buf_printf(out, "# HELP motcua_commit_seconds_total Time spent making changes durable.\n"
                    "# TYPE motcua_commit_seconds_total counter\nmotcua_commit_seconds_total ");
    print_seconds(out, total(metrics, &metrics->slots[0].commit_us));
    buf_put_char(out, '\n');
}

void metrics_print(const struct metrics *metrics, struct buf *out)
{
    const struct metrics_slot *first = &metrics->slots[0];
    int64_t workers = 0;

    for (size_t i = 0; i < METRICS_WORKERS_MAX; i++)
        workers += metrics_read(&metrics->slots[i].pid) != 0;
    print_requests(metrics, out);
    print_durations(metrics, out);
    print_batches(metrics, out);
    print_one(out, "commits_total", "counter", "Commits that became durable.", total(metrics, &first->commits));
    print_one(out, "commit_failures_total", "counter", "Commits that failed; nothing of them was answered as saved.",
              total(metrics, &first->commit_failures));
    print_one(out, "lock_waits_total", "counter", "Times a worker waited for another one's commit.",
              total(metrics, &first->lock_waits));
    print_one(out, "access_traces_total", "counter", "Looks at a dossier written down.",
              total(metrics, &first->traces));
    print_one(out, "connections", "gauge", "Open connections.", total(metrics, &first->connections));
    print_one(out, "workers", "gauge", "Worker processes.", workers);
    print_one(out, "worker_crashes_total", "counter", "Workers that ended unasked and were replaced.",
              metrics_read(&metrics->worker_crashes));
    print_one(out, "checkpoints_total", "counter", "Times the keeper moved the log into the database.",
              metrics_read(&metrics->checkpoints));
    print_one(out, "uptime_seconds", "gauge", "Age of the parent process.",
              (clock_now().ms - metrics->started_at_ms) / 1000);
}
