-- query: dossier_by_code :one
SELECT * FROM dossier WHERE code = :code;
