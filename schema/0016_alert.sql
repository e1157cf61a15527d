-- SPDX-License-Identifier: Apache-2.0
-- Who was told what, for those who answer for a whole office; each person's own list has its index already.
CREATE INDEX alert_of_office ON alert (office_id, raised_at, alert_id) WHERE ended_at IS NULL;
