/* SPDX-License-Identifier: Apache-2.0 */
/* verify_search -- the part of `motcua verify` that looks at what dossiers are found by. */
#ifndef APP_VERIFY_SEARCH_H
#define APP_VERIFY_SEARCH_H

#include "store/db.h"

/* Has the dossier each key that its rows give it?  *out_fault: a sentence, or null.  Keys that are still to be made for
 * older dossiers (app/search_index) are missing by right. */
enum status verify_search(struct db *db, struct arena *arena, int64_t dossier_id, struct str *out_fault) MUST_CHECK;

/* Has each key a dossier that gives it?  `piece` is reset as it goes. */
enum status verify_search_keys(struct db *db, struct arena *piece, struct arena *arena, struct str *out_fault)
    MUST_CHECK;

#endif
