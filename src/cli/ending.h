/* SPDX-License-Identifier: Apache-2.0 */
/* ending -- for commands that work until they are told to end, and then finish what they have in hand. */
#ifndef CLI_ENDING_H
#define CLI_ENDING_H

#include <signal.h>

/* From now on SIGTERM and Ctrl-C set what is returned instead of ending the process.  Ctrl-C is left to the parent
 * where that has said so. */
const volatile sig_atomic_t *ending_listen(void);

#endif
