-- SPDX-License-Identifier: Apache-2.0
-- Rows that are only ever found by their key are kept in it: SQLite has one tree to write for them, not two.
CREATE TABLE dossier_paper_clustered (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    paper_kind    TEXT NOT NULL,                 -- as handed in
    quantity      INTEGER NOT NULL,
    is_required   INTEGER NOT NULL,
    paper_verdict TEXT NOT NULL,                 -- ok, faulty, missing, not-applicable, looked-up
    note          TEXT,
    fault_reason  TEXT,                          -- domain/paper_faults.def
    lookup_failure TEXT,                         -- domain/lookup_failures.def; NULL: found, or not looked up
    PRIMARY KEY (dossier_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO dossier_paper_clustered (dossier_id, position, name, paper_kind, quantity, is_required, paper_verdict, note,
                                     fault_reason, lookup_failure)
SELECT dossier_id, position, name, paper_kind, quantity, is_required, paper_verdict, note, fault_reason, lookup_failure
  FROM dossier_paper;
DROP TABLE dossier_paper;
ALTER TABLE dossier_paper_clustered RENAME TO dossier_paper;

CREATE TABLE access_trace_clustered (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    account_id    INTEGER NOT NULL REFERENCES account (account_id),
    hour_at       INTEGER NOT NULL,
    looked_at     INTEGER NOT NULL,              -- the first look in that hour
    PRIMARY KEY (dossier_id, account_id, hour_at)
) STRICT, WITHOUT ROWID;
INSERT INTO access_trace_clustered (dossier_id, account_id, hour_at, looked_at)
SELECT dossier_id, account_id, hour_at, looked_at FROM access_trace;
DROP TABLE access_trace;
ALTER TABLE access_trace_clustered RENAME TO access_trace;

-- What one sending made; a dossier's id says when that was.
CREATE TABLE idempotency_of_dossier (
    dossier_id      INTEGER PRIMARY KEY,
    account_id      INTEGER NOT NULL REFERENCES account (account_id),
    idempotency_key TEXT NOT NULL,
    request_hash    TEXT NOT NULL,
    UNIQUE (account_id, idempotency_key)
) STRICT;
INSERT INTO idempotency_of_dossier (dossier_id, account_id, idempotency_key, request_hash)
SELECT dossier_id, account_id, idempotency_key, request_hash FROM idempotency;
DROP TABLE idempotency;
ALTER TABLE idempotency_of_dossier RENAME TO idempotency;
