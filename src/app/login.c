/* SPDX-License-Identifier: Apache-2.0 */
/* DESIGN  An unknown name costs what a wrong password costs: there is always one Argon2id computation, on a hash of
 * nobody when there is no account.  Failures are counted for the name as typed, known or not, and for the address, in
 * the same transaction as the answer; an attempt within the wait is not looked at and not counted, so that hammering
 * neither learns anything nor prolongs the wait of the rightful person. */
#include "app/login.h"

#include "app/account_log.h"
#include "app/throttle.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/totp.h"
#include "queries_read.h"
#include "queries_write.h"

/* Of a password that nobody knows, with the costs of hash_password(). */
static const char *const HASH_OF_NOBODY =
    "$argon2id$v=19$m=12288,t=3,p=1$wQWDWHWLVuoD9bnU71RuOw$6A4JBdPFeSxx6peI7gMngcMUH4e62yTX6OjMTqSsjCg";

enum { LOGIN_BYTES_MAX = 32 };

/* Without the blanks around it and the capital letters that a phone's keyboard adds. */
static struct str tidy_login(struct arena *arena, struct str typed)
{
    struct str trimmed = str_head(str_trim(typed), LOGIN_BYTES_MAX + 1);
    char *text = arena_alloc(arena, trimmed.len + 1);

    for (size_t i = 0; i < trimmed.len; i++) {
        char c = trimmed.at[i];

        text[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct str){ text, trimmed.len };
}

/* What was found out about an attempt before anything is written. */
struct finding {
    enum login_outcome outcome;
    struct sql_account_by_login_row account;
    int64_t totp_step; /* to be spent; 0 without second factor */
    bool is_hash_dated;
};

static enum login_outcome judge_code(const struct login_attempt *attempt, struct moment now, struct finding *finding)
{
    if (finding->account.totp_secret.at == NULL)
        return LOGIN_DONE;
    if (str_is_empty(attempt->code))
        return LOGIN_CODE_NEEDED;
    if (!totp_matches(finding->account.totp_secret, str_trim(attempt->code), now, finding->account.totp_step,
                      &finding->totp_step))
        return LOGIN_CODE_WRONG;
    return LOGIN_DONE;
}

static enum status judge(struct db *db, struct arena *arena, const struct login_attempt *attempt, struct str login,
                         struct moment now, struct finding *out)
{
    struct finding finding = { 0 };
    enum status status = sql_account_by_login(db, arena, attempt->office_id, login, &finding.account);

    if (status != ST_OK && status != ST_NOT_FOUND)
        return status;

    bool is_known = status == ST_OK;
    struct str stored = is_known ? finding.account.password_hash : str_of(HASH_OF_NOBODY);
    bool matches = hash_password_matches(stored, attempt->password);

    if (!is_known || !matches)
        finding.outcome = LOGIN_WRONG;
    else if (!finding.account.is_active)
        finding.outcome = LOGIN_DISABLED;
    else
        finding.outcome = judge_code(attempt, now, &finding);
    finding.is_hash_dated = is_known && matches && hash_password_is_dated(stored);
    *out = finding;
    return ST_OK;
}

static enum status open_session(struct db *db, struct arena *arena, int64_t account_id, struct moment now,
                                struct str *out_secret)
{
    struct str secret = random_base64url(arena, SESSION_SECRET_CHARS);
    char session_hash[HASH_HEX_LEN + 1];
    int64_t changed;

    TRY(sql_session_add(db, hash_hex(secret, session_hash), account_id, random_base64url(arena, SESSION_SECRET_CHARS),
                        now, now, (struct moment){ now.ms + SESSION_LONGEST_MS }, &changed));
    *out_secret = secret;
    return ST_OK;
}

/* Writes what a right attempt changes; *out becomes LOGIN_CODE_WRONG when another attempt spent the code meanwhile. */
static enum status let_in(struct db *db, struct arena *arena, const struct login_attempt *attempt,
                          const struct finding *finding, struct throttle_key key, struct moment now,
                          struct login_verdict *out)
{
    int64_t account_id = finding->account.account_id;
    int64_t changed;

