-- SPDX-License-Identifier: Apache-2.0
-- Fees: dated tariffs and exemptions of an office, what a dossier owes and why, and the money that was taken.

-- One row for each version of a tariff (catalogue/README.md).
CREATE TABLE tariff (
    tariff_id     INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    tariff_code   TEXT NOT NULL,                 -- chung-thuc-ban-sao
    name          TEXT NOT NULL,
    tariff_unit   TEXT NOT NULL,                 -- domain/tariff_units.def
    setter        TEXT NOT NULL,                 -- law, provincial-council, by-value
    certainty     TEXT NOT NULL,                 -- verified, likely, unsure
    legal_basis   TEXT NOT NULL,
    note          TEXT,
    cap_vnd       INTEGER NOT NULL,              -- the most for one copy; 0: no cap
    effective_from_on TEXT NOT NULL,
    effective_to_on   TEXT,                      -- last day in force; NULL: open
    UNIQUE (office_id, tariff_code, effective_from_on)
) STRICT;

-- What each unit costs from the `from_unit`-th on; a tariff without rows is open: its price is typed.
CREATE TABLE tariff_price (
    tariff_id     INTEGER NOT NULL REFERENCES tariff (tariff_id),
    position      INTEGER NOT NULL,              -- 1..n
    channel       TEXT,                          -- NULL: every channel that has no rows of its own
    from_unit     INTEGER NOT NULL,
    price_vnd     INTEGER NOT NULL,
    PRIMARY KEY (tariff_id, position)
) STRICT;

-- Who need not pay, or not all of it.
CREATE TABLE fee_exemption (
    fee_exemption_id INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    exemption_code TEXT NOT NULL,                -- ho-ngheo
    name          TEXT NOT NULL,
    percent       INTEGER NOT NULL,              -- not asked for, 1..100
    channel       TEXT,                          -- NULL: all
    evidence      TEXT NOT NULL,                 -- what shows it, in words
    legal_basis   TEXT NOT NULL,
    certainty     TEXT NOT NULL,
    effective_from_on TEXT NOT NULL,
    effective_to_on   TEXT,
    tariffs       TEXT NOT NULL,                 -- codes, a blank between them
    UNIQUE (office_id, exemption_code, effective_from_on)
) STRICT;

ALTER TABLE procedure_version ADD COLUMN tariffs TEXT; -- codes of what is to be paid, a blank between them

-- Where transfers go; empty: the office takes none.
ALTER TABLE office ADD COLUMN bank_bin TEXT NOT NULL DEFAULT '';          -- 970405 (domain/banks.def)
ALTER TABLE office ADD COLUMN bank_account TEXT NOT NULL DEFAULT '';
ALTER TABLE office ADD COLUMN bank_account_name TEXT NOT NULL DEFAULT '';

-- Money taken: one row for each receipt.
CREATE TABLE payment (
    payment_id    INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    receipt_year  TEXT NOT NULL,                 -- 2026
    receipt_number INTEGER NOT NULL,             -- 1, 2, 3 … in the year, no gap
    amount_vnd    INTEGER NOT NULL,
    payment_method TEXT NOT NULL,                -- domain/payment_methods.def
    reference     TEXT,                          -- the bank's or gateway's number
    received_by_id INTEGER NOT NULL REFERENCES account (account_id),
    paid_at       INTEGER NOT NULL,
    payment_key   TEXT NOT NULL,                 -- of the form that was sent: sent twice, taken once
    refunded_by_id INTEGER REFERENCES account (account_id),
    refunded_at   INTEGER,
    refund_reason TEXT,
    UNIQUE (office_id, receipt_year, receipt_number),
    UNIQUE (dossier_id, payment_key)
) STRICT;

-- What a dossier owes, line by line, as computed on the day; a later tariff changes nothing here.
CREATE TABLE dossier_fee (
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    position      INTEGER NOT NULL,              -- 1..n
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    tariff_code   TEXT NOT NULL,
    name          TEXT NOT NULL,
    tariff_unit   TEXT NOT NULL,
    pages         INTEGER NOT NULL,              -- of one copy; 1 unless pages are counted
    quantity      INTEGER NOT NULL,
    price_vnd     INTEGER NOT NULL,              -- typed for an open tariff; 0 otherwise
    legal_basis   TEXT NOT NULL,                 -- of the tariff, or the decision that sets the typed price
    base_vnd      INTEGER NOT NULL,              -- reduction + due
    reduction_vnd INTEGER NOT NULL,
    due_vnd       INTEGER NOT NULL,
    exemption_code TEXT,
    exemption_name TEXT,
    exemption_basis TEXT,
    evidence      TEXT,                          -- what was shown for the exemption
    fee_state     TEXT NOT NULL,                 -- domain/fee_states.def
    payment_id    INTEGER REFERENCES payment (payment_id),
    set_by_id     INTEGER NOT NULL REFERENCES account (account_id),
    set_at        INTEGER NOT NULL,
    PRIMARY KEY (dossier_id, position)
) STRICT;
CREATE INDEX dossier_fee_by_payment ON dossier_fee (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX dossier_fee_typed ON dossier_fee (office_id, tariff_code, set_at) WHERE price_vnd > 0;
