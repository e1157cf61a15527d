/* SPDX-License-Identifier: Apache-2.0 */
/* account_admin -- opening, changing and closing accounts; every change leaves an account_event.
 *
 * `by` is an administrator of the office, or the command line: an actor with that role and account_id 0.
 * All changes of others answer
 *     ST_FORBIDDEN  `by` may not manage accounts
 *     ST_NOT_FOUND  no such account in the office of `by`
 *     ST_CONFLICT   the account changed since `seen_version`, or it is the last administrator's */
#ifndef APP_ACCOUNT_ADMIN_H
#define APP_ACCOUNT_ADMIN_H

#include "domain/account.h"
#include "store/db.h"

struct account_post {
    struct str full_name, title;
    enum role role;
    int64_t unit_id;
};

struct account_new {
    struct str login, password;
    struct account_post post;
};

enum { FULL_NAME_CHARS_MAX = 100, TITLE_CHARS_MAX = 100 };

/* A password for somebody else, to be shown once: "k7wd-…", four groups of four, 80 bits. */
struct str account_admin_make_password(struct arena *arena);

/*     ST_INVALID  login, password, name, role or unit not acceptable
 *     ST_EXISTS   the login is taken */
enum status account_admin_create(struct db *db, struct arena *arena, struct actor by, const struct account_new *account,
                                 struct moment now, int64_t *out_account_id) MUST_CHECK;

/*     ST_INVALID  name, role or unit not acceptable; or *out_held is not 0: so many open dossiers the person holds by
 *                 the role and the unit that would change; they are handed over or given to others first */
enum status account_admin_set_post(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                   int64_t seen_version, const struct account_post *post, struct moment now,
                                   int64_t *out_held) MUST_CHECK;

/* Closing ends all sessions and tokens at once; nothing the person did goes away.
 *     ST_INVALID  the person holds open dossiers still: absence_held() of them are handed over first (app/absence) */
enum status account_admin_disable(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                  int64_t seen_version, struct moment now) MUST_CHECK;
enum status account_admin_enable(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                 int64_t seen_version, struct moment now) MUST_CHECK;

/* Sets a password for somebody and ends all their sessions.
 *     ST_INVALID  the password is not acceptable (password_check) */
enum status account_admin_set_password(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                       struct str password, struct moment now) MUST_CHECK;

/* Takes the second factor from somebody who lost the phone; ends all their sessions. */
enum status account_admin_remove_totp(struct db *db, struct arena *arena, struct actor by, int64_t account_id,
                                      struct moment now) MUST_CHECK;

/* ---- What everybody does with the own account -------------------------------------------------- */

/* Ends all own sessions but `session_hash`.
 *     ST_FORBIDDEN  the old password is wrong (counted like a failed log-in)
 *     ST_TOO_MANY   … too often
 *     ST_INVALID    the new one is not acceptable */
enum status account_admin_change_password(struct db *db, struct arena *arena, struct actor self,
                                          struct str old_password, struct str new_password, struct str session_hash,
                                          struct moment now) MUST_CHECK;

/* Turns the second factor on, once `password` proves that it is not somebody at an open session, who would lock the
 * owner out, and `code` that the phone knows `secret`.
 *     ST_FORBIDDEN  the password is wrong (counted like a failed log-in)
 *     ST_TOO_MANY   … too often
 *     ST_INVALID    the phone does not know the secret
 *     ST_CONFLICT   there is a second factor already */
enum status account_admin_enable_totp(struct db *db, struct arena *arena, struct actor self, struct str password,
                                      struct str secret, struct str code, struct moment now) MUST_CHECK;

/*     ST_INVALID   the code is not the phone's (counted like a failed log-in)
 *     ST_TOO_MANY  … too often
 *     ST_CONFLICT  there is no second factor */
enum status account_admin_disable_totp(struct db *db, struct arena *arena, struct actor self, struct str code,
                                       struct moment now) MUST_CHECK;

#endif
