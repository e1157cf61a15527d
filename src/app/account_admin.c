/* SPDX-License-Identifier: Apache-2.0 */
#include "app/account_admin.h"

#include "app/absence.h"
#include "app/account_log.h"
#include "app/throttle.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/totp.h"
#include "queries_read.h"
#include "queries_write.h"

struct str account_admin_make_password(struct arena *arena)
{
    struct str letters = random_base32(arena, 16);
    char *text = arena_alloc(arena, 20);
    size_t len = 0;

    for (size_t i = 0; i < letters.len; i++) {
        char c = letters.at[i];

        if (i > 0 && i % 4 == 0)
            text[len++] = '-';
        text[len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct str){ text, len };
}

static enum status check_manager(struct actor by)
{
    return role_may(by.role, PERM_ACCOUNT_MANAGE) ? ST_OK : ST_FORBIDDEN;
}

/* What a manager does to an account begins so; its transaction is the caller's to end. */
static enum status begin_managing(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                  struct db_tx **out_tx, struct sql_account_by_id_row *out)
{
    TRY(check_manager(by));
    TRY(db_tx_begin(db, out_tx));
    return sql_account_by_id(db, arena, account_id, by.office_id, out);
}

static bool is_text(struct str text, size_t chars_min, size_t chars_max)
{
    if (text.at == NULL || !str_is_utf8(text))
        return false;
    size_t chars = str_count_chars(text);

    return chars >= chars_min && chars <= chars_max;
}

static enum status check_post(struct db *db, struct arena *arena, int64_t office_id, const struct account_post *post)
{
    struct sql_unit_of_office_row unit;

    if (!is_text(str_trim(post->full_name), 1, FULL_NAME_CHARS_MAX) || !is_text(post->title, 0, TITLE_CHARS_MAX))
        return ST_INVALID;
    if (post->role <= ROLE_NONE || post->role >= ROLE_COUNT)
        return ST_INVALID;
    enum status status = sql_unit_of_office(db, arena, post->unit_id, office_id, &unit);

    return status == ST_NOT_FOUND ? ST_INVALID : status;
}

enum status account_admin_create(struct db *db, struct arena *arena, struct actor by, const struct account_new *account,
                                 struct moment now, int64_t *out_account_id)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    const struct account_post *post = &account->post;
    int64_t account_id = random_id(now);
    int64_t changed;

    TRY(check_manager(by));
    if (!login_is_valid(account->login) || password_check(account->password, account->login) != PASSWORD_ACCEPTED)
        return ST_INVALID;
    struct str password_hash = hash_password(arena, account->password);

    TRY(db_tx_begin(db, &tx));
    TRY(check_post(db, arena, by.office_id, post));
    TRY(sql_account_add(db, account_id, by.office_id, post->unit_id, account->login, str_trim(post->full_name),
                        post->title, role_name(post->role), password_hash, now, &changed));
    TRY(account_log(db, by, account_id, ACCOUNT_EVENT_CREATED, role_name(post->role), now));
    TRY(db_tx_commit(tx));
    *out_account_id = account_id;
    return ST_OK;
}

/* Nobody goes away, to another unit or to other work, with dossiers in hand: whoever holds one can always work on it
 * (directive 1b-personal: a named holder at every minute). */
static enum status check_holds_nothing(struct db *db, struct arena *arena, int64_t account_id, int64_t *out_held)
{
    TRY(absence_held(db, arena, account_id, out_held));
    return *out_held == 0 ? ST_OK : ST_INVALID;
}

/* An office without administrator could only be helped from the command line. */
static enum status check_not_last_administrator(struct db *db, struct arena *arena, int64_t office_id,
                                                const struct sql_account_by_id_row *account)
{
    struct sql_administrators_active_row administrators;

    if (!account->is_active || !str_equal(account->role, role_name(ROLE_ADMINISTRATOR)))
        return ST_OK;
    TRY(sql_administrators_active(db, arena, office_id, &administrators));
    return administrators.how_many <= 1 ? ST_CONFLICT : ST_OK;
}

