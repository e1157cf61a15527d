-- SPDX-License-Identifier: Apache-2.0
-- Internal notes of a dossier (app/dossier_note).  Nothing here changes or deletes one.

-- query: note_add :exec
-- One more.
INSERT INTO dossier_note (dossier_id, note_id, author_id, written_at, note_text)
VALUES (:dossier_id, :note_id, :author_id, :written_at, :note_text);

-- query: notes_of_dossier :many
-- The notes of a dossier that are older than one, newest first.
-- column author_name TEXT
-- column author_unit TEXT
-- parameter before_number INTEGER
-- parameter row_limit INTEGER
SELECT n.note_id, n.author_id, n.written_at, n.note_text, a.full_name AS author_name, u.name AS author_unit
  FROM dossier_note n
  JOIN account a ON a.account_id = n.author_id
  JOIN unit u ON u.unit_id = a.unit_id
 WHERE n.dossier_id = :dossier_id AND n.note_id < :before_number
 ORDER BY n.note_id DESC
 LIMIT :row_limit;

-- query: note_count_of_dossier :one
-- How many notes a dossier has.
-- column notes INTEGER
SELECT COUNT(*) AS notes FROM dossier_note WHERE dossier_id = :dossier_id;
