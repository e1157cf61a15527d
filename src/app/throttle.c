/* SPDX-License-Identifier: Apache-2.0 */
#include "app/throttle.h"

#include "queries_read.h"
#include "queries_write.h"

#include <inttypes.h>

struct throttle_key throttle_key_of_login(struct arena *arena, int64_t office_id, struct str login)
{
    return (struct throttle_key){ THROTTLE_LOGIN,
                                  arena_printf(arena, "login:%" PRId64 ":%.*s", office_id, STR_ARG(login)) };
}

struct throttle_key throttle_key_of_address(struct arena *arena, struct str address)
{
    return (struct throttle_key){ THROTTLE_ADDRESS, arena_printf(arena, "address:%.*s", STR_ARG(address)) };
}

enum status throttle_wait(struct db *db, struct arena *arena, struct throttle_key key, struct moment now,
                          struct moment *out_retry_at)
{
    struct sql_throttle_by_key_row row;
    enum status status = sql_throttle_by_key(db, arena, key.text, &row);

    if (status == ST_NOT_FOUND) {
        *out_retry_at = (struct moment){ 0 };
        return ST_OK;
    }
    if (status != ST_OK)
        return status;
    *out_retry_at = row.retry_at.ms > now.ms ? row.retry_at : (struct moment){ 0 };
    return ST_OK;
}

enum status throttle_count_failure(struct db *db, struct arena *arena, struct throttle_key key, struct moment now)
{
    struct sql_throttle_add_row counted;
    int64_t changed;

    TRY(sql_throttle_forget(db, key.text, (struct moment){ now.ms - THROTTLE_MEMORY_MS }, &changed));
    TRY(sql_throttle_add(db, arena, key.text, now, &counted));
    return sql_throttle_wait_until(db, (struct moment){ now.ms + throttle_wait_ms(key.kind, counted.failures) },
                                   key.text, &changed);
}

enum status throttle_forgive(struct db *db, struct throttle_key key)
{
    int64_t changed;

    return sql_throttle_end(db, key.text, &changed);
}
