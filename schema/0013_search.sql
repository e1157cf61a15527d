-- SPDX-License-Identifier: Apache-2.0
-- What a dossier is found by beside its code (domain/search_keys.h): a name from each of its words on, a telephone, the
-- number of an owner or submitter, the procedure.

CREATE TABLE search_key (
    office_id     INTEGER NOT NULL,              -- its dossier's
    search_key    TEXT NOT NULL,                 -- 'nguien thi mau', 'thi mau', 'mau', '#8765432190', '>1.001193'
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    PRIMARY KEY (office_id, search_key, dossier_id)
) STRICT, WITHOUT ROWID;

-- SQL cannot take accents off, so the program makes the keys of the dossiers that are older than this table when it
-- first opens the database to write (app/search_index): up to which dossier it got.  No row: there is nothing to do.
CREATE TABLE search_fill (
    after_dossier_id INTEGER NOT NULL            -- 0: not begun
) STRICT;
INSERT INTO search_fill (after_dossier_id) SELECT 0 WHERE EXISTS (SELECT 1 FROM dossier);
