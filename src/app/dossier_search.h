/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_search -- the one search box: finds dossiers of the actor's office by what was typed or scanned.
 *
 * Whatever is typed, only stretches of indexes are read, each of a bounded length: a million dossiers take no longer
 * than ten thousand.  What is found says what every list of the office says, and no number of a person; so no access
 * trace is left until a dossier is opened (docs/adr/0012). */
#ifndef APP_DOSSIER_SEARCH_H
#define APP_DOSSIER_SEARCH_H

#include "domain/account.h"
#include "domain/search_query.h"
#include "queries_read.h"

enum {
    DOSSIER_SEARCH_ROWS = 50,
    DOSSIER_SEARCH_CANDIDATES = 400, /* keys that are looked at for one thing typed */
    DOSSIER_SEARCH_DAYS = 31         /* a number typed without its day is one of these */
};

struct dossier_search {
    struct search_query query; /* how it was read */
    struct str code;           /* a whole code was typed, and there is such a dossier; null otherwise */
    const struct sql_dossier_found_row *rows;
    size_t count;  /* DOSSIER_SEARCH_ROWS at most, newest first */
    bool has_more; /* more was found than stands in `rows` */
    bool is_cut;   /* there are more candidates than were looked at: the rows may not be the newest, nor all */
    struct sql_procedures_in_force_row
        procedure; /* no name was meant: these are its newest; its code is null otherwise */
    struct sql_procedures_in_force_rows others; /* that may have been meant, best first */
};

/*     ST_FORBIDDEN  this person may not look at dossiers
 *     ST_TOO_LARGE  more than SEARCH_TYPED_CHARS_MAX characters */
enum status dossier_search(struct db *db, struct arena *arena, struct actor actor, struct date today, struct str typed,
                           struct dossier_search *out) MUST_CHECK;

#endif
