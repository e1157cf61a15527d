/* SPDX-License-Identifier: Apache-2.0 */
/* verify_forms -- the part of verify that holds the forms given out against the sealed events they came with. */
#ifndef APP_VERIFY_FORMS_H
#define APP_VERIFY_FORMS_H

#include "domain/dossier_history.h"
#include "store/db.h"

/* `facts` are those of the events of `whole`, one for each.  *out_fault says what is wrong, in a few words; null: each
 * form has the content whose hash is sealed, each one sealed is there, and in force are those, and only those, whose
 * event was not taken back and which no later version replaced. */
enum status verify_forms(struct db *db, struct arena *arena, int64_t dossier_id, struct dossier_history whole,
                         const struct str *facts, struct str *out_fault) MUST_CHECK;

/* Is `expected` what the facts hold as text under `key`? */
bool verify_fact(struct arena *arena, struct str facts, const char *key, struct str expected);

#endif
