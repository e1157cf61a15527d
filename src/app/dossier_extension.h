/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_extension -- the apology with one new appointment (Mẫu 04), instead of a due instant passed in silence.
 *
 * NĐ 61/2018 Art 19.9; directive 1b-noextra.  Whoever holds the dossier asks, with a reason and a new instant; the
 * head of the unit that handles it grants it, once at most, or refuses.  The due instant of the law stays where it is:
 * what moves is what the citizen is promised. */
#ifndef APP_DOSSIER_EXTENSION_H
#define APP_DOSSIER_EXTENSION_H

#include "app/dossier_change.h"
#include "app/form_issue.h"

struct extension_request {
    struct str code;
    int64_t seen_version;
    struct str reason;
    struct moment until; /* the new appointment */
};

enum extension_fault { EXTENSION_FINE, EXTENSION_NOT_LATER, EXTENSION_NOT_WORKING, EXTENSION_TOO_FAR };

/* Is this an appointment?  Later than the due instant and than now, within office hours, and no further from the due
 * instant than the term itself, 30 working days at most. */
enum extension_fault dossier_extension_check(const struct dossier_reading *reading, struct moment until,
                                             struct moment now);
struct str extension_fault_text(enum extension_fault fault); /* in Vietnamese; "" when fine */

/*     ST_INVALID  not an appointment (*out_fault), or no such move now (outcome) */
enum status dossier_extension_ask(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                  const struct extension_request *request, struct change_outcome *out,
                                  enum extension_fault *out_fault) MUST_CHECK;

/* What was asked for last.  ST_NOT_FOUND: nothing was. */
struct extension_asked {
    struct moment until, asked_at;
    struct str reason, asked_by;
};

enum status dossier_extension_asked(struct db *db, struct arena *arena, int64_t dossier_id, struct extension_asked *out)
    MUST_CHECK;

/* Grants what was asked for, and issues Mẫu 04 in the head's name.
 *     ST_INVALID  by now it is no appointment any more (*out_fault), or no such move now (outcome) */
enum status dossier_extension_grant(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                    struct str code, int64_t seen_version, struct change_outcome *out,
                                    enum extension_fault *out_fault, struct form_issued *out_form) MUST_CHECK;

#endif
