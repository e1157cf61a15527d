-- SPDX-License-Identifier: Apache-2.0
-- query: dossier_by_code :one
-- A comment that holds a ':name' and an apostrophe's sign.
SELECT dossier_id, applicant, born_on, is_late, closed_at, ':code' AS code, "version" -- :not_a_parameter
  FROM dossier
 WHERE office_id = :office_id AND code = :code /* nor :this */;

-- query: dossiers_of_office :many
-- column office_name TEXT
-- parameter after_code TEXT
SELECT d.code, o.name AS office_name
  FROM dossier d JOIN office o USING (office_id)
 WHERE d.office_id = :office_id AND d.code > :after_code AND (d.closed_at IS NULL OR d.closed_at >= :since_at)
 ORDER BY d.code;

-- query: office_count :one
-- scan ok: a province has few offices
-- column office_count INTEGER
SELECT count(*) AS office_count FROM office WHERE name <> :name;

-- query: dossier_set :exec
-- Two lines
-- of comment.
-- parameters: struct
UPDATE dossier SET applicant = :applicant, version = version + 1, is_late = CAST(:is_late AS INTEGER)
 WHERE dossier_id = :dossier_id AND version = :version;

-- query: dossier_take :one
UPDATE dossier SET version = version + 1
 WHERE dossier_id = (SELECT min(dossier_id) FROM dossier WHERE office_id = :office_id)
RETURNING dossier_id;
-- postgres:
UPDATE dossier SET version = version + 1::BIGINT
 WHERE dossier_id = (SELECT dossier_id FROM dossier WHERE office_id = :office_id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING dossier_id;
