-- SPDX-License-Identifier: Apache-2.0
-- Reception that cannot miss a paper: the questions that decide which papers apply, what was answered, why a paper was
-- not good or was asked for although a shared database has it, and the people beside the applicant.

-- A few questions of a version, in the order they are asked; the one whether somebody else's dossier is handed in
-- stands before them all and is not stored.
CREATE TABLE procedure_question (
    procedure_version_id INTEGER NOT NULL REFERENCES procedure_version (procedure_version_id),
    position      INTEGER NOT NULL,              -- 1..n
    question_key  TEXT NOT NULL,                 -- chung-sinh
    text          TEXT NOT NULL,                 -- Trẻ có Giấy chứng sinh không?
    is_usual      INTEGER NOT NULL,              -- the answer of the common case
    PRIMARY KEY (procedure_version_id, position)
) STRICT;

ALTER TABLE procedure_paper ADD COLUMN needed_when TEXT NOT NULL DEFAULT '';     -- 'bi-bo-roi=no chung-sinh=yes'; '': always
ALTER TABLE procedure_paper ADD COLUMN shared_database TEXT;                     -- domain/databases.def: looked up before it is asked for

ALTER TABLE dossier ADD COLUMN answers TEXT NOT NULL DEFAULT '';                 -- 'bi-bo-roi=no chung-sinh=yes'
ALTER TABLE dossier_paper ADD COLUMN fault_reason TEXT;                          -- domain/paper_faults.def
ALTER TABLE dossier_paper ADD COLUMN lookup_failure TEXT;                        -- domain/lookup_failures.def; NULL: found, or not looked up

-- Whose matter it is, and who brought it: only where it is not the applicant.
CREATE TABLE dossier_person (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    person_role   TEXT NOT NULL,                 -- owner, submitter
    full_name     TEXT NOT NULL,
    identity_number TEXT NOT NULL,
    born_on       TEXT,
    gender        TEXT,
    address       TEXT NOT NULL,
    phone         TEXT NOT NULL,
    email         TEXT NOT NULL,
    authorisation TEXT NOT NULL,                 -- the paper that lets the submitter act; '' for an owner
    PRIMARY KEY (dossier_id, person_role)
) STRICT;

-- What came by itself and waits to be looked at.
CREATE INDEX dossier_submitted ON dossier (office_id, due_at, dossier_id) WHERE state = 'submitted';
