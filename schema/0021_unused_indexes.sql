-- SPDX-License-Identifier: Apache-2.0
-- No query is found by these: logins by the UNIQUE of their own, overdue opinions by alert_watch, explanations and legs by
-- their dossier.  Each row written is one entry cheaper.
DROP INDEX account_by_login;
DROP INDEX consultation_waiting;
DROP INDEX dossier_leg_open;
DROP INDEX lateness_by_time;
