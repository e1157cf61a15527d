/* SPDX-License-Identifier: Apache-2.0 */
/* token_admin -- bearer tokens of the JSON interface: shown once, kept as a hash, ended by day or by hand.
 *
 * A token acts for its account, with that account's role of the moment. */
#ifndef APP_TOKEN_ADMIN_H
#define APP_TOKEN_ADMIN_H

#include "domain/account.h"
#include "store/db.h"

enum { TOKEN_DAYS_MAX = 366, TOKEN_DAYS_USUAL = 90, TOKEN_NAME_CHARS_MAX = 100 };

struct token_new {
    int64_t account_id;
    struct str name; /* what it is for */
    enum token_scope { TOKEN_READ, TOKEN_READ_WRITE } scope;
    int days;
};

struct str token_scope_name(enum token_scope scope); /* as stored: "read", "read write" */
bool token_scope_parse(struct str stored, enum token_scope *out);

/* *out_token is the only copy.
 *     ST_FORBIDDEN  `by` may not manage accounts
 *     ST_NOT_FOUND  no such open account in the office of `by`
 *     ST_INVALID    name or days not acceptable */
enum status token_admin_create(struct db *db, struct arena *arena, struct actor by, const struct token_new *token,
                               struct moment now, struct str *out_token) MUST_CHECK;

/* Also when it was revoked before.
 *     ST_FORBIDDEN, ST_NOT_FOUND */
enum status token_admin_revoke(struct db *db, struct arena *arena, struct actor by, int64_t token_id, struct moment now)
    MUST_CHECK;

/* Whom a token stands for. */
struct token_holder {
    struct actor actor;
    struct str login, full_name;
    int64_t token_id;
    enum token_scope scope;
};

/* Reads only.
 *     ST_UNAUTHENTICATED  unknown, expired or revoked, or the account was closed */
enum status token_admin_holder(struct db *db, struct arena *arena, struct str token, struct moment now,
                               struct token_holder *out) MUST_CHECK;

#endif
