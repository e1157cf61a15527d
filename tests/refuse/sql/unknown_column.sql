-- query: dossier_by_code :one
SELECT aplicant FROM dossier WHERE code = :code;
