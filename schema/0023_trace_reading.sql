-- SPDX-License-Identifier: Apache-2.0
-- Traces are read too: those of a dossier by time, which is the order they are now kept in, and those of an account.
CREATE TABLE access_trace_by_time (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    hour_at       INTEGER NOT NULL,
    account_id    INTEGER NOT NULL REFERENCES account (account_id),
    looked_at     INTEGER NOT NULL,              -- the first look in that hour
    PRIMARY KEY (dossier_id, hour_at, account_id)
) STRICT, WITHOUT ROWID;
INSERT INTO access_trace_by_time (dossier_id, hour_at, account_id, looked_at)
SELECT dossier_id, hour_at, account_id, looked_at FROM access_trace ORDER BY dossier_id, hour_at, account_id;
DROP TABLE access_trace;
ALTER TABLE access_trace_by_time RENAME TO access_trace;
CREATE INDEX access_trace_of_account ON access_trace (account_id, hour_at, dossier_id);
