-- query: dossier_by_code :one
SELECT d.* FROM dossier d WHERE code = :code;
