/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/ending.h"

#include <stddef.h>

static volatile sig_atomic_t is_ending;

static void end(int number)
{
    (void)number;
    is_ending = 1;
}

const volatile sig_atomic_t *ending_listen(void)
{
    struct sigaction action = { .sa_handler = end }, old;

    is_ending = 0;
    sigaction(SIGTERM, &action, NULL);
    if (sigaction(SIGINT, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
        sigaction(SIGINT, &action, NULL);
    return &is_ending;
}
