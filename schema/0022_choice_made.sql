-- SPDX-License-Identifier: Apache-2.0
-- One extension is all there is: once it was asked for, whatever came of it, nothing is left to choose.  Before, the
-- list of what is to be chosen looked at more than this column.

UPDATE dossier SET is_choice_made = 1
 WHERE is_choice_made = 0
   AND (is_extension_asked = 1 OR extended_to_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM dossier_event e
                    WHERE e.dossier_id = dossier.dossier_id AND e.event = 'refuse-extension'));
