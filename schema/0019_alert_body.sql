-- SPDX-License-Identifier: Apache-2.0
-- Two bodies may be waited for until the same instant: each of them is told of, so the body is part of what an alert is.
CREATE TABLE alert_by_body (
    alert_id      INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    rule_name     TEXT NOT NULL,                 -- domain/alert_rules.def
    due_at        INTEGER NOT NULL,              -- of the clock
    account_id    INTEGER NOT NULL REFERENCES account (account_id), -- who is told
    body          TEXT NOT NULL,                 -- who is waited for; '': nobody else
    raised_at     INTEGER NOT NULL,
    seen_at       INTEGER,
    ended_at      INTEGER,                       -- it holds no longer
    UNIQUE (dossier_id, rule_name, due_at, account_id, body)
) STRICT;
INSERT INTO alert_by_body (alert_id, office_id, dossier_id, rule_name, due_at, account_id, body, raised_at, seen_at,
                           ended_at)
SELECT alert_id, office_id, dossier_id, rule_name, due_at, account_id, COALESCE(body, ''), raised_at, seen_at, ended_at
  FROM alert;
DROP TABLE alert;
ALTER TABLE alert_by_body RENAME TO alert;
CREATE INDEX alert_of_account ON alert (account_id, raised_at, alert_id) WHERE ended_at IS NULL;
CREATE INDEX alert_of_office ON alert (office_id, raised_at, alert_id) WHERE ended_at IS NULL;
