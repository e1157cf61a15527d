-- SPDX-License-Identifier: Apache-2.0
-- The core: offices, people who work there, the catalogue, working time, dossiers and their sealed events.
--
-- Types follow names (docs/adr/0005): `_on` is a day (TEXT, 2025-09-18), `_at` a moment (INTEGER, ms since 1970 UTC),
-- `_id` a record id, `is_`/`has_` a truth (0 or 1), `_vnd` whole đồng.  INTEGER columns other than `_id` and `_at`
-- are NOT NULL.  One text serves SQLite and PostgreSQL; ids are made by the program.

CREATE TABLE office (
    office_id     INTEGER PRIMARY KEY,
    agency_code   TEXT NOT NULL UNIQUE,          -- H55.12.07 (QĐ 20/2020)
    name          TEXT NOT NULL,                 -- UBND xã Bình Yên
    centre_name   TEXT NOT NULL,                 -- Trung tâm Phục vụ hành chính công xã Bình Yên
    place_name    TEXT NOT NULL,                 -- Bình Yên (before the date on forms)
    address       TEXT NOT NULL,
    phone         TEXT NOT NULL,
    public_url    TEXT NOT NULL,                 -- what QR codes start with, no trailing slash
    calendar_version INTEGER NOT NULL DEFAULT 1  -- one more with each change of hours or days
) STRICT;

CREATE TABLE unit (
    unit_id       INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    unit_code     TEXT NOT NULL,                 -- TTPVHCC, VP, KT, VHXH, CA
    name          TEXT NOT NULL,
    UNIQUE (office_id, unit_code)
) STRICT;

CREATE TABLE account (
    account_id    INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    unit_id       INTEGER NOT NULL REFERENCES unit (unit_id),
    login         TEXT NOT NULL,                 -- lower case, [a-z0-9._-]
    full_name     TEXT NOT NULL,
    title         TEXT NOT NULL,                 -- chức vụ
    role          TEXT NOT NULL,                 -- domain/roles.def
    password_hash TEXT NOT NULL,                 -- Argon2id, libsodium's string form
    totp_secret   TEXT,                          -- base32; NULL: no second factor
    totp_step     INTEGER NOT NULL DEFAULT 0,    -- last time step used: a code works once
    is_active     INTEGER NOT NULL DEFAULT 1,
    created_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1,
    UNIQUE (office_id, login)
) STRICT;
CREATE INDEX account_by_login ON account (login);
CREATE INDEX account_by_unit ON account (office_id, unit_id, role);

