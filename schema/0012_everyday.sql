-- SPDX-License-Identifier: Apache-2.0
-- Everyday work: what came back to its holder, what waits for a head's word, what was sent and is not yet opened.

ALTER TABLE dossier ADD COLUMN came_back_at INTEGER;                            -- sent back, or what was asked for came; NULL once its holder acts
ALTER TABLE dossier ADD COLUMN is_measured INTEGER NOT NULL DEFAULT 0;          -- late, and its unit's head said what follows
ALTER TABLE dossier ADD COLUMN is_extension_asked INTEGER NOT NULL DEFAULT 0;   -- waits for the head's word

-- What is held is what is open: results that wait for the citizen have a list of their own.
DROP INDEX dossier_held;
CREATE INDEX dossier_held ON dossier (holder_id, due_at, dossier_id, closed_at)
    WHERE holder_id IS NOT NULL AND closed_at IS NULL;
DROP INDEX dossier_sent_unopened;
CREATE INDEX dossier_sent_unopened ON dossier (sender_id, held_since_at, dossier_id)
    WHERE sender_id IS NOT NULL AND opened_at IS NULL AND closed_at IS NULL;
CREATE INDEX dossier_unopened ON dossier (holder_id, held_since_at, dossier_id)
    WHERE holder_id IS NOT NULL AND opened_at IS NULL AND closed_at IS NULL;
CREATE INDEX dossier_unopened_in_unit ON dossier (unit_id, held_since_at, dossier_id)
    WHERE opened_at IS NULL AND closed_at IS NULL;
CREATE INDEX dossier_came_back ON dossier (holder_id, came_back_at, dossier_id) WHERE came_back_at IS NOT NULL;
CREATE INDEX dossier_extension_asked ON dossier (unit_id, due_at, dossier_id) WHERE is_extension_asked = 1;
