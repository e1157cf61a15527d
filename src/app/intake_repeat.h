/* SPDX-License-Identifier: Apache-2.0 */
/* intake_repeat -- the same form or request sent again: one dossier, and the same answer. */
#ifndef APP_INTAKE_REPEAT_H
#define APP_INTAKE_REPEAT_H

#include "app/dossier_intake.h"

/* What an earlier sending with the same key made.
 *     ST_NOT_FOUND  the key is new, or there is none
 *     ST_CONFLICT   the key was used for other content */
enum status intake_repeat_find(struct db *db, struct arena *arena, struct actor actor,
                               const struct intake_request *request, struct intake_received *out) MUST_CHECK;

/* Remembers what this one made; nothing without a key. */
enum status intake_repeat_keep(struct db *db, struct arena *arena, struct actor actor,
                               const struct intake_request *request, int64_t dossier_id) MUST_CHECK;

#endif
