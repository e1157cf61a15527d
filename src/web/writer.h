/* SPDX-License-Identifier: Apache-2.0 */
/* writer -- the one process that runs changes, for all workers.
 *
 * Two that write in turn each read anew what the other wrote, and each commit fewer changes at once. */
#ifndef WEB_WRITER_H
#define WEB_WRITER_H

#include "store/write_lock.h"
#include "web/site.h"

struct writer_settings {
    struct site_settings site;
    int listen_socket; /* of writer_listen() */
    struct write_lock *write_lock;
};

/* Where workers reach the writer: a socket of this machine, which only processes of this user may use.  Made before
 * they are forked; what was asked waits in it while there is no writer.  -1: errno says why. */
int writer_listen(void);
int writer_connect(int listen_socket); /* non-blocking; -1: errno says why */

/* Serves until SIGTERM came and the last worker is gone.  Returns the process's exit code. */
int writer_run(const struct writer_settings *settings);

#endif