-- A signed-in browser.  The cookie's value is never stored, only its hash.
CREATE TABLE session (
    session_hash  TEXT PRIMARY KEY,
    account_id    INTEGER NOT NULL REFERENCES account (account_id),
    csrf_token    TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    seen_at       INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_expiry ON session (expires_at);

-- Failed log-ins per login name and per address.
CREATE TABLE login_throttle (
    throttle_key  TEXT PRIMARY KEY,              -- 'login:…' or 'address:…'
    failures      INTEGER NOT NULL,
    retry_at      INTEGER NOT NULL
) STRICT;

-- Bearer tokens of the JSON interface; the token itself is shown once and never stored.
CREATE TABLE api_token (
    token_id      INTEGER PRIMARY KEY,
    account_id    INTEGER NOT NULL REFERENCES account (account_id),
    token_name    TEXT NOT NULL,
    token_hash    TEXT NOT NULL UNIQUE,
    token_scope   TEXT NOT NULL,                 -- 'read' or 'read write'
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    revoked_at    INTEGER
) STRICT;
CREATE INDEX api_token_by_account ON api_token (account_id, created_at);

-- The answer to a creation, so that the same Idempotency-Key gets the same answer again.
CREATE TABLE idempotency (
    account_id      INTEGER NOT NULL REFERENCES account (account_id),
    idempotency_key TEXT NOT NULL,
    request_hash    TEXT NOT NULL,
    dossier_id      INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
) STRICT;
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- One row for each published version of a procedure; a dossier keeps the one it was received under.
CREATE TABLE procedure_version (
    procedure_version_id INTEGER PRIMARY KEY,
    office_id      INTEGER NOT NULL REFERENCES office (office_id),
    procedure_code TEXT NOT NULL,                -- 1.001193
    name           TEXT NOT NULL,
    field          TEXT NOT NULL,                -- Hộ tịch
    unit_id        INTEGER NOT NULL REFERENCES unit (unit_id), -- handles it
    decision       TEXT,                         -- number of the decision that published it
    result         TEXT NOT NULL,                -- Giấy khai sinh
    result_code    TEXT,                         -- KQ.G15.000031; several with a blank between them
    fee_note       TEXT,
    term_note      TEXT,
    legal_basis    TEXT NOT NULL,                -- one number a line
    certainty      TEXT NOT NULL,                -- verified, likely, unsure
    source         TEXT,
    effective_from_on TEXT NOT NULL,
    effective_to_on   TEXT,                      -- last day in force; NULL: open
    replaced_by    TEXT,                         -- code of the procedure that took its place
    is_same_day    INTEGER NOT NULL,
    name_fold      TEXT NOT NULL,                -- name, code and field without accents, lower case: for search
    UNIQUE (office_id, procedure_code, effective_from_on)
) STRICT;
CREATE INDEX procedure_version_by_field ON procedure_version (office_id, field, procedure_code);

-- Terms and fees differ by channel.
CREATE TABLE procedure_term (
    procedure_version_id INTEGER NOT NULL REFERENCES procedure_version (procedure_version_id),
    channel       TEXT NOT NULL,                 -- counter, online, post
    term_amount   INTEGER NOT NULL,
    term_unit     TEXT NOT NULL,                 -- working-day, calendar-day, working-hour, same-day
    fee_vnd       INTEGER NOT NULL,              -- -1: not a fixed sum, see fee_note
    PRIMARY KEY (procedure_version_id, channel)
) STRICT;

CREATE TABLE procedure_paper (
    procedure_version_id INTEGER NOT NULL REFERENCES procedure_version (procedure_version_id),
    position      INTEGER NOT NULL,              -- 1..n
    name          TEXT NOT NULL,
    paper_kind    TEXT NOT NULL,                 -- form, original, certified-copy, copy, electronic, present
    quantity      INTEGER NOT NULL,
    is_required   INTEGER NOT NULL,
    condition     TEXT,                          -- when it applies, in words
    form_code     TEXT,
    PRIMARY KEY (procedure_version_id, position)
) STRICT;

-- Hours of a season and days that differ from the plain week; a later entry is a new calendar version.
CREATE TABLE calendar_session (
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    from_on       TEXT NOT NULL,                 -- season starts
    opens_minute  INTEGER NOT NULL,              -- minutes after midnight
    closes_minute INTEGER NOT NULL,
    PRIMARY KEY (office_id, from_on, opens_minute)
) STRICT;

CREATE TABLE calendar_day (
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    day_on        TEXT NOT NULL,
    is_working    INTEGER NOT NULL,              -- 0 holiday, 1 make-up day
    is_provisional INTEGER NOT NULL,             -- computed from the law, no official notice yet
    note          TEXT NOT NULL,
    PRIMARY KEY (office_id, day_on)
) STRICT;

CREATE TABLE dossier (
    dossier_id    INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    code          TEXT NOT NULL,                 -- H55.12.07-250918-0007
    public_key    TEXT NOT NULL,                 -- secret part of the receipt's QR address
    procedure_version_id INTEGER NOT NULL REFERENCES procedure_version (procedure_version_id),
    channel       TEXT NOT NULL,
    applicant     TEXT NOT NULL,
    applicant_fold TEXT NOT NULL,
    identity_number TEXT NOT NULL,               -- 12 digits, 9 of an old card, or a passport's
    born_on       TEXT,
    gender        TEXT,                          -- male, female
    address       TEXT NOT NULL,
    phone         TEXT NOT NULL,
    email         TEXT NOT NULL,
    summary       TEXT NOT NULL,                 -- trích yếu
    state         TEXT NOT NULL,                 -- domain/dossier_states.def
    unit_id       INTEGER NOT NULL REFERENCES unit (unit_id),   -- the unit that handles it
    holder_id     INTEGER REFERENCES account (account_id),      -- who answers for it now; NULL once closed
    version       INTEGER NOT NULL,              -- one more with each event
    received_by_id INTEGER NOT NULL REFERENCES account (account_id),
    received_at   INTEGER NOT NULL,              -- the clock's start
    due_at        INTEGER NOT NULL,              -- projection of domain/deadline, `verify` recomputes it; year 9999: clock stopped
    promised_at   INTEGER NOT NULL,              -- printed on the receipt
    supplements   INTEGER NOT NULL DEFAULT 0,    -- times more papers were asked for
    closed_at     INTEGER,                       -- the clock ended: decided, refused, withdrawn or stopped
    punctuality   TEXT,                          -- early, on-time, late: set with closed_at
    handed_over_at INTEGER,
    draft_result  TEXT,                          -- the handler's proposal
    UNIQUE (office_id, code)
) STRICT;
CREATE INDEX dossier_open_by_due ON dossier (office_id, due_at, dossier_id, closed_at) WHERE closed_at IS NULL;
CREATE INDEX dossier_held ON dossier (holder_id, due_at, dossier_id) WHERE holder_id IS NOT NULL;
CREATE INDEX dossier_in_unit ON dossier (unit_id, due_at, dossier_id, closed_at) WHERE closed_at IS NULL;
CREATE INDEX dossier_to_hand_over ON dossier (office_id, closed_at, dossier_id) WHERE state = 'decided';
CREATE INDEX dossier_by_identity ON dossier (office_id, identity_number, received_at);

CREATE TABLE dossier_paper (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    paper_kind    TEXT NOT NULL,                 -- as handed in
    quantity      INTEGER NOT NULL,
    is_required   INTEGER NOT NULL,
    paper_verdict TEXT NOT NULL,                 -- ok, faulty, missing, not-applicable, looked-up
    note          TEXT,
    PRIMARY KEY (dossier_id, position)
) STRICT;

-- Everything that ever happened, sealed: each row carries the hash of the one before in its office.
CREATE TABLE dossier_event (
    event_id      INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    chain_number  INTEGER NOT NULL,              -- 1, 2, 3 … in the office, no gap
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    version       INTEGER NOT NULL,              -- of the dossier after this event
    event         TEXT NOT NULL,                 -- domain/dossier_events.def
    actor_id      INTEGER NOT NULL REFERENCES account (account_id),
    holder_id     INTEGER,                       -- of the dossier after this event
    occurred_at   INTEGER NOT NULL,
    reason        TEXT,
    facts         TEXT NOT NULL,                 -- JSON, keys sorted: what replay needs
    previous_hash TEXT NOT NULL,                 -- 64 hex digits
    event_hash    TEXT NOT NULL,
    UNIQUE (office_id, chain_number),
    UNIQUE (dossier_id, version)
) STRICT;

-- The end of each office's chain.
CREATE TABLE event_chain (
    office_id     INTEGER PRIMARY KEY REFERENCES office (office_id),
    chain_number  INTEGER NOT NULL,
    event_hash    TEXT NOT NULL
) STRICT;

-- What other systems and the citizen must be told; written with the change, sent later.
CREATE TABLE outbox (
    outbox_id     INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    event_id      INTEGER NOT NULL REFERENCES dossier_event (event_id),
    topic         TEXT NOT NULL,                 -- dossier-progress
    created_at    INTEGER NOT NULL,
    sent_at       INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (office_id, outbox_id) WHERE sent_at IS NULL;

-- Numbers without gaps: dossier codes by day, forms by year.
CREATE TABLE serial (
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    serial_kind   TEXT NOT NULL,                 -- dossier, receipt
    period        TEXT NOT NULL,                 -- 250918, 2025
    last_number   INTEGER NOT NULL,
    PRIMARY KEY (office_id, serial_kind, period)
) STRICT;

-- Counts of a month, kept in the same transaction as the change they count.
CREATE TABLE month_count (
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    month         TEXT NOT NULL,                 -- 2025-07
    procedure_code TEXT NOT NULL,
    channel       TEXT NOT NULL,
    received      INTEGER NOT NULL DEFAULT 0,
    finished_early INTEGER NOT NULL DEFAULT 0,
    finished_on_time INTEGER NOT NULL DEFAULT 0,
    finished_late INTEGER NOT NULL DEFAULT 0,
    refused       INTEGER NOT NULL DEFAULT 0,    -- refused, withdrawn or stopped
    PRIMARY KEY (office_id, month, procedure_code, channel)
) STRICT;

-- Who looked at whose dossier; one row for an account, a dossier and an hour.
CREATE TABLE access_trace (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    account_id    INTEGER NOT NULL REFERENCES account (account_id),
    hour_at       INTEGER NOT NULL,
    looked_at     INTEGER NOT NULL,              -- the first look in that hour
    PRIMARY KEY (dossier_id, account_id, hour_at)
) STRICT;

-- Who changed whose account, and who came in.
CREATE TABLE account_event (
    account_event_id INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    account_id    INTEGER NOT NULL REFERENCES account (account_id),
    actor_id      INTEGER REFERENCES account (account_id),  -- NULL: the command line
    event         TEXT NOT NULL,                 -- domain/account_events.def
    occurred_at   INTEGER NOT NULL,
    note          TEXT
) STRICT;
CREATE INDEX account_event_by_account ON account_event (account_id, occurred_at);
CREATE INDEX login_throttle_by_age ON login_throttle (retry_at);
