-- query: dossiers_late :many
SELECT code FROM dossier WHERE is_late = 1;
