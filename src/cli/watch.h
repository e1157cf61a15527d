/* SPDX-License-Identifier: Apache-2.0 */
/* watch -- what `motcua watch` and `motcua serve` share: telling people which clocks of dossiers are due. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "store/db.h"

/* Looks again and again in this process; SIGTERM ends it.  Returns the exit code. */
int watch_work(struct str database, struct write_lock *lock);

#endif
