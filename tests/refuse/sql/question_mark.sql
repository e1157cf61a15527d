-- query: dossier_by_code :one
SELECT version FROM dossier WHERE code = :code AND office_id = ?;
