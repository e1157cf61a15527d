/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_clock -- a dossier's deadline from its term, its calendar and its effective history: the one place that says
 * it.
 *
 * Before it is accepted a dossier is due to be answered within 8 working hours of its submission (NĐ 45/2020 Art 11);
 * from acceptance on, within its procedure's term (NĐ 309/2026, Art 17(3)).  While the citizen is asked for papers or
 * a fee the clock stands.  Papers give the whole term anew (NĐ 61/2018 Art 19.4) or let it go on (QĐ 766), as the
 * version of the procedure says; what a fee was waited for is always subtracted. */
#ifndef DOMAIN_DOSSIER_CLOCK_H
#define DOMAIN_DOSSIER_CLOCK_H

#include "base/arena.h"
#include "domain/deadline.h"
#include "domain/dossier_history.h"

/* What a dossier is timed by. */
struct dossier_timing {
    const struct calendar *calendar;
    struct term term; /* of its procedure version and channel */
    enum waiting_rule waiting;
};

/* The time for answering what was submitted. */
struct term dossier_acceptance_term(void);

/* What the deadline is computed from: `effective` begins with SUBMIT or RECEIVE.  deadline_after() gives the deadline,
 * deadline_days() how it came about. */
struct deadline_case dossier_clock_case(struct arena *arena, struct dossier_timing timing,
                                        struct dossier_history effective);

/* What a list sorts by: the due instant; DEADLINE_NEVER while the citizen has the dossier. */
struct moment dossier_clock_due(struct deadline deadline);

#endif
