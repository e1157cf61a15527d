-- SPDX-License-Identifier: Apache-2.0
-- Forms given out (app/form_issue), and the register of dossiers they are entered in.

-- query: form_issue_add :exec
-- One version of a form.
INSERT INTO form_issue (form_id, office_id, form_kind, year, number, version, dossier_id, issued_at, issued_by_id, content,
                        content_hash)
VALUES (:form_id, :office_id, :form_kind, :year, :number, :version, :dossier_id, :issued_at, :issued_by_id, :content,
        :content_hash);

-- query: form_issue_void :exec
-- Ends a version's force; 0 rows: there is no such form, or it ended before.
UPDATE form_issue SET voided_at = :voided_at, void_reason = :void_reason
 WHERE form_id = :form_id AND office_id = :office_id AND voided_at IS NULL;

-- query: form_issue_newest :one
-- The newest form of a kind of a dossier, in force or not.
SELECT form_id, year, number, version, voided_at
  FROM form_issue
 WHERE dossier_id = :dossier_id AND office_id = :office_id AND form_kind = :form_kind
 ORDER BY year DESC, number DESC, version DESC
 LIMIT 1;

-- query: form_issue_by_id :one
-- One version, and which one replaced it: 0 for none.
-- column replaced_by INTEGER
SELECT f.form_id, f.form_kind, f.dossier_id, f.content, f.content_hash, f.voided_at, f.void_reason,
       COALESCE((SELECT MIN(n.version) FROM form_issue n
                  WHERE n.office_id = f.office_id AND n.form_kind = f.form_kind AND n.year = f.year
                    AND n.number = f.number AND n.version > f.version), 0) AS replaced_by
  FROM form_issue f
 WHERE f.form_id = :form_id AND f.office_id = :office_id;

-- query: form_issues_of_dossier :many
-- What was given out for a dossier, newest first.
-- column issued_by_name TEXT
SELECT f.form_id, f.form_kind, f.year, f.number, f.version, f.issued_at, a.full_name AS issued_by_name, f.voided_at,
       f.void_reason
  FROM form_issue f
  JOIN account a ON a.account_id = f.issued_by_id
 WHERE f.dossier_id = :dossier_id AND f.office_id = :office_id
 ORDER BY f.issued_at DESC, f.form_kind DESC, f.version DESC
 LIMIT 200;

-- query: form_dossier :one
-- What forms say of their dossier.
-- column office_name TEXT
-- column office_place TEXT
-- column procedure_name TEXT
-- column unit_name TEXT
-- column received_by_name TEXT
SELECT o.name AS office_name, o.centre_name, o.place_name, o.address AS office_place, o.public_url, d.code, d.public_key,
       d.applicant, d.identity_number, d.address, d.phone, d.email, d.summary, d.received_at, d.promised_at,
       d.extended_to_at, p.name AS procedure_name, p.procedure_code, p.fee_note, t.term_amount, t.term_unit, t.fee_vnd,
       u.name AS unit_name, r.full_name AS received_by_name
  FROM dossier d
  JOIN office o ON o.office_id = d.office_id
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN procedure_term t ON t.procedure_version_id = d.procedure_version_id AND t.channel = d.channel
  JOIN unit u ON u.unit_id = d.unit_id
  JOIN account r ON r.account_id = d.received_by_id
 WHERE d.dossier_id = :dossier_id AND d.office_id = :office_id;

-- query: forms_to_verify :many
-- What was given out for a dossier, to be held against its events.
SELECT form_kind, year, number, version, content, content_hash, voided_at
  FROM form_issue
 WHERE dossier_id = :dossier_id
 ORDER BY form_kind, year, number, version;

-- query: book_fields :many
-- The fields of what was received in a period, with how many each has.  An id is never older than its moment, so that
-- ids lead to the period's start; received_at says what belongs to it.
-- column dossiers INTEGER
-- parameter from_number INTEGER
-- parameter from_at INTEGER
SELECT p.field, COUNT(*) AS dossiers
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
 WHERE d.dossier_id >= :from_number AND d.office_id = :office_id
   AND d.received_at >= :from_at AND d.received_at < :until_at
 GROUP BY p.field
 ORDER BY p.field;

-- query: book_rows :many
-- The register's rows of one field, in the order of reception, from a place on; `number` is 0 without a receipt.
-- column procedure_name TEXT
-- column unit_name TEXT
-- column number INTEGER
-- parameter after_number INTEGER
-- parameter from_at INTEGER
-- parameter skipped_rows INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, p.name AS procedure_name, d.applicant, d.address, d.phone, u.name AS unit_name,
       d.received_at, d.promised_at, d.handed_over_at, d.channel,
       COALESCE((SELECT MAX(f.number) FROM form_issue f WHERE f.dossier_id = d.dossier_id AND f.form_kind = '01'), 0)
           AS number
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN unit u ON u.unit_id = d.unit_id
 WHERE d.dossier_id > :after_number AND d.office_id = :office_id
   AND d.received_at >= :from_at AND d.received_at < :until_at AND p.field = :field
 ORDER BY d.dossier_id
 LIMIT :row_limit OFFSET :skipped_rows;
