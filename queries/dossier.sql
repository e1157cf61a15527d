-- SPDX-License-Identifier: Apache-2.0
-- Dossiers: what pages read, what the use cases in app/dossier_*.c write.

-- query: dossier_by_code :one
-- A dossier as its page shows it.
-- column unit_name TEXT
-- column holder_name TEXT
-- column holder_unit_name TEXT
-- column procedure_name TEXT
-- column received_by_name TEXT
SELECT d.dossier_id, d.code, d.public_key, d.procedure_version_id, p.procedure_code, p.name AS procedure_name, p.result,
       d.channel, d.applicant, d.identity_number, d.born_on, d.gender, d.address, d.phone, d.email, d.summary,
       d.state, d.unit_id, u.name AS unit_name, d.holder_id, h.full_name AS holder_name,
       v.name AS holder_unit_name,
       d.received_by_id, r.full_name AS received_by_name, d.version, d.received_at, d.due_at, d.promised_at, d.supplements,
       d.closed_at, d.punctuality, d.handed_over_at, d.draft_result, d.answers, t.term_amount, t.term_unit, t.fee_vnd,
       p.fee_note
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN procedure_term t ON t.procedure_version_id = d.procedure_version_id AND t.channel = d.channel
  JOIN unit u ON u.unit_id = d.unit_id
  JOIN account r ON r.account_id = d.received_by_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN unit v ON v.unit_id = h.unit_id
 WHERE d.code = :code AND d.office_id = :office_id;

-- query: dossier_public_by_code :one
-- What a citizen may see of a dossier; who asks must know its key or the end of the identity number.
-- column unit_name TEXT
-- column holder_name TEXT
-- column holder_unit_name TEXT
-- column procedure_name TEXT
SELECT d.dossier_id, d.code, d.public_key, d.applicant, d.identity_number, p.procedure_code, p.name AS procedure_name, p.result, d.channel,
       d.state, u.name AS unit_name, h.full_name AS holder_name,
       v.name AS holder_unit_name, d.received_at, d.due_at, d.promised_at, d.extended_to_at, d.closed_at,
       d.punctuality, d.handed_over_at, d.receipt_version
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN unit u ON u.unit_id = d.unit_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN unit v ON v.unit_id = h.unit_id
 WHERE d.code = :code AND d.office_id = :office_id;

-- query: dossier_papers :many
-- The papers of a dossier, as handed in.
SELECT position, name, paper_kind, quantity, is_required, paper_verdict, note, fault_reason, lookup_failure
  FROM dossier_paper
 WHERE dossier_id = :dossier_id
 ORDER BY position;

-- query: dossier_persons :many
-- The people of a dossier beside the applicant.
SELECT person_role, full_name, identity_number, born_on, gender, address, phone, email, authorisation
  FROM dossier_person
 WHERE dossier_id = :dossier_id
 ORDER BY person_role;

