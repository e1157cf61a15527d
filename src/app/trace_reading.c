/* SPDX-License-Identifier: Apache-2.0 */
#include "app/trace_reading.h"

#include "app/account_log.h"
#include "base/text_fold.h"
#include "queries_read.h"

enum status trace_reading_begin(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                struct str login, struct str reason)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_account_by_login_row account;
    struct str words = text_nfc(arena, str_trim(reason));

    if (!role_may(actor.role, PERM_TRACE_READ_ALL))
        return ST_FORBIDDEN;
    if (str_is_empty(words) || str_count_chars(words) > TRACE_REASON_CHARS_MAX)
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_account_by_login(db, arena, actor.office_id, login, &account));
    TRY(account_log(db, actor, account.account_id, ACCOUNT_EVENT_TRACES_READ, words, now));
    return db_tx_commit(tx);
}

enum status trace_reading_until(struct db *db, struct arena *arena, struct actor actor, struct moment now,
                                int64_t account_id, struct moment *out)
{
    struct moment since = { now.ms - TRACE_READING_MS + 1 };
    struct sql_account_event_last_row last;
    enum status status = sql_account_event_last(db, arena, account_id, since, actor.account_id,
                                                account_event_name(ACCOUNT_EVENT_TRACES_READ), &last);

    if (status != ST_OK && status != ST_NOT_FOUND)
        return status;
    *out = (struct moment){ status == ST_OK ? last.occurred_at.ms + TRACE_READING_MS : 0 };
    return ST_OK;
}
