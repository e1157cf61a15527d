-- SPDX-License-Identifier: Apache-2.0
-- Clocks: what an office settles about them; who is told when one is due; when systems beyond its reach were down.

-- Nothing here is ever changed or removed: a later row for the same rule holds from its day on.
CREATE TABLE clock_setting (
    clock_setting_id INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    rule_name     TEXT NOT NULL,                 -- domain/clock_rules.def
    from_on       TEXT NOT NULL,                 -- for clocks that start on this day or later
    value         INTEGER NOT NULL,
    reason        TEXT NOT NULL,
    set_by_id     INTEGER NOT NULL REFERENCES account (account_id),
    set_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX clock_setting_by_day ON clock_setting (office_id, from_on, clock_setting_id);

CREATE TABLE outage (
    outage_id     INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    system_name   TEXT NOT NULL,
    from_at       INTEGER NOT NULL,
    until_at      INTEGER,                       -- NULL: it lasts
    evidence      TEXT NOT NULL,                 -- number of the notice, ticket, whom was called
    reported_by_id INTEGER NOT NULL REFERENCES account (account_id),
    reported_at   INTEGER NOT NULL,
    ended_by_id   INTEGER REFERENCES account (account_id), -- who entered the end later
    ended_at      INTEGER,
    cancelled_by_id INTEGER REFERENCES account (account_id),
    cancelled_at  INTEGER                        -- entered by mistake
) STRICT;
CREATE INDEX outage_by_time ON outage (office_id, from_at, outage_id);

-- Who is told that a clock of a dossier is due soon or over.
CREATE TABLE alert (
    alert_id      INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    rule_name     TEXT NOT NULL,                 -- domain/alert_rules.def
    due_at        INTEGER NOT NULL,              -- of the clock
    account_id    INTEGER NOT NULL REFERENCES account (account_id), -- who is told
    body          TEXT,                          -- whose opinion is waited for
    raised_at     INTEGER NOT NULL,
    seen_at       INTEGER,
    ended_at      INTEGER,                       -- it holds no longer
    UNIQUE (dossier_id, rule_name, due_at, account_id)
) STRICT;
CREATE INDEX alert_of_account ON alert (account_id, raised_at, alert_id) WHERE ended_at IS NULL;

-- When a dossier is to be looked at next.
CREATE TABLE alert_watch (
    dossier_id    INTEGER PRIMARY KEY REFERENCES dossier (dossier_id),
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    look_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_watch_by_time ON alert_watch (office_id, look_at, dossier_id);

-- How far each office's events have been read for that.
CREATE TABLE alert_cursor (
    office_id     INTEGER PRIMARY KEY REFERENCES office (office_id),
    chain_number  INTEGER NOT NULL
) STRICT;
