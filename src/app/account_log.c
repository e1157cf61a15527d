/* SPDX-License-Identifier: Apache-2.0 */
#include "app/account_log.h"

#include "base/random.h"
#include "queries_write.h"

enum status account_log(struct db *db, struct actor by, int64_t account_id, enum account_event event, struct str note,
                        struct moment now)
{
    int64_t changed;

    return sql_account_event_add(db, random_id(now), by.office_id, account_id, by.account_id, account_event_name(event),
                                 now, note, &changed);
}