static enum status end_access(struct db *db, int64_t account_id, struct moment now)
{
    int64_t changed;

    TRY(sql_sessions_end_of_account(db, account_id, &changed));
    return sql_api_tokens_revoke_of_account(db, now, account_id, &changed);
}

enum status account_admin_set_post(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                   int64_t seen_version, const struct account_post *post, struct moment now,
                                   int64_t *out_held)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_account_by_id_row account;
    int64_t changed;

    *out_held = 0;
    TRY(begin_managing(db, arena, by, account_id, &tx, &account));
    TRY(check_post(db, arena, by.office_id, post));
    if (post->role != ROLE_ADMINISTRATOR)
        TRY(check_not_last_administrator(db, arena, by.office_id, &account));
    if (post->unit_id != account.unit_id || !str_equal(role_name(post->role), account.role))
        TRY(check_holds_nothing(db, arena, account_id, out_held));
    TRY(sql_account_set_post(db, str_trim(post->full_name), post->title, role_name(post->role), post->unit_id,
                             account_id, by.office_id, seen_version, &changed));
    if (changed == 0)
        return ST_CONFLICT;
    TRY(account_log(db, by, account_id, ACCOUNT_EVENT_POST_SET, role_name(post->role), now));
    return db_tx_commit(tx);
}

static enum status set_active(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                              int64_t seen_version, enum account_event event, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_account_by_id_row account;
    bool is_closing = event == ACCOUNT_EVENT_DISABLED;
    int64_t changed, held;

    TRY(begin_managing(db, arena, by, account_id, &tx, &account));
    if (is_closing)
        TRY(check_not_last_administrator(db, arena, by.office_id, &account));
    if (is_closing)
        TRY(check_holds_nothing(db, arena, account_id, &held));
    TRY(sql_account_set_active(db, !is_closing, account_id, by.office_id, seen_version, &changed));
    if (changed == 0)
        return ST_CONFLICT;
    if (is_closing)
        TRY(end_access(db, account_id, now));
    TRY(account_log(db, by, account_id, event, (struct str){ 0 }, now));
    return db_tx_commit(tx);
}

enum status account_admin_disable(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                  int64_t seen_version, struct moment now)
{
    return set_active(db, arena, by, account_id, seen_version, ACCOUNT_EVENT_DISABLED, now);
}

enum status account_admin_enable(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                 int64_t seen_version, struct moment now)
{
    return set_active(db, arena, by, account_id, seen_version, ACCOUNT_EVENT_ENABLED, now);
}

enum status account_admin_set_password(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                       struct str password, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_account_by_id_row account;
    int64_t changed;

    TRY(begin_managing(db, arena, by, account_id, &tx, &account));
    if (password_check(password, account.login) != PASSWORD_ACCEPTED)
        return ST_INVALID;
    TRY(sql_account_set_password(db, hash_password(arena, password), account_id, by.office_id, &changed));
    TRY(sql_sessions_end_of_account(db, account_id, &changed));
    TRY(throttle_forgive(db, throttle_key_of_login(arena, by.office_id, account.login)));
    TRY(account_log(db, by, account_id, ACCOUNT_EVENT_PASSWORD_SET, (struct str){ 0 }, now));
    return db_tx_commit(tx);
}

enum status account_admin_remove_totp(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                      struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_account_by_id_row account;
    int64_t changed;

    TRY(begin_managing(db, arena, by, account_id, &tx, &account));
    TRY(sql_account_set_totp(db, (struct str){ 0 }, 0, account_id, by.office_id, &changed));
    TRY(sql_sessions_end_of_account(db, account_id, &changed));
    TRY(account_log(db, by, account_id, ACCOUNT_EVENT_TOTP_DISABLED, (struct str){ 0 }, now));
    return db_tx_commit(tx);
}

/* A stolen session must not become a place to guess the password, or a code, at leisure: wrong guesses count like
 * failed log-ins.  ST_TOO_MANY: the next one is not looked at yet. */
