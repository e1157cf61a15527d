/* SPDX-License-Identifier: Apache-2.0 */
/* serial -- numbers without gaps: of dossiers in a day, of forms and fee receipts in a year. */
#ifndef APP_SERIAL_H
#define APP_SERIAL_H

#include "base/arena.h"
#include "base/status.h"
#include "store/db.h"

/* The next number of a kind ("dossier", "form-01", "fee-receipt") in a period ("250918", "2025"); the first is 1.
 * Taken within the caller's transaction: whoever asks next waits for its end, and a number that was undone is given
 * again. */
enum status serial_next(struct db *db, struct arena *arena, int64_t office_id, struct str serial_kind,
                        struct str period, int64_t *out) MUST_CHECK;

#endif
