/* SPDX-License-Identifier: Apache-2.0 */
/* procedure_rules -- what a version of a procedure asks: its questions and its papers, kept in the process.
 *
 * Neither ever changes: other papers are another version, with another id (app/catalogue_admin).  So what is kept holds
 * for ever, and nothing need be asked before it is used. */
#ifndef APP_PROCEDURE_RULES_H
#define APP_PROCEDURE_RULES_H

#include "domain/intake.h"
#include "store/db.h"

enum { PROCEDURE_RULES_KEPT = 16 }; /* versions; most of a day's dossiers are of a few */

/* *out is good until procedure_rules_of() is called for PROCEDURE_RULES_KEPT other versions.
 *     ST_CORRUPT  a paper's condition names a question that is not there */
enum status procedure_rules_of(struct db *db, int64_t procedure_version_id, struct intake_rules *out) MUST_CHECK;

/* The questions alone, in memory of the arena. */
enum status procedure_questions_of(struct db *db, struct arena *arena, int64_t procedure_version_id,
                                   struct checklist_questions *out) MUST_CHECK;

/* Forgets what is kept: for tests, whose databases give out the same ids again. */
void procedure_rules_forget(void);

#endif
