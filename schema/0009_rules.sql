-- SPDX-License-Identifier: Apache-2.0
-- What breaking or bending a rule leaves behind, for whoever counts it: supplements asked for more than once (directive
-- 1b-once, 2.3-monthly), and why dossiers were late (1a-officer, 1a-leader).

ALTER TABLE month_count ADD COLUMN officer_faults INTEGER NOT NULL DEFAULT 0; -- returned again through an officer's fault

-- One row for each supplement beyond the first: "trả lại do lỗi chủ quan của cán bộ".
CREATE TABLE officer_fault (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    supplement    INTEGER NOT NULL,              -- 2, 3 …: the how manieth it was
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    account_id    INTEGER NOT NULL REFERENCES account (account_id), -- who asked before, and not for everything
    allowed_by_id INTEGER NOT NULL REFERENCES account (account_id),
    occurred_at   INTEGER NOT NULL,
    reason        TEXT NOT NULL,                 -- the leader's words
    legal_basis   TEXT NOT NULL,
    PRIMARY KEY (dossier_id, supplement)
) STRICT;
CREATE INDEX officer_fault_by_time ON officer_fault (office_id, occurred_at);

CREATE TABLE lateness (
    dossier_id    INTEGER PRIMARY KEY REFERENCES dossier (dossier_id),
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    late_cause    TEXT NOT NULL,                 -- domain/late_causes.def
    explanation   TEXT NOT NULL,
    explained_by_id INTEGER NOT NULL REFERENCES account (account_id),
    explained_at  INTEGER NOT NULL,
    measure       TEXT,
    measured_by_id INTEGER REFERENCES account (account_id),
    measured_at   INTEGER
) STRICT;
CREATE INDEX lateness_by_time ON lateness (office_id, explained_at);
