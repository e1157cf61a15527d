/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_clock -- a dossier's deadline from its term, its calendar and its events: the one place that says it.
 *
 * Used when a dossier moves, when its page is drawn, and by `verify`.  Asking for papers gives the whole term anew once
 * they are here (NĐ 61/2018 Art 19.4); the time a fee is waited for is subtracted. */
#ifndef APP_DOSSIER_CLOCK_H
#define APP_DOSSIER_CLOCK_H

#include "base/arena.h"
#include "domain/deadline.h"
#include "domain/dossier.h"

/* What happened when. */
struct clock_event {
    enum dossier_event event;
    struct moment at;
};

/* What the deadline is computed from: `events` are oldest first, the first of them is RECEIVE.  deadline_after() gives
 * the deadline, deadline_days() how it came about. */
struct deadline_case dossier_clock_case(struct arena *arena, const struct calendar *calendar, struct term term,
                                        const struct clock_event *events, size_t count);

/* What a list sorts by: the due instant; DEADLINE_NEVER while the citizen has the dossier. */
struct moment dossier_clock_due(struct deadline deadline);

#endif
