-- SPDX-License-Identifier: Apache-2.0
-- Alerts (app/alert_watch): who is told what, and which dossiers are to be looked at when.

-- query: alert_cursor :one
-- How far an office's events have been read, and the dossiers of before.
SELECT chain_number, filled_id, is_filled FROM alert_cursor WHERE office_id = :office_id;

-- query: alert_cursor_add :exec
-- The watch begins at the end of the chain; 0 rows when another process began.
INSERT INTO alert_cursor (office_id, chain_number, is_filled)
SELECT c.office_id, c.chain_number, 0 FROM event_chain c WHERE c.office_id = :office_id
ON CONFLICT (office_id) DO NOTHING;

-- query: alert_cursor_fill :exec
-- Dossiers up to this one have been passed over.
UPDATE alert_cursor SET filled_id = :filled_id, is_filled = :is_filled WHERE office_id = :office_id;

-- query: alert_cursor_set :exec
-- Events up to this one have been read.
UPDATE alert_cursor SET chain_number = :chain_number WHERE office_id = :office_id;

-- query: alert_fill_piece :one
-- How many dossiers come next, and the last of them.
-- column dossiers INTEGER
-- column last_id INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT COUNT(*) AS dossiers, MAX(dossier_id) AS last_id
  FROM (SELECT dossier_id FROM dossier WHERE dossier_id > :after_number ORDER BY dossier_id LIMIT :row_limit) AS piece;

-- query: alert_watch_fill :exec
-- Of a piece, what is open and what waits at the counter is to be looked at.  The + keeps the planner from reading all
-- dossiers of the office by an index that begins with it.
-- parameter after_number INTEGER
-- parameter last_number INTEGER
INSERT INTO alert_watch (dossier_id, office_id, look_at)
SELECT d.dossier_id, d.office_id, :look_at
  FROM dossier d
 WHERE d.dossier_id > :after_number AND d.dossier_id <= :last_number AND +d.office_id = :office_id
   AND (d.closed_at IS NULL OR d.state = 'decided')
ON CONFLICT (dossier_id) DO NOTHING;

-- query: alert_events :many
-- The dossiers that something happened to since an event.
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT chain_number, dossier_id
  FROM dossier_event
 WHERE office_id = :office_id AND chain_number > :after_number
 ORDER BY chain_number
 LIMIT :row_limit;

-- query: alert_watch_set :exec
-- A dossier is to be looked at.
INSERT INTO alert_watch (dossier_id, office_id, look_at) VALUES (:dossier_id, :office_id, :look_at)
ON CONFLICT (dossier_id) DO UPDATE SET look_at = excluded.look_at;

-- query: alert_watch_end :exec
-- Nothing can become due on a dossier any more.
DELETE FROM alert_watch WHERE dossier_id = :dossier_id;

-- query: alert_watch_due :many
-- The dossiers to look at now.
-- parameter row_limit INTEGER
-- parameter until_at INTEGER
SELECT w.dossier_id, d.code, d.version
  FROM alert_watch w
  JOIN dossier d ON d.dossier_id = w.dossier_id
 WHERE w.office_id = :office_id AND w.look_at <= :until_at
 ORDER BY w.look_at, w.dossier_id
 LIMIT :row_limit;

-- query: alert_dossier_version :one
-- Did something happen to a dossier?  What happens next waits until the transaction ends.
SELECT version FROM dossier WHERE dossier_id = :dossier_id;
-- postgres:
SELECT version FROM dossier WHERE dossier_id = :dossier_id FOR SHARE;

-- query: alerts_of_dossier :many
-- What was told about a dossier and still holds.
SELECT alert_id, rule_name, due_at, account_id, body FROM alert WHERE dossier_id = :dossier_id AND ended_at IS NULL;

-- query: alert_raise :exec
-- Tells somebody; what was told of the same instant before, and ended, holds again.
INSERT INTO alert (alert_id, office_id, dossier_id, rule_name, due_at, account_id, body, raised_at)
VALUES (:alert_id, :office_id, :dossier_id, :rule_name, :due_at, :account_id, :body, :raised_at)
ON CONFLICT (dossier_id, rule_name, due_at, account_id, body) DO UPDATE SET ended_at = NULL;

-- query: alert_end :exec
-- It holds no longer.
UPDATE alert SET ended_at = :ended_at WHERE alert_id = :alert_id AND ended_at IS NULL;

