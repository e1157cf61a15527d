-- SPDX-License-Identifier: Apache-2.0
-- What `motcua verify` reads: everything, in pieces.

-- query: offices_all :many
-- Every office of this installation.
-- scan ok: one row an office
SELECT office_id, agency_code, name, calendar_version FROM office ORDER BY office_id;

-- query: event_chain_end_seen :one
-- The end of an office's chain, as it stands.
SELECT chain_number, event_hash FROM event_chain WHERE office_id = :office_id;

-- query: events_in_chain :many
-- Sealed events from a place in the chain on.
-- parameter row_limit INTEGER
SELECT event_id, chain_number, dossier_id, version, event, actor_id, holder_id, occurred_at, reason, facts, previous_hash,
       event_hash
  FROM dossier_event
 WHERE office_id = :office_id AND chain_number > :chain_number
 ORDER BY chain_number
 LIMIT :row_limit;

-- query: dossiers_to_verify :many
-- Dossiers of all offices from an id on.
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.office_id, d.code, d.public_key, d.procedure_version_id, d.channel, d.applicant, d.applicant_fold,
       d.identity_number, d.born_on, d.gender, d.address, d.phone, d.email, d.summary, d.answers, d.state, d.unit_id, d.holder_id,
       d.version, d.received_by_id, d.received_at, d.due_at, d.promised_at, d.supplements, d.closed_at, d.punctuality,
       d.handed_over_at, d.draft_result, d.allowances, d.held_since_at, d.sender_id, d.is_choice_made, d.extended_to_at,
       d.is_measured, d.is_extension_asked, d.came_back_at, d.receipt_version,
       p.procedure_code, p.waiting_rule, t.term_amount, t.term_unit
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN procedure_term t ON t.procedure_version_id = d.procedure_version_id AND t.channel = d.channel
 WHERE d.dossier_id > :after_number
 ORDER BY d.dossier_id
 LIMIT :row_limit;

-- query: events_of_dossier_to_verify :many
-- The events of one dossier, oldest first.
SELECT version, event, actor_id, holder_id, occurred_at, reason, facts FROM dossier_event
 WHERE dossier_id = :dossier_id
 ORDER BY version;
