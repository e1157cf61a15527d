/* SPDX-License-Identifier: Apache-2.0 */
/* password -- a password for somebody else's account: typed by whoever runs the command. */
#ifndef CLI_PASSWORD_H
#define CLI_PASSWORD_H

#include "cli/options.h"

#include "base/arena.h"

/* Asks twice without echo on a terminal; otherwise takes the first line of standard input.  Checks it. */
int password_ask(const struct usage *usage, struct arena *arena, struct str login, struct str *out);

#endif