static enum status check_patience(struct db *db, struct arena *arena, struct throttle_key key, struct moment now)
{
    struct moment retry_at;

    TRY(throttle_wait(db, arena, key, now, &retry_at));
    return moment_is_given(retry_at) ? ST_TOO_MANY : ST_OK;
}

/* Gives `refusal`, once the wrong guess is counted. */
static enum status count_wrong_guess(struct db *db, struct arena *arena, struct throttle_key key, struct moment now,
                                     enum status refusal)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;

    TRY(db_tx_begin(db, &tx));
    TRY(throttle_count_failure(db, arena, key, now));
    TRY(db_tx_commit(tx));
    return refusal;
}

static enum status check_password(struct db *db, struct arena *arena, int64_t office_id,
                                  const struct sql_account_by_id_row *account, struct str password, struct moment now)
{
    struct throttle_key key = throttle_key_of_login(arena, office_id, account->login);

    TRY(check_patience(db, arena, key, now));
    if (hash_password_matches(account->password_hash, password))
        return ST_OK;
    return count_wrong_guess(db, arena, key, now, ST_FORBIDDEN);
}

enum status account_admin_change_password(struct db *db, struct arena *arena, struct actor self,
                                          struct str old_password, struct str new_password, struct str session_hash,
                                          struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct sql_account_by_id_row account;
    int64_t changed;

    TRY(sql_account_by_id(db, arena, self.account_id, self.office_id, &account));
    TRY(check_password(db, arena, self.office_id, &account, old_password, now));
    if (password_check(new_password, account.login) != PASSWORD_ACCEPTED)
        return ST_INVALID;
    TRY(db_tx_begin(db, &tx));
    TRY(sql_account_set_password(db, hash_password(arena, new_password), self.account_id, self.office_id, &changed));
    TRY(sql_sessions_end_others(db, self.account_id, session_hash, &changed));
    TRY(account_log(db, self, self.account_id, ACCOUNT_EVENT_PASSWORD_CHANGED, (struct str){ 0 }, now));
    return db_tx_commit(tx);
}

static enum status set_own_totp(struct db *db, struct actor self, struct str secret, int64_t step,
                                enum account_event event, struct moment now)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    int64_t changed;

    TRY(db_tx_begin(db, &tx));
    TRY(sql_account_set_totp(db, secret, step, self.account_id, self.office_id, &changed));
    if (changed == 0)
        return ST_NOT_FOUND;
    TRY(account_log(db, self, self.account_id, event, (struct str){ 0 }, now));
    return db_tx_commit(tx);
}

enum status account_admin_enable_totp(struct db *db, struct arena *arena, struct actor self, struct str password,
                                      struct str secret, struct str code, struct moment now)
{
    struct sql_account_by_id_row account;
    int64_t step;

    TRY(sql_account_by_id(db, arena, self.account_id, self.office_id, &account));
    if (account.totp_secret.at != NULL)
        return ST_CONFLICT;
    TRY(check_password(db, arena, self.office_id, &account, password, now));
    if (!totp_secret_is_valid(secret) || !totp_matches(secret, str_trim(code), now, 0, &step))
        return ST_INVALID;
    return set_own_totp(db, self, secret, step, ACCOUNT_EVENT_TOTP_ENABLED, now);
}

enum status account_admin_disable_totp(struct db *db, struct arena *arena, struct actor self, struct str code,
                                       struct moment now)
{
    struct sql_account_by_id_row account;
    int64_t step;

    TRY(sql_account_by_id(db, arena, self.account_id, self.office_id, &account));
    if (account.totp_secret.at == NULL)
        return ST_CONFLICT;
    struct throttle_key key = throttle_key_of_login(arena, self.office_id, account.login);

    TRY(check_patience(db, arena, key, now));
    if (!totp_matches(account.totp_secret, str_trim(code), now, account.totp_step, &step))
        return count_wrong_guess(db, arena, key, now, ST_INVALID);
    return set_own_totp(db, self, (struct str){ 0 }, step, ACCOUNT_EVENT_TOTP_DISABLED, now);
}
