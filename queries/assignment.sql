-- SPDX-License-Identifier: Apache-2.0
-- Who has how much to do (app/colleague_load), for whoever passes dossiers on.

-- query: colleague_loads :many
-- The active people of a unit who can hold dossiers, or those who sign for the commune, with what each has open, overdue
-- and due before a night, and whether they are away; counting stops at 1000.
-- column dossiers INTEGER
-- column overdue INTEGER
-- column by_night INTEGER
SELECT a.account_id, a.unit_id, a.full_name, a.title, a.role, b.from_on, b.to_on,
       (SELECT COUNT(*) FROM (SELECT 1 FROM dossier d WHERE d.holder_id = a.account_id AND d.closed_at IS NULL
                               LIMIT 1000) AS held) AS dossiers,
       (SELECT COUNT(*) FROM (SELECT 1 FROM dossier d WHERE d.holder_id = a.account_id AND d.closed_at IS NULL
                                 AND d.due_at < :now_at LIMIT 1000) AS late) AS overdue,
       (SELECT COUNT(*) FROM (SELECT 1 FROM dossier d WHERE d.holder_id = a.account_id AND d.closed_at IS NULL
                                 AND d.due_at < :night_at LIMIT 1000) AS soon) AS by_night
  FROM account a
  LEFT JOIN absence b ON b.account_id = a.account_id AND b.ended_at IS NULL
 WHERE a.office_id = :office_id AND a.is_active = 1
   AND CASE WHEN :is_signing = 1 THEN a.role IN ('duty-leader', 'chairman')
            ELSE a.unit_id = :unit_id AND a.role NOT IN ('inspector', 'police', 'administrator') END
 ORDER BY CASE WHEN a.role IN ('specialist', 'duty-leader') THEN 0 ELSE 1 END,
          CASE WHEN :is_signing = 1 THEN a.account_id END, dossiers, a.account_id
 LIMIT 64;
