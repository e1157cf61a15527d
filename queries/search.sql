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
-- column unit_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- column owner_name TEXT
-- column submitter_name TEXT
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, p.procedure_code, d.state,
       u.name AS unit_name, h.full_name AS holder_name, s.full_name AS sender_name, d.received_at, d.due_at, d.closed_at,
       d.held_since_at, d.opened_at, d.came_back_at, o.full_name AS owner_name, b.full_name AS submitter_name
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN unit u ON u.unit_id = d.unit_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
  LEFT JOIN dossier_person o ON o.dossier_id = d.dossier_id AND o.person_role = 'owner'
  LEFT JOIN dossier_person b ON b.dossier_id = d.dossier_id AND b.person_role = 'submitter'
 WHERE d.dossier_id = :dossier_id;

-- query: search_key_same :many
-- Dossiers that have a key, newest first.
-- parameter row_limit INTEGER
SELECT dossier_id
  FROM search_key
 WHERE office_id = :office_id AND search_key = :search_key
 ORDER BY dossier_id DESC
 LIMIT :row_limit;

-- query: search_key_longer :many
-- Dossiers with keys behind one and before another, in the order of the keys.
-- parameter behind_key TEXT
-- parameter row_limit INTEGER
SELECT dossier_id
  FROM search_key
 WHERE office_id = :office_id AND search_key > :search_key AND search_key < :behind_key
 ORDER BY search_key, dossier_id
 LIMIT :row_limit;

-- query: search_names :one
-- The names of a dossier's people.
-- column owner_name TEXT
-- column submitter_name TEXT
SELECT d.applicant, o.full_name AS owner_name, b.full_name AS submitter_name
  FROM dossier d
  LEFT JOIN dossier_person o ON o.dossier_id = d.dossier_id AND o.person_role = 'owner'
  LEFT JOIN dossier_person b ON b.dossier_id = d.dossier_id AND b.person_role = 'submitter'
 WHERE d.dossier_id = :dossier_id;

-- query: search_subject :one
-- What the keys of a dossier are made of, beside its other people.
SELECT d.office_id, d.applicant, d.phone, p.procedure_code
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
 WHERE d.dossier_id = :dossier_id;

-- query: search_key_add :exec
-- A key of a dossier.
INSERT INTO search_key (office_id, search_key, dossier_id) VALUES (:office_id, :search_key, :dossier_id)
    ON CONFLICT (office_id, search_key, dossier_id) DO NOTHING;

-- query: search_key_forget :exec
-- A key that its dossier has no longer.
DELETE FROM search_key WHERE office_id = :office_id AND search_key = :search_key AND dossier_id = :dossier_id;

-- query: search_fill :one
-- How far the keys of older dossiers are made.
-- scan ok: one row at most
SELECT after_dossier_id FROM search_fill;

-- query: search_fill_ids :many
-- The next dossiers whose keys are made.
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT dossier_id FROM dossier WHERE dossier_id > :after_number ORDER BY dossier_id LIMIT :row_limit;

-- query: search_fill_move :exec
-- So far they are made.
-- scan ok: one row
UPDATE search_fill SET after_dossier_id = :after_dossier_id;

-- query: search_fill_end :exec
-- All are made.
DELETE FROM search_fill;

-- query: search_key_missing :one
-- One of the keys that a dossier should have, a list of JSON, and has not.
-- parameter keys TEXT
-- column missing_key TEXT
SELECT j.value AS missing_key
  FROM json_each(:keys) j
 WHERE NOT EXISTS (SELECT 1 FROM search_key k
                    WHERE k.office_id = :office_id AND k.search_key = j.value AND k.dossier_id = :dossier_id)
 LIMIT 1;
-- postgres:
SELECT j.value AS missing_key
  FROM json_array_elements_text(CAST(:keys AS JSON)) j
 WHERE NOT EXISTS (SELECT 1 FROM search_key k
                    WHERE k.office_id = :office_id AND k.search_key = j.value AND k.dossier_id = :dossier_id)
 LIMIT 1;

-- query: search_keys_to_verify :many
-- Keys from a place on, with what the keys of their dossiers are made of; without a dossier that is nothing.
-- parameter after_office INTEGER
-- parameter after_key TEXT
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
-- column made_office_id INTEGER
-- column owner_name TEXT
-- column owner_phone TEXT
-- column owner_number TEXT
-- column submitter_name TEXT
-- column submitter_phone TEXT
-- column submitter_number TEXT
SELECT k.office_id, k.search_key, k.dossier_id, d.office_id AS made_office_id, d.applicant, d.phone, p.procedure_code,
       o.full_name AS owner_name, o.phone AS owner_phone, o.identity_number AS owner_number,
       b.full_name AS submitter_name, b.phone AS submitter_phone, b.identity_number AS submitter_number
  FROM search_key k
  LEFT JOIN dossier d ON d.dossier_id = k.dossier_id
  LEFT JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN dossier_person o ON o.dossier_id = d.dossier_id AND o.person_role = 'owner'
  LEFT JOIN dossier_person b ON b.dossier_id = d.dossier_id AND b.person_role = 'submitter'
 WHERE (k.office_id, k.search_key, k.dossier_id) > (:after_office, :after_key, :after_number)
 ORDER BY k.office_id, k.search_key, k.dossier_id
 LIMIT :row_limit;