-- query: dossiers_open :many
-- Open dossiers of the office due before a moment, most urgent first, from a place in the list on.
-- column procedure_name TEXT
-- column procedure_code TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- column unit_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.applicant, p.name AS procedure_name, p.procedure_code, d.state, h.full_name AS holder_name,
       u.name AS unit_name, s.full_name AS sender_name, d.received_at, d.due_at, d.closed_at, d.version,
       d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN unit u ON u.unit_id = d.unit_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.office_id = :office_id AND d.closed_at IS NULL AND d.due_at < :until_at
   AND (d.due_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossier_count_held :one
-- How many open dossiers one person holds; counting stops at 1000.
-- column dossiers INTEGER
SELECT COUNT(*) AS dossiers
  FROM (SELECT 1 FROM dossier WHERE holder_id = :holder_id AND closed_at IS NULL LIMIT 1000) AS held;

-- query: dossier_count_of_unit :one
-- How many dossiers one unit has open; counting stops at 1000.
-- column dossiers INTEGER
SELECT COUNT(*) AS dossiers
  FROM (SELECT 1 FROM dossier WHERE unit_id = :unit_id AND closed_at IS NULL LIMIT 1000) AS open;

-- query: dossier_count_open :one
-- How many open dossiers of the office are due before a moment; counting stops at 1000.
-- column dossiers INTEGER
SELECT COUNT(*) AS dossiers
  FROM (SELECT 1 FROM dossier
         WHERE office_id = :office_id AND closed_at IS NULL AND due_at < :until_at LIMIT 1000) AS open;

-- query: dossier_count_to_hand_over :one
-- How many results wait at the counter; counting stops at 1000.  The bound on closed_at leads to the index made for it.
-- column dossiers INTEGER
SELECT COUNT(*) AS dossiers
  FROM (SELECT 1 FROM dossier
         WHERE office_id = :office_id AND state = 'decided' AND closed_at > 0 LIMIT 1000) AS decided;

-- query: account_for_holding :one
-- The person chosen to hold a dossier.
SELECT account_id, unit_id, role, full_name
  FROM account
 WHERE account_id = :account_id AND office_id = :office_id AND is_active = 1;

-- query: procedure_in_force :one
-- The version of a procedure in force on a day, for one channel.
-- parameter today_on TEXT
SELECT p.procedure_version_id, p.procedure_code, p.name, p.unit_id, p.result, p.is_same_day, p.effective_from_on,
       t.term_amount, t.term_unit, t.fee_vnd, p.fee_note
  FROM procedure_version p
  JOIN procedure_term t ON t.procedure_version_id = p.procedure_version_id AND t.channel = :channel
 WHERE p.office_id = :office_id AND p.procedure_code = :procedure_code AND p.effective_from_on <= :today_on
   AND (p.effective_to_on IS NULL OR p.effective_to_on >= :today_on)
 ORDER BY p.effective_from_on DESC
 LIMIT 1;

-- query: procedure_of_version :one
-- A version of a procedure, for one channel, in force or not.
SELECT p.procedure_version_id, p.procedure_code, p.name, p.unit_id, p.waiting_rule, t.term_amount, t.term_unit
  FROM procedure_version p
  JOIN procedure_term t ON t.procedure_version_id = p.procedure_version_id AND t.channel = :channel
 WHERE p.procedure_version_id = :procedure_version_id AND p.office_id = :office_id;

-- query: procedure_papers_required :many
-- The papers a version of a procedure asks for.
SELECT position, name, paper_kind, quantity, is_required, condition, form_code, needed_when, shared_database
  FROM procedure_paper
 WHERE procedure_version_id = :procedure_version_id
 ORDER BY position;

-- query: month_counts :many
-- The counts of a month, by procedure and channel.
-- column procedure_name TEXT
SELECT m.procedure_code, m.channel, m.received, m.finished_early, m.finished_on_time, m.finished_late, m.refused, m.officer_faults,
       (SELECT p.name FROM procedure_version p
         WHERE p.office_id = m.office_id AND p.procedure_code = m.procedure_code
         ORDER BY p.effective_from_on DESC LIMIT 1) AS procedure_name
  FROM month_count m
 WHERE m.office_id = :office_id AND m.month = :month
 ORDER BY m.procedure_code, m.channel;

-- query: months_counted :many
-- The months that have counts, newest first.
SELECT DISTINCT month FROM month_count WHERE office_id = :office_id ORDER BY month DESC LIMIT 60;

-- query: dossier_by_idempotency_key :one
-- What an earlier sending of the same form or request made.
SELECT i.request_hash, d.dossier_id, d.code, d.version
  FROM idempotency i
  JOIN dossier d ON d.dossier_id = i.dossier_id
 WHERE i.account_id = :account_id AND i.idempotency_key = :idempotency_key;

-- query: dossier_to_move :one
-- What a move depends on.
-- column holder_unit_id INTEGER
-- column open_legs INTEGER
-- column fee_lines INTEGER
-- column unpaid_lines INTEGER
SELECT d.dossier_id, d.code, d.version, d.state, d.holder_id, h.unit_id AS holder_unit_id, d.unit_id, d.supplements,
       d.received_by_id, d.received_at, d.due_at, d.promised_at, d.closed_at, d.punctuality, d.handed_over_at,
       d.draft_result, d.channel, d.held_since_at, d.opened_at, d.sender_id, d.extended_to_at,
       d.procedure_version_id, p.procedure_code, p.waiting_rule, p.tariffs, t.term_amount, t.term_unit, t.fee_vnd,
       (SELECT COUNT(*) FROM dossier_fee f WHERE f.dossier_id = d.dossier_id) AS fee_lines,
       (SELECT COUNT(*) FROM dossier_fee f WHERE f.dossier_id = d.dossier_id AND f.fee_state = 'unpaid') AS unpaid_lines,
       (SELECT COUNT(*) FROM dossier_leg l WHERE l.dossier_id = d.dossier_id AND l.done_at IS NULL) AS open_legs
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN procedure_term t ON t.procedure_version_id = d.procedure_version_id AND t.channel = d.channel
  LEFT JOIN account h ON h.account_id = d.holder_id
 WHERE d.code = :code AND d.office_id = :office_id;

-- query: dossier_history :many
-- All that happened to a dossier, as far as the rules look at it.
SELECT event, actor_id, holder_id, occurred_at FROM dossier_event WHERE dossier_id = :dossier_id ORDER BY version;

-- query: dossier_histories :many
-- The same of several dossiers, whose ids are a list of JSON.
-- parameter ids TEXT
SELECT dossier_id, event, actor_id, holder_id, occurred_at
  FROM dossier_event
 WHERE dossier_id IN (SELECT j.value FROM json_each(:ids) j)
 ORDER BY dossier_id, version;
-- postgres:
SELECT dossier_id, event, actor_id, holder_id, occurred_at
  FROM dossier_event
 WHERE dossier_id IN (SELECT CAST(j.value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)) j)
 ORDER BY dossier_id, version;

