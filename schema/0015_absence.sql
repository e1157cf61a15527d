-- SPDX-License-Identifier: Apache-2.0
-- Absences: who is away from when to when, and which dossiers were handed over meanwhile.

CREATE TABLE absence (
    absence_id    INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    account_id    INTEGER NOT NULL REFERENCES account (account_id), -- who is away
    from_on       TEXT NOT NULL,
    to_on         TEXT,                          -- the last day; NULL: until it is ended
    opened_by_id  INTEGER NOT NULL REFERENCES account (account_id),
    opened_at     INTEGER NOT NULL,
    ended_by_id   INTEGER REFERENCES account (account_id),
    ended_at      INTEGER                        -- the person is back, and dossiers came back
) STRICT;
CREATE UNIQUE INDEX absence_running ON absence (account_id) WHERE ended_at IS NULL; -- one at a time
CREATE INDEX absence_of_office ON absence (office_id, absence_id);
CREATE INDEX absence_of_account ON absence (account_id, absence_id);

-- A row for each REASSIGN that hands a dossier over; the event's facts name the absence.
CREATE TABLE absence_item (
    absence_id    INTEGER NOT NULL REFERENCES absence (absence_id),
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    number        INTEGER NOT NULL,              -- the dossier's version after that event
    taker_id      INTEGER NOT NULL REFERENCES account (account_id), -- who got it
    moved_at      INTEGER NOT NULL,
    returned_at   INTEGER,                       -- it went back to whom it was taken from
    PRIMARY KEY (absence_id, dossier_id, number)
) STRICT;
CREATE INDEX absence_item_out ON absence_item (absence_id, dossier_id, number) WHERE returned_at IS NULL;
