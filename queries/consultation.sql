-- SPDX-License-Identifier: Apache-2.0
-- Opinions asked of units and outside bodies (app/dossier_consultation).

-- query: consultation_add :exec
-- Somebody's opinion is asked.
INSERT INTO consultation (dossier_id, number, office_id, unit_id, body, question, asked_at, asked_by_id, due_at)
VALUES (:dossier_id, :number, :office_id, :unit_id, :body, :question, :asked_at, :asked_by_id, :due_at);

-- query: consultation_reply :exec
-- The answer; 0 rows: it was answered before.
UPDATE consultation SET reply = :reply, replied_at = :replied_at, replied_by_id = :replied_by_id
 WHERE dossier_id = :dossier_id AND number = :number AND replied_at IS NULL;

-- query: consultation_take_back_question :exec
-- The question was taken back; the sealed log keeps it.
DELETE FROM consultation WHERE dossier_id = :dossier_id AND number = :number;

-- query: consultation_take_back_reply :exec
-- The answer was taken back.
UPDATE consultation SET reply = NULL, replied_at = NULL, replied_by_id = NULL
 WHERE dossier_id = :dossier_id AND number = :number;

-- query: consultation_by_number :one
-- One opinion asked, with who asked, of which dossier.
-- column asked_by_name TEXT
-- column asked_by_unit TEXT
-- column procedure_name TEXT
SELECT c.dossier_id, c.number, c.unit_id, c.body, c.question, c.asked_at, c.due_at, c.reply, c.replied_at,
       a.full_name AS asked_by_name, u.name AS asked_by_unit, d.code, d.state, d.version, d.holder_id, d.closed_at,
       p.name AS procedure_name
  FROM dossier d
  JOIN consultation c ON c.dossier_id = d.dossier_id AND c.number = :number
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN account a ON a.account_id = c.asked_by_id
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE d.code = :code AND d.office_id = :office_id;

-- query: consultations_of_dossier :many
-- All opinions asked on a dossier, oldest first.
-- column asked_by_name TEXT
-- column replied_by_name TEXT
SELECT c.number, c.unit_id, c.body, c.question, c.asked_at, c.asked_by_id, a.full_name AS asked_by_name, c.due_at, c.reply,
       c.replied_at, c.replied_by_id, r.full_name AS replied_by_name
  FROM consultation c
  JOIN account a ON a.account_id = c.asked_by_id
  LEFT JOIN account r ON r.account_id = c.replied_by_id
 WHERE c.dossier_id = :dossier_id
 ORDER BY c.number;

-- query: consultations_of_unit :many
-- What a unit is asked and has not answered, most urgent first, from a place in the list on.
-- column procedure_name TEXT
-- column asked_by_name TEXT
-- parameter after_ms INTEGER
-- parameter after_dossier INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT c.dossier_id, c.number, d.code, p.name AS procedure_name, c.question, c.asked_at, a.full_name AS asked_by_name, c.due_at
  FROM consultation c
  JOIN dossier d ON d.dossier_id = c.dossier_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN account a ON a.account_id = c.asked_by_id
 WHERE c.unit_id = :unit_id AND c.replied_at IS NULL AND d.closed_at IS NULL
   AND (c.due_at, c.dossier_id, c.number) > (:after_ms, :after_dossier, :after_number)
 ORDER BY c.due_at, c.dossier_id, c.number
 LIMIT :row_limit;

-- query: outside_bodies :many
-- The outside bodies an office has asked before.
SELECT name FROM outside_body WHERE office_id = :office_id ORDER BY name LIMIT 300;

-- query: outside_body_add :exec
-- One more; asked before: 0 rows.
INSERT INTO outside_body (office_id, name) VALUES (:office_id, :name) ON CONFLICT (office_id, name) DO NOTHING;

-- query: consultations_without_event :many
-- Opinions that no event asked for: written past the use cases.
-- scan ok: `motcua verify` reads everything
SELECT d.code
  FROM consultation c
  JOIN dossier d ON d.dossier_id = c.dossier_id
 WHERE NOT EXISTS (SELECT 1 FROM dossier_event e
                    WHERE e.dossier_id = c.dossier_id AND e.version = c.number AND e.event = 'consult')
 LIMIT 1;

-- query: dossier_event_facts :one
-- What one event of a dossier said.
SELECT event, facts FROM dossier_event WHERE dossier_id = :dossier_id AND version = :version;
