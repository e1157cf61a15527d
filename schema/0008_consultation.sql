-- SPDX-License-Identifier: Apache-2.0
-- Whose opinion is asked on a dossier (NĐ 61/2018 Art 19.5): what, of whom, until when, and what was answered.

-- A row for each CONSULT event that was not taken back; `verify` holds it against the events.
CREATE TABLE consultation (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    number        INTEGER NOT NULL,              -- the dossier's version after the event that asked
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    unit_id       INTEGER REFERENCES unit (unit_id), -- a unit of the office, which answers itself; NULL: an outside body
    body          TEXT NOT NULL,                 -- its name as it was asked
    question      TEXT NOT NULL,
    asked_at      INTEGER NOT NULL,
    asked_by_id   INTEGER NOT NULL REFERENCES account (account_id),
    due_at        INTEGER NOT NULL,              -- in working time; the dossier's own clock goes on
    reply         TEXT,
    replied_at    INTEGER,
    replied_by_id INTEGER REFERENCES account (account_id), -- who answered, or wrote an outside body's answer down
    PRIMARY KEY (dossier_id, number)
) STRICT;
CREATE INDEX consultation_waiting_for_unit ON consultation (unit_id, due_at, dossier_id, number) WHERE replied_at IS NULL;
CREATE INDEX consultation_waiting ON consultation (office_id, due_at, dossier_id, number) WHERE replied_at IS NULL;

-- Outside bodies that the office has asked before: offered by name the next time.
CREATE TABLE outside_body (
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    name          TEXT NOT NULL,
    PRIMARY KEY (office_id, name)
) STRICT;
