-- SPDX-License-Identifier: Apache-2.0
-- Who looked at whose dossier.

-- query: access_trace_add :exec
-- The first look of an account at a dossier in an hour; a later one changes nothing.
INSERT INTO access_trace (dossier_id, account_id, hour_at, looked_at)
VALUES (:dossier_id, :account_id, :hour_at, :looked_at)
    ON CONFLICT (dossier_id, hour_at, account_id) DO NOTHING;

-- query: traces_of_dossier :many
-- Who looked at a dossier before a place in the list, newest first.
-- column unit_name TEXT
-- parameter before_ms INTEGER
-- parameter before_account INTEGER
-- parameter row_limit INTEGER
SELECT t.hour_at, t.account_id, t.looked_at, a.login, a.full_name, a.role, u.name AS unit_name
  FROM access_trace t
  JOIN account a ON a.account_id = t.account_id
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE t.dossier_id = :dossier_id AND (t.hour_at, t.account_id) < (:before_ms, :before_account)
 ORDER BY t.hour_at DESC, t.account_id DESC
 LIMIT :row_limit;

-- query: traces_of_account :many
-- Which dossiers somebody looked at before a place in the list, newest first.
-- column procedure_name TEXT
-- parameter before_ms INTEGER
-- parameter before_dossier INTEGER
-- parameter row_limit INTEGER
SELECT t.hour_at, t.dossier_id, t.looked_at, d.code, p.name AS procedure_name
  FROM access_trace t
  JOIN dossier d ON d.dossier_id = t.dossier_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
 WHERE t.account_id = :account_id AND (t.hour_at, t.dossier_id) < (:before_ms, :before_dossier)
 ORDER BY t.hour_at DESC, t.dossier_id DESC
 LIMIT :row_limit;
