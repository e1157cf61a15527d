-- SPDX-License-Identifier: Apache-2.0
-- The lists of work (web/work_lists.def).  All have the same columns, each is read from a place on along an index made for
-- it, and none looks at what it does not list.

-- query: dossiers_held :many
-- What one person holds, due before a moment.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.holder_id = :holder_id AND d.closed_at IS NULL AND d.due_at < :until_at
   AND (d.due_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_to_choose :many
-- What one person holds that is due before a moment, with nothing chosen yet: finish, or one new appointment.  A term of a
-- day or less has no last working day before; what counts as chosen: domain/dossier_history.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN procedure_term t ON t.procedure_version_id = d.procedure_version_id AND t.channel = d.channel
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.holder_id = :holder_id AND d.closed_at IS NULL AND d.due_at < :until_at AND d.is_choice_made = 0
   AND ((t.term_unit IN ('working-day', 'calendar-day') AND t.term_amount > 1)
        OR (t.term_unit = 'working-hour' AND t.term_amount > 8))
   AND (d.due_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_come_back :many
-- What was sent back to one person, or waited for the citizen and goes on; the person has not acted since.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.holder_id = :holder_id AND d.came_back_at IS NOT NULL
   AND (d.came_back_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.came_back_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_unopened :many
-- What one person holds and has not opened, longest waiting first.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.holder_id = :holder_id AND d.opened_at IS NULL AND d.closed_at IS NULL
   AND (d.held_since_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.held_since_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_sent :many
-- What one person passed on and nobody has opened, longest waiting first.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.sender_id = :sender_id AND d.opened_at IS NULL AND d.closed_at IS NULL
   AND (d.held_since_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.held_since_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_of_unit :many
-- What one unit has open, due before a moment.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.unit_id = :unit_id AND d.closed_at IS NULL AND d.due_at < :until_at
   AND (d.due_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_unopened_in_unit :many
-- What one unit has open and its holder has not opened, longest waiting first.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.unit_id = :unit_id AND d.opened_at IS NULL AND d.closed_at IS NULL
   AND (d.held_since_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.held_since_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_to_measure :many
-- What one unit has late, with no word of its head yet.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.unit_id = :unit_id AND d.closed_at IS NULL AND d.due_at < :until_at AND d.is_measured = 0
   AND (d.due_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_to_extend :many
-- What waits for the head's word on a new appointment.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.unit_id = :unit_id AND d.is_extension_asked = 1
   AND (d.due_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_submitted :many
-- What came by itself and waits to be looked at.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.office_id = :office_id AND d.state = 'submitted'
   AND (d.due_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossiers_to_hand_over :many
-- Results that wait at the counter for the citizen, longest waiting first.
-- column procedure_name TEXT
-- column holder_name TEXT
-- column sender_name TEXT
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.applicant, p.name AS procedure_name, d.state, h.full_name AS holder_name,
       s.full_name AS sender_name, d.due_at, d.closed_at, d.held_since_at, d.opened_at, d.came_back_at
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  LEFT JOIN account h ON h.account_id = d.holder_id
  LEFT JOIN account s ON s.account_id = d.sender_id
 WHERE d.office_id = :office_id AND d.state = 'decided'
   AND (d.closed_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.closed_at, d.dossier_id
 LIMIT :row_limit;

-- query: last_acts :many
-- What one person did last to dossiers that nobody touched since; only the office's newest 200 events are looked at.
-- column procedure_name TEXT
-- parameter since_at INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.code, d.version, d.opened_at, p.name AS procedure_name
  FROM dossier_event e
  JOIN dossier d ON d.dossier_id = e.dossier_id AND d.version = e.version
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
 WHERE e.office_id = :office_id
   AND e.chain_number > (SELECT c.chain_number FROM event_chain c WHERE c.office_id = :office_id) - 200
   AND e.actor_id = :actor_id AND e.occurred_at >= :since_at
 ORDER BY e.chain_number DESC
 LIMIT :row_limit;
