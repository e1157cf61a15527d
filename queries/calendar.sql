-- SPDX-License-Identifier: Apache-2.0
-- Working time of an office: its hours, the days that differ from the plain week, and what they were before.

-- query: calendar_version_of_office :one
-- Which version of working time an office is on.
SELECT calendar_version FROM office WHERE office_id = :office_id;

-- query: calendar_sessions :many
-- The office hours, season by season.
SELECT from_on, opens_minute, closes_minute FROM calendar_session WHERE office_id = :office_id ORDER BY from_on, opens_minute;

-- query: calendar_days :many
-- The days that differ from the plain week.
SELECT day_on, is_working, is_provisional, note FROM calendar_day WHERE office_id = :office_id ORDER BY day_on;

-- query: calendar_day_add :exec
-- A day that differs from the plain week.
INSERT INTO calendar_day (office_id, day_on, is_working, is_provisional, note)
VALUES (:office_id, :day_on, :is_working, :is_provisional, :note);

-- query: calendar_days_end :exec
-- All days go; they were kept by calendar_day_past_add.
DELETE FROM calendar_day WHERE office_id = :office_id;

-- query: calendar_version_next :exec
-- The office goes from this version to the next; 0 rows when it was on another one.
UPDATE office SET calendar_version = calendar_version + 1
 WHERE office_id = :office_id AND calendar_version = :calendar_version;

-- query: calendar_change_add :exec
-- A version of the days ends.
INSERT INTO calendar_change (office_id, calendar_version, changed_at, actor_id, source)
VALUES (:office_id, :calendar_version, :changed_at, :actor_id, :source);

-- query: calendar_day_past_add :exec
-- A day of the version that ends.
INSERT INTO calendar_day_past (office_id, calendar_version, day_on, is_working, is_provisional, note)
VALUES (:office_id, :calendar_version, :day_on, :is_working, :is_provisional, :note);

-- query: calendar_version_past :one
-- The newest version that ended before this one.
SELECT calendar_version FROM calendar_change
 WHERE office_id = :office_id AND calendar_version < :calendar_version
 ORDER BY calendar_version DESC
 LIMIT 1;

-- query: calendar_days_past :many
-- The days of a version that ended.
SELECT day_on, is_working, is_provisional, note FROM calendar_day_past
 WHERE office_id = :office_id AND calendar_version = :calendar_version
 ORDER BY day_on;

-- query: dossiers_with_running_clock :many
-- Open dossiers whose clock runs, by due instant, from a place in the list on: what a new calendar may move.
-- parameter after_ms INTEGER
-- parameter after_number INTEGER
-- parameter row_limit INTEGER
SELECT d.dossier_id, d.due_at, d.holder_id, d.version, p.waiting_rule, t.term_amount, t.term_unit
  FROM dossier d
  JOIN procedure_version p ON p.procedure_version_id = d.procedure_version_id
  JOIN procedure_term t ON t.procedure_version_id = d.procedure_version_id AND t.channel = d.channel
 WHERE d.office_id = :office_id AND d.closed_at IS NULL AND d.due_at < :until_at
   AND (d.due_at, d.dossier_id) > (:after_ms, :after_number)
 ORDER BY d.due_at, d.dossier_id
 LIMIT :row_limit;

-- query: dossier_recalculate :exec
-- The same dossier by another calendar, one event on.
UPDATE dossier SET due_at = :due_at, version = version + 1 WHERE dossier_id = :dossier_id AND version = :version;
