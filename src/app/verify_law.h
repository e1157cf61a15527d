/* SPDX-License-Identifier: Apache-2.0 */
/* verify_law -- the part of verify that holds what bending a rule left behind against the sealed events: supplements
 * beyond the one, with whose fault it was, and why a dossier was late, with what was done about it. */
#ifndef APP_VERIFY_LAW_H
#define APP_VERIFY_LAW_H

#include "app/verify_cooperation.h"

/* *out_fault says what is wrong, in a few words; null: the rows are those of the events that were not taken back, word
 * for word. */
enum status verify_law(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history whole,
                       struct event_words words, struct str *out_fault) MUST_CHECK;

#endif