-- query: account_is_active :one
-- Does this person still work here?
SELECT is_active FROM account WHERE account_id = :account_id AND office_id = :office_id;

-- query: event_chain_end :one
-- The end of an office's chain; held until the transaction ends.
SELECT chain_number, event_hash FROM event_chain WHERE office_id = :office_id;
-- postgres:
SELECT chain_number, event_hash FROM event_chain WHERE office_id = :office_id FOR UPDATE;

-- query: event_chain_move :exec
-- Puts the end of an office's chain one or more events on.
UPDATE event_chain SET chain_number = :chain_number, event_hash = :event_hash WHERE office_id = :office_id;

-- query: serial_step :exec
-- Takes the next number of a kind in a period; the first is 1.
INSERT INTO serial (office_id, serial_kind, period, last_number)
VALUES (:office_id, :serial_kind, :period, 1)
ON CONFLICT (office_id, serial_kind, period) DO UPDATE SET last_number = serial.last_number + 1;

-- query: serial_last :one
-- The number that was taken last.
SELECT last_number FROM serial WHERE office_id = :office_id AND serial_kind = :serial_kind AND period = :period;

-- query: dossier_add :exec
-- A received dossier.
INSERT INTO dossier (dossier_id, office_id, code, public_key, procedure_version_id, channel, applicant, applicant_fold,
                     identity_number, born_on, gender, address, phone, email, summary, state, unit_id, holder_id, version,
                     received_by_id, received_at, due_at, promised_at, supplements, closed_at, punctuality, held_since_at, opened_at, sender_id,
                     answers)
VALUES (:dossier_id, :office_id, :code, :public_key, :procedure_version_id, :channel, :applicant, :applicant_fold,
        :identity_number, :born_on, :gender, :address, :phone, :email, :summary, :state, :unit_id, :holder_id, :version,
        :received_by_id, :received_at, :due_at, :promised_at, :supplements, :closed_at, :punctuality, :held_since_at,
        :opened_at, :sender_id, :answers);

-- query: dossier_paper_add :exec
-- One paper of a dossier.
INSERT INTO dossier_paper (dossier_id, position, name, paper_kind, quantity, is_required, paper_verdict, note, fault_reason,
                           lookup_failure)
VALUES (:dossier_id, :position, :name, :paper_kind, :quantity, :is_required, :paper_verdict, :note, :fault_reason,
        :lookup_failure);

-- query: dossier_person_add :exec
-- Somebody beside the applicant.
INSERT INTO dossier_person (dossier_id, person_role, full_name, identity_number, born_on, gender, address, phone, email,
                            authorisation)
VALUES (:dossier_id, :person_role, :full_name, :identity_number, :born_on, :gender, :address, :phone, :email,
        :authorisation);

-- query: dossier_set_content :exec
-- What an officer fixed when a dossier that came by itself was accepted, or its reception corrected.
UPDATE dossier
   SET procedure_version_id = :procedure_version_id, channel = :channel, unit_id = :unit_id, applicant = :applicant,
       applicant_fold = :applicant_fold, identity_number = :identity_number, born_on = :born_on, gender = :gender, address = :address, phone = :phone, email = :email, summary = :summary, answers = :answers,
       received_by_id = :received_by_id, received_at = :received_at, promised_at = :promised_at
 WHERE dossier_id = :dossier_id;

-- query: dossier_papers_forget :exec
-- The papers as they came, before an officer's own list takes their place.
DELETE FROM dossier_paper WHERE dossier_id = :dossier_id;

-- query: dossier_persons_forget :exec
-- The people as they came, before those an officer wrote down.
DELETE FROM dossier_person WHERE dossier_id = :dossier_id;

-- query: dossier_count_submitted :one
-- How many wait to be looked at; counting stops at 1000.
-- column dossiers INTEGER
SELECT COUNT(*) AS dossiers
  FROM (SELECT 1 FROM dossier WHERE office_id = :office_id AND state = 'submitted' AND due_at > 0 LIMIT 1000) AS submitted;

