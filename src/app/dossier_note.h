/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_note -- what officers tell one another about a dossier: "đã gọi cho người nộp, hẹn chiều nay".
 *
 * A note is written once and stays; it is read inside the office only, and no page, form, message or interface for
 * citizens and programs knows of it.  It is no event: it decides nothing, moves no clock and makes nobody's page
 * stale. */
#ifndef APP_DOSSIER_NOTE_H
#define APP_DOSSIER_NOTE_H

#include "domain/account.h"
#include "store/db.h"

enum { NOTE_CHARS_MAX = 2000, NOTES_MAX = 500 /* of one dossier */ };

/* Writes `text` down.  The same words by the same person as the newest note, a button pressed twice, stay one note.
 *     ST_NOT_FOUND  no such dossier in the actor's office
 *     ST_FORBIDDEN  the actor's role does not work on dossiers
 *     ST_INVALID    no words
 *     ST_TOO_LARGE  more than NOTE_CHARS_MAX of them
 *     ST_TOO_MANY   the dossier has NOTES_MAX notes */
enum status dossier_note_add(struct db *db, struct arena *arena, struct actor actor, struct moment now, struct str code,
                             struct str text) MUST_CHECK;

#endif
