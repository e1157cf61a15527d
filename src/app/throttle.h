/* SPDX-License-Identifier: Apache-2.0 */
/* throttle -- failed attempts of a login name and of a client's address, and the wait they earn (domain/account).
 *
 * A count is forgotten THROTTLE_MEMORY_MS after its last wait ended; its row goes with the next housekeeping. */
#ifndef APP_THROTTLE_H
#define APP_THROTTLE_H

#include "domain/account.h"
#include "store/db.h"

enum { THROTTLE_MEMORY_MS = 60 * 60 * 1000 };

struct throttle_key {
    enum throttle kind;
    struct str text;
};

struct throttle_key throttle_key_of_login(struct arena *arena, int64_t office_id, struct str login);
struct throttle_key throttle_key_of_address(struct arena *arena, struct str address);

/* The moment from which the next attempt is looked at; no moment when that is now. */
enum status throttle_wait(struct db *db, struct arena *arena, struct throttle_key key, struct moment now,
                          struct moment *out_retry_at) MUST_CHECK;

enum status throttle_count_failure(struct db *db, struct arena *arena, struct throttle_key key, struct moment now)
    MUST_CHECK;
enum status throttle_forgive(struct db *db, struct throttle_key key) MUST_CHECK;

#endif