-- query: dossiers_alike :many
-- Dossiers of one person for one procedure that are open, or were handed back since a moment; none of the sending with
-- this key.  Only the person's newest hundred are looked at.
-- parameter since_at INTEGER
SELECT r.code, r.state, r.received_at, r.handed_over_at
  FROM (SELECT d.dossier_id, d.code, d.state, d.received_at, d.handed_over_at, d.closed_at, d.procedure_version_id
          FROM dossier d
         WHERE d.office_id = :office_id AND d.identity_number = :identity_number
         ORDER BY d.received_at DESC
         LIMIT 100) AS r
  JOIN procedure_version p ON p.procedure_version_id = r.procedure_version_id
 WHERE p.procedure_code = :procedure_code AND (r.closed_at IS NULL OR r.handed_over_at >= :since_at)
   AND NOT EXISTS (SELECT 1 FROM idempotency i
                    WHERE i.account_id = :account_id AND i.idempotency_key = :idempotency_key
                      AND i.dossier_id = r.dossier_id)
 ORDER BY r.received_at DESC
 LIMIT 5;

-- query: dossier_event_add :exec
-- One sealed event.
INSERT INTO dossier_event (event_id, office_id, chain_number, dossier_id, version, event, actor_id, holder_id, occurred_at,
                           reason, facts, previous_hash, event_hash)
VALUES (:event_id, :office_id, :chain_number, :dossier_id, :version, :event, :actor_id, :holder_id, :occurred_at,
        :reason, :facts, :previous_hash, :event_hash);

-- query: idempotency_add :exec
-- Remembers what a sending made.
INSERT INTO idempotency (dossier_id, account_id, idempotency_key, request_hash)
VALUES (:dossier_id, :account_id, :idempotency_key, :request_hash);

-- query: idempotency_forget :exec
-- What was remembered long ago goes, so much at once.
-- parameter row_limit INTEGER
-- parameter least_id INTEGER
DELETE FROM idempotency
 WHERE dossier_id IN (SELECT dossier_id FROM idempotency WHERE dossier_id < :least_id ORDER BY dossier_id LIMIT :row_limit);

-- query: month_count_received :exec
-- One more received.
INSERT INTO month_count (office_id, month, procedure_code, channel, received)
VALUES (:office_id, :month, :procedure_code, :channel, 1)
ON CONFLICT (office_id, month, procedure_code, channel) DO UPDATE SET received = month_count.received + 1;

-- query: month_count_not_received :exec
-- One less: it turned out to be another procedure, or to have come another way.
UPDATE month_count SET received = received - 1
 WHERE office_id = :office_id AND month = :month AND procedure_code = :procedure_code AND channel = :channel;

-- query: month_count_finished :exec
-- Adds to what ended in a month.
INSERT INTO month_count (office_id, month, procedure_code, channel, finished_early, finished_on_time, finished_late, refused)
VALUES (:office_id, :month, :procedure_code, :channel, :finished_early, :finished_on_time, :finished_late, :refused)
ON CONFLICT (office_id, month, procedure_code, channel) DO UPDATE
   SET finished_early = month_count.finished_early + excluded.finished_early,
       finished_on_time = month_count.finished_on_time + excluded.finished_on_time,
       finished_late = month_count.finished_late + excluded.finished_late,
       refused = month_count.refused + excluded.refused;

-- query: dossier_move :exec
-- Puts a dossier one event on, unless someone else moved it first (0 rows changed).
UPDATE dossier
   SET state = :state, holder_id = :holder_id, held_since_at = :held_since_at, opened_at = :opened_at,
       sender_id = :sender_id, received_at = :received_at, due_at = :due_at, promised_at = :promised_at,
       extended_to_at = :extended_to_at, supplements = :supplements, allowances = :allowances,
       is_choice_made = :is_choice_made, is_measured = :is_measured, is_extension_asked = :is_extension_asked,
       came_back_at = :came_back_at, closed_at = :closed_at, punctuality = :punctuality,
       handed_over_at = :handed_over_at, receipt_version = :receipt_version, draft_result = :draft_result,
       version = version + 1
 WHERE dossier_id = :dossier_id AND version = :version;

-- query: dossier_open :exec
-- Its holder looks at it for the first time; nothing when somebody else holds it by now.
UPDATE dossier SET opened_at = :opened_at
 WHERE dossier_id = :dossier_id AND office_id = :office_id AND holder_id = :holder_id AND opened_at IS NULL;

-- query: office_agency_code :one
-- The code that begins an office's dossier codes.
SELECT agency_code FROM office WHERE office_id = :office_id;

-- query: dossier_last_request :one
-- What the citizen was last asked for.
SELECT reason, occurred_at
  FROM dossier_event
 WHERE dossier_id = :dossier_id AND event IN ('ask-supplement', 'ask-fee')
 ORDER BY version DESC
 LIMIT 1;

-- query: procedures_received :many
-- How often each procedure was received since a month.
-- column received INTEGER
SELECT procedure_code, SUM(received) AS received
  FROM month_count
 WHERE office_id = :office_id AND month >= :month
 GROUP BY procedure_code;
