-- SPDX-License-Identifier: Apache-2.0
-- Clocks: what an office settled about them, and what they and the ledger of minutes are computed from.

-- query: clock_settings :many
-- What an office settled, oldest first: of two for the same day the later one holds.
SELECT rule_name, from_on, value
  FROM clock_setting
 WHERE office_id = :office_id
 ORDER BY from_on, clock_setting_id
 LIMIT 2000;

-- query: clock_settings_told :many
-- The same with who, when and why, newest first.
-- column set_by_name TEXT
SELECT s.rule_name, s.from_on, s.value, s.reason, s.set_at, a.full_name AS set_by_name
  FROM clock_setting s
  JOIN account a ON a.account_id = s.set_by_id
 WHERE s.office_id = :office_id
 ORDER BY s.from_on DESC, s.clock_setting_id DESC
 LIMIT 100;

-- query: clock_setting_add :exec
-- Settles a rule from a day on; what was settled before stays written.
INSERT INTO clock_setting (clock_setting_id, office_id, rule_name, from_on, value, reason, set_by_id, set_at)
VALUES (:clock_setting_id, :office_id, :rule_name, :from_on, :value, :reason, :set_by_id, :set_at);

-- query: outages_between :many
-- When systems beyond the office's reach were down within a time.
-- parameter until_at INTEGER
-- parameter since_at INTEGER
SELECT system_name, from_at, until_at
  FROM outage
 WHERE office_id = :office_id AND from_at < :until_at AND (until_at IS NULL OR until_at > :since_at)
   AND cancelled_at IS NULL
 ORDER BY from_at
 LIMIT 500;

-- query: outages_told :many
-- The latest outages, with who entered them.
-- column reported_by_name TEXT
SELECT o.outage_id, o.system_name, o.from_at, o.until_at, o.evidence, o.reported_at, a.full_name AS reported_by_name
  FROM outage o
  JOIN account a ON a.account_id = o.reported_by_id
 WHERE o.office_id = :office_id AND o.cancelled_at IS NULL
 ORDER BY o.from_at DESC, o.outage_id DESC
 LIMIT 100;

-- query: outage_add :exec
-- A system was down.
INSERT INTO outage (outage_id, office_id, system_name, from_at, until_at, evidence, reported_by_id, reported_at)
VALUES (:outage_id, :office_id, :system_name, :from_at, :until_at, :evidence, :reported_by_id, :reported_at);

-- query: outage_by_id :one
-- One outage of an office.
SELECT from_at, until_at, cancelled_at FROM outage WHERE outage_id = :outage_id AND office_id = :office_id;

-- query: outage_end :exec
-- It works again; 0 rows when that was written before.
UPDATE outage SET until_at = :until_at, ended_by_id = :ended_by_id, ended_at = :ended_at
 WHERE outage_id = :outage_id AND until_at IS NULL;

-- query: outage_cancel :exec
-- It was entered by mistake; the row stays.
UPDATE outage SET cancelled_at = :cancelled_at, cancelled_by_id = :cancelled_by_id
 WHERE outage_id = :outage_id AND cancelled_at IS NULL;

-- query: people_of_dossier :many
-- Everybody who ever held a dossier or did something to it.
-- column unit_name TEXT
SELECT a.account_id, a.full_name, a.title, u.name AS unit_name
  FROM account a
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE a.account_id IN (SELECT e.holder_id FROM dossier_event e WHERE e.dossier_id = :dossier_id AND e.holder_id IS NOT NULL
                        UNION SELECT e.actor_id FROM dossier_event e WHERE e.dossier_id = :dossier_id)
 ORDER BY a.account_id;
