/* SPDX-License-Identifier: Apache-2.0 */
/* worker -- one process that answers requests: one event loop, and one reading connection. */
#ifndef WEB_WORKER_H
#define WEB_WORKER_H

#include "store/write_lock.h"
#include "web/site.h"

struct worker_settings {
    struct site_settings site;
    int listen_socket;
    int writer_socket; /* of writer_listen() */
    int ready_pipe;    /* one byte is written when requests are taken; -1: nobody waits */
    struct write_lock *write_lock;
};

/* Serves until SIGTERM, then finishes what runs.  Returns the process's exit code: 0, or 1 when the database could
 * not be opened (said on standard error). */
int worker_run(const struct worker_settings *settings);

#endif
