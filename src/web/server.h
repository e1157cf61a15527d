/* SPDX-License-Identifier: Apache-2.0 */
/* server -- the parent process: starts workers, replaces those that crash, ends them in good order. */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "base/arena.h"
#include "base/status.h"

struct write_lock;

/* Twice as many, and two of each other process, have a slot in the metrics while a reload goes on. */
enum { SERVER_WORKERS_MAX = 31 };

/* What a process does until SIGTERM.  It has no socket to listen on, and takes turns with the other writers at
 * `lock`. */
typedef int server_helper(void *context, struct str database, struct write_lock *lock);

struct server_settings {
    struct str database; /* sqlite:PATH or postgresql://… */
    struct str host;     /* an address of this machine, or [::] */
    int port;            /* 0: any free one */
    int workers;
    bool is_behind_tls;       /* a proxy in front speaks TLS to the browsers */
    struct str trusted_proxy; /* null: none */

    /* One more process each, beside those that answer; NULL: none. */
    server_helper *deliver, *watch;
    void *helper_context;
};

/* Reads the settings anew after SIGHUP; false keeps the old ones, and has said why. */
typedef bool server_reload(void *context, struct server_settings *settings);

/* "127.0.0.1:8080", "[::1]:8080", ":8080" for every address. */
bool server_parse_address(struct str text, struct str *out_host, int *out_port);

/* Serves until SIGTERM or SIGINT.  The database has the right schema already and no connection is open in this
 * process.  Returns the exit code; failures are said on standard error. */
int server_run(struct server_settings *settings, server_reload *reload, void *context);

#endif
