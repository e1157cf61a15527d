-- SPDX-License-Identifier: Apache-2.0
-- The catalogue: versions of procedures with their terms and papers.

-- query: procedures_in_force :many
-- The procedures in force on a day, field by field, with the term and fee at the counter.
-- parameter today_on TEXT
SELECT p.procedure_version_id, p.procedure_code, p.name, p.field, p.name_fold, p.certainty, p.is_same_day,
       t.term_amount, t.term_unit, t.fee_vnd, p.fee_note
  FROM procedure_version p
  JOIN procedure_term t ON t.procedure_version_id = p.procedure_version_id AND t.channel = 'counter'
 WHERE p.office_id = :office_id AND p.effective_from_on <= :today_on
   AND (p.effective_to_on IS NULL OR p.effective_to_on >= :today_on)
 ORDER BY p.field, p.procedure_code;

-- query: procedure_versions_by_code :many
-- All versions of one procedure, the newest first.
-- column unit_name TEXT
SELECT p.procedure_version_id, p.procedure_code, p.name, p.field, p.unit_id, u.unit_code, u.name AS unit_name, p.decision,
       p.result, p.result_code, p.fee_note, p.term_note, p.legal_basis, p.certainty, p.source, p.effective_from_on,
       p.effective_to_on, p.replaced_by, p.tariffs, p.waiting_rule
  FROM procedure_version p
  JOIN unit u ON u.unit_id = p.unit_id
 WHERE p.office_id = :office_id AND p.procedure_code = :procedure_code
 ORDER BY p.effective_from_on DESC;

-- query: procedure_terms :many
-- The terms and fees of a version, the counter first.
SELECT channel, term_amount, term_unit, fee_vnd
  FROM procedure_term
 WHERE procedure_version_id = :procedure_version_id
 ORDER BY channel;

-- query: procedure_version_add :exec
-- A new version.
INSERT INTO procedure_version (procedure_version_id, office_id, procedure_code, name, field, unit_id, decision, result,
                               result_code, fee_note, term_note, legal_basis, certainty, source, effective_from_on,
                               effective_to_on, replaced_by, tariffs, waiting_rule, is_same_day, name_fold)
VALUES (:procedure_version_id, :office_id, :procedure_code, :name, :field, :unit_id, :decision, :result, :result_code,
        :fee_note, :term_note, :legal_basis, :certainty, :source, :effective_from_on, :effective_to_on, :replaced_by,
        :tariffs, :waiting_rule, :is_same_day, :name_fold);

-- query: procedure_term_add :exec
-- A term of a version.
INSERT INTO procedure_term (procedure_version_id, channel, term_amount, term_unit, fee_vnd)
VALUES (:procedure_version_id, :channel, :term_amount, :term_unit, :fee_vnd);

-- query: procedure_paper_add :exec
-- A paper of a version.
INSERT INTO procedure_paper (procedure_version_id, position, name, paper_kind, quantity, is_required, condition, form_code,
                             needed_when, shared_database)
VALUES (:procedure_version_id, :position, :name, :paper_kind, :quantity, :is_required, :condition, :form_code, :needed_when,
        :shared_database);

-- query: procedure_question_add :exec
-- A question of a version.
INSERT INTO procedure_question (procedure_version_id, position, question_key, text, is_usual)
VALUES (:procedure_version_id, :position, :question_key, :text, :is_usual);

-- query: procedure_questions :many
-- The questions of a version, in the order they are asked.
SELECT position, question_key, text, is_usual
  FROM procedure_question
 WHERE procedure_version_id = :procedure_version_id
 ORDER BY position;

-- query: procedure_version_close :exec
-- Ends a version on a day, because the next one begins.
UPDATE procedure_version SET effective_to_on = :effective_to_on WHERE procedure_version_id = :procedure_version_id;

-- query: procedure_version_set_standing :exec
-- What may be corrected without a new version.
UPDATE procedure_version
   SET effective_to_on = :effective_to_on, replaced_by = :replaced_by, certainty = :certainty, source = :source,
       tariffs = :tariffs
 WHERE procedure_version_id = :procedure_version_id;
