/* SPDX-License-Identifier: Apache-2.0 */
/* outage_book -- when systems beyond the office's reach were down: entered by the director with evidence, so that the
 * ledger of minutes gives that time to nobody here.  Nothing is removed: a mistaken entry is cancelled and stays. */
#ifndef APP_OUTAGE_BOOK_H
#define APP_OUTAGE_BOOK_H

#include "domain/account.h"
#include "domain/date.h"
#include "store/db.h"

enum { OUTAGE_NAME_CHARS_MAX = 100, OUTAGE_EVIDENCE_CHARS_MAX = 500, OUTAGE_DAYS_MAX = 31, OUTAGE_AGE_DAYS_MAX = 92 };

struct outage_entry {
    struct str system;
    struct moment from, until; /* until: no moment while it lasts */
    struct str evidence;
};

enum outage_fault { OUTAGE_FINE, OUTAGE_SYSTEM, OUTAGE_FROM, OUTAGE_UNTIL, OUTAGE_EVIDENCE };

struct str outage_fault_text(enum outage_fault fault); /* in Vietnamese; "" when fine */

/*     ST_FORBIDDEN  the actor may not
 *     ST_INVALID    *out_fault */
enum status outage_book_add(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                            const struct outage_entry *entry, enum outage_fault *out_fault) MUST_CHECK;

/* It works again since `until`.
 *     ST_NOT_FOUND  no such outage in the office
 *     ST_CONFLICT   it has an end, or was cancelled
 *     ST_INVALID    *out_fault */
enum status outage_book_end(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                            int64_t outage_id, struct moment until, enum outage_fault *out_fault) MUST_CHECK;

/*     ST_NOT_FOUND, ST_CONFLICT  as above */
enum status outage_book_cancel(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                               int64_t outage_id) MUST_CHECK;

#endif
