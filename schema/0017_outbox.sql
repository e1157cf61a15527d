-- SPDX-License-Identifier: Apache-2.0
-- The sealed log is the outbox for other systems (docs/adr/0018): nothing is written a second time.
DROP TABLE outbox;
