-- SPDX-License-Identifier: Apache-2.0
-- The dossier's whole law: waiting rules by procedure version; who sent a dossier and whether it was opened; the one
-- extension; which version of the receipt holds.

ALTER TABLE procedure_version ADD COLUMN waiting_rule TEXT NOT NULL DEFAULT 'restart'; -- restart, pause

ALTER TABLE dossier ADD COLUMN held_since_at INTEGER;                      -- when its holder got it
ALTER TABLE dossier ADD COLUMN opened_at INTEGER;                          -- when its holder first looked at it
ALTER TABLE dossier ADD COLUMN sender_id INTEGER REFERENCES account (account_id); -- who passed it to the holder
ALTER TABLE dossier ADD COLUMN receipt_version INTEGER NOT NULL DEFAULT 1; -- one more with each correction
ALTER TABLE dossier ADD COLUMN allowances INTEGER NOT NULL DEFAULT 0;      -- supplements beyond the one: officers' faults
ALTER TABLE dossier ADD COLUMN is_choice_made INTEGER NOT NULL DEFAULT 0;  -- finish, or one new appointment: chosen
ALTER TABLE dossier ADD COLUMN extended_to_at INTEGER;                     -- the one new appointment (Mẫu 04); due_at stays
CREATE INDEX dossier_sent_unopened ON dossier (sender_id, held_since_at, dossier_id)
    WHERE sender_id IS NOT NULL AND opened_at IS NULL;
