-- SPDX-License-Identifier: Apache-2.0
-- Forms of TT 03/2025 given out, as they were given out.

-- A row is a version of a form: its content never changes, a later version makes it void.  Numbers have no gap in an
-- office, a kind and a year (table serial, kind 'form-01' …).
CREATE TABLE form_issue (
    form_id       INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    form_kind     TEXT NOT NULL,                 -- domain/forms.def: 01 … 06
    year          INTEGER NOT NULL,
    number        INTEGER NOT NULL,
    version       INTEGER NOT NULL,              -- 1, 2 … under the same number
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    issued_at     INTEGER NOT NULL,
    issued_by_id  INTEGER NOT NULL REFERENCES account (account_id),
    content       TEXT NOT NULL,                 -- JSON of domain/form: all that it says
    content_hash  TEXT NOT NULL,                 -- sealed in the facts of the event it was issued with
    voided_at     INTEGER,                       -- no longer in force
    void_reason   TEXT,
    UNIQUE (office_id, form_kind, year, number, version)
) STRICT;
CREATE INDEX form_issue_by_dossier ON form_issue (dossier_id, form_kind);
