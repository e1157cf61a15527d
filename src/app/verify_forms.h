/* SPDX-License-Identifier: Apache-2.0 */
/* verify_forms -- the part of verify that holds the forms given out against the sealed events they came with. */
#ifndef APP_VERIFY_FORMS_H
#define APP_VERIFY_FORMS_H

#include "store/db.h"

/* `facts` are those of all events of the dossier.  *out_fault says what is wrong, in a few words; null: each form has
 * the content whose hash is sealed, and each one sealed is there. */
enum status verify_forms(struct db *db, struct arena *arena, int64_t dossier_id, const struct str *facts, size_t count,
                         struct str *out_fault) MUST_CHECK;

/* Is `expected` what the facts hold as text under `key`? */
bool verify_fact(struct arena *arena, struct str facts, const char *key, struct str expected);

#endif
