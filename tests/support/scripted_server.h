/* SPDX-License-Identifier: Apache-2.0 */
/* scripted_server -- a server on a loopback port that plays a part, in a child process: for what a real one never
 * does on demand.
 *
 * A script is a list of steps.  Text is sent as it is; "<WORD" waits for a line that begins so; "<." reads up to the
 * end of a mail; "<END" reads up to the end of HTTP headers; "!" closes at once.  After the last step it waits for the
 * other side to go, and answers its QUIT. */
#ifndef SUPPORT_SCRIPTED_SERVER_H
#define SUPPORT_SCRIPTED_SERVER_H

#include "base/arena.h"

#include <sys/types.h>

struct scripted_server {
    int port;
    pid_t pid;
};

/* Plays `script` (ends with NULL) on each connection, one after the other. */
struct scripted_server scripted_server_start(const char *const *script);
void scripted_server_stop(struct scripted_server *server);

/* A port on which nobody listens. */
int scripted_server_closed_port(void);

#endif
