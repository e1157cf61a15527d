/* SPDX-License-Identifier: Apache-2.0 */
#include "web/trace_memory.h"

#include "app/access_trace.h"
#include "base/fatal.h"
#include "web/limits.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES = 4 };

struct trace {
    int64_t account_id, dossier_id, hour;
};

struct trace_memory {
    struct trace traces[LIMIT_TRACE_CACHE]; /* each has PLACES places, the newest in the first */
};

struct trace_memory *trace_memory_create(void)
{
    struct trace_memory *memory = calloc(1, sizeof *memory);

    if (memory == NULL)
        fatal("no memory for traces");
    return memory;
}

void trace_memory_destroy(struct trace_memory *memory)
{
    free(memory);
}

static struct trace trace_of(const struct request *request)
{
    return (struct trace){ request->user.actor.account_id, request->looked_at_dossier_id,
                           request->now.ms / ACCESS_TRACE_HOUR_MS };
}

static bool is_trace(struct trace trace)
{
    return trace.dossier_id != 0 && trace.account_id != 0;
}

static size_t first_place_of(struct trace trace)
{
    uint64_t sum = (uint64_t)trace.account_id * 0x9E3779B97F4A7C15u ^ (uint64_t)trace.dossier_id * 0xC2B2AE3D27D4EB4Fu ^
                   (uint64_t)trace.hour * 0x165667B19E3779F9u;

    return (sum >> 32) % (LIMIT_TRACE_CACHE / PLACES) * PLACES;
}

static bool is_known(const struct trace_memory *memory, struct trace trace)
{
    const struct trace *known = &memory->traces[first_place_of(trace)];

    for (int i = 0; i < PLACES; i++)
        if (known[i].account_id == trace.account_id && known[i].dossier_id == trace.dossier_id &&
            known[i].hour == trace.hour)
            return true;
    return false;
}

bool trace_memory_lacks(const struct trace_memory *memory, const struct request *request)
{
    struct trace trace = trace_of(request);

    return is_trace(trace) && (request->opens_dossier || !is_known(memory, trace));
}

bool trace_memory_keep(struct trace_memory *memory, const struct request *request)
{
    struct trace trace = trace_of(request);

    if (!is_trace(trace) || is_known(memory, trace))
        return false;
    struct trace *known = &memory->traces[first_place_of(trace)];

    memmove(known + 1, known, (PLACES - 1) * sizeof *known);
    *known = trace;
    return true;
}
