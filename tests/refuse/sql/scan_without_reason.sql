-- query: dossiers_late :many
-- scan ok:
SELECT code FROM dossier WHERE is_late = 1;
