-- SPDX-License-Identifier: Apache-2.0
-- Rows that are only ever found by their key are kept in it: SQLite has one tree to write for them, not two.
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
