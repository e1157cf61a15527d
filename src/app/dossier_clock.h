/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_clock -- a dossier's due instant from its term, its calendar and its events: the one place that says it.
 *
 * Used when a dossier moves, when its page is drawn, and by `verify`. */
#ifndef APP_DOSSIER_CLOCK_H
#define APP_DOSSIER_CLOCK_H

#include "domain/deadline.h"
#include "domain/dossier.h"

/* What happened when; oldest first. */
struct clock_event {
    enum dossier_event event;
    struct moment at;
};

/* The due instant after `events`, the first of which is RECEIVE.  While the citizen has the dossier: DEADLINE_NEVER.
 * After the clock has ended: the instant that counted when it ended. */
struct moment dossier_clock_due(const struct calendar *calendar, struct term term, const struct clock_event *events,
                                size_t count);

#endif
