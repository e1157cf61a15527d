-- SPDX-License-Identifier: Apache-2.0
-- Bent rules and their reasons: supplements beyond the one, late dossiers.

-- query: dossier_last_of :one
-- The newest event of a kind of a dossier, with its words and facts.
-- column actor_name TEXT
SELECT e.version, e.actor_id, a.full_name AS actor_name, e.occurred_at, e.reason, e.facts
  FROM dossier_event e
  JOIN account a ON a.account_id = e.actor_id
 WHERE e.dossier_id = :dossier_id AND e.event = :event
 ORDER BY e.version DESC
 LIMIT 1;

-- query: account_signature :one
-- How a person signs.
SELECT full_name, title FROM account WHERE account_id = :account_id AND office_id = :office_id;

-- query: office_phone :one
-- Whom a citizen calls.
SELECT phone FROM office WHERE office_id = :office_id;

-- query: officer_fault_add :exec
-- A supplement beyond the first, and through whose fault.
INSERT INTO officer_fault (dossier_id, supplement, office_id, account_id, allowed_by_id, occurred_at, reason, legal_basis)
VALUES (:dossier_id, :supplement, :office_id, :account_id, :allowed_by_id, :occurred_at, :reason, :legal_basis);

-- query: officer_fault_remove :exec
-- It was taken back at once.
DELETE FROM officer_fault WHERE dossier_id = :dossier_id AND supplement = :supplement;

-- query: officer_faults_of_dossier :many
-- The supplements of a dossier beyond the first.
-- column officer_name TEXT
-- column allowed_by_name TEXT
SELECT f.supplement, f.occurred_at, f.reason, f.legal_basis, a.full_name AS officer_name, b.full_name AS allowed_by_name
  FROM officer_fault f
  JOIN account a ON a.account_id = f.account_id
  JOIN account b ON b.account_id = f.allowed_by_id
 WHERE f.dossier_id = :dossier_id
 ORDER BY f.supplement;

-- query: officer_faults_between :many
-- Supplements beyond the first in a time, newest first, from a place in the list on.
-- column officer_name TEXT
-- column unit_name TEXT
-- column allowed_by_name TEXT
-- column procedure_name TEXT
-- parameter from_at INTEGER
-- parameter until_at INTEGER
-- parameter row_limit INTEGER
SELECT f.dossier_id, d.code, p.name AS procedure_name, a.full_name AS officer_name, u.name AS unit_name,
       b.full_name AS allowed_by_name, f.occurred_at, f.reason, f.legal_basis
  FROM officer_fault f
  JOIN dossier d ON d.dossier_id = f.dossier_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN account a ON a.account_id = f.account_id
  JOIN unit u ON u.unit_id = a.unit_id
  JOIN account b ON b.account_id = f.allowed_by_id
 WHERE f.office_id = :office_id AND f.occurred_at >= :from_at AND f.occurred_at < :until_at
 ORDER BY f.occurred_at DESC
 LIMIT :row_limit;

-- query: month_count_fault :exec
-- One more, or with -1 one less, that was returned again through an officer's fault.
-- parameter times INTEGER
INSERT INTO month_count (office_id, month, procedure_code, channel, officer_faults)
VALUES (:office_id, :month, :procedure_code, :channel, :times)
ON CONFLICT (office_id, month, procedure_code, channel) DO UPDATE
   SET officer_faults = month_count.officer_faults + excluded.officer_faults;

-- query: lateness_explain :exec
-- Why a dossier is late, in its officer's words.
INSERT INTO lateness (dossier_id, office_id, late_cause, explanation, explained_by_id, explained_at)
VALUES (:dossier_id, :office_id, :late_cause, :explanation, :explained_by_id, :explained_at);

-- query: lateness_measure :exec
-- What the head of the unit does about it.
UPDATE lateness SET measure = :measure, measured_by_id = :measured_by_id, measured_at = :measured_at
 WHERE dossier_id = :dossier_id;

-- query: lateness_take_back :exec
-- The explanation was taken back at once.
DELETE FROM lateness WHERE dossier_id = :dossier_id AND measured_at IS NULL;

-- query: lateness_of_dossier :one
-- Why a dossier is late, and what was done about it.
-- column explained_by_name TEXT
-- column measured_by_name TEXT
SELECT l.late_cause, l.explanation, l.explained_at, a.full_name AS explained_by_name, l.measure, l.measured_at,
       b.full_name AS measured_by_name
  FROM lateness l
  JOIN account a ON a.account_id = l.explained_by_id
  LEFT JOIN account b ON b.account_id = l.measured_by_id
 WHERE l.dossier_id = :dossier_id;

-- query: officer_faults_to_verify :many
-- The supplements of a dossier beyond the first, as the rows have them.
SELECT supplement, account_id, allowed_by_id, occurred_at, reason, legal_basis
  FROM officer_fault
 WHERE dossier_id = :dossier_id
 ORDER BY supplement;

-- query: lateness_to_verify :one
-- Why a dossier is late, as the row has it.
SELECT late_cause, explanation, explained_by_id, explained_at, measure, measured_by_id, measured_at
  FROM lateness
 WHERE dossier_id = :dossier_id;

-- query: law_rows_without_event :many
-- Officers' faults and explanations of which no event speaks: written past the use cases.
-- scan ok: `motcua verify` reads everything
SELECT d.code
  FROM officer_fault f
  JOIN dossier d ON d.dossier_id = f.dossier_id
 WHERE NOT EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier_id = f.dossier_id AND e.event = 'allow-supplement')
UNION ALL
SELECT d.code
  FROM lateness l
  JOIN dossier d ON d.dossier_id = l.dossier_id
 WHERE NOT EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier_id = l.dossier_id AND e.event = 'explain')
 LIMIT 1;
