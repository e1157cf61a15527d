/* SPDX-License-Identifier: Apache-2.0 */
/* timeline -- what happened to a dossier: in sentences for the citizen (timeline.def), whole for officers. */
#ifndef WEB_TIMELINE_H
#define WEB_TIMELINE_H

#include "domain/dossier_history.h"
#include "queries_read.h"
#include "web/pages_timeline.h"
#include "web/request.h"

/* The citizen's sentence for an event, with its {placeholders}; null: the event is the office's own. */
struct str timeline_sentence(enum dossier_event event);

/* The sentence with what its placeholders stand for; one that is not known becomes "…". */
struct timeline_word {
    const char *name; /* "unit" */
    struct str value;
};

struct str timeline_fill(struct arena *arena, struct str sentence, const struct timeline_word *words, size_t count);

/* For the citizen, newest first: what was not taken back and is not internal; units, never people. */
enum status timeline_public(struct request *request, int64_t dossier_id, struct moment promised_at,
                            struct public_timeline *out) MUST_CHECK;

/* What was read of a dossier's events. */
struct timeline_told {
    struct sql_timeline_events_rows rows;
    struct dossier_history whole; /* an entry for each row; the array has room for one more */
    const bool *is_effective;     /* for each row: it was not taken back */
};

enum status timeline_read(struct request *request, int64_t dossier_id, struct timeline_told *out) MUST_CHECK;

/* For officers, newest first: everything, with who did it, the facts in words, and the forms given out.  Numbers and
 * addresses of people stand in it only before those who may see them. */
enum status timeline_staff(struct request *request, const struct sql_dossier_by_code_row *dossier,
                           const struct timeline_told *told, struct staff_timeline *out) MUST_CHECK;

#endif
