-- query: dossier_by_code :one
-- scan ok: there is none
SELECT version FROM dossier WHERE code = :code;
