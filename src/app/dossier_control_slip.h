/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_control_slip -- gives out Mẫu 06: who passed the dossier to whom, when, and who was in time.  It has one
 * number in the dossier's life; a later slip is its next version, and nothing new makes no new one. */
#ifndef APP_DOSSIER_CONTROL_SLIP_H
#define APP_DOSSIER_CONTROL_SLIP_H

#include "app/dossier_change.h"

/*     ST_NOT_FOUND  no such dossier in the actor's office
 *     ST_FORBIDDEN  not for this person
 *     ST_INVALID    it was not taken in (yet)
 *     ST_CONFLICT   someone else changed it since `seen_version`
 *     ST_TOO_LARGE  more hand-overs than a form holds */
enum status dossier_control_slip_issue(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                       struct str code, int64_t seen_version, struct change_outcome *out,
                                       int64_t *out_form_id) MUST_CHECK;

#endif