    if (finding->totp_step > 0) {
        TRY(sql_account_use_totp_step(db, finding->totp_step, account_id, &changed));
        if (changed == 0) {
            out->outcome = LOGIN_CODE_WRONG;
            return ST_OK;
        }
    }
    if (finding->is_hash_dated)
        TRY(sql_account_rehash_password(db, hash_password(arena, attempt->password), account_id, &changed));
    TRY(throttle_forgive(db, key));
    TRY(open_session(db, arena, account_id, now, &out->session_secret));
    TRY(account_log(db, (struct actor){ .account_id = account_id, .office_id = attempt->office_id }, account_id,
                    ACCOUNT_EVENT_SIGNED_IN, attempt->address, now));
    out->account_id = account_id;
    return ST_OK;
}

/* A right password is no failure of the address, but guessing codes must wait like guessing passwords. */
static bool counts_as_failure(enum login_outcome outcome)
{
    return outcome == LOGIN_WRONG || outcome == LOGIN_CODE_WRONG;
}

enum status login_try(struct db *db, struct arena *arena, const struct login_attempt *attempt, struct moment now,
                      struct login_verdict *out)
{
    struct db_tx *tx CLEANUP(db_tx_end_at) = NULL;
    struct str login = tidy_login(arena, attempt->login);
    struct throttle_key keys[] = { throttle_key_of_login(arena, attempt->office_id, login),
                                   throttle_key_of_address(arena, attempt->address) };
    struct login_verdict verdict = { .outcome = LOGIN_THROTTLED };
    struct finding finding;

    for (size_t i = 0; i < 2; i++) {
        struct moment retry_at;

        TRY(throttle_wait(db, arena, keys[i], now, &retry_at));
        if (retry_at.ms > verdict.retry_at.ms)
            verdict.retry_at = retry_at;
    }
    if (moment_is_given(verdict.retry_at)) {
        *out = verdict;
        return ST_OK;
    }

    TRY(judge(db, arena, attempt, login, now, &finding));
    verdict.outcome = finding.outcome;
    TRY(db_tx_begin(db, &tx));
    if (verdict.outcome == LOGIN_DONE)
        TRY(let_in(db, arena, attempt, &finding, keys[0], now, &verdict));
    for (size_t i = 0; i < 2 && counts_as_failure(verdict.outcome); i++)
        TRY(throttle_count_failure(db, arena, keys[i], now));
    TRY(db_tx_commit(tx));
    *out = verdict;
    return ST_OK;
}

enum status login_session(struct db *db, struct arena *arena, struct str secret, struct moment now, struct session *out)
{
    char session_hash[HASH_HEX_LEN + 1];
    struct sql_session_by_hash_row row;
    enum role role;

    if (secret.at == NULL || secret.len != SESSION_SECRET_CHARS)
        return ST_UNAUTHENTICATED;
    enum status status = sql_session_by_hash(db, arena, hash_hex(secret, session_hash), &row);

    if (status == ST_NOT_FOUND)
        return ST_UNAUTHENTICATED;
    if (status != ST_OK)
        return status;
    if (!row.is_active || now.ms >= row.expires_at.ms || now.ms >= row.seen_at.ms + SESSION_IDLE_MS)
        return ST_UNAUTHENTICATED;
    if (!role_parse(row.role, &role))
        return ST_CORRUPT;
    *out = (struct session){
        .actor = { row.account_id, row.office_id, row.unit_id, role },
        .login = row.login,
        .full_name = row.full_name,
        .title = row.title,
        .unit_name = row.unit_name,
        .csrf_token = row.csrf_token,
        .session_hash = arena_copy(arena, str_of(session_hash)),
        .is_touch_due = now.ms >= row.seen_at.ms + SESSION_TOUCH_MS,
    };
    return ST_OK;
}

enum status login_touch(struct db *db, struct str session_hash, struct moment now)
{
    int64_t changed;

    return sql_session_touch(db, now, session_hash, &changed);
}

enum status login_end(struct db *db, struct str session_hash)
{
    int64_t changed;

    return sql_session_end(db, session_hash, &changed);
}
