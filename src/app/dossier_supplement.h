/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_supplement -- papers are asked for one single time in a dossier's life, with everything on one slip (Mẫu 02).
 *
 * Directive 1b-once; NĐ 61/2018 Art 17 and 19.4, NĐ 309/2026 Art 17(2)(a).  Before reception the counter asks,
 * afterwards whoever holds the dossier.  A leader may allow one more, for a reason and on a legal basis; that one is
 * then counted as the fault of the officer who asked before and left something out. */
#ifndef APP_DOSSIER_SUPPLEMENT_H
#define APP_DOSSIER_SUPPLEMENT_H

#include "app/dossier_change.h"
#include "app/form_issue.h"
#include "domain/ending.h"

enum { SUPPLEMENT_ITEMS_MAX = 60, SUPPLEMENT_ITEM_CHARS_MAX = 500 };

struct supplement_request {
    struct str code;
    int64_t seen_version;
    const struct str *items; /* each a paper or a correction, in words for the citizen */
    size_t item_count;
    struct str reason;
};

/* Asks, and issues Mẫu 02.
 *     ST_INVALID    no items, an empty one, no reason; or asked before (outcome: MOVE_ONCE_ONLY)
 *     ST_TOO_LARGE  past the bounds above
 * and what dossier_change gives. */
enum status dossier_supplement_ask(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                   const struct supplement_request *request, struct change_outcome *out,
                                   struct form_issued *out_form) MUST_CHECK;

struct allowance_request {
    struct str code;
    int64_t seen_version;
    struct str reason, legal_basis;
};

/* A leader's word that papers may be asked for once more.
 *     ST_INVALID  also when the legal basis is missing or names nothing (fault: ENDING_NO_BASIS) */
enum status dossier_supplement_allow(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct allowance_request *request, struct change_outcome *out,
                                     enum ending_fault *out_fault) MUST_CHECK;

/* Until when the handler's return with Mẫu 02 is in time, as its clock says: 3 working days unless the office settled
 * fewer, and never after the term (NĐ 61/2018 Art 19.4).  No moment: that clock does not run. */
enum status dossier_supplement_return_by(struct db *db, struct arena *arena, int64_t office_id,
                                         const struct dossier_reading *reading, struct moment now, struct moment *out)
    MUST_CHECK;

#endif
