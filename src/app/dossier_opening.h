/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_opening -- when a dossier's present holder first looked at it: from then on its sender can no longer recall
 * it.  Not an event: looking changes nothing about the dossier, its version stays. */
#ifndef APP_DOSSIER_OPENING_H
#define APP_DOSSIER_OPENING_H

#include "domain/account.h"
#include "store/db.h"

/* Also when somebody else holds it by now, or it was opened before: then nothing is written.  An opening and a recall
 * come one after the other, so that exactly one of them wins. */
enum status dossier_opening_record(struct db *db, struct arena *arena, struct actor actor, int64_t dossier_id,
                                   struct moment now) MUST_CHECK;

#endif
