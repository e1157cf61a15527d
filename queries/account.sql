-- SPDX-License-Identifier: Apache-2.0
-- People who work here: accounts, sessions, tokens, and the wait after failed log-ins.

-- query: account_by_login :one
-- The account of a login name, with all that signing in needs.
SELECT account_id, unit_id, role, password_hash, totp_secret, totp_step, is_active
  FROM account
 WHERE office_id = :office_id AND login = :login;

-- query: account_by_id :one
-- One account of the office.
-- column unit_name TEXT
SELECT a.account_id, a.unit_id, a.login, a.full_name, a.title, a.role, a.password_hash, a.totp_secret, a.totp_step,
       a.is_active, a.created_at, a.version, u.unit_code, u.name AS unit_name
  FROM account a
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE a.account_id = :account_id AND a.office_id = :office_id;

-- query: accounts_of_office :many
-- Everybody of the office by unit and role, the active ones first.
-- column unit_name TEXT
-- column has_totp INTEGER
SELECT a.account_id, a.login, a.full_name, a.title, a.role, a.is_active, a.version, u.unit_code, u.name AS unit_name,
       CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_totp
  FROM account a
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE a.office_id = :office_id
 ORDER BY a.is_active DESC, u.unit_code, a.role, a.full_name, a.account_id
 LIMIT 1000;

-- query: administrators_active :one
-- How many administrators can still sign in.
-- column how_many INTEGER
SELECT COUNT(*) AS how_many
  FROM account
 WHERE office_id = :office_id AND role = 'administrator' AND is_active = 1;

-- query: account_add :exec
-- A new account.
INSERT INTO account (account_id, office_id, unit_id, login, full_name, title, role, password_hash, created_at)
VALUES (:account_id, :office_id, :unit_id, :login, :full_name, :title, :role, :password_hash, :created_at);

-- query: account_set_post :exec
-- What somebody does here, unless the account changed meanwhile (0 rows).
UPDATE account
   SET full_name = :full_name, title = :title, role = :role, unit_id = :unit_id, version = version + 1
 WHERE account_id = :account_id AND office_id = :office_id AND version = :version;

-- query: account_set_active :exec
-- May sign in or not, unless the account changed meanwhile (0 rows).
UPDATE account
   SET is_active = :is_active, version = version + 1
 WHERE account_id = :account_id AND office_id = :office_id AND version = :version;

-- query: account_set_password :exec
-- A new password.
UPDATE account
   SET password_hash = :password_hash, version = version + 1
 WHERE account_id = :account_id AND office_id = :office_id;

-- query: account_rehash_password :exec
-- The same password under today's costs.
UPDATE account SET password_hash = :password_hash WHERE account_id = :account_id;

-- query: account_set_totp :exec
-- Sets or removes the second factor.
UPDATE account
   SET totp_secret = :totp_secret, totp_step = :totp_step, version = version + 1
 WHERE account_id = :account_id AND office_id = :office_id;

-- query: account_use_totp_step :exec
-- Spends a code's time step; 0 rows when it is spent already.
UPDATE account SET totp_step = :totp_step WHERE account_id = :account_id AND totp_step < :totp_step;

-- query: account_event_add :exec
-- Remembers who did what to an account.
INSERT INTO account_event (account_event_id, office_id, account_id, actor_id, event, occurred_at, note)
VALUES (:account_event_id, :office_id, :account_id, :actor_id, :event, :occurred_at, :note);

-- query: account_events :many
-- What happened to an account, newest first.
-- column actor_name TEXT
SELECT e.account_event_id, e.event, e.occurred_at, e.note, a.full_name AS actor_name
  FROM account_event e
  LEFT JOIN account a ON a.account_id = e.actor_id
 WHERE e.account_id = :account_id
 ORDER BY e.occurred_at DESC, e.account_event_id DESC
 LIMIT 50;

-- query: account_event_last :one
-- When somebody last did something to an account, since a moment.
-- parameter since_at INTEGER
SELECT occurred_at
  FROM account_event
 WHERE account_id = :account_id AND occurred_at >= :since_at AND actor_id = :actor_id AND event = :event
 ORDER BY occurred_at DESC
 LIMIT 1;

-- query: session_by_hash :one
-- A session with the person it belongs to.
-- column unit_name TEXT
SELECT s.account_id, s.csrf_token, s.seen_at, s.expires_at, a.office_id, a.unit_id, a.login, a.full_name, a.title,
       a.role, a.is_active, u.name AS unit_name
  FROM session s
  JOIN account a ON a.account_id = s.account_id
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE s.session_hash = :session_hash;

