-- SPDX-License-Identifier: Apache-2.0
-- What happened to a dossier, for its pages.

-- query: timeline_events :many
-- All events of a dossier, oldest first.
-- column actor_name TEXT
-- column holder_name TEXT
-- column holder_unit_name TEXT
SELECT e.version, e.event, e.actor_id, e.holder_id, a.full_name AS actor_name, h.full_name AS holder_name,
       u.name AS holder_unit_name, e.occurred_at, e.reason, e.facts
  FROM dossier_event e
  JOIN account a ON a.account_id = e.actor_id
  LEFT JOIN account h ON h.account_id = e.holder_id
  LEFT JOIN unit u ON u.unit_id = h.unit_id
 WHERE e.dossier_id = :dossier_id
 ORDER BY e.version;
