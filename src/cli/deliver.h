/* SPDX-License-Identifier: Apache-2.0 */
/* deliver -- what `motcua deliver` and `motcua serve` share: from motcua.conf to a process that sends messages.
 *
 * Functions that return an exit code have said what is wrong, in one line on standard error. */
#ifndef CLI_DELIVER_H
#define CLI_DELIVER_H

#include "base/config.h"
#include "cli/options.h"
#include "store/db.h"
#include "sync/settings.h"

int deliver_settings_from(const struct usage *usage, struct arena *arena, struct str folder,
                          const struct config *config, struct delivery_settings *out);

/* Does the configuration say how to send anything? */
bool deliver_has_work(const struct delivery_settings *settings);

/* Tells all processes which messages to make from now on. */
enum status deliver_announce(struct db *db, struct arena *arena, const struct delivery_settings *settings) MUST_CHECK;

enum deliver_length { DELIVER_ONCE, DELIVER_UNTIL_TOLD };

/* The work itself, in this process; SIGTERM ends it.  Returns the exit code. */
int deliver_work(const struct delivery_settings *settings, struct str database, struct write_lock *lock,
                 enum deliver_length length);

#endif
