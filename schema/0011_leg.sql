-- SPDX-License-Identifier: Apache-2.0
-- Interlinked procedures (liên thông, NĐ 61/2018 Art 19.6–19.7): which bodies work on one dossier, each within a limit of
-- its own inside the whole term.

-- Legs of one stage run at the same time; a stage begins when the one before is done.  All in stage 1: at once; each in
-- a stage of its own: one after the other.  The first leg of a stage leads it.
CREATE TABLE procedure_leg (
    procedure_version_id INTEGER NOT NULL REFERENCES procedure_version (procedure_version_id),
    position      INTEGER NOT NULL,              -- 1..n
    stage         INTEGER NOT NULL,              -- 1..n, never falling
    body          TEXT NOT NULL,                 -- Công an xã
    what          TEXT NOT NULL,                 -- Đăng ký thường trú
    term_amount   INTEGER NOT NULL,
    term_unit     TEXT NOT NULL,                 -- that of the procedure's term
    PRIMARY KEY (procedure_version_id, position)
) STRICT;

-- The legs of a dossier since it was forwarded; every row is a hand-over there and, once done, one back (Mẫu 06).
CREATE TABLE dossier_leg (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    position      INTEGER NOT NULL,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    stage         INTEGER NOT NULL,
    body          TEXT NOT NULL,
    what          TEXT NOT NULL,
    term_amount   INTEGER NOT NULL,
    term_unit     TEXT NOT NULL,
    started_at    INTEGER,                       -- handed to the body; NULL: its stage has not begun
    started_by_id INTEGER REFERENCES account (account_id), -- who handed it over
    due_at        INTEGER,                       -- as the body was told; a later notice of days off leaves it
    done_at       INTEGER,                       -- its result came back
    done_by_id    INTEGER REFERENCES account (account_id), -- who received it
    punctuality   TEXT,                          -- early, on-time, late: set with done_at
    PRIMARY KEY (dossier_id, position)
) STRICT;
CREATE INDEX dossier_leg_open ON dossier_leg (office_id, due_at, dossier_id, position)
    WHERE started_at IS NOT NULL AND done_at IS NULL;
