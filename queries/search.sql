-- SPDX-License-Identifier: Apache-2.0
-- The search box: each query reads a stretch of one index and gives ids, which are in the order of time.

-- query: search_code :one
-- The dossier with a code.
SELECT dossier_id, code FROM dossier WHERE office_id = :office_id AND code = :code;

-- query: search_codes :many
-- Dossiers with codes from one on and before another, the last code first.
-- parameter behind_code TEXT
-- parameter row_limit INTEGER
SELECT dossier_id
  FROM dossier
 WHERE office_id = :office_id AND code >= :code AND code < :behind_code
 ORDER BY code DESC
 LIMIT :row_limit;

-- query: search_identity :many
-- Dossiers of an applicant with a number, newest first.
-- parameter row_limit INTEGER
SELECT dossier_id
  FROM dossier
 WHERE office_id = :office_id AND identity_number = :identity_number
 ORDER BY received_at DESC
 LIMIT :row_limit;

-- query: dossier_found :one
-- One found dossier, as lists show it.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- column owner_name TEXT
-- column submitter_name TEXT
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at,
       o.full_name AS owner_name, b.full_name AS submitter_name
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
  LEFT JOIN dossier_person o ON o.dossier_id = d.dossier_id AND o.person_role = 'owner'
  LEFT JOIN dossier_person b ON b.dossier_id = d.dossier_id AND b.person_role = 'submitter'
 WHERE d.dossier_id = :dossier_id;
