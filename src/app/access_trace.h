/* SPDX-License-Identifier: Apache-2.0 */
/* access_trace -- who looked at whose dossier: one row for an account, a dossier and an hour. */
#ifndef APP_ACCESS_TRACE_H
#define APP_ACCESS_TRACE_H

#include "domain/account.h"
#include "store/db.h"

enum { ACCESS_TRACE_HOUR_MS = 60 * 60 * 1000 };

/* Also when it is written already.
 *     ST_INVALID  no such dossier or account */
enum status access_trace_record(struct db *db, struct actor actor, int64_t dossier_id, struct moment now) MUST_CHECK;

#endif
