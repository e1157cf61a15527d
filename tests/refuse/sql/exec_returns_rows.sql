-- query: dossier_by_code :exec
SELECT version FROM dossier WHERE code = :code;
