-- SPDX-License-Identifier: Apache-2.0
-- Messages to citizens: written by app/message_outbox, sent by sync/deliver, shown by web/message_list.

-- query: message_transports :many
-- What messages can be sent by, and whether motcua.conf says how.
-- scan ok: two rows
SELECT transport, is_open FROM message_transport;

-- query: message_transport_set :exec
-- Opens or closes a way to send; 0 rows changed: it was so already.
INSERT INTO message_transport (transport, is_open, changed_at) VALUES (:transport, :is_open, :changed_at)
ON CONFLICT (transport) DO UPDATE SET is_open = excluded.is_open, changed_at = excluded.changed_at
 WHERE message_transport.is_open <> excluded.is_open;

-- query: message_facts_of :one
-- What the texts of a dossier's messages say, and to whom they go.
-- column procedure_name TEXT
-- column office_phone TEXT
SELECT d.code, d.public_key, d.applicant, d.phone, d.email, COALESCE(d.extended_to_at, d.promised_at) AS promised_at,
       p.name AS procedure_name, p.result,
       o.centre_name, o.address, o.phone AS office_phone, o.public_url
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN office o ON o.office_id = d.office_id
 WHERE d.dossier_id = :dossier_id;

-- query: message_add :exec
-- A message that waits; 0 rows changed: the event has one already.
INSERT INTO message (message_id, office_id, dossier_id, event_id, message_kind, transport, recipient, subject, body,
                     created_at, not_before_at, state, next_try_at)
VALUES (:message_id, :office_id, :dossier_id, :event_id, :message_kind, :transport, :recipient, :subject, :body,
        :created_at, :not_before_at, 'waiting', :not_before_at)
ON CONFLICT (event_id, transport) DO NOTHING;

-- query: message_cancel :exec
-- Takes back what waits for an event that was itself taken back.
UPDATE message SET state = 'cancelled'
 WHERE state = 'waiting'
   AND event_id = (SELECT e.event_id FROM dossier_event e WHERE e.dossier_id = :dossier_id AND e.version = :version);

-- query: message_cancel_receipts :exec
-- Takes back what waits to tell of a receipt that is void by now.
UPDATE message SET state = 'cancelled'
 WHERE dossier_id = :dossier_id AND state = 'waiting' AND message_kind IN ('received', 'corrected');

-- query: message_claim :one
-- Takes the message that has waited longest in hand; committed before it is sent.
UPDATE message
   SET state = 'sending', attempts = attempts + 1, claimed_at = :claimed_at
 WHERE message_id = (SELECT m.message_id FROM message m
                      WHERE m.transport = :transport AND m.state = 'waiting' AND m.next_try_at <= :claimed_at
                      ORDER BY m.next_try_at, m.message_id
                      LIMIT 1)
RETURNING message_id, transport, recipient, subject, body, created_at, not_before_at, attempts, message_kind;
-- postgres:
UPDATE message
   SET state = 'sending', attempts = attempts + 1, claimed_at = :claimed_at
 WHERE message_id = (SELECT m.message_id FROM message m
                      WHERE m.transport = :transport AND m.state = 'waiting' AND m.next_try_at <= :claimed_at
                      ORDER BY m.next_try_at, m.message_id
                      LIMIT 1
                        FOR UPDATE SKIP LOCKED)
RETURNING message_id, transport, recipient, subject, body, created_at, not_before_at, attempts, message_kind;

-- query: message_finish :exec
-- What came of one attempt; 0 rows changed: somebody decided meanwhile.
UPDATE message
   SET state = :state, next_try_at = :next_try_at, last_answer = :last_answer, sent_at = :sent_at
 WHERE message_id = :message_id AND attempts = :attempts AND state IN ('sending', 'in-doubt');

-- query: message_doubt :exec
-- Whoever had these in hand died: they may have gone.
-- parameter lost_before_at INTEGER
UPDATE message SET state = 'in-doubt' WHERE state = 'sending' AND claimed_at < :lost_before_at;

-- query: message_next_due :one
-- When the next message may be sent.
SELECT next_try_at
  FROM message
 WHERE transport = :transport AND state = 'waiting'
 ORDER BY next_try_at, message_id
 LIMIT 1;

-- query: message_by_id :one
-- A message as its page shows it.
-- column decided_by_name TEXT
SELECT m.message_id, m.dossier_id, d.code, d.holder_id, d.unit_id, m.message_kind, m.transport, m.recipient, m.subject,
       m.body, m.created_at, m.not_before_at, m.state, m.attempts, m.next_try_at, m.claimed_at, m.last_answer, m.sent_at,
       a.full_name AS decided_by_name, m.decided_at
  FROM message m
  JOIN dossier d ON d.dossier_id = m.dossier_id
  LEFT JOIN account a ON a.account_id = m.decided_by_id
 WHERE m.message_id = :message_id AND m.office_id = :office_id;

-- query: messages_of_office :many
-- All messages of an office, newest first, from a place in the list on.
-- parameter before_number INTEGER
-- parameter row_limit INTEGER
SELECT m.message_id, d.code, m.message_kind, m.transport, m.recipient, m.created_at, m.state, m.attempts, m.next_try_at,
       m.sent_at
  FROM message m
  JOIN dossier d ON d.dossier_id = m.dossier_id
 WHERE m.office_id = :office_id AND m.message_id < :before_number
 ORDER BY m.message_id DESC
 LIMIT :row_limit;

-- query: messages_in_state :many
-- Messages of an office in one state, newest first, from a place in the list on.
-- parameter before_number INTEGER
-- parameter row_limit INTEGER
SELECT m.message_id, d.code, m.message_kind, m.transport, m.recipient, m.created_at, m.state, m.attempts, m.next_try_at,
       m.sent_at
  FROM message m
  JOIN dossier d ON d.dossier_id = m.dossier_id
 WHERE m.office_id = :office_id AND m.state = :state AND m.message_id < :before_number
 ORDER BY m.message_id DESC
 LIMIT :row_limit;

-- query: messages_of_dossier :many
-- What a dossier's citizen was told, newest first.
SELECT message_id, message_kind, transport, recipient, state, next_try_at, sent_at
  FROM message
 WHERE dossier_id = :dossier_id
 ORDER BY message_id DESC
 LIMIT 50;

-- query: message_count_in_state :one
-- How many messages of an office are in a state; counting stops at 100000.
-- column messages INTEGER
SELECT COUNT(*) AS messages
  FROM (SELECT 1 FROM message WHERE office_id = :office_id AND state = :state LIMIT 100000) AS counted;

-- query: message_resend :exec
-- A person says: send it (again); 0 rows changed: it is not theirs to decide (any more).
UPDATE message
   SET state = 'waiting', not_before_at = :decided_at, next_try_at = :decided_at, decided_by_id = :decided_by_id,
       decided_at = :decided_at
 WHERE message_id = :message_id AND office_id = :office_id AND attempts = :attempts AND state IN ('failed', 'in-doubt');

-- query: message_mark_sent :exec
-- A person says: it has arrived; 0 rows changed: it is not theirs to decide (any more).
UPDATE message
   SET state = 'sent', sent_at = :decided_at, decided_by_id = :decided_by_id, decided_at = :decided_at
 WHERE message_id = :message_id AND office_id = :office_id AND attempts = :attempts AND state IN ('failed', 'in-doubt');

-- query: message_in_hand :one
-- Since when the message that was taken in hand first has been there.
SELECT claimed_at FROM message WHERE state = 'sending' ORDER BY claimed_at LIMIT 1;
