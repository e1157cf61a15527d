/* SPDX-License-Identifier: Apache-2.0 */
/* account_log -- one line in the history of an account, written in the transaction of what it tells. */
#ifndef APP_ACCOUNT_LOG_H
#define APP_ACCOUNT_LOG_H

#include "domain/account.h"
#include "store/db.h"

/* `note` may be null. */
enum status account_log(struct db *db, struct actor by, int64_t account_id, enum account_event event, struct str note,
                        struct moment now) MUST_CHECK;

#endif
