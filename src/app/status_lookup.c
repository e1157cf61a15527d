/* SPDX-License-Identifier: Apache-2.0 */
#include "app/status_lookup.h"

#include "app/throttle.h"
#include "base/hash.h"
#include "domain/identity.h"
#include "queries_read.h"

static bool ends_with_digits(struct str identity_number, struct str last_digits)
{
    return last_digits.len == STATUS_LAST_DIGITS && identity_number.len >= STATUS_LAST_DIGITS &&
           hash_same(str_from(identity_number, identity_number.len - STATUS_LAST_DIGITS), last_digits);
}

static enum status find(struct db *db, struct arena *arena, int64_t office_id, struct str code, struct str last_digits,
                        struct str *out_public_key)
{
    struct sql_dossier_public_by_code_row dossier;

    TRY(sql_dossier_public_by_code(db, arena, dossier_code_clean(arena, code), office_id, &dossier));
    if (!ends_with_digits(dossier.identity_number, str_trim(last_digits)))
        return ST_NOT_FOUND;
    *out_public_key = dossier.public_key;
    return ST_OK;
}

enum status status_lookup_find(struct db *db, struct arena *arena, int64_t office_id, struct str code,
                               struct str last_digits, struct str address, struct moment now, struct status_lookup *out)
{
    const struct throttle_key keys[] = {
        { THROTTLE_LOGIN, arena_printf(arena, "status:%.*s", STR_ARG(dossier_code_clean(arena, code))) },
        throttle_key_of_address(arena, address),
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct moment retry_at;

        TRY(throttle_wait(db, arena, keys[i], now, &retry_at));
        if (moment_is_given(retry_at)) {
            out->retry_at = retry_at;
            return ST_TOO_MANY;
        }
    }
    enum status status = find(db, arena, office_id, code, last_digits, &out->public_key);

    if (status == ST_NOT_FOUND)
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            TRY(throttle_count_failure(db, arena, keys[i], now));
    return status;
}
