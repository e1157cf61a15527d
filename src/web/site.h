/* SPDX-License-Identifier: Apache-2.0 */
/* site -- what one process of the server needs to serve: its reading connection and whom it remembers. */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "web/dispatch.h"

struct site_settings {
    struct str database;
    bool is_behind_tls;
    struct str trusted_proxy; /* null: none */
    struct metrics *metrics;
    int slot; /* of the shared metrics; names the process in the log */
};

/* False: the database cannot be opened, as the log says. */
bool site_open(struct site *site, const struct site_settings *settings);
void site_close(struct site *site);

/* The database was gone: a new connection, now and then.  True: there is one. */
bool site_reopen(struct site *site, const struct site_settings *settings);

#endif
