-- SPDX-License-Identifier: Apache-2.0
-- Internal notes: what officers tell one another about a dossier.  Never changed, never deleted, never shown outside; they
-- decide nothing, so they are not part of the sealed log.

CREATE TABLE dossier_note (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    note_id       INTEGER NOT NULL,              -- ordered by time
    author_id     INTEGER NOT NULL REFERENCES account (account_id),
    written_at    INTEGER NOT NULL,
    note_text     TEXT NOT NULL,
    PRIMARY KEY (dossier_id, note_id)
) STRICT;
