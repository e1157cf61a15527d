/* SPDX-License-Identifier: Apache-2.0 */
/* verify_cooperation -- the part of verify that holds what others were asked and answered against the sealed events. */
#ifndef APP_VERIFY_COOPERATION_H
#define APP_VERIFY_COOPERATION_H

#include "domain/dossier_history.h"
#include "store/db.h"

/* What the events of a dossier say beside `whole`; one of each for each event. */
struct event_words {
    const struct str *reasons, *facts;
};

/* *out_fault says what is wrong, in a few words; null: the opinions asked are those of the events that were not taken
 * back, word for word, and the legs are as the last event that changed them sealed them. */
enum status verify_cooperation(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history whole,
                               struct event_words words, struct str *out_fault) MUST_CHECK;

#endif
