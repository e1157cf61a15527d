/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_note -- the internal notes on a dossier's own page. */
#ifndef WEB_DOSSIER_NOTE_H
#define WEB_DOSSIER_NOTE_H

#include "web/pages_note.h"
#include "web/request.h"

enum status dossier_note_part(struct request *request, int64_t dossier_id, struct str code, struct note_part *out)
    MUST_CHECK;

#endif
