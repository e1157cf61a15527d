-- SPDX-License-Identifier: Apache-2.0
-- The tables that the queries of tests/refuse/sql are held against.
CREATE TABLE office (
    office_id INTEGER PRIMARY KEY,
    name      TEXT NOT NULL
) STRICT;

CREATE TABLE dossier (
    dossier_id INTEGER PRIMARY KEY,
    office_id  INTEGER NOT NULL REFERENCES office (office_id),
    code       TEXT NOT NULL UNIQUE,
    applicant  TEXT NOT NULL,
    born_on    TEXT,
    version    INTEGER NOT NULL,
    level      INTEGER NOT NULL,
    is_late    INTEGER NOT NULL,
    closed_at  INTEGER
) STRICT;

CREATE TABLE account (
    account_id INTEGER PRIMARY KEY,
    level      TEXT NOT NULL
) STRICT;
