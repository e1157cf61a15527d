/* SPDX-License-Identifier: Apache-2.0 */
#include "app/token_admin.h"

#include "app/account_log.h"
#include "base/hash.h"
#include "base/random.h"
#include "queries_read.h"
#include "queries_write.h"

/* The prefix lets a person, and a scanner for leaked secrets, see what it is. */
#define TOKEN_PREFIX "motcua_"
enum { TOKEN_SECRET_CHARS = 43, TOKEN_CHARS = sizeof TOKEN_PREFIX - 1 + TOKEN_SECRET_CHARS };

static const int64_t DAY_MS = 24 * 60 * 60 * 1000;

struct str token_scope_name(enum token_scope scope)
{
    return scope == TOKEN_READ_WRITE ? STR("read write") : STR("read");
}

bool token_scope_parse(struct str stored, enum token_scope *out)
{
    for (enum token_scope scope = TOKEN_READ; scope <= TOKEN_READ_WRITE; scope++)
        if (str_equal(stored, token_scope_name(scope))) {
            *out = scope;
            return true;
        }
    return false;
}

static bool is_acceptable(const struct token_new *token)
{
    struct str name = str_trim(token->name);

    return !str_is_empty(name) && str_is_utf8(name) && str_count_chars(name) <= TOKEN_NAME_CHARS_MAX &&
           token->days >= 1 && token->days <= TOKEN_DAYS_MAX;
}

enum status token_admin_create(struct db *db, struct arena *arena, struct actor by, const struct token_new *token,
                               struct moment now, struct str *out_token)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct str secret = random_base64url(arena, TOKEN_SECRET_CHARS);
    struct str text = arena_printf(arena, TOKEN_PREFIX "%.*s", STR_ARG(secret));
    struct moment expires_at = { now.ms + token->days * DAY_MS };
    char token_hash[HASH_HEX_LEN + 1];
    struct sql_account_by_id_row account;
    int64_t changed;

    if (!role_may(by.role, PERM_ACCOUNT_MANAGE))
        return ST_FORBIDDEN;
    if (!is_acceptable(token))
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_account_by_id(db, arena, token->account_id, by.office_id, &account));
    if (!account.is_active)
        return ST_NOT_FOUND;
    TRY(sql_api_token_add(db, random_id(now), token->account_id, str_trim(token->name), hash_hex(text, token_hash),
                          token_scope_name(token->scope), now, expires_at, &changed));
    TRY(account_log(db, by, token->account_id, ACCOUNT_EVENT_TOKEN_CREATED, str_trim(token->name), now));
    TRY(db_tx_commit(tx));
    *out_token = text;
    return ST_OK;
}

enum status token_admin_revoke(struct db *db, struct arena *arena, struct actor by, int64_t token_id, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_api_token_owner_row owner;
    int64_t changed;

    if (!role_may(by.role, PERM_ACCOUNT_MANAGE))
        return ST_FORBIDDEN;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_api_token_owner(db, arena, token_id, by.office_id, &owner));
    TRY(sql_api_token_revoke(db, now, token_id, &changed));
    if (changed > 0)
        TRY(account_log(db, by, owner.account_id, ACCOUNT_EVENT_TOKEN_REVOKED, owner.token_name, now));
    return db_tx_commit(tx);
}

enum status token_admin_holder(struct db *db, struct arena *arena, struct str token, struct moment now,
                               struct token_holder *out)
{
    char token_hash[HASH_HEX_LEN + 1];
    struct sql_api_token_by_hash_row row;
    enum token_scope scope;
    enum role role;

    if (token.at == NULL || token.len != TOKEN_CHARS)
        return ST_UNAUTHENTICATED;
    enum status status = sql_api_token_by_hash(db, arena, hash_hex(token, token_hash), &row);

    if (status == ST_NOT_FOUND)
        return ST_UNAUTHENTICATED;
    if (status != ST_OK)
        return status;
    if (!row.is_active || moment_is_given(row.revoked_at) || now.ms >= row.expires_at.ms)
        return ST_UNAUTHENTICATED;
    if (!role_parse(row.role, &role) || !token_scope_parse(row.token_scope, &scope))
        return ST_CORRUPT;
    *out = (struct token_holder){
        { row.account_id, row.office_id, row.unit_id, role }, row.login, row.full_name, row.token_id, scope
    };
    return ST_OK;
}
