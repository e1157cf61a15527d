-- SPDX-License-Identifier: Apache-2.0
-- What an office's calendar was before each change.  A closed dossier keeps the due instant of the calendar it was
-- closed under; without these rows nobody could compute it again.

-- Who replaced which version of the days, when and from what.
CREATE TABLE calendar_change (
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    calendar_version INTEGER NOT NULL,           -- the one that ended
    changed_at    INTEGER NOT NULL,
    actor_id      INTEGER REFERENCES account (account_id), -- NULL: the command line
    source        TEXT NOT NULL,                 -- the name of the file that was entered
    PRIMARY KEY (office_id, calendar_version)
) STRICT;

-- The days of the versions that ended, each whole.
CREATE TABLE calendar_day_past (
    office_id     INTEGER NOT NULL,
    calendar_version INTEGER NOT NULL,
    day_on        TEXT NOT NULL,
    is_working    INTEGER NOT NULL,
    is_provisional INTEGER NOT NULL,
    note          TEXT NOT NULL,
    PRIMARY KEY (office_id, calendar_version, day_on),
    FOREIGN KEY (office_id, calendar_version) REFERENCES calendar_change (office_id, calendar_version)
) STRICT;
