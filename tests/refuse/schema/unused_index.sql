CREATE TABLE fee (fee_id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX fee_by_name ON fee (name);
CREATE INDEX fee_by_name_and_code ON fee (name, code);
