-- SPDX-License-Identifier: Apache-2.0
-- When the watch begins in an office it passes over the dossiers that are there already, piece by piece.
ALTER TABLE alert_cursor ADD COLUMN filled_id INTEGER;                      -- the last dossier passed over; NULL: none yet
ALTER TABLE alert_cursor ADD COLUMN is_filled INTEGER NOT NULL DEFAULT 1;   -- every one
