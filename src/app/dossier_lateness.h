/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_lateness -- a late dossier is explained by its officer, and answered by the head of its unit, before it ends.
 *
 * Directive 1a-officer, 1a-leader.  Who must explain, and when, is domain/dossier's to say. */
#ifndef APP_DOSSIER_LATENESS_H
#define APP_DOSSIER_LATENESS_H

#include "app/dossier_change.h"
#include "domain/ending.h"

struct explanation_request {
    struct str code;
    int64_t seen_version;
    enum late_cause cause;
    struct str words;
};

enum status dossier_lateness_explain(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct explanation_request *request, struct change_outcome *out) MUST_CHECK;

/* What the head of the unit does about it. */
enum status dossier_lateness_measure(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     struct str code, int64_t seen_version, struct str measure,
                                     struct change_outcome *out) MUST_CHECK;

#endif
