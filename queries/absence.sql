-- SPDX-License-Identifier: Apache-2.0
-- Who is away, and what was handed over meanwhile (app/absence).

-- query: absence_add :exec
-- Somebody will be away.
INSERT INTO absence (absence_id, office_id, account_id, from_on, to_on, opened_by_id, opened_at)
VALUES (:absence_id, :office_id, :account_id, :from_on, :to_on, :opened_by_id, :opened_at);

-- query: absence_end :exec
-- The person is back; 0 rows: somebody said so before.
UPDATE absence SET ended_by_id = :ended_by_id, ended_at = :ended_at
 WHERE absence_id = :absence_id AND ended_at IS NULL;

-- query: absence_by_id :one
-- One absence, with who is away.
-- column unit_name TEXT
-- column opened_by_name TEXT
-- column ended_by_name TEXT
SELECT b.absence_id, b.account_id, b.from_on, b.to_on, b.opened_at, b.ended_at, a.full_name, a.title, a.role, a.unit_id,
       u.name AS unit_name, o.full_name AS opened_by_name, e.full_name AS ended_by_name
  FROM absence b
  JOIN account a ON a.account_id = b.account_id
  JOIN unit u ON u.unit_id = a.unit_id
  JOIN account o ON o.account_id = b.opened_by_id
  LEFT JOIN account e ON e.account_id = b.ended_by_id
 WHERE b.absence_id = :absence_id AND b.office_id = :office_id;

-- query: absence_running_of :one
-- The absence of a person that nobody has ended.
SELECT absence_id, from_on, to_on FROM absence WHERE account_id = :account_id AND ended_at IS NULL;

-- query: absences_of_office :many
-- The absences of an office that are older than one, newest first.
-- column unit_name TEXT
-- column dossiers INTEGER
-- parameter before_number INTEGER
-- parameter row_limit INTEGER
SELECT b.absence_id, b.account_id, b.from_on, b.to_on, b.ended_at, a.full_name, a.title, a.unit_id, u.name AS unit_name,
       (SELECT COUNT(*) FROM (SELECT 1 FROM dossier d WHERE d.holder_id = b.account_id AND d.closed_at IS NULL
                               LIMIT 1000) AS held) AS dossiers
  FROM absence b
  JOIN account a ON a.account_id = b.account_id
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE b.office_id = :office_id AND b.absence_id < :before_number
 ORDER BY b.absence_id DESC
 LIMIT :row_limit;

-- query: absence_item_add :exec
-- A dossier was handed over.
INSERT INTO absence_item (absence_id, dossier_id, number, taker_id, moved_at)
VALUES (:absence_id, :dossier_id, :number, :taker_id, :moved_at);

-- query: absence_item_return :exec
-- It went back.
UPDATE absence_item SET returned_at = :returned_at
 WHERE absence_id = :absence_id AND dossier_id = :dossier_id AND number = :number AND returned_at IS NULL;

-- query: absence_items_out :many
-- What was handed over in an absence and did not come back, from a place in the list on; with where it is.
-- column procedure_name TEXT
-- column taker_name TEXT
-- column holder_name TEXT
-- parameter after_dossier INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT i.dossier_id, i.number, i.taker_id, i.moved_at, d.code, d.version, d.state, d.due_at, d.closed_at, d.holder_id,
       p.name AS procedure_name, t.full_name AS taker_name, h.full_name AS holder_name
  FROM absence_item i
  JOIN dossier d ON d.dossier_id = i.dossier_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN account t ON t.account_id = i.taker_id
  LEFT JOIN account h ON h.account_id = d.holder_id
 WHERE i.absence_id = :absence_id AND i.returned_at IS NULL
   AND (i.dossier_id, i.number) > (:after_dossier, :after_number)
 ORDER BY i.dossier_id, i.number
 LIMIT :row_limit;

-- query: absence_counts :one
-- How many were handed over in an absence, and how many of them came back.
-- column moved INTEGER
-- column returned INTEGER
SELECT COUNT(*) AS moved, COUNT(returned_at) AS returned FROM absence_item WHERE absence_id = :absence_id;

-- query: dossiers_to_hand_over_of :many
-- The first open dossiers of somebody, most urgent first, with what decides who can hold each.
-- column procedure_name TEXT
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, d.state, d.unit_id, d.due_at, p.name AS procedure_name
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
 WHERE d.holder_id = :holder_id AND d.closed_at IS NULL
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: people_of_office :many
-- The active people of an office who can hold dossiers: whose absence is entered.
-- column unit_name TEXT
SELECT a.account_id, a.full_name, a.title, a.unit_id, u.name AS unit_name
  FROM account a
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE a.office_id = :office_id AND a.is_active = 1 AND a.role NOT IN ('inspector', 'police', 'administrator')
 ORDER BY u.name, a.full_name, a.account_id
 LIMIT 500;

-- query: absence_item_out :one
-- The last hand-over of one dossier in an absence that did not come back.
SELECT i.dossier_id, i.number, i.taker_id
  FROM absence_item i
  JOIN dossier d ON d.dossier_id = i.dossier_id
 WHERE i.absence_id = :absence_id AND d.code = :code AND i.returned_at IS NULL
 ORDER BY i.number DESC
 LIMIT 1;

-- query: absence_items_without_event :many
-- Hand-overs that no event tells of: written past the use cases.
-- scan ok: `motcua verify` reads everything
SELECT d.code
  FROM absence_item i
  JOIN dossier d ON d.dossier_id = i.dossier_id
 WHERE NOT EXISTS (SELECT 1 FROM dossier_event e
                    WHERE e.dossier_id = i.dossier_id AND e.version = i.number AND e.event = 'reassign'
                      AND e.holder_id = i.taker_id AND e.facts = '{"absence":' || i.absence_id || '}')
 LIMIT 1;

-- query: absences_to_take_back :many
-- People of a unit who are back since a moment, while a dossier handed over for them lies with its taker as it came.
SELECT b.absence_id, a.full_name
  FROM account a
  JOIN absence b ON b.account_id = a.account_id AND b.ended_at >= :ended_at
 WHERE a.office_id = :office_id AND a.unit_id = :unit_id
   AND EXISTS (SELECT 1 FROM absence_item i JOIN dossier d ON d.dossier_id = i.dossier_id
                WHERE i.absence_id = b.absence_id AND i.returned_at IS NULL AND d.version = i.number
                  AND d.closed_at IS NULL)
 ORDER BY b.absence_id
 LIMIT 64;

-- query: absences_to_hand_over :many
-- People of a unit who are, or will be, away, with the open dossiers they hold still.
-- column dossiers INTEGER
SELECT b.absence_id, b.from_on, b.to_on, a.full_name,
       (SELECT COUNT(*) FROM (SELECT 1 FROM dossier d WHERE d.holder_id = a.account_id AND d.closed_at IS NULL
                               LIMIT 1000) AS held) AS dossiers
  FROM account a
  JOIN absence b ON b.account_id = a.account_id AND b.ended_at IS NULL
 WHERE a.office_id = :office_id AND a.unit_id = :unit_id
 ORDER BY b.from_on, b.absence_id
 LIMIT 64;