-- query: heads_of_unit :many
-- Who leads a unit.
SELECT account_id
  FROM account
 WHERE office_id = :office_id AND unit_id = :unit_id AND role IN ('unit-head', 'director') AND is_active = 1
 ORDER BY account_id
 LIMIT 20;

-- query: directors_of_office :many
-- Who leads the centre.
SELECT account_id
  FROM account
 WHERE office_id = :office_id AND role = 'director' AND is_active = 1
 ORDER BY account_id
 LIMIT 20;

-- query: alerts_of_account :many
-- What a person is told and has to know, newest first; what was seen stays until it holds no longer.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column told_name TEXT
-- parameter before_ms INTEGER
-- parameter before_number INTEGER
-- parameter row_limit INTEGER
SELECT a.alert_id, a.rule_name, a.due_at, a.body, a.raised_at, a.seen_at, d.code, p.name AS procedure_name,
       h.full_name AS holder_name, t.full_name AS told_name
  FROM alert a
  JOIN account t ON t.account_id = a.account_id
  JOIN dossier d ON d.dossier_id = a.dossier_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
 WHERE a.account_id = :account_id AND a.ended_at IS NULL
   AND (a.raised_at, a.alert_id) < (:before_ms, :before_number)
 ORDER BY a.raised_at DESC, a.alert_id DESC
 LIMIT :row_limit;

-- query: alerts_of_unit :many
-- What the people of a unit are told, newest first.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column told_name TEXT
-- parameter before_ms INTEGER
-- parameter before_number INTEGER
-- parameter row_limit INTEGER
SELECT a.alert_id, a.rule_name, a.due_at, a.body, a.raised_at, a.seen_at, d.code, p.name AS procedure_name,
       h.full_name AS holder_name, t.full_name AS told_name
  FROM account t
  JOIN alert a ON a.account_id = t.account_id
  JOIN dossier d ON d.dossier_id = a.dossier_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
 WHERE t.office_id = :office_id AND t.unit_id = :unit_id AND a.ended_at IS NULL
   AND (a.raised_at, a.alert_id) < (:before_ms, :before_number)
 ORDER BY a.raised_at DESC, a.alert_id DESC
 LIMIT :row_limit;

-- query: alerts_of_office :many
-- What anybody in the office is told, newest first.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column told_name TEXT
-- parameter before_ms INTEGER
-- parameter before_number INTEGER
-- parameter row_limit INTEGER
SELECT a.alert_id, a.rule_name, a.due_at, a.body, a.raised_at, a.seen_at, d.code, p.name AS procedure_name,
       h.full_name AS holder_name, t.full_name AS told_name
  FROM alert a
  JOIN account t ON t.account_id = a.account_id
  JOIN dossier d ON d.dossier_id = a.dossier_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
 WHERE a.office_id = :office_id AND a.ended_at IS NULL
   AND (a.raised_at, a.alert_id) < (:before_ms, :before_number)
 ORDER BY a.raised_at DESC, a.alert_id DESC
 LIMIT :row_limit;

-- query: alerts_of_one_dossier :many
-- Who was told what about one dossier, newest first; also what holds no longer.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column told_name TEXT
-- parameter before_ms INTEGER
-- parameter before_number INTEGER
-- parameter row_limit INTEGER
SELECT a.alert_id, a.rule_name, a.due_at, a.body, a.raised_at, a.seen_at, d.code, p.name AS procedure_name,
       h.full_name AS holder_name, t.full_name AS told_name
  FROM alert a
  JOIN account t ON t.account_id = a.account_id
  JOIN dossier d ON d.dossier_id = a.dossier_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
 WHERE a.dossier_id = :dossier_id
   AND (a.raised_at, a.alert_id) < (:before_ms, :before_number)
 ORDER BY a.raised_at DESC, a.alert_id DESC
 LIMIT :row_limit;

-- query: alert_count_unseen :one
-- How much of it was not seen yet; counting stops at 1000.
-- column alerts INTEGER
SELECT COUNT(*) AS alerts
  FROM (SELECT 1 FROM alert WHERE account_id = :account_id AND ended_at IS NULL AND seen_at IS NULL LIMIT 1000) AS unseen;

-- query: alerts_seen :exec
-- A person has seen what was raised up to a moment.
-- parameter until_at INTEGER
UPDATE alert SET seen_at = :seen_at
 WHERE account_id = :account_id AND ended_at IS NULL AND seen_at IS NULL AND raised_at <= :until_at;
