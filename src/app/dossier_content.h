/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_content -- what was received: the papers and people of a dossier, and its own row where that is fixed anew;
 * sealed as it is written. */
#ifndef APP_DOSSIER_CONTENT_H
#define APP_DOSSIER_CONTENT_H

#include "app/dossier_seal.h"
#include "domain/intake.h"
#include "store/db.h"

/* The part of the content that was typed; who, when and under which code are the caller's to add. */
struct sealed_content dossier_content_typed(struct arena *arena, const struct intake *intake,
                                            struct checklist_questions questions);

/* Writes the rows of papers and persons, and goes on with the seal that seal_content_begin() began. */
enum status dossier_content_write(struct db *db, struct arena *arena, int64_t dossier_id, const struct intake *intake,
                                  struct hash *seal) MUST_CHECK;

/* Puts `content` and `intake` in the place of what was written down before, search keys included.  *out_seal is the
 * seal of it all, for the facts of the event. */
enum status dossier_content_replace(struct db *db, struct arena *arena, const struct sealed_content *content,
                                    const struct intake *intake, struct str *out_seal) MUST_CHECK;

/* Goes on with the seal from the rows as they stand: what `verify` compares. */
enum status dossier_content_seal(struct db *db, struct arena *arena, int64_t dossier_id, struct hash *seal) MUST_CHECK;

#endif
