/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_consultation -- asking somebody else's opinion on a dossier, with a limit of its own.
 *
 * NĐ 61/2018 Art 19.5: what was asked, the limit and the answer are kept; the host tells the centre when the body asked
 * is late.  The law gives no pause, so the dossier's own clock goes on.  A unit of the office answers itself; what an
 * outside body answered is written down by the holder. */
#ifndef APP_DOSSIER_CONSULTATION_H
#define APP_DOSSIER_CONSULTATION_H

#include "app/dossier_change.h"

enum { BODY_CHARS_MAX = 200, CONSULTATION_HOURS_MAX = 40, CONSULTATION_DAYS_MAX = 15 };

struct consultation_request {
    struct str code;
    int64_t seen_version;
    int64_t unit_id;   /* a unit of the office; 0: an outside body */
    struct str body;   /* its name; of a unit it is not looked at */
    struct term limit; /* working hours or working days */
    struct str question;
};

enum consultation_fault { CONSULTATION_FINE, CONSULTATION_NO_BODY, CONSULTATION_NO_UNIT, CONSULTATION_NO_LIMIT };

struct str consultation_fault_text(enum consultation_fault fault); /* in Vietnamese; "" when fine */

/* Asks.  *out_due: until when the answer is wanted.
 *     ST_INVALID  *out_fault, or no such move now (outcome)
 *     else as app/dossier_change.h says */
enum status dossier_consultation_ask(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                     const struct consultation_request *request, struct change_outcome *out,
                                     enum consultation_fault *out_fault) MUST_CHECK;

/* Answers number `number` of the dossier: somebody of the unit asked, or the holder for an outside body.
 *     ST_NOT_FOUND  nothing of that number was asked
 *     ST_FORBIDDEN, ST_INVALID  (outcome) not for this person; answered already, no words, or the dossier is closed */
enum status dossier_consultation_reply(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                       struct str code, int64_t number, struct str reply, struct change_outcome *out)
    MUST_CHECK;

/* What goes when the event before a TAKE_BACK was one of these; `change` is judged and not yet written. */
enum status dossier_consultation_take_back(const struct dossier_change *change) MUST_CHECK;

#endif
