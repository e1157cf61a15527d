-- SPDX-License-Identifier: Apache-2.0
-- Who looked at whose dossier.

-- query: access_trace_add :exec
-- The first look of an account at a dossier in an hour; a later one changes nothing.
INSERT INTO access_trace (dossier_id, account_id, hour_at, looked_at)
VALUES (:dossier_id, :account_id, :hour_at, :looked_at)
    ON CONFLICT (dossier_id, account_id, hour_at) DO NOTHING;

-- query: access_traces_of_dossier :many
-- Who looked at a dossier, newest first.
SELECT t.account_id, t.looked_at, a.full_name, a.role
  FROM access_trace t
  JOIN account a ON a.account_id = t.account_id
 WHERE t.dossier_id = :dossier_id
 ORDER BY t.looked_at DESC, t.account_id
 LIMIT 200;
