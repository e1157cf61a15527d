/* SPDX-License-Identifier: Apache-2.0 */
/* status_lookup -- a citizen without the receipt's QR finds a dossier by its code and the last four digits of the
 * identity number.  Wrong guesses make the next one wait, so that the digits cannot be tried out. */
#ifndef APP_STATUS_LOOKUP_H
#define APP_STATUS_LOOKUP_H

#include "base/arena.h"
#include "store/db.h"

enum { STATUS_LAST_DIGITS = 4 };

struct status_lookup {
    struct str public_key;  /* found: the secret part of the dossier's public address */
    struct moment retry_at; /* too many tries: when the next one is looked at */
};

/* A failure is counted in the database, so the caller must commit also when this refuses.
 *     ST_NOT_FOUND  no dossier has this code and these digits; which of the two is wrong is not told
 *     ST_TOO_MANY   wait until out->retry_at */
enum status status_lookup_find(struct db *db, struct arena *arena, int64_t office_id, struct str code,
                               struct str last_digits, struct str address, struct moment now, struct status_lookup *out)
    MUST_CHECK;

#endif