-- query: session_add :exec
-- A browser signs in.
INSERT INTO session (session_hash, account_id, csrf_token, created_at, seen_at, expires_at)
VALUES (:session_hash, :account_id, :csrf_token, :created_at, :seen_at, :expires_at);

-- query: session_touch :exec
-- The browser was here.
UPDATE session SET seen_at = :seen_at WHERE session_hash = :session_hash AND seen_at < :seen_at;

-- query: session_end :exec
-- The browser signs out.
DELETE FROM session WHERE session_hash = :session_hash;

-- query: sessions_end_of_account :exec
-- All browsers of one person are signed out.
DELETE FROM session WHERE account_id = :account_id;

-- query: sessions_end_others :exec
-- All browsers of one person but this one are signed out.
DELETE FROM session WHERE account_id = :account_id AND session_hash <> :session_hash;

-- query: sessions_forget_ended :exec
-- Sessions past their absolute end go, so many at once.
-- parameter row_limit INTEGER
DELETE FROM session
 WHERE session_hash IN (SELECT session_hash FROM session WHERE expires_at <= :expires_at ORDER BY expires_at LIMIT :row_limit);

-- query: throttle_by_key :one
-- Failed log-ins of a name or an address.
SELECT failures, retry_at FROM login_throttle WHERE throttle_key = :throttle_key;

-- query: throttle_add :one
-- One failure more; returns how many there are now.
INSERT INTO login_throttle (throttle_key, failures, retry_at)
VALUES (:throttle_key, 1, :retry_at)
ON CONFLICT (throttle_key) DO UPDATE SET failures = login_throttle.failures + 1
RETURNING failures;

-- query: throttle_wait_until :exec
-- When the next attempt is listened to.
UPDATE login_throttle SET retry_at = :retry_at WHERE throttle_key = :throttle_key;

-- query: throttle_end :exec
-- The right person came in.
DELETE FROM login_throttle WHERE throttle_key = :throttle_key;

-- query: throttle_forget :exec
-- The failures of one, if the wait ended long ago.
DELETE FROM login_throttle WHERE throttle_key = :throttle_key AND retry_at <= :retry_at;

-- query: throttles_forget :exec
-- Failures whose wait ended long ago go, so many at once.
-- parameter row_limit INTEGER
DELETE FROM login_throttle
 WHERE throttle_key IN (SELECT throttle_key FROM login_throttle WHERE retry_at <= :retry_at ORDER BY retry_at LIMIT :row_limit);

-- query: api_token_by_hash :one
-- A token with the account it acts for.
SELECT t.token_id, t.token_scope, t.expires_at, t.revoked_at, a.account_id, a.office_id, a.unit_id, a.login,
       a.full_name, a.role, a.is_active
  FROM api_token t
  JOIN account a ON a.account_id = t.account_id
 WHERE t.token_hash = :token_hash;

-- query: api_tokens_of_office :many
-- All tokens of the office by account, newest first.
SELECT t.token_id, t.token_name, t.token_scope, t.created_at, t.expires_at, t.revoked_at, a.account_id, a.login
  FROM account a
  JOIN api_token t ON t.account_id = a.account_id
 WHERE a.office_id = :office_id
 ORDER BY a.login, t.created_at DESC, t.token_id DESC
 LIMIT 1000;

-- query: api_token_add :exec
-- A new token.
INSERT INTO api_token (token_id, account_id, token_name, token_hash, token_scope, created_at, expires_at)
VALUES (:token_id, :account_id, :token_name, :token_hash, :token_scope, :created_at, :expires_at);

-- query: api_token_owner :one
-- Whose token this is, within the office.
SELECT t.account_id, t.token_name, t.revoked_at
  FROM api_token t
  JOIN account a ON a.account_id = t.account_id
 WHERE t.token_id = :token_id AND a.office_id = :office_id;

-- query: api_token_revoke :exec
-- A token ends now; 0 rows when it had ended already.
UPDATE api_token SET revoked_at = :revoked_at WHERE token_id = :token_id AND revoked_at IS NULL;

-- query: api_tokens_revoke_of_account :exec
-- All tokens of an account end now.
UPDATE api_token SET revoked_at = :revoked_at WHERE account_id = :account_id AND revoked_at IS NULL;
