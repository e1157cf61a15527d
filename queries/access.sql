-- SPDX-License-Identifier: Apache-2.0
-- Who looked at whose dossier.

-- query: access_trace_add :exec
-- The first look of an account at a dossier in an hour; a later one changes nothing.
INSERT INTO access_trace (dossier_id, account_id, hour_at, looked_at)
VALUES (:dossier_id, :account_id, :hour_at, :looked_at)
    ON CONFLICT (dossier_id, account_id, hour_at) DO NOTHING;
