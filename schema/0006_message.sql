-- SPDX-License-Identifier: Apache-2.0
-- What citizens are told: written in the transaction of the event, sent by `motcua deliver`.

-- What motcua.conf can send by, as the program last read it: a message is made only for an open one.
CREATE TABLE message_transport (
    transport     TEXT PRIMARY KEY,              -- email, sms
    is_open       INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE message (
    message_id    INTEGER PRIMARY KEY,
    office_id     INTEGER NOT NULL REFERENCES office (office_id),
    dossier_id    INTEGER NOT NULL REFERENCES dossier (dossier_id),
    event_id      INTEGER NOT NULL REFERENCES dossier_event (event_id),
    message_kind  TEXT NOT NULL,                 -- domain/messages.def
    transport     TEXT NOT NULL,
    recipient     TEXT NOT NULL,                 -- an address, or a telephone's digits
    subject       TEXT NOT NULL,                 -- empty for text messages
    body          TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    not_before_at INTEGER NOT NULL,              -- the event can be taken back until then
    state         TEXT NOT NULL,                 -- domain/message_states.def
    attempts      INTEGER NOT NULL DEFAULT 0,    -- times somebody took it in hand
    next_try_at   INTEGER NOT NULL,              -- while it waits
    claimed_at    INTEGER,                       -- by who has it in hand, or had
    last_answer   TEXT,                          -- of the other side, word for word
    sent_at       INTEGER,
    decided_by_id INTEGER REFERENCES account (account_id), -- who said to send it again, or took it as sent
    decided_at    INTEGER,
    UNIQUE (event_id, transport)                 -- nobody is told twice
) STRICT;
CREATE INDEX message_to_send ON message (transport, next_try_at, message_id) WHERE state = 'waiting';
CREATE INDEX message_in_hand ON message (claimed_at) WHERE state = 'sending';
CREATE INDEX message_by_state ON message (office_id, state, message_id);
CREATE INDEX message_by_office ON message (office_id, message_id);
CREATE INDEX message_by_dossier ON message (dossier_id, message_id);
