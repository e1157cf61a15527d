/* SPDX-License-Identifier: Apache-2.0 */
/* apart -- does a piece of drawing in a child process that lives no longer than the work.
 *
 * Drawing text keeps several megabytes of fonts and caches and runs large libraries over what strangers typed.  In a
 * child, the memory goes with it, and a crash or an endless loop costs one answer instead of a worker. */
#ifndef OUTPUT_APART_H
#define OUTPUT_APART_H

#include "base/arena.h"
#include "base/status.h"

enum { APART_BYTES_MAX = 4 * 1024 * 1024, APART_SECONDS_MAX = 10 };

typedef enum status apart_work(struct arena *arena, const void *subject, struct str *out_bytes);

/* Runs `work` in a child made by fork() and copies its bytes.  Whatever else the work changes is lost with the child.
 * For processes of one thread.  The work's own status, or
 *     ST_TOO_LARGE    more than APART_BYTES_MAX
 *     ST_UNAVAILABLE  the child could not be made, crashed, or took longer than APART_SECONDS_MAX */
enum status apart_run(struct arena *arena, apart_work *work, const void *subject, struct str *out_bytes) MUST_CHECK;

#endif
