-- SPDX-License-Identifier: Apache-2.0
-- Interlinked procedures: the legs of a version, and those of a dossier (app/dossier_leg).

-- query: procedure_legs :many
-- The legs of a version.
SELECT position, stage, body, what, term_amount, term_unit
  FROM procedure_leg
 WHERE procedure_version_id = :procedure_version_id
 ORDER BY position;

-- query: procedure_leg_add :exec
-- One leg of a version.
INSERT INTO procedure_leg (procedure_version_id, position, stage, body, what, term_amount, term_unit)
VALUES (:procedure_version_id, :position, :stage, :body, :what, :term_amount, :term_unit);

-- query: procedure_legs_forget :exec
-- The legs of a version are corrected; dossiers keep theirs.
DELETE FROM procedure_leg WHERE procedure_version_id = :procedure_version_id;

-- query: dossier_leg_add :exec
-- One leg of a dossier that was forwarded.
INSERT INTO dossier_leg (dossier_id, position, office_id, stage, body, what, term_amount, term_unit)
VALUES (:dossier_id, :position, :office_id, :stage, :body, :what, :term_amount, :term_unit);

-- query: dossier_leg_start :exec
-- A leg is handed to its body.
UPDATE dossier_leg SET started_at = :started_at, started_by_id = :started_by_id, due_at = :due_at
 WHERE dossier_id = :dossier_id AND position = :position;

-- query: dossier_leg_done :exec
-- Its result came back; 0 rows: it had before, or it was never handed over.
UPDATE dossier_leg SET done_at = :done_at, done_by_id = :done_by_id, punctuality = :punctuality
 WHERE dossier_id = :dossier_id AND position = :position AND started_at IS NOT NULL AND done_at IS NULL;

-- query: dossier_leg_take_back_done :exec
-- That was taken back.
UPDATE dossier_leg SET done_at = NULL, done_by_id = NULL, punctuality = NULL
 WHERE dossier_id = :dossier_id AND position = :position;

-- query: dossier_leg_take_back_start :exec
-- Later stages have not begun after all.
UPDATE dossier_leg SET started_at = NULL, started_by_id = NULL, due_at = NULL
 WHERE dossier_id = :dossier_id AND stage > :stage;

-- query: dossier_legs_forget :exec
-- Forwarding was taken back; the sealed log keeps it.
DELETE FROM dossier_leg WHERE dossier_id = :dossier_id;

-- query: dossier_legs :many
-- The legs of a dossier with both hand-overs of each: to the body (started), and its result back (done).
-- column started_by_name TEXT
-- column started_by_unit TEXT
-- column done_by_name TEXT
-- column done_by_unit TEXT
SELECT l.position, l.stage, l.body, l.what, l.term_amount, l.term_unit, l.started_at, l.started_by_id,
       s.full_name AS started_by_name, su.name AS started_by_unit, l.due_at, l.done_at, l.done_by_id,
       r.full_name AS done_by_name, ru.name AS done_by_unit, l.punctuality
  FROM dossier_leg l
  LEFT JOIN account s ON s.account_id = l.started_by_id
  LEFT JOIN unit su ON su.unit_id = s.unit_id
  LEFT JOIN account r ON r.account_id = l.done_by_id
  LEFT JOIN unit ru ON ru.unit_id = r.unit_id
 WHERE l.dossier_id = :dossier_id
 ORDER BY l.position;

-- query: leg_limits :many
-- What each body of a dossier was given until when.
SELECT body, started_at, due_at, done_at
  FROM dossier_leg
 WHERE dossier_id = :dossier_id AND started_at IS NOT NULL
 ORDER BY position;

-- query: legs_elsewhere :many
-- What was handed to other bodies than the dossier's own unit, and what came back, in the order of handing over: rows of
-- the control slip (Mẫu 06), and time that the ledger of minutes gives to them.
-- column started_by_name TEXT
-- column started_by_unit TEXT
-- column done_by_name TEXT
-- column done_by_unit TEXT
SELECT l.body, l.what, l.started_at, s.full_name AS started_by_name, su.name AS started_by_unit, l.done_at,
       r.full_name AS done_by_name, ru.name AS done_by_unit, l.punctuality
  FROM dossier_leg l
  JOIN dossier d ON d.dossier_id = l.dossier_id
  JOIN unit u ON u.unit_id = d.unit_id
  LEFT JOIN account s ON s.account_id = l.started_by_id
  LEFT JOIN unit su ON su.unit_id = s.unit_id
  LEFT JOIN account r ON r.account_id = l.done_by_id
  LEFT JOIN unit ru ON ru.unit_id = r.unit_id
 WHERE l.dossier_id = :dossier_id AND l.started_at IS NOT NULL AND l.body <> u.name
 ORDER BY l.started_at, l.position;

-- query: legs_without_event :many
-- Legs of dossiers of which no event speaks: written past the use cases.
-- scan ok: `motcua verify` reads everything
SELECT d.code
  FROM dossier_leg l
  JOIN dossier d ON d.dossier_id = l.dossier_id
 WHERE NOT EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier_id = l.dossier_id AND e.facts LIKE '%"legs":%')
 LIMIT 1;
